//! What reaches the terminal.

use crate::batch::names::is_unseen;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, IsTerminal, Read, Write};
use std::time::{Duration, Instant};

/// One line on standard error.
pub fn error(subject: impl Display, cause: impl Display) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "error: {}: {}", shown(subject), shown(cause));
}

/// Text on one line of a terminal: what a file's name would have the terminal do is shown instead.
fn shown(text: impl Display) -> String {
    let mut out = String::new();
    for c in text.to_string().chars() {
        if is_unseen(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// All of standard input.
///
/// # Errors
/// Whatever the system says.
pub fn input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Lines on standard output; a closed pipe (`| head`) is not an error.
pub fn lines<T: Display>(lines: impl IntoIterator<Item = T>) {
    let mut out = io::stdout().lock();
    for line in lines {
        if writeln!(out, "{line}").is_err() {
            return;
        }
    }
}

/// One JSON object a line on standard error.
pub fn event(event: &impl Serialize) {
    if let Ok(line) = serde_json::to_string(event) {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// Whether standard error is a terminal.
pub fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Passes on what another process said on standard error.
pub fn pass_on(bytes: &[u8]) {
    let _ = io::stderr().write_all(bytes);
}

/// How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere.
pub struct Progress {
    bar: ProgressBar,
    /// Whether lines are printed, and when the last one was.
    lines: Option<Instant>,
    begin: Instant,
    documents: usize,
    done: usize,
    pages: usize,
    failed: usize,
}

/// Time between two lines of progress: short runs say nothing.
const BETWEEN: Duration = Duration::from_secs(30);

impl Progress {
    /// Begins to count up to a number of documents.
    pub fn begin(documents: usize, quiet: bool) -> Self {
        let shown = !quiet && documents > 1;
        let terminal = is_terminal();
        let target = if shown && terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(documents as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} documents, {msg}, {eta} left") {
            bar.set_style(style);
        }
        let now = Instant::now();
        let lines = (shown && !terminal).then_some(now);
        Progress { bar, lines, begin: now, documents, done: 0, pages: 0, failed: 0 }
    }

    /// One more document is done; its pages, or `None` where it failed.
    pub fn step(&mut self, pages: Option<usize>) {
        self.done += 1;
        self.pages += pages.unwrap_or(0);
        self.failed += usize::from(pages.is_none());
        let seconds = self.begin.elapsed().as_secs_f64().max(0.001);
        let message = || format!("{:.0} pages/s, {} failed", self.pages as f64 / seconds, self.failed);
        if !self.bar.is_hidden() {
            self.bar.set_message(message());
        }
        self.bar.inc(1);
        if self.lines.is_some_and(|last| last.elapsed() >= BETWEEN) {
            self.lines = Some(Instant::now());
            let left = seconds / self.done as f64 * self.documents.saturating_sub(self.done) as f64;
            let (done, documents) = (self.done, self.documents);
            let _ = writeln!(io::stderr(), "{done}/{documents} documents, {}, about {left:.0} s left", message());
        }
    }

    /// Prints something without breaking the bar.
    pub fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
