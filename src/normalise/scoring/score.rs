//! The points that follow from a rule and an actual value, by the published arithmetic.
//!
//! Where the wording leaves something open, `points` is the literal reading and `least`..`most` spans all readings,
//! so that a printed score is contradicted only outside that span. A rule that says nothing is scored as the deployed
//! finance systems do: ≥ in proportion up to the weight; ≤ by (1 − (actual − target) ÷ target) × weight.

use super::measure::{self, fit};
use super::{
    AmountKind, Closed, Condition, Deduction, DeductionDirection, Method, PartialStep, ScoringRule, Tier, flag,
};
use crate::normalise::values::{self, Comparator, Grade, Value, ValueKind, words};
use crate::wording::Wording;
use rust_decimal::{Decimal, RoundingStrategy};

/// Points, and the span over all readings of the wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Points by the literal reading.
    pub points: Decimal,
    /// The fewest points by any reading.
    pub least: Decimal,
    /// The most points by any reading.
    pub most: Decimal,
    /// What the wording leaves open, and matters here.
    pub open: Vec<Open>,
}

/// Something a rule's wording leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// What an incomplete step costs: nothing, a share, or the whole step.
    PartialStep,
    /// 百分之一: one percentage point, or one percent of the threshold.
    PercentOrPoint,
    /// How less-is-better is scored in proportion: target ÷ actual, or (1 − excess ÷ target).
    ReverseFormula,
    /// The target prints no comparator: at least, or at most.
    Comparator,
    /// Points rounded to two decimals.
    Rounding,
    /// The level earns a range of points.
    LevelRange,
    /// The threshold is a rate, the actual value is not: the rate of completion was taken.
    CompletionRate,
    /// The rule names no floor; zero was taken.
    Floor,
    /// A rate was taken to end at 100%.
    UpperBound,
}

impl Open {
    /// The question in Chinese and English.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Open::PartialStep => ("不足一档的部分如何扣分，未写明", "what an incomplete step costs is not said"),
            Open::PercentOrPoint => (
                "“百分之一”可指一个百分点，也可指目标值的1%",
                "百分之一 may be one percentage point or one percent of the target",
            ),
            Open::ReverseFormula => ("反向指标按何公式计分，未写明", "the formula for less-is-better is not said"),
            Open::Comparator => ("指标值未写明“不低于”或“不超过”", "the target says neither at least nor at most"),
            Open::Rounding => ("得分四舍五入到两位小数", "points rounded to two decimals"),
            Open::LevelRange => ("该档次的得分是一个区间", "the level earns a range of points"),
            Open::CompletionRate => {
                ("标准是比率，完成值不是，按完成率计算", "the threshold is a rate; the rate of completion was taken")
            }
            Open::Floor => ("未写明扣完为止，按最低零分计算", "no floor is named; zero was taken"),
            Open::UpperBound => ("比率以100%为上限计算", "the rate was taken to end at 100%"),
        };
        Wording::new(zh, en)
    }
}

/// Why no points follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unscored {
    /// The actual value is blank or a reference.
    NoActual,
    /// The target has no number to compare with.
    NoTarget,
    /// Points are left to the evaluator.
    Discretionary,
    /// The words of the actual value fit no level of the rule.
    Words,
    /// The rule counts events or parts, which the actual value does not tell.
    Events,
    /// Units of rule, target and actual value do not fit together.
    Units,
    /// The rule does not say what less than full marks is worth.
    RuleSilent,
    /// The numbers are too large to multiply out.
    Overflow,
}

impl Unscored {
    /// The reason in Chinese and English.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Unscored::NoActual => ("没有完成值", "there is no actual value"),
            Unscored::NoTarget => ("指标值不是数字", "the target has no number"),
            Unscored::Discretionary => ("标准为酌情扣分", "points are left to the evaluator"),
            Unscored::Words => {
                ("完成值的文字不对应标准中的任何档次", "the actual value's words fit no level of the rule")
            }
            Unscored::Events => {
                ("标准按事项计分，完成值没有说明", "the rule counts events that the actual value does not tell")
            }
            Unscored::Units => {
                ("标准、指标值和完成值的单位不一致", "the units of rule, target and actual value do not fit")
            }
            Unscored::RuleSilent => {
                ("标准没有说明未达标如何计分", "the rule does not say what less than full marks is worth")
            }
            Unscored::Overflow => ("数值过大", "the numbers are too large"),
        };
        Wording::new(zh, en)
    }
}

/// The points that an actual value earns under a rule, for an indicator of `weight` points with `target`. The rule's
/// own weight is not looked at; pass it as `weight` where the form has no other.
pub fn score(rule: &ScoringRule, weight: Decimal, target: &Value, actual: &Value) -> Result<Score, Unscored> {
    let case = Case { rule, weight, target, actual };
    let mut score = case.score()?;
    score.least = score.least.min(score.points);
    score.most = score.most.max(score.points);
    score.open.sort();
    score.open.dedup();
    Ok(score)
}

impl Score {
    fn certain(points: Decimal) -> Self {
        Score { points, least: points, most: points, open: Vec::new() }
    }

    fn between(points: Decimal, other: Decimal, open: Open) -> Self {
        Score { points, least: points.min(other), most: points.max(other), open: vec![open] }
    }

    fn with(mut self, open: Option<Open>) -> Self {
        self.open.extend(open);
        self
    }
}

/// A number in base units with its base unit.
type Measured = (Decimal, String);

/// One indicator to be scored.
struct Case<'a> {
    rule: &'a ScoringRule,
    weight: Decimal,
    target: &'a Value,
    actual: &'a Value,
}

impl Case<'_> {
    fn score(&self) -> Result<Score, Unscored> {
        if self.actual.kind == ValueKind::Blank && !self.actual.has(values::flag::NONE_OR_ZERO)
            || self.actual.has(values::flag::REFERENCE)
            || self.actual.has(values::flag::PLACEHOLDER)
        {
            return Err(Unscored::NoActual);
        }
        if let (Some(target), Some(actual)) = (&self.target.date, &self.actual.date) {
            return self.by_date(target, actual);
        }
        match self.actual_number() {
            Some(actual) => self.by_number(actual),
            None => self.by_words(),
        }
    }

    /// The actual number in base units; one without unit is in the target's.
    fn actual_number(&self) -> Option<Measured> {
        let (number, unit) = measure::of_value(self.actual)?;
        if unit.is_empty()
            && let Some(printed) = &self.target.unit
        {
            return measure::base(number, Some(printed));
        }
        Some((number, unit))
    }

    fn full_marks(&self) -> Score {
        Score::certain(self.weight)
    }

    /// A date held against the target's: days late are what is counted.
    fn by_date(&self, target: &str, actual: &str) -> Result<Score, Unscored> {
        let late = measure::days_between(target, actual).ok_or(Unscored::NoTarget)?;
        if late <= 0 {
            return Ok(self.full_marks());
        }
        let late = (Decimal::from(late), "天".to_string());
        if self.rule.deductions.iter().any(|d| d.direction == DeductionDirection::Above) {
            return self.deducted(&late, Some((Decimal::ZERO, "天".to_string())));
        }
        self.missed()
    }

    /// Words held against the rule's levels, or the three official tiers where it names none.
    fn by_words(&self) -> Result<Score, Unscored> {
        let actual = values::fold::fold(&self.actual.raw, 400).0;
        let said = values::fold::fold(&self.target.raw, 400).0;
        let grade = self.actual.grade.or_else(|| words::grade_of(&actual));
        let tiers = &self.rule.tiers;
        let exact = tiers.iter().find(|tier| tier.condition.raw == actual);
        if let Some(tier) = exact {
            return self.tier(tier);
        }
        if !actual.is_empty() && actual == said {
            return Ok(self.full_marks());
        }
        if self.actual.has(values::flag::YES_NO) && grade == Some(Grade::Top) {
            return Ok(self.full_marks());
        }
        let Some(grade) = grade else { return Err(Unscored::Words) };
        if tiers.iter().any(|tier| tier.condition.value.is_none()) {
            let level = |tier: &&Tier| words::grade_of(&tier.condition.raw) == Some(grade);
            let found = tiers.iter().find(level).or_else(|| tiers.first().filter(|_| grade == Grade::Top));
            return found.map_or(Err(Unscored::Words), |tier| self.tier(tier));
        }
        if self.says_nothing() {
            return self.official_tier(grade);
        }
        Err(Unscored::Words)
    }

    /// 达成 100–80%, 部分达成 80–60%, 未达成 60–0% of the weight.
    fn official_tier(&self, grade: Grade) -> Result<Score, Unscored> {
        let (most, least) = match grade {
            Grade::Top => (100, 80),
            Grade::Good | Grade::Fair => (80, 60),
            Grade::Poor => (60, 0),
        };
        let share = |percent: i64| AmountKind::PercentOfWeight.points(Decimal::from(percent), self.weight);
        let (most, least) = (share(most).ok_or(Unscored::Overflow)?, share(least).ok_or(Unscored::Overflow)?);
        Ok(Score::between(most, least, Open::LevelRange))
    }

    fn tier(&self, tier: &Tier) -> Result<Score, Unscored> {
        let amount = tier.amount.ok_or(Unscored::Discretionary)?;
        let most = tier.amount_kind.points(amount, self.weight).ok_or(Unscored::Overflow)?;
        match tier.amount_min {
            Some(least) => {
                let least = tier.amount_kind.points(least, self.weight).ok_or(Unscored::Overflow)?;
                Ok(Score::between(most, least, Open::LevelRange))
            }
            None => Ok(Score::certain(most)),
        }
    }

    fn by_number(&self, actual: Measured) -> Result<Score, Unscored> {
        if let Some(score) = self.by_bands(&actual)? {
            return Ok(score);
        }
        if !self.rule.parts.is_empty() {
            return Err(Unscored::Events);
        }
        if self.says_nothing() {
            return self.deployed(&actual);
        }
        let mut open = None;
        if let Some(full) = &self.rule.full {
            let (met, rate) = self.holds(full, &actual)?;
            open = rate.then_some(Open::CompletionRate);
            if met {
                return Ok(self.full_marks().with(open));
            }
        } else if self.target_met(&actual) == Some(true) && self.rule.method != Some(Method::Discretionary) {
            return Ok(self.full_marks());
        }
        if !self.rule.deductions.is_empty() {
            return self.deducted(&actual, None).map(|score| score.with(open));
        }
        match self.rule.method {
            Some(Method::Discretionary) => Err(Unscored::Discretionary),
            Some(method) => self.in_proportion(method, &actual).map(|score| score.with(open)),
            None => self.missed().map(|score| score.with(open)),
        }
    }

    /// Full marks are missed, and no step or formula says what that costs: the lower levels span what may follow.
    fn missed(&self) -> Result<Score, Unscored> {
        let full = self.rule.full.as_ref();
        let lower: Vec<&Tier> = self.rule.tiers.iter().filter(|tier| Some(&tier.condition) != full).collect();
        if lower.is_empty() {
            return Err(Unscored::RuleSilent);
        }
        let mut points = Vec::new();
        for tier in lower {
            let score = self.tier(tier)?;
            points.extend([score.least, score.most]);
        }
        let (Some(least), Some(most)) = (points.iter().min(), points.iter().max()) else {
            return Err(Unscored::RuleSilent);
        };
        if least == most { Ok(Score::certain(*most)) } else { Ok(Score::between(*most, *least, Open::LevelRange)) }
    }

    /// The level whose band holds the number. Bands are tried in printed order, as bounds in common go to the first.
    fn by_bands(&self, actual: &Measured) -> Result<Option<Score>, Unscored> {
        let numeric = |tier: &&Tier| tier.condition.value.is_some() || tier.condition.is_target;
        if !self.rule.tiers.iter().any(|tier| numeric(&tier)) {
            return Ok(None);
        }
        for tier in &self.rule.tiers {
            if tier.condition.value.is_some() || tier.condition.comparator.is_some() {
                let (holds, rate) = self.holds(&tier.condition, actual)?;
                if holds {
                    return self.tier(tier).map(|score| Some(score.with(rate.then_some(Open::CompletionRate))));
                }
            } else if super::levels::is_else(&tier.condition.raw) {
                return self.tier(tier).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether a condition holds, and whether the rate of completion had to be taken for it.
    fn holds(&self, condition: &Condition, actual: &Measured) -> Result<(bool, bool), Unscored> {
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
    fn target_met(&self, actual: &Measured) -> Option<bool> {
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

    fn says_nothing(&self) -> bool {
        let rule = self.rule;
        rule.full.is_none()
            && rule.tiers.is_empty()
            && rule.deductions.is_empty()
            && rule.parts.is_empty()
            && rule.method.is_none()
            && !rule.has(flag::DISCRETIONARY)
    }

    /// What the deductions leave; `from` stands in for the threshold where they count from elsewhere.
    fn deducted(&self, actual: &Measured, from: Option<Measured>) -> Result<Score, Unscored> {
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

    /// Points by a formula that the rule prints.
    fn in_proportion(&self, method: Method, actual: &Measured) -> Result<Score, Unscored> {
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
    fn quotient(&self, a: Decimal, b: Decimal) -> Result<Score, Unscored> {
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
    fn deployed(&self, actual: &Measured) -> Result<Score, Unscored> {
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
