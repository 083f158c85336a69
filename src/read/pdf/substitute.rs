//! The font programs that stand for those that a document names and does not embed.
//!
//! Nothing is drawn: what counts of such a font are its characters and widths, and these hayro has from the font's dictionary
//! and from the metrics of the standard fonts, never from the program, so that one without outlines does.

use hayro_interpret::font::{FontData, FontQuery};
use std::sync::Arc;

/// For a standard font: a CFF font (Adobe Technical Note 5176), which has no table of widths, so that those of the standard
/// font count. It has a single glyph, `.notdef`, which is empty: header, indexes of names and of top dictionaries (CharStrings
/// at 25), no strings, no subroutines, and an index of one charstring, `endchar`.
const STANDARD: &[u8] =
    b"\x01\0\x04\x01\0\x01\x01\x01\x06empty\0\x01\x01\x01\x03\xa4\x11\0\0\0\0\0\x01\x01\x01\x02\x0e";

/// For any other: a TrueType font of a glyph without outline and width (OpenType 1.9: table directory, `hhea`, `hmtx`, `maxp`).
/// hayro stretches no glyph whose width is zero; and of a CFF font it would copy the top dictionary for each glyph.
const OTHER: &[u8] = b"\0\x01\0\0\0\x03\0\0\0\0\0\0\
    hhea\0\0\0\0\0\0\0\x3c\0\0\0\x24\
    hmtx\0\0\0\0\0\0\0\x60\0\0\0\x04\
    maxp\0\0\0\0\0\0\0\x64\0\0\0\x06\
    \0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\
    \0\0\0\0\
    \0\0\x50\0\0\x01";

/// The program for whatever font is asked for.
pub(super) fn find(query: &FontQuery) -> Option<(FontData, u32)> {
    let program = match query {
        FontQuery::Standard(_) => STANDARD,
        FontQuery::Fallback(_) => OTHER,
    };
    Some((Arc::new(program), 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::font::Kind;
    use skrifa::{Font, GlyphId};

    #[test]
    fn they_are_fonts_of_one_glyph_and_neither_tells_a_width() {
        let [standard, other] = [STANDARD, OTHER].map(|program| Font::new(program, 0).expect("a font"));
        assert!(matches!(standard.kind(), Kind::Cff(..)), "hayro asks no CFF font for widths");
        assert!(matches!(other.kind(), Kind::Sfnt(..)));
        for font in [&standard, &other] {
            assert_eq!(font.num_glyphs(), 1);
            assert_eq!(font.glyph_by_name("A"), None);
            assert_eq!(font.charmap().map_unicode('绩'), None);
        }
        assert_eq!(standard.glyph_by_name(".notdef"), Some(GlyphId::NOTDEF));
        // Widths are divided by it.
        assert!(other.units_per_em() > 0);
        for glyph in [0, 1, 60_000] {
            let width = other.glyph_metrics().h_advance(GlyphId::new(glyph));
            assert!(width.abs() < f32::EPSILON, "{width}");
        }
    }
}
