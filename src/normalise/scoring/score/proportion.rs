//! Points in proportion: by a printed formula, and by the arithmetic of the deployed systems.

use super::super::Method;
use super::super::measure::{self, fit};
use super::{Case, Measured, Open, Score, Unscored};
use crate::normalise::values::{self, Comparator};
use rust_decimal::{Decimal, RoundingStrategy};

impl Case<'_> {
    /// Points by a formula that the rule prints.
    pub(super) fn in_proportion(&self, method: Method, actual: &Measured) -> Result<Score, Unscored> {
        let (target, unit) = measure::of_value(self.target).ok_or(Unscored::NoTarget)?;
        if !fit(&unit, &actual.1) {
            return Err(Unscored::Units);
        }
        let reverse = self.target.comparator.is_some_and(values::comparator::from_above);
        match method {
            Method::ProRataReverse => self.quotient(target, actual.0),
            Method::ProRataByDirection if reverse => self.quotient(target, actual.0),
            Method::ProRata if reverse => self.less_is_better(target, actual.0),
            _ => self.quotient(actual.0, target),
        }
    }

    /// weight × a ÷ b, at most the weight, rounded to two decimals.
    pub(super) fn quotient(&self, a: Decimal, b: Decimal) -> Result<Score, Unscored> {
        if b.is_zero() {
            return Ok(if a <= Decimal::ZERO { Score::certain(Decimal::ZERO) } else { self.full_marks() });
        }
        let exact = a.checked_mul(self.weight).and_then(|product| product.checked_div(b)).ok_or(Unscored::Overflow)?;
        Ok(rounded(exact.clamp(Decimal::ZERO, self.weight.max(Decimal::ZERO))))
    }

    /// An excess over the target in proportion, by both formulas in use.
    fn less_is_better(&self, target: Decimal, actual: Decimal) -> Result<Score, Unscored> {
        if target.is_zero() {
            return Ok(Score::certain(Decimal::ZERO));
        }
        let excess = (actual - target).checked_div(target).ok_or(Unscored::Overflow)?;
        let linear = self.weight.checked_mul(Decimal::ONE - excess).ok_or(Unscored::Overflow)?;
        let linear = rounded(linear.clamp(Decimal::ZERO, self.weight.max(Decimal::ZERO)));
        let other = self.quotient(target, actual)?;
        let mut score = Score::between(linear.points, other.points, Open::ReverseFormula);
        (score.least, score.most) = (linear.least.min(other.least), linear.most.max(other.most));
        score.open.extend(linear.open.into_iter().chain(other.open));
        Ok(score)
    }

    /// The arithmetic of the deployed finance systems, for forms that print no rule.
    pub(super) fn deployed(&self, actual: &Measured) -> Result<Score, Unscored> {
        let (target, unit) = measure::of_value(self.target).ok_or(Unscored::NoTarget)?;
        if !fit(&unit, &actual.1) {
            return Err(Unscored::Units);
        }
        let met = self.target_met(actual).ok_or(Unscored::NoTarget)?;
        let upwards = || -> Result<Score, Unscored> {
            if actual.0 >= target {
                return Ok(self.full_marks());
            }
            if target <= Decimal::ZERO {
                return Ok(Score::certain(Decimal::ZERO));
            }
            self.quotient(actual.0, target)
        };
        let downwards = || -> Result<Score, Unscored> {
            if actual.0 <= target { Ok(self.full_marks()) } else { self.less_is_better(target, actual.0) }
        };
        if self.target.base_value_max.is_some() {
            return if met { Ok(self.full_marks()) } else { Err(Unscored::RuleSilent) };
        }
        match self.target.comparator {
            Some(Comparator::Le | Comparator::Lt) => downwards(),
            Some(Comparator::Eq) if target.is_zero() => {
                Ok(if actual.0 <= target { self.full_marks() } else { Score::certain(Decimal::ZERO) })
            }
            Some(_) => upwards(),
            None if actual.0 == target => Ok(self.full_marks()),
            None => {
                let (up, down) = (upwards()?, downwards()?);
                let mut score = Score::between(up.points, down.points, Open::Comparator);
                score.points = up.points;
                (score.least, score.most) = (up.least.min(down.least), up.most.max(down.most));
                score.open.extend(up.open.into_iter().chain(down.open));
                Ok(score)
            }
        }
    }
}

/// Points rounded half up to two decimals; the span takes in cutting off, and rounding to one decimal.
fn rounded(exact: Decimal) -> Score {
    let points = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
    if points == exact {
        return Score::certain(points);
    }
    let cut = exact.trunc_with_scale(2).normalize();
    let coarse = exact.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize();
    let (least, most) = (points.min(cut).min(coarse), points.max(coarse));
    Score { points, least, most, open: vec![Open::Rounding] }
}
