//! Plain number cells and amounts of money: 2,107.30, 16.00 万元, ￥3,498,000.00, 壹拾陆万元整.

use super::fold::fold;
use super::number::{arabic, scan};
use super::unit;
use rust_decimal::Decimal;

/// The longest cell that can be a number.
const LONGEST: usize = 60;

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
    let (text, more) = fold(raw, LONGEST);
    if more {
        return None;
    }
    let text = text.strip_prefix("人民币").unwrap_or(&text);
    let signed = text.strip_prefix(['¥', '￥', '$']);
    let (numeral, rest) = scan(signed.unwrap_or(text))?;
    if numeral.approximate {
        return None;
    }
    let rest = rest.strip_suffix('整').unwrap_or(rest);
    let noted = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|unit| unit::is_known(unit));
    let rest = noted.unwrap_or(rest);
    if rest.is_empty() {
        // A lone Chinese numeral is a word, not an amount.
        let unit = signed.map(|_| "元".to_string());
        return (!numeral.chinese || unit.is_some()).then_some((numeral.value, unit));
    }
    let unit = rest.strip_suffix('。').unwrap_or(rest);
    unit::is_known(unit).then(|| (numeral.value, Some(unit.to_string())))
}
