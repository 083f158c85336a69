//! Character codes of a font → characters and advance widths: by its ToUnicode, its predefined CMap or simple encoding, the
//! character map of its font program, in that order.

use super::page::numbers;
use super::program::Program;
use super::to_unicode::ToUnicode;
use crate::read::gbk;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::HashMap;

/// Entries of a width array that are read.
const MAX_WIDTHS: usize = 1 << 17;
/// Nothing in the file names the glyph.
const NAMELESS: &str = "\u{fffd}";

/// A font, as far as characters and advances need it.
#[derive(Default)]
pub(super) struct Font {
    /// Whether it writes downwards.
    pub(super) vertical: bool,
    to_unicode: Option<ToUnicode>,
    kind: Kind,
    program: Option<Program>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// Whether the file says how wide glyphs are; it may leave that out for the 14 standard fonts.
    pub(super) has_widths: bool,
}

enum Kind {
    /// One byte a code; the characters of its encoding.
    Simple(Vec<String>),
    /// A simple font whose strings are GBK: one byte, or two, a character.
    Gbk,
    Composite {
        cmap: Box<CMap>,
        codes_are_unicode: bool,
        collection: Option<Box<CMap>>,
    },
}

impl Default for Kind {
    fn default() -> Self {
        Kind::Simple(Vec::new())
    }
}

/// One code of a string.
pub(super) struct Code {
    pub(super) code: u32,
    /// Bytes it takes.
    pub(super) length: usize,
    /// Its characters; U+FFFD where nothing names it.
    pub(super) text: String,
    /// Advance in ems.
    pub(super) width: f64,
}

impl Font {
    /// Reads a font dictionary; `limit` bounds the decoded size of its CMaps.
    pub(super) fn read(document: &Document, font: &Dictionary, limit: usize) -> Font {
        let stream = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_stream).ok();
        let to_unicode = stream(b"ToUnicode").and_then(|map| plain(map, limit)).map(|data| ToUnicode::parse(&data));
        let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let descendant = descendant.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        match descendant {
            Some(descendant) => Font::composite(document, font, descendant, to_unicode, limit),
            None => Font::simple(document, font, to_unicode),
        }
    }

    fn simple(document: &Document, font: &Dictionary, to_unicode: Option<ToUnicode>) -> Font {
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let mut widths = HashMap::new();
        let listed = font.get_deref(b"Widths", document).and_then(Object::as_array).ok();
        for (index, width) in listed.into_iter().flatten().take(256).enumerate() {
            let width = document.dereference(width).ok().and_then(|(_, width)| width.as_float().ok());
            if let (Ok(code), Some(width)) = (u32::try_from(first.saturating_add(index as i64)), width) {
                widths.insert(code, f64::from(width));
            }
        }
        // Glyph space is a thousandth of an em, but for Type 3 fonts, which say themselves what it is.
        let matrix = font.get_deref(b"FontMatrix", document).ok().and_then(|matrix| numbers::<6>(document, matrix));
        let unit = matrix.map_or(0.001, |matrix| matrix[0]);
        widths.values_mut().for_each(|width| *width *= unit);
        let kind = if to_unicode.is_none() && is_gbk(document, font) {
            Kind::Gbk
        } else {
            Kind::Simple(simple_encoding(document, font))
        };
        let has_widths = !widths.is_empty();
        Font { vertical: false, to_unicode, kind, program: None, widths, default_width: 0.5, has_widths }
    }

    fn composite(
        document: &Document,
        font: &Dictionary,
        descendant: &Dictionary,
        to_unicode: Option<ToUnicode>,
        limit: usize,
    ) -> Font {
        let mut codes_are_unicode = false;
        let cmap = match font.get_deref(b"Encoding", document) {
            Ok(Object::Name(name)) => {
                let text = String::from_utf8_lossy(name);
                codes_are_unicode = text.starts_with("Uni") && (text.contains("UCS2") || text.contains("UTF16"));
                match name.as_slice() {
                    b"Identity-H" => Some(CMap::identity_h()),
                    b"Identity-V" => Some(CMap::identity_v()),
                    name => load(CMapName::from_bytes(name)),
                }
            }
            Ok(Object::Stream(stream)) => plain(stream, limit).and_then(|data| CMap::parse(&data, load_embedded)),
            _ => None,
        };
        let cmap = cmap.unwrap_or_else(CMap::identity_h);
        let of_cmap = cmap.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family = of_cmap.filter(|family| family.ucs2_cmap().is_some()).or_else(|| {
            let info = descendant.get_deref(b"CIDSystemInfo", document).and_then(Object::as_dict).ok()?;
            let text = |key: &[u8]| info.get_deref(key, document).and_then(Object::as_str).ok();
            Some(CidFamily::from_registry_ordering(text(b"Registry")?, text(b"Ordering")?))
        });
        let collection = family.and_then(|family| family.ucs2_cmap()).and_then(load);
        let collection_is_unknown = collection.is_none() && !codes_are_unicode;
        let vertical = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
        let default_width = descendant.get_deref(b"DW", document).and_then(Object::as_float).unwrap_or(1000.0);
        let kind = Kind::Composite { cmap: Box::new(cmap), codes_are_unicode, collection: collection.map(Box::new) };
        let widths = cid_widths(document, descendant);
        // Only where nothing else can name a character is the font program worth its decoding.
        let program = (to_unicode.is_none() && collection_is_unknown)
            .then(|| Program::of_composite(document, descendant, limit))
            .flatten();
        let default_width = f64::from(default_width) / 1000.0;
        Font { vertical, to_unicode, kind, program, widths, default_width, has_widths: true }
    }

    /// The first code of a string that is not empty.
    pub(super) fn next(&self, bytes: &[u8]) -> Code {
        let (code, length, cid) = match &self.kind {
            Kind::Gbk if bytes.len() > 1 && gbk::pair(bytes[0], bytes[1]).is_some() => {
                let half = |byte: u8| self.widths.get(&u32::from(byte)).copied().unwrap_or(self.default_width);
                let text = gbk::pair(bytes[0], bytes[1]).map(String::from).unwrap_or_default();
                let code = u32::from(u16::from_be_bytes([bytes[0], bytes[1]]));
                return Code { code, length: 2, text, width: half(bytes[0]) + half(bytes[1]) };
            }
            Kind::Gbk | Kind::Simple(_) => (u32::from(bytes[0]), 1, u32::from(bytes[0])),
            Kind::Composite { cmap, codes_are_unicode, .. } => {
                let mut code = 0;
                let longest = bytes.len().min(4);
                let found = (1..=longest).find_map(|length| {
                    code = code << 8 | u32::from(bytes[length - 1]);
                    Some((code, length, cmap.lookup_cid_code(code, length as u8)?))
                });
                found.unwrap_or_else(|| {
                    let pair = *codes_are_unicode && bytes[0] & 0xfc == 0xd8;
                    let length = bytes.len().min(if pair { 4 } else { 2 });
                    (bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), length, 0)
                })
            }
        };
        let named = self.to_unicode.as_ref().and_then(|map| map.get(code)).filter(|text| says_something(text));
        let text = named.or_else(|| self.by_encoding(code, cid)).unwrap_or_else(|| NAMELESS.to_owned());
        let width = self.widths.get(&cid).copied().unwrap_or(self.default_width);
        Code { code, length, text, width }
    }

    fn by_encoding(&self, code: u32, cid: u32) -> Option<String> {
        match &self.kind {
            Kind::Simple(characters) => characters.get(code as usize).filter(|text| !text.is_empty()).cloned(),
            Kind::Gbk => char::from_u32(code).filter(char::is_ascii).map(String::from),
            Kind::Composite { codes_are_unicode: true, .. } => {
                let units = [(code >> 16) as u16, code as u16];
                let units = if code > 0xffff { &units[..] } else { &units[1..] };
                String::from_utf16(units).ok()
            }
            Kind::Composite { collection: Some(collection), .. } => match collection.lookup_bf_string(cid)? {
                BfString::Char(character) => Some(character.to_string()),
                BfString::String(text) => Some(text),
            },
            Kind::Composite { .. } => self.program.as_ref()?.character(cid).map(String::from),
        }
    }
}

/// Whether a simple font is a Chinese one that is not embedded, so that its strings are GBK whatever its encoding claims.
fn is_gbk(document: &Document, font: &Dictionary) -> bool {
    let type3 = font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3");
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
    let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
    let program = |key: &[u8]| descriptor.is_some_and(|descriptor| descriptor.has(key));
    let embedded = program(b"FontFile") || program(b"FontFile2") || program(b"FontFile3");
    !type3 && !embedded && gbk::names_chinese_font(name)
}

fn says_something(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\0', '\u{fffd}', '\u{ffff}'])
}

fn load(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(load_embedded(name)?, load_embedded)
}

fn plain(stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(limit).ok()
}

/// The character of each of the 256 codes; empty where the encoding has none.
fn simple_encoding(document: &Document, font: &Dictionary) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let base = match encoding {
        Some(Object::Name(name)) => name.as_slice(),
        Some(Object::Dictionary(encoding)) => {
            encoding.get_deref(b"BaseEncoding", document).and_then(Object::as_name).unwrap_or(b"StandardEncoding")
        }
        _ => b"StandardEncoding",
    };
    let mut characters: Vec<String> =
        (0..=255).map(|code| decode(document, Object::Name(base.to_vec()), code)).collect();
    let differences = encoding.and_then(|encoding| encoding.as_dict().ok()?.get_deref(b"Differences", document).ok());
    let mut code = 0;
    for entry in differences.and_then(|entries| entries.as_array().ok()).into_iter().flatten() {
        match document.dereference(entry).map(|(_, entry)| entry) {
            Ok(Object::Integer(number)) => code = usize::try_from(*number).unwrap_or(usize::MAX),
            Ok(Object::Name(name)) => {
                if let Some(character) = characters.get_mut(code) {
                    *character = by_glyph_name(document, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    characters
}

/// The character of a glyph name of the Adobe Glyph List, or of the form `uni4E00` and `u4E00`.
fn by_glyph_name(document: &Document, name: &[u8]) -> String {
    let text = String::from_utf8_lossy(name);
    let hex = text.strip_prefix("uni").filter(|hex| hex.len() == 4).or_else(|| text.strip_prefix('u'));
    let number = hex.filter(|hex| (4..=6).contains(&hex.len())).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    if let Some(character) = number.and_then(char::from_u32) {
        return character.to_string();
    }
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.to_vec())]);
    decode(document, Object::Dictionary(encoding), 0)
}

/// Decodes one code by an encoding, through lopdf's tables.
fn decode(document: &Document, encoding: Object, code: u8) -> String {
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", encoding);
    let encoding = font.get_font_encoding(document);
    encoding.and_then(|encoding| encoding.bytes_to_string(&[code])).unwrap_or_default()
}

/// Advance widths in ems by CID: `c [w …]` and `first last w`.
fn cid_widths(document: &Document, descendant: &Dictionary) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let listed = descendant.get_deref(b"W", document).and_then(Object::as_array).ok();
    let mut entries = listed.into_iter().flatten().filter_map(|entry| Some(document.dereference(entry).ok()?.1));
    let number = |entry: &Object| entry.as_float().ok().map(f64::from);
    while let (Some(first), Some(second)) = (entries.next().and_then(number), entries.next()) {
        let first = first as u32;
        if let Ok(list) = second.as_array() {
            for (cid, width) in (first..).zip(list.iter().take(MAX_WIDTHS)) {
                let width = document.dereference(width).ok().and_then(|(_, width)| number(width));
                widths.extend(width.map(|width| (cid, width / 1000.0)));
            }
        } else if let (Some(last), Some(width)) = (number(second), entries.next().and_then(number)) {
            widths.extend((first..=last as u32).take(MAX_WIDTHS).map(|cid| (cid, width / 1000.0)));
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    widths
}
