//! `report.html` of a run in the making.

use super::run::Failure;
use super::spool::Spool;
use super::staged::{Staged, unwritable};
use crate::audit::{Check, Finding};
use crate::emit::html;
use crate::wording::Lang;
use std::path::Path;

/// The file, and what stands at its end.
pub struct Html {
    report: html::Report,
    file: Staged,
    /// The entries of the documents.
    entries: Spool,
    /// Findings across documents.
    across: Spool,
}

impl Html {
    /// Begins the file in a folder.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn begin(staging: &Path, lang: Lang) -> Result<Self, Failure> {
        let mut file = Staged::begin(staging.join("report.html"))?;
        let report = html::Report::begin(lang, &mut file.writer).map_err(|error| unwritable(&file.path, error))?;
        let [entries, across] =
            ["entries", "across"].map(|name| Spool::new(staging.join(format!("report.html.{name}"))));
        Ok(Html { report, file, entries, across })
    }

    /// Appends a document.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, part: &html::Part) -> Result<(), Failure> {
        let comma = if self.entries.is_empty() { "\n" } else { ",\n" };
        self.entries.append(comma.as_bytes())?;
        self.entries.append(part.entry().as_bytes())?;
        self.report.append(part, &mut self.file.writer).map_err(|error| unwritable(&self.file.path, error))
    }

    /// Appends a finding across documents.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append_across(&mut self, finding: &Finding) -> Result<(), Failure> {
        let Some(text) = self.report.across(finding) else { return Ok(()) };
        if !self.across.is_empty() {
            self.across.append(b",")?;
        }
        self.across.append(text.as_bytes())
    }

    /// Ends the file; its name.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn finish(self, checks: &[Check]) -> Result<String, Failure> {
        let Html { report, mut file, entries, across } = self;
        let ended = report.finish(|out| across.pour(out), checks, |out| entries.pour(out), &mut file.writer);
        ended.map_err(|error| unwritable(&file.path, error))?;
        file.close()
    }
}
