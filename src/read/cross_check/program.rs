//! The character map of an embedded font program, read backwards: glyph → character.

use lopdf::{Dictionary, Document, Object};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;

/// What an embedded font program of a composite font says about its glyphs.
pub(super) struct Program {
    by_glyph: HashMap<u32, char>,
    /// CID → glyph, two bytes each; `None` where the two are the same.
    glyphs: Option<Vec<u8>>,
}

impl Program {
    /// Reads the font program of a descendant font; `limit` bounds its decoded size.
    pub(super) fn of_composite(document: &Document, descendant: &Dictionary, limit: usize) -> Option<Program> {
        let decoded = |object: &Object| object.as_stream().ok()?.get_plain_content_with_limit(limit).ok();
        let descriptor = descendant.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok()?;
        let keys: [&[u8]; 2] = [b"FontFile2", b"FontFile3"];
        let program = keys.iter().find_map(|key| descriptor.get_deref(key, document).ok())?;
        let program = decoded(program)?;
        let font = FontRef::new(&program).ok()?;
        let mut by_glyph: HashMap<u32, char> = HashMap::new();
        for (code, glyph) in font.charmap().mappings() {
            if let Some(character) = char::from_u32(code) {
                let kept = by_glyph.entry(glyph.to_u32()).or_insert(character);
                if is_stand_in(*kept) && !is_stand_in(character) {
                    *kept = character;
                }
            }
        }
        let glyphs = descendant.get_deref(b"CIDToGIDMap", document).ok().and_then(decoded);
        Some(Program { by_glyph, glyphs })
    }

    /// The character of a CID.
    pub(super) fn character(&self, cid: u32) -> Option<char> {
        let glyph = match &self.glyphs {
            None => cid,
            Some(glyphs) => {
                let at = cid as usize * 2;
                u32::from(u16::from_be_bytes([*glyphs.get(at)?, *glyphs.get(at + 1)?]))
            }
        };
        self.by_glyph.get(&glyph).copied().filter(|_| glyph > 0)
    }
}

/// Radicals, private use, compatibility forms: characters that share the glyph of the one that is meant.
fn is_stand_in(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{e000}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}')
}
