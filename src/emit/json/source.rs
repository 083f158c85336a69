//! `source`: which document was read.

use crate::convert::Conversion;
use crate::read::document::{Format, TextLayer};
use serde::Serialize;

/// The source document.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source<'a> {
    file: &'a str,
    sha256: &'a str,
    bytes: u64,
    format: Format,
    pages: u32,
    text_layer: TextLayer,
}

impl<'a> Source<'a> {
    /// The source of a conversion.
    pub fn of(conversion: &'a Conversion) -> Self {
        Source {
            file: &conversion.name,
            sha256: &conversion.sha256,
            bytes: conversion.size,
            format: conversion.format,
            pages: conversion.pages,
            text_layer: conversion.text_layer,
        }
    }
}
