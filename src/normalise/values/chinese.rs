//! Chinese numerals: 三, 两, 二十五, 十余, 壹拾陆, 二〇二二, 半.

use super::number::Numeral;
use rust_decimal::Decimal;

/// The Chinese numeral that a text begins with, and what follows it. A closing 万 or 亿 is left to the unit, as
/// in 15万人; 三万五千 is read whole.
pub(crate) fn scan(text: &str) -> Option<(Numeral, &str)> {
    let (vague, body) = match text.chars().next()? {
        '几' | '数' | '若' => (true, text),
        _ => (false, text),
    };
    if vague {
        return vague_number(body);
    }
    if let Some(rest) = body.strip_prefix('半') {
        return Some((Numeral { value: Decimal::new(5, 1), approximate: false, chinese: true }, rest));
    }
    const LONGEST: usize = 24;
    let mut end = 0;
    let mut count = 0;
    for c in body.chars() {
        if digit(c).is_none() && power(c).is_none() {
            break;
        }
        count += 1;
        if count > LONGEST {
            return None;
        }
        end += c.len_utf8();
    }
    let mut run = &body[..end];
    // 三万人: the multiplier belongs to the unit, as in 3万人.
    while let Some(shorter) = run.strip_suffix(['万', '亿']) {
        run = shorter;
    }
    let value = if run.chars().any(|c| power(c).is_some()) { positional(run)? } else { digits(run)? };
    Some((Numeral { value: Decimal::from(value), approximate: false, chinese: true }, &body[run.len()..]))
}

/// 几十, 数百: at least twice the power; approximate.
fn vague_number(text: &str) -> Option<(Numeral, &str)> {
    let rest = text.strip_prefix(['几', '数'])?;
    let c = rest.chars().next()?;
    let value = match c {
        '十' | '百' | '千' => power(c)?,
        _ => return None,
    };
    Some((Numeral { value: Decimal::from(value), approximate: true, chinese: true }, &rest[c.len_utf8()..]))
}

/// 二〇二二, 七: digits one after the other.
fn digits(run: &str) -> Option<u64> {
    const MOST: usize = 15;
    if run.is_empty() || run.chars().count() > MOST {
        return None;
    }
    run.chars().try_fold(0u64, |sum, c| Some(sum * 10 + digit(c)?))
}

/// 二十五, 三万五千, 一百零三.
fn positional(run: &str) -> Option<u64> {
    let (mut total, mut section, mut last) = (0u64, 0u64, None);
    for c in run.chars() {
        if let Some(d) = digit(c) {
            if last.is_some_and(|l| l != 0) {
                return None; // two digits in a row within a positional numeral
            }
            last = Some(d);
            continue;
        }
        let power = power(c)?;
        if power >= 10_000 {
            section = section.checked_add(last.take().unwrap_or(0))?;
            if section == 0 {
                return None;
            }
            total = total.checked_add(section)?.checked_mul(power)?;
            section = 0;
        } else {
            // 十 alone is ten; 百 and 千 need a digit before them.
            let digit = match last.take() {
                Some(d) => d,
                None if power == 10 => 1,
                None => return None,
            };
            section = section.checked_add(digit.checked_mul(power)?)?;
        }
    }
    total.checked_add(section)?.checked_add(last.unwrap_or(0))
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '貳' => 2,
        '三' | '叁' | '叄' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}
