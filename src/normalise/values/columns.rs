//! The columns beside a value brought in (sign, unit, name), and base units resolved.

use super::comparator;
use super::fold::fold;
use super::unit;
use super::value::{Comparator, ComparatorSource, Value, ValueKind, flag};
use super::{Context, direction};
use rust_decimal::Decimal;

/// Brings the sign and unit columns and the indicator's name into a value parsed from its own cell.
pub(super) fn bring_in(value: &mut Value, context: &Context<'_>) {
    let column_unit = context.unit.and_then(printed_unit);
    if let Some(printed) = context.sign {
        sign(value, &fold(printed, 20).0);
    }
    if value.value.is_none() || value.kind == ValueKind::Date || value.kind == ValueKind::Text {
        return;
    }
    match (&value.unit, column_unit) {
        (None, Some(column)) if !value.has(flag::ZERO_IN_WORDS) => {
            value.kind = match value.kind {
                ValueKind::Range => ValueKind::Range,
                _ => kind(&column, value.comparator),
            };
            value.unit = Some(column);
            fraction_in_percent_column(value);
        }
        (Some(own), Some(column)) => {
            let (own_measure, column_measure) = (unit::measure(own), unit::measure(&column));
            // 15万 with 人 in the unit column: the cell prints the multiplier only.
            if own_measure.base.is_empty() {
                value.unit = Some(format!("{own}{column}"));
                value.kind = if value.kind == ValueKind::Range { value.kind } else { kind(&column, value.comparator) };
            } else if own_measure.base != column_measure.base && !own.starts_with([':', '/']) {
                value.flag(flag::UNIT_CONFLICT);
            }
        }
        (None, None) => without_unit(value, context.name),
        // 总产值10亿: the multiplier of money that the name alone says.
        (Some(own), None)
            if value.kind == ValueKind::Quantity
                && (unit::measure(own).base.is_empty() || is_multiplier_a_time(own))
                && (context.cost || context.name.is_some_and(direction::names_money)) =>
        {
            value.kind = ValueKind::Money;
            value.flag(flag::MONEY_BY_NAME);
        }
        _ => {}
    }
    ocr_suspect(value);
}

/// 万/年: a bare multiplier with a denominator.
fn is_multiplier_a_time(unit: &str) -> bool {
    let (factor, rest) = unit::multiplier(unit);
    factor > 1 && rest.starts_with('/')
}

/// The comparator of the sign column; the cell's own wins.
fn sign(value: &mut Value, printed: &str) {
    let (column, source) = match printed {
        "正向" | "正向指标" => (Some(Comparator::Ge), ComparatorSource::Implied),
        "反向" | "反向指标" | "逆向" | "负向" => (Some(Comparator::Le), ComparatorSource::Implied),
        "定性" | "定性指标" => {
            // What reads as a number or a date stays one.
            if value.kind == ValueKind::Text && value.flags.is_empty() {
                value.kind = ValueKind::Qualitative;
            }
            (None, ComparatorSource::Explicit)
        }
        other => {
            let read = comparator::before(other).filter(|(_, rest)| rest.is_empty()).map(|(comparator, _)| comparator);
            (read, ComparatorSource::Explicit)
        }
    };
    let Some(column) = column else { return };
    if absent_value(value) {
        return;
    }
    match value.comparator {
        None => {
            value.comparator = Some(column);
            value.comparator_source = Some(source);
        }
        Some(own) if own != column && value.comparator_source == Some(ComparatorSource::Explicit) => {
            if own != Comparator::Range && source == ComparatorSource::Explicit {
                value.flag(flag::SIGN_CONFLICT);
            }
        }
        Some(_) => {
            if source == ComparatorSource::Explicit {
                value.comparator = Some(column);
                value.comparator_source = Some(source);
            }
        }
    }
}

/// Whether a sign can mean nothing here.
fn absent_value(value: &Value) -> bool {
    value.value.is_none() && value.date.is_none() && !value.has(flag::PLACEHOLDER) && !value.has(flag::REFERENCE)
}

/// The unit column's unit; `None` where the column says that there is none.
fn printed_unit(column: &str) -> Option<String> {
    let (text, _) = fold(column, 20);
    let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
    (!matches!(text, "" | "/" | "-" | "无" | "定性" | "不适用")).then(|| text.to_string())
}

fn kind(column: &str, comparator: Option<Comparator>) -> ValueKind {
    match unit::measure(column).kind {
        ValueKind::Quantity if unit::is_time(column) && comparator.is_some_and(comparator::from_above) => {
            ValueKind::Duration
        }
        kind => kind,
    }
}

/// A bare number: money or a rate where the indicator's name says so.
fn without_unit(value: &mut Value, name: Option<&str>) {
    if matches!(value.kind, ValueKind::Ratio | ValueKind::Qualitative) || value.has(flag::ZERO_IN_WORDS) {
        return;
    }
    value.flag(flag::NO_UNIT);
    let Some(name) = name else { return };
    if direction::names_rate(name) {
        let number = value.value.unwrap_or_default();
        if number.scale() > 0 && number > Decimal::ZERO && number <= Decimal::ONE {
            value.kind = ValueKind::Ratio;
            value.flag(flag::SPREADSHEET_FRACTION);
        }
    } else if direction::names_money(name) && value.kind == ValueKind::Quantity {
        value.kind = ValueKind::Money;
        value.flag(flag::MONEY_BY_NAME);
    }
}

/// 0.9 in a percent column: spreadsheets store 90% so. With the digits of a binary fraction it is certain.
fn fraction_in_percent_column(value: &mut Value) {
    const BINARY_DIGITS: u32 = 12;
    let Some(number) = value.value else { return };
    if value.unit.as_deref() != Some("%") || number <= Decimal::ZERO || number > Decimal::ONE {
        return;
    }
    if number.scale() >= BINARY_DIGITS {
        value.flag(flag::SPREADSHEET_FRACTION);
    } else {
        value.flag(flag::FRACTION_OR_PERCENT);
    }
}

/// 290%, 292%, 2100%: what scanning makes of ≥90%, ≥92%, ≥100%.
fn ocr_suspect(value: &mut Value) {
    let Some(number) = value.value else { return };
    if value.kind != ValueKind::Ratio || value.unit.as_deref() != Some("%") || value.comparator.is_some() {
        return;
    }
    let range = |low: i64, high: i64| number >= Decimal::from(low) && number <= Decimal::from(high);
    if range(250, 299) || number == Decimal::from(2100) {
        value.flag(flag::OCR_SUSPECT);
    }
}

/// Resolves multipliers: 15 万人 → 150000 人.
pub(super) fn resolve(value: &mut Value) {
    if value.base_unit.is_some() || value.value.is_none() {
        return;
    }
    if value.has(flag::SPREADSHEET_FRACTION) {
        const DIGITS: u32 = 4;
        let percent = |number: Decimal| (number * Decimal::ONE_HUNDRED).round_dp(DIGITS).normalize();
        value.base_value = value.value.map(percent);
        value.base_value_max = value.value_max.map(percent);
        value.base_unit = Some("%".to_string());
        return;
    }
    let Some(unit) = &value.unit else {
        value.base_value = value.value;
        value.base_value_max = value.value_max;
        return;
    };
    if unit.starts_with([':', '/']) {
        return; // a proportion without a finite quotient
    }
    let measure = unit::measure(unit);
    let scale = |number: Option<Decimal>| {
        let number = number?;
        if measure.factor == Decimal::ONE {
            Some(number)
        } else {
            number.checked_mul(measure.factor).map(|n| n.normalize())
        }
    };
    value.base_value = scale(value.value);
    value.base_value_max = scale(value.value_max);
    value.base_unit = Some(measure.base.clone()).filter(|base| !base.is_empty());
    if value.kind == ValueKind::Money && is_multiplier_a_time(unit) {
        value.base_unit = Some(format!("元{}", measure.base));
    }
}
