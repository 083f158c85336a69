//! Disclosures → findings: one rule a file.

pub mod finding;
