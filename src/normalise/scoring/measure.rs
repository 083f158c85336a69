//! Numbers of rules and values in one unit.

use crate::normalise::values::{Value, unit};
use rust_decimal::Decimal;

/// Whether a unit's numbers can lie between whole steps of one: rates, money, lengths, multiples of ten thousand.
pub(super) fn divisible(unit: &str) -> bool {
    let (factor, base) = unit::multiplier(unit);
    factor > 1
        || unit::is_money(base)
        || matches!(
            base,
            "%" | "个百分点"
                | "百分点"
                | "个点"
                | "公里"
                | "米"
                | "平方米"
                | "立方米"
                | "亩"
                | "公顷"
                | "吨"
                | "千克"
                | "公斤"
                | "升"
                | "小时"
        )
}

/// A number with a unit in base units, and the base unit; percentage points and percent are one unit.
pub(super) fn base(number: Decimal, unit: Option<&str>) -> Option<(Decimal, String)> {
    let Some(unit) = unit else { return Some((number, String::new())) };
    let measure = unit::measure(unit);
    let base = if measure.base == "个百分点" { "%".to_string() } else { measure.base };
    Some((number.checked_mul(measure.factor)?, base))
}

/// A value's number in base units, and the base unit; empty where it has none.
pub(super) fn of_value(value: &Value) -> Option<(Decimal, String)> {
    let number = value.base_value.or(value.value)?;
    let unit = value.base_unit.clone().unwrap_or_default();
    Some((number, if unit == "个百分点" { "%".to_string() } else { unit }))
}

/// Whether two base units may be compared; a missing one fits any.
pub(super) fn fit(a: &str, b: &str) -> bool {
    let plain = |unit: &str| unit.trim_start_matches('个').to_string();
    a.is_empty() || b.is_empty() || plain(a) == plain(b)
}

/// Days from the first to the second ISO date; `None` where one lacks its year.
pub(super) fn days_between(first: &str, second: &str) -> Option<i64> {
    Some(day_number(second)? - day_number(first)?)
}

/// Days since 1 March of year 0, by the proleptic Gregorian calendar.
fn day_number(iso: &str) -> Option<i64> {
    let mut parts = iso.split('-');
    let (year, month, day): (i64, i64, i64) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day)
}
