//! Text drawn twice a hair apart, the poor man's bold: one text.

use super::document::Glyph;

/// Two equal characters nearer than this share of the font size are one.
const NEAR: f32 = 0.2;

/// Drops every glyph that repeats an earlier one at (nearly) the same place; returns how many non-blank ones went.
pub(crate) fn drop_repeated(glyphs: &mut Vec<Glyph>) -> u32 {
    // Equal characters side by side, by x: a repetition then lies within NEAR of its original in this order.
    let mut order: Vec<(u64, u32)> = (0u32..)
        .zip(glyphs.iter())
        .filter_map(|(index, glyph)| {
            let character = glyph.char.filter(|c| !c.is_whitespace())?;
            Some((u64::from(u32::from(character)) << 32 | u64::from(ordered(glyph.origin.x)), index))
        })
        .collect();
    order.sort_unstable();
    let mut repeated: Vec<u32> = Vec::new();
    for (position, &(key, index)) in order.iter().enumerate() {
        let glyph = &glyphs[index as usize];
        let near = NEAR * glyph.size;
        for &(other_key, other_index) in &order[position + 1..] {
            let other = &glyphs[other_index as usize];
            if other_key >> 32 != key >> 32 || other.origin.x - glyph.origin.x >= near {
                break;
            }
            if (other.origin.y - glyph.origin.y).abs() < near {
                repeated.push(index.max(other_index));
            }
        }
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

/// A number that orders as the float does (as [`f32::total_cmp`]).
fn ordered(float: f32) -> u32 {
    let bits = float.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
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
        ];
        assert_eq!(drop_repeated(&mut glyphs), 1);
        assert_eq!(glyphs.len(), 4);
    }
}
