//! Numbers with comparator and unit: ≥98%, 不低于1300米, 15万人, 90%（含）-95%, 每月1次, 50件(套).

use super::between;
use super::comparator::{self, from_above};
use super::number::{self, Numeral};
use super::unit;
use super::value::{Comparator, ComparatorSource, Value, ValueKind, flag};
use rust_decimal::Decimal;

/// Words before a comparator or number that say nothing about the value.
const LEADS: [&str; 32] = [
    "确保达到",
    "力争达到",
    "预计达到",
    "确保",
    "力争",
    "保证",
    "保持在",
    "维持在",
    "稳定在",
    "保持",
    "维持",
    "实现",
    "完成",
    "预计",
    "计划",
    "全年",
    "年度",
    "年",
    "总",
    "共",
    "共计",
    "合计",
    "约为",
    "为",
    "是",
    "应",
    "在",
    "需",
    "均",
    "人民币",
    "￥",
    "¥",
];

/// Words after a number and its unit that say nothing about the value.
const TAILS: [&str; 28] = [
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

/// Words for about, before a number.
const ABOUT_BEFORE: [&str; 8] = ["大约", "大概", "约", "接近", "将近", "近", "≈", "~"];

/// Words for about, after a number.
const ABOUT_AFTER: [&str; 4] = ["左右", "上下", "余", "多"];

/// A number as parsed from a cell, before unit columns and names are brought in.
pub(super) fn parse(text: &str) -> Option<Value> {
    constraint(text).or_else(|| band(text)).or_else(|| labelled(text))
}

/// 80%≤满意度<90%, [80%,90%).
fn band(text: &str) -> Option<Value> {
    let band = between::parse(text)?;
    let mut value = Value::default();
    if !band.low_closed {
        value.flag(flag::LOWER_OPEN);
    }
    if !band.high_closed {
        value.flag(flag::UPPER_OPEN);
    }
    if band.subject.is_some() {
        value.flag(flag::LABELLED);
    }
    finish_range(value, band.low, band.high, band.unit)
}

/// A label, then a constraint: 满意度≥95%, 培训人数500人.
fn labelled(text: &str) -> Option<Value> {
    const LONGEST_LABEL: usize = 24;
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut length = 0;
    for (at, c) in text.char_indices() {
        // A second clause is a constraint of its own.
        if matches!(c, ',' | ';' | '。') {
            return None;
        }
        length += 1;
        if length > LONGEST_LABEL {
            return None;
        }
        if at == 0 {
            continue;
        }
        let rest = &text[at..];
        let starts = c.is_ascii_digit() || comparator::before(rest).is_some() || rest.starts_with("百分之");
        if !starts {
            continue;
        }
        if !text[..at].chars().any(unit::is_han) {
            return None;
        }
        if let Some(mut value) = constraint(rest) {
            value.flag(flag::LABELLED);
            return Some(value);
        }
        if c.is_ascii_digit() {
            return None; // digits that are no constraint: the cell is prose
        }
    }
    None
}

/// What stands before a number.
#[derive(Default)]
struct Before {
    comparator: Option<Comparator>,
    about: bool,
    conflict: bool,
    stretch: bool,
    bounded: bool,
    /// 每人每月: the denominator of a unit, 人·月.
    per: String,
}

/// A whole text as one constraint on a number.
fn constraint(text: &str) -> Option<Value> {
    let (before, rest) = lead(text);
    let mut value = Value::default();
    if let Some(rest) = rest.strip_prefix('±') {
        let (numeral, rest) = number::scan(rest)?;
        let (unit, rest) = unit_and_tail(rest, &numeral, &mut value)?;
        if !rest.is_empty() {
            return None;
        }
        return finish_range(value, -numeral.value, numeral.value, unit);
    }
    let (lower, rest) = quantity(rest, &mut value)?;
    // A note between number and range sign closes that side: 90%（含）-95%.
    let (rest, closed) = closing_note(rest);
    if let Some((upper, upper_closed, rest)) = range_end(rest, &mut value) {
        let rest = tail(rest, &mut Tail::default(), &mut value)?;
        let unit = shared_unit(&lower, &upper)?;
        if !rest.is_empty() || before.comparator.is_some_and(|c| c != Comparator::Le) {
            return None;
        }
        if before.about {
            value.flag(flag::APPROXIMATE);
        }
        let (closed_low, closed_high) = (closed == Some(true), upper_closed == Some(true));
        if closed == Some(false) || (closed_high && !closed_low) {
            value.flag(flag::LOWER_OPEN);
        }
        if upper_closed == Some(false) || (closed_low && !closed_high) {
            value.flag(flag::UPPER_OPEN);
        }
        return finish_range(value, scaled(&lower, &unit), scaled(&upper, &unit), unit);
    }
    let mut after = Tail { inclusive: closed, ..Tail::default() };
    if let Some(word) = lower.noted_unit
        && lower.unit.is_none()
    {
        after.unit = Some(word);
    }
    let rest = tail(rest, &mut after, &mut value)?;
    if !rest.is_empty() {
        return None;
    }
    finish(value, &before, &lower, &after)
}

/// What precedes the number: leads, comparators, approximation, 每月.
fn lead(text: &str) -> (Before, &str) {
    let mut before = Before::default();
    let mut rest = text;
    loop {
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return (before, rest);
        }
        if let Some(next) = ABOUT_BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
            before.about = true;
            rest = next;
        } else if let Some((comparator, next)) = comparator::before(rest) {
            before.bounded |= rest.starts_with("控制");
            match before.comparator {
                // 控制在不超过5%: the printed bound counts, 控制在 only leads to it.
                Some(Comparator::Le) if before.bounded => before.comparator = Some(comparator),
                Some(earlier) if earlier != comparator => before.conflict = true,
                _ => before.comparator = Some(comparator),
            }
            rest = next;
        } else if let Some((per, next)) = period(rest) {
            if !before.per.is_empty() {
                before.per.push('·');
            }
            before.per.push_str(per);
            rest = next;
        } else if let Some(word) = LEADS.iter().find(|word| rest.starts_with(**word)) {
            before.stretch |= word.starts_with("力争");
            rest = &rest[word.len()..];
        } else {
            let rest = rest.strip_prefix([':', ',']).filter(|_| rest.len() < text.len()).unwrap_or(rest);
            return (before, rest);
        }
    }
}

/// 每月, 每年, 每人: what a count is for, as the denominator of a unit.
fn period(text: &str) -> Option<(&'static str, &str)> {
    if !text.starts_with(['每', '人', '户']) {
        return None;
    }
    const PERIODS: [(&str, &str); 22] = [
        ("每个月", "月"),
        ("每月", "月"),
        ("每季度", "季度"),
        ("每季", "季度"),
        ("每半年", "半年"),
        ("每年度", "年"),
        ("每年", "年"),
        ("每周", "周"),
        ("每星期", "周"),
        ("每天", "天"),
        ("每日", "天"),
        ("每次", "次"),
        ("每场", "场"),
        ("每期", "期"),
        ("每人", "人"),
        ("每户", "户"),
        ("每村", "村"),
        ("每个村", "村"),
        ("每件", "件"),
        ("每批", "批"),
        ("人均", "人"),
        ("户均", "户"),
    ];
    PERIODS.iter().find_map(|(word, per)| Some((*per, text.strip_prefix(word)?)))
}

/// A number with its unit.
struct Quantity<'a> {
    numeral: Numeral,
    unit: Option<&'a str>,
    noted_unit: Option<&'a str>,
}

/// A number and, where one follows, its unit: 98%, 百分之九十五, 100（%）, 15万人.
fn quantity<'a>(text: &'a str, value: &mut Value) -> Option<(Quantity<'a>, &'a str)> {
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
        && unit::is_known(&body[..end])
    {
        return (Some(&body[..end]), &body[end + 1..]);
    }
    (None, text)
}

/// The unit after a number; `Some(None)` where none follows, `None` where the text goes on with something else.
fn unit_run<'a>(text: &'a str, numeral: &Numeral, value: &mut Value) -> Option<(Option<&'a str>, &'a str)> {
    let end = text
        .char_indices()
        .find(|(at, c)| !is_unit_character(*c) && !(*c == '.' && joins_units(text, *at)))
        .map_or(text.len(), |(at, _)| at);
    let run = text[..end].trim_end_matches('/');
    if run.is_empty() {
        return Some((None, text));
    }
    // 次以上, 元以内完成: what is no unit at the end of the run belongs to the tail.
    let mut unit = run;
    loop {
        let shorter = comparator::strip_after(unit)
            .or_else(|| ABOUT_AFTER.iter().find_map(|word| unit.strip_suffix(word)))
            .or_else(|| TAILS.iter().find_map(|word| unit.strip_suffix(word)))
            .or_else(|| ["至", "到", "之间"].iter().find_map(|word| unit.strip_suffix(word)));
        match shorter {
            Some(shorter) if !unit::is_known(unit) => unit = shorter,
            _ => break,
        }
    }
    if unit.is_empty() {
        return Some((None, text));
    }
    // 一级, 三等: a grade, not a number of something.
    if numeral.chinese && unit.starts_with(['级', '等', '类', '档', '流', '星', '号']) {
        return None;
    }
    if unit::is_known(unit) {
        return Some((Some(unit), &text[unit.len()..]));
    }
    // 90%至95%, 次且: a known unit, then words that the tail may know.
    if let Some((known, rest)) = unit::known_prefix(text)
        && ["至", "到", "之间", "以", "及", "或", "左右", "上下", "之", "内", "含", "完成"]
            .iter()
            .any(|w| rest.starts_with(w))
    {
        return Some((Some(known), rest));
    }
    if numeral.chinese || !unit::is_plausible(unit) {
        return None;
    }
    value.flag(flag::UNKNOWN_UNIT);
    Some((Some(unit), &text[unit.len()..]))
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

fn unit_and_tail<'a>(text: &'a str, numeral: &Numeral, value: &mut Value) -> Option<(Option<&'a str>, &'a str)> {
    let (unit, rest) = unit_run(text, numeral, value)?;
    let rest = tail(rest, &mut Tail::default(), value)?;
    Some((unit, rest))
}

/// A note on the closed side before a range sign or comparator: （含）, （不含）.
fn closing_note(text: &str) -> (&str, Option<bool>) {
    for (note, closed) in [("(含)", true), ("(包含)", true), ("(不含)", false)] {
        if let Some(rest) = text.strip_prefix(note) {
            return (rest, Some(closed));
        }
    }
    (text, None)
}

/// The second number of a range, after 90%-, 3至, 3～.
fn range_end<'a>(text: &'a str, value: &mut Value) -> Option<(Quantity<'a>, Option<bool>, &'a str)> {
    let rest = ["--", "-", "~", "至", "到"].iter().find_map(|sign| text.strip_prefix(sign))?;
    let (upper, rest) = quantity(rest, value)?;
    let (rest, closed) = closing_note(rest);
    let rest = rest.strip_prefix("之间").unwrap_or(rest);
    Some((upper, closed, rest))
}

/// The unit of both bounds: 85-90%, 85%-90%, 1万-2万元; `None` where they do not fit together.
fn shared_unit<'a>(lower: &Quantity<'a>, upper: &Quantity<'a>) -> Option<Option<&'a str>> {
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
fn scaled(bound: &Quantity<'_>, unit: &Option<&str>) -> Decimal {
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

/// What follows a number and its unit.
#[derive(Default)]
struct Tail<'a> {
    comparator: Option<Comparator>,
    inclusive: Option<bool>,
    about: bool,
    unit: Option<&'a str>,
}

/// Reads comparators, notes and empty words; what remains is not understood.
fn tail<'a>(text: &'a str, tail: &mut Tail<'a>, value: &mut Value) -> Option<&'a str> {
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

/// One number as a value.
fn finish(mut value: Value, before: &Before, quantity: &Quantity<'_>, after: &Tail<'_>) -> Option<Value> {
    value.value = Some(quantity.numeral.value);
    // A unit in brackets counts only where none is printed with the number: 50件(套).
    let unit = match (quantity.unit, after.unit) {
        (Some(unit), Some(noted)) if unit::multiplier(unit).1.is_empty() => Some(format!("{unit}{noted}")),
        (Some(unit), Some(_)) => {
            value.flag(flag::NOTE);
            Some(unit.to_string())
        }
        (unit, noted) => unit.or(noted).map(str::to_string),
    };
    value.unit = match unit {
        Some(unit) if !before.per.is_empty() && !unit.contains('/') => Some(format!("{unit}/{}", before.per)),
        unit => unit,
    };
    let mut comparator = match (before.comparator, after.comparator) {
        (Some(_), Some(after)) if before.bounded => Some(after),
        (Some(before), Some(after)) => {
            if before == Comparator::Eq || comparator::from_below(before) != comparator::from_below(after) {
                value.flag(flag::SIGN_CONFLICT);
            }
            Some(before)
        }
        (before, after) => before.or(after),
    };
    comparator = match (comparator, after.inclusive) {
        (Some(Comparator::Ge), Some(false)) => Some(Comparator::Gt),
        (Some(Comparator::Le), Some(false)) => Some(Comparator::Lt),
        (Some(Comparator::Gt), Some(true)) => Some(Comparator::Ge),
        (Some(Comparator::Lt), Some(true)) => Some(Comparator::Le),
        (comparator, _) => comparator,
    };
    if before.conflict {
        value.flag(flag::SIGN_CONFLICT);
    }
    if before.stretch {
        value.flag(flag::STRETCH);
    }
    if before.about || after.about || quantity.numeral.approximate {
        value.flag(flag::APPROXIMATE);
        // 十余场, 500余人: more than that.
        if quantity.numeral.approximate && comparator.is_none() {
            comparator = Some(Comparator::Ge);
        }
    }
    value.comparator = comparator;
    value.comparator_source = comparator.map(|_| ComparatorSource::Explicit);
    value.kind = kind(value.unit.as_deref(), comparator);
    Some(value)
}

/// The kind that unit and comparator make: 天, 月 and 年 count work done unless they bound a time from above.
fn kind(unit: Option<&str>, comparator: Option<Comparator>) -> ValueKind {
    let Some(unit) = unit else { return ValueKind::Quantity };
    match unit::measure(unit).kind {
        ValueKind::Quantity if unit::is_time(unit) && comparator.is_some_and(from_above) => ValueKind::Duration,
        kind => kind,
    }
}

/// Two bounds as a value.
fn finish_range(mut value: Value, lower: Decimal, upper: Decimal, unit: Option<&str>) -> Option<Value> {
    let (lower, upper) = if lower <= upper {
        (lower, upper)
    } else {
        value.flag(flag::RANGE_REVERSED);
        (upper, lower)
    };
    value.value = Some(lower);
    value.value_max = Some(upper);
    value.unit = unit.map(str::to_string);
    value.kind = ValueKind::Range;
    value.comparator = Some(Comparator::Range);
    value.comparator_source = Some(ComparatorSource::Explicit);
    Some(value)
}
