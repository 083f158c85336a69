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
    let ready = READY.iter().find(|(ready, _)| *ready == name).map(|(_, data)| *data);
    ready.filter(|_| TAKEN.fetch_add(1, Ordering::Relaxed) < FEW).or_else(|| load_embedded(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_cmap::{BfString, CMap, CharacterCollection, CidFamily};
    use std::fmt::Write;

    /// Codes of one and two bytes: the bundle has no longer ones for these names.
    const CODES: [(u8, u32); 2] = [(1, 0xff), (2, 0xffff)];

    fn parsed(data: &[u8]) -> CMap {
        CMap::parse(data, load_embedded).expect("a CMap")
    }

    /// The CMap as text: ranges of codes that follow each other, as far as they have one first byte.
    fn text(cmap: &CMap, name: &str) -> String {
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
        let mut cids = Vec::new();
        let mut characters = Vec::new();
        for (length, last) in CODES {
            let mut code = 0;
            while code <= last {
                let end = |follows: &dyn Fn(u32) -> bool| {
                    (code + 1..=last.min(code | 0xff)).take_while(|next| follows(*next)).last().unwrap_or(code)
                };
                let width = usize::from(length) * 2;
                if let Some(cid) = cmap.lookup_cid_code(code, length).filter(|_| cmap.lookup_bf_string(code).is_none())
                {
                    let end = end(&|next| cmap.lookup_cid_code(next, length) == Some(cid + next - code));
                    cids.push(format!("<{code:0width$x}><{end:0width$x}>{cid}"));
                    code = end;
                }
                code += 1;
            }
        }
        let mut code = 0;
        while code <= 0xffff {
            match cmap.lookup_bf_string(code) {
                Some(BfString::Char(c)) => {
                    let first = u32::from(c);
                    let follows = |next: &u32| {
                        let c = char::from_u32(first + next - code);
                        c.is_some_and(|c| cmap.lookup_bf_string(*next) == Some(BfString::Char(c)))
                            && (first & 0xff) + (next - code) <= 0xff
                    };
                    let end = (code + 1..=code | 0xff).take_while(follows).last().unwrap_or(code);
                    characters.push(format!("<{code:04x}><{end:04x}><{}>", utf16(&c.to_string())));
                    code = end;
                }
                Some(BfString::String(text)) => characters.push(format!("<{code:04x}><{code:04x}><{}>", utf16(&text))),
                None => {}
            }
            code += 1;
        }
        for (lines, operator) in [(cids, "cidrange"), (characters, "bfrange")] {
            for lines in lines.chunks(100) {
                writeln!(text, "{} begin{operator}\n{}\nend{operator}", lines.len(), lines.join("\n")).expect("text");
            }
        }
        text
    }

    fn utf16(text: &str) -> String {
        text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
    }

    #[test]
    fn each_says_what_the_bundle_says() {
        for (name, data) in READY {
            let bundled = parsed(load_embedded(name).expect("a predefined CMap"));
            let printed = String::from_utf8_lossy(name.to_bytes()).into_owned();
            if std::env::var_os("JIXIAO_BLESS").is_some() {
                let file = std::path::Path::new("src/read/pdf/cmaps").join(&printed);
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
            for code in 0..=0xffff {
                assert_eq!(ready.lookup_bf_string(code), bundled.lookup_bf_string(code), "{printed} {code:x}");
            }
        }
    }
}
