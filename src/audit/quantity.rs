//! Numbers of targets, actual values and rules made comparable: in base units.

use crate::audit::amounts::sane;
use crate::normalise::scoring::Condition;
use crate::normalise::values::{Value, ValueKind, unit};
use rust_decimal::Decimal;

/// A number, or a range of numbers, in a base unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, or the lower bound.
    pub low: Decimal,
    /// The upper bound of a range; the number itself otherwise.
    pub high: Decimal,
    /// The base unit; empty where none is printed.
    pub unit: String,
}

impl Quantity {
    /// The number that a value prints; `None` for dates, words and blanks.
    pub fn of(value: &Value) -> Option<Self> {
        if matches!(value.kind, ValueKind::Date | ValueKind::Text | ValueKind::Qualitative | ValueKind::Blank) {
            return None;
        }
        let low = sane(value.base_value.or(value.value)?)?;
        let high = value.base_value_max.or(value.value_max).and_then(sane).unwrap_or(low);
        Some(Quantity { low, high, unit: unified(value.base_unit.as_deref().unwrap_or_default()) })
    }

    /// The threshold of a rule's condition.
    pub fn of_condition(condition: &Condition) -> Option<Self> {
        let measure = condition.unit.as_deref().map(unit::measure);
        let factor = measure.as_ref().map_or(Decimal::ONE, |measure| measure.factor);
        let scaled = |number: Decimal| sane(number)?.checked_mul(factor).and_then(sane);
        let low = scaled(condition.value?)?;
        let high = condition.value_max.and_then(scaled).unwrap_or(low);
        Some(Quantity { low, high, unit: measure.map(|measure| unified(&measure.base)).unwrap_or_default() })
    }

    /// Whether the two measure the same thing; a missing unit fits any.
    pub fn fits(&self, other: &Quantity) -> bool {
        let plain = |unit: &str| unit.trim_start_matches('个').to_owned();
        self.unit.is_empty() || other.unit.is_empty() || plain(&self.unit) == plain(&other.unit)
    }

    /// Whether both print a unit, and the same.
    pub fn same_unit(&self, other: &Quantity) -> bool {
        self.unit.is_empty() == other.unit.is_empty() && self.fits(other)
    }

    /// Whether it is one number.
    pub fn is_single(&self) -> bool {
        self.low == self.high
    }

    /// Whether it is a percentage.
    pub fn is_percent(&self) -> bool {
        self.unit == "%"
    }
}

fn unified(unit: &str) -> String {
    match unit {
        "个百分点" | "百分点" | "％" => "%".to_owned(),
        other => other.to_owned(),
    }
}
