//! CSV: UTF-8 with a byte order mark, so that spreadsheets take the Chinese as it is.

use super::rows::records::{Broken, Records};
use super::rows::shape::Shape;

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
///
/// # Errors
/// The records are not whole.
pub fn rows(records: &Records, shape: &Shape) -> Result<Vec<u8>, Broken> {
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(records.size()));
    records.each_printed(shape.columns.len(), |fields| {
        writer.write_record(fields).expect("rows of one dataset have one length, and a Vec takes every byte");
        Ok::<(), Broken>(())
    })?;
    Ok(writer.into_inner().expect("a Vec takes every byte"))
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
        let shape = &shapes()[0];
        let text = rows(&Records::of::<Documents>(std::iter::once(row)), shape).expect("whole records");
        let text = String::from_utf8(text).expect("text");
        assert!(text.starts_with("\"甲,\"\"乙\"\".pdf\",,,7,failed,"), "{text}");
        assert!(text.ends_with(",1.500,\"line\nbreak\"\n"), "{text}");
        let head = head(shape);
        assert!(head.starts_with(b"\xEF\xBB\xBFsource,output,"));
        assert_eq!(head.iter().filter(|byte| **byte == b',').count(), shape.columns.len() - 1);
    }
}
