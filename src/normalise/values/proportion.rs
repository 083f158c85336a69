//! Proportions and fractions: 1:3, 3/4.

use super::number;
use super::value::{Value, ValueKind};
use rust_decimal::Decimal;

/// A proportion as a value: the first number, with the second as its unit (`:3`, `/4`).
pub(super) fn parse(text: &str) -> Option<Value> {
    let (first, rest) = number::arabic(text)?;
    let sign = rest.chars().next().filter(|c| matches!(c, ':' | '/'))?;
    let (second, rest) = number::arabic(&rest[sign.len_utf8()..])?;
    if !rest.is_empty() || second <= Decimal::ZERO || first.is_sign_negative() {
        return None;
    }
    // The quotient where it has finitely many decimals; 1:3 has none.
    let quotient = first.checked_div(second).filter(|quotient| quotient.checked_mul(second) == Some(first));
    Some(Value {
        kind: ValueKind::Ratio,
        value: Some(first),
        unit: Some(format!("{sign}{second}")),
        base_value: quotient.map(|quotient| quotient.normalize()),
        base_unit: quotient.map(|_| "1".to_string()),
        ..Value::default()
    })
}
