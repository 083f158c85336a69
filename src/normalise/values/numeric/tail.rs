//! What follows a number and its unit: 以上, （含）, 左右, 完成.

use crate::normalise::values::comparator;
use crate::normalise::values::unit;
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
        } else {
            return Some(rest);
        }
    }
}

/// A note in brackets after the number: （含）, （不含）, （含90%）, （件）, （满分）.
fn note<'a>(body: &'a str, tail: &mut Tail<'a>, value: &mut Value) {
    if body.starts_with("不含") {
        tail.inclusive = Some(false);
    } else if body.starts_with('含') || body.starts_with("包含") {
        tail.inclusive = Some(true);
    } else if tail.unit.is_none() && unit::is_known(body) {
        tail.unit = Some(body);
    } else {
        value.flag(flag::NOTE);
    }
}
