//! The dataset as Parquet: `parquet/<table>/year=<fiscal year>/part-<number>.parquet`, a layout that DuckDB, pandas, Polars,
//! Arrow for R and Spark read as one table.
//!
//! The folder's key is `year` and not `fiscal_year`, so that files keep the column `fiscal_year` where the CSVs have it:
//! some readers refuse a column that is in the folder's name and in the file. `documents` has no year of its own: a document
//! may hold forms of several.

use super::{inside, write};
use crate::emit::parquet::Table;
use crate::emit::rows::Cell;
use crate::emit::rows::records::Records;
use crate::emit::rows::shape::{self, Shape, shapes};
use parquet::errors::ParquetError;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// The folder of the dataset.
const FOLDER: &str = "parquet";
/// Files that are open at once; a run over more years closes the one it has not written to for longest.
const OPEN: usize = 24;
/// Bytes of rows that wait in memory, all files together; beyond that the largest row group is written out.
const HELD: usize = 12 << 20;
/// Row groups of one file, about: each one's statistics wait in memory until the file ends, so that another is begun then.
const GROUPS: usize = 32;
/// The folder of rows without a year, as Hive calls it.
const NO_YEAR: &str = "__HIVE_DEFAULT_PARTITION__";

/// The dataset in the making, in files that stand aside.
pub struct Partitions {
    staging: PathBuf,
    /// The files so far: where they are, and where they belong.
    files: Vec<(PathBuf, PathBuf)>,
    open: BTreeMap<Key, Open>,
    /// Number of the next file of each partition.
    next: BTreeMap<Key, u32>,
    /// Files that ended before the run did, and may not be on the disk yet.
    ended: Vec<PathBuf>,
    /// Bytes that wait in the open files, about.
    held: usize,
    /// Counts writes, to know which file has waited longest.
    clock: u64,
    left_out: u64,
}

/// A dataset by its place among [`shapes`], and a year where it has one.
type Key = (usize, Option<i64>);

struct Open {
    staged: PathBuf,
    table: Table<BufWriter<File>>,
    used: u64,
}

impl Partitions {
    /// Begins a dataset. Every table has at least one file, so that readers find its columns even where no document has a
    /// row.
    pub fn begin(staging: &Path) -> Self {
        Partitions {
            staging: staging.to_owned(),
            files: Vec::new(),
            open: BTreeMap::new(),
            next: BTreeMap::new(),
            ended: Vec::new(),
            held: 0,
            clock: 0,
            left_out: 0,
        }
    }

    /// Appends rows of each dataset.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn append(&mut self, rows: &[Records; shape::COUNT]) -> io::Result<()> {
        for (number, shape) in shapes().iter().enumerate() {
            let year = shape.position("fiscal_year");
            rows[number].each(&shape.columns, |cells| {
                let year = year.and_then(|position| match cells[position] {
                    Cell::Integer(year) => Some(year),
                    _ => None,
                });
                self.push((number, year), shape, cells)
            })?;
        }
        Ok(())
    }

    fn push(&mut self, key: Key, shape: &Shape, cells: &[Cell]) -> io::Result<()> {
        self.clock += 1;
        if !self.open.contains_key(&key) {
            if self.open.len() >= OPEN {
                let oldest = self.open.iter().min_by_key(|(_, open)| open.used).map(|(key, _)| *key);
                if let Some(open) = oldest.and_then(|oldest| self.open.remove(&oldest)) {
                    self.close(open)?;
                }
            }
            let open = self.create(key, shape)?;
            self.open.insert(key, open);
        }
        let Some(open) = self.open.get_mut(&key) else { return Ok(()) };
        open.used = self.clock;
        let before = open.table.held();
        open.table.push(cells).map_err(cause)?;
        self.held = self.held - before + open.table.held();
        if self.held <= HELD {
            return Ok(());
        }
        let largest = self.open.iter().max_by_key(|(_, open)| open.table.held()).map(|(key, _)| *key);
        let Some((key, mut open)) = largest.and_then(|key| self.open.remove_entry(&key)) else { return Ok(()) };
        if open.table.groups() >= GROUPS {
            return self.close(open);
        }
        self.held -= open.table.held();
        open.table.flush().map_err(cause)?;
        self.open.insert(key, open);
        Ok(())
    }

    fn create(&mut self, key: Key, shape: &Shape) -> io::Result<Open> {
        let mut path = Path::new(FOLDER).join(shape.name);
        let mut name = format!("{FOLDER}.{}", shape.name);
        if shape.position("fiscal_year").is_some() {
            let year = key.1.map_or_else(|| NO_YEAR.to_owned(), |year| year.to_string());
            path.push(format!("year={year}"));
            name = format!("{name}.{year}");
        }
        let next = self.next.entry(key).or_default();
        let staged = self.staging.join(format!("{name}.{next}"));
        let file = inside::create(&staged)?;
        self.files.push((staged.clone(), path.join(format!("part-{next}.parquet"))));
        *next += 1;
        let table = Table::begin(shape, BufWriter::new(file)).map_err(cause)?;
        Ok(Open { staged, table, used: 0 })
    }

    fn close(&mut self, open: Open) -> io::Result<()> {
        self.held = self.held.saturating_sub(open.table.held());
        self.left_out += finish(open.table)?.1;
        self.ended.push(open.staged);
        Ok(())
    }

    /// Writes out every file; the number of values that their columns do not hold. Those that were open are on the disk then.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn close_all(&mut self) -> io::Result<u64> {
        for (number, shape) in shapes().iter().enumerate() {
            if !self.next.keys().any(|(dataset, _)| *dataset == number) {
                let open = self.create((number, None), shape)?;
                self.open.insert((number, None), open);
            }
        }
        let open = std::mem::take(&mut self.open).into_values().collect();
        let left_out = write::at_once(open, |open: Open| {
            let (file, left_out) = finish(open.table)?;
            // While one is waited for, the next is turned into columns.
            file.sync_all()?;
            Ok::<u64, io::Error>(left_out)
        })?;
        Ok(self.left_out + left_out.iter().sum::<u64>())
    }

    /// The files, standing aside, that may not be on the disk yet.
    pub fn ended(&self) -> &[PathBuf] {
        &self.ended
    }

    /// Puts the files where they belong below the output folder, and takes those of an earlier run away. Gives the folders
    /// whose names have changed, the output folder among them.
    ///
    /// # Errors
    /// A file cannot be put there or taken away.
    pub fn place(self, output: &Path) -> io::Result<Vec<PathBuf>> {
        let mut placed = BTreeSet::new();
        for (staged, path) in self.files {
            path.parent().map_or(Ok(()), |folder| inside::folders(output, folder))?;
            let path = output.join(path);
            fs::rename(&staged, &path)?;
            placed.insert(path);
        }
        for shape in shapes() {
            remove_others(&output.join(FOLDER).join(shape.name), &placed)?;
        }
        let folders: BTreeSet<&Path> = placed.iter().flat_map(|path| path.ancestors().skip(1)).collect();
        Ok(folders.into_iter().filter(|folder| folder.starts_with(output)).map(Path::to_owned).collect())
    }
}

/// Writes out a file; the number of values that its columns do not hold.
fn finish(table: Table<BufWriter<File>>) -> io::Result<(File, u64)> {
    let (writer, left_out) = table.finish().map_err(cause)?;
    Ok((writer.into_inner().map_err(io::IntoInnerError::into_error)?, left_out))
}

/// Removes the parts below a folder that are not among those of this run; other files are none of ours.
fn remove_others(folder: &Path, placed: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("year=") && kind.is_dir() {
            remove_others(&path, placed)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if name.starts_with("part-") && name.ends_with(".parquet") && !placed.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// What the file system said, where it did.
fn cause(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => inner.downcast().map_or_else(io::Error::other, |error| *error),
        other => io::Error::other(other),
    }
}
