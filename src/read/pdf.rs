//! PDF → pages of glyphs and rulings. This folder is the only place that names hayro, whose `Device` trait changes between
//! minor versions.

mod actual_text;
mod annotations;
mod apart;
mod attachments;
mod cmaps;
mod collections;
mod colours;
mod covers;
mod dashes;
mod device;
mod drawn;
mod fills;
mod layers;
mod lines;
mod overprint;
mod paint;
mod parts;
mod pictures;
mod placed;
mod reader;
mod rows;
mod signs;
mod stamps;
mod streams;
mod struck;
mod substitute;
mod text_string;
mod typed;
mod unmapped;

use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::read::cross_check::rebuild;
use crate::read::document::{Content, Document, Format};
use crate::read::limits::Limits;
use crate::read::ocr::Models;
use crate::read::preflight::{self, Verdict};
use crate::spare::Spare;
use crate::wording::Wording;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use reader::{Leaf, Reader};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use unmapped::DocumentFonts;

/// Pages that a thread reads in one go. A document of no more is read on one thread: whoever helps has its own fonts to parse.
const STRETCH: usize = 16;

/// Reads a PDF; with models, its scanned pages too. Threads to spare read stretches of its pages.
///
/// # Errors
/// [`Error::Damaged`] where no page can be found, [`Error::Password`] and its kin for encryption, [`Error::Limit`] and
/// [`Error::Timeout`] where a limit is reached. A page that cannot be interpreted is a notice, not an error.
pub fn read(
    bytes: &[u8],
    limits: &Limits,
    password: Option<&str>,
    models: Option<&Models>,
    spare: &Spare,
) -> Result<Document, Error> {
    let deadline = Instant::now() + limits.time;
    let verdict = preflight::check_bytes(bytes, limits)?;
    let source = Source { limits, password, models, spare, deadline };
    let first = read_opened(bytes, verdict, &source);
    if !matches!(first, Err(Error::Damaged { .. })) {
        return first;
    }
    let Ok(Some(rebuilt)) = guarded(0, || rebuild::rebuild(bytes, limits)) else { return first };
    match read_opened(&rebuilt, Verdict::Doubtful, &source) {
        Ok(mut document) => {
            document.notices.insert(0, rebuilt_notice());
            Ok(document)
        }
        Err(Error::Damaged { .. }) => first,
        Err(other) => Err(other),
    }
}

fn rebuilt_notice() -> Notice {
    let message = Wording::new(
        "文件结构已损坏，依其中尚存的对象重建后读取；可能有缺失",
        "the file's structure is damaged; it was rebuilt from the objects that are left, and something may be missing",
    );
    Notice { stage: Stage::Read, code: "rebuilt", message, place: None }
}

/// How a document is to be read.
#[derive(Clone, Copy)]
struct Source<'s> {
    limits: &'s Limits,
    password: Option<&'s str>,
    models: Option<&'s Models>,
    spare: &'s Spare,
    deadline: Instant,
}

/// Reads a document with what stands beside its pages: content of layers that are off, files within it.
fn read_opened(bytes: &[u8], verdict: Verdict, source: &Source<'_>) -> Result<Document, Error> {
    let pdf = open(bytes, source.password)?;
    let mut document = read_pages(&pdf, verdict, source)?;
    parts::drop_shown_elsewhere(&mut document);
    if guarded(0, || layers::are_off(&pdf)).unwrap_or(false) {
        parts::tell_layers(&mut document, bytes, source);
    }
    parts::tell_files(&mut document, &pdf, source);
    Ok(document)
}

fn read_pages(pdf: &Pdf, verdict: Verdict, source: &Source<'_>) -> Result<Document, Error> {
    let Source { limits, models, spare, deadline, .. } = *source;
    if verdict == Verdict::Doubtful {
        guarded(0, || streams::check(pdf, limits))??;
    }
    let pages = guarded(0, || pdf.pages())?;
    if pages.is_empty() {
        return Err(Error::Damaged { format: "PDF", cause: "no page can be found in it".into() });
    }
    if pages.len() > limits.pages {
        return Err(Error::Limit { page: 0, limit: format!("{} pages", limits.pages), option: "--max-pages" });
    }
    // Stands before the reader, whose cache it outlives.
    let colours: Vec<Option<String>> = guarded(0, || colours::of(pages, deadline))?;
    let leaves = (1..).zip(pages.iter().zip(&colours));
    let leaves = leaves.map(|(number, (page, colours))| Leaf { number, page, colours: colours.as_deref() });
    let leaves: Vec<Leaf> = leaves.collect();
    let mut stretches = leaves.chunks(STRETCH);
    let fonts = DocumentFonts::new(pages, limits.time);
    let new = || Reader::new(&fonts, limits, models, deadline);
    let mut reader = new();
    let mut read = Vec::with_capacity(leaves.len());
    reader.pages(stretches.next().unwrap_or_default(), &mut read)?;
    // Tasks are begun in order: whatever is left out after one has failed, nobody will ask for.
    let failed = AtomicBool::new(false);
    let ahead = match spare.is_one() || reader.has_waited {
        true => Vec::new(),
        false => spare.share(stretches.len(), &mut reader, new, |reader, number| {
            let stretch = leaves.chunks(STRETCH).nth(number + 1).filter(|_| !failed.load(Ordering::Relaxed))?;
            let ahead = reader.ahead(stretch);
            failed.fetch_or(matches!(ahead, Some(Err(_))), Ordering::Relaxed);
            ahead
        }),
    };
    let ahead = ahead.into_iter().chain(std::iter::repeat_with(|| None));
    for (stretch, ahead) in stretches.zip(ahead) {
        match ahead {
            Some(Ok(ahead)) => reader.take(ahead, &mut read),
            // Pages that were recognised since have moved the deadline.
            Some(Err(error)) if !reader.has_waited => return Err(error),
            Some(Err(_)) | None => reader.pages(stretch, &mut read)?,
        }
    }
    Ok(Document {
        format: Format::Pdf,
        page_count: read.len() as u32,
        text_layer: reader.layers.sum(),
        content: Content::Pages(read),
        excluded: reader.excluded,
        ink: reader.ink,
        notices: reader.notices,
    })
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, Error> {
    let loaded = guarded(0, || Pdf::new_with_password(bytes.to_vec(), password.unwrap_or("")))?;
    loaded.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_some() => Error::WrongPassword,
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Error::Password,
        LoadPdfError::Decryption(other) => Error::UnsupportedEncryption { cause: format!("{other:?}") },
        LoadPdfError::Invalid => Error::Damaged {
            format: "PDF",
            cause: "neither its cross-reference table nor its objects lead to a page".into(),
        },
    })
}

/// Runs a piece of a library's work; its panic becomes this document's error.
fn guarded<T>(page: u32, work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Error::Internal { page, cause: panic_text(&*panic) })
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("panic without message").to_string()
}
