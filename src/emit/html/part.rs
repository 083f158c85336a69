//! What one document adds to the report: JSON that may stand inside a script element, free of the conversion it was made from.

use super::{entry, pages, projects, without_markup};
use crate::convert::Conversion;
use crate::emit::json;
use serde::{Deserialize, Serialize};

/// One document in the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its entry in the index.
    pub(super) entry: String,
    /// Source, findings, checks, notices and coverage, as its JSON file has them.
    pub(super) findings: String,
    /// Its forms as its JSON file has them, and which amount stands for each project.
    pub(super) forms: String,
    /// Its pages or lines, to be drawn.
    pub(super) pages: String,
    /// Whether anything was found.
    pub(super) found: bool,
}

impl Part {
    /// The part of a document that was converted. Its pages are there to be drawn where the conversion kept its content.
    pub fn of(conversion: &Conversion) -> Self {
        Part {
            entry: entry::of(conversion),
            findings: without_markup(json::apart_from_forms(conversion)),
            forms: without_markup(format!(
                "{{\"tables\":{},\"projects\":{}}}",
                json::forms(conversion),
                projects::of(conversion)
            )),
            pages: conversion.content.as_ref().map_or_else(String::new, pages::of),
            found: !conversion.findings.is_empty(),
        }
    }

    /// Its entry in the index.
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// Bytes that it takes in memory, about.
    pub fn size(&self) -> usize {
        self.entry.len() + self.findings.len() + self.forms.len() + self.pages.len()
    }

    /// The part of a document that could not be converted: its line in the index.
    pub fn failed(name: &str, error: &str) -> Self {
        Part { entry: entry::failed(name, error), ..Part::default() }
    }
}
