//! Streams within limits: how large a document's streams become, and a page's content.

use crate::error::Error;
use crate::read::limits::Limits;
use crate::read::preflight::{Filter, bound, decoded_size, fits};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter as HayroFilter, Pdf};
use std::cmp::Reverse;

/// Checks that no stream of the document, nor all together, decode to more than the limits allow. Images are left out: their
/// pixels are never asked for. Streams are inflated only where their compressed size leaves room for doubt, the
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
        let subtype = stream.dict().get::<Name<'_>>(keys::SUBTYPE);
        if subtype.as_deref() == Some(keys::IMAGE) {
            continue;
        }
        let limit = if subtype.as_deref() == Some(keys::FORM) { limits.part_bytes() } else { limits.decoded_bytes };
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
    }
    if total > limits.decoded_bytes { Err(too_large(limits.decoded_bytes, None)) } else { Ok(()) }
}

fn too_large(limit: u64, stream: Option<&Stream<'_>>) -> Error {
    let which = stream.map_or("all streams together".into(), |stream| format!("object {}", stream.obj_id().obj_number));
    Error::Limit { page: 0, limit: format!("{limit} decoded bytes ({which})"), option: "--max-decoded" }
}

/// The filters that make data grow; `None` for images in a compression of their own, which are not decoded as data.
fn filters(stream: &Stream<'_>) -> Option<Vec<Filter>> {
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
        if let Ok(data) = stream.decoded_data() {
            content.extend_from_slice(&data);
            content.push(b' '); // streams are separated by white space at least
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
    Ok(content)
}
