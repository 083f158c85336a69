//! Content of layers that are off (optional content, ISO 32000-1, 8.11): what they would show is told as hidden.

use super::apart::{Apart, shows};
use crate::read::document::{Glyph, Page};
use crate::read::exclusion::{Excluded, Reason};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name};
use std::collections::HashMap;

/// Whether the document has layers that are off.
pub(super) fn are_off(pdf: &Pdf) -> bool {
    let off = || {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
        let default = catalog.get::<Dict<'_>>(b"OCProperties")?.get::<Dict<'_>>(b"D")?;
        let listed = default.get::<Array<'_>>(b"OFF").is_some_and(|off| off.raw_iter().next().is_some());
        let all = default.get::<Name<'_>>(b"BaseState").is_some_and(|state| *state == *b"OFF");
        Some(listed || all)
    };
    pdf.xref().has_optional_content_groups() && off().unwrap_or(false)
}

/// The file without its layers: all content is on.
pub(super) fn all_on(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut document = lopdf::Document::load_mem(bytes).ok()?;
    if document.is_encrypted() {
        return None;
    }
    document.catalog_mut().ok()?.remove(b"OCProperties");
    let mut rewritten = Vec::new();
    document.save_to(&mut rewritten).ok()?;
    Some(rewritten)
}

/// The text that a page has with all layers on, and not as it is shown.
pub(super) fn hidden(shown: &Page, all: &Page) -> Vec<Excluded> {
    let key =
        |glyph: &Glyph| (glyph.char, (glyph.origin.x * 2.0).round() as i32, (glyph.origin.y * 2.0).round() as i32);
    let mut there: HashMap<_, u32> = HashMap::new();
    shown.glyphs.iter().for_each(|glyph| *there.entry(key(glyph)).or_default() += 1);
    let mut apart = Apart::default();
    for glyph in all.glyphs.iter().filter(|glyph| shows(glyph)) {
        match there.get_mut(&key(glyph)).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => apart.push(Reason::Hidden, *glyph),
        }
    }
    apart.texts(shown.number)
}
