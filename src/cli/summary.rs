//! The closing summary: one screen.

use crate::batch::part::Counts;
use crate::convert::Status;
use std::path::Path;

/// What a run amounted to.
#[derive(Debug, Default)]
pub struct Summary {
    /// Documents converted.
    pub converted: usize,
    /// Documents and arguments that failed.
    pub failed: usize,
    /// Findings of severity error, warning, info.
    pub findings: [usize; 3],
    /// Documents that an earlier run had converted.
    kept: usize,
    pages: usize,
    tables: usize,
    indicators: usize,
    without: usize,
    scanned: usize,
}

impl Summary {
    /// A summary that begins with arguments that failed.
    pub fn after(failed: usize) -> Self {
        Summary { failed, ..Summary::default() }
    }

    /// Adds a converted document.
    pub fn add(&mut self, counts: &Counts, kept: bool) {
        self.converted += 1;
        self.kept += usize::from(kept);
        self.pages += counts.pages;
        self.tables += counts.tables;
        self.indicators += counts.indicators;
        for (sum, count) in self.findings.iter_mut().zip(counts.findings) {
            *sum += count;
        }
        match counts.status {
            Some(Status::NoTables) => self.without += 1,
            Some(Status::Scanned | Status::PartlyScanned) => self.scanned += 1,
            Some(Status::Converted) | None => {}
        }
    }

    /// Adds what came of holding the documents against each other.
    pub fn add_across(&mut self, counts: [usize; 3]) {
        for (sum, count) in self.findings.iter_mut().zip(counts) {
            *sum += count;
        }
    }

    /// The lines to print.
    pub fn lines(&self, output: &Path) -> Vec<String> {
        let [errors, warnings, infos] = self.findings;
        let mut lines = vec![
            format!("documents   {} ({} pages)", self.converted, self.pages),
            format!("tables      {}", self.tables),
            format!("indicators  {}", self.indicators),
            format!("findings    {errors} errors, {warnings} warnings, {infos} for information"),
        ];
        if self.kept > 0 {
            lines.push(format!(
                "kept        {} documents that an earlier run had converted (--fresh converts all)",
                self.kept
            ));
        }
        if self.without > 0 {
            lines.push(format!("no form in  {} documents", self.without));
        }
        if self.scanned > 0 {
            lines
                .push(format!(
                    "scanned     {} documents, wholly or in part; their images were not read: `jixiao models install` fetches what reads them",
                    self.scanned
                ));
        }
        if self.failed > 0 {
            lines.push(format!("failed      {} (named above)", self.failed));
        }
        lines.push(format!("written to  {}", output.display()));
        lines
    }
}
