//! What a run takes for its documents: folders, patterns, lists and archives, and what it says of those it cannot take.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FORM: &str = "<table><tr><td>项目支出名称</td><td>普法宣传</td></tr></table>";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn put(path: &Path) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, FORM).expect("written");
}

/// Converts inputs, with a list on standard input; gives what the program said.
fn convert(there: &Path, inputs: &[&str], list: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("convert")
        .args(inputs)
        .args(["-o", "out", "--format", "csv,json", "--quiet", "--log", "json"])
        .current_dir(there)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("jixiao starts");
    // A program that reads no list closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(list.as_bytes());
    child.wait_with_output().expect("ended")
}

/// What became of each source: converted, or the error.
fn outcomes(output: &Output) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect("JSON lines");
        let text = |key: &str| event[key].as_str().map(str::to_owned);
        match event["event"].as_str() {
            Some("document") => found.insert(text("source").expect("a source"), "converted".into()),
            Some("failed") => found.insert(text("source").expect("a source"), text("error").expect("an error")),
            _ => None,
        };
    }
    found
}

fn sources(output: &Output) -> Vec<String> {
    outcomes(output).into_keys().collect()
}

#[test]
fn patterns_and_lists_name_documents() {
    let there = folder();
    for name in ["in/2022/a.html", "in/2023/a.html", "in/2023/deep/b.html", "in/2023/c.txt", "in/2023/picture.jpg"] {
        put(&there.path().join(name));
    }
    let output = convert(there.path(), &["in/**/*.html"], "");
    assert_eq!(sources(&output), ["2022/a.html", "2023/a.html", "2023/deep/b.html"]);
    let output = convert(there.path(), &["in/202[34]"], "");
    assert_eq!(sources(&output), ["2023/a.html", "2023/c.txt", "2023/deep/b.html"], "a folder means what is in it");
    let output = convert(there.path(), &["*/2023/?.html"], "");
    assert_eq!(sources(&output), ["in/2023/a.html"]);
    let output = convert(there.path(), &["in/*.pdf"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(outcomes(&output)["in/*.pdf"].starts_with("no documents match"), "{:?}", outcomes(&output));

    for list in ["in/2023/c.txt\r\nin/2022\n\nnowhere.pdf\n", "in/2023/c.txt\0in/2022\0nowhere.pdf\0"] {
        let output = convert(there.path(), &["-"], list);
        assert_eq!(output.status.code(), Some(2));
        let outcomes = outcomes(&output);
        assert_eq!(outcomes.keys().collect::<Vec<_>>(), ["a.html", "c.txt", "nowhere.pdf"]);
        assert!(outcomes["nowhere.pdf"].starts_with("no such file"), "{outcomes:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_in_circles_end() {
    let there = folder();
    put(&there.path().join("in/a/x.html"));
    std::os::unix::fs::symlink("..", there.path().join("in/a/up")).expect("a link");
    std::os::unix::fs::symlink("x.html", there.path().join("in/a/y.html")).expect("a link");
    std::os::unix::fs::symlink("nowhere", there.path().join("in/a/z.html")).expect("a link");
    let output = convert(there.path(), &["in"], "");
    assert_eq!((output.status.code(), sources(&output)), (Some(0), vec!["a/x.html".to_owned()]), "one file, once");
}

/// An archive with documents in folders, hidden files, an archive, a bomb, and a bad entry.
fn archive(path: &Path) {
    let mut zip = ZipWriter::new(File::create(path).expect("a file"));
    let packed = SimpleFileOptions::default();
    let stored = packed.compression_method(zip::CompressionMethod::Stored);
    for name in ["2023/绩效/a.html", "b.html", "__MACOSX/b.html", "2023/.hidden.html", "picture.jpg"] {
        zip.start_file(name, packed).expect("an entry");
        zip.write_all(FORM.as_bytes()).expect("written");
    }
    zip.start_file("bomb.html", packed).expect("an entry");
    for _ in 0..64 {
        zip.write_all(&vec![b' '; 1 << 20]).expect("written");
    }
    for (name, text) in [("inner.zip", "PK"), ("bad.html", "<table>THE ONE TO DAMAGE</table>")] {
        zip.start_file(name, stored).expect("an entry");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("an archive");
    let mut bytes = fs::read(path).expect("an archive");
    let at = bytes.windows(8).position(|window| window == b"THE ONE ").expect("stored as it is");
    bytes[at] = b'X';
    fs::write(path, bytes).expect("written");
}

#[test]
fn archives_are_read_without_unpacking_and_a_bad_entry_is_one_failure() {
    let there = folder();
    archive(&there.path().join("2023.zip"));
    let output = convert(there.path(), &["2023.zip", "--max-file", "2"], "");
    let outcomes = outcomes(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        outcomes.keys().collect::<Vec<_>>(),
        [
            "2023.zip/2023/绩效/a.html",
            "2023.zip/b.html",
            "2023.zip/bad.html",
            "2023.zip/bomb.html",
            "2023.zip/inner.zip"
        ]
    );
    assert_eq!(outcomes["2023.zip/2023/绩效/a.html"], "converted");
    assert!(outcomes["2023.zip/bad.html"].contains("damaged in its ZIP archive"), "{outcomes:?}");
    assert!(outcomes["2023.zip/bomb.html"].contains("--max-file"), "{outcomes:?}");
    assert!(outcomes["2023.zip/inner.zip"].starts_with("an archive inside an archive"), "{outcomes:?}");
    assert!(there.path().join("out/a.json").is_file() && there.path().join("out/b.json").is_file());

    // In a folder, cut off, and hollow.
    fs::create_dir(there.path().join("in")).expect("a folder");
    fs::copy(there.path().join("2023.zip"), there.path().join("in/whole.zip")).expect("copied");
    fs::write(there.path().join("in/cut.zip"), &fs::read(there.path().join("2023.zip")).expect("read")[..300])
        .expect("written");
    ZipWriter::new(File::create(there.path().join("in/hollow.zip")).expect("a file")).finish().expect("an archive");
    let outcomes = self::outcomes(&convert(there.path(), &["in", "--max-file", "2"], ""));
    assert_eq!(outcomes["whole.zip/b.html"], "converted");
    assert!(outcomes["in/cut.zip"].starts_with("damaged ZIP archive"), "{outcomes:?}");
    assert!(outcomes["in/hollow.zip"].starts_with("no documents in this archive"), "{outcomes:?}");
}
