//! Rows free of the document they were made from: what a part keeps of them between runs, and what CSV, Parquet and workbook
//! are written from.

use super::shape::Head;
use super::{Cell, Dataset};
use crate::emit::hundredths::Hundredths;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};
use std::io;

/// Rows of one dataset, each value in the digits it has in the CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// The values, row by row, one after the other.
    text: String,
    /// The length of each, in bytes: [`LONG`] for those that `long` has. A blank has none.
    lengths: Vec<u8>,
    /// Lengths that no byte holds, in order.
    long: Vec<usize>,
}

/// Stands for a length of its own and all above.
const LONG: u8 = u8::MAX;

/// Records that are not whole: their values are not those of whole rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the values are not those of whole rows")]
pub struct Broken;

impl From<Broken> for io::Error {
    fn from(broken: Broken) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, broken)
    }
}

impl Records {
    /// The records of rows.
    pub fn of<'a, D: Dataset>(rows: impl Iterator<Item = D::Row<'a>>) -> Self {
        let mut records = Records::default();
        for row in rows {
            for column in D::COLUMNS {
                records.push(&(column.cell)(&row));
            }
        }
        records
    }

    fn push(&mut self, cell: &Cell) {
        let before = self.text.len();
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => self.text.push_str(text),
            Cell::Integer(number) => self.text.push_str(itoa::Buffer::new().format(*number)),
            Cell::Decimal(number) => self.print(number),
            Cell::Coordinate(number) => self.coordinate(*number),
        }
        let length = self.text.len() - before;
        self.lengths.push(u8::try_from(length).unwrap_or(LONG));
        if length >= usize::from(LONG) {
            self.long.push(length);
        }
    }

    fn print(&mut self, number: &impl fmt::Display) {
        let written = write!(self.text, "{number}");
        debug_assert_eq!(written, Ok(()), "a String takes every character");
    }

    fn coordinate(&mut self, number: f64) {
        let Some(hundredths) = Hundredths::of(number) else { return self.print(&number) };
        if hundredths.negative {
            self.text.push('-');
        }
        self.text.push_str(itoa::Buffer::new().format(hundredths.whole));
        let digits = hundredths.significant();
        if !digits.is_empty() {
            self.text.push('.');
            self.text.extend(digits.iter().map(|digit| char::from(*digit)));
        }
    }

    /// Hands over the rows as the values they were printed from, one after the other.
    ///
    /// # Errors
    /// [`Broken`], and what `take` says.
    pub fn each<E: From<Broken>>(
        &self,
        columns: &[Head],
        mut take: impl FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut cells = Vec::with_capacity(columns.len());
        self.each_printed(columns.len(), |fields| {
            cells.clear();
            cells.extend(fields.iter().zip(columns).map(|(field, column)| Cell::read(field, column.kind)));
            take(&cells)
        })
    }

    /// Hands over the rows as they are printed.
    ///
    /// # Errors
    /// [`Broken`], and what `take` says.
    pub fn each_printed<'t, E: From<Broken>>(
        &'t self,
        columns: usize,
        mut take: impl FnMut(&[&'t str]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut text = self.text.as_str();
        let mut long = self.long.iter();
        let mut fields = Vec::with_capacity(columns);
        for row in self.lengths.chunks(columns.max(1)) {
            fields.clear();
            for length in row {
                let length = if *length == LONG { *long.next().ok_or(Broken)? } else { usize::from(*length) };
                let (field, rest) = text.split_at_checked(length).ok_or(Broken)?;
                fields.push(field);
                text = rest;
            }
            if fields.len() != columns {
                return Err(Broken.into());
            }
            take(&fields)?;
        }
        Ok(())
    }

    /// Bytes that they take in memory, about.
    pub fn size(&self) -> usize {
        self.text.len() + self.lengths.len() + std::mem::size_of_val(self.long.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hundredths;
    use crate::emit::rows::documents::{Documents, Row};
    use crate::emit::rows::shape::shapes;
    use rust_decimal::Decimal;

    fn records() -> Records {
        let row = |source| Row {
            source,
            output: "",
            sha256: None,
            bytes: Some(7),
            result: Err("line\nbreak"),
            seconds: Some(Decimal::new(1500, 3)),
        };
        Records::of::<Documents>(["甲,\"乙\".pdf", "丙"].into_iter().map(row))
    }

    #[test]
    fn rows_are_read_back_as_they_were() {
        let mut read = Vec::new();
        let columns = &shapes()[0].columns;
        let taken = records().each(columns, |cells| {
            read.push(cells.iter().cloned().map(Cell::into_owned).collect::<Vec<_>>());
            Ok::<(), Broken>(())
        });
        assert_eq!(taken, Ok(()));
        let [cells, other] = &read[..] else { panic!("{read:?}") };
        assert_eq!(cells[0], Cell::Text("甲,\"乙\".pdf".into()));
        assert_eq!((&cells[1], &cells[3]), (&Cell::Blank, &Cell::Integer(7)));
        assert_eq!(cells[cells.len() - 2..], [Cell::Decimal(Decimal::new(1500, 3)), Cell::Text("line\nbreak".into())]);
        assert_eq!((&other[0], &other[1..]), (&Cell::Text("丙".into()), &cells[1..]));
    }

    #[test]
    fn coordinates_are_printed_as_floats_are() {
        for number in hundredths::examples().chain([f64::NAN, f64::NEG_INFINITY]) {
            let mut records = Records::default();
            records.push(&Cell::Coordinate(number));
            assert_eq!(records.text, number.to_string());
        }
    }

    #[test]
    fn what_is_no_whole_row_is_told() {
        let columns = &shapes()[0].columns;
        let each = |records: &Records| records.each(columns, |_| Ok::<(), Broken>(()));
        assert_eq!(each(&Records { text: "七".into(), ..records() }), Err(Broken), "values are missing");
        let mut lengths = records().lengths;
        lengths.pop();
        assert_eq!(each(&Records { lengths, ..records() }), Err(Broken), "a row is too short");
        let mut lengths = records().lengths;
        lengths[0] = 1;
        assert_eq!(each(&Records { lengths, ..records() }), Err(Broken), "a character is cut");
        let long = Records { lengths: vec![LONG], text: "七".repeat(85), ..Records::default() };
        assert_eq!(each_text(&long), Err(Broken), "a length is missing");
        assert_eq!(each(&Records::default()), Ok(()));
    }

    /// The values of records of one column.
    fn each_text(records: &Records) -> Result<Vec<String>, Broken> {
        let mut texts = Vec::new();
        records.each_printed(1, |fields| {
            texts.extend(fields.iter().map(ToString::to_string));
            Ok::<(), Broken>(())
        })?;
        Ok(texts)
    }

    #[test]
    fn values_of_any_length_are_read_back() {
        let texts: Vec<String> = [3, 254, 255, 0, 256, 1000].into_iter().map(|length| "a".repeat(length)).collect();
        let mut records = Records::default();
        texts.iter().for_each(|text| records.push(&Cell::Text(text.as_str().into())));
        assert_eq!(each_text(&records), Ok(texts));
    }
}
