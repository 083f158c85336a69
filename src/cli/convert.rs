//! `jixiao convert`: files and folders into an output folder.

use super::args::{Convert, Format, Messages};
use super::console;
use super::log::Log;
use super::summary::Summary;
use super::supervise;
use super::worker::{self, Orders};
use crate::batch::across::Across;
use crate::batch::config::{self, Unusable};
use crate::batch::flight::Care;
use crate::batch::inputs;
use crate::batch::models;
use crate::batch::run::{self, Formats, Outcome, Settings};
use crate::convert::Options;
use crate::spare::Spare;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Converts, prints one line for each failure and a summary; the exit code says how it went.
pub fn run(args: &Convert) -> ExitCode {
    let orders = match orders(args) {
        Ok(orders) => orders,
        Err(error) => {
            console::error("-", format_args!("the list of files cannot be read ({error})"));
            return ExitCode::from(2);
        }
    };
    if args.worker {
        worker::limit_memory(args);
    } else if supervise::pays(args)
        && let Some(code) = supervise::run(args, orders.list.clone())
    {
        return code;
    }
    let arguments = arguments(&args.inputs, orders.list.as_deref().unwrap_or(""));
    let (documents, missing) = inputs::list(&arguments, &args.output);
    let mut log = Log::begin(documents.len(), args.log == Messages::Json, args.quiet);
    for missing in &missing {
        log.failed(missing.path.display(), &missing.cause);
    }
    let settings = match settings(args, &orders) {
        Ok(settings) => settings,
        Err(Unusable { path, cause }) => {
            log.failed(path.display(), cause);
            return ExitCode::from(2);
        }
    };
    let mut summary = Summary::after(missing.len());
    let any = !documents.is_empty();
    let done = |outcome: Outcome| {
        log.done(&outcome);
        match &outcome.result {
            Ok(counts) => summary.add(counts, outcome.kept),
            Err(_) => summary.failed += 1,
        }
    };
    let finished = if any { run::run(documents, &args.output, &settings, done) } else { Ok(Across::default()) };
    log.end(summary.converted, summary.failed);
    match finished {
        Ok(across) => summary.add_across(across.counts),
        Err(failure) => {
            log.failed(args.output.display(), failure);
            return ExitCode::from(2);
        }
    }
    if !args.quiet && any {
        console::lines(summary.lines(&args.output));
    }
    match summary.failed {
        1.. => ExitCode::from(2),
        0 if args.strict && summary.findings[0] > 0 => ExitCode::from(1),
        0 => ExitCode::SUCCESS,
    }
}

/// A worker's orders; else what comes on standard input, where `-` is among the arguments.
fn orders(args: &Convert) -> io::Result<Orders> {
    if args.worker {
        return worker::orders();
    }
    let listed = args.inputs.iter().any(|argument| argument.as_os_str() == "-");
    let list = listed.then(|| Ok::<_, io::Error>(String::from_utf8_lossy(&console::input()?).into_owned()));
    Ok(Orders { list: list.transpose()?, ..Orders::default() })
}

/// The arguments, with the list in the place of `-`.
fn arguments(given: &[PathBuf], list: &str) -> Vec<PathBuf> {
    let mut arguments = Vec::new();
    for argument in given {
        match argument.as_os_str() == "-" {
            true => arguments.extend(inputs::listed(list.as_bytes())),
            false => arguments.push(argument.clone()),
        }
    }
    arguments
}

fn settings(args: &Convert, orders: &Orders) -> Result<Settings, Unusable> {
    let wanted = |format| args.format.contains(&format);
    let mut audit = config::audit(args.config.as_deref())?;
    if !args.select.is_empty() {
        audit.select.clone_from(&args.select);
    }
    audit.ignore.extend(args.ignore.iter().cloned());
    if let Some(unknown) = audit.unknown().first() {
        let cause = "no rule or group of this name; `jixiao rules` lists them all".to_owned();
        return Err(Unusable { path: unknown.into(), cause });
    }
    let templates = args.templates.as_deref().map(config::templates).transpose()?.map(Arc::new);
    let ocr = models::folder(args.ocr_models.as_deref()).and_then(|folder| models::find(&folder));
    let options = Options {
        password: args.password.clone(),
        limits: (&args.limits).into(),
        cross_check: args.cross_check,
        ocr,
        templates,
        audit,
        keep_content: false,
        // A run has as many as it has jobs.
        spare: Spare::default(),
    };
    Ok(Settings {
        options,
        jobs: args.jobs,
        formats: Formats {
            json: wanted(Format::Json),
            csv: wanted(Format::Csv),
            #[cfg(feature = "parquet")]
            parquet: wanted(Format::Parquet),
            #[cfg(not(feature = "parquet"))]
            parquet: false,
            report: wanted(Format::Report),
            html: wanted(Format::Html),
            jsonl: wanted(Format::Jsonl),
            sarif: wanted(Format::Sarif),
            #[cfg(feature = "xlsx")]
            xlsx: wanted(Format::Xlsx),
            #[cfg(not(feature = "xlsx"))]
            xlsx: false,
        },
        lang: args.lang.into(),
        timings: args.timings,
        fresh: args.fresh,
        care: args.worker.then(|| Care { suspects: orders.suspects.clone(), fallen: orders.fallen.clone() }),
    })
}
