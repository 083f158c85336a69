//! A target or an actual value: the text as published and what it says.

use rust_decimal::Decimal;
use serde::Serialize;

/// A value as published and as parsed. `value` and `value_max` are as printed (15万人 → 15 with unit 万人);
/// `base_value`/`base_unit` have multipliers resolved (150000, 人).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Value {
    /// The text as published; empty where blank.
    pub raw: String,
    /// What kind of value.
    pub kind: ValueKind,
    /// How the actual value is to compare with the target.
    pub comparator: Option<Comparator>,
    /// Whether the comparator is printed or follows from the notation alone.
    pub comparator_source: Option<ComparatorSource>,
    /// The number, or the lower bound of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub value: Option<Decimal>,
    /// The upper bound of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub value_max: Option<Decimal>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// `value` in base units.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub base_value: Option<Decimal>,
    /// `value_max` in base units.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub base_value_max: Option<Decimal>,
    /// The base unit: 人, 元, % …
    pub base_unit: Option<String>,
    /// What a reader should know: `placeholder`, `approximate`, `reference`, `ocr-suspect` …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<&'static str>,
    /// Further constraints in the same cell (2次以上，每次≥50人).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Value>,
}

/// The kind of a value, as in the data contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// 550件
    Quantity,
    /// 98%
    Ratio,
    /// ≤2.5万元
    Money,
    /// 12月底前
    Date,
    /// 5个工作日
    Duration,
    /// 90%-95%
    Range,
    /// 有效保障
    Qualitative,
    /// Anything else.
    Text,
    /// / — 无, or nothing at all.
    #[default]
    Blank,
}

/// How an actual value is to compare with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// =
    Eq,
    /// ≥
    Ge,
    /// >
    Gt,
    /// ≤
    Le,
    /// <
    Lt,
    /// between value and value_max
    Range,
}

/// Where a comparator comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparatorSource {
    /// Printed: ≥, 以上, 不低于.
    Explicit,
    /// Certain from the notation itself: 12月底前.
    Implied,
}
