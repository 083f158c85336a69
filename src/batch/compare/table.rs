//! One table of the comparison.

use crate::emit::csv::BOM;
use rust_decimal::Decimal;

/// A table: what it is called, and its rows as text.
#[derive(Debug)]
pub struct Table {
    /// The file's name without extension.
    pub name: &'static str,
    /// Its heading for people, Chinese and English.
    pub title: (&'static str, &'static str),
    /// Column names.
    pub columns: &'static [&'static str],
    /// The rows, in an order that depends on what they say alone.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as a CSV file.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(BOM.to_vec());
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
        for row in std::iter::once(self.columns.to_vec()).chain(rows) {
            writer.write_record(row).expect("rows of one length, and a Vec takes every byte");
        }
        writer.into_inner().expect("a Vec takes every byte")
    }
}

/// An exact number from a dataset's field.
pub fn number(field: &str) -> Option<Decimal> {
    Decimal::from_str_exact(field).ok()
}

/// A number, or nothing.
pub fn text(number: Option<Decimal>) -> String {
    number.map_or_else(String::new, |number| number.normalize().to_string())
}

/// A share in percent with two decimals; nothing of nothing.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp(2))
}
