//! A value printed in one canonical notation that [`parse`](super::parse) reads back to the same value.

use super::value::{Comparator, Value, ValueKind, flag};
use rust_decimal::Decimal;
use std::fmt;

impl fmt::Display for Value {
    /// ≥98%, 90-95%, ≤2022-12-31, 增长≥5%; words as published; further constraints after a comma.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ValueKind::Blank => f.write_str(if self.has(flag::NONE_OR_ZERO) { "无" } else { "/" })?,
            ValueKind::Date if self.date.is_some() => self.fmt_date(f)?,
            _ if self.value.is_none() || self.has(flag::ZERO_IN_WORDS) || self.has(flag::ALL_IN_WORDS) => {
                // Prose keeps its further constraints inside.
                return f.write_str(&self.raw);
            }
            _ => self.fmt_number(f)?,
        }
        self.also.iter().try_for_each(|other| write!(f, "，{other}"))
    }
}

impl Value {
    fn fmt_date(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |iso: &str| match iso.strip_prefix("--") {
            Some(rest) => rest.replacen('-', "月", 1) + "日",
            None => iso.to_string(),
        };
        let first = self.date.as_deref().map(day).unwrap_or_default();
        match (&self.date_max, self.comparator) {
            (Some(last), _) => write!(f, "{first}至{}", day(last)),
            (None, comparator) => write!(f, "{}{first}", comparator.map_or("", Comparator::sign)),
        }
    }

    fn fmt_number(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has(flag::CHANGE) {
            f.write_str(if self.has(flag::ANNUAL_AVERAGE) { "年均增长" } else { "增长" })?;
        }
        if self.has(flag::APPROXIMATE) {
            f.write_str("约")?;
        }
        let number = |number: Option<Decimal>| number.map(|n| n.to_string()).unwrap_or_default();
        if self.has(flag::SPREADSHEET_FRACTION) {
            let sign = self.comparator.map_or("", Comparator::sign);
            return write!(f, "{sign}{}%", number(self.base_value));
        }
        let unit = self.unit.as_deref().unwrap_or("");
        if self.comparator == Some(Comparator::Range) {
            let mark = |open: bool| if open { "（不含）" } else { "" };
            let (low, high) = (mark(self.has(flag::LOWER_OPEN)), mark(self.has(flag::UPPER_OPEN)));
            return write!(f, "{}{low}~{}{unit}{high}", number(self.value), number(self.value_max));
        }
        let sign = self.comparator.map_or("", Comparator::sign);
        write!(f, "{sign}{}{unit}", number(self.value))
    }
}
