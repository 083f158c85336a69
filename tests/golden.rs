//! What the samples come out as, byte for byte, as text that a reviewer can read: a change of an output is a difference of lines.
//!
//! `JIXIAO_BLESS=1 cargo test --test golden` takes the present outputs over, says what became different, and fails, so that
//! nobody takes that run for a passed test. `git diff tests/golden` shows the same again: look at it before committing it.

use similar::TextDiff;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines of a file's difference that are shown.
const SHOWN: usize = 60;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The outputs of the samples by name, and the English report.
fn outputs() -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut found = BTreeMap::new();
    for (lang, format) in [("zh", "json,csv,report"), ("en", "report")] {
        let folder = out.path().join(lang);
        let status = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["convert", "samples", "--quiet", "--lang", lang, "--format", format, "-o"])
            .arg(&folder)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(status.expect("jixiao starts").success());
        for entry in fs::read_dir(&folder).expect("outputs") {
            let path = entry.expect("an output").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            // The store of the run, and the manifest, which names the build.
            if [".jixiao", "run.json"].contains(&name.as_str()) {
                continue;
            }
            let name = if lang == "zh" { name } else { name.replace('.', ".en.") };
            found.insert(name, fs::read(&path).expect("an output"));
        }
    }
    found
}

/// Where two texts differ, as `diff -u` says it.
fn difference(before: &[u8], now: &[u8]) -> String {
    let (before, now) = (String::from_utf8_lossy(before), String::from_utf8_lossy(now));
    let diff = TextDiff::from_lines(before.as_ref(), now.as_ref()).unified_diff().context_radius(1).to_string();
    let lines = diff.lines().count();
    let shown: Vec<String> = diff.lines().take(SHOWN).map(|line| format!("  {line:.300}")).collect();
    let rest = lines.saturating_sub(SHOWN);
    let more = if rest > 0 { format!("\n  … {rest} further lines") } else { String::new() };
    shown.join("\n") + &more
}

/// Where files by name differ.
fn differences(before: &BTreeMap<String, Vec<u8>>, now: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let gone = before.keys().filter(|name| !now.contains_key(*name)).map(|name| format!("{name}: no longer written"));
    let other = now.iter().filter_map(|(name, bytes)| match before.get(name) {
        None => Some(format!("{name}: new")),
        Some(before) if before != bytes => Some(format!("{name}:\n{}", difference(before, bytes))),
        Some(_) => None,
    });
    gone.chain(other).collect()
}

#[test]
fn the_samples_come_out_as_before() {
    let now = outputs();
    assert!(now.len() >= 15, "{:?}", now.keys());
    let mut before = BTreeMap::new();
    for entry in fs::read_dir(golden()).into_iter().flatten().map(|entry| entry.expect("a file").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        before.insert(name, fs::read(&entry).expect("a golden file"));
    }
    let differences = differences(&before, &now).join("\n");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        if golden().exists() {
            fs::remove_dir_all(golden()).expect("the old files go");
        }
        fs::create_dir_all(golden()).expect("a folder");
        for (name, bytes) in &now {
            fs::write(golden().join(name), bytes).expect("written");
        }
        panic!("taken over:\n{differences}\nLook at it, then run without JIXIAO_BLESS");
    }
    assert!(differences.is_empty(), "\n{differences}\n(JIXIAO_BLESS=1 takes the present outputs over)");
}
