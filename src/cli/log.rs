//! What a run says while it goes on: for people, or as JSON lines for programs (`--log json`).

use super::console::{self, Progress};
use crate::batch::run::Outcome;
use serde::Serialize;
use std::fmt::Display;

/// Where the run's messages go.
pub struct Log {
    json: bool,
    progress: Progress,
}

/// One line of the log for programs.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Event<'a> {
    /// The run begins.
    Begin { documents: usize },
    /// A document is done.
    Document { source: &'a str, pages: usize, tables: usize, indicators: usize, findings: usize, kept: bool },
    /// A document, an argument or the run failed.
    Failed { source: String, error: String },
    /// The run is over.
    End { documents: usize, failed: usize },
}

impl Log {
    /// Begins the log of a run.
    pub fn begin(documents: usize, json: bool, quiet: bool) -> Self {
        if json {
            console::event(&Event::Begin { documents });
        }
        Log { json, progress: Progress::begin(documents, quiet || json) }
    }

    /// Something failed.
    pub fn failed(&self, source: impl Display, cause: impl Display) {
        match self.json {
            true => console::event(&Event::Failed { source: source.to_string(), error: cause.to_string() }),
            false => self.progress.suspend(|| console::error(source, cause)),
        }
    }

    /// A document is done, converted or not.
    pub fn done(&mut self, outcome: &Outcome) {
        self.progress.step(outcome.result.as_ref().ok().map(|counts| counts.pages));
        match &outcome.result {
            Err(cause) => self.failed(outcome.input.path.display(), cause),
            Ok(counts) if self.json => console::event(&Event::Document {
                source: &outcome.input.name,
                pages: counts.pages,
                tables: counts.tables,
                indicators: counts.indicators,
                findings: counts.findings.iter().sum(),
                kept: outcome.kept,
            }),
            Ok(_) => {}
        }
    }

    /// The run is over.
    pub fn end(&self, documents: usize, failed: usize) {
        self.progress.end();
        if self.json {
            console::event(&Event::End { documents, failed });
        }
    }
}
