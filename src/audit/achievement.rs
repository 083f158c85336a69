//! Whether an actual value meets its target.

use crate::audit::amounts::sane;
use crate::audit::quantity::Quantity;
use crate::normalise::disclosure::Indicator;
use crate::normalise::values::{Better, Comparator, direction, flag};
use rust_decimal::Decimal;

/// A row of a self-evaluation whose numbers can be judged.
#[derive(Debug)]
pub struct Row {
    /// The target.
    pub target: Quantity,
    /// The actual value.
    pub actual: Quantity,
    /// Which way is better.
    pub better: Better,
    /// Whether the target is met.
    pub met: bool,
}

impl Row {
    /// Judges a row; `None` where either side is no number, the units differ or the direction is unknown.
    pub fn of(indicator: &Indicator) -> Option<Self> {
        let (printed, reached) = (&indicator.target, indicator.actual.as_ref()?);
        let unclear = [flag::APPROXIMATE, flag::CHANGE, flag::OCR_SUSPECT, flag::SIGN_CONFLICT, flag::UNIT_CONFLICT];
        if unclear.iter().any(|flag| printed.has(flag) || reached.has(flag)) || !printed.also.is_empty() {
            return None;
        }
        let (target, actual) = (Quantity::of(printed)?, Quantity::of(reached)?);
        if !target.same_unit(&actual) || !actual.is_single() {
            return None;
        }
        let better = direction(&indicator.level3, printed).better;
        let met = match (printed.comparator, better) {
            _ if !target.is_single() => actual.low >= target.low && actual.low <= target.high,
            (Some(Comparator::Gt), _) => actual.low > target.low,
            (Some(Comparator::Lt), _) => actual.low < target.low,
            (_, Better::Higher) => actual.low >= target.low,
            (_, Better::Lower) => actual.low <= target.low,
            (_, Better::Neither) => return None,
        };
        Some(Row { target, actual, better, met })
    }
}

/// The points and the score of a row, where it prints both and the points are positive.
pub fn points(indicator: &Indicator) -> Option<(Decimal, Decimal)> {
    let (weight, score) = (sane(indicator.weight?)?, sane(indicator.score?)?);
    (weight > Decimal::ZERO).then_some((weight, score))
}

/// The reason given for a deviation, unless it says there is none.
pub fn reason(indicator: &Indicator) -> Option<&str> {
    let text = indicator.deviation.as_deref()?.trim();
    let nothing = ["", "无", "无偏差", "/", "-", "—", "——", "无。", "不适用", "没有"];
    (!nothing.contains(&text)).then_some(text)
}
