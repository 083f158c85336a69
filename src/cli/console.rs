//! What reaches the terminal.

use std::fmt::Display;
use std::io::{self, Write};

/// One line on standard error.
pub fn error(subject: impl Display, cause: impl Display) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "error: {subject}: {cause}");
}

/// One line on standard output; a closed pipe (`| head`) is not an error.
pub fn line(text: impl Display) {
    let _ = writeln!(io::stdout(), "{text}");
}
