//! What follows a number and its unit: 以上, （含）, 左右, 完成.

use super::quantity::unit_of_note;
use crate::normalise::values::comparator;
use crate::normalise::values::date;
use crate::normalise::values::value::{Comparator, Value, flag};

/// Words after a number and its unit that say nothing about the value.
pub(super) const TAILS: [&str; 28] = [
    "以上完成",
    "完成拨付",
    "完成支付",
    "完成",
    "达标",
    "的标准",
    "标准",
    "水平",
    "为止",
    "办理完毕",
    "办结",
    "办理",
    "拨付",
    "支付",
    "发放",
    "到位",
    "答复",
    "响应",
    "处理",
    "处置",
    "送达",
    "出具",
    "。",
    ".",
    ",",
    ";",
    "的",
    "!",
];

/// Words for about, after a number.
pub(super) const ABOUT_AFTER: [&str; 4] = ["左右", "上下", "余", "多"];

/// What follows a number and its unit.
#[derive(Default)]
pub(super) struct Tail<'a> {
    pub comparator: Option<Comparator>,
    pub inclusive: Option<bool>,
    pub about: bool,
    pub unit: Option<&'a str>,
    /// 一年, 每月 after the unit: the denominator of a rate.
    pub per: Option<&'static str>,
}

/// Reads comparators, notes and empty words; what remains is not understood.
pub(super) fn tail<'a>(text: &'a str, tail: &mut Tail<'a>, value: &mut Value) -> Option<&'a str> {
    let mut rest = text;
    loop {
        if let Some(body) = rest.strip_prefix('(') {
            let end = body.find(')')?;
            note(&body[..end], tail, value);
            rest = &body[end + 1..];
        } else if let Some((comparator, next)) = comparator::after(rest) {
            tail.comparator = Some(comparator);
            rest = next;
        } else if let Some(next) = ABOUT_AFTER.iter().find_map(|word| rest.strip_prefix(word)) {
            tail.about = true;
            rest = next;
        } else if let Some(next) = TAILS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = next;
        } else if let Some((per, next)) = per(rest) {
            tail.per = Some(per);
            rest = next;
        } else if rest.len() < text.len() && tail.comparator.is_some() && date::is_deed(rest) {
            // 30分钟内进行应答: what is to be done within the time.
            return Some("");
        } else if is_counted(rest) {
            return Some("");
        } else {
            return Some(rest);
        }
    }
}

/// 一年, 每月: a rate's denominator after the unit.
fn per(text: &str) -> Option<(&'static str, &str)> {
    const PERIODS: [(&str, &str); 10] = [
        ("一年", "年"),
        ("每年", "年"),
        ("一个月", "月"),
        ("每个月", "月"),
        ("每月", "月"),
        ("一个季度", "季度"),
        ("每季度", "季度"),
        ("一天", "天"),
        ("每天", "天"),
        ("每日", "天"),
    ];
    PERIODS.iter().find_map(|(word, per)| Some((*per, text.strip_prefix(word)?)))
}

/// Whether all that follows a unit is such a denominator.
pub(super) fn is_per(text: &str) -> bool {
    per(text).is_some_and(|(_, rest)| rest.is_empty())
}

/// What a number counts or is a share of: a few words without number or denial (安全检查活动, 的技能培训, 满意).
pub(super) fn is_counted(text: &str) -> bool {
    const CHANGES: [&str; 8] = ["增长", "下降", "提高", "提升", "降低", "减少", "以上", "以下"];
    !text.is_empty() && date::is_deed(text) && !CHANGES.iter().any(|word| text.contains(word))
}

/// A note in brackets after the number: （含）, （不含）, （含90%）, （件）, （满分）.
fn note<'a>(body: &'a str, tail: &mut Tail<'a>, value: &mut Value) {
    if body.starts_with("不含") {
        tail.inclusive = Some(false);
    } else if body.starts_with('含') || body.starts_with("包含") {
        tail.inclusive = Some(true);
    } else if let Some(unit) = unit_of_note(body).filter(|_| tail.unit.is_none()) {
        tail.unit = Some(unit);
    } else {
        value.flag(flag::NOTE);
    }
}
