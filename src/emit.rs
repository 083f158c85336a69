//! Conversions → bytes: one output format a file. Emitters never compute; what they print was decided before.

pub mod csv;
pub mod json;
pub mod rows;

use crate::audit::finding::Finding;
use crate::wording::Lang;

/// The sentence of a finding; the rules' own templates take over when the registry lands.
fn sentence(finding: &Finding, _lang: Lang) -> String {
    finding.args.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}
