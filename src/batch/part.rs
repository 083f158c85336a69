//! What one document adds to the files of a run, made where the document is converted so that the conversion can go.

use super::run::{Failure, Settings};
use crate::audit::finding::Severity;
use crate::convert::Conversion;
use crate::emit::csv;
use crate::emit::report;
use crate::emit::rows::{budgets, documents, findings, indicators, tables};
use rust_decimal::Decimal;
use std::time::Duration;

/// One document's rows and its part of the report.
#[derive(Debug, Default)]
pub struct Part {
    /// Rows of `documents`, `tables`, `budgets`, `indicators`, `findings`, in that order.
    pub rows: [Vec<u8>; 5],
    /// Its section of the report.
    pub section: String,
    /// Its line in the report's overview.
    pub line: Option<report::Line>,
    /// Its rows of the workbook.
    #[cfg(feature = "xlsx")]
    pub sheets: Option<crate::emit::xlsx::Sheets>,
}

/// What the closing summary counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Pages.
    pub pages: usize,
    /// Forms.
    pub tables: usize,
    /// Indicators.
    pub indicators: usize,
    /// Findings of severity error, warning, info.
    pub findings: [usize; 3],
    /// Pages or documents without a text layer, and documents without forms.
    pub status: Option<crate::convert::Status>,
}

impl Counts {
    /// The counts of a conversion.
    pub fn of(conversion: &Conversion) -> Self {
        let forms = &conversion.disclosure.forms;
        Counts {
            pages: conversion.pages as usize,
            tables: forms.len(),
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
    /// Its place in the run, from 1.
    pub number: usize,
    /// Hash and size of its bytes, where they could be read.
    pub bytes: Option<(&'a str, u64)>,
    /// How long it took.
    pub took: Duration,
}

impl Part {
    /// The part of a document, converted or not.
    pub fn of(about: &About, result: Result<&Conversion, &Failure>, settings: &Settings) -> Self {
        let error = result.err().map(ToString::to_string);
        let error = error.as_deref().unwrap_or("");
        let mut part = Part::default();
        let row = documents::Row {
            source: about.name,
            output: if result.is_ok() { about.stem } else { "" },
            sha256: about.bytes.map(|(sha256, _)| sha256),
            bytes: about.bytes.map(|(_, size)| size),
            result: result.map_err(|_| error),
            seconds: settings.timings.then(|| seconds(about.took)),
        };
        #[cfg(feature = "xlsx")]
        if settings.formats.xlsx {
            part.sheets = Some(crate::emit::xlsx::Sheets::of(row.clone(), result.ok(), settings.lang));
        }
        if settings.formats.csv {
            part.rows[0] = csv::rows::<documents::Documents>(std::iter::once(row));
            if let Ok(conversion) = result {
                part.rows[1] = csv::rows::<tables::Tables>(tables::rows(conversion));
                part.rows[2] = csv::rows::<budgets::Budgets>(budgets::rows(conversion));
                part.rows[3] = csv::rows::<indicators::Indicators>(indicators::rows(conversion));
                part.rows[4] = csv::rows::<findings::Findings>(findings::rows(conversion, settings.lang));
            }
        }
        if settings.formats.report {
            part.section = match result {
                Ok(conversion) => report::section(conversion, about.number, settings.lang),
                Err(_) => report::failure(about.name, error, about.number, settings.lang),
            };
            part.line = Some(result.map_or_else(|_| report::Line::failed(about.name), report::Line::of));
        }
        part
    }
}

/// Seconds to the millisecond.
fn seconds(took: Duration) -> Decimal {
    Decimal::new(i64::try_from(took.as_millis()).unwrap_or(i64::MAX), 3)
}
