//! A target or an actual value: the text as published and what it says.

use rust_decimal::Decimal;
use serde::Serialize;

/// A value as published and as parsed. `value` and `value_max` are as printed (15万人 → 15 with unit 万人);
/// `base_value`/`base_unit` have multipliers resolved (150000, 人).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// The text as published; empty where blank.
    pub raw: String,
    /// What kind of value.
    pub kind: ValueKind,
    /// How the actual value is to compare with the target.
    pub comparator: Option<Comparator>,
    /// Whether the comparator is printed or follows from the notation alone.
    pub comparator_source: Option<ComparatorSource>,
    /// The number, or the lower bound of a range. A change downwards is negative (下降2% → -2).
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value: Option<Decimal>,
    /// The upper bound of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value_max: Option<Decimal>,
    /// The unit as printed, full-width characters folded (％ → %).
    pub unit: Option<String>,
    /// `value` in base units.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub base_value: Option<Decimal>,
    /// `value_max` in base units.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub base_value_max: Option<Decimal>,
    /// The base unit: 人, 元, % …
    pub base_unit: Option<String>,
    /// The day a date stands for, ISO 8601: the last day of 12月底前; `--12-31` where no year is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last day of a span of dates, whose first day is `date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_max: Option<String>,
    /// The level that qualitative words stand for, where they are graded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What a reader should know; one of the constants in [`flag`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<&'static str>,
    /// Further constraints in the same cell (2次以上，每次≥50人).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Value>,
}

impl Value {
    /// Whether a flag is set.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// Sets a flag once.
    pub(super) fn flag(&mut self, flag: &'static str) {
        if !self.has(flag) {
            self.flags.push(flag);
        }
    }
}

/// The kind of a value, as in the data contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// 550件; also counts of days and months (250天), which are work done, not a time limit
    Quantity,
    /// 98%
    Ratio,
    /// ≤2.5万元
    Money,
    /// 12月底前
    Date,
    /// 5个工作日, 24小时内, ≤30天
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl Comparator {
    /// The sign: `≥`; empty for a range.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Eq => "=",
            Comparator::Ge => "≥",
            Comparator::Gt => ">",
            Comparator::Le => "≤",
            Comparator::Lt => "<",
            Comparator::Range => "",
        }
    }
}

/// Where a comparator comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComparatorSource {
    /// Printed: ≥, 以上, 不低于.
    Explicit,
    /// Certain from the notation itself: 12月底前.
    Implied,
}

/// The level that qualitative words stand for, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 优, 明显提高, 有效保障, 及时, 已完成
    Top,
    /// 良, 较好, 较高
    Good,
    /// 中, 一般, 基本达成, 部分完成
    Fair,
    /// 差, 较差, 未完成
    Poor,
}

/// What a reader should know about a value.
pub mod flag {
    /// A template's placeholder was left (≥**%, XXX人).
    pub const PLACEHOLDER: &str = "placeholder";
    /// 约, 左右, 余: the number is not exact.
    pub const APPROXIMATE: &str = "approximate";
    /// The value stands elsewhere (同上, 详见附件, 在项目计划时间内).
    pub const REFERENCE: &str = "reference";
    /// A percentage like 290%, as scanning makes of ≥90%.
    pub const OCR_SUSPECT: &str = "ocr-suspect";
    /// Numbers as in a score column (8 8 8, 88/100).
    pub const COLUMN_SHIFT: &str = "column-shift";
    /// A formula instead of a value (完成率=实际/计划×100%).
    pub const FORMULA: &str = "formula";
    /// A period instead of a value (2022年, 2022年全年).
    pub const PERIOD: &str = "period";
    /// 无: nothing to report, or none (zero); the notation does not say which.
    pub const NONE_OR_ZERO: &str = "none-or-zero";
    /// Zero said in words (不发生, 无重大事故).
    pub const ZERO_IN_WORDS: &str = "zero-in-words";
    /// 100% said in words (全覆盖, 全部).
    pub const ALL_IN_WORDS: &str = "all-in-words";
    /// A change against another period (同比增长5%).
    pub const CHANGE: &str = "change";
    /// A change a year on average (年均增长8%).
    pub const ANNUAL_AVERAGE: &str = "annual-average";
    /// A wording of change that names no baseline (逐步提高).
    pub const NO_BASELINE: &str = "no-baseline";
    /// Conformity with a standard or rule (符合相关规定).
    pub const COMPLIANCE: &str = "compliance";
    /// Yes or no, done or not done.
    pub const YES_NO: &str = "yes-no";
    /// The whole scale instead of a level (优良中低差).
    pub const GRADE_SET: &str = "grade-set";
    /// A number without unit, in the cell or in a column of its own.
    pub const NO_UNIT: &str = "no-unit";
    /// The unit is not in the list of known units.
    pub const UNKNOWN_UNIT: &str = "unknown-unit";
    /// A fraction as spreadsheets store percentages (0.9 for 90%); `base_value` is the percentage.
    pub const SPREADSHEET_FRACTION: &str = "spreadsheet-fraction";
    /// A number up to 1 in a percent column: 0.9% or 90%.
    pub const FRACTION_OR_PERCENT: &str = "fraction-or-percent";
    /// The cell's comparator differs from the sign column's, or two in the cell differ.
    pub const SIGN_CONFLICT: &str = "sign-conflict";
    /// The cell's unit differs from the unit column's.
    pub const UNIT_CONFLICT: &str = "unit-conflict";
    /// A note in brackets was set aside (100%（满分）).
    pub const NOTE: &str = "note";
    /// A label stands before the number (满意度≥95%).
    pub const LABELLED: &str = "labelled";
    /// A goal beyond the target (力争98%).
    pub const STRETCH: &str = "stretch";
    /// The range's lower bound does not belong to it.
    pub const LOWER_OPEN: &str = "lower-open";
    /// The range's upper bound does not belong to it.
    pub const UPPER_OPEN: &str = "upper-open";
    /// The range's bounds are printed upper bound first.
    pub const RANGE_REVERSED: &str = "range-reversed";
    /// No such day (2月30日).
    pub const INVALID_DATE: &str = "invalid-date";
    /// A date that comes again (每月10日前).
    pub const RECURRING: &str = "recurring";
    /// So long that only the beginning was looked at.
    pub const TOO_LONG: &str = "too-long";
    /// A sign or digit that nobody could tell (U+FFFD, a private character) or a number wider than its cell (####): no number is given.
    pub const UNREADABLE: &str = "unreadable";
    /// The money's unit is not printed; the indicator's name says that it is money.
    pub const MONEY_BY_NAME: &str = "money-by-name";
}
