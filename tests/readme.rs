//! The README says what is so: its quotations from the report stand in the report, its commands are there.

use std::path::Path;
use std::process::Command;
use std::{fs, iter};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn jixiao(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).current_dir(root()).output().expect("jixiao starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The code blocks of a language in a Markdown file.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

#[test]
fn quotations_from_the_report_stand_in_it() {
    let out = tempfile::tempdir().expect("a temporary folder");
    jixiao(&["convert", "samples/department-and-projects.pdf", "-o", out.path().to_str().expect("UTF-8")]);
    let report = fs::read_to_string(out.path().join("report.md")).expect("report.md");
    for file in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(file)).expect(file);
        let quotations = blocks(&text, "text");
        assert!(!quotations.is_empty(), "{file} quotes nothing");
        for line in quotations.iter().flat_map(|block| block.lines()) {
            assert!(report.lines().any(|there| there == line), "{file} quotes what is not in the report: {line}");
        }
    }
}

#[test]
fn the_commands_of_the_readme_are_all_there_are() {
    let help = jixiao(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 5, "{help}");
    for file in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(file)).expect(file);
        for command in &commands {
            assert!(text.contains(&format!("`jixiao {command}")), "{file} says nothing of {command}");
        }
        for script in iter::once("tests/run.sh").chain(["samples/manifest.toml"]) {
            assert!(text.contains(script) && root().join(script).exists(), "{file}: {script}");
        }
    }
    let convert = jixiao(&["convert", "--help"]);
    for option in ["--format", "--lang", "--jobs", "--password", "--strict", "--quiet", "--timings"] {
        assert!(convert.contains(option), "{option}");
    }
}

#[test]
fn the_configuration_of_the_readme_is_one() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let (file, out) = (there.path().join("jixiao.toml"), there.path().join("out"));
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(readme)).expect(readme);
        let block = blocks(&text, "toml").into_iter().find(|block| block.starts_with("[audit]"));
        fs::write(&file, block.expect("a configuration")).expect("written");
        let (file, out) = (file.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
        jixiao(&["convert", "samples/symbol-value-unit.pdf", "-o", out, "--config", file]);
    }
}

/// The walk-through for a form of one's own, done as it says.
#[test]
fn the_template_of_the_walk_through_reads_its_form() {
    let document = "tests/documents/people-first-projects.pdf";
    for file in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(file)).expect(file);
        let template = blocks(&text, "toml").into_iter().find(|block| block.starts_with("name = "));
        let there = tempfile::tempdir().expect("a temporary folder");
        let (forms, out) = (there.path().join("forms"), there.path().join("out"));
        fs::create_dir(&forms).expect("a folder");
        fs::write(forms.join("own.toml"), template.expect("a template")).expect("written");
        let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
        let read = |arguments: &[&str]| {
            jixiao(&[&["convert", document, "--format", "json", "-o", &path(&out)], arguments].concat());
            let json = fs::read_to_string(out.join("people-first-projects.json")).expect("JSON");
            serde_json::from_str::<serde_json::Value>(&json).expect("JSON")
        };
        assert_eq!(read(&[])["tables"], serde_json::json!([]), "a built-in template covers it");
        let found = read(&["--templates", &path(&forms)]);
        let form = &found["tables"][0];
        assert_eq!(form["template"], "people-first-card");
        assert_eq!((&form["project"], &form["currency_unit"]), (&"农村老年食堂建设".into(), &"万元".into()));
        let amounts: Vec<_> =
            form["budget"].as_array().expect("amounts").iter().map(|entry| &entry["amount"]).collect();
        assert_eq!(amounts, ["86.50", "60.00"]);
        let rows = form["indicators"].as_array().expect("indicators");
        let read: Vec<_> = rows.iter().map(|row| (&row["level1"], &row["level3"], &row["weight"])).collect();
        for (row, (level1, level3, weight)) in read.iter().zip([
            ("做了什么", "新建老年食堂", "40"),
            ("做了什么", "食品安全抽检合格率", "20"),
            ("做成什么样", "覆盖乡镇", "20"),
            ("群众怎么看", "就餐老人满意度", "10"),
        ]) {
            assert_eq!(*row, (&level1.into(), &level3.into(), &weight.into()));
        }
        assert_eq!((rows.len(), &found["coverage"]["unplaced"]), (4, &0.into()));
    }
}
