//! What deductions by steps leave, by each reading of the wording.

use super::super::measure::{self, fit};
use super::super::{Condition, Deduction, DeductionDirection, PartialStep};
use super::{Case, Measured, Open, Score, Unscored};
use rust_decimal::Decimal;

impl Case<'_> {
    /// What the deductions leave; `from` stands in for the threshold where they count from elsewhere.
    pub(super) fn deducted(&self, actual: &Measured, from: Option<Measured>) -> Result<Score, Unscored> {
        let mut costs = Costs::default();
        let mut counted = false;
        for deduction in &self.rule.deductions {
            let start = match (&from, &deduction.from) {
                (Some(from), _) => from.clone(),
                (None, Some(condition)) => self.threshold(condition)?,
                (None, None) => self.start(deduction)?,
            };
            let distance = match deduction.direction {
                DeductionDirection::Below => start.0 - actual.0,
                DeductionDirection::Above | DeductionDirection::Event => actual.0 - start.0,
            };
            counted = true;
            if distance > Decimal::ZERO {
                let unit = actual.1.as_str();
                costs.add(&self.cost(deduction, distance, start.0, unit)?).ok_or(Unscored::Overflow)?;
            }
        }
        if !counted {
            return Err(Unscored::Events);
        }
        let floor = self.rule.floor.unwrap_or_default();
        let left = |cost: Decimal| (self.weight - cost).max(floor);
        let mut open = costs.open;
        if self.rule.floor.is_none() && costs.high > self.weight {
            open.push(Open::Floor);
        }
        Ok(Score { points: left(costs.literal), least: left(costs.high), most: left(costs.low), open })
    }

    fn threshold(&self, condition: &Condition) -> Result<Measured, Unscored> {
        let value = condition.value.ok_or(Unscored::NoTarget)?;
        let unit = condition.unit.as_deref().or(self.target.unit.as_deref());
        measure::base(value, unit).ok_or(Unscored::Overflow)
    }

    /// Where a deduction begins to count: the condition for full marks, else the target.
    fn start(&self, deduction: &Deduction) -> Result<Measured, Unscored> {
        if let Some(full) = self.rule.full.as_ref().filter(|full| full.value.is_some()) {
            return self.threshold(full);
        }
        match measure::of_value(self.target) {
            Some(target) => Ok(target),
            None if deduction.direction == DeductionDirection::Event => Ok((Decimal::ZERO, String::new())),
            None => Err(Unscored::NoTarget),
        }
    }

    /// What a distance costs by each reading.
    fn cost(&self, deduction: &Deduction, distance: Decimal, start: Decimal, unit: &str) -> Result<Costs, Unscored> {
        let amount = deduction.amount_kind.points(deduction.amount, self.weight).ok_or(Unscored::Overflow)?;
        let share = || {
            if start.is_zero() {
                return Err(Unscored::NoTarget);
            }
            let share = distance.checked_div(start.abs()).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
            share.ok_or(Unscored::Overflow)
        };
        let (step, base) = measure::base(deduction.step, deduction.unit.as_deref()).ok_or(Unscored::Overflow)?;
        let mut open = Vec::new();
        let mut other = None;
        let steps = if base == "%" && (deduction.relative || !fit(unit, "%")) {
            share()? / step
        } else if fit(unit, &base) {
            if deduction.unit.as_deref() == Some("%")
                && deduction.from.is_none()
                && let Ok(share) = share()
                && share != distance
            {
                other = Some(share / step);
                open.push(Open::PercentOrPoint);
            }
            distance.checked_div(step).ok_or(Unscored::Overflow)?
        } else {
            return Err(Unscored::Units);
        };
        let mut low = steps.floor();
        let mut high = steps.ceil();
        let literal = match deduction.partial {
            PartialStep::Whole => {
                low = high;
                high
            }
            PartialStep::Open => low,
        };
        if low != high {
            open.push(Open::PartialStep);
        }
        if let Some(other) = other {
            (low, high) = (low.min(other.floor()), high.max(other.ceil()));
        }
        let cost = |steps: Decimal| {
            let cost = steps.checked_mul(amount).ok_or(Unscored::Overflow)?;
            Ok(deduction.limit.map_or(cost, |limit| cost.min(limit)))
        };
        Ok(Costs { literal: cost(literal)?, low: cost(low)?, high: cost(high)?, open })
    }
}

/// What deductions cost by each reading.
#[derive(Default)]
struct Costs {
    literal: Decimal,
    low: Decimal,
    high: Decimal,
    open: Vec<Open>,
}

impl Costs {
    fn add(&mut self, other: &Costs) -> Option<()> {
        self.literal = self.literal.checked_add(other.literal)?;
        self.low = self.low.checked_add(other.low)?;
        self.high = self.high.checked_add(other.high)?;
        self.open.extend(&other.open);
        Some(())
    }
}
