//! What reaches the terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// One line on standard error.
pub fn error(subject: impl Display, cause: impl Display) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "error: {subject}: {cause}");
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

/// A progress bar on standard error, on a terminal only.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins to count up to a number of documents.
    pub fn begin(documents: usize, quiet: bool) -> Self {
        let shown = !quiet && documents > 1 && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(documents as u64), target);
        let template = "{bar:32} {pos}/{len} documents, {per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// One more document is done.
    pub fn step(&self) {
        self.bar.inc(1);
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
