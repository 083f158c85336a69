//! The predefined CMaps that Chinese documents without embedded fonts name most, ready to be parsed.
//!
//! hayro has all of them in one compressed bundle. To unpack it takes longer than to read a document of twenty pages, so these
//! stand beside it as text; a test holds every code of theirs against the bundle. Their data are Adobe's (`cmaps/LICENSE`).

use super::collections;
use hayro_cmap::{CMapName, load_embedded};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Name and text of each.
const READY: [(CMapName<'static>, &[u8]); 2] = [
    (CMapName::GbkEucH, include_bytes!("cmaps/GBK-EUC-H")),
    (CMapName::UniGbUcs2H, include_bytes!("cmaps/UniGB-UCS2-H")),
];

/// The ranges of GBK-EUC-H in which nearly all characters of a document are, some hundred instead of four thousand, and behind
/// them the whole: hayro looks each code up seven times.
const FREQUENT: &[u8] = include_bytes!("cmaps/GBK-EUC-H.frequent");
/// What the whole is called there.
const WHOLE: &str = "GBK-EUC-H.whole";

/// How often text is parsed before the bundle is unpacked after all: its form is parsed in a third of the time, which a process
/// that reads many documents gains in the end.
const FEW: usize = 16;
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// What hayro is given for a predefined CMap: a stand-in where it would turn CIDs into characters.
pub(super) fn for_fonts(name: CMapName<'_>) -> Option<&'static [u8]> {
    collections::stand_in(name).or_else(|| find(name))
}

/// The data of a predefined CMap. Which of the two forms it has makes no difference to what it says.
pub(super) fn find(name: CMapName<'_>) -> Option<&'static [u8]> {
    match name {
        CMapName::GbkEucH => Some(FREQUENT),
        CMapName::Custom(name) if name == WHOLE.as_bytes() => whole(CMapName::GbkEucH),
        _ => whole(name),
    }
}

fn whole(name: CMapName<'_>) -> Option<&'static [u8]> {
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
    fn ranges(cmap: &CMap, length: u8, last: u32, step: u32) -> Vec<(u32, u32, u32)> {
        let mut ranges = Vec::new();
        let mut code = 0;
        while code <= last {
            if let Some(cid) = cmap.lookup_cid_code(code, length) {
                let follows = |next: &u32| cmap.lookup_cid_code(*next, length) == Some(cid + step * (next - code));
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
            block(&mut text, "cidrange", length, &ranges(cmap, length, last, 1));
        }
        text
    }

    /// Its long ranges alone, which are those of GB 2312, and of control characters, which have one CID.
    fn frequent(cmap: &CMap, name: &str) -> String {
        let mut text = head(cmap, name);
        writeln!(text, "/{WHOLE} usecmap").expect("text");
        for (kind, step, long) in [("cidrange", 1, 60), ("notdefrange", 0, 30)] {
            for (length, last) in CODES {
                let is_long = |(code, end, _): &(u32, u32, u32)| end - code >= long;
                let long: Vec<_> = ranges(cmap, length, last, step).into_iter().filter(is_long).collect();
                block(&mut text, kind, length, &long);
            }
        }
        text
    }

    #[test]
    fn each_says_what_the_bundle_says() {
        let whole = READY.into_iter().map(|(name, data)| (name, data, text as fn(&CMap, &str) -> String, ""));
        for (name, data, text, ending) in whole.chain([(CMapName::GbkEucH, FREQUENT, frequent as _, ".frequent")]) {
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
                    let (ready, bundled) = (ready.lookup_cid_code(code, length), bundled.lookup_cid_code(code, length));
                    assert_eq!(ready, bundled, "{printed} {code:x} of {length} bytes");
                }
            }
        }
    }
}
