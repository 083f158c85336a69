//! What the samples come out as, byte for byte. Large files are kept as their hashes.
//!
//! `JIXIAO_BLESS=1 cargo test --test golden` takes the present outputs over; that run fails, so that nobody takes it for a
//! passed test. Look at the difference before committing it.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Larger outputs are kept as their hashes.
const WHOLE: usize = 64 << 10;

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

/// What is kept of an output.
fn kept(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    if bytes.len() <= WHOLE {
        return (name.to_owned(), bytes.to_vec());
    }
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    (format!("{name}.sha256"), format!("{hash}\n").into_bytes())
}

/// The first line in which two texts differ.
fn first_difference(before: &[u8], now: &[u8]) -> String {
    let (before, now) = (String::from_utf8_lossy(before), String::from_utf8_lossy(now));
    let mut lines = (1..).zip(before.lines().zip(now.lines()));
    match lines.find(|(_, (before, now))| before != now) {
        Some((number, (before, now))) => format!("line {number}\n  before: {before:.300}\n  now:    {now:.300}"),
        None => format!("{} lines before, {} now", before.lines().count(), now.lines().count()),
    }
}

#[test]
fn the_samples_come_out_as_before() {
    let now: BTreeMap<String, Vec<u8>> = outputs().iter().map(|(name, bytes)| kept(name, bytes)).collect();
    assert!(now.len() >= 15, "{:?}", now.keys());
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        if golden().exists() {
            fs::remove_dir_all(golden()).expect("the old files go");
        }
        fs::create_dir_all(golden()).expect("a folder");
        for (name, bytes) in &now {
            fs::write(golden().join(name), bytes).expect("written");
        }
        panic!("{} files were taken over; look at the difference, then run without JIXIAO_BLESS", now.len());
    }
    let mut before = BTreeMap::new();
    for entry in fs::read_dir(golden()).expect("tests/golden").map(|entry| entry.expect("a file").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        before.insert(name, fs::read(&entry).expect("a golden file"));
    }
    let mut faults = Vec::new();
    for name in before.keys().filter(|name| !now.contains_key(*name)) {
        faults.push(format!("{name}: no longer written"));
    }
    for (name, bytes) in &now {
        match before.get(name) {
            None => faults.push(format!("{name}: new")),
            Some(before) if before != bytes => {
                faults.push(format!("{name}: {}", first_difference(before, bytes)));
            }
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "\n{}\n(JIXIAO_BLESS=1 takes the present outputs over)", faults.join("\n"));
}
