//! A dataset looked at across documents: bureaus and years side by side.
//!
//! It reads the CSV files of a run, row by row, and keeps sums. Columns are found by their names, and forms are paired by
//! department, year, project and indicator name, never by position. Sums are exact.

mod copies;
mod evaluations;
mod frequent;
mod page;
mod shares;
mod table;
mod totals;

use super::run::Failure;
use super::{inside, write};
use crate::emit::comparison;
use crate::emit::csv::published;
use crate::wording::Lang;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the comparison inside the dataset's.
pub const FOLDER: &str = "compare";

/// What is written of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    /// `<table>.csv`.
    pub csv: bool,
    /// `<table>.parquet`, where the feature is compiled in.
    pub parquet: bool,
    /// `compare.md`.
    pub report: bool,
    /// `compare.html`.
    pub html: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Formats { csv: true, parquet: false, report: true, html: true }
    }
}

/// One row of a CSV file by the names of its columns.
struct Row<'r> {
    positions: &'r [usize],
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    /// The field of the n-th wanted column; blank is blank.
    fn get(&self, wanted: usize) -> &str {
        self.record.get(self.positions[wanted]).map_or("", published)
    }
}

/// Hands the rows of a file over, each with the wanted columns.
fn each(path: &Path, wanted: &[&str], mut take: impl FnMut(&Row)) -> Result<(), Failure> {
    let unreadable = |error: io::Error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        let hint = if missing { "; compare takes the folder of a run with --format csv" } else { "" };
        Failure::Unreadable(io::Error::new(error.kind(), format!("{}: {error}{hint}", path.display())))
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = csv::Reader::from_reader(io::BufReader::with_capacity(1 << 16, file));
    let head = reader.headers().map_err(|error| unreadable(error.into()))?.clone();
    let head: Vec<&str> = head.iter().map(|name| name.trim_start_matches('\u{FEFF}')).collect();
    let mut positions = Vec::new();
    for name in wanted {
        let position = head.iter().position(|column| column == name);
        positions.push(position.ok_or_else(|| unreadable(io::Error::other(format!("it has no column {name}"))))?);
    }
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| unreadable(error.into()))? {
        take(&Row { positions: &positions, record: &record });
    }
    Ok(())
}

/// Compares the documents of a dataset, writes what comes of it into a folder inside the dataset's, and gives its path.
///
/// # Errors
/// The folder holds no dataset; a file cannot be read or written.
pub fn compare(dataset: &Path, lang: Lang, formats: Formats) -> Result<PathBuf, Failure> {
    let tables = [
        totals::read(dataset)?,
        evaluations::read(dataset)?,
        copies::read(dataset)?,
        shares::weights(dataset)?,
        shares::qualitative(dataset)?,
        frequent::read(dataset)?,
    ];
    let folder = dataset.join(FOLDER);
    let unwritable = |path: &Path, error| Failure::Unwritable { path: path.to_owned(), error };
    inside::folder(&folder).map_err(|error| unwritable(&folder, error))?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        write::atomically(&path, bytes).map_err(|error| unwritable(&path, error))
    };
    for table in &tables {
        if formats.csv {
            put(&format!("{}.csv", table.name), &table.csv())?;
        }
        #[cfg(feature = "parquet")]
        if formats.parquet {
            let name = format!("{}.parquet", table.name);
            let bytes = table.parquet().map_err(|error| unwritable(&folder.join(&name), io::Error::other(error)))?;
            put(&name, &bytes)?;
        }
    }
    if formats.report {
        put("compare.md", page::page(&tables, lang).as_bytes())?;
    }
    if formats.html {
        let shown: Vec<comparison::Table> = tables.iter().map(table::Table::shown).collect();
        put("compare.html", &comparison::page(&shown, lang))?;
    }
    Ok(folder)
}
