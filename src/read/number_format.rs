//! How Excel shows a stored number: 0.9 under `0%` is 90%. Exact, on decimals. Source: ECMA-376 Part 1, 18.8.30–31.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Excel keeps 15 significant digits; what a file stores beyond them is the dust of binary fractions.
const SIGNIFICANT_DIGITS: u32 = 15;

/// A number format, as far as it changes what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// The digits as stored.
    General,
    /// A fixed number of decimals.
    Fixed(u32),
    /// A percentage with a number of decimals.
    Percent(u32),
    /// A date.
    Date,
}

impl NumberFormat {
    /// The format of an id: built-in, or a custom code.
    pub(crate) fn of(id: u32, code: Option<&str>) -> Self {
        match (id, code) {
            (_, Some(code)) => Self::of_code(code),
            (1 | 3 | 37 | 38, None) => Self::Fixed(0),
            (2 | 4 | 39 | 40, None) => Self::Fixed(2),
            (9, None) => Self::Percent(0),
            (10, None) => Self::Percent(2),
            (14..=17 | 22 | 27..=31 | 36 | 50..=58, None) => Self::Date,
            _ => Self::General,
        }
    }

    fn of_code(code: &str) -> Self {
        // Only the section for positive numbers matters; quoted text and [colours] are no part of the number.
        let mut bare = String::new();
        let mut characters = code.chars();
        let mut skip_to = None;
        while let Some(c) = characters.next() {
            match (skip_to, c) {
                (Some(end), c) if c == end => skip_to = None,
                (Some(_), _) => {}
                (None, '"') => skip_to = Some('"'),
                (None, '[') => skip_to = Some(']'),
                (None, '\\' | '_' | '*') => {
                    characters.next();
                }
                (None, ';') => break,
                (None, c) => bare.push(c.to_ascii_lowercase()),
            }
        }
        let decimals = bare
            .split_once('.')
            .map_or(0, |(_, after)| after.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count() as u32);
        if bare.contains('%') {
            Self::Percent(decimals)
        } else if bare.contains(['y', 'd']) {
            Self::Date
        } else if bare.contains('0') && !bare.contains('e') && !bare.contains('/') {
            Self::Fixed(decimals)
        } else {
            Self::General
        }
    }

    /// The text that Excel shows for a stored value; a value that is no number stays as it is.
    pub(crate) fn show(&self, stored: &str) -> String {
        let parsed = stored.parse::<Decimal>().or_else(|_| Decimal::from_scientific(stored));
        let Ok(number) = parsed else { return stored.to_string() };
        let number = number.round_sf(SIGNIFICANT_DIGITS).unwrap_or(number).normalize();
        match self {
            Self::General => number.to_string(),
            Self::Fixed(decimals) => fixed(number, *decimals),
            Self::Percent(decimals) => match number.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => format!("{}%", fixed(percent.normalize(), *decimals)),
                None => stored.to_string(),
            },
            Self::Date => date(number).unwrap_or_else(|| number.to_string()),
        }
    }
}

/// Shown with a fixed number of decimals; digits that the format would hide are kept, for they are what is stored.
fn fixed(number: Decimal, decimals: u32) -> String {
    let mut shown = number;
    if shown.scale() < decimals {
        shown.rescale(decimals);
    }
    shown.to_string()
}

/// Days since 1899-12-30 (the 1900 date system, with its leap-year error past) as `2022-12-31`.
fn date(serial: Decimal) -> Option<String> {
    let days = serial.trunc().to_i64().filter(|days| (61..2_958_466).contains(days))?;
    // Civil date from days since 1970-01-01 (25569 days after the epoch of Excel), proleptic Gregorian calendar.
    let z = days - 25_569 + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_excel_shows_them() {
        let cases = [
            (NumberFormat::of(9, None), "0.9", "90%"),
            (NumberFormat::of(9, None), "0.0900000762939453", "9.00000762939453%"),
            (NumberFormat::of(0, None), "0.90000000000000002", "0.9"),
            (NumberFormat::of(4, None), "2107.3", "2107.30"),
            (NumberFormat::of(164, Some("#,##0.00_ ")), "16", "16.00"),
            (NumberFormat::of(165, Some("0.0%")), "0.985", "98.5%"),
            (NumberFormat::of(166, Some("yyyy\"年\"m\"月\"d\"日\"")), "44926", "2022-12-31"),
            (NumberFormat::of(14, None), "61", "1900-03-01"),
            (NumberFormat::of(167, Some("[Red]0\"件\"")), "550", "550"),
            (NumberFormat::of(0, None), "1.5E-2", "0.015"),
            (NumberFormat::of(0, None), "无", "无"),
        ];
        for (format, stored, shown) in cases {
            assert_eq!(format.show(stored), shown, "{format:?} {stored}");
        }
    }
}
