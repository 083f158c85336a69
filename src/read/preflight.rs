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

/// Looks at the streams that are decoded while a file is opened (cross-reference and object streams), by their bytes alone.
/// Encrypted bytes do not tell what they decode to; they count as if each were a bomb, which takes half a megabyte of them.
///
/// # Errors
/// [`Error::Limit`] where one of them, or all together, would exceed the limit.
pub(crate) fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    let mut total: u64 = 0;
    for Candidate { data, filters } in streams(bytes) {
        let raw = &bytes[data..];
        let size = decoded_size(raw, &filters, limits.part_bytes());
        total += if encrypted {
            let length = memchr::memmem::find(raw, b"endstream").unwrap_or(raw.len());
            size.max(bound(length as u64, &filters))
        } else {
            size
        };
        if size > limits.part_bytes() || total > limits.decoded_bytes {
            let limit = format!("{} decoded bytes (the stream at byte {data})", limits.part_bytes());
            return Err(Error::Limit { page: 0, limit, option: "--max-decoded" });
        }
    }
    Ok(())
}

/// A stream that may be a cross-reference or an object stream.
struct Candidate {
    /// Offset of its data.
    data: usize,
    filters: Vec<Filter>,
}

fn streams(bytes: &[u8]) -> impl Iterator<Item = Candidate> + '_ {
    let finder = memchr::memmem::find_iter(bytes, b"stream");
    let mut last = 0;
    finder.filter_map(move |at| {
        let from = last.max(at.saturating_sub(DICTIONARY));
        last = at;
        if bytes[..at].ends_with(b"end") {
            return None;
        }
        let dictionary = &bytes[from..at];
        let cut = from > 0 && memchr::memmem::find(dictionary, b"obj").is_none();
        let mut candidate = Candidate { data: at + 6, filters: Vec::new() };
        let mut wanted = cut;
        for name in names(dictionary) {
            match name.as_slice() {
                b"XRef" | b"ObjStm" | b"First" => wanted = true,
                name => {
                    let filter = NAMES.iter().find(|(known, _)| *known == name);
                    candidate.filters.extend(filter.map(|(_, filter)| *filter));
                }
            }
        }
        while bytes.get(candidate.data).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            candidate.data += 1;
        }
        if candidate.filters.is_empty() {
            candidate.filters.push(Filter::Flate); // its filter is said elsewhere, or it has none, which costs nothing
        }
        wanted.then_some(candidate)
    })
}

/// The names in a stretch of PDF syntax, `#xx` resolved. Binary data before it may add a few that are none.
fn names(syntax: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    memchr::memchr_iter(b'/', syntax).map(|at| {
        let mut name = Vec::new();
        let mut rest = &syntax[at + 1..];
        while let Some((&byte, after)) = rest.split_first().filter(|_| name.len() < 24) {
            rest = after;
            match byte {
                b'#' if after.len() >= 2 => {
                    let hex = std::str::from_utf8(&after[..2]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                    rest = if hex.is_some() { &after[2..] } else { after };
                    name.push(hex.unwrap_or(b'#'));
                }
                0..=b' ' | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'%' => break,
                byte => name.push(byte),
            }
        }
        name
    })
}
