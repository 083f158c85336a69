//! A process that dies of a document: the run goes on without it, and comes out as it would have.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const FORMATS: &str = "json,csv,parquet,report";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn convert(there: &Path, out: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(["convert", "in", "-o", out, "--quiet", "--format", FORMATS]).args(more).current_dir(there);
    command
}

fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command.output().expect("jixiao starts");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

/// Copies of small samples.
fn fill(there: &Path, copies: usize) {
    fs::create_dir_all(there.join("in")).expect("a folder");
    let samples = ["department-with-tasks.html", "project-self-evaluations-ocr.md"];
    for number in 0..copies {
        let sample = samples[number % samples.len()];
        fs::copy(root().join("samples").join(sample), there.join(format!("in/{number:03}-{sample}"))).expect("copied");
    }
}

/// A document that takes some hundred megabytes: a table of very many cells.
fn hungry(path: &Path) {
    let row = "|一|二|三|四|五|六|七|八|\n";
    fs::write(path, format!("{row}|---|---|---|---|---|---|---|---|\n{}", row.repeat(120_000))).expect("written");
}

/// Every file of an output folder, the store apart.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with(".jixiao") {
                folders.push(path);
            } else if path.is_file() {
                let bytes = fs::read(&path).expect("a file");
                found.push((path.strip_prefix(folder).expect("below").to_owned(), bytes));
            }
        }
    }
    found.sort();
    found
}

/// The process that a process has started, as Linux tells it.
#[cfg(target_os = "linux")]
fn worker(keeper: &Child) -> Option<u32> {
    let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", keeper.id())).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

fn signal(process: u32, signal: &str) {
    let killed = Command::new("kill").args([signal, &process.to_string()]).stderr(Stdio::null()).status();
    killed.expect("kill is there");
}

/// Waits until something holds; whether it did within ten seconds.
fn holds(mut condition: impl FnMut() -> bool) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(10) {
        if condition() {
            return true;
        }
        thread::sleep(Duration::from_millis(2));
    }
    false
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_takes_too_much_memory_fails_alone() {
    for jobs in ["1", "2"] {
        let there = tempfile::tempdir().expect("a temporary folder");
        let path = there.path();
        fill(path, 20);
        hungry(&path.join("in/005-hungry.md"));
        let (code, says) = run(&mut convert(path, "out", &["--max-memory", "80", "--jobs", jobs]));
        assert_eq!(code, Some(2), "{says}");
        assert_eq!(says.lines().count(), 1, "{says}");
        assert!(
            says.starts_with("error: in/005-hungry.md: it needs more memory than the 80 MiB of --max-memory"),
            "{says}"
        );
        // The same with a document of that name that fails of itself, but for the cause.
        fs::write(path.join("in/005-hungry.md"), "").expect("written");
        let (code, says) = run(&mut convert(path, "plain", &["--jobs", jobs]));
        assert_eq!(code, Some(2), "{says}");
        let apart_from_cause = |name: &PathBuf| {
            !["report.md", "documents.csv"].iter().any(|file| name.ends_with(file))
                && !name.starts_with("parquet/documents")
        };
        let files = |out: &str| {
            tree(&path.join(out)).into_iter().filter(|(name, _)| apart_from_cause(name)).collect::<Vec<_>>()
        };
        assert_eq!(files("out"), files("plain"));
        assert!(files("out").len() > 25);
        let documents = fs::read_to_string(path.join("out/documents.csv")).expect("a file");
        assert_eq!(documents.matches(",failed,").count(), 1, "{documents}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_is_killed_is_replaced_and_nothing_differs() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let path = there.path();
    fill(path, 80);
    assert_eq!(run(&mut convert(path, "whole", &[])), (Some(0), String::new()));
    for signal_of in ["-KILL", "-ABRT", "-SEGV"] {
        let out = format!("out{signal_of}");
        let mut keeper = convert(path, &out, &["--jobs", "2"]).stderr(Stdio::piped()).spawn().expect("jixiao starts");
        let parts = || fs::read_dir(path.join(&out).join(".jixiao/parts")).is_ok_and(|parts| parts.count() > 10);
        assert!(holds(parts));
        let first = worker(&keeper).expect("a worker");
        signal(first, signal_of);
        assert!(holds(|| worker(&keeper).is_none_or(|second| second != first)));
        assert!(keeper.wait().expect("ended").success());
        assert_eq!(tree(&path.join("whole")), tree(&path.join(&out)));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn neither_process_outlives_the_other() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let path = there.path();
    fill(path, 80);
    for signal_of in ["-KILL", "-INT", "-TERM"] {
        let mut keeper = convert(path, "out", &["--fresh"]).spawn().expect("jixiao starts");
        let mut process = None;
        assert!(holds(|| {
            process = worker(&keeper);
            process.is_some()
        }));
        let process = process.expect("a worker");
        signal(keeper.id(), signal_of);
        assert_eq!(keeper.wait().expect("ended").code(), None);
        let gone = || !Path::new(&format!("/proc/{process}")).exists() || is_zombie(process);
        assert!(holds(gone), "the worker still runs after {signal_of}");
    }
    let mut keeper = convert(path, "out", &["--fresh"]).spawn().expect("jixiao starts");
    assert!(holds(|| worker(&keeper).is_some()));
    signal(worker(&keeper).expect("a worker"), "-TERM");
    assert_eq!(keeper.wait().expect("ended").code(), Some(143), "a worker that is told to end is not replaced");
}

/// Whether a process has ended and waits for somebody to take notice.
#[cfg(target_os = "linux")]
fn is_zombie(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_none_or(|(_, rest)| rest.trim_start().starts_with(['Z', 'X']))
}

#[test]
fn a_list_on_standard_input_reaches_the_worker() {
    let there = tempfile::tempdir().expect("a temporary folder");
    fill(there.path(), 3);
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["convert", "-", "-o", "out", "--quiet", "--format", "csv"])
        .current_dir(there.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("jixiao starts");
    use std::io::Write;
    let mut input = child.stdin.take().expect("a pipe");
    write!(input, "in/000-department-with-tasks.html\nin/001-project-self-evaluations-ocr.md\n").expect("written");
    drop(input);
    assert!(child.wait().expect("ended").success());
    let documents = fs::read_to_string(there.path().join("out/documents.csv")).expect("a file");
    assert_eq!(documents.lines().count(), 3, "{documents}");
}
