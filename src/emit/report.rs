//! `report.md`: what a person reads. Markdown, in Chinese or English; terms and quotes of the forms stay as published.
//!
//! For each document: what was read, what adds up, what does not (with page and quotation), what could not be checked and
//! why, and jixiao's own doubts apart from the publisher's faults.

mod checks;
mod findings;
mod forms;
mod notices;
mod overview;
mod words;

pub use overview::{Line, Totals, head, row};

use crate::audit::{Check, Finding, Severity};
use crate::convert::Conversion;
use crate::wording::Lang;
use std::fmt::Write;

/// The part of the report about one document, below its [`heading`].
pub fn section(conversion: &Conversion, lang: Lang) -> String {
    let mut out = String::new();
    forms::read(&mut out, conversion, lang);
    forms::list(&mut out, conversion, lang);
    findings::list(&mut out, &conversion.findings, &conversion.disclosure.forms, lang);
    checks::in_order(&mut out, &conversion.checks, lang);
    checks::not_made(&mut out, &conversion.checks, lang);
    notices::list(&mut out, conversion, lang);
    out
}

/// What begins the last part of the report: the documents of the run against each other. The findings follow, each severity
/// below its [`across_heading`]; where there are none, that is said.
pub fn across_head(any: bool, lang: Lang) -> String {
    let heading = lang.pick("\n## 各文件之间\n", "\n## Across the documents\n");
    format!("{heading}{}{}", findings::title(lang), if any { "" } else { findings::nothing(lang) })
}

/// The heading of so many findings of a severity across the documents.
pub fn across_heading(severity: Severity, count: usize, lang: Lang) -> String {
    let mut out = String::new();
    findings::heading(&mut out, severity, count, lang);
    out
}

/// A finding across the documents; `number` is its place among those of its severity, from 1.
pub fn across_finding(finding: &Finding, number: usize, lang: Lang) -> String {
    let mut out = String::new();
    findings::one(&mut out, finding, number, lang);
    out
}

/// What became of the rules across the documents; it ends the report.
pub fn across_checks(made: &[Check], lang: Lang) -> String {
    let mut out = String::new();
    checks::in_order(&mut out, made, lang);
    checks::not_made(&mut out, made, lang);
    out
}

/// The part of the report about a document that could not be converted, below its [`heading`].
pub fn failure(error: &str, lang: Lang) -> String {
    let words = lang.pick("**未能转换：**", "**Not converted:** ");
    format!("{words}{}\n", words::plain(error))
}

/// The heading of a document's part; `number` is its place in the run, from 1. Apart from the part, so that what is kept
/// of a document does not change with the documents before it.
pub fn heading(name: &str, number: usize) -> String {
    format!("\n## {number}. {}\n\n", words::plain(name))
}

/// Appends formatted text; a `String` takes everything.
fn put(out: &mut String, text: std::fmt::Arguments) {
    out.write_fmt(text).expect("a String takes every character");
}

/// Appends the one of two texts that is in the language.
fn both(out: &mut String, lang: Lang, zh: std::fmt::Arguments, en: std::fmt::Arguments) {
    put(out, lang.pick(zh, en));
}
