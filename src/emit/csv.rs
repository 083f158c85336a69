//! CSV: UTF-8 with a byte order mark, so that spreadsheets take the Chinese as it is.

use super::rows::{Cell, Dataset};
use std::fmt::Write;

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The head of a file: byte order mark and column names.
pub fn head<D: Dataset>() -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(BOM.to_vec());
    let written = writer.write_record(D::COLUMNS.iter().map(|column| column.name));
    written.expect("a Vec takes every byte");
    writer.into_inner().expect("a Vec takes every byte")
}

/// Rows of a file, each with a line break at its end.
pub fn rows<'a, D: Dataset>(rows: impl Iterator<Item = D::Row<'a>>) -> Vec<u8> {
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
    writer.into_inner().expect("a Vec takes every byte")
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
        let text = String::from_utf8(rows::<Documents>(std::iter::once(row))).expect("UTF-8");
        assert!(text.starts_with("\"甲,\"\"乙\"\".pdf\",,,7,failed,"), "{text}");
        assert!(text.ends_with(",1.500,\"line\nbreak\"\n"), "{text}");
        let head = head::<Documents>();
        assert!(head.starts_with(b"\xEF\xBB\xBFsource,output,"));
        assert_eq!(head.iter().filter(|byte| **byte == b',').count(), Documents::COLUMNS.len() - 1);
    }
}
