//! The gate against decompression bombs: how large streams would become, judged from their compressed bytes before anything
//! decodes them into memory.
//!
//! Deflate grows by 1032:1 at most, so a file whose streams are small enough needs no look inside. Only where the compressed
//! bytes could exceed a limit is a stream inflated, counting and throwing away.

use crate::error::Error;
use crate::read::cross_check::rebuild::{self, Decoded};
use crate::read::limits::Limits;
use flate2::{Decompress, FlushDecompress, Status};

/// A compression filter, as far as it makes data grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    /// FlateDecode.
    Flate,
    /// LZWDecode.
    Lzw,
    /// RunLengthDecode.
    RunLength,
    /// ASCII85Decode: `z` stands for four bytes.
    Ascii85,
}

/// The names of the filters that make data grow, long and short.
const NAMES: &[(&[u8], Filter)] = &[
    (b"FlateDecode", Filter::Flate),
    (b"Fl", Filter::Flate),
    (b"LZWDecode", Filter::Lzw),
    (b"LZW", Filter::Lzw),
    (b"RunLengthDecode", Filter::RunLength),
    (b"RL", Filter::RunLength),
    (b"ASCII85Decode", Filter::Ascii85),
    (b"A85", Filter::Ascii85),
];

/// How far before `stream` its dictionary is looked for; a longer one is looked into whatever it says.
const DICTIONARY: usize = 4096;
/// Inflated bytes looked at at a time.
const CHUNK: usize = 64 << 10;

impl Filter {
    /// By how much the filter makes data grow at most (deflate: zlib's documentation; LZW: 12-bit codes of 4,096 bytes).
    fn growth(self) -> u64 {
        match self {
            Filter::Flate => 1032,
            Filter::Lzw => 2731,
            Filter::RunLength => 64,
            Filter::Ascii85 => 4,
        }
    }
}

/// The most bytes that this much data can decode to.
pub(crate) fn bound(raw: u64, filters: &[Filter]) -> u64 {
    filters.iter().fold(raw, |size, filter| size.saturating_mul(filter.growth()))
}

/// Whether data decodes to no more than `limit` bytes.
pub(crate) fn fits(raw: &[u8], filters: &[Filter], limit: u64) -> bool {
    bound(raw.len() as u64, filters) <= limit || decoded_size(raw, filters, limit) <= limit
}

/// The bytes that data decodes to; anything beyond `limit` is `limit + 1`.
pub(crate) fn decoded_size(raw: &[u8], filters: &[Filter], limit: u64) -> u64 {
    match filters {
        [] => raw.len() as u64,
        [Filter::Flate] => inflated_size(raw, limit),
        _ => {
            let mut data = std::borrow::Cow::Borrowed(raw);
            for (index, filter) in filters.iter().enumerate() {
                if index + 1 == filters.len() && *filter == Filter::Flate {
                    return inflated_size(&data, limit);
                }
                match rebuild::decode(*filter, &data, limit) {
                    Decoded::Data(decoded) => data = decoded.into(),
                    Decoded::TooLarge => return limit + 1,
                    Decoded::Damaged => return 0,
                }
            }
            data.len() as u64
        }
    }
}

/// As the reader does: zlib first, and where that fails, bare deflate.
fn inflated_size(raw: &[u8], limit: u64) -> u64 {
    let zlib = inflate(raw, true, limit);
    if zlib.complete || zlib.size > limit {
        return zlib.size;
    }
    let bare = inflate(raw, false, limit).size;
    let without_header = inflate(raw.get(2..).unwrap_or_default(), false, limit).size;
    zlib.size.max(bare).max(without_header)
}

struct Inflated {
    size: u64,
    complete: bool,
}

fn inflate(raw: &[u8], zlib: bool, limit: u64) -> Inflated {
    let mut inflater = Decompress::new(zlib);
    let mut chunk = vec![0; CHUNK.min(raw.len().saturating_mul(16).max(512))];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = raw.get(read as usize..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut chunk, FlushDecompress::None);
        let size = inflater.total_out();
        match status {
            Ok(Status::StreamEnd) => return Inflated { size, complete: true },
            _ if size > limit => return Inflated { size: limit + 1, complete: false },
            Ok(_) if inflater.total_in() > read || size > written => {}
            _ => return Inflated { size, complete: false },
        }
    }
}

/// What the bytes of a file say about its streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Whatever they are, they cannot exceed the limits.
    Harmless,
    /// They have to be looked at one by one.
    Doubtful,
}

/// Looks at a file's streams by its bytes alone, before it is opened. Those that are decoded while it is opened
/// (cross-reference and object streams) are measured; what is found of the others is the verdict. Encrypted bytes do not tell
/// what they decode to: they count as if each were a bomb, which takes a megabyte of them to exceed the limit.
///
/// # Errors
/// [`Error::Limit`] where one that is measured, or all together, would exceed the limit.
pub(crate) fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<Verdict, Error> {
    let encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    let mut doubtful = bound(bytes.len() as u64, &[Filter::Flate]) > limits.decoded_bytes;
    let mut total: u64 = 0;
    let part = limits.part_bytes();
    for Head { data, filters, opens, obscure, form } in heads(bytes) {
        let raw = &bytes[data..];
        let length = memchr::memmem::find(raw, b"endstream").unwrap_or(raw.len()) as u64;
        doubtful |= obscure || filters.len() > 1;
        doubtful |= form.is_some_and(|said| bound(length.max(said), &[Filter::Flate]) > part);
        if !opens {
            continue;
        }
        let size = decoded_size(raw, &filters, part);
        total += if encrypted { size.max(bound(length, &filters)) } else { size };
        if size > part || total > limits.decoded_bytes {
            let limit = format!("{part} decoded bytes (the stream at byte {data})");
            return Err(Error::Limit { page: 0, limit, option: "--max-decoded" });
        }
    }
    Ok(if doubtful { Verdict::Doubtful } else { Verdict::Harmless })
}

/// What can be told of a stream by the syntax before it.
struct Head {
    /// Offset of its data.
    data: usize,
    /// The filters that are named; deflate where none is, for it may be named elsewhere.
    filters: Vec<Filter>,
    /// It may be a cross-reference or an object stream, which are decoded while the file is opened.
    opens: bool,
    /// Its dictionary does not say plainly what its filters are.
    obscure: bool,
    /// A form, and the length that it says it has; the longest possible where it does not say so in place.
    form: Option<u64>,
}

fn heads(bytes: &[u8]) -> impl Iterator<Item = Head> + '_ {
    let mut last = 0;
    memchr::memmem::find_iter(bytes, b"stream").filter_map(move |at| {
        let from = last.max(at.saturating_sub(DICTIONARY));
        last = at;
        if bytes[..at].ends_with(b"end") {
            return None;
        }
        let mut head = Head::of(&bytes[from..at]);
        if from > 0 && memchr::memmem::find(&bytes[from..at], b"obj").is_none() {
            (head.opens, head.obscure) = (true, true); // a dictionary longer than what was looked at
        }
        head.data = at + 6;
        while bytes.get(head.data).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            head.data += 1;
        }
        Some(head)
    })
}

impl Head {
    /// From the syntax before a stream. It may begin with the end of the stream before: binary data has slashes of its own,
    /// and a name read out of it does no harm but a look too many.
    fn of(syntax: &[u8]) -> Head {
        let mut head = Head { data: 0, filters: Vec::new(), opens: false, obscure: false, form: None };
        let mut length = u64::MAX;
        for name in memchr::memchr_iter(b'/', syntax).map(|slash| &syntax[slash + 1..]) {
            if !name.first().is_some_and(|first| b"XOFLRA#".contains(first)) {
                continue;
            }
            let (name, after) = unescaped(name);
            match name.as_slice() {
                b"XRef" | b"ObjStm" | b"First" => head.opens = true,
                b"Form" => head.form = Some(0),
                b"Length" => length = literal(after).unwrap_or(u64::MAX),
                b"Filter" | b"F" => {
                    let value = after.trim_ascii_start();
                    let value = value.strip_prefix(b"[").unwrap_or(value).trim_ascii_start();
                    head.obscure |= name == b"Filter" && !matches!(value.first(), Some(b'/' | b']'));
                }
                name => {
                    let filter = NAMES.iter().find(|(known, _)| *known == name);
                    head.filters.extend(filter.map(|(_, filter)| *filter));
                }
            }
        }
        if head.filters.is_empty() {
            head.filters.push(Filter::Flate);
        }
        head.form = head.form.map(|_| length);
        head
    }
}

/// A number that stands in place, and is no reference.
fn literal(after: &[u8]) -> Option<u64> {
    let mut words = after.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let number = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    (words.nth(1) != Some(b"R")).then_some(number)
}

/// The name that syntax begins with, `#xx` resolved, and what follows it; names longer than any that matters are cut.
fn unescaped(syntax: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut name = Vec::new();
    let mut rest = syntax;
    while let Some((&byte, after)) = rest.split_first().filter(|_| name.len() < 24) {
        match byte {
            b'#' if after.len() >= 2 => {
                let hex = std::str::from_utf8(&after[..2]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                rest = if hex.is_some() { &after[2..] } else { after };
                name.push(hex.unwrap_or(b'#'));
            }
            0..=b' ' | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'%' => break,
            byte => {
                rest = after;
                name.push(byte);
            }
        }
    }
    (name, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(dictionary: &str, data: &[u8]) -> Option<Verdict> {
        let mut bytes = format!("%PDF-1.7\n1 0 obj <<{dictionary}>> stream\n").into_bytes();
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"\nendstream endobj");
        check_bytes(&bytes, &Limits::default()).ok()
    }

    #[test]
    fn plain_streams_are_harmless_and_obscure_ones_are_looked_at() {
        assert_eq!(verdict("/Filter /FlateDecode /Length 3", b"abc"), Some(Verdict::Harmless));
        assert_eq!(verdict("/Length 3 0 R /Filter[/FlateDecode]", b"abc"), Some(Verdict::Harmless));
        assert_eq!(verdict("/Filter [/FlateDecode /FlateDecode]", b"abc"), Some(Verdict::Doubtful));
        assert_eq!(verdict("/Filter [/Fl /#4CZW]", b"abc"), Some(Verdict::Doubtful));
        assert_eq!(verdict("/Filter 5 0 R", b"abc"), Some(Verdict::Doubtful));
        assert_eq!(verdict("/F#69lter [5 0 R]", b"abc"), Some(Verdict::Doubtful));
        assert_eq!(verdict("/Subtype /Form /Length 3", b"abc"), Some(Verdict::Harmless));
        assert_eq!(verdict("/Subtype /Form /Length 3 0 R", b"abc"), Some(Verdict::Doubtful));
        assert_eq!(verdict("/Subtype /Form /Length 3", &[0; 20_000]), Some(Verdict::Doubtful));
        assert_eq!(verdict("", &[0; 2 << 20]), Some(Verdict::Doubtful));
    }

    #[test]
    fn growth_is_bounded_by_the_filters() {
        assert_eq!(bound(10, &[]), 10);
        assert_eq!(bound(10, &[Filter::Flate, Filter::RunLength]), 10 * 1032 * 64);
        assert_eq!(bound(u64::MAX, &[Filter::Lzw]), u64::MAX);
        assert_eq!(decoded_size(b"no deflate at all", &[Filter::Flate], 100), 0);
        assert!(fits(b"abc", &[], 3) && !fits(b"abcd", &[], 3));
    }
}
