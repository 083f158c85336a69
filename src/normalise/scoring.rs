//! Scoring rules (绩效标准, 评分标准): the sentence as published, parsed.

use crate::normalise::values::Comparator;
use rust_decimal::Decimal;
use serde::Serialize;

/// A scoring rule, parsed. Everything the wording does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ScoringRule {
    /// Points of the indicator as the rule states them (共计20分).
    #[serde(with = "rust_decimal::serde::str_option")]
    pub weight: Option<Decimal>,
    /// The condition for full marks (达到98%得满分).
    pub full: Option<Condition>,
    /// Deductions by step or event.
    pub deductions: Vec<Deduction>,
    /// Graded levels: bands of numbers or words with their points.
    pub tiers: Vec<Tier>,
    /// 扣完为止, 最低零分: points the score cannot fall below.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub floor: Option<Decimal>,
    /// How points follow from the actual value where the rule gives a formula.
    pub method: Option<Method>,
    /// What the wording leaves open or is unusual: `percent-point-ambiguous`, `partial-step-open`, `discretionary`, `no-weight` …
    pub flags: Vec<&'static str>,
}

/// A condition on the actual value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// The noun the rule names (核查率), as published.
    pub subject: Option<String>,
    /// How the actual value is to compare; `None` for words.
    pub comparator: Option<Comparator>,
    /// The threshold as printed.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub value: Option<Decimal>,
    /// Upper bound of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub value_max: Option<Decimal>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The words of the condition as published.
    pub raw: String,
}

/// A deduction: so many points for every so many units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deduction {
    /// What is counted.
    pub direction: DeductionDirection,
    /// Size of one step in `unit` (每少2天 → 2).
    #[serde(with = "rust_decimal::serde::str")]
    pub step: Decimal,
    /// Unit of the step: 次, 天, %, 个百分点; `None` where only events are counted.
    pub unit: Option<String>,
    /// What one step costs.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    /// Whether `amount` is points or a percentage of the weight.
    pub amount_kind: AmountKind,
    /// The words as published.
    pub raw: String,
}

/// What a deduction counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionDirection {
    /// 每少, 每下降, 每低于: units short of the threshold.
    Below,
    /// 每上升, 每超过, 每增加: units beyond the threshold.
    Above,
    /// 每发现一起, 每出现: events.
    Event,
}

/// What an amount of a deduction or tier is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// Points.
    Points,
    /// Percent of the indicator's weight.
    PercentOfWeight,
}

/// A graded level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tier {
    /// The level's condition: a band of numbers, or words in `raw`.
    pub condition: Condition,
    /// What the level earns; `None` where it is left to discretion.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub amount: Option<Decimal>,
    /// Whether `amount` is points or a percentage of the weight.
    pub amount_kind: AmountKind,
}

/// A formula for the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// actual ÷ target × weight, at most the weight.
    ProRata,
    /// target ÷ actual × weight, for indicators where less is better.
    ProRataReverse,
    /// Left to the evaluator (酌情扣分).
    Discretionary,
}
