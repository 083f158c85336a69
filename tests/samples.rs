//! The samples are what their manifest says.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One entry of `samples/manifest.toml`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    file: String,
    origin: String,
    shows: String,
    tables: usize,
    indicators: usize,
    truth: String,
    sha256: String,
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

#[test]
fn every_sample_is_listed_and_unchanged() {
    let listed: BTreeSet<String> = samples().into_iter().map(|sample| sample.file).collect();
    let entries = fs::read_dir(root().join("samples")).expect("samples/");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let there: BTreeSet<String> = names.filter(|name| name != "manifest.toml" && name != "report.png").collect();
    assert_eq!(listed, there);
    for sample in samples() {
        let bytes = fs::read(root().join("samples").join(&sample.file)).expect("a sample");
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, sample.sha256, "{}", sample.file);
        assert!(sample.origin.len() > 20 && sample.shows.len() > 10, "{}: say where it comes from", sample.file);
    }
}

#[test]
fn truth_files_have_what_the_manifest_counts() {
    for sample in samples() {
        let path = root().join(format!("tests/truth/{}.truth.json", sample.truth));
        let truth: serde_json::Value = serde_json::from_slice(&fs::read(&path).expect("a truth file")).expect("JSON");
        let tables = truth["tables"].as_array().expect("tables");
        let indicators: usize = tables.iter().map(|table| table["indicators"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!((tables.len(), indicators), (sample.tables, sample.indicators), "{}", sample.file);
    }
}
