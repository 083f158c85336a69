//! Cells that hold no value of their own: blanks, placeholders, references, formulas, periods, shifted columns.

use super::Context;
use super::comparator;
use super::number;
use super::value::{ComparatorSource, Value, ValueKind, flag};

/// Signs and words of a blank cell.
const BLANK: [&str; 18] = [
    "/",
    "-",
    "--",
    "---",
    "----",
    "\\",
    "|",
    "N/A",
    "n/a",
    "NA",
    "无此项",
    "不适用",
    "不涉及",
    "暂无",
    "空",
    "//",
    "_",
    "…",
];

/// Beginnings of a reference to another cell or document.
const REFERENCES: [&str; 24] = [
    "同上",
    "同左",
    "同前",
    "同下",
    "同实施期",
    "同总体",
    "同年度",
    "详见",
    "见附",
    "附后",
    "另附",
    "见实施",
    "见方案",
    "见项目",
    "参见",
    "如上",
    "如前",
    "见上",
    "见下",
    "在项目计划",
    "按项目计划",
    "按合同约定",
    "以实际为准",
    "据实",
];

/// A blank, if the folded text is one.
pub(super) fn blank(text: &str) -> Option<Value> {
    if text.is_empty() || BLANK.contains(&text) || text.chars().all(|c| matches!(c, '-' | '/')) {
        return Some(Value::default());
    }
    (text == "无").then(|| Value { flags: vec![flag::NONE_OR_ZERO], ..Value::default() })
}

/// A placeholder, reference, formula or period, if the folded text is one.
pub(super) fn stand_in(text: &str, context: &Context<'_>) -> Option<Value> {
    placeholder(text).or_else(|| {
        let worded = text.starts_with(super::unit::is_han);
        let flag = if worded && REFERENCES.iter().any(|word| text.starts_with(word)) || is_prior(text) {
            flag::REFERENCE
        } else if is_formula(text) {
            flag::FORMULA
        } else if is_period(text) && !is_counted(text, context) {
            flag::PERIOD
        } else {
            return None;
        };
        Some(Value { kind: ValueKind::Text, flags: vec![flag], ..Value::default() })
    })
}

/// Numbers apart, as the cells of a score column run together: 8 8 8, 88 / 100. Looks at the text before folding.
pub(super) fn shifted_columns(raw: &str) -> bool {
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut words = 0;
    for word in raw.split_whitespace().take(6) {
        if !plain(word) {
            words = 0;
            break;
        }
        words += 1;
    }
    if words >= 3 {
        return true;
    }
    let Some((score, full)) = raw.split_once(['/', '／']) else { return false };
    plain(score.trim())
        && full.trim() == "100"
        && number::arabic(score.trim()).is_some_and(|(n, _)| n <= rust_decimal::Decimal::ONE_HUNDRED)
}

/// ≥**%, XXX人, ××元, ○○: what a template left to fill in.
fn placeholder(text: &str) -> Option<Value> {
    let (comparator, rest) = match comparator::before(text) {
        Some((comparator, rest)) => (Some(comparator), rest),
        None => (None, text),
    };
    let unit = rest.trim_start_matches(['*', 'X', 'x', '×', '○', '□', '＿', '_', '?', '…']);
    let marks = rest.len() - unit.len();
    let marked = rest.starts_with('*')
        || rest.starts_with("××")
        || rest.starts_with("XX")
        || rest.starts_with("xx")
        || rest.starts_with("○○")
        || rest.starts_with("__")
        || rest.starts_with("……")
        || (matches!(rest.chars().next(), Some('X' | '×' | '□'))
            && (rest.starts_with('X') || !unit.is_empty())
            && unit.chars().count() <= 4);
    if marks == 0 || !marked || unit.chars().any(|c| c.is_ascii_digit()) || unit.chars().count() > 12 {
        return None;
    }
    Some(Value {
        kind: ValueKind::Text,
        comparator,
        comparator_source: comparator.map(|_| ComparatorSource::Explicit),
        unit: (!unit.is_empty()).then(|| unit.to_string()),
        flags: vec![flag::PLACEHOLDER],
        ..Value::default()
    })
}

/// 不低于上年, ≥上年水平: the number stands in last year's document.
fn is_prior(text: &str) -> bool {
    let rest = comparator::before(text).map_or(text, |(_, rest)| rest);
    rest.len() < text.len()
        && ["上年", "去年", "上一年", "往年", "预算", "年初", "目标值", "计划"]
            .iter()
            .any(|word| rest.starts_with(word))
        && !rest.chars().any(|c| c.is_ascii_digit())
}

/// 完成率=实际/计划×100%
fn is_formula(text: &str) -> bool {
    let Some((left, right)) = text.split_once('=') else { return false };
    left.chars().filter(|c| super::unit::is_han(*c)).count() > 1
        && right.starts_with(super::unit::is_han)
        && right.contains(['/', '×', '÷', '*'])
}

/// 2022年, 2022年全年, 2022-2024年, 全年: when, not how much.
fn is_period(text: &str) -> bool {
    let plausible =
        |digits: &str| digits.len() == 4 && digits.parse().is_ok_and(|year: i32| (1990..2100).contains(&year));
    if text == "全年" || text == "本年度" || text == "当年" {
        return true;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !plausible(&text[..digits]) {
        return false;
    }
    let rest = &text[digits..];
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    if rest.is_empty() || rest == "全年" {
        return true;
    }
    let Some(rest) = rest.strip_prefix(['-', '~', '至']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    plausible(&rest[..digits]) && matches!(&rest[digits..], "" | "年" | "年度")
}

/// Whether a sign or a unit beside a bare number (2022, 2000-2050) says that it counts something and is no year.
fn is_counted(text: &str, context: &Context<'_>) -> bool {
    let (sign, unit) = (context.sign.unwrap_or_default(), context.unit.unwrap_or_default());
    let sign = comparator::before(sign.trim()).is_some_and(|(_, rest)| rest.is_empty());
    let unit = !unit.trim().is_empty() && !unit.contains('年') && !matches!(unit.trim(), "/" | "-" | "—" | "无");
    text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'~') && (unit || (sign && !unit_is_year(context)))
}

fn unit_is_year(context: &Context<'_>) -> bool {
    context.unit.is_some_and(|unit| unit.contains('年'))
}

/// Text with a character that nobody could tell where a sign or a digit may stand, or a spreadsheet's ####.
pub(super) fn unreadable(raw: &str) -> Option<Value> {
    let unknown = |c: char| c == '\u{fffd}' || ('\u{e000}'..='\u{f8ff}').contains(&c);
    let number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "%％≥≤<>=".contains(c);
    let lost = raw.chars().any(unknown) && (raw.chars().any(number) || raw.chars().count() <= 3);
    let overflow = raw.trim().chars().count() >= 2 && raw.trim().chars().all(|c| c == '#' || c == '＃');
    (lost || overflow).then(|| Value { kind: ValueKind::Text, flags: vec![flag::UNREADABLE], ..Value::default() })
}

/// Whether a value's kind says that nothing was read.
pub(super) fn is_prose(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Text | ValueKind::Qualitative)
}
