//! One table of the comparison.

use crate::emit::comparison;
use crate::emit::csv::{BOM, harmless};
use crate::emit::rows::Kind;
#[cfg(feature = "parquet")]
use crate::emit::rows::{
    Cell,
    shape::{Head, Shape},
};
use rust_decimal::Decimal;

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Its heading for people, Chinese and English.
    pub title: [&'static str; 2],
}

/// A column of text.
pub const fn words(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind: Kind::Text, title: [zh, en] }
}

/// A column of whole numbers.
pub const fn count(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind: Kind::Integer, title: [zh, en] }
}

/// A column of exact decimals.
pub const fn exact(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind: Kind::Decimal, title: [zh, en] }
}

/// A table: what it is called, and its rows as text.
#[derive(Debug)]
pub struct Table {
    /// The file's name without extension.
    pub name: &'static str,
    /// Its heading for people, Chinese and English.
    pub title: (&'static str, &'static str),
    /// The columns.
    pub columns: &'static [Column],
    /// The rows, in an order that depends on what they say alone.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as a CSV file.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(BOM.to_vec());
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
        let head = self.columns.iter().map(|column| column.name).collect();
        for row in std::iter::once(head).chain(rows) {
            writer
                .write_record(row.into_iter().map(|text| harmless(text).into_owned()))
                .expect("rows of one length, and a Vec takes every byte");
        }
        writer.into_inner().expect("a Vec takes every byte")
    }

    /// The table as a Parquet file.
    ///
    /// # Errors
    /// The writer's.
    #[cfg(feature = "parquet")]
    pub fn parquet(&self) -> Result<Vec<u8>, parquet::errors::ParquetError> {
        let head = |column: &Column| Head { name: column.name, kind: column.kind, title: column.title[0] };
        let shape = Shape { name: self.name, columns: self.columns.iter().map(head).collect() };
        let mut table = crate::emit::parquet::Table::begin(&shape, Vec::new())?;
        for row in &self.rows {
            let cells: Vec<Cell> =
                row.iter().zip(self.columns).map(|(text, column)| Cell::read(text, column.kind)).collect();
            table.push(&cells)?;
        }
        let (bytes, _) = table.finish()?;
        Ok(bytes)
    }

    /// The table as the page in a browser shows it.
    pub fn shown(&self) -> comparison::Table<'_> {
        let column = |column: &Column| comparison::Column {
            name: column.name,
            numeric: column.kind != Kind::Text,
            title: column.title,
        };
        comparison::Table {
            name: self.name,
            title: [self.title.0, self.title.1],
            columns: self.columns.iter().map(column).collect(),
            rows: &self.rows,
        }
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
