//! The files of a whole run: rows and report sections are appended as documents are done, in the order of the inputs, to
//! files that stand aside; when the run is over, they take their names.

use super::across::Across;
use super::html::Html;
use super::inside;
use super::listing::Listing;
use super::manifest::{self, Totals};
use super::part::Part;
#[cfg(feature = "parquet")]
use super::partitions::Partitions;
use super::run::{Failure, Settings};
use super::spool::Spool;
use super::staged::{Staged, unwritable};
use super::write;
use crate::audit::across::Gathering;
use crate::audit::{Finding, Severity};
use crate::emit::rows::shape::shapes;
#[cfg(feature = "xlsx")]
use crate::emit::xlsx;
use crate::emit::{csv, report};
use crate::wording::Lang;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The files of a run in the making.
pub struct Files {
    output: PathBuf,
    staging: PathBuf,
    settings: Settings,
    datasets: Vec<Staged>,
    report: Option<Report>,
    html: Option<Html>,
    #[cfg(feature = "parquet")]
    partitions: Option<Partitions>,
    #[cfg(feature = "xlsx")]
    book: Option<Workbook>,
    listing: Listing,
    /// The documents so far, to be held against each other; none once that is done.
    gathering: Option<Gathering<File>>,
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
    /// Findings across documents, by severity.
    across: [Spool; 3],
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
        // The manifest of the run before vouches for none of what this one writes: gone from the disk before anything is.
        remove(&output.join(MANIFEST))?;
        keep(&[output.to_owned()])?;
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
                across: [0, 1, 2].map(|severity| Spool::new(staging.join(format!("report.across.{severity}")))),
                lang: settings.lang,
            }),
        };
        let html = settings.formats.html.then(|| Html::begin(staging, settings.lang)).transpose()?;
        #[cfg(feature = "xlsx")]
        let book =
            settings.formats.xlsx.then(|| Workbook::begin(staging.join("jixiao.xlsx"), settings.lang)).transpose()?;
        Ok(Files {
            output: output.to_owned(),
            staging: staging.to_owned(),
            settings: settings.clone(),
            datasets,
            report,
            html,
            #[cfg(feature = "parquet")]
            partitions: settings.formats.parquet.then(|| Partitions::begin(staging)),
            #[cfg(feature = "xlsx")]
            book,
            listing: Listing::begin(staging, settings)?,
            gathering: Some(Gathering::new(facts(staging)?)),
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
        if let (Some(html), Some(part)) = (&mut self.html, &part.html) {
            html.append(part)?;
        }
        if let (Some(gathering), Some(facts)) = (&mut self.gathering, &part.facts) {
            gathering.add(facts).map_err(|error| unwritable(&self.staging, error))?;
        }
        self.append_rows(part)
    }

    fn append_rows(&mut self, part: &Part) -> Result<(), Failure> {
        for ((file, records), shape) in self.datasets.iter_mut().zip(&part.rows).zip(shapes()) {
            let rows = csv::rows(records, shape).map_err(|error| unwritable(&file.path, error.into()))?;
            file.append(&rows)?;
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
    fn across(&mut self) -> Result<Across, Failure> {
        let mut across = Across::default();
        if let Some(gathering) = self.gathering.take().filter(|gathering| gathering.documents() >= 2) {
            let settings = self.settings.options.audit.clone();
            let checks =
                gathering.audit(&settings, |finding| self.append_across(finding, &mut across).map_err(Ended::Run));
            across.checks = checks.map_err(|ended| match ended {
                Ended::Run(failure) => failure,
                Ended::Facts(error) => unwritable(&self.staging.join(FACTS), error),
            })?;
            self.append_rows(&Part::across(&across.take(), &self.settings))?;
        }
        fs::remove_file(self.staging.join(FACTS)).map_err(|error| unwritable(&self.staging, error))?;
        Ok(across)
    }

    fn append_across(&mut self, finding: Finding, across: &mut Across) -> Result<(), Failure> {
        let number = across.count(finding.severity);
        if let Some(report) = &mut self.report {
            let text = report::across_finding(&finding, number, report.lang);
            report.across[finding.severity as usize].append(text.as_bytes())?;
        }
        if let Some(html) = &mut self.html {
            html.append_across(&finding)?;
        }
        if let Some(findings) = across.keep(finding) {
            self.append_rows(&Part::across(&findings, &self.settings))?;
        }
        Ok(())
    }

    /// Ends the run: the documents are held against each other, every file is written out, then all take their names, the
    /// manifest last. Gives what the documents were found to differ in.
    ///
    /// # Errors
    /// [`Failure::Unwritable`]; the files of an earlier run are still there if it comes before the first took its name.
    pub fn finish(mut self, mut totals: Totals, took: Duration) -> Result<Across, Failure> {
        let across = self.across()?;
        totals.add_across(across.counts);
        let Files { output, staging, settings, datasets, report, html, listing, .. } = self;
        #[cfg(feature = "parquet")]
        let mut partitions = self.partitions;
        let mut names = listing.finish()?;
        for file in datasets {
            names.push(file.close()?);
        }
        if let Some(report) = report {
            names.push(report.finish(&across, &staging)?);
        }
        if let Some(html) = html {
            names.push(html.finish(&across.checks)?);
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
        let manifest = manifest::manifest(&totals, left_out, &settings, took);
        let (path, staged_manifest) = (output.join(MANIFEST), staging.join(MANIFEST));
        let written = inside::create(&staged_manifest).and_then(|mut file| file.write_all(&manifest));
        written.map_err(|error| unwritable(&path, error))?;
        let mut whole = vec![staged_manifest.clone()];
        whole.extend(names.iter().map(|name| staging.join(name)));
        #[cfg(feature = "parquet")]
        whole.extend(partitions.iter().flat_map(Partitions::ended).cloned());
        keep(&whole)?;
        for name in names {
            take_name(&staging.join(&name), &output.join(&name))?;
        }
        #[cfg(feature = "parquet")]
        let folders = match partitions {
            Some(partitions) => partitions.place(&output).map_err(|error| unwritable(&output, error))?,
            None => vec![output.clone()],
        };
        #[cfg(not(feature = "parquet"))]
        let folders = [output.clone()];
        keep(&folders)?;
        take_name(&staged_manifest, &path)?;
        keep(std::slice::from_ref(&output))?;
        Ok(across)
    }
}

/// What ends holding the documents against each other before its time.
enum Ended {
    /// A file of the run.
    Run(Failure),
    /// The file of the facts.
    Facts(io::Error),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Ended::Facts(error)
    }
}

/// The file in which the facts of the documents wait.
const FACTS: &str = "facts";

fn facts(staging: &Path) -> Result<File, Failure> {
    let path = staging.join(FACTS);
    inside::create(&path).map_err(|error| unwritable(&path, error))
}

fn keep(paths: &[PathBuf]) -> Result<(), Failure> {
    write::keep(paths).map_err(|(path, error)| Failure::Unwritable { path, error })
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
    /// Puts head, rows, sections and the findings across documents together; the name of the file.
    fn finish(mut self, across: &Across, staging: &Path) -> Result<String, Failure> {
        self.totals.add_across(across.counts);
        let mut file = Staged::begin(staging.join("report.md"))?;
        file.append(report::head(&self.totals, self.lang).as_bytes())?;
        for part in [self.rows, self.sections] {
            part.pour(&mut file.writer).map_err(|error| unwritable(&file.path, error))?;
        }
        if !across.checks.is_empty() {
            file.append(report::across_head(across.counts != [0; 3], self.lang).as_bytes())?;
            for (number, spool) in self.across.into_iter().enumerate() {
                let severity = [Severity::Error, Severity::Warning, Severity::Info][number];
                if !spool.is_empty() {
                    let heading = report::across_heading(severity, across.counts[number], self.lang);
                    file.append(heading.as_bytes())?;
                    spool.pour(&mut file.writer).map_err(|error| unwritable(&file.path, error))?;
                }
            }
            file.append(report::across_checks(&across.checks, self.lang).as_bytes())?;
        }
        file.close()
    }
}
