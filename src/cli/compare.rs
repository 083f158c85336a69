//! `jixiao compare`: bureaus and years of a dataset side by side.

use super::args::Compare;
use super::console;
use crate::batch::compare;
use std::process::ExitCode;

/// Compares, and says where the result is.
pub fn run(args: &Compare) -> ExitCode {
    match compare::compare(&args.dataset, args.lang.into()) {
        Ok(folder) => {
            console::lines([format!("written to  {}", folder.display())]);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            console::error(args.dataset.display(), failure);
            ExitCode::from(2)
        }
    }
}
