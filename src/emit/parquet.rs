//! Parquet: one file of one dataset, written as rows come.

use super::arrow::{self, Columns};
use super::rows::shape::Shape;
use super::rows::{Cell, Kind};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::io::Write;

/// Rows, and bytes of text, that are turned into columns at once.
const BATCH: (usize, usize) = (1024, 256 << 10);
/// Rows, and bytes, of a row group at most: it waits in memory until it is whole.
const GROUP: (usize, usize) = (1 << 17, 16 << 20);

/// One file in the making.
pub struct Table<W: Write + Send> {
    writer: ArrowWriter<W>,
    columns: Columns,
    /// Bytes that wait in memory, about.
    held: usize,
}

impl<W: Write + Send> Table<W> {
    /// A file without rows.
    ///
    /// # Errors
    /// The writer's.
    pub fn begin(shape: &Shape, writer: W) -> Result<Self, ParquetError> {
        let mut properties = WriterProperties::builder()
            .set_created_by(concat!("jixiao ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(Some(GROUP.0))
            .set_max_row_group_bytes(Some(GROUP.1));
        // The dictionary of a decimal column would keep each batch that brought a new value, and not count it.
        for column in shape.columns.iter().filter(|column| column.kind == Kind::Decimal) {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name), false);
        }
        let properties = properties.build();
        // The columns' Parquet types say all; a copy of the Arrow schema would only make small files large.
        let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let schema = arrow::schema(shape);
        let writer = ArrowWriter::try_new_with_options(writer, schema.clone(), options)?;
        Ok(Table { writer, columns: Columns::new(shape, schema), held: 0 })
    }

    /// Appends a row.
    ///
    /// # Errors
    /// The writer's.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), ParquetError> {
        self.columns.push(cells);
        if self.columns.rows() >= BATCH.0 || self.columns.bytes() >= BATCH.1 { self.write() } else { Ok(()) }
    }

    /// Bytes of the row group that waits in memory, about; the rows pushed last are not counted.
    pub fn held(&self) -> usize {
        self.held
    }

    /// Number of row groups that were written out.
    pub fn groups(&self) -> usize {
        self.writer.flushed_row_groups().len()
    }

    /// Writes the row group out, so that nothing but the rows pushed last waits in memory.
    ///
    /// # Errors
    /// The writer's.
    pub fn flush(&mut self) -> Result<(), ParquetError> {
        self.held = 0;
        self.writer.flush()
    }

    /// Ends the file; gives its writer back, and the number of values that their columns do not hold.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish(mut self) -> Result<(W, u64), ParquetError> {
        self.write()?;
        let left_out = self.columns.left_out();
        Ok((self.writer.into_inner()?, left_out))
    }

    fn write(&mut self) -> Result<(), ParquetError> {
        if self.columns.rows() == 0 {
            return Ok(());
        }
        let batch = self.columns.batch().map_err(|error| ParquetError::External(Box::new(error)))?;
        self.writer.write(&batch)?;
        self.held = self.writer.memory_size();
        Ok(())
    }
}
