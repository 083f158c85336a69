//! The flat rows of the dataset files: names, types and order of the columns, once for CSV, Parquet and workbook alike.
//!
//! A column is one line in one of the files below; every emitter of flat rows follows.

pub mod budgets;
pub mod documents;
pub mod findings;
pub mod indicators;
pub mod records;
pub mod shape;
pub mod tables;

mod place;

use crate::normalise::disclosure::Field;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A dataset: one row type and its columns.
pub trait Dataset: Sized + 'static {
    /// What a row is made from.
    type Row<'a>;
    /// The file's name without extension.
    const NAME: &'static str;
    /// The columns in order.
    const COLUMNS: &'static [Column<Self>];
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal: money, points, targets.
    Decimal,
    /// A coordinate in points, two decimals.
    Coordinate,
}

/// One value of a row; blank is blank, whatever the column's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Decimal(Decimal),
    /// A coordinate in points.
    Coordinate(f64),
}

/// One column: its name, its type, what it holds, and where it comes from.
pub struct Column<D: Dataset> {
    /// ASCII snake_case, at most 32 characters: Stata, R and SQL take it as it is.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Its heading for people.
    pub title: &'static str,
    /// The value of a row.
    pub cell: for<'r, 'a> fn(&'r D::Row<'a>) -> Cell<'r>,
}

/// A column in one line.
const fn column<D: Dataset>(
    name: &'static str,
    kind: Kind,
    title: &'static str,
    cell: for<'r, 'a> fn(&'r D::Row<'a>) -> Cell<'r>,
) -> Column<D> {
    Column { name, kind, title, cell }
}

impl<'a> Cell<'a> {
    /// Text that is there.
    fn text(text: &'a str) -> Self {
        if text.is_empty() { Cell::Blank } else { Cell::Text(Cow::Borrowed(text)) }
    }

    /// Text made for the row.
    fn owned(text: String) -> Self {
        if text.is_empty() { Cell::Blank } else { Cell::Text(Cow::Owned(text)) }
    }

    /// Text that may not be there.
    fn some(text: Option<&'a str>) -> Self {
        text.map_or(Cell::Blank, Cell::text)
    }

    /// A header field's text.
    fn field(field: &'a Option<Field>) -> Self {
        Cell::some(field.as_ref().and_then(|field| field.text.as_deref()))
    }

    /// A value from its text in [`records::Records`] or a CSV file.
    pub fn read(text: &'a str, kind: Kind) -> Self {
        if text.is_empty() {
            return Cell::Blank;
        }
        let typed = match kind {
            Kind::Text => None,
            Kind::Integer => text.parse().ok().map(Cell::Integer),
            Kind::Decimal => Decimal::from_str_exact(text).ok().map(Cell::Decimal),
            Kind::Coordinate => text.parse().ok().map(Cell::Coordinate),
        };
        // A number that is none stays to be seen as what it is.
        typed.unwrap_or(Cell::Text(Cow::Borrowed(text)))
    }

    /// The same without what it is borrowed from.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Blank => Cell::Blank,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Integer(number) => Cell::Integer(number),
            Cell::Decimal(number) => Cell::Decimal(number),
            Cell::Coordinate(number) => Cell::Coordinate(number),
        }
    }

    /// A count.
    fn count(count: usize) -> Self {
        i64::try_from(count).map_or(Cell::Blank, Cell::Integer)
    }

    /// A whole number.
    fn integer(number: impl Into<i64>) -> Self {
        Cell::Integer(number.into())
    }

    /// A decimal that may not be there.
    fn decimal(number: Option<Decimal>) -> Self {
        number.map_or(Cell::Blank, Cell::Decimal)
    }
}

/// The name that a type has in the JSON, for its column here.
fn name(value: &impl serde::Serialize) -> Cell<'static> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Cell::Text(Cow::Owned(name)),
        _ => Cell::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn check<D: Dataset>() {
        let mut names = BTreeSet::new();
        for column in D::COLUMNS {
            let name = column.name;
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            assert!(name.len() <= 32 && name.bytes().all(plain), "{}.{name}", D::NAME);
            assert!(name.starts_with(|first: char| first.is_ascii_lowercase()), "{}.{name}", D::NAME);
            assert!(names.insert(name), "{}.{name} stands twice", D::NAME);
            assert!(!column.title.is_empty(), "{}.{name} has no heading", D::NAME);
        }
        assert_eq!(D::COLUMNS[0].name, "source", "{}", D::NAME);
    }

    #[test]
    fn names_suit_every_reader() {
        check::<documents::Documents>();
        check::<tables::Tables>();
        check::<budgets::Budgets>();
        check::<indicators::Indicators>();
        check::<findings::Findings>();
    }
}
