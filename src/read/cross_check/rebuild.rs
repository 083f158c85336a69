//! The second library as a repair shop: a file that the first cannot open, written anew from what lopdf finds in it.

use crate::read::limits::Limits;
use crate::read::preflight::Filter;
use lopdf::{DecompressError, Dictionary, LoadOptions, Object, Stream};

/// Larger files are not rebuilt: lopdf holds all objects in memory, and the copy comes on top.
const MAX_BYTES: usize = 64 << 20;

/// A whole new file with the same objects; `None` where lopdf finds no page either, or the file is encrypted.
pub fn rebuild(bytes: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let options =
        LoadOptions { max_decompressed_size: usize::try_from(limits.part_bytes()).ok(), ..LoadOptions::default() };
    let mut document = lopdf::Document::load_mem_with_options(bytes, options).ok()?;
    let encrypted = document.trailer.get(b"Encrypt").is_ok_and(|entry| !matches!(entry, Object::Null));
    if encrypted || document.page_iter().next().is_none() {
        return None;
    }
    let mut rebuilt = Vec::with_capacity(bytes.len());
    document.save_to(&mut rebuilt).ok()?;
    Some(rebuilt)
}

/// What became of data that was to be decoded.
pub(crate) enum Decoded {
    /// All of it.
    Data(Vec<u8>),
    /// More than the limit.
    TooLarge,
    /// Nothing: it is damaged.
    Damaged,
}

/// Decodes data of one of the rarer filters, to no more than `limit` bytes.
pub(crate) fn decode(filter: Filter, raw: &[u8], limit: u64) -> Decoded {
    let name = match filter {
        Filter::Flate => "FlateDecode",
        Filter::Lzw => "LZWDecode",
        Filter::RunLength => "RunLengthDecode",
        Filter::Ascii85 => "ASCII85Decode",
    };
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", name);
    let stream = Stream::new(dictionary, raw.to_vec());
    match stream.get_plain_content_with_limit(usize::try_from(limit).unwrap_or(usize::MAX)) {
        Ok(decoded) => Decoded::Data(decoded),
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Decoded::TooLarge,
        Err(_) => Decoded::Damaged,
    }
}
