//! Dates and times of a number format.

use super::section::Token;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Days from the epoch of the 1900 system to that of the 1904 system.
const DAYS_TO_1904: i64 = 1_462;
const SECONDS: i64 = 86_400;
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// A serial number by the parts of a date; `None` where it is none.
pub(super) fn show(tokens: &[Token], serial: Decimal, from_1904: bool) -> Option<String> {
    let seconds = serial.checked_mul(Decimal::from(SECONDS))?.round().to_i64().filter(|seconds| *seconds >= 0)?;
    let days = seconds / SECONDS + if from_1904 { DAYS_TO_1904 } else { 0 };
    // Before March 1900 the 1900 system counts a day that never was.
    let (year, month, day) = civil(if days < 60 { days + 1 } else { days });
    let of_day = seconds % SECONDS;
    let is_date = |token: &Token| matches!(token, Token::Date('y' | 'd' | 'e', _));
    if days >= 2_958_466 || (tokens.iter().any(is_date) && days == 0 && !from_1904) {
        return None;
    }
    let half = tokens.contains(&Token::HalfDay);
    let mut out = String::new();
    let mut last = ' ';
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Point => out.push('.'),
            Token::HalfDay => out.push_str(if of_day < SECONDS / 2 { "上午" } else { "下午" }),
            Token::Elapsed(letter) => {
                last = *letter;
                let unit = if *letter == 'h' {
                    3_600
                } else if *letter == 'm' {
                    60
                } else {
                    1
                };
                out.push_str(&(seconds / unit).to_string());
            }
            Token::Date(letter, length) => {
                let next = tokens[at + 1..]
                    .iter()
                    .find_map(|token| if let Token::Date(c, _) = token { Some(*c) } else { None });
                let minutes = *letter == 'm' && (last == 'h' || next == Some('s'));
                last = *letter;
                let number = match letter {
                    'y' if *length <= 2 => {
                        out.push_str(&format!("{:02}", year % 100));
                        continue;
                    }
                    'y' | 'e' => year,
                    'm' if minutes => of_day / 60 % 60,
                    'm' => month,
                    'd' if *length <= 2 => day,
                    'd' | 'a' => {
                        let weekday = WEEKDAYS[usize::try_from((days + 6).rem_euclid(7)).unwrap_or(0)];
                        out.push_str(if *length > 3 { "星期" } else { "" });
                        out.push_str(weekday);
                        continue;
                    }
                    'h' if half => (of_day / 3_600 + 11) % 12 + 1,
                    'h' => of_day / 3_600,
                    _ => of_day % 60,
                };
                let width = if *length >= 2 { 2 } else { 1 };
                out.push_str(&format!("{number:0width$}"));
            }
            _ => {}
        }
    }
    Some(out)
}

/// Days since 1899-12-30 as year, month and day of the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days - 25_569 + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
