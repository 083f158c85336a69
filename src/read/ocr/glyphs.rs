//! Recognised characters → glyphs with rectangles, as the pages of digital documents have them.

use super::lines::TextLine;
use super::recognise::Seen;
use super::sights::Strip;
use crate::geometry::{Point, Rect};
use crate::read::document::{Direction, Glyph};

/// Height of the ink of a line of ideographs, and of digits and letters, in ems.
const IDEOGRAPHS: f32 = 0.92;
const LETTERS: f32 = 0.74;
/// The middle of a line's ink above its baseline, in ems.
const MIDDLE: f32 = 0.38;
/// Sizes this near the page's usual one are that one (ratio).
const SAME_SIZE: f32 = 1.28;

/// Characters whose middles are further apart than this do not adjoin; then each is so wide to either side (ems).
const APART: f32 = 1.6;
const HALF: f32 = 0.55;

/// What turns pixels into points.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Pixels to a point.
    pub pixels: f32,
    /// Height of the ink of the page's usual line, in pixels.
    pub usual: f32,
}

/// The glyphs of a line. They adjoin one another unless they are far apart: a recogniser tells where a character is, not how
/// wide.
pub fn of(line: &TextLine, strip: &Strip, seen: &[Seen], run: u32, scale: Scale) -> Vec<Glyph> {
    let usual = scale.usual / IDEOGRAPHS;
    let wide = seen.iter().any(|seen| is_ideograph(seen.char));
    let measured = line.height() as f32 / if wide { IDEOGRAPHS } else { LETTERS };
    let ratio = (measured / usual).max(usual / measured);
    // A line of dashes or stops says nothing about its size.
    let tells = seen.iter().any(|seen| seen.char.is_alphanumeric());
    let size = if ratio < SAME_SIZE || !tells { usual } else { measured };
    let middle = (line.y0 + line.y1) as f32 / 2.0;
    let baseline = middle + MIDDLE * size;
    let (left, right) = (line.x0 as f32, line.x1 as f32);
    let centres: Vec<f32> = seen.iter().map(|seen| strip.column(seen.along).clamp(left, right)).collect();
    // A bar that stands alone is a dash (nothing to say here), not the numeral it looks like.
    let bar = matches!(seen, [Seen { char: '一' | '-' | '_', .. }])
        && (line.height() as f32) < 0.16 * scale.usual
        && right - left > 0.5 * scale.usual;
    let least = seen.iter().filter(|seen| !is_mark(seen.char)).map(|seen| seen.confidence).reduce(f32::min);
    let mut from = left;
    let mut glyphs = Vec::with_capacity(seen.len());
    for (index, seen) in seen.iter().enumerate() {
        let middle = centres[index];
        let (to, next) = match centres.get(index + 1) {
            // What lies between two characters that are further apart than characters are wide is white.
            Some(next) if next - middle > APART * size => (middle + HALF * size, next - HALF * size),
            Some(next) => ((middle + next) / 2.0, (middle + next) / 2.0),
            None => (right, right),
        };
        let to = to.max(from);
        let at = |pixels: f32| pixels / scale.pixels;
        glyphs.push(Glyph {
            char: Some(if bar { '—' } else { seen.char }),
            origin: Point { x: at(from), y: at(baseline) },
            rect: Rect::new(at(from), at(baseline - 0.88 * size), at(to), at(baseline + 0.12 * size)),
            size: at(size),
            direction: Direction::Right,
            run,
            confidence: Some(hundredths(match least {
                Some(least) if is_mark(seen.char) => least,
                _ => seen.confidence,
            })),
        });
        from = next.max(to);
    }
    glyphs
}

/// A share in hundredths, rounded down: what is not certain is not called so.
fn hundredths(share: f32) -> u8 {
    (share * 100.0).clamp(0.0, 100.0) as u8
}

/// A mark whose forms (： and :, ， and ,) are read for one another without harm, or a space: it is as sure as the line that it
/// stands in.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        ' ' | '：'
            | ':'
            | '；'
            | ';'
            | '，'
            | '。'
            | '、'
            | '（'
            | '）'
            | '('
            | ')'
            | '“'
            | '”'
            | '"'
            | '《'
            | '》'
            | '·'
    )
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}
