//! How weights are spread over the kinds of indicators, and how many targets are words and not numbers.

use super::table::{Column, Table, count, exact, number, percent, text, words};
use super::{Failure, each};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;

/// The weights of each level-2 category by kind of form and year: how many, their sum, smallest, median, largest.
pub fn weights(dataset: &Path) -> Result<Table, Failure> {
    let wanted = ["kind", "fiscal_year", "level1", "level2", "weight"];
    // Weights by value with their counts: few values, however many indicators.
    let mut spread: BTreeMap<[String; 4], (BTreeMap<Decimal, usize>, usize)> = BTreeMap::new();
    each(&dataset.join("indicators.csv"), &wanted, |row| {
        let (weights, without) = spread.entry(std::array::from_fn(|n| row.get(n).to_owned())).or_default();
        match number(row.get(4)) {
            Some(weight) => *weights.entry(weight).or_default() += 1,
            None => *without += 1,
        }
    })?;
    let rows = spread.into_iter().map(|(key, (weights, without))| {
        let count: usize = weights.values().sum();
        let sum: Decimal = weights.iter().map(|(weight, count)| *weight * Decimal::from(*count)).sum();
        let mut row = key.to_vec();
        row.extend([count.to_string(), without.to_string()]);
        let figures = [
            Some(sum).filter(|_| count > 0),
            weights.keys().next().copied(),
            median(&weights, count),
            weights.keys().next_back().copied(),
        ];
        row.extend(figures.map(text));
        row
    });
    const COLUMNS: &[Column] = &[
        words("kind", "表", "Form"),
        count("fiscal_year", "年度", "Year"),
        words("level1", "一级指标", "Level 1"),
        words("level2", "二级指标", "Level 2"),
        count("weighted", "有分值", "With weight"),
        count("without_weight", "无分值", "Without weight"),
        exact("sum", "合计", "Sum"),
        exact("least", "最小", "Least"),
        exact("median", "中位", "Median"),
        exact("most", "最大", "Most"),
    ];
    let title = ("权重分布", "Distribution of weights");
    Ok(Table { name: "weights", title, columns: COLUMNS, rows: rows.collect() })
}

/// The lower median.
fn median(weights: &BTreeMap<Decimal, usize>, count: usize) -> Option<Decimal> {
    let mut left = count.div_ceil(2);
    weights.iter().find_map(|(weight, count)| {
        left = left.saturating_sub(*count);
        (left == 0).then_some(*weight)
    })
}

/// The share of qualitative targets (`优良`, `得到提升`) by bureau and year.
pub fn qualitative(dataset: &Path) -> Result<Table, Failure> {
    let wanted = ["department", "fiscal_year", "target_kind"];
    let mut counts: BTreeMap<[String; 2], (usize, usize)> = BTreeMap::new();
    each(&dataset.join("indicators.csv"), &wanted, |row| {
        let (all, qualitative) = counts.entry([row.get(0).to_owned(), row.get(1).to_owned()]).or_default();
        *all += 1;
        *qualitative += usize::from(row.get(2) == "qualitative");
    })?;
    let rows = counts.into_iter().map(|([department, year], (all, qualitative))| {
        let share = percent(qualitative.into(), all.into());
        vec![department, year, all.to_string(), qualitative.to_string(), text(share)]
    });
    const COLUMNS: &[Column] = &[
        words("department", "单位", "Bureau"),
        count("fiscal_year", "年度", "Year"),
        count("indicators", "指标数", "Indicators"),
        count("qualitative", "定性", "Qualitative"),
        exact("percent", "占比（%）", "Share, %"),
    ];
    let title = ("定性指标占比", "Share of qualitative indicators");
    Ok(Table { name: "qualitative", title, columns: COLUMNS, rows: rows.collect() })
}
