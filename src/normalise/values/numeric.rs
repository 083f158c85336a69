//! Numbers with comparator and unit: ≥98%, 不低于1300米, 15万人, 90%（含）-95%, 每月1次, 50件(套).

mod lead;
mod quantity;
mod tail;

use self::lead::{Before, lead};
use self::quantity::{Quantity, closing_note, quantity, range_end, scaled, shared_unit, unit_run};
use self::tail::{Tail, tail};
use super::between;
use super::comparator::{self, from_above};
use super::number::{self, Numeral};
use super::unit;
use super::value::{Comparator, ComparatorSource, Value, ValueKind, flag};
use rust_decimal::Decimal;

/// A number as parsed from a cell, before unit columns and names are brought in.
pub(super) fn parse(text: &str) -> Option<Value> {
    constraint(text).or_else(|| band(text)).or_else(|| labelled(after_year(text)))
}

/// 2023年支付成本不超过300万元: the year in front says when.
fn after_year(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix('年').filter(|_| digits == 4);
    rest.map_or(text, |rest| rest.strip_prefix('度').unwrap_or(rest))
}

/// 80%≤满意度<90%, [80%,90%).
fn band(text: &str) -> Option<Value> {
    let band = between::parse(text)?;
    let mut value = Value::default();
    if !band.low_closed {
        value.flag(flag::LOWER_OPEN);
    }
    if !band.high_closed {
        value.flag(flag::UPPER_OPEN);
    }
    if band.subject.is_some() {
        value.flag(flag::LABELLED);
    }
    finish_range(value, band.low, band.high, band.unit)
}

/// A label, then a constraint: 满意度≥95%, 培训人数500人.
fn labelled(text: &str) -> Option<Value> {
    const LONGEST_LABEL: usize = 24;
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut length = 0;
    for (at, c) in text.char_indices() {
        // A second clause is a constraint of its own.
        if matches!(c, ',' | ';' | '。') {
            return None;
        }
        length += 1;
        if length > LONGEST_LABEL {
            return None;
        }
        if at == 0 {
            continue;
        }
        let rest = &text[at..];
        let starts = c.is_ascii_digit() || comparator::before(rest).is_some() || rest.starts_with("百分之");
        if !starts {
            continue;
        }
        if !text[..at].chars().any(unit::is_han) {
            return None;
        }
        if let Some(mut value) = constraint(rest) {
            value.flag(flag::LABELLED);
            return Some(value);
        }
        if c.is_ascii_digit() {
            return None; // digits that are no constraint: the cell is prose
        }
    }
    None
}

/// A whole text as one constraint on a number.
fn constraint(text: &str) -> Option<Value> {
    let (before, rest) = lead(text);
    let mut value = Value::default();
    if let Some(rest) = rest.strip_prefix('±') {
        let (numeral, rest) = number::scan(rest)?;
        let (unit, rest) = unit_and_tail(rest, &numeral, &mut value)?;
        if !rest.is_empty() {
            return None;
        }
        return finish_range(value, -numeral.value, numeral.value, unit);
    }
    let (lower, rest) = quantity(rest, &mut value)?;
    // A note between number and range sign closes that side: 90%（含）-95%.
    let (rest, closed) = closing_note(rest);
    if let Some((upper, upper_closed, rest)) = range_end(rest, &mut value) {
        let rest = tail(rest, &mut Tail::default(), &mut value)?;
        let unit = shared_unit(&lower, &upper)?;
        if !rest.is_empty() || before.comparator.is_some_and(|c| c != Comparator::Le) {
            return None;
        }
        if before.about {
            value.flag(flag::APPROXIMATE);
        }
        let (closed_low, closed_high) = (closed == Some(true), upper_closed == Some(true));
        if closed == Some(false) || (closed_high && !closed_low) {
            value.flag(flag::LOWER_OPEN);
        }
        if upper_closed == Some(false) || (closed_low && !closed_high) {
            value.flag(flag::UPPER_OPEN);
        }
        return finish_range(value, scaled(&lower, &unit), scaled(&upper, &unit), unit);
    }
    let mut after = Tail { inclusive: closed, ..Tail::default() };
    if let Some(word) = lower.noted_unit
        && lower.unit.is_none()
    {
        after.unit = Some(word);
    }
    let rest = tail(rest, &mut after, &mut value)?;
    if !rest.is_empty() {
        return None;
    }
    finish(value, &before, &lower, &after)
}

fn unit_and_tail<'a>(text: &'a str, numeral: &Numeral, value: &mut Value) -> Option<(Option<&'a str>, &'a str)> {
    let (unit, rest) = unit_run(text, numeral, value)?;
    let rest = tail(rest, &mut Tail::default(), value)?;
    Some((unit, rest))
}

/// One number as a value.
fn finish(mut value: Value, before: &Before, quantity: &Quantity<'_>, after: &Tail<'_>) -> Option<Value> {
    value.value = Some(quantity.numeral.value);
    // A unit in brackets counts only where none is printed with the number: 50件(套).
    let unit = match (quantity.unit, after.unit) {
        (Some(unit), Some(noted)) if unit::multiplier(unit).1.is_empty() => Some(format!("{unit}{noted}")),
        (Some(unit), Some(_)) => {
            value.flag(flag::NOTE);
            Some(unit.to_string())
        }
        (unit, noted) => unit.or(noted).map(str::to_string),
    };
    let unit = match (unit, after.per) {
        (Some(unit), Some(per)) if !unit.contains('/') => Some(format!("{unit}/{per}")),
        (unit, _) => unit,
    };
    value.unit = match unit {
        Some(unit) if !before.per.is_empty() && !unit.contains('/') => Some(format!("{unit}/{}", before.per)),
        unit => unit,
    };
    let mut comparator = match (before.comparator, after.comparator) {
        (Some(_), Some(after)) if before.bounded => Some(after),
        (Some(before), Some(after)) => {
            if before == Comparator::Eq || comparator::from_below(before) != comparator::from_below(after) {
                value.flag(flag::SIGN_CONFLICT);
            }
            Some(before)
        }
        (before, after) => before.or(after),
    };
    comparator = match (comparator, after.inclusive) {
        (Some(Comparator::Ge), Some(false)) => Some(Comparator::Gt),
        (Some(Comparator::Le), Some(false)) => Some(Comparator::Lt),
        (Some(Comparator::Gt), Some(true)) => Some(Comparator::Ge),
        (Some(Comparator::Lt), Some(true)) => Some(Comparator::Le),
        (comparator, _) => comparator,
    };
    if before.conflict {
        value.flag(flag::SIGN_CONFLICT);
    }
    if before.stretch {
        value.flag(flag::STRETCH);
    }
    if before.about || after.about || quantity.numeral.approximate {
        value.flag(flag::APPROXIMATE);
        // 十余场, 500余人: more than that.
        if quantity.numeral.approximate && comparator.is_none() {
            comparator = Some(Comparator::Ge);
        }
    }
    value.comparator = comparator;
    value.comparator_source = comparator.map(|_| ComparatorSource::Explicit);
    value.kind = kind(value.unit.as_deref(), comparator);
    Some(value)
}

/// The kind that unit and comparator make: 天, 月 and 年 count work done unless they bound a time from above.
fn kind(unit: Option<&str>, comparator: Option<Comparator>) -> ValueKind {
    let Some(unit) = unit else { return ValueKind::Quantity };
    match unit::measure(unit).kind {
        ValueKind::Quantity if unit::is_time(unit) && comparator.is_some_and(from_above) => ValueKind::Duration,
        kind => kind,
    }
}

/// Two bounds as a value.
fn finish_range(mut value: Value, lower: Decimal, upper: Decimal, unit: Option<&str>) -> Option<Value> {
    let (lower, upper) = if lower <= upper {
        (lower, upper)
    } else {
        value.flag(flag::RANGE_REVERSED);
        (upper, lower)
    };
    value.value = Some(lower);
    value.value_max = Some(upper);
    value.unit = unit.map(str::to_string);
    value.kind = ValueKind::Range;
    value.comparator = Some(Comparator::Range);
    value.comparator_source = Some(ComparatorSource::Explicit);
    Some(value)
}
