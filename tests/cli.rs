//! The program as its users run it: what it writes, what it says, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample(name: &str) -> PathBuf {
    root().join("samples").join(name)
}

/// Runs jixiao in a folder of its own.
fn jixiao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).current_dir(folder).output().expect("jixiao starts")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// What was said on standard error, line by line.
fn errors(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

/// The files of a folder by name, sorted; without the hidden store of the run.
fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".jixiao")
        .collect();
    names.sort();
    names
}

#[test]
fn a_conversion_writes_every_output_and_a_summary() {
    let there = folder();
    let sample = sample("symbol-value-unit.pdf");
    let output = jixiao(there.path(), &["convert", sample.to_str().expect("UTF-8"), "-o", "out"]);
    assert_eq!((code(&output), errors(&output)), (0, Vec::new()));
    let files = [
        "budgets.csv",
        "documents.csv",
        "findings.csv",
        "indicators.csv",
        "report.html",
        "report.md",
        "run.json",
        "symbol-value-unit.json",
        "tables.csv",
    ];
    assert_eq!(listing(&there.path().join("out")), files);
    let summary = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(summary.starts_with("documents   1 ("), "{summary}");
    assert!(summary.lines().count() <= 20, "more than a screen:\n{summary}");
    assert!(summary.ends_with("written to  out\n"), "{summary}");
}

#[test]
fn formats_choose_the_outputs_and_quiet_says_nothing() {
    let there = folder();
    let sample = sample("symbol-value-unit.pdf");
    let arguments = ["convert", sample.to_str().expect("UTF-8"), "-o", "out", "--format", "report", "--quiet"];
    let output = jixiao(there.path(), &arguments);
    assert_eq!(code(&output), 0);
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    assert_eq!(listing(&there.path().join("out")), ["report.md", "run.json"]);
}

/// One bad document, the words its error must have, and what it is.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    says: &'static [&'static str],
}

/// The bad documents a folder may hold.
fn bad() -> Vec<Bad> {
    let whole = fs::read(sample("application-in-yuan.pdf")).expect("a sample");
    let password = fs::read(root().join("tests/documents/password.pdf")).expect("a document");
    vec![
        Bad { name: "empty.pdf", bytes: Vec::new(), says: &["the file is empty", "download it again"] },
        Bad {
            name: "image.pdf",
            bytes: b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(),
            says: &["a JPEG image", "expected PDF, text"],
        },
        Bad { name: "page.pdf", bytes: b"<html><body>404</body></html>".to_vec(), says: &["an HTML page"] },
        Bad { name: "office.pdf", bytes: b"PK\x03\x04\x14\0".to_vec(), says: &["a ZIP archive"] },
        Bad { name: "head-only.pdf", bytes: whole[..200].to_vec(), says: &["damaged PDF", "save it again"] },
        Bad { name: "password.pdf", bytes: password, says: &["password-protected", "--password"] },
    ]
}

#[test]
fn each_bad_document_is_one_error_line_and_the_others_are_converted() {
    let there = folder();
    let input = there.path().join("in");
    fs::create_dir(&input).expect("a folder");
    let bad = bad();
    for Bad { name, bytes, .. } in &bad {
        fs::write(input.join(name), bytes).expect("written");
    }
    fs::copy(sample("symbol-value-unit.pdf"), input.join("good.pdf")).expect("copied");
    let output = jixiao(there.path(), &["convert", "in", "-o", "out"]);
    let errors = errors(&output);
    assert_eq!(code(&output), 2);
    assert_eq!(errors.len(), bad.len(), "{errors:#?}");
    for Bad { name, says, .. } in &bad {
        let line = errors.iter().find(|line| line.starts_with(&format!("error: in/{name}: ")));
        let line = line.unwrap_or_else(|| panic!("no line for {name}: {errors:#?}"));
        for words in *says {
            assert!(line.contains(words), "{line}");
        }
    }
    assert!(there.path().join("out/good.json").exists());
    assert!(!there.path().join("out/empty.json").exists());

    let documents = fs::read_to_string(there.path().join("out/documents.csv")).expect("documents.csv");
    assert_eq!(documents.lines().count(), 1 + bad.len() + 1, "one row for each document, converted or not");
    assert_eq!(documents.matches(",failed,").count(), bad.len());
    let report = fs::read_to_string(there.path().join("out/report.md")).expect("report.md");
    assert_eq!(report.matches("**未能转换：**").count(), bad.len());
    let summary = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(summary.contains(&format!("failed      {} (named above)", bad.len())), "{summary}");
}

#[test]
fn a_cut_off_document_ends_with_a_result_or_an_error_of_one_line() {
    let there = folder();
    let whole = fs::read(sample("department-and-projects-gbk.pdf")).expect("a sample");
    for share in 1..8 {
        let name = format!("cut-{share}.pdf");
        fs::write(there.path().join(&name), &whole[..whole.len() * share / 8]).expect("written");
        let output = jixiao(there.path(), &["convert", &name, "-o", "out"]);
        match code(&output) {
            0 => assert_eq!(errors(&output), Vec::<String>::new(), "{name}"),
            2 => assert_eq!(errors(&output).len(), 1, "{name}: {:#?}", errors(&output)),
            other => panic!("{name}: exit code {other}: {:#?}", errors(&output)),
        }
    }
}

#[test]
fn the_password_opens_a_protected_document_and_a_wrong_one_says_so() {
    let there = folder();
    let document = root().join("tests/documents/password.pdf");
    let document = document.to_str().expect("UTF-8");
    let right = jixiao(there.path(), &["convert", document, "-o", "right", "--password", "secret"]);
    assert_eq!((code(&right), errors(&right)), (0, Vec::new()));
    let wrong = jixiao(there.path(), &["convert", document, "-o", "wrong", "--password", "guess"]);
    assert_eq!(code(&wrong), 2);
    assert!(errors(&wrong)[0].contains("does not open it"), "{:?}", errors(&wrong));
}

#[test]
fn arguments_without_documents_are_errors_that_say_what_to_do() {
    let there = folder();
    fs::create_dir(there.path().join("hollow")).expect("a folder");
    fs::write(there.path().join("hollow/picture.jpg"), b"\xFF\xD8\xFF").expect("written");
    let sample = sample("symbol-value-unit.pdf");
    let arguments = ["convert", "hollow", "nowhere.pdf", sample.to_str().expect("UTF-8"), "-o", "out"];
    let output = jixiao(there.path(), &arguments);
    assert_eq!(code(&output), 2);
    assert_eq!(
        errors(&output),
        [
            "error: hollow: no documents in this folder; looked for .pdf .txt .md .markdown .html .htm .xhtml .docx .xlsx .zip",
            "error: nowhere.pdf: no such file or folder; check the path",
        ]
    );
    assert!(there.path().join("out/symbol-value-unit.json").exists(), "the others are converted");
}

#[test]
fn an_unwritable_output_is_one_error_line() {
    let there = folder();
    fs::write(there.path().join("file"), b"in the way").expect("written");
    let sample = sample("symbol-value-unit.pdf");
    for place in ["file", "file/below"] {
        let output = jixiao(there.path(), &["convert", sample.to_str().expect("UTF-8"), "-o", place]);
        assert_eq!(code(&output), 2, "{place}");
        let errors = errors(&output);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with(&format!("error: {place}: cannot write {place}: ")), "{errors:?}");
        assert!(errors[0].contains("choose another folder with -o"), "{errors:?}");
    }
    // A single output that cannot be written fails its document alone.
    fs::create_dir_all(there.path().join("out/symbol-value-unit.json/x")).expect("a folder in the way");
    let other = self::sample("wide-project-list.pdf");
    let arguments = ["convert", sample.to_str().expect("UTF-8"), other.to_str().expect("UTF-8"), "-o", "out"];
    let output = jixiao(there.path(), &arguments);
    assert_eq!((code(&output), errors(&output).len()), (2, 1));
    assert!(there.path().join("out/wide-project-list.json").is_file());
    assert!(listing(&there.path().join("out")).iter().all(|name| !name.ends_with(".part")), "nothing half done stays");
}

#[test]
fn documents_of_one_name_do_not_overwrite_each_other() {
    let there = folder();
    for (folder, name) in [("2022", "a.pdf"), ("2023", "a.pdf"), ("2023", "b.pdf")] {
        fs::create_dir_all(there.path().join("in").join(folder)).expect("a folder");
        fs::copy(sample("symbol-value-unit.pdf"), there.path().join("in").join(folder).join(name)).expect("copied");
    }
    fs::copy(sample("symbol-value-unit.pdf"), there.path().join("b.pdf")).expect("copied");
    let output = jixiao(there.path(), &["convert", "in", "b.pdf", "in/2023/b.pdf", "-o", "out", "--format", "json"]);
    assert_eq!(code(&output), 0, "{:?}", errors(&output));
    assert_eq!(
        listing(&there.path().join("out")),
        ["2022__a.json", "2023__a.json", "2023__b.json", "b.json", "run.json"]
    );
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let there = folder();
    let samples = root().join("samples");
    for jobs in ["1", "8"] {
        let arguments = ["convert", samples.to_str().expect("UTF-8"), "-o", jobs, "--jobs", jobs];
        assert_eq!(code(&jixiao(there.path(), &arguments)), 0);
    }
    let names = listing(&there.path().join("1"));
    assert_eq!(names, listing(&there.path().join("8")));
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let [one, eight] = ["1", "8"].map(|jobs| fs::read(there.path().join(jobs).join(&name)).expect("an output"));
        assert!(one == eight, "{name} differs");
    }
}

#[test]
fn a_run_takes_no_output_for_an_input() {
    let there = folder();
    fs::copy(sample("symbol-value-unit.pdf"), there.path().join("a.pdf")).expect("copied");
    for _ in 0..2 {
        let output = jixiao(there.path(), &["convert", ".", "-o", "output"]);
        assert_eq!(code(&output), 0, "{:?}", errors(&output));
        let documents = fs::read_to_string(there.path().join("output/documents.csv")).expect("documents.csv");
        assert_eq!(documents.lines().count(), 2, "{documents}");
    }
}

/// Standard output of a run that succeeds.
fn said(arguments: &[&str]) -> String {
    let output = jixiao(root(), arguments);
    assert_eq!((code(&output), errors(&output)), (0, Vec::new()), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn inspect_draws_a_page_and_says_what_stands_on_it() {
    let there = folder();
    let drawing = there.path().join("page.svg");
    let sample = sample("department-and-projects-gbk.pdf");
    let sample = sample.to_str().expect("UTF-8");
    let text = said(&["inspect", sample, "--page", "2", "-o", drawing.to_str().expect("UTF-8")]);
    assert!(text.contains("page        2 of 19") && text.contains("tables      1"), "{text}");
    let svg = fs::read_to_string(drawing).expect("a drawing");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("<title>block "), "{svg:.200}");

    let output = jixiao(there.path(), &["inspect", sample, "--page", "20"]);
    assert_eq!(code(&output), 2);
    assert_eq!(errors(&output), [format!("error: {sample}: there is no page 20; the document has 19")]);
}

#[test]
fn parse_shows_how_values_and_rules_are_read() {
    let value = said(&["parse", "不低于95%"]);
    for words in [
        "comparator                      ge",
        "comparator_source               explicit",
        "value                           95",
    ] {
        assert!(value.contains(words), "{value}");
    }
    let rule = "核查率达到98%得满分，共计10分，每下降一个百分点扣权重分的1%";
    let rule = said(&["parse", rule, "--target", "98%", "--actual", "97%"]);
    assert!(rule.starts_with("scoring rule\n") && rule.contains("points\n  9.90 of 10"), "{rule}");
}

#[test]
fn rules_are_listed_and_explained() {
    let rules = said(&["rules"]);
    assert!(rules.lines().count() >= 10 && rules.contains("BUD-TOTAL-SRC"), "{rules}");
    assert!(said(&["rules", "BUD"]).lines().all(|line| line.starts_with("BUD-")));
    assert_ne!(said(&["rules", "weights"]), rules);
    for id in rules.lines().filter_map(|line| line.split_whitespace().next()) {
        for lang in ["zh", "en"] {
            let explanation = said(&["explain", id, "--lang", lang]);
            assert!(explanation.starts_with(id) && explanation.lines().count() >= 12, "{explanation}");
        }
    }
    assert_eq!(said(&["explain", "bud-total-src"]), said(&["explain", "BUD-TOTAL-SRC"]));
    let unknown = jixiao(root(), &["explain", "BUD-NONE"]);
    assert_eq!(code(&unknown), 2);
    assert!(errors(&unknown)[0].contains("did you mean BUD-TOTAL-SRC"), "{:?}", errors(&unknown));
    let unknown = jixiao(root(), &["rules", "nothing"]);
    assert_eq!((code(&unknown), errors(&unknown).len()), (2, 1));
}

#[test]
fn a_configuration_chooses_rules_and_its_faults_are_one_line() {
    let there = folder();
    let sample = sample("symbol-value-unit.pdf");
    let sample = sample.to_str().expect("UTF-8");
    let rules = |folder: &str| {
        let findings = fs::read_to_string(there.path().join(folder).join("findings.csv")).expect("findings.csv");
        let rules = findings.lines().skip(1).filter_map(|line| line.split(',').nth(1).map(str::to_owned));
        rules.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(code(&jixiao(there.path(), &["convert", sample, "-o", "all"])), 0);
    assert!(rules("all").contains("W-MISSING"));
    assert_eq!(code(&jixiao(there.path(), &["convert", sample, "-o", "one", "--select", "W-MISSING"])), 0);
    assert_eq!(rules("one").into_iter().collect::<Vec<_>>(), ["W-MISSING"]);
    assert_eq!(code(&jixiao(there.path(), &["convert", sample, "-o", "strict", "--strict"])), 1);

    fs::write(there.path().join("jixiao.toml"), "[audit]\nignore = [\"W-MISSING\"]\n").expect("written");
    assert_eq!(code(&jixiao(there.path(), &["convert", sample, "-o", "less"])), 0);
    assert!(!rules("less").contains("W-MISSING"));
    for (text, says) in [("[audit]\nselct = []\n", "selct"), ("[audit]\nselect = [\"NONE\"]\n", "no rule or group")] {
        fs::write(there.path().join("jixiao.toml"), text).expect("written");
        let output = jixiao(there.path(), &["convert", sample, "-o", "none"]);
        let errors = errors(&output);
        assert_eq!((code(&output), errors.len()), (2, 1), "{errors:?}");
        assert!(errors[0].contains(says), "{errors:?}");
    }
}

#[test]
fn templates_are_listed_with_what_they_were_derived_from() {
    let there = folder();
    let built_in = said(&["templates"]);
    fs::create_dir(there.path().join("more")).expect("a folder");
    let template =
        "name = \"county-form\"\nsource = \"a county's form\"\ntitles = [\"县级表\"]\nlabels = [\"甲\", \"乙\"]\n";
    fs::write(there.path().join("more/county.toml"), template).expect("written");
    let folder = there.path().join("more");
    let more = said(&["templates", "--templates", folder.to_str().expect("UTF-8")]);
    assert!(more.starts_with(&built_in) && more.contains("a county's form"), "{more}");
    fs::write(there.path().join("more/county.toml"), "name = 1").expect("written");
    let output = jixiao(there.path(), &["templates", "--templates", "more"]);
    assert_eq!((code(&output), errors(&output).len()), (2, 1), "{:?}", errors(&output));
    assert!(errors(&output)[0].contains("county.toml"), "{:?}", errors(&output));
}

/// A year's target form of one project as a page.
fn target_form(year: u32, amount: &str, people: &str) -> String {
    let rows = [
        ("项目支出名称", "普法宣传"),
        ("预算部门", "甲市司法局"),
        ("年度本级预算金额", amount),
        ("该项目支出上级资金", ""),
        ("实施期绩效目标", "提高群众法治意识，形成全民自觉守法的社会氛围。"),
        ("本年度绩效目标", "同上"),
    ];
    let rows: String =
        rows.iter().map(|(label, value)| format!("<tr><td>{label}</td><td colspan=4>{value}</td></tr>")).collect();
    format!(
        "<p>{year}年项目支出绩效目标表</p><p>单位：万元</p><table>{rows}\
         <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值及单位</td><td>绩效标准</td></tr>\
         <tr><td>产出指标</td><td>数量指标</td><td>培训人数</td><td>{people}人</td><td></td></tr></table>"
    )
}

#[test]
fn documents_of_a_run_are_held_against_each_other() {
    let there = folder();
    for (name, page) in [("2022.html", target_form(2022, "100", "500")), ("2023.html", target_form(2023, "100", "300"))]
    {
        fs::write(there.path().join(name), page).expect("written");
    }
    let output = jixiao(there.path(), &["convert", "2023.html", "2022.html", "-o", "out", "--select", "across"]);
    assert_eq!((code(&output), errors(&output)), (0, Vec::new()));
    let read = |name: &str| fs::read_to_string(there.path().join("out").join(name)).expect("an output");
    let findings = read("findings.csv");
    let lines: Vec<&str> = findings.lines().collect();
    assert_eq!(lines.len(), 3, "{findings}");
    let eased = "普法宣传：「培训人数」指标值由上年（2022.html）的 500人 放宽为 300人，预算没有减少";
    assert!(lines[1].starts_with("2023.html,RUN-YEAR-TARGET,warning,t01,t01,2023,甲市司法局,普法宣传,"), "{findings}");
    assert!(lines[1].contains(eased), "{findings}");
    assert!(lines[2].starts_with("2023.html,RUN-YEAR-COPY,info,"), "{findings}");
    let report = read("report.md");
    let (_, across) = report.split_once("## 各文件之间").expect("a section about the documents");
    assert!(across.contains("2022.html 第 1 行 t01"), "{across}");
    assert!(across.contains("没有在两份文件中都出现的同一张表"), "{across}");
    assert!(report.contains("其中 2 项出自各文件之间的核对"), "{report}");
    let summary = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(summary.contains("findings    0 errors, 1 warnings, 1 for information"), "{summary}");
}
