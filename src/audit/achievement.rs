//! Whether an actual value meets its target.

use crate::audit::amounts::sane;
use crate::audit::quantity::Quantity;
use crate::normalise::disclosure::Indicator;
use crate::normalise::values::{Better, Comparator, Direction, Reason, direction, flag};
use rust_decimal::Decimal;

/// A row of a self-evaluation whose numbers can be judged.
#[derive(Debug)]
pub struct Row {
    /// The target.
    pub target: Quantity,
    /// The actual value.
    pub actual: Quantity,
    /// Which way is better.
    pub better: Better,
    /// Whether the target is met.
    pub met: bool,
    /// Whether the direction is printed or plain from the name, not only the usual one.
    pub is_sure: bool,
}

/// Endings of rates of which more is better beyond doubt.
const GOOD: &[&str] = &[
    "合格率",
    "及格率",
    "及时率",
    "到位率",
    "满意度",
    "满意率",
    "覆盖率",
    "准确率",
    "通过率",
    "达标率",
    "完好率",
    "完成率",
    "参与率",
    "知晓率",
    "优良率",
    "规范率",
    "成功率",
    "落实率",
    "兑现率",
    "发放率",
    "归档率",
    "出勤率",
    "参训率",
    "准点率",
    "就业率",
    "入学率",
    "利用率",
    "使用率",
    "采纳率",
    "办结率",
    "整改率",
    "在线率",
    "保障率",
    "执行率",
];

impl Row {
    /// Judges a row; `None` where either side is no number, the units differ or the direction is unknown.
    pub fn of(indicator: &Indicator) -> Option<Self> {
        let (printed, reached) = (&indicator.target, indicator.actual.as_ref()?);
        let unclear = [flag::APPROXIMATE, flag::CHANGE, flag::OCR_SUSPECT, flag::SIGN_CONFLICT, flag::UNIT_CONFLICT];
        if unclear.iter().any(|flag| printed.has(flag) || reached.has(flag)) || !printed.also.is_empty() {
            return None;
        }
        let (target, actual) = (Quantity::of(printed)?, Quantity::of(reached)?);
        if !target.same_unit(&actual) || !actual.is_single() {
            return None;
        }
        let Direction { better, reason } = direction(&indicator.level3, printed);
        let plain = !target.is_percent() || GOOD.iter().any(|ending| indicator.level3.contains(ending));
        let is_sure = reason != Reason::Default || plain;
        let met = match (printed.comparator, better) {
            _ if !target.is_single() => actual.low >= target.low && actual.low <= target.high,
            (Some(Comparator::Gt), _) => actual.low > target.low,
            (Some(Comparator::Lt), _) => actual.low < target.low,
            (_, Better::Higher) => actual.low >= target.low,
            (_, Better::Lower) => actual.low <= target.low,
            (_, Better::Neither) => return None,
        };
        Some(Row { target, actual, better, met, is_sure })
    }
}

/// The points and the score of a row, where it prints both and the points are positive.
pub fn points(indicator: &Indicator) -> Option<(Decimal, Decimal)> {
    let (weight, score) = (sane(indicator.weight?)?, sane(indicator.score?)?);
    (weight > Decimal::ZERO).then_some((weight, score))
}

/// The reason given for a deviation, unless it says there is none.
pub fn reason(indicator: &Indicator) -> Option<&str> {
    let text = indicator.deviation.as_deref()?.trim();
    let nothing = ["", "无", "无偏差", "/", "-", "—", "——", "无。", "不适用", "没有"];
    (!nothing.contains(&text)).then_some(text)
}
