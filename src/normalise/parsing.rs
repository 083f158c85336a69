//! Where the normaliser meets the parsers of values and scoring rules.

use crate::normalise::scoring::ScoringRule;
use crate::normalise::values::Value;
use rust_decimal::Decimal;
use std::str::FromStr;

/// A target or actual value.
pub(super) fn value(raw: &str, _sign: Option<&str>, _unit: Option<&str>, _year: Option<i32>, _name: &str) -> Value {
    Value { raw: raw.to_owned(), ..Value::default() }
}

/// A scoring rule.
pub(super) fn rule(_raw: &str) -> ScoringRule {
    ScoringRule::default()
}

/// A plain number.
pub(super) fn number(raw: &str) -> Option<Decimal> {
    let raw: String = raw.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    Decimal::from_str(&raw).ok()
}

/// An amount of money with the unit printed beside it.
pub(super) fn money(raw: &str) -> Option<(Decimal, Option<String>)> {
    for unit in ["万元", "亿元", "元"] {
        if let Some(rest) = raw.strip_suffix(unit) {
            return Some((number(rest)?, Some(unit.to_owned())));
        }
    }
    Some((number(raw)?, None))
}
