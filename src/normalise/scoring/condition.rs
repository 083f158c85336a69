//! Conditions: 核查率达到98%, 80%（含）-90%, 60%≤执行率<80%, 控制在目标值以内, 有效保障.

use super::{Closed, Condition};
use crate::normalise::values::Comparator;
use crate::normalise::values::between;
use crate::normalise::values::comparator;
use crate::normalise::values::number;
use crate::normalise::values::unit;
use rust_decimal::Decimal;

/// The words of a condition as a condition; `words` are folded.
pub(super) fn parse(words: &str) -> Condition {
    let raw = words.trim_matches([',', '、', ':']).to_string();
    let text = trimmed(&raw);
    let parsed = band_around(text).or_else(|| target(text)).or_else(|| threshold(text));
    match parsed {
        Some(condition) => Condition { raw, ..condition },
        None => Condition { subject: noun(text).map(str::to_string), raw, ..Condition::default() },
    }
}

/// A condition without 若 before and 的 behind.
fn trimmed(text: &str) -> &str {
    let mut text = ["如果", "若", "当", "如", "凡"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    while let Some(rest) = ["的", "时", "则", "可", "以"].iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// 80%≤执行率<100%, 60%≤<80%, [80%,90%).
fn band_around(text: &str) -> Option<Condition> {
    let band = between::parse(text)?;
    let closed = match (band.low_closed, band.high_closed) {
        (true, true) => Closed::Both,
        (true, false) => Closed::Lower,
        (false, true) => Closed::Upper,
        (false, false) => Closed::Neither,
    };
    Some(Condition {
        subject: band.subject.map(str::to_string),
        comparator: Some(Comparator::Range),
        value: Some(band.low),
        value_max: Some(band.high),
        closed: Some(closed),
        unit: band.unit.map(str::to_string),
        ..Condition::default()
    })
}

/// A threshold that is the indicator's own target: 达到目标值, 超出目标值, 在目标区间内, 按时完成.
fn target(text: &str) -> Option<Condition> {
    const TARGETS: [&str; 16] = [
        "目标值",
        "目标区间",
        "目标任务",
        "目标数",
        "年度目标",
        "预期目标",
        "绩效目标",
        "年度指标值",
        "年度指标",
        "预期指标",
        "指标值",
        "计划数",
        "计划值",
        "计划目标",
        "标准值",
        "下限",
    ];
    const ON_TIME: [&str; 9] =
        ["按时", "按期", "按计划", "按进度", "及时完成", "如期", "在规定时间", "在规定期限", "未按时"];
    if text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let named = TARGETS.iter().find_map(|word| text.find(word));
    let Some(at) = named else {
        let timely = ON_TIME.iter().any(|word| text.starts_with(word)) && text.contains("完成");
        return timely.then(|| Condition { is_target: true, ..Condition::default() });
    };
    const VERBS: [(&str, Option<Comparator>); 35] = [
        ("大于或等于", Some(Comparator::Ge)),
        ("大于等于", Some(Comparator::Ge)),
        ("不低于", Some(Comparator::Ge)),
        ("不少于", Some(Comparator::Ge)),
        ("不小于", Some(Comparator::Ge)),
        ("≥", Some(Comparator::Ge)),
        ("小于或等于", Some(Comparator::Le)),
        ("小于等于", Some(Comparator::Le)),
        ("不高于", Some(Comparator::Le)),
        ("不超过", Some(Comparator::Le)),
        ("不大于", Some(Comparator::Le)),
        ("不超", Some(Comparator::Le)),
        ("≤", Some(Comparator::Le)),
        ("控制在", Some(Comparator::Le)),
        ("超出", Some(Comparator::Gt)),
        ("超过", Some(Comparator::Gt)),
        ("高于", Some(Comparator::Gt)),
        ("大于", Some(Comparator::Gt)),
        (">", Some(Comparator::Gt)),
        ("部分完成", None),
        ("部分达成", None),
        ("基本完成", None),
        ("基本达成", None),
        ("未达到", Some(Comparator::Lt)),
        ("未达成", Some(Comparator::Lt)),
        ("未完成", Some(Comparator::Lt)),
        ("未达", Some(Comparator::Lt)),
        ("小于", Some(Comparator::Lt)),
        ("低于", Some(Comparator::Lt)),
        ("少于", Some(Comparator::Lt)),
        ("<", Some(Comparator::Lt)),
        ("达到", Some(Comparator::Ge)),
        ("达成", Some(Comparator::Ge)),
        ("完成", Some(Comparator::Ge)),
        ("等于", Some(Comparator::Ge)),
    ];
    let before = &text[..at];
    let before = before
        .strip_suffix(['在', '于'])
        .filter(|b| !b.ends_with(['制', '大', '小', '高', '低', '等', '少']))
        .unwrap_or(before);
    let verb = VERBS.iter().find_map(|(word, comparator)| Some((before.strip_suffix(word)?, *comparator)));
    let (noun, mut comparator) = verb.unwrap_or((before, None));
    if text.contains("区间内") || text.contains("区间以内") {
        comparator = Some(Comparator::Range);
    } else if comparator.is_none() && (text.ends_with("以内") || text.ends_with("之内")) {
        comparator = Some(Comparator::Le);
    }
    Some(Condition { subject: subject(noun), comparator, is_target: true, ..Condition::default() })
}

/// A number with a comparator: 核查率达到98%, 衔接率100%以上, 80%（含）-90%, 完成督查2次.
fn threshold(text: &str) -> Option<Condition> {
    for (at, c) in text.char_indices() {
        let here = &text[at..];
        let (mut comparator, rest) = match comparator::before(here) {
            Some((comparator, rest)) => (Some(comparator), rest),
            None if here.starts_with('为') => (Some(Comparator::Eq), &here['为'.len_utf8()..]),
            None if here.starts_with("完成") => (Some(Comparator::Ge), &here["完成".len()..]),
            None if c.is_ascii_digit() || here.starts_with("百分之") || c == '-' => (None, here),
            None => continue,
        };
        let Some((number, number_unit, rest)) = quantity(rest, comparator.is_some()) else {
            if c.is_ascii_digit() {
                return None;
            }
            continue;
        };
        let subject = subject(&text[..at]);
        if comparator.is_none() && text[..at].starts_with("完成") {
            comparator = Some(Comparator::Ge);
        }
        let (rest, low_closed) = note(rest);
        if let Some(condition) = band(number, number_unit, low_closed, rest) {
            return Some(Condition { subject, ..condition });
        }
        let (rest, _) = note(rest);
        if let Some((after, _)) = comparator::after(rest) {
            comparator = comparator.filter(|c| *c != Comparator::Eq).or(Some(after));
        }
        if low_closed == Some(false) {
            comparator = comparator.map(open);
        }
        let unit = number_unit.map(str::to_string);
        return Some(Condition { subject, comparator, value: Some(number), unit, ..Condition::default() });
    }
    None
}

/// The other bound of a band: -90%, -10%（含）.
fn band(low: Decimal, low_unit: Option<&str>, low_closed: Option<bool>, rest: &str) -> Option<Condition> {
    let rest = rest.strip_prefix(['-', '~', '至', '到'])?;
    let (high, high_unit, rest) = quantity(rest, true)?;
    let (_, high_closed) = note(rest);
    // 80%-90%（含80%）: the number in the note says which bound belongs.
    let noted = rest.strip_prefix("(含").and_then(number::arabic).map(|(number, _)| number);
    let (low_closed, high_closed) =
        if noted == Some(low) && low != high { (Some(true), None) } else { (low_closed, high_closed) };
    let closed = match (low_closed, high_closed) {
        (Some(true), Some(true)) => Some(Closed::Both),
        (Some(true), _) | (None, Some(false)) => Some(Closed::Lower),
        (_, Some(true)) | (Some(false), None) => Some(Closed::Upper),
        (Some(false), Some(false)) => Some(Closed::Neither),
        (None, None) => None,
    };
    let (low, high, closed) = match (low <= high, closed) {
        (true, closed) => (low, high, closed),
        (false, Some(Closed::Lower)) => (high, low, Some(Closed::Upper)),
        (false, Some(Closed::Upper)) => (high, low, Some(Closed::Lower)),
        (false, closed) => (high, low, closed),
    };
    Some(Condition {
        comparator: Some(Comparator::Range),
        value: Some(low),
        value_max: Some(high),
        closed,
        unit: high_unit.or(low_unit).map(str::to_string),
        ..Condition::default()
    })
}

/// A number and its unit; Chinese numerals only after a comparator or verb and before a unit.
pub(super) fn quantity(text: &str, numerals: bool) -> Option<(Decimal, Option<&str>, &str)> {
    if let Some(rest) = text.strip_prefix("百分之") {
        if let Some(rest) = rest.strip_prefix('百') {
            return Some((Decimal::ONE_HUNDRED, Some("%"), rest));
        }
        let (numeral, rest) = number::scan(rest)?;
        return Some((numeral.value, Some("%"), rest));
    }
    if let Some((value, rest)) = number::arabic(text) {
        let (unit, rest) = unit_of(rest);
        return Some((value, unit, rest));
    }
    if !numerals {
        return None;
    }
    let (numeral, rest) = number::scan(text)?;
    let (unit, rest) = unit_of(rest);
    unit.map(|unit| (numeral.value, Some(unit), rest))
}

/// The known unit that a text begins with, also in brackets.
pub(super) fn unit_of(text: &str) -> (Option<&str>, &str) {
    if let Some(body) = text.strip_prefix('(')
        && let Some((inside, rest)) = body.split_once(')')
        && unit::is_known(inside)
    {
        return (Some(inside), rest);
    }
    match unit::known_prefix(text) {
        // 分 is what is earned, not a unit of the value.
        Some((known, rest)) if known != "分" => (Some(known), rest),
        _ => (None, text),
    }
}

/// A note on a bound: （含）, （不含）, （含90%）.
fn note(text: &str) -> (&str, Option<bool>) {
    if let Some(body) = text.strip_prefix('(')
        && let Some((inside, rest)) = body.split_once(')')
    {
        if inside.starts_with("不含") {
            return (rest, Some(false));
        }
        if inside.starts_with('含') || inside.starts_with("包含") {
            return (rest, Some(true));
        }
    }
    (text, None)
}

fn open(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Ge => Comparator::Gt,
        Comparator::Le => Comparator::Lt,
        other => other,
    }
}

/// The noun before a threshold, without verbs.
fn subject(text: &str) -> Option<String> {
    const VERBS: [&str; 4] = ["完成", "保障", "实现", "确保"];
    const ALONE: [&str; 6] = ["组织", "开展", "举办", "办理", "购置", "实施"];
    let mut text = text;
    // 完成率, 完成值 are nouns, 完成 is a verb.
    while let Some(rest) = VERBS.iter().find_map(|word| text.strip_prefix(word))
        && !rest.starts_with(['率', '值', '数', '量', '情', '时', '比', '程', '进', '额'])
    {
        text = rest;
    }
    // 根据问卷调查,满意率: the noun is in the last clause.
    let text = text.rsplit([',', ':']).find(|part| !part.is_empty()).unwrap_or(text);
    let text = text.trim_end_matches(['为', '在', '应', '需', '的']);
    let text = text.trim_end_matches("未").trim_end_matches("达到");
    let text = text.trim_matches([',', '、']);
    (!text.is_empty() && !ALONE.contains(&text) && text.chars().any(unit::is_han)).then(|| text.to_string())
}

/// The noun before words of quality: 执行水平 in 执行水平明显提高.
fn noun(text: &str) -> Option<&str> {
    const QUALITIES: [&str; 13] =
        ["明显", "显著", "有效", "及时", "得到", "逐步", "不断", "稳步", "持续", "进一步", "较好", "良好", "大幅"];
    let at = QUALITIES.iter().filter_map(|word| text.find(word)).min()?;
    let noun = text[..at].trim_end_matches(['能', '够', '得', ',']);
    (noun.chars().count() >= 2).then_some(noun)
}
