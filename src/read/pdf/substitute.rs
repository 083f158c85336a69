//! The font program that stands for those that a document names and does not embed.
//!
//! Nothing is drawn: what counts of such a font are its characters and widths, and these hayro has from the font's dictionary
//! and from the metrics of the standard fonts, never from the program, so that one without outlines does.

use hayro_interpret::font::{FontData, FontQuery};
use std::sync::Arc;

/// A CFF font (Adobe Technical Note 5176) of a single glyph, `.notdef`, which is empty: header, indexes of names and of top
/// dictionaries (CharStrings at 25), no strings, no subroutines, and an index of one charstring, `endchar`.
const EMPTY: &[u8] = b"\x01\0\x04\x01\0\x01\x01\x01\x06empty\0\x01\x01\x01\x03\xa4\x11\0\0\0\0\0\x01\x01\x01\x02\x0e";

/// The program for whatever font is asked for.
pub(super) fn find(_: &FontQuery) -> Option<(FontData, u32)> {
    Some((Arc::new(EMPTY), 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::font::Kind;
    use skrifa::{Font, GlyphId};

    #[test]
    fn it_is_a_font_without_outlines_and_widths() {
        let font = Font::new(EMPTY, 0).expect("a font");
        assert!(matches!(font.kind(), Kind::Cff(..)));
        assert_eq!(font.num_glyphs(), 1);
        assert_eq!(font.glyph_by_name("A"), None);
        assert_eq!(font.glyph_by_name(".notdef"), Some(GlyphId::NOTDEF));
    }
}
