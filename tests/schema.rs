//! The published JSON Schemas are what the types generate, and outputs validate by them, and the SARIF file by its official
//! schema (tests/schema/sarif-2.1.0-rtm.5.json, from the npm package @microsoft/jest-sarif 1.0.0-beta.0, MIT licence), with
//! an independent validator (jsonschema for Python).
#![cfg(feature = "schema")]

use jixiao::batch::manifest;
use jixiao::emit::schema::{self, Published};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_is_published_is_what_the_types_generate() {
    let mut all = schema::all();
    all.push(Published { name: "run", schema: manifest::schema() });
    for Published { name, schema } in all {
        let path = root().join(format!("src/emit/schema/{name}.schema.json"));
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            published == schema::text(&schema),
            "renew it: jixiao schema {name} > src/emit/schema/{name}.schema.json"
        );
    }
}

#[test]
fn outputs_validate_by_the_published_schemas() {
    let python = std::env::var("JIXIAO_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = Command::new(&python).args(["-c", "import jsonschema"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("JIXIAO_TOOLS").is_none(), "jsonschema for Python is missing");
        println!("skipped: jsonschema for Python is not there (tests/run.sh installs it)");
        return;
    }
    let shared = std::env::var_os("JIXIAO_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let inputs = [root().join("samples"), shared.join("corpus/public/docs"), shared.join("corpus/real/gov")];
    let inputs: Vec<&PathBuf> = inputs.iter().filter(|folder| folder.is_dir()).collect();
    let out = tempfile::tempdir().expect("a temporary folder");
    let jixiao = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("convert")
        .args(&inputs)
        .args(["--quiet", "--format", "json,csv,jsonl,sarif", "-o"])
        .arg(out.path())
        .output();
    let code = jixiao.expect("jixiao starts").status.code();
    assert!(matches!(code, Some(0 | 2)), "{code:?}");
    let output = Command::new(&python)
        .arg(root().join("tests/schema/validate.py"))
        .arg(root().join("src/emit/schema"))
        .arg(root().join("tests/schema/sarif-2.1.0-rtm.5.json"))
        .arg(out.path())
        .output()
        .expect("Python starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let counts: serde_json::Value = serde_json::from_str(&said).expect("counts");
    let least = if inputs.len() > 1 { 60 } else { 9 };
    assert!(counts["document"].as_u64() >= Some(least) && counts["finding"].as_u64() >= Some(500), "{said}");
}
