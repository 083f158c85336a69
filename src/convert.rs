//! One document through the stages: read → tables → normalise → audit. No printing, no paths, no hidden state.
//!
//! [`convert`] is a function of its arguments alone, so a caller may map it over any number of documents in any order.

pub mod detect;

pub use crate::digest::sha256;

use crate::audit::{self, Audit, Check, Facts, Finding, Severity};
use crate::error::Error;
use crate::normalise::disclosure::Disclosure;
use crate::normalise::templates::Catalogue;
use crate::notice::Notice;
use crate::read;
use crate::read::document::{Content, Document, Format, Scan, TextLayer};
use crate::read::exclusion::{self, Excluded};
use crate::read::ink::{self, Ink};
use crate::read::limits::Limits;
use crate::read::ocr::Models;
use crate::spare::Spare;
use crate::tables::flow::Flow;
use std::sync::Arc;
use std::time::Duration;

/// A source document: what it is called and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name under which outputs mention it, with `/` between folders; its extension helps to tell text formats apart.
    pub name: &'a str,
    /// The whole file.
    pub bytes: &'a [u8],
}

/// What a conversion may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Password of an encrypted PDF; an empty one is always tried.
    pub password: Option<String>,
    /// What one document may cost.
    pub limits: Limits,
    /// Whether every page of a PDF is read a second time by another reader, and differences become notices.
    pub cross_check: bool,
    /// The models that read scanned pages; without them a scan stays an image, and is reported as such.
    pub ocr: Option<Arc<Models>>,
    /// Templates besides the built-in ones; `None` for those alone.
    pub templates: Option<Arc<Catalogue>>,
    /// Which rules run, how serious they are, and their tolerances.
    pub audit: audit::Settings,
    /// Whether the conversion keeps what was read, for whoever draws the pages beside the data.
    pub keep_content: bool,
    /// Threads that may be at work over all documents converted with it, the calling ones included
    /// ([`Spare::at_work`]): those that have none of their own help with the pages of a long one. None unless told.
    pub spare: Spare,
}

impl Options {
    /// The most time that reading a document of so many bytes may take by its [`Limits`]: scanned pages add theirs, and one
    /// takes no less than 8 KiB.
    pub fn time(&self, bytes: u64) -> Duration {
        let pages = if self.ocr.is_some() { (bytes >> 13).min(self.limits.pages as u64) } else { 0 };
        self.limits.time.saturating_add(self.limits.scan_time.saturating_mul(pages.try_into().unwrap_or(u32::MAX)))
    }
}

/// What one conversion yields: the disclosure as data, what was checked and found, and every doubt on the way.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The name of the source.
    pub name: String,
    /// SHA-256 of the source's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Size of the source in bytes.
    pub size: u64,
    /// The format that was read.
    pub format: Format,
    /// Number of pages.
    pub pages: u32,
    /// Where the characters come from.
    pub text_layer: TextLayer,
    /// Scanned pages that were not read, because there were no models to read them.
    pub unread_pages: u32,
    /// The forms with all that they say.
    pub disclosure: Disclosure,
    /// What the published document says wrongly.
    pub findings: Vec<Finding>,
    /// What became of each rule.
    pub checks: Vec<Check>,
    /// Text that stands in no value, with the reason and its place.
    pub excluded: Vec<Excluded>,
    /// What covers the pages besides characters, and what became of it.
    pub ink: Vec<Ink>,
    /// What the stages could not settle, in stage order.
    pub notices: Vec<Notice>,
    /// The pages or lines as read, where [`Options::keep_content`] asked for them.
    pub content: Option<Content>,
}

/// How a document came out, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It has performance forms, and they were read.
    Converted,
    /// It was read and holds no performance form.
    NoTables,
    /// Its pages are images without characters: nothing could be read from them.
    Scanned,
    /// Some of its pages are images without characters; the others were read.
    PartlyScanned,
}

impl Conversion {
    /// How the document came out.
    pub fn status(&self) -> Status {
        match (self.unread_pages > 0, self.disclosure.forms.is_empty()) {
            (true, true) if self.text_layer == TextLayer::Scanned => Status::Scanned,
            (true, _) => Status::PartlyScanned,
            (false, true) => Status::NoTables,
            (false, false) => Status::Converted,
        }
    }

    /// What the rules across documents need to know of this one; see [`audit::across`](crate::audit::across()).
    pub fn facts(&self) -> Facts {
        Facts::of(&self.name, self.text_layer, &self.disclosure)
    }

    /// Number of findings of a severity.
    pub fn count_of(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Converts one document.
///
/// # Errors
/// Any [`Error`] that stops a document: no bytes, no format jixiao reads, damage that hides the pages, a password.
/// Whatever is doubtful but does not stop it is a notice of the conversion.
pub fn convert(source: &Source, options: &Options) -> Result<Conversion, Error> {
    convert_known(source, sha256(source.bytes), options)
}

/// The same with the SHA-256 of the source's bytes at hand.
pub(crate) fn convert_known(source: &Source, sha256: String, options: &Options) -> Result<Conversion, Error> {
    let document = read(source, options)?;
    let second_reading = if options.cross_check { cross_check(&document, source, options) } else { Vec::new() };
    let flow = crate::tables::find(&document, &options.spare);
    let disclosure = normalise(&flow, options);
    let Audit { findings, checks } = audit(&disclosure, options);

    let mut notices = document.notices;
    notices.extend(second_reading);
    notices.extend(exclusion::notices(&flow.excluded));
    notices.extend(ink::notices(&document.ink));
    notices.extend(flow.notices);
    notices.extend(disclosure.notices.iter().cloned());
    Ok(Conversion {
        name: source.name.to_owned(),
        sha256,
        size: source.bytes.len() as u64,
        format: document.format,
        pages: document.page_count,
        text_layer: document.text_layer,
        unread_pages: unread_pages(&document.content),
        disclosure,
        findings,
        checks,
        excluded: flow.excluded,
        ink: document.ink,
        notices,
        content: options.keep_content.then_some(document.content),
    })
}

fn unread_pages(content: &Content) -> u32 {
    match content {
        Content::Pages(pages) => pages.iter().filter(|page| page.scan == Scan::Unread).count() as u32,
        Content::Flow(_) => 0,
    }
}

/// The first stage: bytes to pages or lines.
///
/// # Errors
/// As [`convert`].
pub fn read(source: &Source, options: &Options) -> Result<Document, Error> {
    if source.bytes.len() as u64 > options.limits.file_bytes {
        return Err(too_large(&options.limits));
    }
    let format = detect::format(source)?;
    match format {
        Format::Pdf => {
            let (password, models) = (options.password.as_deref(), options.ocr.as_deref());
            read::pdf::read(source.bytes, &options.limits, password, models, &options.spare)
        }
        Format::Text => read::text_dump::read(source.bytes),
        Format::Markdown => read::markdown::read(source.bytes),
        Format::Html => read::html::read(source.bytes),
        Format::Docx => read::docx::read(source.bytes, &options.limits),
        Format::Xlsx => read::xlsx::read(source.bytes, &options.limits),
    }
}

/// Beside the first stage: what a second, independent reader reads otherwise. Nothing for formats that have none.
pub fn cross_check(document: &Document, source: &Source, options: &Options) -> Vec<Notice> {
    match document.format {
        Format::Pdf => read::cross_check::notices(document, source.bytes, &options.limits, options.password.as_deref()),
        _ => Vec::new(),
    }
}

/// The second stage: pages or lines to lines and tables in reading order.
pub fn tables(document: &Document) -> Flow {
    crate::tables::find(document, &Spare::default())
}

/// The third stage: tables to disclosures.
pub fn normalise(flow: &Flow, options: &Options) -> Disclosure {
    let catalogue = options.templates.as_deref().unwrap_or_else(|| Catalogue::built_in());
    crate::normalise::normalise_with(flow, catalogue, &options.spare)
}

/// The fourth stage: what the document says wrongly, and what was checked.
pub fn audit(disclosure: &Disclosure, options: &Options) -> Audit {
    audit::audit_sharing(disclosure, &options.audit, &options.spare)
}

/// The error for a file that is larger than the limits allow.
pub fn too_large(limits: &Limits) -> Error {
    let limit = format!("the limit of {} MiB a file is", limits.file_bytes >> 20);
    Error::Limit { page: 0, limit, option: "--max-file" }
}
