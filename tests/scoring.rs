//! Scoring rules: the wordings of the case files, the corpus's truth where it is present, any string.

use jixiao::normalise::scoring::{self, ScoringRule, flag};
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

/// Every rule of the truth files with its weight, and whether the form has a weight column of its own.
fn truth() -> BTreeMap<(String, Option<String>), bool> {
    let mut rules = BTreeMap::new();
    for folder in ["corpus/public/truth", "seed/truth"] {
        let Ok(entries) = std::fs::read_dir(shared().join(folder)) else { continue };
        for entry in entries.flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a truth file is readable");
            let document: Json = serde_json::from_str(&text).expect("a truth file is JSON");
            let column = document["meta"]["template"] == "C";
            for table in document["tables"].as_array().into_iter().flatten() {
                for indicator in table["indicators"].as_array().into_iter().flatten() {
                    if let Some(rule) = indicator["scoring_raw"].as_str() {
                        let weight = indicator["weight"].as_str().map(str::to_string);
                        *rules.entry((rule.to_string(), weight)).or_default() |= column;
                    }
                }
            }
        }
    }
    rules
}

#[test]
fn the_corpus_states_the_weights_of_its_truth() {
    let rules = truth();
    if rules.is_empty() {
        println!("skipped: no truth files in {}", shared().display());
        return;
    }
    let mut wrong = Vec::new();
    for ((raw, weight), column) in &rules {
        let rule = scoring::parse(raw);
        let expected = weight.as_deref().map(|text| Decimal::from_str(text).expect("a decimal"));
        let weighs = rule.weight == expected || *column && rule.weight.is_none();
        if !weighs || rule.has(flag::NOT_UNDERSTOOD) || rule.has(flag::WEIGHT_CONFLICT) || !rule.rest.is_empty() {
            wrong.push(format!("{raw} (weight {weight:?}): {}", json(&rule)));
        }
    }
    wrong.iter().for_each(|line| println!("{line}"));
    assert!(rules.len() > 900, "only {} distinct rules were found", rules.len());
    assert!(wrong.is_empty(), "{} of {} distinct rules differ", wrong.len(), rules.len());
}

fn json(rule: &ScoringRule) -> String {
    serde_json::to_string(rule).expect("a rule serialises")
}
