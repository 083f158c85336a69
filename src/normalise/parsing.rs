//! Where the normaliser meets the parsers of values and scoring rules.

use crate::normalise::scoring::{self, ScoringRule};
use crate::normalise::values::{self, Context, Value};

pub(super) use crate::normalise::values::{money, number};

/// A target or actual value.
pub(super) fn value(raw: &str, sign: Option<&str>, unit: Option<&str>, year: Option<i32>, name: &str) -> Value {
    values::parse(raw, &Context { sign, unit, year, name: Some(name) })
}

/// A scoring rule.
pub(super) fn rule(raw: &str) -> ScoringRule {
    scoring::parse(raw)
}
