//! Character collections of CID-keyed fonts: which character a CID stands for.
//!
//! For a font without embedded program and ToUnicode hayro parses the collection's whole CMap, tens of thousands of lines, in
//! every document anew. It is given a stand-in instead, which sends each CID to a code point of a plane in which Unicode has
//! no characters; [`meant`] says what such a code point is for.

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use std::sync::{LazyLock, OnceLock};

/// A character collection of Adobe for East Asian languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    /// Simplified Chinese.
    Gb1,
    /// Traditional Chinese.
    Cns1,
    /// Japanese.
    Japan1,
    /// Korean.
    Korea1,
}

const ALL: [Collection; 4] = [Collection::Gb1, Collection::Cns1, Collection::Japan1, Collection::Korea1];

/// The characters of the CIDs of Adobe-GB1, three bytes each, most significant first; zero where there is none. Held against
/// hayro's bundle of CMaps by a test. The data are Adobe's (`cmaps/LICENSE`).
const GB1: &[u8] = include_bytes!("cmaps/Adobe-GB1-UCS2");

/// The first plane that serves as a stand-in. Planes 4 to 13 have no characters (Unicode 17.0, section 2.8).
const FIRST_PLANE: u32 = 4;

impl Collection {
    /// The collection of a family, where it has characters.
    pub(super) fn of(family: &CidFamily) -> Option<Self> {
        ALL.into_iter().find(|collection| collection.family() == *family)
    }

    fn family(self) -> CidFamily {
        match self {
            Collection::Gb1 => CidFamily::AdobeGB1,
            Collection::Cns1 => CidFamily::AdobeCNS1,
            Collection::Japan1 => CidFamily::AdobeJapan1,
            Collection::Korea1 => CidFamily::AdobeKorea1,
        }
    }

    /// The character of a CID. A variation selector behind it, which chooses among shapes, is left out.
    pub(super) fn character(self, cid: u32) -> Option<char> {
        if self == Collection::Gb1 {
            let place = 3 * usize::try_from(cid).ok()?;
            let [a, b, c] = *GB1.get(place..place + 3)? else { return None };
            return char::from_u32(u32::from_be_bytes([0, a, b, c])).filter(|character| *character != '\0');
        }
        static PARSED: [OnceLock<Option<CMap>>; 4] = [const { OnceLock::new() }; 4];
        let parsed = PARSED[self as usize].get_or_init(|| self.bundled());
        of_cmap(parsed.as_ref()?, cid)
    }

    /// What hayro's bundle has for it.
    fn bundled(self) -> Option<CMap> {
        CMap::parse(load_embedded(self.family().ucs2_cmap()?)?, load_embedded)
    }

    /// The code point of CID 0 in the stand-in.
    fn first(self) -> u32 {
        (FIRST_PLANE + self as u32) << 16
    }
}

fn of_cmap(cmap: &CMap, cid: u32) -> Option<char> {
    let character = match cmap.lookup_bf_string(cid)? {
        BfString::Char(character) => character,
        BfString::String(text) => {
            let mut characters = text.chars().filter(|character| !('\u{fe00}'..='\u{fe0f}').contains(character));
            characters.next().filter(|_| characters.next().is_none())?
        }
    };
    (character != '\u{fffd}').then_some(character)
}

/// The stand-in for the CMap that sends the CIDs of a collection to Unicode; `None` where the name is not of such a one.
pub(super) fn stand_in(name: CMapName<'_>) -> Option<&'static [u8]> {
    static TEXTS: LazyLock<[String; 4]> = LazyLock::new(|| ALL.map(text));
    let collection = ALL.into_iter().find(|collection| collection.family().ucs2_cmap() == Some(name))?;
    Some(TEXTS[collection as usize].as_bytes())
}

/// One range for each high surrogate: only the last unit of a destination counts up.
fn text(collection: Collection) -> String {
    let ranges = (0..=0xffff_u32).step_by(0x400).map(|cid| {
        let high = 0xd800 + ((collection.first() + cid - 0x1_0000) >> 10);
        format!("<{cid:04x}><{:04x}><{high:04x}dc00>", cid + 0x3ff)
    });
    let ranges: Vec<String> = ranges.collect();
    format!("{} beginbfrange\n{}\nendbfrange\n", ranges.len(), ranges.join("\n"))
}

/// What a character of the stand-in is for: the character of its CID, if there is one. `None` for other characters, which
/// mean themselves.
pub(super) fn meant(character: char) -> Option<Option<char>> {
    let plane = (u32::from(character) >> 16).checked_sub(FIRST_PLANE)?;
    let collection = ALL.get(usize::try_from(plane).ok()?)?;
    Some(collection.character(u32::from(character) & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_bundle_says() {
        let bundled = Collection::Gb1.bundled().expect("Adobe-GB1-UCS2");
        if std::env::var_os("JIXIAO_BLESS").is_some() {
            let last = (0..=0xffff).rev().find(|cid| of_cmap(&bundled, *cid).is_some()).expect("a character");
            let characters = (0..=last).map(|cid| of_cmap(&bundled, cid).map_or(0, u32::from));
            let table: Vec<u8> = characters.flat_map(|character| character.to_be_bytes().into_iter().skip(1)).collect();
            std::fs::write("src/read/pdf/cmaps/Adobe-GB1-UCS2", table).expect("written");
            return;
        }
        for cid in 0..=0xffff {
            assert_eq!(Collection::Gb1.character(cid), of_cmap(&bundled, cid), "CID {cid}");
        }
    }

    #[test]
    fn a_stand_in_tells_the_cid_and_other_characters_mean_themselves() {
        for collection in ALL {
            let name = collection.family().ucs2_cmap().expect("a name");
            let parsed = CMap::parse(stand_in(name).expect("a stand-in"), load_embedded).expect("a CMap");
            let bundled = collection.bundled().expect("a CMap");
            for cid in 0..=0xffff {
                let Some(BfString::Char(character)) = parsed.lookup_bf_string(cid) else { panic!("CID {cid}") };
                assert_eq!(meant(character), Some(of_cmap(&bundled, cid)), "{collection:?}, CID {cid}");
            }
        }
        assert_eq!(stand_in(CMapName::GbkEucH), None);
        assert_eq!(['绩', '\u{20087}', '\u{e000}', '\u{f0000}'].map(meant), [None; 4]);
    }
}
