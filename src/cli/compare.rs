//! `jixiao compare`: bureaus and years of a dataset side by side.

use super::args::{Compare, Comparison};
use super::console;
use crate::batch::compare::{self, Formats};
use std::process::ExitCode;

/// Compares, and says where the result is.
pub fn run(args: &Compare) -> ExitCode {
    let wanted = |format| args.format.contains(&format);
    let formats = Formats {
        csv: wanted(Comparison::Csv),
        #[cfg(feature = "parquet")]
        parquet: wanted(Comparison::Parquet),
        #[cfg(not(feature = "parquet"))]
        parquet: false,
        report: wanted(Comparison::Report),
        html: wanted(Comparison::Html),
    };
    match compare::compare(&args.dataset, args.lang.into(), formats) {
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
