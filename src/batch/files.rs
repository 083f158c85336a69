//! The files of a whole run: rows and report sections are appended as documents are done, in the order of the inputs, to
//! files that stand aside; when the run is over, they take their names.

use super::listing::Listing;
use super::manifest::{self, Totals};
use super::part::Part;
#[cfg(feature = "parquet")]
use super::partitions::Partitions;
use super::run::{Failure, Settings};
use super::spool::Spool;
use super::staged::{Staged, unwritable};
use super::write;
use crate::audit::{self, Audit, Facts};
use crate::emit::rows::shape::shapes;
#[cfg(feature = "xlsx")]
use crate::emit::xlsx;
use crate::emit::{csv, html, report};
use crate::wording::Lang;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The files of a run in the making.
pub struct Files {
    output: PathBuf,
    staging: PathBuf,
    datasets: Vec<Staged>,
    report: Option<Report>,
    html: Option<(html::Report, Staged)>,
    #[cfg(feature = "parquet")]
    partitions: Option<Partitions>,
    #[cfg(feature = "xlsx")]
    book: Option<Workbook>,
    listing: Listing,
    facts: Vec<Facts>,
}

/// The workbook in the making, and the file it will be.
#[cfg(feature = "xlsx")]
struct Workbook {
    book: xlsx::Book,
    file: Staged,
}

/// The report in the making: its head stands before the overview's rows and the sections, and is known only at the end.
struct Report {
    totals: report::Totals,
    rows: Spool,
    sections: Spool,
    lang: Lang,
}

/// The manifest, by whose presence a folder is known to be whole.
const MANIFEST: &str = "run.json";

impl Files {
    /// Begins the files of a run, in a folder apart from where they will be.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn begin(output: &Path, staging: &Path, settings: &Settings) -> Result<Self, Failure> {
        let mut datasets = Vec::new();
        if settings.formats.csv {
            for shape in shapes() {
                let mut file = Staged::begin(staging.join(format!("{}.csv", shape.name)))?;
                file.append(&csv::head(shape))?;
                datasets.push(file);
            }
        }
        let report = match settings.formats.report {
            false => None,
            true => Some(Report {
                totals: report::Totals::default(),
                rows: Spool::new(staging.join("report.rows")),
                sections: Spool::new(staging.join("report.sections")),
                lang: settings.lang,
            }),
        };
        let html = settings.formats.html.then(|| begin_html(staging.join("report.html"), settings.lang)).transpose()?;
        #[cfg(feature = "xlsx")]
        let book =
            settings.formats.xlsx.then(|| Workbook::begin(staging.join("jixiao.xlsx"), settings.lang)).transpose()?;
        Ok(Files {
            output: output.to_owned(),
            staging: staging.to_owned(),
            datasets,
            report,
            html,
            #[cfg(feature = "parquet")]
            partitions: settings.formats.parquet.then(|| Partitions::begin(staging)),
            #[cfg(feature = "xlsx")]
            book,
            listing: Listing::begin(staging, settings)?,
            facts: Vec::new(),
        })
    }

    /// Appends what one document adds; `number` is its place in the run, from 1.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, part: &Part, name: &str, number: usize) -> Result<(), Failure> {
        if let (Some(report), Some((section, line))) = (&mut self.report, &part.report) {
            report.totals.add(line);
            report.rows.append(report::row(line, number, report.lang).as_bytes())?;
            report.sections.append(report::heading(name, number).as_bytes())?;
            report.sections.append(section.as_bytes())?;
        }
        if let (Some((html, file)), Some(part)) = (&mut self.html, &part.html) {
            html.append(part, &mut file.writer).map_err(|error| unwritable(&file.path, error))?;
        }
        self.facts.extend(part.facts.clone());
        self.append_rows(part)
    }

    fn append_rows(&mut self, part: &Part) -> Result<(), Failure> {
        for (file, rows) in self.datasets.iter_mut().zip(&part.rows) {
            file.append(rows.as_bytes())?;
        }
        self.listing.append(part)?;
        #[cfg(feature = "parquet")]
        if let Some(partitions) = &mut self.partitions {
            partitions.append(&part.rows).map_err(|error| unwritable(&self.output, error))?;
        }
        #[cfg(feature = "xlsx")]
        if let Some(book) = &mut self.book {
            book.append(part)?;
        }
        Ok(())
    }

    /// Holds the documents against each other. A document by itself has none to be held against.
    fn across(&mut self, settings: &Settings) -> Result<Audit, Failure> {
        if self.facts.len() < 2 {
            return Ok(Audit::default());
        }
        let across = audit::across(&self.facts, &settings.options.audit);
        self.append_rows(&Part::across(&across, settings))?;
        if let Some(report) = &mut self.report {
            report.totals.add_across(&across);
            report.sections.append(report::across(&across, report.lang).as_bytes())?;
        }
        Ok(across)
    }

    /// Ends the run: the documents are held against each other, every file is written out, then all take their names, the
    /// manifest last. Gives what the documents were found to differ in.
    ///
    /// # Errors
    /// [`Failure::Unwritable`]; the files of an earlier run are still there if it comes before the first took its name.
    pub fn finish(mut self, mut totals: Totals, settings: &Settings, took: Duration) -> Result<Audit, Failure> {
        let across = self.across(settings)?;
        totals.add_across(&across);
        let Files { output, staging, datasets, report, html, listing, .. } = self;
        #[cfg(feature = "parquet")]
        let mut partitions = self.partitions;
        let mut names = listing.finish()?;
        for file in datasets {
            names.push(file.close()?);
        }
        if let Some(report) = report {
            names.push(report.finish(&staging)?);
        }
        if let Some((html, mut file)) = html {
            html.finish(&across, &mut file.writer).map_err(|error| unwritable(&file.path, error))?;
            names.push(file.close()?);
        }
        #[cfg(feature = "xlsx")]
        if let Some(book) = self.book {
            names.push(book.finish()?);
        }
        #[cfg(feature = "parquet")]
        let left_out = {
            let closed = partitions.as_mut().map(Partitions::close_all).transpose();
            closed.map_err(|error| unwritable(&output, error))?
        };
        #[cfg(not(feature = "parquet"))]
        let left_out = None;
        let manifest = manifest::manifest(&totals, left_out, settings, took);
        remove(&output.join(MANIFEST))?;
        for name in names {
            take_name(&staging.join(&name), &output.join(&name))?;
        }
        #[cfg(feature = "parquet")]
        if let Some(partitions) = partitions {
            partitions.place(&output).map_err(|error| unwritable(&output, error))?;
        }
        let path = output.join(MANIFEST);
        write::by_way_of(&staging.join(MANIFEST), &path, &manifest)
            .map_err(|error| Failure::Unwritable { path, error })?;
        Ok(across)
    }
}

fn begin_html(path: PathBuf, lang: Lang) -> Result<(html::Report, Staged), Failure> {
    let mut file = Staged::begin(path)?;
    let html = html::Report::begin(lang, &mut file.writer).map_err(|error| unwritable(&file.path, error))?;
    Ok((html, file))
}

fn take_name(staged: &Path, path: &Path) -> Result<(), Failure> {
    fs::rename(staged, path).map_err(|error| Failure::Unwritable { path: path.to_owned(), error })
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::Unwritable { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

#[cfg(feature = "xlsx")]
impl Workbook {
    fn begin(path: PathBuf, lang: Lang) -> Result<Self, Failure> {
        let file = Staged::begin(path)?;
        let book = xlsx::Book::begin(lang).map_err(|error| unwritable(&file.path, io::Error::other(error)))?;
        Ok(Workbook { book, file })
    }

    fn append(&mut self, part: &Part) -> Result<(), Failure> {
        let sheets = xlsx::Sheets::read(&part.rows).map_err(|error| unwritable(&self.file.path, error.into()))?;
        self.book.append(&sheets).map_err(|error| unwritable(&self.file.path, io::Error::other(error)))
    }

    fn finish(mut self) -> Result<String, Failure> {
        let written = self.book.finish(&mut self.file.writer);
        written.map_err(|error| unwritable(&self.file.path, io::Error::other(error)))?;
        self.file.close()
    }
}

impl Report {
    /// Puts head, rows and sections together; the name of the file.
    fn finish(self, staging: &Path) -> Result<String, Failure> {
        let mut file = Staged::begin(staging.join("report.md"))?;
        file.append(report::head(&self.totals, self.lang).as_bytes())?;
        for part in [self.rows, self.sections] {
            part.pour(&mut file)?;
        }
        file.close()
    }
}
