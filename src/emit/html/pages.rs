//! What the facsimile is drawn from: the characters and rulings of each page, or the lines of a text form, in few bytes.
//!
//! Lengths are whole tenths of a point. A run of characters is `[x, y, size, text, rest]`: where its first character begins on
//! its baseline, the font size, the characters, and where each further one begins: `rest` is the x of the last where they stand
//! evenly, else the list of steps from each to the next. A sixth element names another direction than left to right.

use super::{in_script, policy};
use crate::geometry::Rect;
use crate::read::document::{Axis, Content, Direction, Glyph, Markup, MarkupTable, Page, Picture};
use serde::Serialize;

/// Text that is read here stands on one baseline within this distance, in points.
const SAME_LINE: f32 = 0.05;

/// The pages or lines of a document, as JSON.
pub fn of(content: &Content) -> String {
    match content {
        Content::Pages(pages) => in_script(&Pages { pages: pages.iter().map(Sheet::of).collect() }),
        Content::Flow(flow) => in_script(&Lines { lines: lines(flow) }),
    }
}

#[derive(Serialize)]
struct Pages {
    pages: Vec<Sheet>,
}

/// One page.
#[derive(Serialize)]
struct Sheet {
    number: u32,
    width: i32,
    height: i32,
    text: Vec<Run>,
    /// Horizontal rulings, four numbers each: y, start, end, width.
    across: Vec<i32>,
    /// Vertical rulings: x, start, end, width.
    down: Vec<i32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    images: Vec<[i32; 4]>,
    /// Characters that nothing in the file names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<[i32; 4]>,
    /// The page as a picture, as a `data:` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

impl Sheet {
    fn of(page: &Page) -> Self {
        let unknown = page.glyphs.iter().filter(|glyph| glyph.char.is_none());
        Sheet {
            number: page.number,
            width: tenths(page.width),
            height: tenths(page.height),
            text: runs(&page.glyphs),
            across: rulings(page, Axis::Horizontal),
            down: rulings(page, Axis::Vertical),
            images: page.images.iter().map(rectangle).collect(),
            unknown: unknown.map(|glyph| rectangle(&glyph.rect)).collect(),
            picture: page.picture.as_ref().map(address),
        }
    }
}

fn address(picture: &Picture) -> String {
    format!("data:{};base64,{}", picture.media_type, policy::base64(&picture.bytes))
}

/// Characters that follow one another on a line in one size.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Run {
    Along(i32, i32, i32, String, Rest),
    Turned(i32, i32, i32, String, Rest, &'static str),
}

/// Where the characters after the first begin.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Rest {
    /// At even distances up to here.
    Last(i32),
    /// At these steps.
    Steps(Vec<i32>),
}

fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let seen: Vec<(char, &Glyph)> = glyphs
        .iter()
        .filter_map(|glyph| Some((glyph.char?, glyph)))
        .filter(|(char, _)| !char.is_whitespace())
        .collect();
    seen.chunk_by(|(_, a), (_, b)| follows(a, b)).map(run).collect()
}

/// Whether a character stands right of another on the same line. Turned text stays apart, character by character.
fn follows(a: &Glyph, b: &Glyph) -> bool {
    a.direction == Direction::Right
        && b.direction == Direction::Right
        && tenths(a.size) == tenths(b.size)
        && (a.origin.y - b.origin.y).abs() < SAME_LINE
        && b.origin.x >= a.origin.x
}

fn run(glyphs: &[(char, &Glyph)]) -> Run {
    let first = glyphs[0].1;
    let text = glyphs.iter().map(|(char, _)| *char).collect();
    let xs: Vec<i32> = glyphs.iter().map(|(_, glyph)| tenths(glyph.origin.x)).collect();
    let (x, y, size) = (xs[0], tenths(first.origin.y), tenths(first.size));
    let turned = match first.direction {
        Direction::Right => return Run::Along(x, y, size, text, rest(&xs)),
        Direction::Down => "down",
        Direction::Up => "up",
        Direction::Left => "left",
        Direction::Oblique => "oblique",
    };
    Run::Turned(x, y, size, text, rest(&xs), turned)
}

fn rest(xs: &[i32]) -> Rest {
    let (first, last) = (i64::from(xs[0]), i64::from(xs[xs.len() - 1]));
    let gaps = xs.len().max(2) as i64 - 1;
    let even = (0..).zip(xs).all(|(position, x)| {
        // Within a tenth of a point of the even place, in whole numbers.
        ((i64::from(*x) - first) * gaps - (last - first) * position).abs() <= gaps
    });
    if even {
        return Rest::Last(xs[xs.len() - 1]);
    }
    Rest::Steps(xs.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// Rulings of one axis, four numbers each.
fn rulings(page: &Page, axis: Axis) -> Vec<i32> {
    let rulings = page.rulings.iter().filter(|ruling| ruling.axis == axis);
    rulings.flat_map(|ruling| [ruling.at, ruling.from, ruling.to, ruling.width].map(tenths)).collect()
}

fn rectangle(rect: &Rect) -> [i32; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(tenths)
}

/// Tenths of a point, within what a page can be; what is no number becomes 0.
fn tenths(length: f32) -> i32 {
    (length * 10.0).round().clamp(-1e6, 1e6) as i32
}

#[derive(Serialize)]
struct Lines<'a> {
    lines: Vec<Line<'a>>,
}

/// A line of a text form: its number, and its text or its cells.
#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Text(u32, &'a str),
    Cells(u32, Vec<&'a str>),
}

fn lines(flow: &[Markup]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for piece in flow {
        match piece {
            Markup::Line { text, place } => lines.push(Line::Text(place.line.unwrap_or(0), text)),
            Markup::Table(table) => lines.extend(rows(table)),
        }
    }
    lines
}

fn rows(table: &MarkupTable) -> impl Iterator<Item = Line<'_>> {
    table.rows.iter().filter(|row| !row.is_empty()).map(|row| {
        let line = row.iter().find_map(|cell| cell.place.line).unwrap_or(0);
        Line::Cells(line, row.iter().map(|cell| cell.text.as_str()).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn glyph(char: char, x: f32, y: f32) -> Glyph {
        let rect = Rect::new(x, y - 8.8, x + 10.0, y + 1.2);
        Glyph {
            char: Some(char),
            origin: Point { x, y },
            rect,
            size: 10.0,
            direction: Direction::Right,
            run: 0,
            confidence: None,
        }
    }

    #[test]
    fn even_characters_are_one_run_with_two_ends() {
        let glyphs =
            [glyph('金', 10.0, 50.0), glyph('额', 20.0, 50.0), glyph(' ', 30.0, 50.0), glyph('万', 40.0, 62.0)];
        let want = [
            Run::Along(100, 500, 100, "金额".to_owned(), Rest::Last(200)),
            Run::Along(400, 620, 100, "万".to_owned(), Rest::Last(400)),
        ];
        assert_eq!(runs(&glyphs), want);
    }

    #[test]
    fn uneven_characters_keep_their_steps() {
        let glyphs = [glyph('年', 10.0, 50.0), glyph('1', 20.0, 50.0), glyph('2', 25.0, 50.0)];
        assert_eq!(runs(&glyphs), [Run::Along(100, 500, 100, "年12".to_owned(), Rest::Steps(vec![100, 50]))]);
    }

    #[test]
    fn what_is_no_number_is_nought() {
        assert_eq!([f32::NAN, f32::INFINITY, 12.34].map(tenths), [0, 1_000_000, 123]);
    }
}
