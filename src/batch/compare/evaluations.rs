//! Targets against self-evaluations: the same indicator of the same project and year in both kinds of form.

use super::table::{Column, Table, count, exact, words};
use super::{Failure, each};
use std::collections::BTreeMap;
use std::path::Path;

const COLUMNS: &[Column] = &[
    words("department", "单位", "Bureau"),
    count("fiscal_year", "年度", "Year"),
    words("project", "项目", "Project"),
    words("level3", "三级指标", "Indicator"),
    words("target_set", "目标表的指标值", "Target set"),
    words("target_evaluated", "自评表的指标值", "Target evaluated"),
    words("same_target", "一致", "Same"),
    words("actual", "实际完成", "Actual"),
    exact("weight", "分值", "Weight"),
    exact("score", "得分", "Score"),
    words("source_target", "目标表文件", "Document of the target"),
    words("source_evaluation", "自评表文件", "Document of the evaluation"),
];

/// What pairs two rows.
type Pair = [String; 4];

/// Puts each self-evaluated indicator beside the target that was set for it; those whose target form is not in the dataset
/// are left out, those whose form names no such indicator have a blank target.
pub fn read(dataset: &Path) -> Result<Table, Failure> {
    let wanted = [
        "department",
        "fiscal_year",
        "project",
        "level3",
        "kind",
        "target_raw",
        "actual_raw",
        "weight",
        "score",
        "source",
    ];
    let mut set: BTreeMap<Pair, (String, String)> = BTreeMap::new();
    let mut forms: BTreeMap<[String; 3], String> = BTreeMap::new();
    let path = dataset.join("indicators.csv");
    each(&path, &wanted, |row| {
        if row.get(4).ends_with("_target") {
            let pair: Pair = std::array::from_fn(|n| key(row.get(n)));
            let [department, year, project, _] = pair.clone();
            forms.entry([department, year, project]).or_insert_with(|| row.get(9).to_owned());
            set.entry(pair).or_insert_with(|| (row.get(5).to_owned(), row.get(9).to_owned()));
        }
    })?;
    let mut rows = Vec::new();
    each(&path, &wanted, |row| {
        if !row.get(4).ends_with("_self_evaluation") {
            return;
        }
        let pair: Pair = std::array::from_fn(|n| key(row.get(n)));
        let Some(form) = forms.get(&pair[..3]) else { return };
        let evaluated = row.get(5);
        let (target, same, source) = match set.get(&pair) {
            Some((target, source)) => {
                (target.as_str(), if key(target) == key(evaluated) { "yes" } else { "no" }, source)
            }
            None => ("", "", form),
        };
        let text = |n: usize| row.get(n).to_owned();
        rows.push(vec![
            text(0),
            text(1),
            text(2),
            text(3),
            target.to_owned(),
            evaluated.to_owned(),
            same.to_owned(),
            text(6),
            text(7),
            text(8),
            source.clone(),
            text(9),
        ]);
    })?;
    rows.sort();
    let title = ("目标与自评对照", "Targets beside self-evaluations");
    Ok(Table { name: "evaluations", title, columns: COLUMNS, rows })
}

/// A name without white space, which differs between two forms that say the same.
fn key(name: &str) -> String {
    name.split_whitespace().collect()
}
