//! What a document has beside its pages: content of layers that are off, and files within it. The parts of a portfolio are read
//! as pages behind its cover.

use super::{Source, attachments, guarded, layers, open, read_pages};
use crate::place::Place;
use crate::read::document::{Content, Document, Page, TextLayer};
use crate::read::ink::{Ink, InkKind, InkOutcome};
use crate::read::preflight;
use hayro_syntax::Pdf;

/// Parts of a portfolio that are read.
const MOST: usize = 16;

/// Tells the text of layers that are off as hidden; where it cannot be read, that there are such layers.
pub(super) fn tell_layers(document: &mut Document, bytes: &[u8], source: &Source<'_>) {
    let read = || {
        let bytes = guarded(0, || layers::all_on(bytes)).ok()??;
        let verdict = preflight::check_bytes(&bytes, source.limits).ok()?;
        let all = read_pages(&open(&bytes, None).ok()?, verdict, &Source { models: None, ..*source }).ok()?;
        match all.content {
            Content::Pages(pages) => Some(pages),
            Content::Flow(_) => None,
        }
    };
    let all = read();
    let outcome = if all.is_some() { InkOutcome::Read } else { InkOutcome::Unread };
    if let (Content::Pages(pages), Some(all)) = (&document.content, all) {
        let hidden = pages.iter().zip(&all).flat_map(|(shown, all)| layers::hidden(shown, all));
        document.excluded.extend(hidden);
    }
    let place = Place { page: 1, ..Place::default() };
    document.ink.push(Ink { kind: InkKind::Layer, outcome, count: 1, name: None, place });
}

/// Tells the files within a document; PDFs of a portfolio are read, a part's own files are not.
pub(super) fn tell_files(document: &mut Document, pdf: &Pdf, source: &Source<'_>) {
    let Ok((files, portfolio)) = guarded(0, || attachments::of(pdf)) else { return };
    for (number, file) in files.iter().enumerate() {
        let bytes =
            (portfolio && number < MOST).then(|| guarded(0, || file.pdf(source.limits)).ok().flatten()).flatten();
        let part = bytes.and_then(|bytes| {
            let verdict = preflight::check_bytes(&bytes, source.limits).ok()?;
            read_pages(&open(&bytes, None).ok()?, verdict, source).ok()
        });
        let page = document.page_count + 1;
        let read = part.is_some_and(|part| append(document, part, source));
        let (outcome, page) = if read { (InkOutcome::Read, page) } else { (InkOutcome::Unread, 1) };
        let place = Place { page, ..Place::default() };
        let name = Some(file.name.clone()).filter(|name| !name.is_empty());
        document.ink.push(Ink { kind: InkKind::Attachment, outcome, count: 1, name, place });
    }
}

/// Puts the pages of a part behind those of a document, if they are not too many.
fn append(document: &mut Document, part: Document, source: &Source<'_>) -> bool {
    let before = document.page_count;
    let (Content::Pages(pages), Content::Pages(more)) = (&mut document.content, part.content) else { return false };
    if pages.len() + more.len() > source.limits.pages {
        return false;
    }
    pages.extend(more.into_iter().map(|page| Page { number: page.number + before, ..page }));
    document.page_count = pages.len() as u32;
    let behind = |place: Place| Place { page: place.page + before, ..place };
    document.excluded.extend(part.excluded.into_iter().map(|mut one| {
        one.place = behind(one.place);
        one
    }));
    document.ink.extend(part.ink.into_iter().map(|one| Ink { place: behind(one.place), ..one }));
    document.notices.extend(part.notices.into_iter().map(|mut notice| {
        notice.place = notice.place.map(behind);
        notice
    }));
    document.text_layer = match (document.text_layer, part.text_layer) {
        (a, b) if a == b => a,
        (TextLayer::None, other) | (other, TextLayer::None) => other,
        _ => TextLayer::Mixed,
    };
    true
}
