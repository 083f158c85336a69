//! Conversions → bytes: one output format a file. Emitters never compute; what they print was decided before.

pub mod csv;
pub mod json;
pub mod report;
pub mod rows;
pub mod svg;

use crate::audit::finding::Finding;
use crate::wording::Lang;

/// The sentence of a finding; the rules' own templates take over when the registry lands.
fn sentence(finding: &Finding, _lang: Lang) -> String {
    finding.args.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

/// The name of a rule; the registry's when it lands.
fn rule_name(rule: &'static str, _lang: Lang) -> &'static str {
    rule
}

/// What findings of one cause share.
fn fold_key(_finding: &Finding) -> Option<&str> {
    None
}
