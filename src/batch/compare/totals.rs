//! Totals by bureau and year, and how they changed from the year before.

use super::table::{Column, Table, count, exact, number, percent, text, words};
use super::{Failure, each};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const COLUMNS: &[Column] = &[
    words("department", "单位", "Bureau"),
    count("fiscal_year", "年度", "Year"),
    words("kind", "表", "Form"),
    words("role", "口径", "Amount"),
    count("projects", "项目数", "Projects"),
    exact("amount_yuan", "金额（元）", "Yuan"),
    exact("previous_year_yuan", "上年（元）", "Year before, yuan"),
    exact("change_yuan", "变动（元）", "Change, yuan"),
    exact("change_percent", "变动（%）", "Change, %"),
    count("repeated_forms", "重复的表", "Repeated forms"),
    count("without_unit", "无单位的金额", "Amounts without unit"),
];

/// A bureau's kind of form and column of money: what is compared over the years.
type Series = (String, String, String);

#[derive(Default)]
struct Total {
    sum: Decimal,
    /// What was summed: one form for each project.
    projects: BTreeSet<String>,
    /// Further forms of projects that were summed before, as where a form is published twice.
    repeated: usize,
    /// Amounts that no currency unit belongs to.
    without_unit: usize,
}

/// Sums the printed totals (`total`, `total.initial`, `total.executed` …) of each bureau and year, in yuan.
pub fn read(dataset: &Path) -> Result<Table, Failure> {
    let wanted = ["department", "fiscal_year", "kind", "role", "item", "project", "amount", "amount_yuan"];
    let mut totals: BTreeMap<(Series, String), Total> = BTreeMap::new();
    each(&dataset.join("budgets.csv"), &wanted, |row| {
        let [department, year, kind, role, item, project, amount, yuan] = std::array::from_fn(|n| row.get(n));
        if item != "total" || amount.is_empty() {
            return;
        }
        let series = (department.to_owned(), kind.to_owned(), role.to_owned());
        let total = totals.entry((series, year.to_owned())).or_default();
        match number(yuan) {
            None => total.without_unit += 1,
            Some(_) if total.projects.contains(project) => total.repeated += 1,
            Some(yuan) => {
                total.projects.insert(project.to_owned());
                total.sum += yuan;
            }
        }
    })?;
    let mut rows = Vec::new();
    for (((department, kind, role), year), total) in &totals {
        // Forms that name no bureau are of many: their sum is not held against another year's.
        let before = year.parse::<i32>().ok().filter(|_| !department.is_empty()).and_then(|year| {
            let series = (department.clone(), kind.clone(), role.clone());
            totals.get(&(series, (year - 1).to_string())).filter(|before| !before.projects.is_empty())
        });
        let (before, sum) = (before.map(|before| before.sum), Some(total.sum).filter(|_| !total.projects.is_empty()));
        let change = before.zip(sum).and_then(|(before, sum)| sum.checked_sub(before));
        let share = change.zip(before).and_then(|(change, before)| percent(change, before));
        rows.push(vec![
            department.clone(),
            year.clone(),
            kind.clone(),
            role.clone(),
            total.projects.len().to_string(),
            text(sum),
            text(before),
            text(change),
            text(share),
            total.repeated.to_string(),
            total.without_unit.to_string(),
        ]);
    }
    rows.sort();
    Ok(Table {
        name: "totals", title: ("各部门各年度金额", "Totals by bureau and year"), columns: COLUMNS, rows
    })
}
