//! jixiao (绩效) turns the budget-performance disclosures that Chinese government bureaus publish as PDF (部门整体支出绩效目标表,
//! 项目支出绩效目标表, 绩效自评表) into audited data: what the forms say, as indicators, amounts and prose that point to their
//! place on the page, and what they say wrongly, as findings.
//!
//! ```
//! use jixiao::convert::{Options, Source, convert};
//!
//! let text = "<table><tr><td>项目支出名称</td><td>校舍维修</td></tr></table>";
//! let source = Source { name: "a.html", bytes: text.as_bytes() };
//! let conversion = convert(&source, &Options::default())?;
//! let json = jixiao::emit::json::json(&conversion);
//! assert!(json.starts_with(b"{"));
//! # Ok::<(), jixiao::error::Error>(())
//! ```
//!
//! # The pipeline
//!
//! ```text
//! bytes ──read──▶ Document ──tables──▶ Flow ──normalise──▶ Disclosure ──audit──▶ findings, checks ──emit──▶ JSON, CSV, report
//! ```
//!
//! Each stage is a function from the previous stage's value to its own value plus [notices](notice), and owns its output
//! type. [`convert`] calls them in order; [`batch`] runs it over many files, and `cli` is the command.
//!
//! | stage | from → to | owns |
//! |---|---|---|
//! | [`read`] | bytes → [`Document`](read::document::Document): pages of glyphs and rulings, or lines and marked-up tables | characters, fonts, encodings, rotation, clipping, limits |
//! | [`tables`] | → [`Flow`](tables::flow::Flow): lines and tables in reading order | grids, merged cells, continuation over pages, page furniture |
//! | [`normalise`] | → [`Disclosure`](normalise::disclosure::Disclosure): forms with fields, amounts, indicators | templates, vocabulary, values, scoring rules |
//! | [`audit`] | → [`Finding`](audit::finding::Finding)s and [`Check`](audit::finding::Check)s | rules, tolerances, wording |
//! | [`emit`] | → bytes | JSON, CSV, workbook, reports, drawings |
//!
//! # What holds everywhere
//!
//! - Nothing is lost in silence: every non-blank character is counted as placed in a field, furniture, unplaced, or
//!   left out for a reason (hidden, deleted, struck, covered, clipped, a mark, a stamp), with its text and place; what covers a page
//!   besides characters (pictures, outlines, form fields, files within) is read, is decoration, or is a notice.
//! - Every value knows its place (page, rectangle), the text as published, and the repairs made on the way.
//! - The publisher's faults are [findings](audit::finding); jixiao's own doubts are [notices](notice). Where data do not
//!   suffice, a check says that it was not made, and why.
//! - Money, points and targets are exact decimals with their printed digits, never floats.
//! - The same input gives the same bytes for any number of threads; no clock, no hash order reaches an output.
//! - One bad file never stops a batch: panics, time and memory are bounded at the document's edge.
//!
//! # What is deliberately absent
//!
//! Nothing below [`batch`] opens a file; only `cli::console` prints; emitters compute nothing; no stage knows a later one;
//! no code knows a particular bureau or document. A test (`tests/tidy.rs`) keeps the order of the layers: leaves
//! ([`geometry`], [`place`], [`wording`], [`notice`], [`error`], `sets`, [`spare`]) < read < tables < normalise < audit < convert < emit < batch < cli.
//!
//! # Where to change what
//!
//! | to change | go to |
//! |---|---|
//! | a template, a label, a synonym | `normalise/templates/*.toml` |
//! | how a value is read | `normalise/values/`, one notation family a file, and its cases in `tests/values/` |
//! | an audit rule | `audit/rules/<group>/`, one rule a file, its line in `audit/registry.rs`, its cases in `tests/rules/` |
//! | a tolerance of the table finder | `tables/settings.rs` |
//! | a rule across documents | the same under `audit/rules/across/`; what it needs of a document, in `audit/facts.rs` |
//! | an output column | one line in `emit/rows/` |
//! | the report | `emit/report/`; what is looked at in a browser, `emit/html/` |
//! | a command | `cli/`, one command a file |
#![forbid(unsafe_code)]

pub mod audit;
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod convert;
pub mod digest;
pub mod emit;
pub mod error;
pub mod geometry;
pub mod normalise;
pub mod notice;
pub mod place;
pub mod read;
mod sets;
pub mod spare;
pub mod tables;
pub mod wording;
