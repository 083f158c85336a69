//! Target and actual values: the notations of the case files, the corpus's truth where it is present, any string.

use jixiao::normalise::values::{self, Context, Value};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

/// The folder of documents and truth files beside the repository.
fn shared() -> PathBuf {
    std::env::var_os("JIXIAO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The truth files' documents, by file name.
fn truth() -> Vec<(String, Json)> {
    let mut files = Vec::new();
    for folder in ["corpus/public/truth", "seed/truth"] {
        let Ok(entries) = std::fs::read_dir(shared().join(folder)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(entry.path()).expect("a truth file is readable");
            files.push((name, serde_json::from_str(&text).expect("a truth file is JSON")));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

#[test]
fn the_corpus_parses_as_its_truth_says() {
    let files = truth();
    if files.is_empty() {
        println!("skipped: no truth files in {}", shared().display());
        return;
    }
    let mut seen: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (_, document) in &files {
        for table in document["tables"].as_array().into_iter().flatten() {
            let year = table["fiscal_year"].as_i64().map(|year| year as i32);
            for indicator in table["indicators"].as_array().into_iter().flatten() {
                for field in ["target", "actual"] {
                    let expected = &indicator[field];
                    if expected.is_null() {
                        continue;
                    }
                    let context = Context { year, name: indicator["level3"].as_str(), ..Context::default() };
                    check(expected, &context, &mut seen);
                }
            }
        }
    }
    let wrong: Vec<&String> = seen.iter().filter(|(_, problem)| problem.is_some()).map(|(raw, _)| raw).collect();
    for raw in &wrong {
        println!("{raw}: {}", seen[*raw].as_deref().unwrap_or_default());
    }
    assert!(seen.len() > 900, "only {} distinct values were found", seen.len());
    assert!(wrong.is_empty(), "{} of {} distinct values differ", wrong.len(), seen.len());
}

/// Parses one value as printed and as its accepted forms with sign and unit in columns of their own.
fn check(expected: &Json, context: &Context<'_>, seen: &mut BTreeMap<String, Option<String>>) {
    let raw = expected["raw"].as_str().unwrap_or_default();
    let parsed = values::parse(raw, context);
    seen.insert(expected.to_string(), difference(expected, &parsed));
    let unit = expected["unit"].as_str();
    for other in expected["raw_accept"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        let sign = match raw.chars().next() {
            Some(c @ ('≥' | '≤' | '=' | '>' | '<')) => Some(c.to_string()),
            _ if unit.is_none() && expected["kind"] != "date" => Some("定性".to_string()),
            _ => None,
        };
        let context = Context { sign: sign.as_deref(), unit, ..*context };
        let parsed = values::parse(other, &context);
        seen.insert(format!("{other} [{sign:?} {unit:?}] {expected}"), difference(expected, &parsed));
    }
}

/// How a parse differs from the truth, by the scorer's rules; `None` where it agrees.
fn difference(expected: &Json, parsed: &Value) -> Option<String> {
    let output = serde_json::to_value(parsed).expect("a value serialises");
    let accepts = |key: &str| {
        let accepted = expected[format!("{key}_accept")].as_array().cloned().unwrap_or_default();
        output[key] == expected[key] || accepted.contains(&output[key])
    };
    let date = expected["kind"] == "date";
    let same =
        |key: &str| date || canonical(&output[key], &output["unit"]) == canonical(&expected[key], &expected["unit"]);
    // The truth calls one amount of 亿元 a quantity and its siblings money; the contract says money.
    let money = expected["kind"] == "quantity"
        && output["kind"] == "money"
        && expected["unit"].as_str().is_some_and(|unit| unit.ends_with('元'));
    let ok = (accepts("kind") || money) && accepts("comparator") && same("value") && same("value_max");
    (!ok).then(|| output.to_string())
}

/// Number and unit with 万, 亿, 千 multiplied out, as the scorer does.
fn canonical(number: &Json, unit: &Json) -> (Option<Decimal>, String) {
    let mut unit = unit.as_str().unwrap_or_default().replace('％', "%");
    let mut factor = 1;
    for (word, times) in [("千万", 10_000_000), ("百万", 1_000_000), ("万", 10_000), ("亿", 100_000_000), ("千", 1000)]
    {
        if let Some(rest) = unit.strip_prefix(word) {
            (unit, factor) = (rest.to_string(), times);
            break;
        }
    }
    let number = number.as_str().map(|text| Decimal::from_str(text).expect("a decimal") * Decimal::from(factor));
    (number.map(|n| n.normalize()), unit)
}
