//! CSV: UTF-8 with a byte order mark, so that spreadsheets take the Chinese as it is.

use super::rows::shape::{Head, Shape};
use super::rows::{Cell, Dataset};
use std::fmt::Write;

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The head of a file: byte order mark and column names.
pub fn head(shape: &Shape) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(BOM.to_vec());
    let written = writer.write_record(shape.columns.iter().map(|column| column.name));
    written.expect("a Vec takes every byte");
    writer.into_inner().expect("a Vec takes every byte")
}

/// Rows of a file, each with a line break at its end.
pub fn rows<'a, D: Dataset>(rows: impl Iterator<Item = D::Row<'a>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut scratch = String::new();
    for row in rows {
        for column in D::COLUMNS {
            let written = writer.write_field(print(&(column.cell)(&row), &mut scratch));
            written.expect("a Vec takes every byte");
        }
        let written = writer.write_record(None::<&[u8]>);
        written.expect("rows of one dataset have one length, and a Vec takes every byte");
    }
    String::from_utf8(writer.into_inner().expect("a Vec takes every byte")).expect("made of text")
}

/// Reads rows back, one after the other, as the values they were printed from.
///
/// # Errors
/// The text is no CSV, or has rows of another length.
pub fn read(text: &str, columns: &[Head], mut take: impl FnMut(&[Cell])) -> Result<(), csv::Error> {
    if text.is_empty() {
        return Ok(());
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        if record.len() != columns.len() {
            let cause = format!("{} fields where {} belong", record.len(), columns.len());
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, cause).into());
        }
        let cells: Vec<Cell> =
            record.iter().zip(columns).map(|(field, column)| Cell::read(field, column.kind)).collect();
        take(&cells);
    }
    Ok(())
}

/// A value as CSV has it, in the scratch space where it has to be made. Decimals keep their printed digits.
fn print<'c>(cell: &'c Cell, scratch: &'c mut String) -> &'c str {
    scratch.clear();
    let written = match cell {
        Cell::Blank => return "",
        Cell::Text(text) => return text,
        Cell::Integer(number) => write!(scratch, "{number}"),
        Cell::Decimal(number) => write!(scratch, "{number}"),
        Cell::Coordinate(number) => write!(scratch, "{number}"),
    };
    written.expect("a String takes every character");
    scratch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::rows::documents::{Documents, Row};
    use crate::emit::rows::shape::shapes;

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let row = Row {
            source: "甲,\"乙\".pdf",
            output: "",
            sha256: None,
            bytes: Some(7),
            result: Err("line\nbreak"),
            seconds: Some(rust_decimal::Decimal::new(1500, 3)),
        };
        let text = rows::<Documents>(std::iter::once(row));
        assert!(text.starts_with("\"甲,\"\"乙\"\".pdf\",,,7,failed,"), "{text}");
        assert!(text.ends_with(",1.500,\"line\nbreak\"\n"), "{text}");
        let shape = &shapes()[0];
        let mut read_back = Vec::new();
        read(&text, &shape.columns, |cells| {
            read_back.push(cells.iter().cloned().map(Cell::into_owned).collect::<Vec<_>>())
        })
        .expect("CSV");
        let [cells] = &read_back[..] else { panic!("{read_back:?}") };
        assert_eq!(cells[0], Cell::Text("甲,\"乙\".pdf".into()));
        assert_eq!((&cells[1], &cells[3]), (&Cell::Blank, &Cell::Integer(7)));
        assert_eq!(
            cells[cells.len() - 2..],
            [Cell::Decimal(rust_decimal::Decimal::new(1500, 3)), Cell::Text("line\nbreak".into())]
        );
        let head = head(shape);
        assert!(head.starts_with(b"\xEF\xBB\xBFsource,output,"));
        assert_eq!(head.iter().filter(|byte| **byte == b',').count(), Documents::COLUMNS.len() - 1);
    }
}
