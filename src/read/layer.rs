//! The invisible text layer of a scan against what is seen on it. Layers are made by recognisers too, and read ≥ as 2: what is
//! seen counts, and where a number or a sign differs, the reader is told.

use super::document::Glyph;
use crate::geometry::Point;

/// A line whose numbers or signs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// As seen.
    pub seen: String,
    /// As the layer has it.
    pub layer: String,
}

/// The lines of a page on which the layer has other numbers or signs; lines that the layer does not have are left out.
pub(crate) fn differences(seen: &[Glyph], layer: &[Glyph]) -> Vec<Difference> {
    let mut found = Vec::new();
    for line in seen.chunk_by(|a, b| a.run == b.run) {
        let Some(area) = line.iter().map(|glyph| glyph.rect).reduce(|a, b| a.union(&b)) else { continue };
        let size = line[0].size;
        let within = |glyph: &&Glyph| {
            // By the middle of the character, not by the box that the layer's font claims.
            let middle = Point { x: glyph.rect.center().x, y: glyph.origin.y - 0.35 * glyph.size };
            area.contains(middle)
        };
        let mut under: Vec<&Glyph> = layer.iter().filter(within).collect();
        under.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        let one_line = under.windows(2).all(|pair| (pair[0].origin.y - pair[1].origin.y).abs() < 0.5 * size);
        let printed = text(line.iter());
        let hidden = text(under.into_iter());
        if one_line && !hidden.is_empty() && numbers(&printed) != numbers(&hidden) {
            found.push(Difference { seen: printed, layer: hidden });
        }
    }
    found
}

fn text<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> String {
    glyphs.filter_map(|glyph| glyph.char).filter(|c| !c.is_whitespace()).collect()
}

/// Digits and signs, in one form.
fn numbers(text: &str) -> String {
    let fold = |c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + u32::from('0')).unwrap_or(c),
        '％' => '%',
        '＞' => '>',
        '＜' => '<',
        '⩾' | '≧' => '≥',
        '⩽' | '≦' => '≤',
        '．' => '.',
        c => c,
    };
    // A stop at the end of a sentence is no part of a number.
    let folded: String = text.chars().map(fold).filter(|c| c.is_ascii_digit() || "%‰><≥≤.".contains(*c)).collect();
    folded.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    fn line(text: &str, run: u32) -> Vec<Glyph> {
        let glyph = |(at, char)| {
            let x = 10.0 * at as f32;
            Glyph {
                char: Some(char),
                origin: Point { x, y: 20.0 },
                rect: Rect::new(x, 11.2, x + 10.0, 21.2),
                size: 10.0,
                direction: Default::default(),
                run,
                confidence: None,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn a_sign_taken_for_a_digit_is_told_and_other_characters_are_not() {
        let told = differences(&line("≥98%", 1), &line("298%", 1));
        assert_eq!(told, [Difference { seen: "≥98%".into(), layer: "298%".into() }]);
        assert_eq!(differences(&line("数量指标5", 1), &line("教量指标５", 1)), []);
        assert_eq!(differences(&line("98%", 1), &[]), []);
    }
}
