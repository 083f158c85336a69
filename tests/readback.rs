//! The dataset read back by other programs: DuckDB on CSVs and Parquet files, openpyxl on the workbook, against the JSON of the same run.

use std::path::Path;
use std::process::Command;

#[test]
fn others_read_from_the_dataset_what_the_json_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var("JIXIAO_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = Command::new(&python)
        .args(["-c", "import duckdb, openpyxl"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !there {
        assert!(std::env::var_os("JIXIAO_TOOLS").is_none(), "DuckDB or openpyxl for Python is missing");
        println!("skipped: DuckDB and openpyxl for Python are not there (tests/run.sh installs it)");
        return;
    }
    let out = tempfile::tempdir().expect("a temporary folder");
    let jixiao = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("convert")
        .arg(root.join("samples"))
        .args(["--quiet", "--format", "json,csv,parquet,xlsx", "-o"])
        .arg(out.path())
        .status();
    assert!(jixiao.expect("jixiao starts").success());
    let output =
        Command::new(&python).arg(root.join("tests/readback.py")).arg(out.path()).output().expect("Python starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("readback: 9 documents"), "{said}");
}
