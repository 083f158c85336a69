//! Whether a number meets a condition or the target.

use super::super::measure::{self, fit};
use super::super::{Closed, Condition, DeductionDirection, Method, flag};
use super::{Case, Measured, Unscored};
use crate::normalise::values::Comparator;
use rust_decimal::Decimal;

impl Case<'_> {
    /// Whether a condition holds, and whether the rate of completion had to be taken for it.
    pub(super) fn holds(&self, condition: &Condition, actual: &Measured) -> Result<(bool, bool), Unscored> {
        if condition.value.is_none() {
            if condition.is_target {
                let met = self.target_met(actual).ok_or(Unscored::NoTarget)?;
                let missing = matches!(condition.comparator, Some(Comparator::Lt | Comparator::Gt));
                return Ok((met != missing, false));
            }
            // 保障有力: words that a number cannot meet; the target stands for them.
            return Ok((self.target_met(actual).ok_or(Unscored::NoTarget)?, false));
        }
        let value = condition.value.unwrap_or_default();
        let unit = condition.unit.as_deref().or(self.target.unit.as_deref());
        let (threshold, base) = measure::base(value, unit).ok_or(Unscored::Overflow)?;
        let (number, rate) = match self.in_unit(actual, &base) {
            Some(number) => (number, false),
            None if base == "%" => (self.completion(actual).ok_or(Unscored::Units)?, true),
            None => return Err(Unscored::Units),
        };
        let upper = condition.value_max.and_then(|max| measure::base(max, unit)).map(|(max, _)| max);
        let only = |direction| self.rule.deductions.iter().all(|d| d.direction == direction);
        let has_deductions = !self.rule.deductions.is_empty();
        let holds = match (condition.comparator, upper) {
            (_, Some(upper)) => {
                let low_open = matches!(condition.closed, Some(Closed::Upper | Closed::Neither));
                let high_open = matches!(condition.closed, Some(Closed::Lower | Closed::Neither));
                let above = if low_open { number > threshold } else { number >= threshold };
                let below = if high_open { number < upper } else { number <= upper };
                above && below
            }
            (Some(Comparator::Gt), _) => number > threshold,
            (Some(Comparator::Le), _) => number <= threshold,
            (Some(Comparator::Lt), _) => number < threshold,
            // 率为0 with 每上升: at most; 率为100% with 每下降: at least.
            (Some(Comparator::Eq) | None, _) if has_deductions && only(DeductionDirection::Above) => {
                number <= threshold
            }
            (Some(Comparator::Eq), _) if !(has_deductions && only(DeductionDirection::Below)) => number == threshold,
            _ => number >= threshold,
        };
        Ok((holds, rate))
    }

    fn in_unit(&self, actual: &Measured, base: &str) -> Option<Decimal> {
        fit(&actual.1, base).then_some(actual.0)
    }

    /// actual ÷ target in percent.
    fn completion(&self, actual: &Measured) -> Option<Decimal> {
        let (target, unit) = measure::of_value(self.target)?;
        if target.is_zero() || !fit(&unit, &actual.1) {
            return None;
        }
        actual.0.checked_div(target)?.checked_mul(Decimal::ONE_HUNDRED)
    }

    /// Whether the actual number meets the target itself; `None` where the target has no number.
    pub(super) fn target_met(&self, actual: &Measured) -> Option<bool> {
        let (target, unit) = measure::of_value(self.target)?;
        if !fit(&unit, &actual.1) {
            return None;
        }
        if let Some(upper) = self.target.base_value_max {
            return Some(actual.0 >= target && actual.0 <= upper);
        }
        Some(match self.target.comparator {
            Some(Comparator::Gt) => actual.0 > target,
            Some(Comparator::Le) => actual.0 <= target,
            Some(Comparator::Lt) => actual.0 < target,
            Some(Comparator::Eq) if target.is_zero() => actual.0 <= target,
            Some(Comparator::Ge | Comparator::Eq | Comparator::Range) => actual.0 >= target,
            None if self.counts_excess() => actual.0 <= target,
            None => actual.0 >= target,
        })
    }

    /// Whether the rule itself says that less is better.
    fn counts_excess(&self) -> bool {
        let deductions = &self.rule.deductions;
        let above = !deductions.is_empty() && deductions.iter().all(|d| d.direction != DeductionDirection::Below);
        let within = self.rule.full.as_ref().is_some_and(|full| full.comparator == Some(Comparator::Le));
        above || within || self.rule.method == Some(Method::ProRataReverse)
    }

    pub(super) fn says_nothing(&self) -> bool {
        let rule = self.rule;
        rule.full.is_none()
            && rule.tiers.is_empty()
            && rule.deductions.is_empty()
            && rule.parts.is_empty()
            && rule.method.is_none()
            && !rule.has(flag::DISCRETIONARY)
    }
}
