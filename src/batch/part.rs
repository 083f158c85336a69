//! What one document adds to the files of a run, made where the document is converted so that the conversion can go.
//!
//! A part is plain data: it is kept between runs ([`store`](super::store)) and depends on the document, its name, and the
//! options alone, never on the other documents of the run.

use super::checksum::checksum;
use super::run::Settings;
use crate::audit::finding::Severity;
use crate::audit::{Facts, Finding};
use crate::convert::{Conversion, Status};
use crate::emit::rows::records::Records;
use crate::emit::rows::{budgets, documents, findings, indicators, shape, tables};
use crate::emit::{html, jsonl, report, sarif};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One document's rows and its part of the report.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    /// Rows of each dataset, in the order of [`shape::shapes`].
    pub rows: [Records; shape::COUNT],
    /// Its counts, or why it could not be converted.
    pub result: Result<Counts, String>,
    /// Its JSON file as it was written, where that was wanted.
    pub json: Option<Written>,
    /// Its section of the report and its line in the overview, where that was wanted.
    pub report: Option<(String, report::Line)>,
    /// What it adds to the report that is looked at in a browser, where that was wanted.
    pub html: Option<html::Part>,
    /// Its findings as lines of JSON, where that was wanted.
    pub jsonl: Option<String>,
    /// Its findings as results of SARIF, where that was wanted.
    pub sarif: Option<String>,
    /// What the rules across documents need to know of it.
    pub facts: Option<Facts>,
}

/// A file beside the part, by which a later run knows whether it is still as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Size in bytes.
    pub bytes: u64,
    /// Its checksum.
    pub checksum: String,
}

/// What the closing summary counts.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Pages.
    pub pages: usize,
    /// Forms.
    pub tables: usize,
    /// Entries of budget blocks.
    pub budget_entries: usize,
    /// Indicators.
    pub indicators: usize,
    /// Findings of severity error, warning, info.
    pub findings: [usize; 3],
    /// How the document came out.
    pub status: Option<Status>,
}

impl Counts {
    /// The counts of a conversion.
    pub fn of(conversion: &Conversion) -> Self {
        let forms = &conversion.disclosure.forms;
        Counts {
            pages: conversion.pages as usize,
            tables: forms.len(),
            budget_entries: forms.iter().map(|form| form.budget.len()).sum(),
            indicators: forms.iter().map(|form| form.indicators.len()).sum(),
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| conversion.count_of(severity)),
            status: Some(conversion.status()),
        }
    }
}

/// A document as the run knows it before and after conversion.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Its name in outputs.
    pub name: &'a str,
    /// The stem of its output file.
    pub stem: &'a str,
    /// Hash and size of its bytes, where they could be read.
    pub bytes: Option<(&'a str, u64)>,
    /// How long it took.
    pub took: Duration,
}

impl Part {
    /// The part of a document, converted or not.
    pub fn of(about: &About, result: Result<&Conversion, &str>, settings: &Settings) -> Self {
        let row = documents::Row {
            source: about.name,
            output: if result.is_ok() { about.stem } else { "" },
            sha256: about.bytes.map(|(sha256, _)| sha256),
            bytes: about.bytes.map(|(_, size)| size),
            result,
            seconds: settings.timings.then(|| seconds(about.took)),
        };
        let mut rows = <[Records; shape::COUNT]>::default();
        rows[0] = Records::of::<documents::Documents>(std::iter::once(row));
        if let Ok(conversion) = result {
            rows[1] = Records::of::<tables::Tables>(tables::rows(conversion));
            rows[2] = Records::of::<budgets::Budgets>(budgets::rows(conversion));
            rows[3] = Records::of::<indicators::Indicators>(indicators::rows(conversion));
            rows[4] = Records::of::<findings::Findings>(findings::rows(conversion, settings.lang));
        }
        let report = settings.formats.report.then(|| match result {
            Ok(conversion) => (report::section(conversion, settings.lang), report::Line::of(conversion)),
            Err(error) => (report::failure(error, settings.lang), report::Line::failed(about.name)),
        });
        let html = settings.formats.html.then(|| match result {
            Ok(conversion) => html::Part::of(conversion),
            Err(error) => html::Part::failed(about.name, error),
        });
        Part {
            rows,
            result: result.map(Counts::of).map_err(str::to_owned),
            json: None,
            report,
            html,
            jsonl: settings.formats.jsonl.then(|| result.map_or_else(|_| String::new(), jsonl::lines)),
            sarif: settings
                .formats
                .sarif
                .then(|| result.map_or_else(|_| String::new(), |conversion| sarif::results(conversion, settings.lang))),
            facts: result.ok().map(Conversion::facts),
        }
    }

    /// What holding the documents of a run against each other adds.
    pub fn across(found: &[Finding], settings: &Settings) -> Self {
        let mut rows = <[Records; shape::COUNT]>::default();
        rows[4] = Records::of::<findings::Findings>(findings::across(found, settings.lang));
        Part {
            rows,
            result: Ok(Counts::default()),
            json: None,
            report: None,
            html: None,
            jsonl: settings.formats.jsonl.then(|| jsonl::across(found)),
            sarif: settings.formats.sarif.then(|| sarif::across(found, settings.lang)),
            facts: None,
        }
    }

    /// Whether it has what a run wants; a part of an earlier run may have been made for less.
    pub fn serves(&self, settings: &Settings) -> bool {
        let formats = &settings.formats;
        (!formats.json || self.json.is_some() || self.result.is_err())
            && (!formats.report || self.report.is_some())
            && (!formats.html || self.html.is_some())
            && (!formats.jsonl || self.jsonl.is_some())
            && (!formats.sarif || self.sarif.is_some())
    }

    /// Bytes that it takes in memory, about.
    pub fn size(&self) -> usize {
        let rows: usize = self.rows.iter().map(Records::size).sum();
        let report = self.report.as_ref().map_or(0, |(section, _)| section.len());
        rows + report + self.html.as_ref().map_or(0, html::Part::size)
    }
}

impl Written {
    /// What tells a file with these bytes from others.
    pub fn of(bytes: &[u8]) -> Self {
        Written { bytes: bytes.len() as u64, checksum: checksum(bytes) }
    }
}

/// Seconds to the millisecond.
fn seconds(took: Duration) -> Decimal {
    Decimal::new(i64::try_from(took.as_millis()).unwrap_or(i64::MAX), 3)
}
