//! `compare.html`: bureaus and years side by side, to look at. One file without network access, in the style of the report of
//! a run: for each table a chart and its rows, which can be sorted and searched.

use super::html::{self, in_script};
use crate::wording::Lang;
use serde::Serialize;

/// Rows of a table that the page holds; the CSV files have all.
const ROWS: usize = 5_000;

const STYLE: &str = include_str!("comparison/comparison.css");

const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("html/words.js"),
    include_str!("html/dom.js"),
    include_str!("html/charts.js"),
    include_str!("html/frame.js"),
    include_str!("comparison/words.js"),
    include_str!("comparison/charts.js"),
    include_str!("comparison/page.js"),
);

/// A table, as the page shows it.
#[derive(Debug, Serialize)]
pub struct Table<'a> {
    /// The name of its CSV file without extension.
    pub name: &'static str,
    /// Its heading, Chinese and English.
    pub title: [&'static str; 2],
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    #[serde(skip)]
    pub rows: &'a [Vec<String>],
}

/// A column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its name in the CSV file.
    pub name: &'static str,
    /// Whether its values are numbers.
    pub numeric: bool,
    /// Its heading, Chinese and English.
    pub title: [&'static str; 2],
}

#[derive(Serialize)]
struct Data<'a> {
    version: &'static str,
    lang: &'static str,
    tables: Vec<Held<'a>>,
    /// The names of the rules that are found, Chinese and English.
    rules: std::collections::BTreeMap<&'static str, [&'static str; 2]>,
}

/// A table with the rows that the page has room for.
#[derive(Serialize)]
struct Held<'a> {
    #[serde(flatten)]
    table: &'a Table<'a>,
    /// Number of rows that there are.
    all: usize,
    rows: &'a [Vec<String>],
}

impl<'a> Held<'a> {
    fn of(table: &'a Table) -> Self {
        Held { table, all: table.rows.len(), rows: &table.rows[..table.rows.len().min(ROWS)] }
    }
}

/// The page.
pub fn page(tables: &[Table], lang: Lang) -> Vec<u8> {
    let (style, script) = (format!("\n{}{STYLE}", html::STYLE), format!("\n{SCRIPT}"));
    let data = in_script(&Data {
        version: env!("CARGO_PKG_VERSION"),
        lang: lang.pick("zh", "en"),
        tables: tables.iter().map(Held::of).collect(),
        rules: crate::audit::registry().iter().map(|rule| (rule.id, [rule.name.zh, rule.name.en])).collect(),
    });
    let frame = html::frame(lang.pick("部门与年度比较", "Bureaus and years compared"), lang, &style, &script);
    format!(
        "{frame}<script type=\"application/json\" id=\"data\">{data}</script>\n<script>{script}</script>\n</body>\n</html>\n"
    )
    .into_bytes()
}
