//! Texts of a page outside ruled tables, and what they tell of columns where no vertical line does.

use super::fill::is_closing;
use super::settings::TOUCH;
use super::shape;
use crate::geometry::{Point, Rect};
use crate::read::document::Glyph;
use crate::read::pieces::Piece;

/// A gap of this many ems between two texts of a row stands for a column boundary.
pub const COLUMN_GAP: f32 = 0.5;
/// Pieces nearer than this (ems) are one text, set in several operations.
pub const WORD_GAP: f32 = 0.3;

/// The most columns of an indicator table: far beyond any form.
const MOST_HEADERS: usize = 100;

/// A text of the page with its string, for deciding what it is.
pub struct Part {
    /// Its area.
    pub rect: Rect,
    /// The baseline (y).
    pub baseline: f32,
    /// The font size.
    pub size: f32,
    /// Its characters without blanks.
    pub text: String,
}

/// Texts of the page: pieces side by side with hardly a gap are one.
pub fn parts(glyphs: &[Glyph], pieces: &[Piece]) -> Vec<Part> {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect.x0.total_cmp(&b.rect.x0)));
    let mut parts: Vec<Part> = Vec::new();
    for piece in sorted {
        let text: String = glyphs[piece.first..piece.last]
            .iter()
            .map(|glyph| glyph.char.unwrap_or('\u{fffd}'))
            .filter(|c| !c.is_whitespace())
            .collect();
        let joined = parts.iter_mut().rev().take(12).find(|part| {
            let gap = piece.rect.x0 - part.rect.x1;
            (part.baseline - piece.baseline).abs() < 0.5 * piece.size
                && gap < COLUMN_GAP * piece.size
                && gap > -piece.size
        });
        match joined {
            Some(part) => {
                part.rect = part.rect.union(&piece.rect);
                part.text.push_str(&text);
            }
            None => parts.push(Part { rect: piece.rect, baseline: piece.baseline, size: piece.size, text }),
        }
    }
    parts
}

/// The middles of titles of forms, each alone on its line, from top to bottom.
pub fn titles(texts: &[Part]) -> Vec<Point> {
    let mut lines: Vec<f32> = texts.iter().map(|part| part.rect.center().y).collect();
    lines.sort_by(f32::total_cmp);
    let is_alone = |part: &&Part| {
        let (y, reach) = (part.rect.center().y, 0.7 * part.size);
        lines.partition_point(|line| *line < y + reach) - lines.partition_point(|line| *line <= y - reach) == 1
    };
    let named = texts.iter().filter(|part| shape::is_title_row(&part.text));
    let mut titles: Vec<Point> = named.filter(is_alone).map(|part| part.rect.center()).collect();
    titles.sort_by(|a, b| a.y.total_cmp(&b.y));
    titles
}

/// The texts of the header row of the indicator table, left to right.
pub fn header_row<'p>(parts: impl IntoIterator<Item = &'p Part, IntoIter: Clone>) -> Option<Vec<Rect>> {
    let parts = parts.into_iter();
    let anchors: Vec<&Part> = parts.clone().filter(|part| shape::is_indicator_header(&part.text)).collect();
    let mut lines: Vec<f32> = anchors.iter().map(|part| part.rect.center().y).collect();
    lines.sort_by(f32::total_cmp);
    let beside = |part: &Part| {
        let y = part.rect.center().y;
        lines.partition_point(|line| *line < y + part.size) - lines.partition_point(|line| *line <= y - part.size)
    };
    let anchor = anchors.iter().find(|part| beside(part) >= 3)?;
    // A header cell may wrap onto two lines, so its neighbours are looked for within a line and a half.
    let mut cells: Vec<Rect> = Vec::new();
    let near = |part: &&Part| (part.rect.center().y - anchor.rect.center().y).abs() < 1.3 * anchor.size;
    for part in parts.filter(near) {
        match cells.iter_mut().find(|cell| cell.x0 < part.rect.x1 && part.rect.x0 < cell.x1) {
            Some(cell) => *cell = cell.union(&part.rect),
            None => cells.push(part.rect),
        }
        if cells.len() > MOST_HEADERS {
            return None;
        }
    }
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    Some(cells)
}

/// The column boundaries at which the texts of a row begin and end.
pub fn borders_of_row(parts: &[&Part], top: f32, bottom: f32, xs: &[f32]) -> Vec<usize> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    let mut own: Vec<&&Part> = parts
        .iter()
        .filter(|part| {
            part.rect.center().y > top && part.rect.center().y < bottom && !part.text.chars().all(is_closing)
        })
        .collect();
    own.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    for part in own {
        match spans.last_mut() {
            Some(span) if part.rect.x0 < span.1 + COLUMN_GAP * part.size => span.1 = span.1.max(part.rect.x1),
            _ => spans.push((part.rect.x0, part.rect.x1)),
        }
    }
    let mut borders = Vec::new();
    let last = xs.len() - 1;
    for (index, span) in spans.iter().enumerate() {
        // A text takes the columns it stands in; blank ones between two texts stay blank cells.
        let left = xs.iter().rposition(|x| *x <= span.0 + 1.0).unwrap_or(0);
        let right = xs.iter().position(|x| *x >= span.1 - 1.0).unwrap_or(last);
        let left_shared = index > 0 && xs[left] < spans[index - 1].1 - 1.0;
        let right_shared = spans.get(index + 1).is_some_and(|next| xs[right] > next.0 + 1.0);
        if !left_shared {
            borders.push(left);
        }
        if right_shared {
            let middle = (span.1 + spans[index + 1].0) / 2.0;
            let nearest = (1..last).min_by(|&a, &b| (xs[a] - middle).abs().total_cmp(&(xs[b] - middle).abs()));
            borders.extend(nearest);
        } else {
            borders.push(right);
        }
    }
    borders
}

/// Means of values that lie within a ruling's tolerance of each other, ascending.
pub fn clusters(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut means: Vec<(f32, f32, usize)> = Vec::new();
    for value in sorted {
        match means.last_mut() {
            Some((first, sum, count)) if value - *first <= TOUCH => {
                *sum += value;
                *count += 1;
            }
            _ => means.push((value, value, 1)),
        }
    }
    means.into_iter().map(|(_, sum, count)| sum / count as f32).collect()
}

/// Adds the outer borders and drops boundaries beyond them.
pub fn bound(xs: &mut Vec<f32>, left: f32, right: f32) {
    xs.retain(|x| *x > left + TOUCH && *x < right - TOUCH);
    xs.insert(0, left);
    xs.push(right);
}
