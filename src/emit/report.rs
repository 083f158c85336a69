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

pub use overview::{Line, overview};

use crate::convert::Conversion;
use crate::wording::Lang;
use std::fmt::Write;

/// The part of the report about one document; `number` is its place in the run, from 1.
pub fn section(conversion: &Conversion, number: usize, lang: Lang) -> String {
    let mut out = String::new();
    heading(&mut out, number, &conversion.name);
    forms::read(&mut out, conversion, lang);
    forms::list(&mut out, conversion, lang);
    findings::list(&mut out, conversion, lang);
    checks::in_order(&mut out, conversion, lang);
    checks::not_made(&mut out, conversion, lang);
    notices::list(&mut out, conversion, lang);
    out
}

/// The part of the report about a document that could not be converted.
pub fn failure(name: &str, error: &str, number: usize, lang: Lang) -> String {
    let mut out = String::new();
    heading(&mut out, number, name);
    let words = lang.pick("**未能转换：**", "**Not converted:** ");
    put(&mut out, format_args!("{words}{}\n", words::plain(error)));
    out
}

fn heading(out: &mut String, number: usize, name: &str) {
    put(out, format_args!("\n## {number}. {}\n\n", words::plain(name)));
}

/// Appends formatted text; a `String` takes everything.
fn put(out: &mut String, text: std::fmt::Arguments) {
    out.write_fmt(text).expect("a String takes every character");
}

/// Appends the one of two texts that is in the language.
fn both(out: &mut String, lang: Lang, zh: std::fmt::Arguments, en: std::fmt::Arguments) {
    put(out, lang.pick(zh, en));
}
