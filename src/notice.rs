//! What a stage saw and could not settle: jixiao's own doubts, never the publisher's faults.

use crate::place::Place;
use crate::wording::Wording;
use serde::Serialize;

/// The stage that gives a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading bytes into pages.
    Read,
    /// Finding tables on pages.
    Tables,
    /// Making sense of tables.
    Normalise,
}

/// Something a stage could not settle, or repaired in a way a reader should know of.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The stage that saw it.
    pub stage: Stage,
    /// A stable kebab-case code, such as `scanned-page`.
    pub code: &'static str,
    /// What was seen.
    pub message: Wording,
    /// Where.
    pub place: Option<Place>,
}
