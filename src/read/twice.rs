//! Text drawn twice a hair apart, the poor man's bold: one text.

use super::document::Glyph;
use super::{pieces, tiles};
use std::ops::Range;

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

/// Drops every glyph that repeats an earlier one at (nearly) the same place; returns how many non-blank ones went. `texts` are the
/// glyphs that belong together: where neither of two texts repeats as a whole, they are two that share a character's place.
pub(crate) fn drop_repeated(glyphs: &mut Vec<Glyph>, texts: impl Fn(&[Glyph]) -> Vec<Range<usize>>) -> u32 {
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
    let mut pairs: Vec<(usize, usize)> = Vec::new();
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
                let (a, b) = ((key & LAST_INDEX) as usize, (other_key & LAST_INDEX) as usize);
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    if pairs.is_empty() {
        return 0;
    }
    let mut repeated = of_whole_texts(glyphs, &texts(glyphs), &pairs);
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

/// The later glyphs of the pairs of which one text, or the run of glyphs of one of them, is repeated as a whole.
fn of_whole_texts(glyphs: &[Glyph], texts: &[Range<usize>], pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut has_twin = vec![false; glyphs.len()];
    pairs.iter().for_each(|(a, b)| [*a, *b].into_iter().for_each(|index| has_twin[index] = true));
    let is_whole = |text: &Range<usize>| {
        text.clone().all(|index| has_twin[index] || glyphs[index].char.is_some_and(char::is_whitespace))
    };
    let whole: Vec<bool> = texts.iter().map(is_whole).collect();
    let of_whole = |index: usize| {
        let text = texts.partition_point(|text| text.end <= index);
        whole.get(text).is_some_and(|whole| *whole)
    };
    // A watermark in tiles may have the very digits of a value that it runs over.
    let pieces = pieces::cut(glyphs);
    let mut is_tile = vec![false; glyphs.len()];
    for (piece, _) in pieces.iter().zip(tiles::find(glyphs, &pieces)).filter(|(_, is_tile)| *is_tile) {
        is_tile[piece.first..piece.last].fill(true);
    }
    let repeats = |(a, b): &&(usize, usize)| {
        // Letter by letter: each one and at once its repetition.
        let is_of = |index: Option<usize>, run| index.and_then(|index| glyphs.get(index)).is_some_and(|g| g.run == run);
        let alone = !is_of(a.checked_sub(1), glyphs[*a].run) && !is_of(Some(b + 1), glyphs[*b].run);
        let at_once = *b == a + 1 && alone || glyphs[*a].run == glyphs[*b].run;
        is_tile[*a] == is_tile[*b] && (at_once || of_whole(*a) || of_whole(*b))
    };
    pairs.iter().filter(repeats).map(|(_, later)| *later).collect()
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
        assert_eq!(drop_repeated(&mut glyphs, |glyphs| (0..glyphs.len()).map(|index| index..index + 1).collect()), 3);
        assert_eq!(glyphs.iter().filter_map(|glyph| glyph.char).collect::<String>(), "绩人人人元效年");
        assert!(glyphs[4].origin.x > 50.01, "the earlier one stays");
    }
}
