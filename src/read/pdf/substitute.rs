//! The font program that stands for those that a document names and does not embed.
//!
//! Nothing is drawn: what counts of such a font are its characters and widths, and these hayro has from the font's dictionary
//! and from the metrics of the standard fonts, never from the program, so that one without outlines does.

use hayro_interpret::font::{FontData, FontQuery};
use std::sync::Arc;

/// A CFF font (Adobe Technical Note 5176) of a single glyph, `.notdef`, which is empty.
const EMPTY: [u8; 31] = [
    1,
    0,
    4,
    1, // header: version 1.0, its size, size of offsets
    0,
    1,
    1,
    1,
    6,
    b'e',
    b'm',
    b'p',
    b't',
    b'y', // name index: "empty"
    0,
    1,
    1,
    1,
    3,
    139 + 25,
    17, // top dictionary index: CharStrings at 25
    0,
    0, // string index
    0,
    0, // global subroutine index
    0,
    1,
    1,
    1,
    2,
    14, // CharStrings index: endchar
];

/// The program for whatever font is asked for.
pub(super) fn find(_: &FontQuery) -> Option<(FontData, u32)> {
    Some((Arc::new(EMPTY), 0))
}
