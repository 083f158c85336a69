//! The files of a whole run: rows and report sections are appended as documents are done, in the order of the inputs, and
//! the files appear under their names when the run is over.

use super::part::Part;
use super::run::{Failure, Settings};
use super::write;
use crate::emit::csv;
use crate::emit::report;
use crate::emit::rows::tables::Tables;
use crate::emit::rows::{Dataset, budgets::Budgets, documents::Documents, findings::Findings, indicators::Indicators};
#[cfg(feature = "xlsx")]
use crate::emit::xlsx;
use crate::wording::Lang;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The files of a run in the making.
pub struct Files {
    datasets: Vec<Pending>,
    report: Option<Report>,
    #[cfg(feature = "xlsx")]
    book: Option<Workbook>,
}

/// The workbook in the making, and the file it will be.
#[cfg(feature = "xlsx")]
struct Workbook {
    book: xlsx::Book,
    file: Pending,
}

/// The report in the making: its head stands before the sections and is known only at the end.
struct Report {
    path: PathBuf,
    sections: Pending,
    lines: Vec<report::Line>,
    lang: Lang,
}

/// A file that is not whole yet.
struct Pending {
    path: PathBuf,
    unfinished: PathBuf,
    writer: BufWriter<File>,
}

impl Files {
    /// Begins the files of a run in a folder that is there.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn begin(output: &Path, settings: &Settings) -> Result<Self, Failure> {
        let mut datasets = Vec::new();
        if settings.formats.csv {
            let heads = [
                (Documents::NAME, csv::head::<Documents>()),
                (Tables::NAME, csv::head::<Tables>()),
                (Budgets::NAME, csv::head::<Budgets>()),
                (Indicators::NAME, csv::head::<Indicators>()),
                (Findings::NAME, csv::head::<Findings>()),
            ];
            for (name, head) in heads {
                let mut file = Pending::begin(output.join(format!("{name}.csv")))?;
                file.append(&head)?;
                datasets.push(file);
            }
        }
        let report = match settings.formats.report {
            false => None,
            true => Some(Report {
                path: output.join("report.md"),
                sections: Pending::begin(output.join("report.sections.md"))?,
                lines: Vec::new(),
                lang: settings.lang,
            }),
        };
        #[cfg(feature = "xlsx")]
        let book =
            settings.formats.xlsx.then(|| Workbook::begin(output.join("jixiao.xlsx"), settings.lang)).transpose()?;
        Ok(Files {
            datasets,
            report,
            #[cfg(feature = "xlsx")]
            book,
        })
    }

    /// Appends what one document adds.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, part: &Part) -> Result<(), Failure> {
        for (file, rows) in self.datasets.iter_mut().zip(&part.rows) {
            file.append(rows)?;
        }
        if let Some(report) = &mut self.report {
            report.sections.append(part.section.as_bytes())?;
            report.lines.extend(part.line.clone());
        }
        #[cfg(feature = "xlsx")]
        if let (Some(book), Some(sheets)) = (&mut self.book, &part.sheets) {
            book.append(sheets)?;
        }
        Ok(())
    }

    /// Ends the run: every file takes its name.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn finish(self) -> Result<(), Failure> {
        for file in self.datasets {
            file.finish()?;
        }
        if let Some(report) = self.report {
            report.finish()?;
        }
        #[cfg(feature = "xlsx")]
        if let Some(book) = self.book {
            book.finish()?;
        }
        Ok(())
    }
}

#[cfg(feature = "xlsx")]
impl Workbook {
    fn begin(path: PathBuf, lang: Lang) -> Result<Self, Failure> {
        let file = Pending::begin(path)?;
        let book = xlsx::Book::begin(lang).map_err(|error| unwritable(&file.path, io::Error::other(error)))?;
        Ok(Workbook { book, file })
    }

    fn append(&mut self, sheets: &xlsx::Sheets) -> Result<(), Failure> {
        self.book.append(sheets).map_err(|error| unwritable(&self.file.path, io::Error::other(error)))
    }

    fn finish(mut self) -> Result<(), Failure> {
        let written = self.book.finish(&mut self.file.writer);
        written.map_err(|error| unwritable(&self.file.path, io::Error::other(error)))?;
        self.file.finish()
    }
}

impl Report {
    fn finish(self) -> Result<(), Failure> {
        let mut file = Pending::begin(self.path)?;
        file.append(report::overview(&self.lines, self.lang).as_bytes())?;
        let sections = self.sections.close()?;
        let copied = File::open(&sections).and_then(|mut sections| io::copy(&mut sections, &mut file.writer));
        copied.map_err(|error| unwritable(&file.path, error))?;
        // Only a scratch file: that it stays behind would harm nobody.
        let _ = fs::remove_file(sections);
        file.finish()
    }
}

impl Pending {
    fn begin(path: PathBuf) -> Result<Self, Failure> {
        let unfinished = write::unfinished(&path);
        let file = File::create(&unfinished).map_err(|error| unwritable(&path, error))?;
        Ok(Pending { path, unfinished, writer: BufWriter::new(file) })
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer.write_all(bytes).map_err(|error| unwritable(&self.path, error))
    }

    /// Writes out what is buffered and gives the file under its unfinished name.
    fn close(mut self) -> Result<PathBuf, Failure> {
        self.writer.flush().map_err(|error| unwritable(&self.path, error))?;
        Ok(std::mem::take(&mut self.unfinished))
    }

    fn finish(self) -> Result<(), Failure> {
        let path = self.path.clone();
        let unfinished = self.close()?;
        fs::rename(&unfinished, &path).map_err(|error| unwritable(&path, error))
    }
}

impl Drop for Pending {
    /// A run that stops half way leaves none of its unfinished files.
    fn drop(&mut self) {
        if !self.unfinished.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}

fn unwritable(path: &Path, error: io::Error) -> Failure {
    Failure::Unwritable { path: path.to_owned(), error }
}
