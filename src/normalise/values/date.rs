//! Dates and deadlines: 12月底前, 2022年12月31日前完成, 第三季度, 上半年, 2022.6.30, 1-12月.

use super::chinese;
use super::value::{Comparator, ComparatorSource, Value, ValueKind, flag};

/// Words before a date that say nothing about it.
const LEADS: [&str; 16] = [
    "不晚于",
    "不迟于",
    "截止到",
    "截至到",
    "截止",
    "截至",
    "预计",
    "计划",
    "确保",
    "力争",
    "全部",
    "应",
    "于",
    "在",
    "到",
    "至",
];

/// Words after a date and its deadline that say nothing about it.
const TAILS: [&str; 24] = [
    "全面完成",
    "全部完成",
    "按时完成",
    "完成任务",
    "完成支付",
    "完成拨付",
    "完成发放",
    "完成验收",
    "支付完成",
    "发放完成",
    "发放到位",
    "拨付到位",
    "支付到位",
    "验收合格",
    "完成",
    "实施",
    "到位",
    "投入使用",
    "完工",
    "竣工",
    "达标",
    "结束",
    "。",
    ",",
];

/// A day as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Day {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// How finely a date is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grain {
    Day,
    Month,
    Span,
}

/// A date or deadline as a value; `year` is the form's, for dates printed without one.
pub(super) fn parse(text: &str, year: Option<i32>) -> Option<Value> {
    if !text.chars().take(40).any(|c| matches!(c, '年' | '月' | '日' | '号' | '度' | '.' | '-' | '/' | '点' | '时'))
    {
        return None;
    }
    let mut rest = text;
    let mut comparator = None;
    loop {
        if let Some((printed, next)) = sign(rest) {
            comparator = Some(printed);
            rest = next;
        } else if let Some(next) = LEADS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = next;
        } else {
            break;
        }
    }
    let recurring = ["每年", "每月", "每季度", "每季"].iter().find_map(|word| rest.strip_prefix(word));
    if let Some(after) = recurring {
        return recurring_deadline(rest, after, comparator);
    }
    if let Some(after) = ["每天", "每日"].iter().find_map(|word| rest.strip_prefix(word)) {
        let mut value = clock(after, comparator)?;
        value.flags.push(flag::RECURRING);
        return Some(value);
    }
    if let Some(value) = clock(rest, comparator) {
        return Some(value);
    }
    let start = moment(rest, year)?;
    let (first, mut last, mut grain, mut rest) = start;
    let mut value = Value { kind: ValueKind::Date, ..Value::default() };
    let mut span = None;
    if let Some(after) = ["--", "-", "~", "至", "到"].iter().find_map(|sign| rest.strip_prefix(sign)) {
        let (_, end, end_grain, after) = moment(after, first.year.or(year))?;
        span = Some(first);
        (last, grain, rest) = (end, end_grain, after);
    }
    let before =
        ["之前", "以前", "前", "内", "之内", "以内"].iter().find_map(|word| Some((*word, rest.strip_prefix(word)?)));
    if let Some((word, after)) = before {
        rest = after;
        // 12月前 is before December begins; 12月底前 and 12月31日前 include the day.
        if grain == Grain::Month && word.ends_with('前') {
            comparator = Some(Comparator::Lt);
            last = Day { day: 1, ..last };
        } else {
            comparator.get_or_insert(Comparator::Le);
        }
    }
    while let Some(after) = TAILS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    if !rest.is_empty() && (before.is_none() || !is_deed(rest)) {
        return None;
    }
    match span {
        Some(first) if before.is_none() => {
            value.date = iso(first, &mut value.flags);
            value.date_max = iso(last, &mut value.flags);
            value.comparator = Some(Comparator::Range);
            value.comparator_source = Some(ComparatorSource::Explicit);
        }
        _ => {
            value.date = iso(last, &mut value.flags);
            let printed = comparator.is_some() && before.is_none_or(|(word, _)| word.ends_with('前'));
            value.comparator = Some(comparator.unwrap_or(Comparator::Le));
            value.comparator_source =
                Some(if printed { ComparatorSource::Explicit } else { ComparatorSource::Implied });
        }
    }
    Some(value)
}

/// 每年12月底前, 每月10日前: a deadline without one day.
fn recurring_deadline(whole: &str, after: &str, comparator: Option<Comparator>) -> Option<Value> {
    let rest = match moment(after, None) {
        Some((_, _, _, rest)) => rest,
        None => {
            let (_, rest) = integer(after)?;
            rest.strip_prefix(['日', '号'])?
        }
    };
    let rest = ["之前", "以前", "前", "内"].iter().find_map(|word| rest.strip_prefix(word))?;
    if !(rest.is_empty() || TAILS.contains(&rest) || is_deed(rest)) || whole.len() > 60 {
        return None;
    }
    Some(Value {
        kind: ValueKind::Date,
        comparator: Some(comparator.unwrap_or(Comparator::Le)),
        comparator_source: Some(ComparatorSource::Explicit),
        flags: vec![flag::RECURRING],
        ..Value::default()
    })
}

/// What is to be done by a deadline: a few words without number or denial (能完成发放, 报送材料).
pub(super) fn is_deed(text: &str) -> bool {
    const LONGEST: usize = 12;
    let text = text.trim_end_matches('。');
    text.chars().count() <= LONGEST
        && text.chars().all(super::unit::is_han)
        && !text.contains(['不', '未', '无', '每'])
        && chinese::scan(text).is_none()
}

/// 早上6点半前, 18时前: a time of day without a day.
fn clock(text: &str, comparator: Option<Comparator>) -> Option<Value> {
    let parts = ["早上", "上午", "中午", "下午", "晚上", "傍晚", "凌晨", "早", "晚"];
    let rest = parts.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let (hour, rest) = integer(rest)?;
    let rest = rest.strip_prefix(['点', '时']).filter(|rest| !rest.starts_with('间')).filter(|_| hour <= 24)?;
    let rest = rest.strip_prefix('钟').unwrap_or(rest);
    let minutes = |rest| Some(integer(rest)?.1.trim_start_matches('分'));
    let rest = match rest.strip_prefix('半').or_else(|| rest.strip_prefix("整")) {
        Some(rest) => rest,
        None => minutes(rest).unwrap_or(rest),
    };
    let rest = ["之前", "以前", "前"].iter().find_map(|word| rest.strip_prefix(word))?;
    (rest.is_empty() || is_deed(rest)).then(|| Value {
        kind: ValueKind::Date,
        comparator: Some(comparator.unwrap_or(Comparator::Le)),
        comparator_source: Some(ComparatorSource::Explicit),
        ..Value::default()
    })
}

/// A comparison sign before a date.
fn sign(text: &str) -> Option<(Comparator, &str)> {
    const SIGNS: [(&str, Comparator); 7] = [
        ("≤", Comparator::Le),
        ("<=", Comparator::Le),
        ("<", Comparator::Lt),
        ("=", Comparator::Eq),
        (">=", Comparator::Ge),
        ("≥", Comparator::Ge),
        (">", Comparator::Gt),
    ];
    SIGNS.iter().find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)))
}

/// The first and last day of the date that a text begins with, and what follows it.
fn moment(text: &str, form_year: Option<i32>) -> Option<(Day, Day, Grain, &str)> {
    if let Some(numeric) = numeric_date(text) {
        return Some(numeric);
    }
    let (year, rest) = year(text, form_year);
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    let spans: [(&str, u32, u32); 21] = [
        ("第一季度", 1, 3),
        ("第二季度", 4, 6),
        ("第三季度", 7, 9),
        ("第四季度", 10, 12),
        ("一季度", 1, 3),
        ("二季度", 4, 6),
        ("三季度", 7, 9),
        ("四季度", 10, 12),
        ("1季度", 1, 3),
        ("2季度", 4, 6),
        ("3季度", 7, 9),
        ("4季度", 10, 12),
        ("上半年", 1, 6),
        ("下半年", 7, 12),
        ("年底", 1, 12),
        ("年末", 1, 12),
        ("底", 1, 12),
        ("年内", 1, 12),
        ("年度内", 1, 12),
        ("内", 1, 12),
        ("第3季度", 7, 9),
    ];
    for (word, from, to) in spans {
        let needs_year = word == "底" || word == "内";
        if (!needs_year || (rest.len() < text.len() && text[..text.len() - rest.len()].ends_with(['年', '度'])))
            && let Some(after) = rest.strip_prefix(word)
        {
            let after = after.strip_prefix(['底', '末']).unwrap_or(after);
            let last = Day { year, month: to, day: length(year, to)? };
            return Some((Day { year, month: from, day: 1 }, last, Grain::Span, after));
        }
    }
    let (month, rest) = integer(rest)?;
    if !(1..=12).contains(&month) {
        return None;
    }
    // 1-12月: the sign follows the bare number.
    let rest = match rest.strip_prefix('月') {
        Some(rest) => rest.strip_prefix('份').unwrap_or(rest),
        None if rest.starts_with(['-', '~', '至']) && rest[rest.chars().next()?.len_utf8()..].contains('月') => {
            return Some((Day { year, month, day: 1 }, Day { year, month, day: 1 }, Grain::Month, rest));
        }
        None => return None,
    };
    for (word, day) in [("底", 31), ("末", 31), ("初", 10), ("上旬", 10), ("中旬", 20), ("下旬", 31)] {
        if let Some(after) = rest.strip_prefix(word) {
            let day = day.min(length(year, month)?);
            return Some((Day { year, month, day: 1 }, Day { year, month, day }, Grain::Span, after));
        }
    }
    if let Some((day, after)) = integer(rest)
        && let Some(after) = after.strip_prefix(['日', '号'])
    {
        let day = Day { year, month, day };
        return Some((day, day, Grain::Day, after));
    }
    Some((Day { year, month, day: 1 }, Day { year, month, day: length(year, month)? }, Grain::Month, rest))
}

/// The year a date begins with, or the form's.
fn year(text: &str, form_year: Option<i32>) -> (Option<i32>, &str) {
    for (word, offset) in [
        ("本年度", 0),
        ("当年度", 0),
        ("本年", 0),
        ("当年", 0),
        ("今年", 0),
        ("次年", 1),
        ("下年度", 1),
        ("下年", 1),
        ("明年", 1),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            return (form_year.map(|year| year + offset), rest);
        }
    }
    if let Some((year, rest)) = integer(text)
        && (1900..2200).contains(&year)
        && let Some(rest) = rest.strip_prefix('年')
    {
        return (Some(year as i32), rest.strip_prefix('度').unwrap_or(rest));
    }
    (form_year, text)
}

/// 2022.12.31, 2022-6-30, 2022/06/30, 20221231: a day without 年月日.
fn numeric_date(text: &str) -> Option<(Day, Day, Grain, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let number: u32 = text[..8].parse().ok()?;
        let day = Day { year: Some((number / 10_000) as i32), month: number / 100 % 100, day: number % 100 };
        let plausible =
            (1990..2100).contains(&(number / 10_000)) && (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
        return plausible.then_some((day, day, Grain::Day, &text[8..]));
    }
    if digits != 4 {
        return None;
    }
    let (year, rest) = integer(text)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '.' | '-' | '/'))?;
    let (month, rest) = integer(&rest[1..])?;
    if !(1990..2100).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let year = Some(year as i32);
    match rest.strip_prefix(separator).and_then(integer) {
        Some((day, rest)) => {
            let rest = rest.strip_prefix('日').unwrap_or(rest);
            let day = Day { year, month, day };
            Some((day, day, Grain::Day, rest))
        }
        // 2022.12 alone is a decimal number unless 前 or a sign says otherwise.
        None if rest.starts_with(['前', '底']) => {
            let rest = rest.strip_prefix('底').unwrap_or(rest);
            Some((Day { year, month, day: 1 }, Day { year, month, day: length(year, month)? }, Grain::Span, rest))
        }
        None => None,
    }
}

/// A whole number in Arabic or Chinese numerals.
fn integer(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    let (numeral, rest) = chinese::scan(text)?;
    if numeral.approximate {
        return None;
    }
    Some((u32::try_from(numeral.value).ok().filter(|_| numeral.value.is_integer())?, rest))
}

/// Days of a month; February has 29 where the year is not known.
fn length(year: Option<i32>, month: u32) -> Option<u32> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 29,
        2 => 28,
        _ => return None,
    })
}

/// The day in ISO 8601; `None` with a flag where there is no such day.
fn iso(day: Day, flags: &mut Vec<&'static str>) -> Option<String> {
    let valid = length(day.year, day.month).is_some_and(|days| (1..=days).contains(&day.day));
    if !valid {
        flags.push(flag::INVALID_DATE);
        return None;
    }
    Some(match day.year {
        Some(year) => format!("{year:04}-{:02}-{:02}", day.month, day.day),
        None => format!("--{:02}-{:02}", day.month, day.day),
    })
}
