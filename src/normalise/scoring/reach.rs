//! How much a rule's deductions can take away at all.

use super::measure;
use super::{Condition, Deduction, DeductionDirection, Open, PartialStep, ScoringRule};
use crate::normalise::values::Value;
use rust_decimal::Decimal;

/// How far deductions reach when the actual value goes to its worst natural value.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The most points that the deductions take, incomplete steps in proportion; 98%, 每下降百分之一扣权重分的1% of
    /// 10 → 9.8.
    pub deduction: Decimal,
    /// The same where an incomplete step costs nothing.
    pub least: Decimal,
    /// Points left at the worst value: weight − deduction, at least 0.
    pub remaining: Decimal,
    /// Where the deductions exceed the weight: the actual value in base units at which no point is left, though worse
    /// values are possible (550件, 每少1件扣0.04分 of 20 → 50).
    pub exhausted_at: Option<Decimal>,
    /// The worst natural value in base units: 0, or 100 for a rate where less is better.
    pub worst: Decimal,
    /// The base unit of `exhausted_at` and `worst`; empty where there is none.
    pub unit: String,
    /// What the wording leaves open, and matters here.
    pub open: Vec<Open>,
}

/// The most that a rule's deductions can take from `weight`. `None` where the rule has no deduction by steps, or what
/// is counted has no natural end (days late, events, excess of an unbounded number).
pub fn max_deduction(rule: &ScoringRule, weight: Decimal, target: &Value) -> Option<Reach> {
    let mut reach = Reach {
        deduction: Decimal::ZERO,
        least: Decimal::ZERO,
        remaining: Decimal::ZERO,
        exhausted_at: None,
        worst: Decimal::ZERO,
        unit: String::new(),
        open: Vec::new(),
    };
    let mut counted = 0;
    for deduction in &rule.deductions {
        let (start, unit) = start(rule, deduction, target)?;
        let cost = deduction.amount_kind.points(deduction.amount, weight)?;
        let (distance, worst) = match deduction.direction {
            DeductionDirection::Below if start > Decimal::ZERO => (start, Decimal::ZERO),
            DeductionDirection::Above if unit == "%" && start < Decimal::ONE_HUNDRED => {
                reach.open.push(Open::UpperBound);
                (Decimal::ONE_HUNDRED - start, Decimal::ONE_HUNDRED)
            }
            _ => return None,
        };
        let (step, step_unit) = measure::base(deduction.step, deduction.unit.as_deref())?;
        // Steps in percent of a number that is no rate are shares of the target.
        let relative = step_unit == "%" && (deduction.relative || !measure::fit(&unit, "%"));
        if !relative && !measure::fit(&unit, &step_unit) {
            return None;
        }
        let steps = if relative { Decimal::ONE_HUNDRED.checked_div(step)? } else { distance.checked_div(step)? };
        let whole = steps.floor();
        if whole != steps && deduction.partial == PartialStep::Open {
            reach.open.push(Open::PartialStep);
        }
        if deduction.unit.as_deref() == Some("%")
            && deduction.from.is_none()
            && !relative
            && start != Decimal::ONE_HUNDRED
        {
            reach.open.push(Open::PercentOrPoint);
        }
        let limit = |points: Decimal| deduction.limit.map_or(points, |limit| points.min(limit));
        let steps = if deduction.partial == PartialStep::Whole { steps.ceil() } else { steps };
        let most = limit(steps.checked_mul(cost)?);
        reach.deduction = reach.deduction.checked_add(most)?;
        reach.least = reach.least.checked_add(limit(whole.checked_mul(cost)?))?;
        counted += 1;
        (reach.worst, reach.unit) = (worst, unit);
        if counted == 1 && most > weight && cost > Decimal::ZERO {
            let needed = weight.checked_div(cost)?.ceil().checked_mul(step)?;
            let needed = if relative { needed.checked_mul(start)?.checked_div(Decimal::ONE_HUNDRED)? } else { needed };
            let at = if worst > start { start.checked_add(needed)? } else { start.checked_sub(needed)? };
            reach.exhausted_at = Some(at.normalize()).filter(|at| *at != worst);
        }
    }
    if counted == 0 {
        return None;
    }
    if counted > 1 {
        reach.exhausted_at = None;
    }
    // 低于60%不得分: a level takes what the steps do not.
    if rule.tiers.iter().any(|tier| tier.amount == Some(Decimal::ZERO) && tier.condition.value.is_some()) {
        (reach.deduction, reach.least) = (reach.deduction.max(weight), reach.least.max(weight));
        reach.exhausted_at = None;
    }
    (reach.deduction, reach.least) = (reach.deduction.normalize(), reach.least.normalize());
    reach.remaining = (weight - reach.deduction).max(Decimal::ZERO).normalize();
    reach.open.sort();
    reach.open.dedup();
    Some(reach)
}

/// Where a deduction begins to count, in base units: its own condition, that of full marks, or the target.
fn start(rule: &ScoringRule, deduction: &Deduction, target: &Value) -> Option<(Decimal, String)> {
    let of = |condition: &Condition| {
        let unit = condition.unit.as_deref().or(target.unit.as_deref());
        measure::base(condition.value?, unit)
    };
    if let Some(from) = &deduction.from {
        return of(from);
    }
    match rule.full.as_ref().and_then(of) {
        Some(start) => Some(start),
        None => measure::of_value(target),
    }
}
