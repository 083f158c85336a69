//! One run: documents converted in parallel, results taken in the order of the inputs whatever the number of threads.

use super::files::Files;
use super::inputs::Input;
use super::part::{About, Counts, Part};
use super::{isolate, names, write};
use crate::convert::{self, Conversion, Options, Source};
use crate::emit;
use crate::error::Error;
use crate::read::limits::Limits;
use crate::wording::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Instant;
use std::{fs, io};

/// How a run is done.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What each conversion is told.
    pub options: Options,
    /// Number of documents converted at once; `None` for one a processor.
    pub jobs: Option<usize>,
    /// Which outputs are written.
    pub formats: Formats,
    /// The language of sentences in report and datasets.
    pub lang: Lang,
    /// Whether `documents.csv` says how long each document took. Off by default: the same input gives the same bytes.
    pub timings: bool,
}

/// Which outputs are written.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    /// `<stem>.json` for each document.
    pub json: bool,
    /// The dataset files.
    pub csv: bool,
    /// `report.md`.
    pub report: bool,
    /// `jixiao.xlsx`, where the feature is compiled in.
    pub xlsx: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Formats { json: true, csv: true, report: true, xlsx: false }
    }
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome {
    /// The document.
    pub input: Input,
    /// Its counts, or why it could not be converted.
    pub result: Result<Counts, Failure>,
}

/// Why a document, or the run, ended without output.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file cannot be read.
    #[error("cannot be read ({0})")]
    Unreadable(io::Error),
    /// It cannot be converted.
    #[error(transparent)]
    Unconverted(#[from] Error),
    /// An output cannot be written.
    #[error("cannot write {}: {}", path.display(), write::cause(error))]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
}

/// Documents handed out ahead of the first that is not done, for each job: bounds what waits in memory.
const AHEAD: usize = 16;

/// Converts documents into a folder and hands each outcome to `done` in the order of the inputs.
///
/// # Errors
/// The output folder or a file of the whole run cannot be written, or no worker thread can be started. What goes wrong
/// with a document is its outcome.
pub fn run(inputs: &[Input], output: &Path, settings: &Settings, mut done: impl FnMut(Outcome)) -> Result<(), Failure> {
    fs::create_dir_all(output).map_err(|error| Failure::Unwritable { path: output.to_owned(), error })?;
    let mut files = Files::begin(output, settings)?;
    let stems = names::stems(inputs);
    let jobs = settings.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(isolate::STACK).build();
    let pool = pool.map_err(|error| Error::Internal { page: 0, cause: error.to_string() })?;

    let (sender, receiver) = mpsc::channel();
    let work = |position: usize| one(&inputs[position], &stems[position], position + 1, output, settings);
    pool.in_place_scope_fifo(|scope| {
        let spawn = |position: usize| {
            let (sender, work) = (sender.clone(), &work);
            // A receiver that is gone means that the run has stopped.
            scope.spawn_fifo(move |_| drop(sender.send((position, work(position)))));
        };
        let window = (AHEAD * jobs).min(inputs.len());
        (0..window).for_each(&spawn);
        let mut waiting = BTreeMap::new();
        for (next, input) in inputs.iter().enumerate() {
            let (result, part) = loop {
                if let Some(ready) = waiting.remove(&next) {
                    break ready;
                }
                let Ok((position, ready)) = receiver.recv() else { return Ok(()) };
                waiting.insert(position, ready);
            };
            if next + window < inputs.len() {
                spawn(next + window);
            }
            files.append(&part)?;
            done(Outcome { input: input.clone(), result });
        }
        Ok::<(), Failure>(())
    })?;
    files.finish()
}

/// One document from file to file, and what it adds to the files of the run.
fn one(
    input: &Input,
    stem: &str,
    number: usize,
    output: &Path,
    settings: &Settings,
) -> (Result<Counts, Failure>, Part) {
    let begin = Instant::now();
    let read = read(&input.path, &settings.options.limits);
    let bytes = read.as_ref().map(|bytes| (convert::sha256(bytes), bytes.len() as u64)).ok();
    let result = read.and_then(|bytes| {
        let (name, options) = (input.name.clone(), settings.options.clone());
        Ok(isolate::within(settings.options.limits.time, move || {
            convert::convert(&Source { name: &name, bytes: &bytes }, &options)
        })?)
    });
    let result = result.and_then(|conversion| {
        write_json(&conversion, stem, output, settings)?;
        Ok(conversion)
    });
    let bytes = bytes.as_ref().map(|(sha256, size)| (sha256.as_str(), *size));
    let about = About { name: &input.name, stem, number, bytes, took: begin.elapsed() };
    let part = Part::of(&about, result.as_ref(), settings);
    (result.map(|conversion| Counts::of(&conversion)), part)
}

/// A document's bytes; one that is too large is not read at all.
fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let size = fs::metadata(path).map_err(Failure::Unreadable)?.len();
    if size > limits.file_bytes {
        return Err(convert::too_large(limits).into());
    }
    fs::read(path).map_err(Failure::Unreadable)
}

fn write_json(conversion: &Conversion, stem: &str, output: &Path, settings: &Settings) -> Result<(), Failure> {
    if !settings.formats.json {
        return Ok(());
    }
    let path = output.join(format!("{stem}.json"));
    write::atomically(&path, &emit::json::json(conversion)).map_err(|error| Failure::Unwritable { path, error })
}
