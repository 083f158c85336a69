//! Rows free of the document they were made from: what a part keeps of them between runs, and what CSV, Parquet and workbook
//! are written from.

use super::shape::Head;
use super::{Cell, Dataset};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};
use std::io;

/// Rows of one dataset, each value in the digits it has in the CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// The values, row by row, one after the other.
    text: String,
    /// The length of each, in bytes; a blank has none.
    lengths: Vec<usize>,
}

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
        let written = match cell {
            Cell::Blank => Ok(()),
            Cell::Text(text) => self.text.write_str(text),
            Cell::Integer(number) => write!(self.text, "{number}"),
            Cell::Decimal(number) => write!(self.text, "{number}"),
            Cell::Coordinate(number) => self.coordinate(*number),
        };
        debug_assert_eq!(written, Ok(()), "a String takes every character");
        self.lengths.push(self.text.len() - before);
    }

    /// Coordinates are whole hundredths, which print as whole numbers do, in a quarter of the time of floats.
    fn coordinate(&mut self, number: f64) -> fmt::Result {
        let hundredths = (number * 100.0).round();
        if (hundredths / 100.0).to_bits() != number.to_bits() || !(1.0..1e12).contains(&hundredths.abs()) {
            return write!(self.text, "{number}");
        }
        let (sign, hundredths) = (if number < 0.0 { "-" } else { "" }, hundredths.abs() as u64);
        match (hundredths / 100, hundredths % 100) {
            (whole, 0) => write!(self.text, "{sign}{whole}"),
            (whole, part) if part % 10 == 0 => write!(self.text, "{sign}{whole}.{}", part / 10),
            (whole, part) => write!(self.text, "{sign}{whole}.{part:02}"),
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
        let mut fields = Vec::with_capacity(columns);
        for row in self.lengths.chunks(columns.max(1)) {
            fields.clear();
            for length in row {
                let (field, rest) = text.split_at_checked(*length).ok_or(Broken)?;
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
        self.text.len() + std::mem::size_of_val(self.lengths.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let hundredths = (-10_050..=10_050).map(|number| f64::from(number) / 100.0);
        let others = [-0.0, 0.001, 1.005, 841.889_99, 1e15, 1e300, f64::NAN, f64::NEG_INFINITY];
        for number in hundredths.chain(others) {
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
        assert_eq!(each(&Records::default()), Ok(()));
    }
}
