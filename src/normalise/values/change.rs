//! Changes against another period: 同比增长5%, 较上年提高3个百分点, 比上年下降2%, 年均增长≥8%, 零增长.

use super::comparator;
use super::numeric;
use super::unit;
use super::value::{Comparator, ComparatorSource, Value, ValueKind, flag};

/// Words that name the period compared with.
const BASELINES: [&str; 34] = [
    "与上年度同期相比",
    "与上年同期相比",
    "与去年同期相比",
    "较上年度同期",
    "较上年同期",
    "较去年同期",
    "比上年同期",
    "比去年同期",
    "与上年度相比",
    "与上年相比",
    "与去年相比",
    "同上年相比",
    "较上一年度",
    "较上一年",
    "较上年度",
    "较上年",
    "较去年",
    "较往年",
    "较前期",
    "较同期",
    "比上年度",
    "比上年",
    "比去年",
    "比往年",
    "同比",
    "环比",
    "年均",
    "逐年",
    "每年",
    "年度",
    "相比",
    "较2",
    "比2",
    "年",
];

/// Words for more.
const UP: [&str; 12] =
    ["增长率", "增长", "提高", "提升", "上升", "增加", "上涨", "增幅", "增速", "增收", "扩大", "上浮"];

/// Words for less.
const DOWN: [&str; 12] =
    ["下降率", "下降", "降低", "减少", "压减率", "压减", "压缩", "缩减", "减幅", "降幅", "下浮", "削减"];

/// A change as a value: the number is negative where it goes down, and the comparator follows (下降2% → ≤ -2%).
pub(super) fn parse(text: &str) -> Option<Value> {
    let (rest, named, average) = baseline(text);
    let goal = ["实现", "保持", "力争", "确保"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if matches!(goal, "零增长" | "只减不增" | "不增长" | "不增加" | "只降不升" | "不上升") {
        return Some(zero(Comparator::Le, goal == "零增长"));
    }
    if matches!(rest, "只增不减" | "不下降" | "不降低" | "不减少" | "只升不降") {
        return Some(zero(Comparator::Ge, true));
    }
    let (down, rest) = match UP.iter().find_map(|word| rest.strip_prefix(word)) {
        Some(rest) => (false, rest),
        None => (true, DOWN.iter().find_map(|word| rest.strip_prefix(word))?),
    };
    // 提高到95%, 提升至95%: a level, not a change.
    if rest.starts_with(['到', '至', '为']) {
        return None;
    }
    if rest.starts_with('率') && !named {
        return None;
    }
    let rest = rest.strip_prefix(['率', '了']).unwrap_or(rest);
    let rest = rest.strip_prefix("幅度").unwrap_or(rest);
    let mut value = numeric::parse(rest).filter(|value| value.also.is_empty() && value.value.is_some())?;
    value.flag(flag::CHANGE);
    // Fewer months are no time limit.
    if value.kind == ValueKind::Duration
        && let Some(unit) = &value.unit
    {
        value.kind = unit::measure(unit).kind;
    }
    if average {
        value.flag(flag::ANNUAL_AVERAGE);
    }
    let printed = value.comparator;
    if down {
        (value.value, value.value_max) = match (value.value, value.value_max) {
            (Some(low), Some(high)) => (Some(-high), Some(-low)),
            (low, _) => (low.map(|number| -number), None),
        };
        value.comparator = printed.map(mirrored);
    }
    if value.comparator.is_none() {
        value.comparator = Some(if down { Comparator::Le } else { Comparator::Ge });
        value.comparator_source = Some(ComparatorSource::Implied);
    }
    Some(value)
}

/// A level reached by a change: 提高到95% is a lower bound, 下降到5% an upper one.
pub(super) fn level(text: &str) -> Option<Value> {
    let (rest, _, _) = baseline(text);
    let (down, rest) = match UP.iter().find_map(|word| rest.strip_prefix(word)) {
        Some(rest) => (false, rest),
        None => (true, DOWN.iter().find_map(|word| rest.strip_prefix(word))?),
    };
    let mut value = numeric::parse(rest.strip_prefix(['到', '至'])?)?;
    if value.comparator.is_none() {
        value.comparator = Some(if down { Comparator::Le } else { Comparator::Ge });
        value.comparator_source = Some(ComparatorSource::Implied);
    }
    Some(value)
}

/// The text after the words for the period compared with; whether there were any; whether they say on average.
fn baseline(text: &str) -> (&str, bool, bool) {
    let mut rest = text;
    let (mut named, mut average) = (false, false);
    while let Some(word) = BASELINES.iter().find(|word| rest.starts_with(**word)) {
        named = true;
        average |= *word == "年均";
        rest = &rest[word.len()..];
        if word.ends_with('2') {
            // 较2021年: the year's other digits.
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    rest = rest.strip_prefix("度").unwrap_or(rest);
    rest = rest.strip_prefix("底").unwrap_or(rest);
    (rest.strip_prefix([',', ':']).unwrap_or(rest), named, average)
}

/// No growth, or no decline.
fn zero(comparator: Comparator, printed: bool) -> Value {
    Value {
        kind: ValueKind::Ratio,
        comparator: Some(comparator),
        comparator_source: Some(if printed { ComparatorSource::Implied } else { ComparatorSource::Explicit }),
        value: Some(rust_decimal::Decimal::ZERO),
        unit: Some("%".to_string()),
        flags: vec![flag::CHANGE],
        ..Value::default()
    }
}

/// The comparator of the negated number.
fn mirrored(comparator: Comparator) -> Comparator {
    match comparator {
        c if comparator::from_below(c) => {
            if c == Comparator::Ge {
                Comparator::Le
            } else {
                Comparator::Lt
            }
        }
        Comparator::Le => Comparator::Ge,
        Comparator::Lt => Comparator::Gt,
        other => other,
    }
}
