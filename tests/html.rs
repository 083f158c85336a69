//! The report that people look at, clicked through in a headless browser; see `browser.py` for what is looked for.

#[path = "corpus/folder.rs"]
mod corpus;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Converts into the HTML report; documents that fail are part of the test.
fn report(inputs: &[PathBuf], out: &Path, arguments: &[&str]) -> PathBuf {
    let status = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("convert")
        .args(inputs)
        .args(["--quiet", "--format", "html", "-o"])
        .arg(out)
        .args(arguments)
        .output()
        .expect("jixiao starts")
        .status;
    assert!(status.code().is_some_and(|code| code != 1 && code < 3), "{status}");
    out.join("report.html")
}

/// The comparison of a run over documents.
fn comparison(documents: &[PathBuf], out: &Path) -> PathBuf {
    report(documents, out, &["--format", "csv"]);
    let compared = Command::new(env!("CARGO_BIN_EXE_jixiao")).arg("compare").arg(out).output().expect("jixiao starts");
    assert!(compared.status.success(), "{}", String::from_utf8_lossy(&compared.stderr));
    out.join("compare/compare.html")
}

/// A document whose every text would like to be markup, named in the same way.
fn hostile(folder: &Path) -> PathBuf {
    let path = folder.join("hostile<img src=x onerror=hit=1>.html");
    let text = "&lt;/script&gt;&lt;img src=x onerror=hit=1&gt;&lt;!--";
    let table = format!(
        "<h1>2022年项目支出绩效目标表</h1><table>\
         <tr><td>项目支出名称</td><td colspan=3>普法{text}宣传</td></tr>\
         <tr><td>预算部门</td><td colspan=3>某局\"'&lt;b&gt;&amp;amp;</td></tr>\
         <tr><td>年度本级预算金额</td><td colspan=3>12</td></tr>\
         <tr><td>本年度绩效目标</td><td colspan=3>{text}</td></tr>\
         <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>\
         <tr><td>产出指标</td><td>数量指标</td><td>{text}次数</td><td>5次</td></tr></table>"
    );
    fs::write(&path, table).expect("written");
    path
}

/// The browser: `JIXIAO_CHROMIUM`, else `chromium`.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("JIXIAO_CHROMIUM").map(PathBuf::from);
    named.or_else(|| {
        let folders = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&folders).map(|folder| folder.join("chromium")).find(|path| path.is_file())
    })
}

#[test]
fn someone_who_has_never_seen_it_can_use_the_report() {
    let python = env::var("JIXIAO_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = Command::new(&python)
        .args(["-c", "import playwright, pdfplumber"])
        .output()
        .is_ok_and(|output| output.status.success());
    let Some(chromium) = chromium().filter(|_| there) else {
        assert!(env::var_os("JIXIAO_TOOLS").is_none(), "Chromium or Playwright for Python is missing");
        println!("skipped: Chromium and Playwright for Python are not there (tests/run.sh installs them)");
        return;
    };
    let out = tempfile::tempdir().expect("a temporary folder");
    let broken = out.path().join("broken.pdf");
    fs::write(&broken, "%PDF-1.7 and nothing more").expect("written");
    let samples = [root().join("samples"), hostile(out.path()), broken];
    let mut arguments = vec![chromium];
    arguments.push(report(&samples, &out.path().join("zh"), &[]));
    arguments.push(report(&[root().join("samples/symbol-value-unit.pdf")], &out.path().join("en"), &["--lang", "en"]));
    arguments.push(comparison(&samples[..1], &out.path().join("compared")));
    if let Some(shared) = corpus::shared() {
        arguments.push(report(&[shared.join("corpus/public/docs")], &out.path().join("corpus"), &[]));
    }
    let output =
        Command::new(&python).arg(root().join("tests/browser.py")).args(arguments).output().expect("Python starts");
    print!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_in_the_file_is_markup_but_its_own() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let text = fs::read_to_string(report(&[hostile(out.path())], &out.path().join("out"), &[])).expect("report.html");
    assert_eq!(text.matches("<img").count(), 0, "published text became markup");
    // Three blocks of the document, three of the run, and the script.
    assert_eq!((text.matches("<script").count(), text.matches("</script>").count()), (7, 7));
    for block in text.split("<script type=\"application/json\"").skip(1) {
        let (_, rest) = block.split_once('>').expect("a start tag");
        let (json, _) = rest.split_once("</script>").expect("an end tag");
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        assert!(!value.is_null());
    }
    assert!(!text.contains("http://") || text.matches("http://").count() == text.matches("http://www.w3.org/").count());
    assert!(!text.contains("https://"), "an address to load something from");
}
