//! Streams within limits: how large a document's streams become, and a page's content.

use crate::error::Error;
use crate::read::limits::Limits;
use crate::read::preflight::{Filter, bound, decoded_size, fits};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter as HayroFilter, Pdf};
use std::cmp::Reverse;

/// Content up to this size needs no look at its operators (bytes).
const SMALL: u64 = 4 << 20;
/// Text shown by one operator (bytes): hayro holds some 200 bytes for each glyph until the operator is done.
const MAX_TEXT: usize = 1 << 20;
/// Segments of one path: 56 bytes each.
const MAX_PATH: usize = 4 << 20;

/// Checks that no stream of the document, nor all together, decode to more than the limits allow. Streams are inflated only where their compressed size leaves room for doubt, the
/// largest first and only until none is left.
///
/// # Errors
/// [`Error::Limit`] with the number of the object.
pub(super) fn check(pdf: &Pdf, limits: &Limits) -> Result<(), Error> {
    let mut doubtful = Vec::new();
    let mut total: u64 = 0;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let Some(filters) = filters(&stream) else { continue };
        let limit = match kind(&stream) {
            Kind::NeverDecoded => continue,
            Kind::Part => limits.part_bytes(),
            Kind::Other => limits.stream_bytes(),
        };
        let size = bound(stream.raw_data().len() as u64, &filters);
        total = total.saturating_add(size);
        doubtful.push((size, limit, stream, filters));
    }
    doubtful.sort_by_key(|(size, ..)| Reverse(*size));
    for (size, limit, stream, filters) in doubtful {
        if size <= limit && total <= limits.decoded_bytes {
            continue;
        }
        let measured = decoded_size(&stream.raw_data(), &filters, limit);
        total = total - size + measured;
        if measured > limit {
            return Err(too_large(limit, Some(&stream)));
        }
        if measured > SMALL && matches!(kind(&stream), Kind::Part) {
            stream.decoded_data().map_or(Ok(()), |data| check_operators(&data, 0))?;
        }
    }
    if total > limits.decoded_bytes { Err(too_large(limits.decoded_bytes, None)) } else { Ok(()) }
}

enum Kind {
    /// Pixels, attachments and metadata are never asked for.
    NeverDecoded,
    /// Forms and object streams: many of them are in memory at once.
    Part,
    Other,
}

fn kind(stream: &Stream<'_>) -> Kind {
    let name = |key: &[u8]| stream.dict().get::<Name<'_>>(key);
    match (name(keys::TYPE).as_deref(), name(keys::SUBTYPE).as_deref()) {
        (_, Some(keys::IMAGE)) | (Some(b"EmbeddedFile" | b"Metadata"), _) => Kind::NeverDecoded,
        (_, Some(keys::FORM)) | (Some(b"ObjStm"), _) => Kind::Part,
        _ => Kind::Other,
    }
}

fn too_large(limit: u64, stream: Option<&Stream<'_>>) -> Error {
    let which = stream.map_or("all streams together".into(), |stream| format!("object {}", stream.obj_id().obj_number));
    Error::Limit { page: 0, limit: format!("{limit} decoded bytes ({which})"), option: "--max-decoded" }
}

/// The filters that make data grow; `None` for images in a compression of their own, which are not decoded as data.
pub(super) fn filters(stream: &Stream<'_>) -> Option<Vec<Filter>> {
    let mut growing = Vec::new();
    for filter in stream.filters() {
        match filter {
            HayroFilter::FlateDecode => growing.push(Filter::Flate),
            HayroFilter::LzwDecode => growing.push(Filter::Lzw),
            HayroFilter::RunLengthDecode => growing.push(Filter::RunLength),
            HayroFilter::Ascii85Decode => growing.push(Filter::Ascii85),
            HayroFilter::AsciiHexDecode | HayroFilter::Crypt => {}
            HayroFilter::CcittFaxDecode
            | HayroFilter::Jbig2Decode
            | HayroFilter::DctDecode
            | HayroFilter::JpxDecode => return None,
        }
    }
    Some(growing)
}

/// The content of a page: its streams, decoded, one after the other. A stream that cannot be decoded is left out.
///
/// # Errors
/// [`Error::Limit`] where it is larger than [`Limits::content_bytes`].
pub(super) fn content(page: &Page<'_>, number: u32, limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    let mut add = |stream: &Stream<'_>| {
        let Some(filters) = filters(stream) else { return Ok(()) };
        let left = limits.content_bytes.saturating_sub(content.len() as u64);
        if !fits(&stream.raw_data(), &filters, left) {
            let limit = format!("{} decoded bytes of content", limits.content_bytes);
            return Err(Error::Limit { page: number, limit, option: "--max-content" });
        }
        match stream.decoded_data() {
            // Streams are separated by white space at least.
            Ok(data) if content.is_empty() => content = data.into_owned(),
            Ok(data) => {
                content.push(b' ');
                content.extend_from_slice(&data);
            }
            Err(_) => {}
        }
        Ok(())
    };
    if let Some(stream) = page.raw().get::<Stream<'_>>(keys::CONTENTS) {
        add(&stream)?;
    } else if let Some(parts) = page.raw().get::<Array<'_>>(keys::CONTENTS) {
        for part in parts.raw_iter() {
            // A part that is missing does not take those after it along.
            if let MaybeRef::Ref(reference) = part
                && let Some(stream) = page.xref().get::<Stream<'_>>(reference.into())
            {
                add(&stream)?;
            }
        }
    }
    if content.len() as u64 > SMALL {
        check_operators(&content, number)?;
    }
    Ok(content)
}

/// Checks that no single operator makes hayro hold more than memory is for: a text operator all glyphs of its strings, a
/// painting operator the path that was built before it.
fn check_operators(content: &[u8], page: u32) -> Result<(), Error> {
    let mut path = 0;
    let mut operators = UntypedIter::new(content);
    while let Some(operator) = operators.next() {
        let too_much = match &**operator.operator {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" => {
                path += 1;
                path > MAX_PATH
            }
            b"re" => {
                path += 5;
                path > MAX_PATH
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                operator.operands().map(|operand| text_bytes(operand)).sum::<usize>() > MAX_TEXT
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" | b"sh" | b"Do" => {
                path = 0;
                false
            }
            _ => false,
        };
        if too_much {
            let limit = format!("{MAX_TEXT} bytes of text or {MAX_PATH} path segments in one operation");
            return Err(Error::Limit { page, limit, option: "--max-content" });
        }
    }
    Ok(())
}

fn text_bytes(operand: &Object<'_>) -> usize {
    match operand {
        Object::String(text) => text.as_bytes().len(),
        Object::Array(parts) => parts.data().len(),
        _ => 0,
    }
}
