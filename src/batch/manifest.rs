//! `run.json`: what a run was made with and what it amounts to. It is written last and removed first, so that a folder with
//! it is whole. The same input gives the same bytes: how long the run took stands in it only where `--timings` asks.

use super::part::Counts;
use super::run::{Formats, Settings};
use super::store;
use crate::audit::{Severity, settings};
use crate::convert::Status;
use crate::emit::json::SCHEMA;
use crate::wording::Lang;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What the documents of a run amount to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Totals {
    documents: usize,
    converted: usize,
    failed: usize,
    /// Converted documents by how they came out.
    statuses: BTreeMap<&'static str, usize>,
    pages: usize,
    tables: usize,
    budget_entries: usize,
    indicators: usize,
    findings: Findings,
    /// Parts of an earlier run that were taken over: no property of the result.
    #[serde(skip)]
    kept: usize,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Findings {
    error: usize,
    warning: usize,
    info: usize,
}

impl Totals {
    /// Adds a document.
    pub fn add(&mut self, result: &Result<Counts, String>, kept: bool) {
        self.documents += 1;
        self.kept += usize::from(kept);
        let Ok(counts) = result else {
            self.failed += 1;
            return;
        };
        self.converted += 1;
        if let Some(status) = counts.status {
            *self.statuses.entry(name(status)).or_default() += 1;
        }
        self.pages += counts.pages;
        self.tables += counts.tables;
        self.budget_entries += counts.budget_entries;
        self.indicators += counts.indicators;
        let [error, warning, info] = counts.findings;
        self.findings.error += error;
        self.findings.warning += warning;
        self.findings.info += info;
    }

    /// Adds what came of holding the documents against each other: findings of severity error, warning, info.
    pub fn add_across(&mut self, [error, warning, info]: [usize; 3]) {
        self.findings.error += error;
        self.findings.warning += warning;
        self.findings.info += info;
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Converted => "converted",
        Status::NoTables => "no_tables",
        Status::Scanned => "scanned",
        Status::PartlyScanned => "partly_scanned",
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Manifest<'a> {
    program: Program,
    options: Options<'a>,
    totals: &'a Totals,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals_left_out_of_parquet: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Timings>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Program {
    name: &'static str,
    version: &'static str,
    /// A hash of what the program was built from.
    build: &'static str,
    /// The version of the JSON files' shape.
    schema: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Options<'a> {
    formats: Vec<&'static str>,
    lang: &'static str,
    cross_check: bool,
    /// Whether there was one; never which.
    password: bool,
    own_templates: bool,
    select: &'a [String],
    ignore: &'a [String],
    /// Severities by rule, where they are not the rule's own.
    severity: &'a BTreeMap<String, Severity>,
    tolerance: Tolerances,
    limits: Limits,
}

/// When two numbers counted as equal; decimals as text.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Tolerances {
    money: String,
    rate: String,
    score: String,
    change: String,
}

impl Tolerances {
    fn of(settings: &settings::Tolerances) -> Self {
        let settings::Tolerances { money, rate, score, change } = settings;
        let [money, rate, score, change] = [money, rate, score, change].map(ToString::to_string);
        Tolerances { money, rate, score, change }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Limits {
    seconds: u64,
    seconds_a_scanned_page: u64,
    file_bytes: u64,
    pages: usize,
    operations: u64,
    content_bytes: u64,
    decoded_bytes: u64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Timings {
    seconds: String,
    jobs: Option<usize>,
    kept_from_earlier_runs: usize,
}

/// The manifest of a run, with a line break at its end. `left_out` counts the numbers that Parquet's columns do not hold,
/// where Parquet was written.
pub fn manifest(totals: &Totals, left_out: Option<u64>, settings: &Settings, took: Duration) -> Vec<u8> {
    let options = &settings.options;
    let limits = &options.limits;
    let manifest = Manifest {
        program: Program { name: "jixiao", version: env!("CARGO_PKG_VERSION"), build: store::BUILD, schema: SCHEMA },
        options: Options {
            formats: formats(&settings.formats),
            lang: match settings.lang {
                Lang::Zh => "zh",
                Lang::En => "en",
            },
            cross_check: options.cross_check,
            password: options.password.is_some(),
            own_templates: options.templates.is_some(),
            select: &options.audit.select,
            ignore: &options.audit.ignore,
            severity: &options.audit.severity,
            tolerance: Tolerances::of(&options.audit.tolerance),
            limits: Limits {
                seconds: limits.time.as_secs(),
                seconds_a_scanned_page: limits.scan_time.as_secs(),
                file_bytes: limits.file_bytes,
                pages: limits.pages,
                operations: limits.operations,
                content_bytes: limits.content_bytes,
                decoded_bytes: limits.decoded_bytes,
            },
        },
        totals,
        decimals_left_out_of_parquet: left_out,
        timings: settings.timings.then(|| Timings {
            seconds: format!("{}.{:03}", took.as_secs(), took.subsec_millis()),
            jobs: settings.jobs,
            kept_from_earlier_runs: totals.kept,
        }),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("plain data");
    bytes.push(b'\n');
    bytes
}

/// The schema of `run.json`.
#[cfg(feature = "schema")]
pub fn schema() -> schemars::Schema {
    crate::emit::schema::generator().into_root_schema_for::<Manifest>()
}

fn formats(formats: &Formats) -> Vec<&'static str> {
    let Formats { json, csv, parquet, report, html, jsonl, sarif, xlsx } = *formats;
    let all = [
        (json, "json"),
        (csv, "csv"),
        (parquet, "parquet"),
        (report, "report"),
        (html, "html"),
        (jsonl, "jsonl"),
        (sarif, "sarif"),
        (xlsx, "xlsx"),
    ];
    all.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name).collect()
}
