//! Plain number cells and amounts of money: 2,107.30, 16.00 万元, ￥3,498,000.00, (20.00), △5, 壹拾陆万元整, 150（含上级80）.

use super::chinese;
use super::fold::fold;
use super::number::{Numeral, arabic, scan};
use super::unit;
use rust_decimal::Decimal;

/// The longest cell that can be a number.
const LONGEST: usize = 60;

/// An amount of money as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: Decimal,
    /// The unit printed with it.
    pub unit: Option<String>,
    /// 约, 近, 逾: it is not exact.
    pub approximate: bool,
    /// What is printed after it: *, ①, （含上级80）.
    pub note: Option<String>,
}

/// The number of a cell that holds a plain number and nothing else (2,107.30, １６), digits as printed; `None` for
/// blanks (—, /) and everything else.
pub fn number(raw: &str) -> Option<Decimal> {
    let (text, more) = fold(raw, LONGEST);
    if more {
        return None;
    }
    let (number, rest) = arabic(&text)?;
    rest.is_empty().then_some(number)
}

/// The number of a cell with or without a unit: `16.00 万元` → 16.00, 万元; a sum in Chinese numerals too. `None`
/// for blanks and for anything that is not one number with a unit.
pub fn money(raw: &str) -> Option<(Decimal, Option<String>)> {
    amount(raw).map(|amount| (amount.value, amount.unit))
}

/// The amount of a cell with what is printed around it. `None` for blanks and wherever it is not certain which number is meant.
pub fn amount(raw: &str) -> Option<Amount> {
    const ABOUT: [&str; 8] = ["大约", "约为", "约", "接近", "将近", "近", "逾", "超"];
    let (folded, more) = fold(raw, LONGEST);
    if more {
        return None;
    }
    let text = without_lead(&folded);
    let (about, text) = match ABOUT.iter().find_map(|word| text.strip_prefix(word)) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (text, note) = without_note(text);
    let (negative, text) = sign(text)?;
    let (numeral, unit) = printed(text)?;
    // Two signs: which one counts?
    if negative && numeral.value.is_sign_negative() {
        return None;
    }
    let value = if negative { -numeral.value } else { numeral.value };
    Some(Amount { value, unit, approximate: about || numeral.approximate, note: note.map(str::to_owned) })
}

/// Without 人民币（大写）： in front.
fn without_lead(text: &str) -> &str {
    let mut rest = text;
    while let Some(next) = ["人民币", "(大写)", "大写", ":"].iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest
}

/// The text without a note after it: a star, a circled number, words in brackets. A bracket of nothing but a number may be another amount.
fn without_note(text: &str) -> (&str, Option<&str>) {
    let is_mark = |c: char| matches!(c, '*' | '※' | '#' | '†' | '①'..='⑳' | '¹' | '²' | '³' | '⁴'..='⁹');
    let bare = text.trim_end_matches(is_mark);
    if bare.len() < text.len() && bare.ends_with(|c: char| c.is_ascii_digit() || unit::is_han(c) || c == ')') {
        return (bare, Some(&text[bare.len()..]));
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.find(open)
            && at > 0
        {
            let body = &inner[at + 1..];
            let worded = body.chars().filter(|c| unit::is_han(*c)).count() >= 2;
            let numbered = open == '[' && body.len() <= 2 && body.bytes().all(|b| b.is_ascii_digit());
            if (worded && !unit::is_known(body)) || numbered {
                return (&text[..at], Some(&text[at..]));
            }
        }
    }
    (text, None)
}

/// The text without a sign of bookkeeping for less than nothing: (20.00), △20, ▲20; `None` where it is half a bracket with nothing that
/// tells what it means.
fn sign(text: &str) -> Option<(bool, &str)> {
    if let Some(rest) = text.strip_prefix(['△', '▲', '▼', '▽']) {
        return Some((true, rest));
    }
    let Some(rest) = text.strip_prefix('(') else {
        let rest = text.strip_prefix('-').filter(|rest| rest.starts_with(['¥', '￥', '$']));
        return Some(rest.map_or((false, text), |rest| (true, rest)));
    };
    let (inner, after) = rest.split_once(')')?;
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    // (1) is the number of a list.
    if digits < 2 || !(after.is_empty() || unit::is_known(after)) || !after.is_empty() && number(inner).is_none() {
        return None;
    }
    if after.is_empty() { Some((true, inner)) } else { None }
}

/// One number with its unit and nothing else.
fn printed(text: &str) -> Option<(Numeral, Option<String>)> {
    let signed = text.strip_prefix(['¥', '￥', '$']);
    let (numeral, rest) = scan(signed.unwrap_or(text))?;
    // 十余万, 几百: how much is open.
    if numeral.approximate && numeral.chinese {
        return None;
    }
    if numeral.chinese
        && let Some(coins) = coins(rest)
    {
        return Some((Numeral { value: numeral.value + coins, ..numeral }, Some("元".to_owned())));
    }
    let rest = rest.strip_suffix(['整', '正']).unwrap_or(rest);
    let noted = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|unit| unit::is_known(unit));
    let rest = noted.unwrap_or(rest);
    if rest.is_empty() {
        // A lone Chinese numeral is a word, not an amount.
        let unit = signed.map(|_| "元".to_string());
        return (!numeral.chinese || unit.is_some()).then_some((numeral, unit));
    }
    let unit = rest.strip_suffix('。').unwrap_or(rest);
    let unit = if matches!(unit, "圆" | "圓") { "元" } else { unit };
    unit::is_known(unit).then(|| (numeral, Some(unit.to_string())))
}

/// 元伍角叁分: what follows a whole sum in Chinese numerals.
fn coins(text: &str) -> Option<Decimal> {
    let mut rest = text.strip_prefix(['元', '圆', '圓'])?;
    rest = rest.strip_prefix('零').unwrap_or(rest);
    let (mut sum, mut any) = (Decimal::ZERO, false);
    for (word, scale) in [('角', 1), ('分', 2)] {
        if let Some((digit, after)) = chinese::scan(rest)
            && let Some(after) = after.strip_prefix(word)
            && digit.value < Decimal::TEN
        {
            sum += digit.value * Decimal::new(1, scale);
            any = true;
            rest = after;
        }
    }
    (any && matches!(rest, "" | "整" | "正")).then_some(sum)
}
