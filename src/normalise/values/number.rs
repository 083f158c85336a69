//! Numbers: 2,107.30, −5, 9.0E-2, and the choice between Arabic and Chinese numerals.

use super::chinese;
use rust_decimal::Decimal;
use std::str::FromStr;

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// The number with its printed decimals.
    pub value: Decimal,
    /// 余, 多, 几: more or less.
    pub approximate: bool,
    /// Written in Chinese numerals.
    pub chinese: bool,
}

/// The number that a folded text begins with, and what follows it.
pub(crate) fn scan(text: &str) -> Option<(Numeral, &str)> {
    let (mut numeral, rest) = match arabic(text) {
        Some((value, rest)) => (Numeral { value, approximate: false, chinese: false }, rest),
        None => chinese::scan(text)?,
    };
    let mut after = rest;
    for word in ["余", "多", "来"] {
        if let Some(tail) = rest.strip_prefix(word)
            && !tail.is_empty()
            && !tail.starts_with("方")
        {
            numeral.approximate = true;
            after = tail;
        }
    }
    Some((numeral, after))
}

/// An Arabic number with thousands separators, sign and exponent, and what follows it.
pub(crate) fn arabic(text: &str) -> Option<(Decimal, &str)> {
    const LONGEST: usize = 40;
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut digits = String::new();
    match bytes.first()? {
        b'-' => {
            digits.push('-');
            at = 1;
        }
        b'+' => at = 1,
        _ => {
            if let Some(rest) = text.strip_prefix('负') {
                digits.push('-');
                at = text.len() - rest.len();
            }
        }
    }
    let first = at;
    let mut group = 0;
    let mut grouped = false;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii_digit() {
            digits.push(b as char);
            group += 1;
            at += 1;
        } else if b == b',' && group > 0 && group <= 3 && (!grouped || group == 3) && thousand_follows(&bytes[at + 1..])
        {
            grouped = true;
            group = 0;
            at += 1;
        } else if group > 0 && group <= 3 && (!grouped || group == 3) {
            // 1'865, 1、865.00: separators that part lists too, where no list is possible.
            let Some(width) = other_separator(&text[at..], grouped) else { break };
            grouped = true;
            group = 0;
            at += width;
        } else {
            break;
        }
        if digits.len() > LONGEST {
            return None;
        }
    }
    let whole = at > first;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        if !whole {
            digits.push('0');
        }
        digits.push('.');
        at += 1;
        while let Some(b) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
            digits.push(*b as char);
            at += 1;
            if digits.len() > LONGEST {
                return None;
            }
        }
    } else if !whole {
        return None;
    }
    let mantissa = Decimal::from_str(&digits).ok()?;
    if let Some(length) = exponent(&bytes[at..])
        && let Ok(value) = Decimal::from_scientific(&format!("{digits}{}", &text[at..at + length]))
    {
        return Some((value, &text[at + length..]));
    }
    Some((mantissa, &text[at..]))
}

/// Whether exactly three digits follow, so that a comma before them is a thousands separator.
fn thousand_follows(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

/// The length of an apostrophe or 、 that parts thousands. 1、865 may be entry 1 of a list; 1、865.00 and 1、865、000 are numbers.
fn other_separator(text: &str, grouped: bool) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('\'') {
        return thousand_follows(rest.as_bytes()).then_some(1);
    }
    let rest = text.strip_prefix('、')?.as_bytes();
    let more = || {
        let after = rest.get(3..).unwrap_or_default();
        let decimals = after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_digit);
        decimals || after.strip_prefix("、".as_bytes()).is_some_and(thousand_follows)
    };
    (thousand_follows(rest) && (grouped || more())).then_some('、'.len_utf8())
}

/// Length of an exponent (E-2, E+05) with its sign; spreadsheets always print the sign.
fn exponent(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first()?, b'e' | b'E') || !matches!(bytes.get(1)?, b'+' | b'-') {
        return None;
    }
    let digits = bytes[2..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    (digits > 0 && digits < 3).then_some(2 + digits)
}
