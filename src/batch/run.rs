//! One run: documents converted in parallel, results taken in the order of the inputs whatever the number of threads.

use super::inputs::Input;
use super::{isolate, names, write};
use crate::convert::{self, Conversion, Options, Source};
use crate::emit;
use crate::error::Error;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::{fs, io};

/// How a run is done.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What each conversion is told.
    pub options: Options,
    /// Number of documents converted at once; `None` for one a processor.
    pub jobs: Option<usize>,
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome {
    /// The document.
    pub input: Input,
    /// What its output is called.
    pub stem: String,
    /// The conversion, or why there is none.
    pub result: Result<Conversion, Failure>,
}

/// Why a document ended without output.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// It cannot be converted.
    #[error(transparent)]
    Unconverted(#[from] Error),
    /// The output cannot be written.
    #[error("cannot write {}: {}", path.display(), write::cause(error))]
    Unwritable {
        /// The file.
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
/// The output folder cannot be made, or no worker thread can be started. What goes wrong with a document is its outcome.
pub fn run(inputs: &[Input], output: &Path, settings: &Settings, mut done: impl FnMut(Outcome)) -> Result<(), Failure> {
    fs::create_dir_all(output).map_err(|error| Failure::Unwritable { path: output.to_owned(), error })?;
    let stems = names::stems(inputs);
    let jobs = settings.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(isolate::STACK).build();
    let pool = pool.map_err(|error| Error::Internal { page: 0, cause: error.to_string() })?;

    let (sender, receiver) = mpsc::channel();
    let work = |position: usize| {
        let (input, stem) = (&inputs[position], &stems[position]);
        Outcome { input: input.clone(), stem: stem.clone(), result: one(input, stem, output, settings) }
    };
    pool.in_place_scope_fifo(|scope| {
        let spawn = |position: usize| {
            let (sender, work) = (sender.clone(), &work);
            // The receiver lives until every outcome is in.
            scope.spawn_fifo(move |_| drop(sender.send((position, work(position)))));
        };
        let window = (AHEAD * jobs).min(inputs.len());
        (0..window).for_each(&spawn);
        let mut waiting = BTreeMap::new();
        for next in 0..inputs.len() {
            let outcome = loop {
                if let Some(outcome) = waiting.remove(&next) {
                    break outcome;
                }
                let Ok((position, outcome)) = receiver.recv() else { return };
                waiting.insert(position, outcome);
            };
            if next + window < inputs.len() {
                spawn(next + window);
            }
            done(outcome);
        }
    });
    Ok(())
}

/// One document from file to file.
fn one(input: &Input, stem: &str, output: &Path, settings: &Settings) -> Result<Conversion, Failure> {
    let bytes = fs::read(&input.path).map_err(Failure::Unreadable)?;
    let source = Source { name: &input.name, bytes: &bytes };
    let conversion = isolate::guarded(|| convert::convert(&source, &settings.options))?;
    drop(bytes);
    let path = output.join(format!("{stem}.json"));
    write::atomically(&path, &emit::json::json(&conversion)).map_err(|error| Failure::Unwritable { path, error })?;
    Ok(conversion)
}
