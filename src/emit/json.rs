//! `<stem>.json`: one document as the data contract describes it.

mod finding;
mod layout;
mod source;
mod table;

use crate::convert::Conversion;
use crate::normalise::disclosure::Coverage;
use serde::Serialize;

/// Version of the shape; it changes when a field is renamed, dropped or changes its meaning.
pub const SCHEMA: &str = "1";

/// The whole file.
#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    source: source::Source<'a>,
    tables: Vec<table::Table<'a>>,
    findings: Vec<finding::Finding<'a>>,
    checks: Vec<finding::Check<'a>>,
    notices: Vec<finding::Notice<'a>>,
    coverage: Coverage,
}

/// The JSON of one conversion, with a line break at its end.
pub fn json(conversion: &Conversion) -> Vec<u8> {
    let forms = &conversion.disclosure.forms;
    let file = File {
        schema: SCHEMA,
        source: source::Source::of(conversion),
        tables: forms.iter().map(table::Table::of).collect(),
        findings: conversion.findings.iter().map(|finding| finding::Finding::of(finding, forms)).collect(),
        checks: conversion.checks.iter().map(finding::Check::of).collect(),
        notices: conversion.notices.iter().map(finding::Notice::of).collect(),
        coverage: conversion.disclosure.coverage,
    };
    layout::write(&file)
}
