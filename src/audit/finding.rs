//! What the published document says wrongly, and what was checked.

use crate::place::Place;
use rust_decimal::Decimal;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document contradicts itself.
    Error,
    /// A reader should look.
    Warning,
    /// Worth knowing.
    Info,
}

/// A finding: data only; its wording is a template of its rule, filled with `args`.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id, such as `BUD-TOTAL-SRC`.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// The forms concerned, by id.
    pub tables: Vec<String>,
    /// What fills the rule's message template, by name.
    pub args: Vec<(&'static str, String)>,
    /// What the document's other statements lead one to expect, as printed or computed.
    pub expected: Option<String>,
    /// What is printed.
    pub found: Option<String>,
    /// Found minus expected, where both are numbers of one unit.
    pub difference: Option<Decimal>,
    /// What explains it, where one is known, in Chinese and English.
    pub explanation: Option<crate::wording::Wording>,
    /// The printed passages it rests on.
    pub evidence: Vec<Evidence>,
}

/// A printed passage that a finding rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The form's id.
    pub table: String,
    /// The field, such as `budget.total` or `t01.i03.target`.
    pub field: String,
    /// The passage as published.
    pub quote: String,
    /// Where it stands.
    pub place: Place,
}

/// What became of one rule on one document: a rule never stays silent.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The rule's id.
    pub rule: &'static str,
    /// What became of it.
    pub outcome: Outcome,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Checked and in order: how many comparisons were made, and the arithmetic worth stating (`9+27+…=603.88`).
    Passed {
        /// Number of comparisons.
        count: usize,
        /// Statements worth printing, in Chinese and English.
        statements: Vec<crate::wording::Wording>,
    },
    /// Something was found.
    Found {
        /// Number of findings.
        count: usize,
    },
    /// The data do not suffice.
    NotChecked {
        /// Why.
        because: crate::wording::Wording,
    },
}
