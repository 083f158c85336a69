//! The habits that keep the code readable, checked: the order of the layers, and what each file must and must not have.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first. A file uses lower layers, or its own folder; leaves may use one another.
const LAYERS: &[&[&str]] = &[
    &["geometry", "place", "wording", "notice", "error", "sets", "spare", "digest"],
    &["read"],
    &["tables"],
    &["normalise"],
    &["audit"],
    &["convert"],
    &["emit"],
    &["batch"],
    &["cli"],
    &["main", "lib"],
];

/// Lines of a source file, its tests apart. Beyond that it has more than one subject.
const LONGEST: usize = 480;

/// What may stand in some files only: the text, where it may stand, and why.
const KEPT_APART: &[(&str, &[&str], &str)] = &[
    ("std::fs", &["src/batch", "src/cli"], "nothing below batch opens a file"),
    ("fs::read", &["src/batch", "src/cli"], "nothing below batch opens a file"),
    ("println!", &[], "only the console prints, and through its own functions"),
    ("eprintln!", &[], "only the console prints, and through its own functions"),
    ("dbg!", &[], "left behind"),
    ("io::stdout", &["src/cli/console.rs"], "only the console prints"),
    ("io::stderr", &["src/cli/console.rs"], "only the console prints"),
    ("hayro_", &["src/read"], "the PDF library changes between minor versions; one folder follows it"),
    ("lopdf", &["src/read"], "the second PDF library stays inside the reader"),
    ("clap::", &["src/cli"], "the library works without the command line"),
    (
        "HashMap",
        &["src/read", "src/tables", "src/normalise", "src/audit"],
        "its order is not stable, so it stays away from whatever is put out",
    ),
    (
        "HashSet",
        &["src/read", "src/tables", "src/normalise", "src/audit"],
        "its order is not stable, so it stays away from whatever is put out",
    ),
    ("SystemTime", &[], "the same input gives the same bytes"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All source files by their path from the root, with `/` between folders.
fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be read") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.insert(name(&path), fs::read_to_string(&path).expect("a source file in UTF-8"));
            }
        }
    }
    assert!(found.len() > 20, "only {} source files were found", found.len());
    found
}

fn name(path: &Path) -> String {
    let below: PathBuf = path.strip_prefix(root()).expect("below the root").into();
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The part of a file that is not its unit tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// The first module on a source path: `read` for `src/read/pdf.rs`.
fn module(path: &str) -> &str {
    let below = path.trim_start_matches("src/");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

#[test]
fn a_file_uses_lower_layers_or_its_own_folder() {
    let mut faults = Vec::new();
    for (path, text) in &sources() {
        let own = module(path);
        let Some(height) = layer(own) else {
            faults.push(format!("{path}: `{own}` has no layer; give it one in tests/tidy.rs"));
            continue;
        };
        for (number, line) in (1..).zip(code(text).lines()) {
            let comment = line.trim_start().starts_with("//");
            for used in
                line.match_indices("crate::").filter(|_| !comment).map(|(at, prefix)| &line[at + prefix.len()..])
            {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                // Names beginning with a capital are re-exported at the root; macros have no module.
                let Some(depth) = layer(&used) else { continue };
                let leaves = depth == 0 && height == 0;
                if depth >= height && used != own && !leaves {
                    faults.push(format!("{path}:{number}: {own} must not use {used}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_keeps_to_one_subject() {
    let mut faults = Vec::new();
    for (path, text) in &sources() {
        if !text.starts_with("//!") {
            faults.push(format!("{path}: begins without a `//!` line"));
        }
        let lines = code(text).lines().count();
        if lines > LONGEST {
            faults.push(format!("{path}: {lines} lines; more than {LONGEST} hold more than one subject"));
        }
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
        if ["mod", "utils", "util", "helpers", "types", "common", "misc"].contains(&stem) || stem.ends_with("_v2") {
            faults.push(format!("{path}: a name that says nothing"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_is_kept_apart_stays_apart() {
    let mut faults = Vec::new();
    for (path, text) in &sources() {
        for (number, line) in (1..).zip(code(text).lines()) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for (pattern, allowed, why) in KEPT_APART {
                if line.contains(pattern) && !allowed.iter().any(|place| path.starts_with(place)) {
                    faults.push(format!("{path}:{number}: `{pattern}`: {why}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
