//! `<stem>.json`: one document as the data contract describes it.

pub(super) mod finding;
mod layout;
mod source;
mod table;

use crate::audit::{Check, Finding};
use crate::convert::Conversion;
use crate::normalise::disclosure::Coverage;
use crate::read::exclusion::Excluded;
use crate::read::ink::Ink;
use serde::Serialize;

/// Version of the shape; it changes when a field is renamed, dropped or changes its meaning.
pub const SCHEMA: &str = "1";

/// One document as a file of its own.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct File<'a> {
    /// Version of the shape.
    schema: &'static str,
    source: source::Source<'a>,
    tables: Vec<table::Table<'a>>,
    findings: Vec<finding::Finding<'a>>,
    checks: Vec<finding::Check<'a>>,
    notices: Vec<finding::Notice<'a>>,
    /// Text of the document that stands in no value, with the reason.
    excluded: &'a [Excluded],
    /// What covers the pages besides characters, and what became of it.
    ink: &'a [Ink],
    coverage: Coverage,
}

/// What the file's JSON Schema is made from.
#[cfg(feature = "schema")]
pub(super) fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<File>()
}

/// The forms of a conversion as `tables` has them, on one line.
pub(super) fn forms(conversion: &Conversion) -> String {
    let forms: Vec<_> = conversion.disclosure.forms.iter().map(table::Table::of).collect();
    line(&forms)
}

/// Everything that the file says besides its `tables`, on one line.
pub(super) fn apart_from_forms(conversion: &Conversion) -> String {
    line(&Apart::of(conversion))
}

/// A finding across documents on one line, with the form it is listed under; `None` for one within a document.
pub(super) fn across(finding: &Finding) -> Option<String> {
    let origin = finding.origin.as_ref()?;
    Some(line(&Listed {
        source: &origin.source,
        fiscal_year: origin.fiscal_year,
        department: origin.department.as_deref(),
        finding: finding::Finding::of(finding, "", &[]),
    }))
}

/// What became of rules, on one line.
pub(super) fn checks(checks: &[Check]) -> String {
    line(&checks.iter().map(finding::Check::of).collect::<Vec<_>>())
}

/// A finding across documents, and where it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    source: &'a str,
    fiscal_year: Option<i32>,
    department: Option<&'a str>,
    #[serde(flatten)]
    finding: finding::Finding<'a>,
}

/// A value whose types serialise, on one line.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the file's types serialise, and a String takes every byte")
}

/// The file without its forms.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Apart<'a> {
    source: source::Source<'a>,
    findings: Vec<finding::Finding<'a>>,
    checks: Vec<finding::Check<'a>>,
    notices: Vec<finding::Notice<'a>>,
    /// Text of the document that stands in no value, with the reason.
    excluded: &'a [Excluded],
    /// What covers the pages besides characters, and what became of it.
    ink: &'a [Ink],
    coverage: Coverage,
}

impl<'a> Apart<'a> {
    fn of(conversion: &'a Conversion) -> Self {
        let forms = &conversion.disclosure.forms;
        Apart {
            source: source::Source::of(conversion),
            findings: conversion
                .findings
                .iter()
                .map(|finding| finding::Finding::of(finding, &conversion.name, forms))
                .collect(),
            checks: conversion.checks.iter().map(finding::Check::of).collect(),
            notices: conversion.notices.iter().map(finding::Notice::of).collect(),
            excluded: &conversion.excluded,
            ink: &conversion.ink,
            coverage: conversion.disclosure.coverage,
        }
    }
}

/// The JSON of one conversion, with a line break at its end.
pub fn json(conversion: &Conversion) -> Vec<u8> {
    let forms = &conversion.disclosure.forms;
    let file = File {
        schema: SCHEMA,
        source: source::Source::of(conversion),
        tables: forms.iter().map(table::Table::of).collect(),
        findings: conversion
            .findings
            .iter()
            .map(|finding| finding::Finding::of(finding, &conversion.name, forms))
            .collect(),
        checks: conversion.checks.iter().map(finding::Check::of).collect(),
        notices: conversion.notices.iter().map(finding::Notice::of).collect(),
        excluded: &conversion.excluded,
        ink: &conversion.ink,
        coverage: conversion.disclosure.coverage,
    };
    layout::write(&file)
}
