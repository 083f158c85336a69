//! Text that is struck through: a thin line over the middle of its glyphs, from its beginning to its end.

use super::apart::{Apart, heart, shows};
use super::rows::Rows;
use crate::geometry::Rect;
use crate::read::document::{Axis, Direction, Glyph, Page, Ruling};
use crate::read::exclusion::Reason;

/// Where a line strikes, above the baseline in ems: word processors draw it at a quarter to a third, and centre it on ideographs.
const LOWEST: f32 = 0.14;
const HIGHEST: f32 = 0.52;
/// A line that strikes is at most this thick (ems).
const THICKEST: f32 = 0.2;
/// By how much a line may begin before its text, or end after it (ems).
const BEYOND: f32 = 0.35;
/// The widest gap in a text that one line strikes (ems).
const GAP: f32 = 1.5;
/// Pieces of a line that touch within this are one line (points).
const TOUCH: f32 = 1.5;
/// Pieces whose heights differ by less are on one line (points).
const LEVEL: f32 = 0.3;

/// Takes the struck glyphs off the page, and the lines that strike them; `marked` are areas that the file itself calls struck.
pub(super) fn take(page: &mut Page, marked: &[Rect], apart: &mut Apart) {
    let heights = Heights::of(&page.glyphs);
    let mut candidates: Vec<Ruling> =
        page.rulings.iter().filter(|line| line.axis == Axis::Horizontal && heights.meet(line.at)).copied().collect();
    if candidates.is_empty() && marked.is_empty() {
        return;
    }
    let rows = Rows::of(&page.glyphs);
    let mut struck = vec![false; page.glyphs.len()];
    let mut any = false;
    candidates.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Ruling> = Vec::new();
    for piece in joined(candidates) {
        let text = text_under(&page.glyphs, &rows, &piece);
        if strikes(&page.glyphs, &text, &piece) && !touches_vertical(&page.rulings, &piece) {
            text.iter().for_each(|index| struck[*index] = true);
            lines.push(piece);
            any = true;
        }
    }
    for area in marked {
        for index in rows.between(area.y0, area.y1) {
            if area.contains(heart(&page.glyphs[index])) {
                struck[index] = true;
                any = true;
            }
        }
    }
    if any {
        apart.take(&mut page.glyphs, &struck, Reason::Struck);
        let is_strike = |ruling: &Ruling| {
            let within = |line: &Ruling| {
                (line.at - ruling.at).abs() <= LEVEL && ruling.from >= line.from && ruling.to <= line.to
            };
            ruling.axis == Axis::Horizontal && lines.iter().any(within)
        };
        page.rulings.retain(|ruling| !is_strike(ruling));
    }
}

/// Pieces on one height that touch, put together.
fn joined(sorted: Vec<Ruling>) -> Vec<Ruling> {
    let mut lines: Vec<Ruling> = Vec::new();
    for piece in sorted {
        match lines.last_mut() {
            Some(line) if piece.at - line.at <= LEVEL && piece.from <= line.to + TOUCH && piece.from >= line.from => {
                line.to = line.to.max(piece.to);
                line.width = line.width.max(piece.width);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

/// The glyphs whose middle part a line runs through.
fn text_under(glyphs: &[Glyph], rows: &Rows, line: &Ruling) -> Vec<usize> {
    let mut under: Vec<usize> = rows
        .between(line.at - 24.0, line.at + 24.0)
        .filter(|index| {
            let glyph = &glyphs[*index];
            let above = glyph.origin.y - line.at;
            glyph.direction == Direction::Right
                && shows(glyph)
                && above >= LOWEST * glyph.size
                && above <= HIGHEST * glyph.size
                && line.width <= THICKEST * glyph.size
                && (line.from..=line.to).contains(&glyph.rect.center().x)
        })
        .collect();
    under.sort_by(|a, b| glyphs[*a].rect.x0.total_cmp(&glyphs[*b].rect.x0));
    under
}

/// Whether a line begins and ends with the text that it runs through, and leaves no large gap.
fn strikes(glyphs: &[Glyph], text: &[usize], line: &Ruling) -> bool {
    let (Some(first), Some(last)) = (text.first().map(|i| &glyphs[*i]), text.last().map(|i| &glyphs[*i])) else {
        return false;
    };
    let em = first.size;
    let fits = |line: f32, text: f32, inwards: f32| (-BEYOND * em..=0.6 * em).contains(&(inwards * (line - text)));
    fits(line.from, first.rect.x0, 1.0)
        && fits(line.to, last.rect.x1, -1.0)
        && text.windows(2).all(|pair| glyphs[pair[1]].rect.x0 - glyphs[pair[0]].rect.x1 <= GAP * em)
}

/// Whether a line ends at a vertical one: then it rules a table.
fn touches_vertical(rulings: &[Ruling], line: &Ruling) -> bool {
    rulings.iter().any(|other| {
        other.axis == Axis::Vertical
            && (other.from - TOUCH..=other.to + TOUCH).contains(&line.at)
            && ((other.at - line.from).abs() <= TOUCH || (other.at - line.to).abs() <= TOUCH)
    })
}

/// The heights on a page at which text would be struck, to the point.
struct Heights(Vec<u64>);

impl Heights {
    fn of(glyphs: &[Glyph]) -> Heights {
        let mut heights = Heights(vec![0; 16]);
        let mut last = f32::NAN;
        for glyph in glyphs {
            // Glyphs of a run have one baseline.
            if glyph.origin.y.to_bits() == last.to_bits() || glyph.direction != Direction::Right {
                continue;
            }
            last = glyph.origin.y;
            let from = (glyph.origin.y - HIGHEST * glyph.size).max(0.0) as usize;
            let to = (glyph.origin.y - LOWEST * glyph.size).max(0.0) as usize;
            for height in from..=to.min(from + 64) {
                let word = height / 64;
                if word >= heights.0.len() {
                    if word > 256 {
                        break;
                    }
                    heights.0.resize(word + 1, 0);
                }
                heights.0[word] |= 1 << (height % 64);
            }
        }
        heights
    }

    fn meet(&self, y: f32) -> bool {
        let height = y.max(0.0) as usize;
        self.0.get(height / 64).is_some_and(|word| word & (1 << (height % 64)) != 0)
    }
}
