//! The points that follow from a rule and an actual value, by the published arithmetic.
//!
//! Where the wording leaves something open, `points` is the literal reading and `least`..`most` spans all readings,
//! so that a printed score is contradicted only outside that span. A rule that says nothing is scored as the deployed
//! finance systems do: ≥ in proportion up to the weight; ≤ by (1 − (actual − target) ÷ target) × weight.

mod holds;
mod proportion;
mod steps;

use super::measure;
use super::open::{Open, Unscored};
use super::{AmountKind, DeductionDirection, Method, ScoringRule, Tier};
use crate::normalise::values::{self, Grade, Value, ValueKind, words};
use rust_decimal::Decimal;

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
}
