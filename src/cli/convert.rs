//! `jixiao convert`: files and folders into an output folder.

use super::args::Convert;
use super::console;
use crate::audit::finding::Severity;
use crate::batch::{inputs, run};
use crate::convert::Options;
use std::process::ExitCode;

/// Converts, prints one line for each failure and a summary; the exit code says how it went.
pub fn run(args: &Convert) -> ExitCode {
    let (documents, missing) = inputs::list(&args.inputs);
    for missing in &missing {
        console::error(missing.path.display(), &missing.cause);
    }
    let settings =
        run::Settings { options: Options { password: args.password.clone(), ..Options::default() }, jobs: args.jobs };
    let mut failed = missing.len();
    let (mut converted, mut tables, mut indicators, mut errors) = (0, 0, 0, 0);
    let done = |outcome: run::Outcome| match &outcome.result {
        Err(failure) => {
            failed += 1;
            console::error(outcome.input.path.display(), failure);
        }
        Ok(conversion) => {
            converted += 1;
            tables += conversion.disclosure.forms.len();
            indicators += conversion.disclosure.forms.iter().map(|form| form.indicators.len()).sum::<usize>();
            errors += conversion.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        }
    };
    if let Err(failure) = run::run(&documents, &args.output, &settings, done) {
        console::error(args.output.display(), failure);
        return ExitCode::from(2);
    }
    if !args.quiet {
        console::line(format_args!(
            "{converted} documents, {tables} tables, {indicators} indicators, {errors} errors found, {failed} failed"
        ));
    }
    match (failed, errors) {
        (1.., _) => ExitCode::from(2),
        (0, 1..) if args.strict => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}
