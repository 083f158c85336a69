//! Characters of glyphs that the PDF itself does not name (no ToUnicode): looked up by the font's predefined CMap, by the
//! character collection of a CID-keyed font program, or by the font program's own character map, in that order.
//!
//! Where none of them tells, the glyph keeps no character: such a page is a case for OCR, never for a guess.

use super::cmaps;
use super::collections::Collection;
use crate::read::gbk;
use hayro_cmap::{CMap, CMapName, CidFamily};
use hayro_interpret::font::OutlineGlyph;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Page as HayroPage;
use skrifa::raw::{FontRef as RawFont, TableProvider};
use skrifa::{FontRef, MetadataProvider};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Looks up characters for the pages that one thread reads; what was found in a font program is kept.
pub(super) struct Unmapped<'f> {
    fonts: &'f DocumentFonts<'f>,
    programs: HashMap<u128, Program>,
}

/// The fonts of a document, looked at when the first glyph asks for them. They are those of all pages, so that no page hangs
/// on which were read before it.
pub(super) struct DocumentFonts<'f> {
    pages: &'f [HayroPage<'f>],
    time: Duration,
    known: OnceLock<Fonts>,
}

/// What the font dictionaries of a document say.
#[derive(Default)]
struct Fonts {
    /// By base font.
    encodings: HashMap<String, Encoding>,
    /// Whether there is one whose strings may hold GBK bytes.
    gbk: bool,
    /// Font resources that were looked at, by where they stand in the file: most pages share theirs.
    learned: HashSet<(usize, usize)>,
    seen_resources: usize,
}

/// What a font dictionary says about its codes.
struct Encoding {
    /// The predefined or embedded CMap, code → CID.
    cmap: Option<CMap>,
    /// The CMap's codes are Unicode themselves (UniGB-UCS2-H, UniGB-UTF16-H …).
    codes_are_unicode: bool,
    /// CID → Unicode of the character collection.
    collection: Option<Collection>,
}

/// What an embedded font program says about its glyphs: glyph id → character.
#[derive(Default)]
struct Program {
    by_glyph: HashMap<u32, char>,
}

/// Forms nest; fonts of a form four levels down are met when that form is drawn with its own glyphs anyway.
const MAX_RESOURCE_DEPTH: usize = 4;
/// Bound on resource dictionaries of forms looked at in one document.
const MAX_RESOURCES: usize = 2_000;

impl<'f> DocumentFonts<'f> {
    /// The fonts of pages, which are looked at for so long at most: as long as the document may take.
    pub(super) fn new(pages: &'f [HayroPage<'f>], time: Duration) -> Self {
        DocumentFonts { pages, time, known: OnceLock::new() }
    }

    fn known(&self) -> &Fonts {
        self.known.get_or_init(|| {
            let mut fonts = Fonts::default();
            let begin = Instant::now();
            for page in self.pages.iter().take_while(|_| begin.elapsed() <= self.time) {
                fonts.learn_fonts(&page.resources().fonts);
                fonts.learn_forms(&page.resources().x_objects, 0);
            }
            fonts
        })
    }
}

impl Fonts {
    fn learn_forms(&mut self, x_objects: &Dict<'_>, depth: usize) {
        if depth == MAX_RESOURCE_DEPTH {
            return;
        }
        for name in x_objects.keys() {
            self.seen_resources += 1;
            if self.seen_resources > MAX_RESOURCES {
                return;
            }
            let Some(form) = x_objects.get::<Stream<'_>>(name) else { continue };
            let Some(resources) = form.dict().get::<Dict<'_>>(keys::RESOURCES) else { continue };
            if let Some(fonts) = resources.get::<Dict<'_>>(keys::FONT) {
                self.learn_fonts(&fonts);
            }
            if let Some(nested) = resources.get::<Dict<'_>>(keys::XOBJECT) {
                self.learn_forms(&nested, depth + 1);
            }
        }
    }

    fn learn_fonts(&mut self, fonts: &Dict<'_>) {
        let data = fonts.data();
        if !self.learned.insert((data.as_ptr().addr(), data.len())) {
            return;
        }
        for name in fonts.keys() {
            let Some(font) = fonts.get::<Dict<'_>>(name) else { continue };
            let Some(base) = font.get::<Name<'_>>(keys::BASE_FONT) else { continue };
            self.gbk |= may_hold_gbk(&font, base.as_ref());
            let base = strip_subset(base.as_str()).to_string();
            if !self.encodings.contains_key(&base)
                && let Some(encoding) = Encoding::of(&font).filter(Encoding::tells)
            {
                self.encodings.insert(base, encoding);
            }
        }
    }
}

impl<'f> Unmapped<'f> {
    pub(super) fn new(fonts: &'f DocumentFonts<'f>) -> Self {
        Unmapped { fonts, programs: HashMap::new() }
    }

    /// Whether the document has a font whose strings may hold GBK bytes, two codes a character.
    pub(super) fn may_be_gbk(&self) -> bool {
        self.fonts.known().gbk
    }

    /// The character of a glyph, if anything in the file tells.
    pub(super) fn character(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let data = glyph.font_data()?;
        let code = glyph.char_code();
        let named = data.postscript_name.as_deref().and_then(|name| self.fonts.known().encodings.get(name));
        if let Some(found) = named.and_then(|encoding| encoding.character(code)) {
            return Some(found);
        }
        let program = self
            .programs
            .entry(data.cache_key)
            .or_insert_with(|| Program::of(data.data.as_ref().as_ref()).unwrap_or_default());
        program.by_glyph.get(&glyph.glyph_id().to_u32()).copied()
    }
}

/// A simple font of a Chinese name, not embedded, that does not map its codes itself.
fn may_hold_gbk(font: &Dict<'_>, base: &[u8]) -> bool {
    let simple = matches!(font.get::<Name<'_>>(keys::SUBTYPE).as_deref(), Some(b"TrueType" | b"Type1" | b"MMType1"));
    let embedded = || {
        let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
        [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(*key))
    };
    simple && gbk::names_chinese_font(base) && !font.contains_key(keys::TO_UNICODE) && !embedded()
}

impl Encoding {
    fn of(font: &Dict<'_>) -> Option<Encoding> {
        let descendant = font.get::<Array<'_>>(keys::DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
        let mut codes_are_unicode = false;
        let cmap = match font.get::<Object<'_>>(keys::ENCODING)? {
            Object::Name(name) => {
                let name = name.as_str();
                codes_are_unicode = name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16"));
                load(CMapName::from_bytes(name.as_bytes()))
            }
            Object::Stream(stream) => stream.decoded_data().ok().and_then(|data| CMap::parse(&data, cmaps::find)),
            _ => None,
        };
        let of_cmap = cmap.as_ref().and_then(|cmap| cmap.metadata().character_collection.as_ref());
        let family = of_cmap.map(|collection| collection.family.clone()).filter(is_real).or_else(|| {
            let info = descendant.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
            let registry = info.get::<PdfString<'_>>(keys::REGISTRY)?;
            let ordering = info.get::<PdfString<'_>>(keys::ORDERING)?;
            Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes())).filter(is_real)
        });
        let collection = family.as_ref().and_then(Collection::of);
        let cmap = cmap.or_else(|| collection.is_some().then(CMap::identity_h));
        Some(Encoding { cmap, codes_are_unicode, collection })
    }

    /// Whether it can name any character at all.
    fn tells(&self) -> bool {
        self.codes_are_unicode || self.collection.is_some()
    }

    fn character(&self, code: u32) -> Option<char> {
        if self.codes_are_unicode {
            // A UTF-16 code of four bytes is a surrogate pair.
            return match code {
                0..=0xffff => char::from_u32(code),
                _ => char::decode_utf16([(code >> 16) as u16, code as u16]).next()?.ok(),
            };
        }
        let collection = self.collection?;
        let cmap = self.cmap.as_ref()?;
        collection.character((1..=4).find_map(|length| cmap.lookup_cid_code(code, length))?)
    }
}

fn is_real(family: &CidFamily) -> bool {
    !matches!(family, CidFamily::AdobeIdentity | CidFamily::Custom { .. })
}

fn load(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(cmaps::find(name)?, cmaps::find)
}

impl Program {
    /// The reverse of the font's own character map; of several characters on one glyph the one that is not a radical or a
    /// compatibility form, and then the smallest.
    fn of(data: &[u8]) -> Option<Program> {
        let mut by_glyph: HashMap<u32, char> = HashMap::new();
        let mut keep = |glyph: u32, character: char| {
            if glyph == 0 {
                return;
            }
            let entry = by_glyph.entry(glyph).or_insert(character);
            if preference(character) < preference(*entry) {
                *entry = character;
            }
        };
        if let Ok(font) = FontRef::new(data) {
            for (code, glyph) in font.charmap().mappings() {
                if let Some(character) = char::from_u32(code) {
                    keep(glyph.to_u32(), character);
                }
            }
        }
        if by_glyph.is_empty() {
            Self::from_post_names(data, &mut by_glyph);
        }
        Some(Program { by_glyph })
    }

    /// `uni4E00` and `u4E00` names of the post table.
    fn from_post_names(data: &[u8], by_glyph: &mut HashMap<u32, char>) {
        let Ok(font) = RawFont::new(data) else { return };
        let (Ok(post), Ok(maxp)) = (font.post(), font.maxp()) else { return };
        for glyph in 1..maxp.num_glyphs() {
            if let Some(character) = post.glyph_name(glyph.into()).and_then(by_name) {
                by_glyph.insert(u32::from(glyph), character);
            }
        }
    }
}

fn by_name(name: &str) -> Option<char> {
    let hex = name.strip_prefix("uni").filter(|hex| hex.len() == 4).or_else(|| name.strip_prefix('u'))?;
    (4..=6).contains(&hex.len()).then(|| u32::from_str_radix(hex, 16).ok()).flatten().and_then(char::from_u32)
}

fn preference(character: char) -> (u8, char) {
    let class = match character {
        '\u{2e80}'..='\u{2fdf}' => 2,
        '\u{e000}'..='\u{f8ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' => 3,
        _ => 0,
    };
    (class, character)
}

fn strip_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    }
}
