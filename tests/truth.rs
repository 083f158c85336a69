//! The samples come out as their truth files say, field by field; and one document in several renderings comes out once.

use jixiao::convert::{Options, Source, convert};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

#[derive(serde::Deserialize)]
struct Sample {
    file: String,
    truth: String,
}

#[derive(serde::Deserialize)]
struct Manifest {
    sample: Vec<Sample>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn samples() -> Vec<Sample> {
    let text = fs::read_to_string(root().join("samples/manifest.toml")).expect("samples/manifest.toml");
    toml::from_str::<Manifest>(&text).expect("the manifest's shape").sample
}

/// The JSON of a sample, as jixiao writes it.
fn converted(file: &str) -> Value {
    let bytes = fs::read(root().join("samples").join(file)).expect("a sample");
    let source = Source { name: file, bytes: &bytes };
    let conversion = convert(&source, &Options::default()).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_slice(&jixiao::emit::json::json(&conversion)).expect("JSON")
}

/// Text without the choices that renderings make: width of punctuation, spaces.
fn folded(value: &Value) -> Option<String> {
    let text = value.as_str()?.replace(['—', '–', '－', '～'], "-");
    Some(text.nfkc().filter(|c| !c.is_whitespace()).map(|c| if c == '。' { '.' } else { c }).collect())
}

/// Whether an output is the truth's value or one that it accepts besides.
fn agrees(truth: &Value, key: &str, got: &Value) -> bool {
    let also = truth[format!("{key}_accept")].as_array().cloned().unwrap_or_default();
    std::iter::once(&truth[key]).chain(&also).any(|value| same(value, got))
}

/// Whether two values say the same: numbers whatever their decimals, texts folded; nothing is the same as empty.
fn same(one: &Value, other: &Value) -> bool {
    let (one, other) = (folded(one).unwrap_or_default(), folded(other).unwrap_or_default());
    match (one.parse::<Decimal>(), other.parse::<Decimal>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// What differs between a truth file and an output, one line each.
fn differences(truth: &Value, got: &Value) -> Vec<String> {
    let (wanted, tables) = (list(truth, "tables"), list(got, "tables"));
    let mut out = Vec::new();
    if wanted.len() != tables.len() {
        out.push(format!("{} tables, not {}", tables.len(), wanted.len()));
    }
    for (number, (truth, got)) in (1..).zip(wanted.iter().zip(tables)) {
        let mut differ =
            |what: &str, truth: &Value, got: &Value| out.push(format!("t{number:02} {what}: {got} is not {truth}"));
        for key in [
            "kind",
            "title",
            "fiscal_year",
            "reporting_unit",
            "implementing_unit",
            "project",
            "period",
            "currency_unit",
        ] {
            let same = truth[key] == got[key] || (!truth[key].is_number() && agrees(truth, key, &got[key]));
            if !same && !truth[key].is_null() {
                differ(key, &truth[key], &got[key]);
            }
        }
        amounts(truth, got, &mut differ);
        indicators(truth, got, &mut differ);
        narratives(truth, got, &mut differ);
    }
    out
}

type Differ<'a> = &'a mut dyn FnMut(&str, &Value, &Value);

fn amounts(truth: &Value, got: &Value, differ: Differ) {
    let mut left: Vec<&Value> = list(got, "budget").iter().filter(|entry| !entry["amount"].is_null()).collect();
    for entry in list(truth, "budget").iter().filter(|entry| !entry["amount"].is_null()) {
        let roles: Vec<&Value> = std::iter::once(&entry["role"]).chain(list(entry, "accept")).collect();
        let found = left.iter().position(|got| same(&got["amount"], &entry["amount"]) && roles.contains(&&got["role"]));
        match found {
            Some(position) => drop(left.remove(position)),
            None if entry["optional"] == true => {}
            None => differ("budget entry is missing", entry, &Value::Null),
        }
    }
    for entry in left {
        differ("budget entry too many", &Value::Null, entry);
    }
}

fn indicators(truth: &Value, got: &Value, differ: Differ) {
    let (wanted, got) = (list(truth, "indicators"), list(got, "indicators"));
    if wanted.len() != got.len() {
        differ("number of indicators", &wanted.len().into(), &got.len().into());
    }
    for (truth, got) in wanted.iter().zip(got) {
        let name = truth["level3"].as_str().unwrap_or("?");
        for key in ["level1", "level2", "level3", "scoring_raw", "weight", "score", "deviation"] {
            if !agrees(truth, key, &got[key]) {
                differ(&format!("{key} of {name}"), &truth[key], &got[key]);
            }
        }
        for part in ["target", "actual"].into_iter().filter(|part| truth[part].is_object()) {
            for key in ["raw", "kind", "comparator", "value", "value_max", "unit"] {
                let free = key != "raw" && (truth[part]["kind"] == "date" || truth[part]["value_any"] == true);
                if !free && !agrees(&truth[part], key, &got[part][key]) {
                    differ(&format!("{part}.{key} of {name}"), &truth[part][key], &got[part][key]);
                }
            }
        }
    }
}

fn narratives(truth: &Value, got: &Value, differ: Differ) {
    for narrative in list(truth, "narratives").iter().filter(|narrative| narrative["optional"] != true) {
        let text = folded(&narrative["text"]);
        if !list(got, "narratives").iter().any(|got| folded(&got["text"]) == text) {
            differ("narrative", &narrative["text"], &Value::Null);
        }
    }
}

#[test]
fn samples_come_out_as_their_truth_files_say() {
    let mut out = Vec::new();
    for Sample { file, truth } in samples() {
        let path = root().join(format!("tests/truth/{truth}.truth.json"));
        let truth: Value = serde_json::from_slice(&fs::read(&path).expect("a truth file")).expect("JSON");
        out.extend(differences(&truth, &converted(&file)).into_iter().map(|line| format!("{file}: {line}")));
    }
    assert!(out.is_empty(), "\n{}", out.join("\n"));
}

#[test]
fn no_character_is_lost() {
    for Sample { file, .. } in samples() {
        let coverage = converted(&file)["coverage"].clone();
        let count = |key: &str| coverage[key].as_u64().expect("a count");
        assert!(count("characters") > 500, "{file}: {coverage}");
        assert_eq!(count("characters"), count("placed") + count("furniture") + count("unplaced"), "{file}");
        if file.ends_with(".pdf") {
            assert_eq!(count("unplaced"), 0, "{file}");
        }
    }
}

/// A value without what depends on the rendering: places, pages, repairs, and whether a line that ends within a character
/// of the right edge ends its paragraph, which no reader can tell.
fn content(value: &Value) -> Value {
    const LAYOUT: [&str; 6] = ["place", "places", "pages", "repairs", "continued", "line"];
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !LAYOUT.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key.clone(), content(value))).collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(content).collect()),
        Value::String(text) => Value::String(text.nfkc().filter(|c| *c != '\n').collect()),
        other => other.clone(),
    }
}

#[test]
fn renderings_of_one_document_come_out_the_same() {
    let mut by_truth: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Sample { file, truth } in samples().into_iter().filter(|sample| sample.file.ends_with(".pdf")) {
        by_truth.entry(truth).or_default().push(file);
    }
    let mut compared = 0;
    for files in by_truth.values() {
        for other in &files[1..] {
            let (first, second) = (content(&converted(&files[0])["tables"]), content(&converted(other)["tables"]));
            let pairs = first.as_array().expect("tables").iter().zip(second.as_array().expect("tables"));
            for (number, (first, second)) in (1..).zip(pairs) {
                for (key, value) in first.as_object().expect("a table") {
                    assert_eq!(value, &second[key], "{} and {other} differ in {key} of table {number}", files[0]);
                }
            }
            assert_eq!(first, second);
            compared += 1;
        }
    }
    assert!(compared > 0);
}
