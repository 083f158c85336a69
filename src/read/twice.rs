//! Text drawn twice a hair apart, the poor man's bold: one text.

use super::document::Glyph;

/// Two equal characters nearer than this share of the font size are one.
const NEAR: f32 = 0.2;
/// They are of one size: a watermark behind a value may have its digits where the value has them.
const SAME_SIZE: f32 = 0.02;
/// A glyph in one number, that numbers be sorted and nothing else: above these the character, then the place along x in steps
/// of a sixteenth of a point (32,000 points to either side, more than a page has), then the place among the glyphs.
const X_BITS: u32 = 20;
const INDEX_BITS: u32 = 23;
/// Further glyphs of a page are not looked at.
const LAST_INDEX: u64 = (1 << INDEX_BITS) - 1;
/// Steps of a point.
const STEPS: f64 = 16.0;

/// Drops every glyph that repeats an earlier one at (nearly) the same place; returns how many non-blank ones went.
pub(crate) fn drop_repeated(glyphs: &mut Vec<Glyph>) -> u32 {
    // Equal characters side by side, by x: a repetition then lies within NEAR of its original in this order.
    let mut order: Vec<u64> = (0..=LAST_INDEX)
        .zip(glyphs.iter())
        .filter_map(|(index, glyph)| {
            let character = glyph.char.filter(|c| !c.is_whitespace())?;
            Some(u64::from(u32::from(character)) << (X_BITS + INDEX_BITS) | step(glyph.origin.x) << INDEX_BITS | index)
        })
        .collect();
    order.sort_unstable();
    let glyph_of = |key: u64| &glyphs[(key & LAST_INDEX) as usize];
    let mut repeated: Vec<u32> = Vec::new();
    for (position, &key) in order.iter().enumerate() {
        let glyph = glyph_of(key);
        let near = NEAR * glyph.size;
        let steps = (f64::from(near) * STEPS).max(0.0) as u64 + 1;
        let last = (key | LAST_INDEX).saturating_add(steps.saturating_mul(LAST_INDEX + 1));
        for &other_key in order[position + 1..].iter().take_while(|other| **other <= last) {
            let other = glyph_of(other_key);
            let (dx, dy) = (other.origin.x - glyph.origin.x, other.origin.y - glyph.origin.y);
            let same_size = (other.size - glyph.size).abs() <= SAME_SIZE * glyph.size;
            if other.char == glyph.char && same_size && dx.abs() < near && dy.abs() < near {
                repeated.push((key & LAST_INDEX).max(other_key & LAST_INDEX) as u32);
            }
        }
    }
    if repeated.is_empty() {
        return 0;
    }
    repeated.sort_unstable();
    repeated.dedup();
    let mut index = 0;
    let mut next = repeated.iter().copied().peekable();
    glyphs.retain(|_| {
        let repeats = next.next_if_eq(&index).is_some();
        index += 1;
        !repeats
    });
    repeated.len() as u32
}

/// The place along x in whole steps from half the range to the left of the page, as far as the range goes.
fn step(x: f32) -> u64 {
    let middle = 1 << (X_BITS - 1);
    ((f64::from(x) * STEPS) as i64).saturating_add(middle).clamp(0, (1 << X_BITS) - 1).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Point, Rect};
    use crate::read::document::Direction;

    fn glyph(char: char, x: f32, y: f32) -> Glyph {
        let rect = Rect::new(x, y - 9.0, x + 10.0, y + 1.0);
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
    fn fake_bold_is_one_text_and_doubled_characters_stay() {
        let mut glyphs = vec![
            glyph('绩', 10.0, 50.0),
            glyph('绩', 10.4, 50.0),
            glyph('人', 30.0, 50.0),
            glyph('人', 40.0, 50.0),
            glyph('人', 40.0, 62.0),
            // The later one to the left, in the same sixteenth of a point, and half a point on.
            glyph('元', 50.02, 50.0),
            glyph('元', 50.0, 50.0),
            glyph('效', 50.0, 50.0),
            glyph('年', -0.2, 50.0),
            glyph('年', 0.3, 50.0),
        ];
        assert_eq!(drop_repeated(&mut glyphs), 3);
        assert_eq!(glyphs.iter().filter_map(|glyph| glyph.char).collect::<String>(), "绩人人人元效年");
        assert!(glyphs[4].origin.x > 50.01, "the earlier one stays");
    }
}
