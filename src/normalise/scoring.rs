//! Scoring rules (绩效标准, 评分标准): the sentence as published, parsed, and the points that follow from it.
//!
//! [`parse`] reads the sentence, [`score`] applies it to an actual value, [`max_deduction`] says how much its
//! deductions can take away at all.

mod award;
mod clauses;
mod condition;
mod deduction;
mod formula;
mod levels;
mod measure;
mod open;
mod parse;
mod reach;
mod score;
mod weight;

use crate::normalise::values::Comparator;
use rust_decimal::Decimal;
use serde::Serialize;

pub use open::{Open, Unscored};
pub use parse::parse;
pub use reach::{Reach, max_deduction};
pub use score::{Score, score};

/// A scoring rule, parsed. Everything the wording does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoringRule {
    /// Points of the indicator as the rule states them (共计20分).
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub weight: Option<Decimal>,
    /// The condition for full marks (达到98%得满分).
    pub full: Option<Condition>,
    /// Deductions by step or event.
    pub deductions: Vec<Deduction>,
    /// Graded levels: bands of numbers or words with their points, the level of full marks among them. Empty
    /// where the only level is that of full marks.
    pub tiers: Vec<Tier>,
    /// Parts that add up (专款专用得2分，专项核算得3分).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Tier>,
    /// Points on top, by step (每超过目标值5%加5分); `amount` is added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bonuses: Vec<Deduction>,
    /// 扣完为止, 最低零分: points the score cannot fall below.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub floor: Option<Decimal>,
    /// 最高120分: points the score cannot rise above.
    #[serde(with = "rust_decimal::serde::str_option", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub cap: Option<Decimal>,
    /// How points follow from the actual value where the rule gives a formula.
    pub method: Option<Method>,
    /// What the wording leaves open or is unusual; one of the constants in [`flag`].
    pub flags: Vec<&'static str>,
    /// Words that no part of the parse took up, white space removed and full-width forms folded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<String>,
}

impl ScoringRule {
    /// Whether a flag is set.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// Sets a flag once.
    fn flag(&mut self, flag: &'static str) {
        if !self.has(flag) {
            self.flags.push(flag);
        }
    }
}

/// A condition on the actual value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// The noun the rule names (核查率), as published.
    pub subject: Option<String>,
    /// How the actual value is to compare; `None` for words and for a bare number.
    pub comparator: Option<Comparator>,
    /// The threshold as printed, or the lower bound of a band.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value: Option<Decimal>,
    /// Upper bound of a band.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value_max: Option<Decimal>,
    /// Which bounds belong to the band, where the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The threshold is the indicator's own target (达到目标值, 在目标区间内, 按时完成).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_target: bool,
    /// The words of the condition, white space removed and full-width forms folded.
    pub raw: String,
}

/// The sides of a band that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// 80%（含）-90%, 80%≤x<90%
    Lower,
    /// 0-10%（含）
    Upper,
    /// 80%≤x≤90%
    Both,
    /// 80%<x<90%
    Neither,
}

/// A deduction: so many points for every so many units.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deduction {
    /// What is counted.
    pub direction: DeductionDirection,
    /// Size of one step in `unit` (每少2天 → 2).
    #[serde(with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub step: Decimal,
    /// Unit of the step: 次, 天, %, 个百分点; `None` where only events are counted.
    pub unit: Option<String>,
    /// The step is a share of the target, not a difference (每低于目标值5%).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub relative: bool,
    /// What an incomplete step costs.
    #[serde(skip_serializing_if = "PartialStep::is_open")]
    pub partial: PartialStep,
    /// Where counting begins, if not at the condition for full marks (偏离度超过30%的，超出部分每10%…).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Condition>,
    /// What one step costs.
    #[serde(with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub amount: Decimal,
    /// Whether `amount` is points or a percentage of the weight.
    pub amount_kind: AmountKind,
    /// The most that this deduction takes (最多扣5分), in points.
    #[serde(with = "rust_decimal::serde::str_option", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub limit: Option<Decimal>,
    /// The words, white space removed and full-width forms folded.
    pub raw: String,
}

/// What a deduction counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeductionDirection {
    /// 每少, 每下降, 每低于: units short of the threshold.
    Below,
    /// 每上升, 每超过, 每增加, 每延迟: units beyond the threshold.
    Above,
    /// 每发现一起, 每出现: events.
    Event,
}

/// What an incomplete step costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartialStep {
    /// The wording does not say: nothing, a share, or the whole step.
    #[default]
    Open,
    /// A step begun counts whole (每少10个百分点以内, 不足1天按1天计).
    Whole,
}

impl PartialStep {
    fn is_open(&self) -> bool {
        *self == PartialStep::Open
    }
}

/// What an amount of a deduction or tier is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// Points.
    Points,
    /// Percent of the indicator's weight.
    PercentOfWeight,
}

impl AmountKind {
    /// An amount in points, for an indicator of a weight.
    pub fn points(self, amount: Decimal, weight: Decimal) -> Option<Decimal> {
        match self {
            AmountKind::Points => Some(amount),
            AmountKind::PercentOfWeight => weight.checked_mul(amount)?.checked_div(Decimal::ONE_HUNDRED),
        }
    }
}

/// A graded level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tier {
    /// The level's condition: a band of numbers, or words in `raw`.
    pub condition: Condition,
    /// What the level earns, or the most it earns; `None` where it is left to discretion.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub amount: Option<Decimal>,
    /// The least the level earns, where it earns a range (80%-60%).
    #[serde(with = "rust_decimal::serde::str_option", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub amount_min: Option<Decimal>,
    /// Whether `amount` is points or a percentage of the weight.
    pub amount_kind: AmountKind,
}

/// A formula for the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// actual ÷ target × weight, at most the weight.
    ProRata,
    /// target ÷ actual × weight, for indicators where less is better.
    ProRataReverse,
    /// Both formulas, by the indicator's direction.
    ProRataByDirection,
    /// Left to the evaluator (酌情扣分).
    Discretionary,
}

/// What a rule's wording leaves open, or is unusual in it.
pub mod flag {
    /// 百分之一, 1%: one percent of the value or one percentage point.
    pub const PERCENT_POINT_AMBIGUOUS: &str = "percent-point-ambiguous";
    /// What an incomplete step costs is not said (每少100人扣0.01分).
    pub const PARTIAL_STEP_OPEN: &str = "partial-step-open";
    /// Points are left to the evaluator (酌情扣分).
    pub const DISCRETIONARY: &str = "discretionary";
    /// The rule prints no weight.
    pub const NO_WEIGHT: &str = "no-weight";
    /// Two weights in one rule differ.
    pub const WEIGHT_CONFLICT: &str = "weight-conflict";
    /// Points beyond the weight.
    pub const BONUS: &str = "bonus";
    /// Indicators that do not apply are taken out and the rest scaled up.
    pub const RESCALE: &str = "rescale";
    /// The points of parts add up.
    pub const ADDITIVE: &str = "additive";
    /// Nothing in the sentence reads as a rule.
    pub const NOT_UNDERSTOOD: &str = "not-understood";
    /// So long that only the beginning was read.
    pub const TOO_LONG: &str = "too-long";
    /// An amount was left to fill in (扣X分).
    pub const PLACEHOLDER: &str = "placeholder";
    /// Deducted in proportion, without a step (按比例扣分).
    pub const PROPORTIONAL: &str = "proportional";
}
