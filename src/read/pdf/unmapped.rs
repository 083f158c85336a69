//! Characters of glyphs that the PDF itself does not name (no ToUnicode): looked up by the font's predefined CMap, by the
//! character collection of a CID-keyed font program, or by the font program's own character map, in that order.
//!
//! Where none of them tells, the glyph keeps no character: such a page is a case for OCR, never for a guess.

use super::collections::Collection;
use super::{cmaps, signs};
use crate::read::{gbk, symbol_font};
use hayro_cmap::{CMap, CMapName, CidFamily};
use hayro_interpret::font::OutlineGlyph;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Page as HayroPage;
use rustc_hash::FxBuildHasher;
use skrifa::raw::{FontRef as RawFont, TableProvider};
use skrifa::{FontRef, MetadataProvider};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Where an object stands in the file: address and length of its text.
type Location = (usize, usize);

/// Looks up characters for the pages that one thread reads; what was found in fonts is kept.
pub(super) struct Unmapped<'f> {
    document: &'f DocumentFonts<'f>,
    /// The page that is read, by its place among those of the document.
    page: usize,
    /// What the composite fonts of the page say; looked at when the first glyph asks.
    names: Option<Rc<Names>>,
    /// The same of pages before, by their resources: most pages share theirs.
    known: HashMap<[Location; 2], Rc<Names>>,
    encodings: HashMap<Location, Option<Rc<Encoding>>>,
    programs: HashMap<u128, Program>,
    /// What the outlines of glyphs draw, by font and glyph.
    signs: HashMap<(u128, u32), Option<char>>,
}

/// What the fonts of a page that do not map their codes themselves say, by base font.
type Names = HashMap<String, Said>;

/// What the fonts of one name say.
#[derive(Default)]
struct Said {
    /// What the composite ones say about their codes.
    composite: Composite,
    /// A simple one, whose codes are one byte, says nothing.
    simple: bool,
}

#[derive(Default)]
enum Composite {
    #[default]
    Nothing,
    One(Rc<Encoding>),
    /// Different things.
    Several,
}

/// What is asked of a document's fonts wherever they are used.
pub(super) struct DocumentFonts<'f> {
    pages: &'f [HayroPage<'f>],
    time: Duration,
    gbk: OnceLock<bool>,
}

/// What a font dictionary says about its codes.
struct Encoding {
    /// Where the codes come from, to tell whether two fonts say the same.
    origin: Origin,
    /// The predefined or embedded CMap, code → CID.
    cmap: Option<CMap>,
    /// The CMap's codes are Unicode themselves (UniGB-UCS2-H, UniGB-UTF16-H …).
    codes_are_unicode: bool,
    /// CID → Unicode of the character collection.
    collection: Option<Collection>,
    /// The font has a ToUnicode map.
    maps_itself: bool,
}

/// The CMap of a font: its name, or a hash of the one embedded.
#[derive(PartialEq, Eq)]
enum Origin {
    Named(String),
    Embedded(u64),
    Neither,
}

/// What an embedded font program says about its glyphs: glyph id → character.
#[derive(Default)]
struct Program {
    by_glyph: HashMap<u32, char>,
}

/// Forms nest; fonts of a form four levels down are met when that form is drawn with its own glyphs anyway.
const MAX_RESOURCE_DEPTH: usize = 4;
/// Bound on resource dictionaries of forms looked at for one page.
const MAX_RESOURCES: usize = 2_000;

impl<'f> DocumentFonts<'f> {
    /// The fonts of pages, which are looked at for so long at most: as long as the document may take.
    pub(super) fn new(pages: &'f [HayroPage<'f>], time: Duration) -> Self {
        DocumentFonts { pages, time, gbk: OnceLock::new() }
    }

    /// Whether there is one whose strings may hold GBK bytes, two codes a character. All pages are looked at, so that none
    /// hangs on which were read before it.
    fn may_be_gbk(&self) -> bool {
        *self.gbk.get_or_init(|| {
            let begin = Instant::now();
            let mut seen = HashSet::new();
            self.pages.iter().take_while(|_| begin.elapsed() <= self.time).any(|page| {
                let mut found = false;
                each_fonts(page, |fonts| {
                    let is_new = seen.insert(location(fonts.data()));
                    let mut dictionaries = fonts.keys().filter_map(|name| fonts.get::<Dict<'_>>(name));
                    found |= is_new && dictionaries.any(|font| may_hold_gbk(&font));
                });
                found
            })
        })
    }
}

fn location(data: &[u8]) -> Location {
    (data.as_ptr().addr(), data.len())
}

/// Hands over the font resources of a page and of its forms.
fn each_fonts(page: &HayroPage<'_>, mut take: impl FnMut(&Dict<'_>)) {
    take(&page.resources().fonts);
    each_fonts_of_forms(&page.resources().x_objects, 0, &mut 0, &mut take);
}

fn each_fonts_of_forms(x_objects: &Dict<'_>, depth: usize, seen: &mut usize, take: &mut impl FnMut(&Dict<'_>)) {
    if depth == MAX_RESOURCE_DEPTH {
        return;
    }
    for name in x_objects.keys() {
        *seen += 1;
        if *seen > MAX_RESOURCES {
            return;
        }
        let Some(form) = x_objects.get::<Stream<'_>>(name) else { continue };
        let Some(resources) = form.dict().get::<Dict<'_>>(keys::RESOURCES) else { continue };
        if let Some(fonts) = resources.get::<Dict<'_>>(keys::FONT) {
            take(&fonts);
        }
        if let Some(nested) = resources.get::<Dict<'_>>(keys::XOBJECT) {
            each_fonts_of_forms(&nested, depth + 1, seen, take);
        }
    }
}

impl<'f> Unmapped<'f> {
    pub(super) fn new(document: &'f DocumentFonts<'f>) -> Self {
        Unmapped {
            document,
            page: 0,
            names: None,
            known: HashMap::new(),
            encodings: HashMap::new(),
            programs: HashMap::new(),
            signs: HashMap::new(),
        }
    }

    /// The glyphs that come are of a page, by its place among those of the document.
    pub(super) fn turn_to(&mut self, page: usize) {
        (self.page, self.names) = (page, None);
    }

    /// Whether the document has a font whose strings may hold GBK bytes, two codes a character.
    pub(super) fn may_be_gbk(&self) -> bool {
        self.document.may_be_gbk()
    }

    /// The character of a glyph that has none: what anything in the file tells, or its outline.
    pub(super) fn named_or_drawn(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        match self.character(glyph) {
            Some(private) if is_private(private) => self.sign(glyph, private.into()).or_else(|| self.drawn(glyph)),
            None => self.sign(glyph, glyph.char_code()).or_else(|| self.drawn(glyph)),
            named => named,
        }
    }

    /// The sign that a code stands for in a font of signs; for a private-use character of another font, in any of these.
    fn sign(&self, glyph: &OutlineGlyph, code: u32) -> Option<char> {
        let font = glyph.font_data().and_then(|data| data.postscript_name);
        let private = || char::from_u32(code).filter(|c| symbol_font::is_private_use(*c));
        match font.filter(|font| symbol_font::is_symbol_font(font)) {
            Some(font) => symbol_font::character(&font, code),
            None => private().and_then(symbol_font::private_use),
        }
    }

    /// The sign that the outline of a glyph draws.
    fn drawn(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let key = (glyph.font_data()?.cache_key, glyph.glyph_id().to_u32());
        *self.signs.entry(key).or_insert_with(|| signs::sign(&glyph.outline()))
    }

    /// The character of a glyph, if anything in the file tells.
    fn character(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let data = glyph.font_data()?;
        if let Some(found) = data.postscript_name.as_deref().and_then(|name| self.named(name, glyph.char_code())) {
            return Some(found);
        }
        let program = self
            .programs
            .entry(data.cache_key)
            .or_insert_with(|| Program::of(data.data.as_ref().as_ref()).unwrap_or_default());
        program.by_glyph.get(&glyph.glyph_id().to_u32()).copied()
    }

    /// The character of a glyph for which the file has a private-use one: by the font's own table of signs, else by its program
    /// and its outline, else by what such a character means in any font of signs.
    pub(super) fn private(&mut self, glyph: &OutlineGlyph, character: char) -> Option<char> {
        let font = glyph.font_data().and_then(|data| data.postscript_name);
        if font.is_some_and(|font| symbol_font::is_symbol_font(&font)) {
            return self.sign(glyph, character.into());
        }
        self.named_or_drawn(glyph).or_else(|| self.sign(glyph, character.into()))
    }

    /// What the page's font of a name says about a code.
    fn named(&mut self, name: &str, code: u32) -> Option<char> {
        if self.names.is_none() {
            self.names = Some(self.names_of(self.document.pages.get(self.page)?));
        }
        let said = self.names.as_ref()?.get(name)?;
        match &said.composite {
            Composite::One(encoding) if !(said.simple && code <= 0xff) => encoding.character(code),
            _ => None,
        }
    }

    fn names_of(&mut self, page: &HayroPage<'_>) -> Rc<Names> {
        let resources = [&page.resources().fonts, &page.resources().x_objects].map(|dict| location(dict.data()));
        if let Some(names) = self.known.get(&resources) {
            return names.clone();
        }
        let mut names = Names::new();
        each_fonts(page, |fonts| {
            for font in fonts.keys().filter_map(|name| fonts.get::<Dict<'_>>(name)) {
                let Some(base) = font.get::<Name<'_>>(keys::BASE_FONT) else { continue };
                let known = self.encodings.entry(location(font.data()));
                let encoding = known.or_insert_with(|| Encoding::of(&font).filter(Encoding::counts).map(Rc::new));
                let simple = says_nothing(&font);
                if encoding.is_none() && !simple {
                    continue;
                }
                let said = names.entry(strip_subset(base.as_str()).to_owned()).or_default();
                said.simple |= simple;
                if let Some(encoding) = encoding {
                    said.composite = match &said.composite {
                        Composite::Nothing => Composite::One(encoding.clone()),
                        Composite::One(other) if other.says_the_same(encoding) => continue,
                        _ => Composite::Several,
                    };
                }
            }
        });
        let names = Rc::new(names);
        self.known.insert(resources, names.clone());
        names
    }
}

/// A simple font that leaves it to its program what its codes mean.
fn says_nothing(font: &Dict<'_>) -> bool {
    !font.contains_key(keys::DESCENDANT_FONTS)
        && !font.contains_key(keys::ENCODING)
        && !font.contains_key(keys::TO_UNICODE)
}

/// A simple font of a Chinese name, not embedded, that does not map its codes itself.
fn may_hold_gbk(font: &Dict<'_>) -> bool {
    let is_chinese =
        || font.get::<Name<'_>>(keys::BASE_FONT).is_some_and(|base| gbk::names_chinese_font(base.as_ref()));
    let simple = matches!(font.get::<Name<'_>>(keys::SUBTYPE).as_deref(), Some(b"TrueType" | b"Type1" | b"MMType1"));
    let embedded = || {
        let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
        [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(*key))
    };
    simple && is_chinese() && !font.contains_key(keys::TO_UNICODE) && !embedded()
}

impl Encoding {
    fn of(font: &Dict<'_>) -> Option<Encoding> {
        let descendant = font.get::<Array<'_>>(keys::DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
        let mut codes_are_unicode = false;
        let (origin, cmap) = match font.get::<Object<'_>>(keys::ENCODING)? {
            Object::Name(name) => {
                let name = name.as_str();
                codes_are_unicode = name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16"));
                (Origin::Named(name.to_owned()), load(CMapName::from_bytes(name.as_bytes())))
            }
            Object::Stream(stream) => {
                let data = stream.decoded_data().unwrap_or_default();
                (Origin::Embedded(FxBuildHasher.hash_one(&data)), CMap::parse(&data, cmaps::find))
            }
            _ => (Origin::Neither, None),
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
        let maps_itself = font.contains_key(keys::TO_UNICODE);
        Some(Encoding { origin, cmap, codes_are_unicode, collection, maps_itself })
    }

    /// Whether it has a say in what the codes of its name mean: it can name characters, or shows some that nothing names.
    fn counts(&self) -> bool {
        self.codes_are_unicode || self.collection.is_some() || !self.maps_itself
    }

    fn says_the_same(&self, other: &Encoding) -> bool {
        (&self.origin, self.collection) == (&other.origin, other.collection)
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

/// Whether Unicode leaves it to private agreement what a character is.
pub(super) fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn strip_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    }
}
