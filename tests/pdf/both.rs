//! A hand-made PDF read by both readers, and what is looked at in it.

use jixiao::read::document::{Content, Document, Page};
use jixiao::read::limits::Limits;
use jixiao::read::{cross_check, pdf};
use jixiao::spare::Spare;

/// Reads a file with both readers, which have to agree.
pub fn read(bytes: &[u8]) -> Document {
    let limits = Limits::default();
    let document = pdf::read(bytes, &limits, None, None, &Spare::default()).expect("a readable file");
    let second = cross_check::read(bytes, &limits, None).expect("a readable file");
    for page in cross_check::compare(&document, &second) {
        assert!(page.agrees(), "{page:?}");
    }
    document
}

pub fn page(document: &Document) -> &Page {
    let Content::Pages(pages) = &document.content else { panic!("no pages") };
    &pages[0]
}

pub fn text(page: &Page) -> String {
    page.glyphs.iter().map(|glyph| glyph.char.unwrap_or('\u{fffd}')).collect()
}
