//! CSV: UTF-8 with a byte order mark, so that spreadsheets take the Chinese as it is, and with no text that they would run.
//!
//! Published text is hostile, and a spreadsheet runs what begins like a formula. Such a text stands behind an apostrophe, which a
//! spreadsheet shows and does not run; [`published`] takes it off again. Numbers stay as they are.

use super::rows::records::{Broken, Records};
use super::rows::shape::Shape;
use std::borrow::Cow;

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
        for field in fields {
            writer.write_field(harmless(field).as_ref()).expect("a Vec takes every byte");
        }
        let ended = writer.write_record(None::<&[u8]>);
        ended.expect("rows of one dataset have one length, and a Vec takes every byte");
        Ok::<(), Broken>(())
    })?;
    Ok(writer.into_inner().expect("a Vec takes every byte"))
}

/// Text as a field of a CSV: behind an apostrophe where a spreadsheet would run it, or where one stood before such a text.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if runs(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A field of a CSV as the text that it was written from.
pub fn published(field: &str) -> &str {
    field.strip_prefix('\'').filter(|text| runs(text.trim_start_matches('\''))).unwrap_or(field)
}

/// Whether a spreadsheet takes a text for a formula. A sign by itself, and a number behind one, is none.
fn runs(text: &str) -> bool {
    let number = |text: &str| {
        let text = text.strip_suffix(['%', '％']).unwrap_or(text);
        text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    };
    match text.strip_prefix(['+', '-']) {
        Some(rest) => !number(rest),
        None => text.starts_with(['=', '@', '\t', '\r', '\n']),
    }
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

    #[test]
    fn no_text_is_run_and_each_is_read_back() {
        for text in
            ["=1+1", "=100%", "+CMD|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-泵站维护", "'=1", "''-x"]
        {
            let field = harmless(text);
            assert!(field.starts_with('\'') && field.len() == text.len() + 1, "{field}");
            assert_eq!(published(&field), text);
        }
        for text in ["", "-16.00", "-1,234.5", "+5", "-5%", "-", "≥95%", "'quoted'", "a=b", "——"] {
            assert_eq!((harmless(text).as_ref(), published(text)), (text, text));
        }
    }
}
