//! One run: documents converted in parallel, results taken in the order of the inputs whatever the number of threads.

use super::across::Across;
use super::crew::{self, Duty, Plan};
use super::files::Files;
use super::flight::{Care, Flight};
use super::inputs::Input;
use super::manifest::Totals;
use super::part::{About, Counts, Part, Written};
use super::store::{self, Key, Store};
use super::write::{self, Lasting};
use super::{isolate, names};
use crate::convert::{self, Conversion, Options, Source};
use crate::emit;
use crate::error::Error;
use crate::read::limits::Limits;
use crate::spare::Spare;
use crate::wording::Lang;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

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
    /// Whether `documents` says how long each document took. Off by default: the same input gives the same bytes.
    pub timings: bool,
    /// Whether everything is converted anew, whatever an earlier run has kept.
    pub fresh: bool,
    /// What is to be minded where the process may die of a document and another is started in its place; `None` where it is
    /// nobody's to start another.
    pub care: Option<Care>,
}

/// Which outputs are written.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    /// `<stem>.json` for each document.
    pub json: bool,
    /// The dataset files.
    pub csv: bool,
    /// The dataset as Parquet, where the feature is compiled in.
    pub parquet: bool,
    /// `report.md`.
    pub report: bool,
    /// `report.html`.
    pub html: bool,
    /// `findings.jsonl`.
    pub jsonl: bool,
    /// `findings.sarif`.
    pub sarif: bool,
    /// `jixiao.xlsx`, where the feature is compiled in.
    pub xlsx: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Formats {
            json: true,
            csv: true,
            parquet: false,
            report: true,
            html: true,
            jsonl: false,
            sarif: false,
            xlsx: false,
        }
    }
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The document.
    pub input: &'a Input,
    /// Its counts, or why it could not be converted.
    pub result: Result<Counts, String>,
    /// Whether an earlier run had converted it.
    pub kept: bool,
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
    /// Another run is writing into the output folder.
    #[error("another jixiao is writing here; wait until it has ended, or choose another folder with -o")]
    Locked {
        /// The output folder.
        path: PathBuf,
    },
    /// A process died of it.
    #[error("{0}")]
    Fatal(String),
    /// No thread can be started.
    #[error("no thread can be started ({0})")]
    NoThread(#[from] io::Error),
}

/// A document from this size on is begun before smaller ones, so that none of them waits for it at the end.
const LARGE: u64 = 4 << 20;
/// Bytes of parts that wait in memory for those before them; beyond that they are read from the store when it is their turn.
const HELD: usize = 64 << 20;

/// What the run knows of a document that is done.
struct Done {
    part: Waiting,
    key: Option<Key>,
    kept: bool,
    /// Why the run cannot go on.
    fatal: Option<Failure>,
}

/// A part that waits for its turn.
enum Waiting {
    Held(Box<Part>),
    Stored,
}

/// What is made of a conversion.
enum Made {
    Part(Box<Part>),
    Json(Result<Option<Written>, Failure>),
}

/// What every worker needs.
struct Job {
    inputs: Vec<Input>,
    stems: Vec<String>,
    output: PathBuf,
    settings: Settings,
    store: Store,
    /// Where it is noted what is being converted.
    flight: Option<Flight>,
}

/// Converts documents into a folder and hands each outcome to `done` in the order of the inputs; gives what came of holding
/// the documents against each other.
///
/// # Errors
/// The output folder or a file of the whole run cannot be written, another run is writing there, or no worker thread can be
/// started. What goes wrong with a document is its outcome.
pub fn run(
    inputs: Vec<Input>,
    output: &Path,
    settings: &Settings,
    mut done: impl FnMut(Outcome),
) -> Result<Across, Failure> {
    let begin = Instant::now();
    let store = Store::open(output, settings)?;
    let mut files = Files::begin(output, &store.staging(), settings)?;
    let stems = names::stems(&inputs);
    let jobs = settings.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let flight = settings.care.as_ref().map(|_| Flight::begin(store.folder())).transpose();
    let flight = flight.map_err(|error| Failure::Unwritable { path: store.folder().to_owned(), error })?;
    let mut told = settings.clone();
    told.options.spare = Spare::new(jobs);
    let job = Arc::new(Job { inputs, stems, output: output.to_owned(), settings: told, store, flight });

    let mut keys = Vec::new();
    let mut totals = Totals::default();
    let mut waiting: BTreeMap<usize, Done> = BTreeMap::new();
    let (mut next, mut held) = (0, 0);
    let work: crew::Work<Done> = {
        let job = job.clone();
        Arc::new(move |task, duty| job.one(task, duty))
    };
    let lost = |task: usize| job.lost(task);
    let limit = |task: usize| settings.options.time(job.inputs[task].bytes);
    let mut take = |task: usize, mut result: Done| {
        if let Some(fatal) = result.fatal.take() {
            return Err(fatal);
        }
        if let Waiting::Held(part) = &result.part {
            if result.key.is_some() && task != next && held + part.size() > HELD {
                result.part = Waiting::Stored;
            } else {
                held += part.size();
            }
        }
        waiting.insert(task, result);
        while let Some(Done { part, key, kept, .. }) = waiting.remove(&next) {
            let part = match part {
                Waiting::Held(part) => {
                    held -= part.size();
                    part
                }
                Waiting::Stored => Box::new(job.stored(key.as_deref().unwrap_or(""))?),
            };
            let input = &job.inputs[next];
            files.append(&part, &input.name, next + 1)?;
            totals.add(&part.result, kept);
            keys.extend(key);
            done(Outcome { input, result: part.result, kept });
            next += 1;
        }
        Ok(())
    };
    let is_suspect =
        |task: &usize| settings.care.as_ref().is_some_and(|care| care.suspects.contains(&job.inputs[*task].name));
    let (suspects, others) = order(&job.inputs).into_iter().partition(is_suspect);
    for (tasks, workers) in [(suspects, 1), (others, jobs)] {
        let spare = job.settings.options.spare.clone();
        crew::run(tasks, Plan { workers, limit: &limit, spare }, &work, lost, &mut take)?;
    }
    let across = files.finish(totals, begin.elapsed())?;
    // Parts that nobody needs any more do no harm but take room.
    let _ = job.store.sweep(keys);
    Ok(across)
}

/// The order of work: large documents first, by size, then the others as they were given.
fn order(inputs: &[Input]) -> Vec<usize> {
    let mut large: Vec<usize> = (0..inputs.len()).filter(|position| inputs[*position].bytes >= LARGE).collect();
    large.sort_by_key(|position| std::cmp::Reverse(inputs[*position].bytes));
    let rest = (0..inputs.len()).filter(|position| inputs[*position].bytes < LARGE);
    large.iter().copied().chain(rest).collect()
}

impl Job {
    /// One document from file to file, and what it adds to the files of the run.
    fn one(&self, task: usize, duty: &Duty) -> Done {
        // What a conversion can panic with is caught closer to it; this is for what comes after.
        let name = &self.inputs[task].name;
        let fallen = self.settings.care.iter().flat_map(|care| &care.fallen).find(|(fallen, _)| fallen == name);
        if let Some((_, cause)) = fallen {
            return self.failed(task, None, &Failure::Fatal(cause.clone()));
        }
        self.flight.iter().for_each(|flight| flight.takes_off(duty.place(), name));
        let guarded = isolate::guarded(|| Ok(self.through(task, duty)));
        self.flight.iter().for_each(|flight| flight.lands(duty.place()));
        guarded.unwrap_or_else(|error| self.failed(task, None, &error.into()))
    }

    fn through(&self, task: usize, duty: &Duty) -> Done {
        let begin = Instant::now();
        let (input, stem, settings) = (&self.inputs[task], &self.stems[task], &self.settings);
        let bytes = match read(input, &settings.options.limits) {
            Ok(bytes) => bytes,
            Err(failure) => return self.failed(task, None, &failure),
        };
        let sha256 = convert::sha256(&bytes);
        let key = self.store.key(&input.name, stem, &sha256);
        if let Some(part) = self.earlier(&key, stem) {
            return Done { part: Waiting::Held(Box::new(part)), key: Some(key), kept: true, fatal: None };
        }
        let source = Source { name: &input.name, bytes: &bytes };
        let options = Options { keep_content: settings.formats.html, ..settings.options.clone() };
        let converted = isolate::guarded(|| convert::convert_known(&source, sha256.clone(), &options));
        if !duty.holds() {
            return self.lost(task);
        }
        let about =
            About { name: &input.name, stem, bytes: Some((&sha256, bytes.len() as u64)), took: begin.elapsed() };
        let part = match &converted {
            Ok(conversion) => {
                // One beside the other, where there is a thread to spare.
                let made = settings.options.spare.share(
                    2,
                    &mut (),
                    || (),
                    |(), which| match which {
                        0 => Made::Part(Box::new(Part::of(&about, Ok(conversion), settings))),
                        _ => Made::Json(self.write_json(conversion, stem)),
                    },
                );
                let Ok([Made::Part(mut part), Made::Json(json)]) = <[Made; 2]>::try_from(made) else {
                    unreachable!("results come in order");
                };
                match json {
                    Ok(written) => part.json = written,
                    Err(failure) if failure.is_fatal() => return self.fatal(task, failure),
                    Err(failure) => return self.failed(task, about.bytes, &failure),
                }
                part
            }
            Err(error) => {
                let part = Box::new(Part::of(&about, Err(&error.to_string()), settings));
                if !is_final(error) {
                    return Done { part: Waiting::Held(part), key: None, kept: false, fatal: None };
                }
                part
            }
        };
        match self.store.save(&key, &part) {
            Ok(()) => Done { part: Waiting::Held(part), key: Some(key), kept: false, fatal: None },
            Err(error) => self.fatal(task, Failure::Unwritable { path: self.output.join(store::FOLDER), error }),
        }
    }

    /// The part that an earlier run has kept, if it has all that this one wants and its JSON file is as it was.
    fn earlier(&self, key: &str, stem: &str) -> Option<Part> {
        let part = self.store.earlier(key).filter(|part| part.serves(&self.settings))?;
        let json = part.json.as_ref().filter(|_| self.settings.formats.json);
        json.is_none_or(|written| store::is_as_written(&self.json(stem), written)).then_some(part)
    }

    fn json(&self, stem: &str) -> PathBuf {
        self.output.join(format!("{stem}.json"))
    }

    fn write_json(&self, conversion: &Conversion, stem: &str) -> Result<Option<Written>, Failure> {
        if !self.settings.formats.json {
            return Ok(None);
        }
        let (path, bytes) = (self.json(stem), emit::json::json(conversion));
        let staged = self.store.staging().join(format!("{stem}.json"));
        write::by_way_of(&staged, &path, &bytes, Lasting::No).map_err(|error| Failure::Unwritable { path, error })?;
        Ok(Some(Written::of(&bytes)))
    }

    /// A part from the store that this run put there.
    fn stored(&self, key: &str) -> Result<Part, Failure> {
        let path = self.output.join(store::FOLDER);
        self.store.load(key).map_err(|error| Failure::Unwritable { path, error })
    }

    /// A document that failed for a reason that another run need not meet; it is tried again then.
    fn failed(&self, task: usize, bytes: Option<(&str, u64)>, failure: &Failure) -> Done {
        let about = About { name: &self.inputs[task].name, stem: &self.stems[task], bytes, took: Default::default() };
        let part = Part::of(&about, Err(&failure.to_string()), &self.settings);
        Done { part: Waiting::Held(Box::new(part)), key: None, kept: false, fatal: None }
    }

    /// A document whose worker was given up.
    fn lost(&self, task: usize) -> Done {
        self.failed(task, None, &Error::Timeout { page: 0, limit: self.settings.options.limits.time }.into())
    }

    fn fatal(&self, task: usize, failure: Failure) -> Done {
        Done { fatal: Some(failure), ..self.lost(task) }
    }
}

impl Failure {
    /// Whether it stops the run: nothing can be written any more.
    fn is_fatal(&self) -> bool {
        matches!(self, Failure::Unwritable { error, .. } if write::is_full(error))
    }
}

/// Whether a document fails in the same way however often it is tried.
fn is_final(error: &Error) -> bool {
    !matches!(error, Error::Timeout { .. } | Error::Internal { .. })
}

/// A document's bytes; one that is too large is not read at all.
fn read(input: &Input, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let bytes = input.read(limits.file_bytes).map_err(Failure::Unreadable)?;
    bytes.ok_or_else(|| convert::too_large(limits).into())
}
