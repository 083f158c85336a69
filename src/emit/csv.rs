//! CSV: UTF-8 with a byte order mark, so that spreadsheets take the Chinese as it is.

use super::rows::{Cell, Column, Dataset};

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The head of a file: byte order mark and column names.
pub fn head<D: Dataset>() -> Vec<u8> {
    let mut bytes = BOM.to_vec();
    bytes.extend(records(std::iter::once(D::COLUMNS.iter().map(|column| column.name.to_owned()).collect())));
    bytes
}

/// Rows of a file, each with a line break at its end.
pub fn rows<'a, D: Dataset>(rows: impl Iterator<Item = D::Row<'a>>) -> Vec<u8> {
    records(rows.map(|row| D::COLUMNS.iter().map(|column: &Column<D>| print((column.cell)(&row))).collect()))
}

fn records(records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(&record).expect("rows of one dataset have one length, and a Vec takes every byte");
    }
    writer.into_inner().expect("a Vec takes every byte")
}

/// A value as CSV has it. Decimals keep their printed digits.
fn print(cell: Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.into_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Coordinate(number) => number.to_string(),
    }
}
