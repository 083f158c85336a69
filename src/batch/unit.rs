//! One document from bytes to Arrow record batches: the unit that a distributed engine maps over.
//!
//! ```
//! use jixiao::batch::unit;
//! use jixiao::convert::{Options, Source};
//! use jixiao::wording::Lang;
//!
//! let html = "<table><tr><td>项目支出名称</td><td>校舍维修</td></tr></table>";
//! let source = Source { name: "2023/a.html", bytes: html.as_bytes() };
//! let batches = unit::batches(&source, &Options::default(), Lang::Zh)?;
//! assert_eq!(batches.documents.num_rows(), 1);
//! assert_eq!(batches.indicators.schema().field(0).name(), "source");
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```

use super::isolate;
use crate::convert::{self, Options, Source};
use crate::emit::arrow::{self, Columns};
use crate::emit::rows::shape::{Shape, shapes};
use crate::emit::rows::{Cell, Dataset, budgets, documents, findings, indicators, tables};
use crate::wording::Lang;
use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};

/// What one document adds to each dataset. The schemas are the same for every document ([`schemas`]).
#[derive(Clone, Debug)]
pub struct Batches {
    /// One row: the document, converted or not.
    pub documents: RecordBatch,
    /// One row for each form.
    pub tables: RecordBatch,
    /// One row for each budget entry.
    pub budgets: RecordBatch,
    /// One row for each level-3 indicator.
    pub indicators: RecordBatch,
    /// One row for each finding.
    pub findings: RecordBatch,
}

/// The name and the schema of each dataset, in the order documents, tables, budgets, indicators, findings.
pub fn schemas() -> [(&'static str, SchemaRef); 5] {
    shapes().each_ref().map(|shape| (shape.name, arrow::schema(shape)))
}

/// Converts one document into record batches.
///
/// A function of its arguments alone: it opens no file, prints nothing, keeps nothing, and starts no thread unless
/// [`Options::spare`] allows some, so an engine may call it for any number of documents, in any order, on any machine, and
/// again for a document whose worker was lost. A document that cannot be converted is no error but a row of `documents` with
/// `status = 'failed'` and its cause; a panic is caught and is one of these. Time is bounded by
/// [`Limits::time`](crate::read::limits::Limits::time), looked at while reading.
///
/// # Errors
/// None that an input can cause: the batches would not fit their own schemas.
pub fn batches(source: &Source, options: &Options, lang: Lang) -> Result<Batches, ArrowError> {
    let converted = isolate::guarded(|| convert::convert(source, options));
    let (sha256, cause) = (convert::sha256(source.bytes), converted.as_ref().err().map(ToString::to_string));
    let row = documents::Row {
        source: source.name,
        output: "",
        sha256: Some(&sha256),
        bytes: Some(source.bytes.len() as u64),
        result: converted.as_ref().map_err(|_| cause.as_deref().unwrap_or("")),
        seconds: None,
    };
    let conversion = converted.as_ref().ok();
    let [documents, tables, budgets, indicators, findings] = shapes();
    Ok(Batches {
        documents: batch::<documents::Documents>(documents, std::iter::once(row))?,
        tables: batch::<tables::Tables>(tables, conversion.into_iter().flat_map(tables::rows))?,
        budgets: batch::<budgets::Budgets>(budgets, conversion.into_iter().flat_map(budgets::rows))?,
        indicators: batch::<indicators::Indicators>(indicators, conversion.into_iter().flat_map(indicators::rows))?,
        findings: batch::<findings::Findings>(
            findings,
            conversion.into_iter().flat_map(|conversion| findings::rows(conversion, lang)),
        )?,
    })
}

fn batch<'a, D: Dataset>(shape: &Shape, rows: impl Iterator<Item = D::Row<'a>>) -> Result<RecordBatch, ArrowError> {
    let mut columns = Columns::new(shape, arrow::schema(shape));
    for row in rows {
        let cells: Vec<Cell> = D::COLUMNS.iter().map(|column| (column.cell)(&row)).collect();
        columns.push(&cells);
    }
    columns.batch()
}
