//! A document's entry in the index: what the index filters and counts by, known without opening the document.

use super::in_script;
use crate::audit::Finding;
use crate::audit::finding::Severity;
use crate::convert::{Conversion, Status};
use crate::normalise::disclosure::{Field, Form};
use crate::read::document::Format;
use serde::Serialize;
use std::collections::BTreeMap;

/// The entry of a document that was converted.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    status: Status,
    format: Format,
    pages: u32,
    forms: usize,
    indicators: usize,
    /// Findings of severity error, warning, info.
    counts: [usize; 3],
    notices: usize,
    /// The bureaus that its forms name, in order of appearance.
    bureaus: Vec<&'a str>,
    /// The fiscal years of its forms, ascending.
    years: Vec<i32>,
    tally: Vec<Tally<'a>>,
}

/// What findings are counted by: rule, severity (0 error, 1 warning, 2 info), position in `bureaus`, year.
type Kind<'a> = (&'a str, u8, Option<usize>, Option<i32>);

/// How many findings there are of a kind.
type Tally<'a> = (Kind<'a>, usize);

/// The entry of a document that was not.
#[derive(Serialize)]
struct Failed<'a> {
    name: &'a str,
    status: &'static str,
    error: &'a str,
}

/// The entry of a conversion, as JSON.
pub fn of(conversion: &Conversion) -> String {
    let forms = &conversion.disclosure.forms;
    let mut bureaus: Vec<&str> = Vec::new();
    for name in forms.iter().filter_map(bureau) {
        if !bureaus.contains(&name) {
            bureaus.push(name);
        }
    }
    let mut years: Vec<i32> = forms.iter().filter_map(year).collect();
    years.sort_unstable();
    years.dedup();
    in_script(&Entry {
        name: &conversion.name,
        status: conversion.status(),
        format: conversion.format,
        pages: conversion.pages,
        forms: forms.len(),
        indicators: forms.iter().map(|form| form.indicators.len()).sum(),
        counts: [Severity::Error, Severity::Warning, Severity::Info].map(|severity| conversion.count_of(severity)),
        notices: conversion.notices.len(),
        tally: tally(conversion, &bureaus),
        bureaus,
        years,
    })
}

/// The entry of a document that could not be converted, as JSON.
pub fn failed(name: &str, error: &str) -> String {
    in_script(&Failed { name, status: "failed", error })
}

/// The bureau a form is of: the department it names, else the unit that reports.
fn bureau(form: &Form) -> Option<&str> {
    let text = |field: &'_ Option<Field>| field.as_ref().is_some_and(|field| field.text.is_some());
    let field = if text(&form.department) { &form.department } else { &form.reporting_unit };
    field.as_ref()?.text.as_deref()
}

fn year(form: &Form) -> Option<i32> {
    form.fiscal_year.as_ref().map(|year| year.year)
}

fn tally<'a>(conversion: &'a Conversion, bureaus: &[&str]) -> Vec<Tally<'a>> {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for finding in &conversion.findings {
        let form = concerned(finding, &conversion.disclosure.forms);
        let of = form.and_then(bureau).and_then(|name| bureaus.iter().position(|known| *known == name));
        let severity = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        *counts.entry((finding.rule, severity, of, form.and_then(year))).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// The first form that a finding is about.
fn concerned<'a>(finding: &Finding, forms: &'a [Form]) -> Option<&'a Form> {
    finding.tables.first().and_then(|id| Form::with_id(forms, id))
}
