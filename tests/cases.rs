//! Small documents, each with one trouble in it, against their truths: `tests/cases/<name>.<format>` and `<name>.truth.json`.
//!
//! A truth is one form or a list of forms; what it does not name is not compared, texts are compared without blanks:
//! `kind`, `fields` {name: text}, `budget` [[role, amount]], `narr` [text], `ind` [{l1, l2, l3, target, weight, score, actual,
//! deviation, t: {value, comparator, unit …}}]. Of the document, beside the first form: `excluded` [[reason, text]] must be
//! listed, `notices` [code] must be given, `absent` [text] must stand in no value.
//! `JIXIAO_CASES=FOLDER` has the cases of another folder checked as well.

use jixiao::convert::{Options, Source, convert};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A text without blanks; nothing for `null`.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What of a value is compared: its published text.
fn raw(value: &Value) -> &Value {
    value.get("raw").unwrap_or(value)
}

fn compare_indicator(at: usize, truth: &Value, found: &Value, faults: &mut Vec<String>) {
    const NAMES: [(&str, &str); 8] = [
        ("l1", "level1"),
        ("l2", "level2"),
        ("l3", "level3"),
        ("weight", "weight"),
        ("score", "score"),
        ("deviation", "deviation"),
        ("target", "target"),
        ("actual", "actual"),
    ];
    for (short, name) in NAMES {
        let Some(expected) = truth.get(short) else { continue };
        let got = raw(&found[name]);
        if plain(expected) != plain(got) {
            faults.push(format!("i{at} {name}: expected {expected}, got {got}"));
        }
    }
    for (name, expected) in truth.get("t").and_then(Value::as_object).into_iter().flatten() {
        let got = &found["target"][name];
        if plain(expected) != plain(got) {
            faults.push(format!("i{at} target.{name}: expected {expected}, got {got}"));
        }
    }
}

fn compare_form(truth: &Value, found: &Value, faults: &mut Vec<String>) {
    if let Some(kind) = truth.get("kind").filter(|kind| **kind != found["kind"]) {
        faults.push(format!("kind: expected {kind}, got {}", found["kind"]));
    }
    for (name, expected) in truth.get("fields").and_then(Value::as_object).into_iter().flatten() {
        if plain(expected) != plain(&found[name]) {
            faults.push(format!("{name}: expected {expected}, got {}", found[name]));
        }
    }
    let amount = |entry: &Value| {
        let first = ["amount", "number", "raw"].into_iter().map(|key| plain(&entry[key])).find(|text| !text.is_empty());
        (plain(&entry["role"]), first.unwrap_or_default())
    };
    let amounts: Vec<(String, String)> = list(found, "budget").iter().map(amount).collect();
    for expected in list(truth, "budget") {
        if !amounts.contains(&(plain(&expected[0]), plain(&expected[1]))) {
            faults.push(format!("budget: expected {expected}, got {amounts:?}"));
        }
    }
    let narratives: Vec<String> = list(found, "narratives").iter().map(|narrative| plain(&narrative["text"])).collect();
    for expected in list(truth, "narr").iter().filter(|expected| !narratives.contains(&plain(expected))) {
        faults.push(format!("narrative: expected {expected}, got {narratives:?}"));
    }
    let (expected, got) = (list(truth, "ind"), list(found, "indicators"));
    if truth.get("ind").is_some() && expected.len() != got.len() {
        let names: Vec<&Value> = got.iter().map(|indicator| &indicator["level3"]).collect();
        faults.push(format!("{} indicators expected, got {}: {names:?}", expected.len(), got.len()));
    }
    for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
        compare_indicator(at, expected, got, faults);
    }
}

/// Every text of the forms.
fn texts(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push_str(text);
            out.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        // What was done to a value may name what it lost.
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "repairs").for_each(|(_, field)| texts(field, out));
        }
        _ => {}
    }
}

fn compare(truth: &Value, document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let all = list(document, "tables");
    let forms: Vec<&Value> = all.iter().filter(|form| form["kind"] != "other").collect();
    let forms = if forms.is_empty() { all.iter().collect() } else { forms };
    let truths = truth.as_array().map_or(std::slice::from_ref(truth), Vec::as_slice);
    let expected: Vec<&Value> = truths.iter().filter(|truth| truth.get("ind").is_some()).collect();
    if expected.len() != forms.len() {
        faults.push(format!("{} forms expected, got {}", expected.len(), forms.len()));
    }
    for (truth, form) in expected.into_iter().zip(forms) {
        compare_form(truth, form, &mut faults);
    }
    let mut said = String::new();
    texts(&document["tables"], &mut said);
    let excluded: Vec<(String, String)> =
        list(document, "excluded").iter().map(|one| (plain(&one["reason"]), plain(&one["text"]))).collect();
    let codes: Vec<&Value> = list(document, "notices").iter().map(|notice| &notice["code"]).collect();
    for truth in truths {
        for one in list(truth, "excluded") {
            if !excluded.iter().any(|(reason, text)| *reason == plain(&one[0]) && text.contains(&plain(&one[1]))) {
                faults.push(format!("excluded: expected {one}, got {excluded:?}"));
            }
        }
        for code in list(truth, "notices").iter().filter(|code| !codes.contains(code)) {
            faults.push(format!("notices: expected {code}, got {codes:?}"));
        }
        for text in list(truth, "absent").iter().filter_map(Value::as_str).filter(|text| said.contains(*text)) {
            faults.push(format!("「{text}」 stands in a value"));
        }
    }
    faults
}

/// Checks the cases of a folder; how many there are.
fn check(folder: &Path, faults: &mut Vec<String>) -> usize {
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut count = 0;
    for file in files.iter().filter(|file| file.is_file() && !name(file).ends_with(".truth.json")) {
        let truth = file.with_extension("truth.json");
        let Ok(truth) = fs::read(&truth) else {
            faults.push(format!("{}: has no truth", name(file)));
            continue;
        };
        count += 1;
        let truth: Value = serde_json::from_slice(&truth).expect("a truth is JSON");
        let bytes = fs::read(file).expect("a case");
        match convert(&Source { name: &name(file), bytes: &bytes }, &Options::default()) {
            Err(error) => faults.push(format!("{}: {error}", name(file))),
            Ok(conversion) => {
                let document = serde_json::from_slice(&jixiao::emit::json::json(&conversion)).expect("JSON");
                let found = compare(&truth, &document);
                faults.extend(found.iter().map(|fault| format!("{}: {fault:.300}", name(file))));
            }
        }
    }
    count
}

#[test]
fn every_case_reads_as_its_truth_says() {
    let mut faults = Vec::new();
    let count = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut faults);
    let further = std::env::var_os("JIXIAO_CASES").map_or(0, |folder| check(Path::new(&folder), &mut faults));
    println!("{} cases", count + further);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(count > 50, "only {count} cases");
}
