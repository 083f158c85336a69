//! Built without the `ocr` feature: there are no models, and scanned pages stay images.

use crate::error::Error;
use crate::read::document::Page;
use hayro_syntax::page::Page as HayroPage;
use std::time::{Duration, Instant};

/// There are none.
#[derive(Debug)]
pub enum Models {}

/// What was done to a page on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Repairs {
    /// By how many degrees it was turned clockwise, since its text lay on its side or stood on its head.
    pub turned: u16,
    /// By how many degrees it lay askew.
    pub askew: f32,
    /// Whether red marks were taken out.
    pub red: bool,
}

/// What reading a page leaves for the next one: nothing.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Runs of the page before that were read on this one.
    pub joined: Vec<u32>,
}

/// Why a page could not be read.
#[derive(Debug)]
#[expect(dead_code, reason = "without models nothing is read, and nothing fails")]
pub(crate) enum Failure {
    /// The models cannot be used; the page stays an image.
    Models(String),
    /// The document cannot be read on.
    Document(Error),
}

/// Cannot be called.
///
/// # Errors
/// None.
pub(crate) fn read(
    _: &HayroPage<'_>,
    _: &mut Page,
    models: &Models,
    _: &mut Memory,
    _: Instant,
    _: Duration,
) -> Result<Repairs, Failure> {
    match *models {}
}
