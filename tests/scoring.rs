//! Scoring rules: the wordings of the case files, the corpus's truth where it is present, any string.

use jixiao::normalise::scoring::{
    self, AmountKind, Closed, Condition, Deduction, DeductionDirection, PartialStep, ScoringRule, Tier, flag,
};
use jixiao::normalise::values::Comparator;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
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

/// The case files: what each wording is to be read as.
#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// One rule and its intended parse in a short notation; what is absent is to be absent from the parse too.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The row of the list of wordings that the case shows.
    row: Option<u32>,
    raw: String,
    weight: Option<String>,
    full: Option<String>,
    #[serde(default)]
    deductions: Vec<String>,
    #[serde(default)]
    tiers: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    bonuses: Vec<String>,
    floor: Option<String>,
    cap: Option<String>,
    method: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    rest: Vec<String>,
}

/// All cases with the names of their files.
fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut all = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the case files").flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case file is readable");
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(cases.case.into_iter().map(|case| (name.clone(), case)));
    }
    all
}

/// A condition in the case files' notation: 核查率≥98%, [80,90)%, ≥target, words.
fn condition(condition: &Condition) -> String {
    let sign = condition.comparator.map_or("", Comparator::sign);
    let subject = condition.subject.as_deref().unwrap_or_default();
    let unit = condition.unit.as_deref().unwrap_or_default();
    if condition.is_target {
        let within = if condition.comparator == Some(Comparator::Range) { "within " } else { "" };
        return format!("{subject}{within}{sign}target");
    }
    match (condition.value, condition.value_max) {
        (Some(low), Some(high)) => match condition.closed {
            None => format!("{subject}{low}~{high}{unit}"),
            Some(closed) => {
                let left = if matches!(closed, Closed::Lower | Closed::Both) { '[' } else { '(' };
                let right = if matches!(closed, Closed::Upper | Closed::Both) { ']' } else { ')' };
                format!("{subject}{left}{low},{high}{right}{unit}")
            }
        },
        (Some(value), None) => format!("{subject}{sign}{value}{unit}"),
        (None, _) => condition.raw.clone(),
    }
}

/// A deduction in the case files' notation: below 5% of target: 5.
fn deduction(deduction: &Deduction) -> String {
    let direction = match deduction.direction {
        DeductionDirection::Below => "below",
        DeductionDirection::Above => "above",
        DeductionDirection::Event => "event",
    };
    let unit = deduction.unit.as_deref().unwrap_or_default();
    let relative = if deduction.relative { " of target" } else { "" };
    let begun = if deduction.partial == PartialStep::Whole { " begun" } else { "" };
    let share = if deduction.amount_kind == AmountKind::PercentOfWeight { "%w" } else { "" };
    let from = deduction.from.as_ref().map(|from| format!(" from {}", condition(from))).unwrap_or_default();
    let limit = deduction.limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
    format!("{direction} {}{unit}{relative}{begun}: {}{share}{from}{limit}", deduction.step, deduction.amount)
}

/// A level in the case files' notation: [80,90)%: 4.
fn tier(tier: &Tier) -> String {
    let share = if tier.amount_kind == AmountKind::PercentOfWeight { "%w" } else { "" };
    let least = tier.amount_min.map(|least| format!("{least}~")).unwrap_or_default();
    let amount = tier.amount.map(|amount| amount.to_string()).unwrap_or_default();
    format!("{}: {least}{amount}{share}", condition(&tier.condition))
}

#[test]
fn every_wording_parses_as_its_case_says() {
    let mut wrong = Vec::new();
    for (file, case) in cases() {
        let rule = scoring::parse(&case.raw);
        let text = |number: Option<Decimal>| number.map(|n| n.to_string());
        let method = rule.method.map(|m| serde_json::to_value(m).expect("a method serialises"));
        let checks = [
            ("weight", text(rule.weight) == case.weight),
            ("full", rule.full.as_ref().map(condition) == case.full),
            ("deductions", rule.deductions.iter().map(deduction).collect::<Vec<_>>() == case.deductions),
            ("tiers", rule.tiers.iter().map(tier).collect::<Vec<_>>() == case.tiers),
            ("parts", rule.parts.iter().map(tier).collect::<Vec<_>>() == case.parts),
            ("bonuses", rule.bonuses.iter().map(deduction).collect::<Vec<_>>() == case.bonuses),
            ("floor", text(rule.floor) == case.floor),
            ("cap", text(rule.cap) == case.cap),
            ("method", method.as_ref().and_then(Json::as_str) == case.method.as_deref()),
            ("flags", rule.flags == case.flags),
            ("rest", rule.rest == case.rest),
        ];
        let failed: Vec<&str> = checks.iter().filter(|(_, ok)| !ok).map(|(what, _)| *what).collect();
        if !failed.is_empty() {
            wrong.push(format!("{file}: {:?} differs in {failed:?}: {}", case.raw, json(&rule)));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_of_the_list_of_wordings_has_a_case() {
    const ROWS: u32 = 42;
    let shown: BTreeSet<u32> = cases().iter().filter_map(|(_, case)| case.row).collect();
    let missing: Vec<u32> = (1..=ROWS).filter(|row| !shown.contains(row)).collect();
    assert!(missing.is_empty(), "rows without a case: {missing:?}");
}
