//! The predefined CMaps that Chinese documents without embedded fonts name most, ready to be parsed.
//!
//! hayro has all of them in one compressed bundle. To unpack it takes longer than to read a document of twenty pages, so these
//! stand beside it as text; a test holds every code of theirs against the bundle. Their data are Adobe's (`cmaps/LICENSE`).

use super::collections;
use hayro_cmap::{CMapName, load_embedded};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Name and text of each.
const READY: [(CMapName<'static>, &[u8]); 2] = [
    (CMapName::GbkEucH, include_bytes!("cmaps/GBK-EUC-H")),
    (CMapName::UniGbUcs2H, include_bytes!("cmaps/UniGB-UCS2-H")),
];

/// What GBK-EUC-H says of the codes of GB 2312 (EUC-CN), a hundred ranges in place of four thousand. Nearly every document has no
/// other codes, and the whole takes a good while to be parsed. Codes of two bytes beyond have one CID, whatever it is: they are
/// known as codes ([`is_beyond`]), so that what was read by this map is read anew by the whole.
const GB2312: &[u8] = include_bytes!("cmaps/GBK-EUC-H.gb2312");
/// Lead bytes of GBK.
const LEADS: RangeInclusive<u32> = 0x81..=0xfe;
/// Bytes of GB 2312, the first and the second.
const INNER: RangeInclusive<u32> = 0xa1..=0xfe;

/// How often text is parsed before the bundle is unpacked after all: its form is parsed in a third of the time, which a process
/// that reads many documents gains in the end.
const FEW: usize = 16;
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// The predefined CMaps as hayro is given them for one document.
#[derive(Default)]
pub(super) struct Predefined {
    /// GBK-EUC-H was asked for, and is there as far as [`GB2312`].
    part: AtomicBool,
    /// It is needed whole.
    whole: AtomicBool,
}

impl Predefined {
    /// The data of one: a stand-in where it would turn CIDs into characters.
    pub(super) fn find(&self, name: CMapName<'_>) -> Option<&'static [u8]> {
        if name == CMapName::GbkEucH && !self.whole.load(Ordering::Relaxed) {
            self.part.store(true, Ordering::Relaxed);
            return Some(GB2312);
        }
        collections::stand_in(name).or_else(|| find(name))
    }

    /// Whether codes may have been read by a map that does not know those beyond GB 2312.
    pub(super) fn is_partial(&self) -> bool {
        self.part.load(Ordering::Relaxed) && !self.whole.load(Ordering::Relaxed)
    }

    /// From now on every map is whole.
    pub(super) fn complete(&self) {
        self.whole.store(true, Ordering::Relaxed);
    }
}

/// Whether a code, if it is one of GBK-EUC-H, is of two bytes and not of GB 2312.
pub(super) fn is_beyond(code: u32) -> bool {
    let (first, second) = (code >> 8, code & 0xff);
    LEADS.contains(&first) && !(INNER.contains(&first) && INNER.contains(&second))
}

/// The data of a predefined CMap. Which of the two forms it has makes no difference to what it says.
pub(super) fn find(name: CMapName<'_>) -> Option<&'static [u8]> {
    let ready = READY.iter().find(|(ready, _)| *ready == name).map(|(_, data)| *data);
    ready.filter(|_| TAKEN.fetch_add(1, Ordering::Relaxed) < FEW).or_else(|| load_embedded(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_cmap::{CMap, CharacterCollection, CidFamily};
    use std::fmt::Write;

    /// Codes of one and two bytes: the bundle has no longer ones for these names.
    const CODES: [(u8, u32); 2] = [(1, 0xff), (2, 0xffff)];
    /// The CID of codes beyond GB 2312 in the map that has GB 2312 alone.
    const BEYOND: u32 = 0;

    fn parsed(data: &[u8]) -> CMap {
        CMap::parse(data, find).expect("a CMap")
    }

    /// The beginning of a CMap's text: what it says of itself.
    fn head(cmap: &CMap, name: &str) -> String {
        let mut text = String::new();
        if let Some(CharacterCollection { family, supplement }) = &cmap.metadata().character_collection {
            let ordering = match family {
                CidFamily::Custom { ordering, .. } => String::from_utf8_lossy(ordering).into_owned(),
                _ => "GB1".to_owned(),
            };
            let system = format!("/Registry (Adobe) def /Ordering ({ordering}) def /Supplement {supplement} def");
            writeln!(text, "/CIDSystemInfo 3 dict dup begin {system} end def").expect("text");
        }
        writeln!(text, "/CMapName /{name} def").expect("text");
        if cmap.metadata().writing_mode.is_some() {
            writeln!(text, "/WMode 0 def").expect("text");
        }
        text
    }

    /// Codes of as many bytes that follow each other, as far as they have one first byte, and their CIDs, each greater by `step`
    /// than the one before: first and last code, first CID.
    fn ranges(cid_of: impl Fn(u32) -> Option<u32>, last: u32, step: u32) -> Vec<(u32, u32, u32)> {
        let mut ranges = Vec::new();
        let mut code = 0;
        while code <= last {
            if let Some(cid) = cid_of(code) {
                let follows = |next: &u32| cid_of(*next) == Some(cid + step * (next - code));
                let end = (code + 1..=last.min(code | 0xff)).take_while(follows).last().unwrap_or(code);
                ranges.push((code, end, cid));
                code = end;
            }
            code += 1;
        }
        ranges
    }

    fn block(text: &mut String, kind: &str, length: u8, ranges: &[(u32, u32, u32)]) {
        let width = usize::from(length) * 2;
        let line = |(code, end, cid): &(u32, u32, u32)| format!("<{code:0width$x}><{end:0width$x}>{cid}");
        for lines in ranges.chunks(100) {
            let lines: Vec<String> = lines.iter().map(line).collect();
            writeln!(text, "{} begin{kind}\n{}\nend{kind}", lines.len(), lines.join("\n")).expect("text");
        }
    }

    /// The whole CMap as text.
    fn text(cmap: &CMap, name: &str) -> String {
        let mut text = head(cmap, name);
        for (length, last) in CODES {
            block(&mut text, "cidrange", length, &ranges(|code| cmap.lookup_cid_code(code, length), last, 1));
        }
        text
    }

    /// The same as far as GB 2312 goes.
    fn gb2312(cmap: &CMap, name: &str) -> String {
        let mut text = head(cmap, name);
        for (length, last) in CODES {
            let known = |code: u32| cmap.lookup_cid_code(code, length).filter(|_| length == 1 || !is_beyond(code));
            // Control characters have one CID.
            let level: Vec<_> = ranges(known, last, 0).into_iter().filter(|(code, end, _)| end > code).collect();
            let is_level = |code: &u32| level.iter().any(|(first, end, _)| (first..=end).contains(&code));
            let rising = ranges(|code| known(code).filter(|_| !is_level(&code)), last, 1);
            block(&mut text, "cidrange", length, &rising);
            block(&mut text, "notdefrange", length, &level);
        }
        let mut beyond: Vec<(u32, u32, u32)> = Vec::new();
        for code in (0..=0xffff).filter(|code| is_beyond(*code)) {
            match beyond.last_mut().filter(|(_, end, _)| end + 1 == code) {
                Some((_, end, _)) => *end = code,
                None => beyond.push((code, code, BEYOND)),
            }
        }
        block(&mut text, "notdefrange", 2, &beyond);
        text
    }

    #[test]
    fn each_says_what_the_bundle_says() {
        let whole = READY.into_iter().map(|(name, data)| (name, data, text as fn(&CMap, &str) -> String, ""));
        for (name, data, text, ending) in whole.chain([(CMapName::GbkEucH, GB2312, gb2312 as _, ".gb2312")]) {
            let bundled = parsed(load_embedded(name).expect("a predefined CMap"));
            let printed = String::from_utf8_lossy(name.to_bytes()).into_owned();
            if std::env::var_os("JIXIAO_BLESS").is_some() {
                let file = std::path::Path::new("src/read/pdf/cmaps").join(format!("{printed}{ending}"));
                std::fs::write(file, text(&bundled, &printed)).expect("written");
                continue;
            }
            let ready = parsed(data);
            assert_eq!(format!("{:?}", ready.metadata()), format!("{:?}", bundled.metadata()), "{printed}");
            for length in 1..=4 {
                for code in 0..=0xffff {
                    let said = ready.lookup_cid_code(code, length);
                    if data == GB2312 && length == 2 && is_beyond(code) {
                        assert_eq!(said, Some(BEYOND), "{printed} {code:x}");
                        continue;
                    }
                    assert_eq!(said, bundled.lookup_cid_code(code, length), "{printed} {code:x} of {length} bytes");
                }
            }
        }
    }

    #[test]
    fn gbk_is_there_in_part_until_it_is_needed_whole() {
        let predefined = Predefined::default();
        assert!(predefined.find(CMapName::UniGbUcs2H).is_some() && !predefined.is_partial());
        assert_eq!(predefined.find(CMapName::GbkEucH), Some(GB2312));
        assert!(predefined.is_partial());
        predefined.complete();
        assert!(!predefined.is_partial());
        assert_ne!(predefined.find(CMapName::GbkEucH), Some(GB2312));
    }
}
