//! The findings that are made most often.

use super::table::{Column, Table, count, exact, percent, text, words};
use super::{Failure, each};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Counts findings by rule: how many, and in how many of the documents that were converted.
pub fn read(dataset: &Path) -> Result<Table, Failure> {
    let mut documents = 0_usize;
    each(&dataset.join("documents.csv"), &["status"], |row| documents += usize::from(row.get(0) != "failed"))?;
    let mut counts: BTreeMap<[String; 2], (usize, BTreeSet<String>)> = BTreeMap::new();
    each(&dataset.join("findings.csv"), &["rule", "severity", "source"], |row| {
        let (count, sources) = counts.entry([row.get(0).to_owned(), row.get(1).to_owned()]).or_default();
        *count += 1;
        sources.insert(row.get(2).to_owned());
    })?;
    let mut counted: Vec<_> = counts.into_iter().map(|(key, (count, sources))| (key, count, sources.len())).collect();
    counted.sort_by_key(|(key, count, sources)| (Reverse(*sources), Reverse(*count), key.clone()));
    let rows = counted.into_iter().map(|([rule, severity], count, sources)| {
        let share = percent(sources.into(), documents.into());
        vec![rule, severity, count.to_string(), sources.to_string(), text(share)]
    });
    const COLUMNS: &[Column] = &[
        words("rule", "规则", "Rule"),
        words("severity", "程度", "Severity"),
        count("findings", "问题数", "Findings"),
        count("documents", "文件数", "Documents"),
        exact("percent_of_documents", "占文件（%）", "Of documents, %"),
    ];
    let title = ("最常见的问题", "Most frequent findings");
    Ok(Table { name: "frequent_findings", title, columns: COLUMNS, rows: rows.collect() })
}
