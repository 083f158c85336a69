//! Bureaus and years of a dataset side by side: sums are exact, pairs are made by name, and copies are found.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A dataset whose columns stand in another order than the program writes them: names decide.
fn dataset(folder: &Path) {
    let goal = "保障机构正常运转，完成年度各项工作任务，提升服务水平";
    let files = [
        ("documents.csv", "status,source\nconverted,a\nconverted,b\nconverted,c\nfailed,d\n".to_owned()),
        (
            "tables.csv",
            format!(
                "goal,source,table,department,fiscal_year,project\n{goal},a,t01,甲局,2022,\n{goal}。,a,t02,甲局,2022,修路\n\
                 \" {goal}\",b,t01,乙局,2022,\n{goal},c,t01,甲局,2023,\n短目标,a,t03,甲局,2022,\n短目标,b,t02,乙局,2022,\n"
            ),
        ),
        (
            "budgets.csv",
            "amount_yuan,amount,item,role,kind,department,fiscal_year,project\n\
             1000000.10,100.00001,total,total,project_target,甲局,2022,修路\n\
             0.20,0.00002,total,total,project_target,甲局,2022,架桥\n\
             0.20,0.00002,total,total,project_target,甲局,2022,架桥\n\
             1500000.45,150.000045,total,total,project_target,甲局,2023,修路\n\
             ,7,total,total,project_target,甲局,2023,无单位\n\
             5,5,source.own,source.own,project_target,甲局,2023,修路\n"
                .to_owned(),
        ),
        (
            "indicators.csv",
            "source,kind,department,fiscal_year,project,level1,level2,level3,target_kind,target_raw,actual_raw,weight,score\n\
             a,project_target,甲局,2022,修路,产出,数量,里程,number,≥10公里,,10,\n\
             a,project_target,甲局,2022,修路,产出,数量,桥数,number,3座,,5,\n\
             a,project_target,甲局,2022,修路,效益,社会,出行,qualitative,改善,,,\n\
             b,project_self_evaluation,甲局,2022,修路,产出,数量,桥数,number,2座,2座,5,5\n\
             b,project_self_evaluation,甲局,2022,修路,产出,数量,里 程,number,≥10公里,12公里,10,10\n\
             b,project_self_evaluation,甲局,2022,别的,产出,数量,里程,number,1,1,10,10\n"
                .to_owned(),
        ),
        (
            "findings.csv",
            "severity,rule,source\nerror,BUD-X,a\nerror,BUD-X,a\nwarning,STR-Y,a\nwarning,STR-Y,b\nwarning,STR-Y,c\n".to_owned(),
        ),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), format!("\u{FEFF}{text}")).expect("written");
    }
}

fn compare(folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.arg("compare").arg(folder).args(more).output().expect("jixiao starts")
}

/// The rows of a table that was written, without its head.
fn rows(folder: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join("compare").join(name)).expect("a table");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn bureaus_and_years_stand_side_by_side() {
    let there = tempfile::tempdir().expect("a temporary folder");
    dataset(there.path());
    let output = compare(there.path(), &["--format", "csv,report,html,parquet"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        rows(there.path(), "totals.csv"),
        [
            "甲局,2022,project_target,total,2,1000000.3,,,,1,0",
            "甲局,2023,project_target,total,1,1500000.45,1000000.3,500000.15,50,0,1",
        ]
    );
    assert_eq!(
        rows(there.path(), "evaluations.csv"),
        ["甲局,2022,修路,桥数,3座,2座,no,2座,5,5,a,b", "甲局,2022,修路,里 程,≥10公里,≥10公里,yes,12公里,10,10,a,b",]
    );
    let copies = rows(there.path(), "copied_goals.csv");
    assert_eq!(copies.len(), 3, "one goal in three places; another full stop is another text: {copies:?}");
    assert!(copies.iter().all(|row| row.starts_with("1,")), "{copies:?}");
    assert_eq!(
        rows(there.path(), "weights.csv"),
        [
            "project_self_evaluation,2022,产出,数量,3,0,25,5,10,10",
            "project_target,2022,产出,数量,2,0,15,5,5,10",
            "project_target,2022,效益,社会,0,1,,,,",
        ]
    );
    assert_eq!(rows(there.path(), "qualitative.csv"), ["甲局,2022,6,1,16.67"]);
    assert_eq!(rows(there.path(), "frequent_findings.csv"), ["STR-Y,warning,3,3,100", "BUD-X,error,2,1,33.33"]);
    let page = fs::read_to_string(there.path().join("compare/compare.md")).expect("a page");
    assert!(page.starts_with("# 部门与年度比较\n") && page.contains("| STR-Y | warning | 3 | 3 | 100 |"), "{page}");
    assert!(compare(there.path(), &["--lang", "en"]).status.success());
    let page = fs::read_to_string(there.path().join("compare/compare.md")).expect("a page");
    assert!(page.contains("## Most frequent findings"), "{page}");
}

/// The rows of a Parquet file, each value by its column's name; decimals as they are printed.
#[cfg(feature = "parquet")]
fn parquet_rows(path: &Path) -> Vec<String> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let reader = SerializedFileReader::new(fs::File::open(path).expect("a file")).expect("Parquet");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| row.expect("a row").to_string()).collect()
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_rows_of_the_csv_files_with_types() {
    let there = tempfile::tempdir().expect("a temporary folder");
    dataset(there.path());
    assert!(compare(there.path(), &["--format", "parquet"]).status.success());
    let folder = there.path().join("compare");
    let files: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 6, "{files:?}");
    assert!(files.iter().all(|path| path.extension().is_some_and(|extension| extension == "parquet")), "{files:?}");
    let totals = parquet_rows(&folder.join("totals.parquet"));
    assert_eq!(totals.len(), 2);
    assert!(
        totals[0].contains("fiscal_year: 2022") && totals[0].contains("amount_yuan: 1000000.3000000000"),
        "{totals:?}"
    );
    assert!(
        totals[0].contains("change_yuan: null") && totals[1].contains("change_percent: 50.0000000000"),
        "{totals:?}"
    );
    assert_eq!(parquet_rows(&folder.join("copied_goals.parquet")).len(), 3);
}

#[test]
fn the_page_holds_the_rows_and_no_markup_of_theirs() {
    let there = tempfile::tempdir().expect("a temporary folder");
    dataset(there.path());
    let budgets = fs::read_to_string(there.path().join("budgets.csv")).expect("a file");
    fs::write(there.path().join("budgets.csv"), budgets.replace("甲局", "</script><img src=x>局")).expect("written");
    assert!(compare(there.path(), &["--format", "html"]).status.success());
    let page = fs::read_to_string(there.path().join("compare/compare.html")).expect("a page");
    assert_eq!(
        (page.matches("<script").count(), page.matches("</script>").count(), page.matches("<img").count()),
        (2, 2, 0)
    );
    let (_, data) = page.split_once("id=\"data\">").expect("the data");
    let data: serde_json::Value = serde_json::from_str(data.split_once("</script>").expect("an end").0).expect("JSON");
    assert_eq!(data["tables"][0]["all"], 2);
    assert_eq!(data["tables"][0]["rows"][0][0], "</script><img src=x>局");
    assert_eq!(data["tables"][0]["columns"][5]["name"], "amount_yuan");
    assert!(
        !page.contains("https://") && page.matches("http://").count() == page.matches("http://www.w3.org/").count()
    );
}

#[test]
fn a_folder_without_a_dataset_is_one_error_line() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let output = compare(there.path(), &[]);
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), says.lines().count()), (Some(2), 1), "{says}");
    assert!(says.contains("compare takes the folder of a run with --format csv"), "{says}");
}

#[test]
fn the_dataset_of_a_run_is_compared() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut convert = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    convert.arg("convert").arg(samples).args(["--quiet", "--format", "csv", "-o"]).arg(there.path());
    assert!(convert.status().expect("jixiao starts").success());
    let output = compare(there.path(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["totals.csv", "weights.csv", "qualitative.csv", "frequent_findings.csv"] {
        assert!(!rows(there.path(), name).is_empty(), "{name}");
    }
}
