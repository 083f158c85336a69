//! Every digital document of the shared corpus comes out as its truth file says, with every character accounted for.
//!
//! The corpus is not part of the repository; without it the test says so and passes.

#[path = "corpus/folder.rs"]
mod folder;

use jixiao::convert::{Options, Source, convert};
use jixiao::normalise::disclosure::{Field, Form};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Text without what renderings change: width of punctuation, dashes, spaces.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| if "—–－−‐‑―─﹣".contains(c) { '-' } else { c })
        .collect::<String>()
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '≧' => '≥',
            '≦' => '≤',
            '。' | '｡' => '.',
            '“' | '”' => '"',
            c => c,
        })
        .collect()
}

/// Whether a text is what the truth says, or one of the further right answers it accepts.
fn accepts(truth: &Value, key: &str, found: &str) -> bool {
    let found = folded(found);
    let same = |value: &Value| folded(value.as_str().unwrap_or_default()) == found;
    same(&truth[key]) || truth[format!("{key}_accept")].as_array().is_some_and(|list| list.iter().any(same))
}

fn text(field: &Option<Field>) -> &str {
    field.as_ref().and_then(|field| field.text.as_deref()).unwrap_or_default()
}

fn check(form: &Form, truth: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, found) in [
        ("title", text(&form.title)),
        ("reporting_unit", text(&form.reporting_unit)),
        ("department", text(&form.department)),
        ("implementing_unit", text(&form.implementing_unit)),
        ("project", text(&form.project)),
        ("period", text(&form.period)),
        ("currency_unit", text(&form.currency_unit)),
    ] {
        let optional = key == "department" && truth["department_optional"] == Value::Bool(true);
        if !truth[key].is_null() && !optional && !accepts(truth, key, found) {
            faults.push(format!("{key}: {} became {found}", truth[key]));
        }
    }
    if truth["fiscal_year"].as_i64() != form.fiscal_year.as_ref().map(|year| i64::from(year.year)) {
        faults.push(format!("fiscal_year: {}", truth["fiscal_year"]));
    }
    budget(form, truth, &mut faults);
    narratives(form, truth, &mut faults);
    indicators(form, truth, &mut faults);
    let categories = |list: Vec<String>| {
        let mut list: Vec<String> = list.iter().map(|text| folded(text)).collect();
        list.sort();
        list
    };
    let expected = truth["empty_categories"]
        .as_array()
        .map_or_else(Vec::new, |list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let found = form.empty_categories.iter().map(|category| category.level2.clone()).collect();
    if truth["empty_optional"] != Value::Bool(true) && categories(expected) != categories(found) {
        faults.push("empty categories differ".to_owned());
    }
    faults
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn budget(form: &Form, truth: &Value, faults: &mut Vec<String>) {
    let mut found: Vec<(String, Decimal)> =
        form.budget.iter().filter_map(|entry| Some((entry.role.to_string(), entry.amount?))).collect();
    for entry in list(truth, "budget") {
        let Some(amount) = entry["amount"].as_str().and_then(|amount| amount.parse::<Decimal>().ok()) else { continue };
        let roles: Vec<&str> =
            std::iter::once(&entry["role"]).chain(list(entry, "accept")).filter_map(Value::as_str).collect();
        match found.iter().position(|(role, at)| *at == amount && roles.contains(&role.as_str())) {
            Some(at) => {
                found.remove(at);
            }
            None if entry["optional"] == Value::Bool(true) => {}
            None => faults.push(format!("budget: {} {amount} is missing", entry["role"])),
        }
    }
    faults.extend(found.iter().map(|(role, amount)| format!("budget: {role} {amount} is too much")));
}

fn narratives(form: &Form, truth: &Value, faults: &mut Vec<String>) {
    for narrative in list(truth, "narratives") {
        let text = folded(narrative["text"].as_str().unwrap_or_default());
        if narrative["optional"] != Value::Bool(true)
            && !form.narratives.iter().any(|found| folded(&found.text) == text)
        {
            faults.push(format!("narrative: {} differs", narrative["label"]));
        }
    }
}

fn indicators(form: &Form, truth: &Value, faults: &mut Vec<String>) {
    let expected = list(truth, "indicators");
    if expected.len() != form.indicators.len() {
        faults.push(format!("{} indicators became {}", expected.len(), form.indicators.len()));
    }
    for (truth, found) in expected.iter().zip(&form.indicators) {
        let level = |level: &Option<String>| level.clone().unwrap_or_default();
        let number = |key: &str| truth[key].as_str().and_then(|number| number.parse::<Decimal>().ok());
        let same = accepts(truth, "level1", &level(&found.level1))
            && accepts(truth, "level2", &level(&found.level2))
            && accepts(truth, "level3", &found.level3)
            && accepts(&truth["target"], "raw", &found.target.raw)
            && accepts(truth, "scoring_raw", found.scoring_raw.as_deref().unwrap_or_default())
            && accepts(truth, "deviation", found.deviation.as_deref().unwrap_or_default())
            && number("weight") == found.weight
            && number("score") == found.score
            && (truth["actual"].is_null()
                || accepts(&truth["actual"], "raw", found.actual.as_ref().map_or("", |actual| actual.raw.as_str())));
        if !same {
            faults.push(format!("indicator {}: {} differs: {found:?}", found.id, truth["level3"]));
        }
    }
}

#[test]
fn every_digital_document_comes_out_as_its_truth_says() {
    let Some(shared) = folder::shared() else { return };
    let mut documents: BTreeMap<String, (std::path::PathBuf, Value)> = BTreeMap::new();
    for entry in std::fs::read_dir(shared.join("corpus/public/docs")).expect("the documents") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let truth = std::fs::read(shared.join(format!("corpus/public/truth/{stem}.truth.json"))).expect("a truth file");
        let truth: Value = serde_json::from_slice(&truth).expect("JSON");
        // Scans have no characters to read yet.
        if truth["meta"]["scan"] != Value::Bool(true) {
            documents.insert(stem, (path, truth));
        }
    }
    assert!(documents.len() >= 40, "only {} documents were found", documents.len());
    let mut faults = Vec::new();
    for (stem, (path, truth)) in &documents {
        let bytes = std::fs::read(path).expect("a document");
        let name = path.to_string_lossy();
        let found = match convert(&Source { name: &name, bytes: &bytes }, &Options::default()) {
            Ok(found) => found.disclosure,
            Err(error) => {
                faults.push(format!("{stem}: {error}"));
                continue;
            }
        };
        let coverage = found.coverage;
        if coverage.characters != coverage.placed + coverage.furniture || coverage.unplaced > 0 {
            faults.push(format!("{stem}: {coverage:?}"));
        }
        let tables = list(truth, "tables");
        if tables.len() != found.forms.len() {
            faults.push(format!("{stem}: {} forms became {}", tables.len(), found.forms.len()));
        }
        for (truth, form) in tables.iter().zip(&found.forms) {
            faults.extend(check(form, truth).into_iter().map(|fault| format!("{stem} {}: {fault}", form.id)));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
