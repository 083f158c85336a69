//! The flat rows as Arrow record batches: the same columns in the same order as the CSVs.
//!
//! Text is `Utf8`, whole numbers are `Int64`, coordinates `Float64`, and exact decimals `Decimal128(38, 10)`: 28 digits before
//! the point, 10 after. A number with more is left blank and counted ([`Columns::left_out`]) rather than rounded; its text as
//! published stands in the column beside it (`raw`, `target_raw` …), and the CSV and JSON have every digit.

use super::rows::shape::{Head, Shape};
use super::rows::{Cell, Kind};
use arrow_array::builder::{ArrayBuilder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Digits of a decimal column: as many as 128 bits always hold.
pub const PRECISION: u8 = 38;
/// Digits of a decimal column after the point.
pub const SCALE: i8 = 10;

/// The schema of a dataset.
pub fn schema(shape: &Shape) -> SchemaRef {
    let field = |column: &Head| Field::new(column.name, data_type(column.kind), true);
    Arc::new(Schema::new(shape.columns.iter().map(field).collect::<Vec<_>>()))
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Decimal => DataType::Decimal128(PRECISION, SCALE),
        Kind::Coordinate => DataType::Float64,
    }
}

/// Rows of one dataset on their way into a record batch.
pub struct Columns {
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    bytes: usize,
    left_out: u64,
}

enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Coordinate(Float64Builder),
}

impl Columns {
    /// Columns without rows.
    pub fn new(shape: &Shape, schema: SchemaRef) -> Self {
        let builders = shape.columns.iter().map(|column| Builder::new(column.kind)).collect();
        Columns { schema, builders, rows: 0, bytes: 0, left_out: 0 }
    }

    /// Appends a row of as many cells as there are columns.
    pub fn push(&mut self, cells: &[Cell]) {
        for (builder, cell) in self.builders.iter_mut().zip(cells) {
            if let Cell::Text(text) = cell {
                self.bytes += text.len();
            }
            if !builder.push(cell) {
                self.left_out += 1;
            }
        }
        self.rows += 1;
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of their text.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Number of values so far that their column does not hold: decimals of too many digits.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The rows so far as a batch; the columns are empty again.
    ///
    /// # Errors
    /// Rows of another length than the columns were pushed.
    pub fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        RecordBatch::try_new(self.schema.clone(), self.builders.iter_mut().map(Builder::finish).collect())
    }
}

impl Builder {
    /// Builders begin without room: most documents have few rows, and the room that Arrow begins with is for a thousand.
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Builder::Text(StringBuilder::with_capacity(0, 0)),
            Kind::Integer => Builder::Integer(Int64Builder::with_capacity(0)),
            Kind::Decimal => {
                let decimal = DataType::Decimal128(PRECISION, SCALE);
                Builder::Decimal(Decimal128Builder::with_capacity(0).with_data_type(decimal))
            }
            Kind::Coordinate => Builder::Coordinate(Float64Builder::with_capacity(0)),
        }
    }

    /// Appends a value, or a blank; whether the column holds it.
    fn push(&mut self, cell: &Cell) -> bool {
        match (&mut *self, cell) {
            (Builder::Text(builder), Cell::Text(text)) => builder.append_value(text),
            (Builder::Integer(builder), Cell::Integer(number)) => builder.append_value(*number),
            (Builder::Coordinate(builder), Cell::Coordinate(number)) => builder.append_value(*number),
            (Builder::Decimal(builder), Cell::Decimal(number)) => {
                let scaled = scaled(*number);
                builder.append_option(scaled);
                return scaled.is_some();
            }
            (builder, cell) => {
                builder.blank();
                return *cell == Cell::Blank;
            }
        }
        true
    }

    fn blank(&mut self) {
        match self {
            Builder::Text(builder) => builder.append_null(),
            Builder::Integer(builder) => builder.append_null(),
            Builder::Decimal(builder) => builder.append_null(),
            Builder::Coordinate(builder) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(builder) => ArrayBuilder::finish(builder),
            Builder::Integer(builder) => ArrayBuilder::finish(builder),
            Builder::Decimal(builder) => ArrayBuilder::finish(builder),
            Builder::Coordinate(builder) => ArrayBuilder::finish(builder),
        }
    }
}

/// A decimal as a whole number of its column's last place; `None` where it has more digits than the column.
fn scaled(number: Decimal) -> Option<i128> {
    let number = if number.scale() > SCALE.unsigned_abs().into() { number.normalize() } else { number };
    let missing = u32::from(SCALE.unsigned_abs()).checked_sub(number.scale())?;
    let scaled = number.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    (scaled.unsigned_abs() < 10_u128.pow(PRECISION.into())).then_some(scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_left_out() {
        let of = |text: &str| scaled(Decimal::from_str_exact(text).expect("a decimal"));
        assert_eq!(of("2115.30"), Some(21_153_000_000_000));
        assert_eq!(of("-0.5"), Some(-5_000_000_000));
        assert_eq!(of("0.123456789000000"), Some(1_234_567_890), "zeros at the end are no digits");
        assert_eq!(of("0.12345678901"), None);
        let longest = "9999999999999999999999999999";
        assert_eq!(of(longest), format!("{longest}0000000000").parse().ok());
        assert_eq!(of("79228162514264337593543950335"), None, "29 digits before the point");
    }

    #[test]
    fn what_a_column_does_not_hold_is_blank_and_counted() {
        let columns = vec![Head { name: "amount", kind: Kind::Decimal, title: "金额" }];
        let shape = Shape { name: "amounts", columns };
        let mut columns = Columns::new(&shape, schema(&shape));
        for cell in [Cell::Decimal(Decimal::ONE), Cell::Blank, Cell::Decimal(Decimal::new(1, 11))] {
            columns.push(&[cell]);
        }
        assert_eq!((columns.rows(), columns.left_out()), (3, 1));
        let batch = columns.batch().expect("a batch");
        assert_eq!((batch.num_rows(), batch.column(0).null_count(), columns.rows()), (3, 2, 0));
    }
}
