//! The command line: arguments in, one command a file, exit code out. The only part that prints.

mod args;
mod compare;
mod console;
mod convert;
mod explain;
mod inspect;
mod log;
#[cfg(feature = "ocr")]
mod models;
mod parse;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod summary;
mod supervise;
mod templates;
mod worker;

use clap::Parser;
use std::process::ExitCode;

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    crate::batch::isolate::silence_panics();
    match args::Args::parse().command {
        args::Command::Convert(args) => convert::run(&args),
        args::Command::Compare(args) => compare::run(&args),
        args::Command::Inspect(args) => inspect::run(&args),
        #[cfg(feature = "ocr")]
        args::Command::Models(args) => models::run(&args),
        args::Command::Parse(args) => parse::run(&args),
        args::Command::Rules(args) => rules::run(&args),
        args::Command::Explain(args) => explain::run(&args),
        args::Command::Templates(args) => templates::run(&args),
        #[cfg(feature = "schema")]
        args::Command::Schema(args) => schema::run(&args),
    }
}
