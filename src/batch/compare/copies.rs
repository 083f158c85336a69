//! Goals that several bureaus or years have word for word.

use super::table::{Column, Table, count, words};
use super::{Failure, each};
use crate::convert;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const COLUMNS: &[Column] = &[
    count("copy", "组", "Group"),
    words("department", "单位", "Bureau"),
    count("fiscal_year", "年度", "Year"),
    words("project", "项目", "Project"),
    words("source", "文件", "Document"),
    words("table", "表号", "Form id"),
    words("goal", "绩效目标", "Goal"),
];
/// Characters from which on a goal is told apart from a phrase that anybody may use.
const FEWEST: usize = 20;

/// Lists each form whose goal another bureau or year has too, the copies of one goal together.
pub fn read(dataset: &Path) -> Result<Table, Failure> {
    let wanted = ["goal", "department", "fiscal_year", "project", "source", "table"];
    let path = dataset.join("tables.csv");
    // First which goals stand where, by their hash; then the rows of those that stand in several places.
    let mut places: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    each(&path, &wanted, |row| {
        if let Some(hash) = hash(row.get(0)) {
            places.entry(hash).or_default().insert((row.get(1).to_owned(), row.get(2).to_owned()));
        }
    })?;
    let mut copies = Vec::new();
    each(&path, &wanted, |row| {
        let hash = hash(row.get(0)).filter(|hash| places.get(hash).is_some_and(|places| places.len() > 1));
        if let Some(hash) = hash {
            let mut cells: Vec<String> = (1..wanted.len()).map(|n| row.get(n).to_owned()).collect();
            cells.push(row.get(0).to_owned());
            copies.push((hash, cells));
        }
    })?;
    copies.sort();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (hash, cells) in copies {
        let next = numbers.len() + 1;
        let number = *numbers.entry(hash).or_insert(next);
        rows.push(std::iter::once(number.to_string()).chain(cells).collect());
    }
    let title = ("逐字相同的绩效目标", "Goals copied word for word between bureaus or years");
    Ok(Table { name: "copied_goals", title, columns: COLUMNS, rows })
}

/// What tells a goal apart: its characters, without white space; `None` where they are too few.
fn hash(goal: &str) -> Option<String> {
    let goal: String = goal.split_whitespace().collect();
    (goal.chars().count() >= FEWEST).then(|| convert::sha256(goal.as_bytes()))
}
