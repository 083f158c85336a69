//! Many documents into one folder: what is kept between runs, what a run that is killed leaves, and who may write at once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

const FORMATS: &str = "json,csv,parquet,report,html,xlsx";

/// `jixiao convert in -o OUT` with every format, in a folder.
fn convert(there: &Path, out: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(["convert", "in", "-o", out, "--quiet", "--format", FORMATS]).args(more).current_dir(there);
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("jixiao starts")
}

fn succeeds(command: &mut Command) {
    let output = run(command);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every file of an output folder with its bytes; the store of the run apart.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.file_name().is_some_and(|name| name == ".jixiao") {
                true => {}
                false if path.is_dir() => folders.push(path),
                false => {
                    let bytes = fs::read(&path).expect("a file");
                    found.insert(path.strip_prefix(folder).expect("below").to_owned(), bytes);
                }
            }
        }
    }
    found
}

fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in one {
        assert!(bytes == other[&path], "{} differs", path.display());
    }
}

/// A folder `in` with copies of small samples under other names, and one document that is none.
fn fill(there: &Path, copies: usize) {
    let samples = ["symbol-value-unit.pdf", "department-with-tasks.html", "project-self-evaluations-ocr.md"];
    fs::create_dir(there.join("in")).expect("a folder");
    for number in 0..copies {
        // Many copies are of the quick ones: it is their number that matters then.
        let sample = samples[if number < 3 { number } else { 1 + number % 2 }];
        let name = format!("in/{:02}/{number:04}-{sample}", number % 7);
        fs::create_dir_all(there.join(&name).parent().expect("a folder")).expect("a folder");
        fs::copy(root().join("samples").join(sample), there.join(name)).expect("copied");
    }
}

/// How many documents of a run with `--timings` were taken over from earlier ones.
fn kept(out: &Path) -> u64 {
    let manifest = fs::read(out.join("run.json")).expect("run.json");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    manifest["timings"]["kept_from_earlier_runs"].as_u64().expect("a number")
}

#[test]
fn a_second_run_converts_what_has_changed() {
    let there = folder();
    let (path, out) = (there.path(), there.path().join("out"));
    fill(path, 6);
    fs::write(path.join("in/broken.pdf"), b"%PDF-1.7\n").expect("written");
    let again = |out: &str| assert_eq!(run(&mut convert(path, out, &["--timings"])).status.code(), Some(2));
    again("out");
    assert_eq!(kept(&out), 0);
    let before = tree(&out);
    again("out");
    assert_eq!(kept(&out), 7, "nothing has changed");
    let same = |path: &&PathBuf| before[*path] != tree(&out)[*path];
    assert_eq!(before.keys().filter(same).collect::<Vec<_>>(), [Path::new("run.json")]);

    // One document changes, one is new, one is gone, one JSON was edited, one part is damaged.
    let documents: Vec<PathBuf> = tree(&path.join("in")).into_keys().map(|name| path.join("in").join(name)).collect();
    fs::copy(root().join("samples/wide-project-list.pdf"), &documents[0]).expect("copied");
    fs::copy(root().join("samples/application-in-yuan.pdf"), path.join("in/new.pdf")).expect("copied");
    fs::remove_file(&documents[1]).expect("removed");
    let stem = documents[2].file_stem().expect("a stem").to_string_lossy().into_owned();
    fs::write(out.join(format!("{stem}.json")), b"{}").expect("written");
    let mut parts = tree(&out.join(".jixiao/parts"));
    let (part, _) = parts.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("broken")).expect("a part");
    let part = part.clone();
    let mut damaged = parts.remove(&part).expect("a part");
    damaged.truncate(200);
    fs::write(out.join(".jixiao/parts").join(&part), damaged).expect("written");
    again("out");
    assert_eq!(kept(&out), 3);
    again("other");
    for out in ["out", "other"] {
        fs::remove_file(path.join(out).join("run.json")).expect("removed");
    }
    let gone = documents[1].file_stem().expect("a stem").to_string_lossy().into_owned();
    fs::remove_file(out.join(format!("{gone}.json"))).expect("what an earlier run wrote stays");
    assert_same_but_seconds(&out, &path.join("other"));
    assert_eq!(tree(&out.join(".jixiao/parts")).len(), 7, "parts that nobody needs are gone");

    succeeds_or_fails(&mut convert(path, "out", &["--timings", "--fresh"]));
    assert_eq!(kept(&out), 0);
    succeeds_or_fails(&mut convert(path, "out", &["--timings", "--fresh", "--select", "BUD"]));
    succeeds_or_fails(&mut convert(path, "out", &["--timings", "--select", "W"]));
    assert_eq!(kept(&out), 0, "other options are another conversion");
}

fn succeeds_or_fails(command: &mut Command) {
    assert_eq!(run(command).status.code(), Some(2), "one document is broken");
}

/// With `--timings`, what says how long a document took differs.
fn assert_same_but_seconds(one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in one {
        let says = path.to_string_lossy().into_owned();
        if !says.contains("documents") && !says.ends_with(".xlsx") {
            assert!(bytes == other[&path], "{says} differs");
        }
    }
}

#[test]
fn a_part_serves_other_formats_without_a_new_conversion() {
    let there = folder();
    fill(there.path(), 3);
    let few = ["convert", "in", "-o", "out", "--quiet", "--timings"];
    for (format, expected) in [("csv", 0), ("parquet", 3), ("xlsx,csv", 3), ("csv,report", 0), ("json", 0), ("csv", 3)]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        succeeds(command.args(few).args(["--format", format]).current_dir(there.path()));
        assert_eq!(kept(&there.path().join("out")), expected, "{format}");
    }
}

#[test]
fn a_run_that_is_killed_and_repeated_gives_the_bytes_of_an_undisturbed_one() {
    let there = folder();
    let path = there.path();
    fill(path, 120);
    succeeds(&mut convert(path, "whole", &["--jobs", "1"]));
    for (round, jobs) in [(1, "1"), (2, "2")] {
        let out = format!("killed-{round}");
        for wait in [150, 400, 700] {
            let mut child =
                convert(path, &out, &["--jobs", jobs]).stderr(Stdio::null()).spawn().expect("jixiao starts");
            std::thread::sleep(Duration::from_millis(wait * round));
            child.kill().expect("killed");
            child.wait().expect("ended");
        }
        succeeds(&mut convert(path, &out, &["--jobs", jobs]));
        assert_same(&path.join("whole"), &path.join(&out));
        let left = tree(&path.join(&out).join(".jixiao/new"));
        assert!(left.is_empty(), "half done: {:?}", left.keys());
    }
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let there = folder();
    fill(there.path(), 1);
    succeeds(&mut convert(there.path(), "out", &[]));
    let lock = File::open(there.path().join("out/.jixiao/lock")).expect("a lock");
    lock.lock().expect("locked");
    let output = run(&mut convert(there.path(), "out", &[]));
    assert_eq!(output.status.code(), Some(2));
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(says.lines().count(), 1, "{says}");
    assert!(says.starts_with("error: out: another jixiao is writing here; wait until it has ended"), "{says}");
    drop(lock);
    succeeds(&mut convert(there.path(), "out", &[]));
}

/// Links inside the output folder that lead out of it: what they lead to is as it was, whatever the run does.
#[cfg(unix)]
#[test]
fn nothing_outside_the_output_folder_is_written_or_removed() {
    use std::os::unix::fs::symlink;
    let there = folder();
    let path = there.path();
    fill(path, 3);
    succeeds(&mut convert(path, "whole", &[]));
    let stem = "0000-symbol-value-unit";
    let year =
        fs::read_dir(path.join("whole/parquet/indicators")).expect("years").next().expect("a year").expect("one");
    let year = format!("parquet/indicators/{}", year.file_name().to_string_lossy());
    let precious = |name: &str| {
        let outside = path.join("outside");
        let _ = fs::remove_dir_all(&outside);
        fs::create_dir(&outside).expect("a folder");
        for name in ["file", "part-0.parquet", "0"] {
            fs::write(outside.join(name), name).expect("written");
        }
        let target = if name.ends_with('/') { outside.clone() } else { outside.join("file") };
        (target, tree(&outside))
    };
    let json = format!("{stem}.json");
    // Folders end in a slash. Those that a run needs as folders stop it; a file's name is taken from the link.
    for (link, stops) in [
        (".jixiao/", true),
        (".jixiao/new/", true),
        (".jixiao/parts/", true),
        (".jixiao/lock", true),
        (".jixiao/flight/", false),
        (".jixiao/new/documents.csv", false),
        ("parquet/", true),
        ("parquet/indicators/", true),
        (&format!("{year}/"), true),
        (&format!("{year}/part-0.parquet"), false),
        ("run.json", false),
        ("report.md", false),
        (&json, false),
    ] {
        let out = path.join("out");
        let _ = fs::remove_dir_all(&out);
        succeeds(&mut convert(path, "out", &[]));
        let (target, before) = precious(link);
        let place = out.join(link.trim_end_matches('/'));
        match place.is_dir() {
            true => fs::remove_dir_all(&place).expect("removed"),
            false => drop(fs::remove_file(&place)),
        }
        symlink(&target, &place).expect("a link");
        let output = run(&mut convert(path, "out", &[]));
        assert_eq!(tree(&path.join("outside")), before, "{link}");
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.success(), !stops, "{link}: {says}");
        match stops {
            true => assert!(says.contains("a symbolic link stands in the place of"), "{link}: {says}"),
            false => assert_same(&path.join("whole"), &out),
        }
    }
}

/// Runs that are killed and begun again with other options: a folder with `run.json` is of the run that it tells of.
#[test]
fn a_killed_run_leaves_no_mixed_state() {
    let there = folder();
    let path = there.path();
    fill(path, 40);
    let options = [["--lang", "zh"], ["--lang", "en"], ["--select", "W"]];
    for (number, more) in options.iter().enumerate() {
        succeeds(&mut convert(path, &format!("whole-{number}"), more));
    }
    let kills: u64 = std::env::var("JIXIAO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let (mut seed, mut whole) = (7_u64, 0);
    for round in 0..kills {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (seed >> 33) as usize % options.len();
        let mut child = convert(path, "out", &options[number]).stderr(Stdio::null()).spawn().expect("jixiao starts");
        std::thread::sleep(Duration::from_millis((seed >> 40) % 900));
        let _ = child.kill();
        child.wait().expect("ended");
        // The process that converts for it ends with it, a moment later.
        std::thread::sleep(Duration::from_millis(100));
        let out = path.join("out");
        let Ok(manifest) = fs::read(out.join("run.json")) else { continue };
        whole += 1;
        let of = (0..options.len())
            .find(|of| fs::read(path.join(format!("whole-{of}/run.json"))).expect("run.json") == manifest);
        let of = of.unwrap_or_else(|| panic!("round {round}: a manifest of no run"));
        assert_same(&path.join(format!("whole-{of}")), &out);
    }
    println!("{kills} kills, {whole} with run.json");
    succeeds(&mut convert(path, "out", &options[2]));
    assert_same(&path.join("whole-2"), &path.join("out"));
}

/// Runs on a file system of two megabytes that is the process's own; skipped where the system does not allow one.
#[test]
fn a_full_disk_is_one_error_and_loses_nothing() {
    let there = folder();
    fill(there.path(), 90);
    fs::create_dir(there.path().join("small")).expect("a folder");
    let script = r#"
        mount -t tmpfs -o size=2m tmpfs small || exit 77
        "$JIXIAO" convert in -o small/out --quiet --format json,csv,parquet,report 2> errors
        echo $? > code
        ls small/out/.jixiao/parts | wc -l > parts
        mount -o remount,size=64m small
        "$JIXIAO" convert in -o small/out --quiet --timings --format json,csv,parquet,report || exit 1
        "$JIXIAO" convert in -o small/out --quiet --format json,csv,parquet,report || exit 1
        cp -r small/out afterwards
    "#;
    let unshared = Command::new("unshare")
        .args(["--mount", "--map-root-user", "sh", "-c", script])
        .env("JIXIAO", env!("CARGO_BIN_EXE_jixiao"))
        .current_dir(there.path())
        .output();
    let Some(output) = unshared.ok().filter(|output| there.path().join("code").exists() || output.status.success())
    else {
        println!("skipped: no file system of its own for a process here");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut errors = String::new();
    File::open(there.path().join("errors")).expect("errors").read_to_string(&mut errors).expect("UTF-8");
    assert_eq!(fs::read_to_string(there.path().join("code")).expect("a code"), "2\n");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("the disk is full; free some space and run again"), "{errors}");
    assert_ne!(fs::read_to_string(there.path().join("parts")).expect("a count").trim(), "0");
    succeeds(
        Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["convert", "in", "-o", "whole", "--quiet", "--format", "json,csv,parquet,report"])
            .current_dir(there.path()),
    );
    assert_same(&there.path().join("whole"), &there.path().join("afterwards"));
}

/// One document from bytes to record batches, without a file or a command.
#[cfg(feature = "parquet")]
#[test]
fn the_unit_for_distributed_engines_is_a_function_from_bytes_to_batches() {
    use jixiao::batch::unit;
    use jixiao::convert::{Options, Source};
    use jixiao::wording::Lang;

    let bytes = fs::read(root().join("samples/symbol-value-unit.pdf")).expect("a sample");
    let source = Source { name: "2023/a.pdf", bytes: &bytes };
    let batches = unit::batches(&source, &Options::default(), Lang::Zh).expect("batches");
    assert_eq!(batches.documents.num_rows(), 1);
    assert!(batches.indicators.num_rows() > 5 && batches.budgets.num_rows() > 0);
    let of = [&batches.documents, &batches.tables, &batches.budgets, &batches.indicators, &batches.findings];
    for ((name, schema), batch) in unit::schemas().iter().zip(of) {
        assert_eq!(*schema, batch.schema(), "{name}");
    }
    let failed = unit::batches(&Source { name: "b.pdf", bytes: b"%PDF-" }, &Options::default(), Lang::Zh);
    let failed = failed.expect("a row, not an error");
    assert_eq!((failed.documents.num_rows(), failed.indicators.num_rows()), (1, 0));
    assert_eq!(failed.documents.schema(), batches.documents.schema());
}
