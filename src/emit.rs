//! Conversions → bytes: one output format a file. Emitters never compute; what they print was decided before.

#[cfg(feature = "parquet")]
pub mod arrow;
pub mod comparison;
pub mod csv;
pub mod html;
mod hundredths;
pub mod json;
pub mod jsonl;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod report;
pub mod rows;
pub mod sarif;
#[cfg(feature = "schema")]
pub mod schema;
pub mod svg;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use crate::audit::{self, Finding};
use crate::wording::Lang;

/// The sentence of a finding.
fn sentence(finding: &Finding, lang: Lang) -> String {
    audit::render(finding, lang)
}

/// The name of a rule.
fn rule_name(rule: &'static str, lang: Lang) -> &'static str {
    audit::rule(rule).map_or(rule, |rule| rule.name.get(lang))
}
