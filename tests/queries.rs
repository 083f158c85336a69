//! The README's snippets for DuckDB, pandas and Polars run, and get from the Parquet files what the CSVs say.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The Python blocks of a Markdown file.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```python\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_snippets_of_the_readme_run_and_agree_with_the_csvs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var("JIXIAO_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = |modules: &str| {
        let mut python = Command::new(&python);
        python.args(["-c", &format!("import {modules}")]).output().is_ok_and(|output| output.status.success())
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut convert = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    convert.arg("convert").arg(root.join("samples")).current_dir(folder.path());
    let done = convert.args(["--quiet", "--format", "csv,parquet", "-o", "output"]).status();
    assert!(done.expect("jixiao starts").success());
    let (mut queries, mut skipped) = (0, 0);
    for file in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root.join(file)).expect(file);
        assert!(blocks(&text).len() >= 3, "{file} has too few snippets");
        for block in blocks(&text) {
            let modules: Vec<&str> =
                ["duckdb", "pandas", "pyarrow", "polars"].into_iter().filter(|module| block.contains(module)).collect();
            // What reads them back needs DuckDB, and pandas reads Parquet with pyarrow.
            let pandas = if modules.contains(&"pandas") { ", pyarrow" } else { "" };
            if !there(&format!("duckdb, {}{pandas}", modules.join(", "))) {
                assert!(std::env::var_os("JIXIAO_TOOLS").is_none(), "Python lacks one of {modules:?}");
                skipped += 1;
                continue;
            }
            let snippet = folder.path().join("snippet.py");
            fs::write(&snippet, block).expect("written");
            let mut run = Command::new(&python);
            let run = run.arg(root.join("tests/queries.py")).arg(&snippet).current_dir(folder.path());
            let output = run.env("PYTHONIOENCODING", "utf-8").output().expect("Python starts");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{file}: {block}\n{}", String::from_utf8_lossy(&output.stderr));
            let count = said.lines().last().and_then(|line| line.split(' ').nth(1)?.parse::<usize>().ok());
            queries += count.unwrap_or_else(|| panic!("{said}"));
        }
    }
    if skipped > 0 {
        println!("skipped: {skipped} snippets whose Python packages are not there (tests/run.sh installs them)");
    } else {
        assert!(queries >= 6, "only {queries} queries read Parquet");
    }
}
