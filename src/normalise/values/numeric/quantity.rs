//! A number with its unit, and the two of a range: 15万人, 100（%）, 90%-95%.

use super::tail::{self, ABOUT_AFTER, TAILS};
use crate::normalise::values::comparator;
use crate::normalise::values::number::{self, Numeral};
use crate::normalise::values::unit;
use crate::normalise::values::value::{Value, flag};
use rust_decimal::Decimal;

/// A number with its unit.
pub(super) struct Quantity<'a> {
    pub numeral: Numeral,
    pub unit: Option<&'a str>,
    pub noted_unit: Option<&'a str>,
}

/// A number and, where one follows, its unit: 98%, 百分之九十五, 100（%）, 15万人.
pub(super) fn quantity<'a>(text: &'a str, value: &mut Value) -> Option<(Quantity<'a>, &'a str)> {
    for (word, unit) in [("百分之", "%"), ("千分之", "‰")] {
        if let Some(rest) = text.strip_prefix(word) {
            let (numeral, rest) = match rest.strip_prefix('百') {
                Some(rest) if !rest.starts_with('分') => {
                    (Numeral { value: Decimal::ONE_HUNDRED, approximate: false, chinese: true }, rest)
                }
                _ => number::scan(rest)?,
            };
            return Some((Quantity { numeral, unit: Some(unit), noted_unit: None }, rest));
        }
    }
    let (numeral, rest) = number::scan(text)?;
    let (noted_unit, rest) = noted_unit(rest);
    let (unit, rest) = unit_run(rest, &numeral, value)?;
    Some((Quantity { numeral, unit, noted_unit }, rest))
}

/// A unit in brackets: 100（%）, 50 (件).
fn noted_unit(text: &str) -> (Option<&str>, &str) {
    if let Some(body) = text.strip_prefix('(')
        && let Some(end) = body.find(')')
        && let Some(unit) = unit_of_note(&body[..end])
    {
        return (Some(unit), &body[end + 1..]);
    }
    (None, text)
}

/// The unit that a note names: （件）, （人数）, （单位：人）.
pub(super) fn unit_of_note(body: &str) -> Option<&str> {
    let body = body.strip_prefix("单位").map_or(body, |rest| rest.trim_start_matches(':'));
    [body.strip_suffix('数'), Some(body)].into_iter().flatten().find(|unit| unit::is_known(unit))
}

/// The unit after a number; `Some(None)` where none follows, `None` where the text goes on with something else.
pub(super) fn unit_run<'a>(text: &'a str, numeral: &Numeral, value: &mut Value) -> Option<(Option<&'a str>, &'a str)> {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            !(is_unit_character(*c) || *c == '.' && joins_units(text, *at) || *c == '、' && lists_units(text, *at))
        })
        .map_or(text.len(), |(at, _)| at);
    let run = text[..end].trim_end_matches('/');
    if run.is_empty() {
        return Some((None, text));
    }
    // 次以上, 元以内完成: what is no unit at the end of the run belongs to the tail.
    let mut unit = run;
    let mut known = unit::is_known(unit);
    while !known {
        let shorter = comparator::strip_after(unit)
            .or_else(|| ABOUT_AFTER.iter().find_map(|word| unit.strip_suffix(word)))
            .or_else(|| TAILS.iter().find_map(|word| unit.strip_suffix(word)))
            .or_else(|| ["至", "到", "之间"].iter().find_map(|word| unit.strip_suffix(word)));
        let Some(shorter) = shorter else { break };
        unit = shorter;
        known = unit::is_known(unit);
    }
    if unit.is_empty() {
        return Some((None, text));
    }
    // 一级, 三等: a grade, not a number of something.
    if numeral.chinese && unit.starts_with(['级', '等', '类', '档', '流', '星', '号']) {
        return None;
    }
    if known {
        return Some((Some(unit), &text[unit.len()..]));
    }
    // 90%至95%, 次且: a known unit, then words that the tail may know.
    if let Some((known, rest)) = unit::known_prefix(text)
        && (is_share_of(known, rest) || rest.starts_with('的'))
    {
        return Some((Some(known), rest));
    }
    if let Some((known, rest)) = unit::known_prefix(text)
        && ["至", "到", "之间", "以", "及", "或", "左右", "上下", "之", "内", "含", "完成"]
            .iter()
            .any(|w| rest.starts_with(w))
    {
        return Some((Some(known), rest));
    }
    if numeral.chinese || !unit::is_plausible(unit) {
        // 1次安全检查活动, 50人次的技能培训: a unit, then what is counted.
        return unit::known_prefix(text)
            .filter(|(known, _)| {
                !numeral.chinese && known.starts_with(unit::is_han) && !unit::multiplier(known).1.is_empty()
            })
            .filter(|(_, rest)| tail::is_counted(rest) || tail::is_per(rest))
            .map(|(known, rest)| (Some(known), rest));
    }
    if let Some((known, rest)) = unit::known_prefix(text)
        && tail::is_per(rest)
    {
        return Some((Some(known), rest));
    }
    value.flag(flag::UNKNOWN_UNIT);
    Some((Some(unit), &text[unit.len()..]))
}

/// 95%满意, 100%按时完成: a share, then what it is the share of; 5%增长 is a change.
fn is_share_of(unit: &str, rest: &str) -> bool {
    matches!(unit, "%" | "‰")
        && tail::is_counted(rest)
        && !rest.contains([
            '增', '降', '减', '升', '提', '涨', '缩', '至', '到', '以', '及', '或', '左', '上', '下', '之', '内', '含',
        ])
}

/// Whether a comma joins units below the line: 元/人、月 is written for 元/人·月.
fn lists_units(text: &str, at: usize) -> bool {
    let after = text[at + '、'.len_utf8()..].split(|c: char| !is_unit_character(c)).next().unwrap_or_default();
    text[..at].contains('/') && unit::is_known(after)
}

/// Whether a full stop joins the parts of a compound unit: 元/人.月.
fn joins_units(text: &str, at: usize) -> bool {
    text[..at].contains('/') && text[at + 1..].starts_with(['月', '年', '天', '日', '次', '人', '户', '个'])
}

fn is_unit_character(c: char) -> bool {
    unit::is_han(c)
        || c.is_ascii_alphabetic()
        || matches!(c, '%' | '‰' | '/' | '·' | '²' | '³' | '㎡' | '℃' | '°' | 'μ')
}

/// A note on the closed side before a range sign or comparator: （含）, （不含）.
pub(super) fn closing_note(text: &str) -> (&str, Option<bool>) {
    for (note, closed) in [("(含)", true), ("(包含)", true), ("(不含)", false)] {
        if let Some(rest) = text.strip_prefix(note) {
            return (rest, Some(closed));
        }
    }
    (text, None)
}

/// The second number of a range, after 90%-, 3至, 3～.
pub(super) fn range_end<'a>(text: &'a str, value: &mut Value) -> Option<(Quantity<'a>, Option<bool>, &'a str)> {
    let rest = ["--", "-", "~", "至", "到"].iter().find_map(|sign| text.strip_prefix(sign))?;
    let (upper, rest) = quantity(rest, value)?;
    let (rest, closed) = closing_note(rest);
    let rest = rest.strip_prefix("之间").unwrap_or(rest);
    Some((upper, closed, rest))
}

/// The unit of both bounds: 85-90%, 85%-90%, 1万-2万元; `None` where they do not fit together.
pub(super) fn shared_unit<'a>(lower: &Quantity<'a>, upper: &Quantity<'a>) -> Option<Option<&'a str>> {
    let (low, high) = (lower.unit.or(lower.noted_unit), upper.unit.or(upper.noted_unit));
    match (low, high) {
        (None, high) => Some(high),
        (low, None) => Some(low),
        (Some(low), Some(high)) if low == high => Some(Some(high)),
        // 1万-2万元: the multiplier alone before, the whole unit after.
        (Some(low), Some(high)) if unit::multiplier(low).1.is_empty() && high.starts_with(low) => Some(Some(high)),
        (Some(low), Some(high)) if unit::measure(low).base == unit::measure(high).base => Some(Some(high)),
        _ => None,
    }
}

/// A bound's number in the range's unit (5000元-1万元: 0.5).
pub(super) fn scaled(bound: &Quantity<'_>, unit: &Option<&str>) -> Decimal {
    match (bound.unit, unit) {
        (Some(own), Some(shared)) if own != *shared => {
            let (from, to) = (unit::measure(own).factor, unit::measure(shared).factor);
            match bound.numeral.value.checked_mul(from).and_then(|v| v.checked_div(to)) {
                Some(number) => number.normalize(),
                None => bound.numeral.value,
            }
        }
        _ => bound.numeral.value,
    }
}
