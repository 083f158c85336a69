//! All rules on the complete content of the corpus, from its truth files.

use crate::build::{Row, entry, field, place, push_row};
use jixiao::audit::{self, Audit, Finding, Outcome, Settings, Severity};
use jixiao::normalise::disclosure::{Disclosure, EmptyCategory, Form, FormKind, Narrative, Phase, PrintedNumber, Year};
use jixiao::wording::Lang;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{env, fs};

#[derive(Deserialize)]
struct Truth {
    tables: Vec<Table>,
    #[serde(default)]
    findings: Vec<Planted>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Deserialize, Default)]
struct Meta {
    findings_exhaustive: Option<bool>,
    #[serde(default)]
    findings_tolerated: Vec<String>,
    #[serde(default)]
    template: String,
}

#[derive(Deserialize)]
struct Planted {
    rule: String,
    table: usize,
    what: String,
}

#[derive(Deserialize)]
struct Table {
    kind: FormKind,
    title: Option<String>,
    fiscal_year: Option<i32>,
    reporting_unit: Option<String>,
    department: Option<String>,
    implementing_unit: Option<String>,
    project: Option<String>,
    period: Option<String>,
    currency_unit: Option<String>,
    budget: Vec<Amount>,
    narratives: Vec<Prose>,
    indicators: Vec<Line>,
    #[serde(default)]
    empty_categories: Vec<String>,
}

#[derive(Deserialize)]
struct Amount {
    role: String,
    label: String,
    amount: Option<String>,
}

#[derive(Deserialize)]
struct Prose {
    role: String,
    label: String,
    text: String,
}

#[derive(Deserialize)]
struct Line {
    level1: Option<String>,
    level2: Option<String>,
    level3: String,
    target: Raw,
    weight: Option<String>,
    scoring_raw: Option<String>,
    #[serde(default)]
    actual: Option<Raw>,
    score: Option<String>,
    deviation: Option<String>,
}

#[derive(Deserialize)]
struct Raw {
    raw: String,
}

/// The folder beside the crate that holds the corpus; `None` (and a line that says so) where it is absent.
fn shared() -> Option<PathBuf> {
    let folder = env::var_os("JIXIAO_SHARED").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return None;
    }
    Some(folder)
}

fn load(path: &PathBuf) -> (Truth, Disclosure) {
    let text = fs::read_to_string(path).expect("a readable truth file");
    let truth: Truth = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let disclosure = Disclosure {
        forms: truth.tables.iter().enumerate().map(|(at, table)| form(at, table, &truth)).collect(),
        ..Disclosure::default()
    };
    (truth, disclosure)
}

fn form(at: usize, table: &Table, truth: &Truth) -> Form {
    let header = |label: &str, text: &Option<String>| text.as_deref().map(|text| field(label, Some(text)));
    let mut form = Form {
        id: format!("t{:02}", at + 1),
        kind: Some(table.kind),
        template: format!("{:?}", table.kind),
        title: header("", &table.title),
        fiscal_year: table.fiscal_year.map(|year| Year { year, place: place(1) }),
        reporting_unit: header("填报单位", &table.reporting_unit),
        department: header("部门名称", &table.department),
        implementing_unit: header("实施单位", &table.implementing_unit),
        project: header("项目名称", &table.project),
        period: header("实施期", &table.period),
        currency_unit: header("单位", &table.currency_unit),
        pages: vec![at as u32 + 1],
        place: place(at as u32 + 1),
        ..Form::default()
    };
    // The seed's form prints 填报单位 and leaves it blank; the truth does not tell that from a form without the field.
    if truth.meta.template.contains("seed") && form.reporting_unit.is_none() {
        form.reporting_unit = Some(field("填报单位", None));
    }
    for amount in &table.budget {
        form.budget.push(entry(&amount.role, &amount.label, amount.amount.as_deref()));
    }
    for prose in &table.narratives {
        form.narratives.push(Narrative {
            role: prose.role.clone(),
            label: prose.label.clone(),
            text: prose.text.clone(),
            place: place(1),
            repairs: Vec::new(),
        });
    }
    for line in &table.indicators {
        let actual = line.actual.as_ref().map(|actual| actual.raw.as_str());
        push_row(
            &mut form,
            Row {
                level1: line.level1.as_deref(),
                level2: line.level2.as_deref(),
                level3: &line.level3,
                target: &line.target.raw,
                weight: line.weight.as_deref(),
                scoring: line.scoring_raw.as_deref(),
                actual,
                score: line.score.as_deref(),
                deviation: line.deviation.as_deref(),
            },
        );
    }
    for label in &table.empty_categories {
        form.empty_categories.push(EmptyCategory { level1: None, level2: label.clone(), place: place(1) });
    }
    if matches!(table.kind, FormKind::DepartmentSelfEvaluation | FormKind::ProjectSelfEvaluation) {
        printed_results(at, &mut form, truth);
    }
    form
}

/// The truth leaves out execution rate, its points and score, and the total: they follow from the rest, save where a
/// planted fault says what is printed instead.
fn printed_results(at: usize, form: &mut Form, truth: &Truth) {
    let planted = |rule: &str| truth.findings.iter().find(|planted| planted.rule == rule && planted.table == at);
    let amount = |phase| {
        form.budget.iter().find(|e| e.role.item == "total" && e.role.phase == Some(phase)).and_then(|e| e.amount)
    };
    let (Some(adjusted), Some(executed)) = (amount(Phase::Adjusted), amount(Phase::Executed)) else { return };
    let weights: Decimal = form.indicators.iter().filter_map(|i| i.weight).sum();
    let execution = Decimal::ONE_HUNDRED - weights;
    let rate = (executed * Decimal::ONE_HUNDRED / adjusted).round_dp(2).normalize();
    let score = (rate * execution / Decimal::ONE_HUNDRED).round_dp(2);
    let rate =
        planted("execution_rate_wrong").map_or(format!("{rate}%"), |planted| number_after(&planted.what, "写为") + "%");
    if execution > Decimal::ZERO {
        form.budget.push(entry("total.weight", "年度资金总额", Some(&execution.to_string())));
        form.budget.push(entry("total.rate", "年度资金总额", Some(&rate)));
        form.budget.push(entry("total.score", "年度资金总额", Some(&score.to_string())));
    }
    let scores: Decimal = form.indicators.iter().filter_map(|i| i.score).sum();
    let sum = scores + if execution > Decimal::ZERO { score } else { Decimal::ZERO };
    let total =
        planted("score_arithmetic_wrong").map_or(sum.to_string(), |planted| number_after(&planted.what, "写为"));
    form.total_weight = Some(PrintedNumber { raw: "100".into(), number: Some(Decimal::ONE_HUNDRED), place: place(1) });
    form.total_score = Some(PrintedNumber { number: total.parse().ok(), raw: total, place: place(1) });
}

/// A finding worked out by hand.
#[derive(Deserialize)]
struct ByHand {
    rule: String,
    table: String,
    says: String,
}

impl ByHand {
    fn is(&self, finding: &Finding) -> bool {
        let explanation = finding.explanation.as_ref().map(|wording| wording.zh.clone()).unwrap_or_default();
        let text = audit::render(finding, Lang::Zh) + &explanation;
        finding.rule == self.rule && finding.tables.first() == Some(&self.table) && text.contains(&self.says)
    }
}

fn number_after(text: &str, word: &str) -> String {
    let rest = text.split_once(word).map_or("", |(_, rest)| rest);
    rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect()
}

fn show(findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for finding in findings {
        let explanation = finding.explanation.as_ref().map(|wording| format!("（{}）", wording.zh)).unwrap_or_default();
        lines.push(format!(
            "{:?} {} {} {}{explanation}",
            finding.severity,
            finding.rule,
            finding.tables.first().map_or("", |table| table),
            audit::render(finding, Lang::Zh)
        ));
    }
    lines.join("\n")
}

#[test]
fn the_corpus_is_judged_right() {
    let Some(shared) = shared() else { return };
    let rules: BTreeMap<String, String> =
        serde_json::from_str(&fs::read_to_string(shared.join("score/rules.json")).expect("rules.json"))
            .expect("rules.json");
    let mut files: Vec<PathBuf> = fs::read_dir(shared.join("corpus/public/truth"))
        .expect("the truth files")
        .map(|file| file.expect("an entry").path())
        .collect();
    files.sort();
    let (mut missed, mut false_alarms) = (Vec::new(), Vec::new());
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for path in &files {
        let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (truth, disclosure) = load(path);
        let start = std::time::Instant::now();
        let Audit { findings, .. } = audit::audit(&disclosure, &Settings::default());
        let elapsed = start.elapsed();
        findings.iter().for_each(|finding| *by_rule.entry(finding.rule).or_default() += 1);
        let kind = |finding: &Finding| rules.get(finding.rule).map(String::as_str);
        let at = |finding: &Finding| disclosure.forms.iter().position(|form| Some(&form.id) == finding.tables.first());
        let can_find = |kind: &str| rules.iter().any(|(id, planted)| planted == kind && audit::rule(id).is_some());
        for planted in truth.findings.iter().filter(|planted| can_find(&planted.rule)) {
            if !findings
                .iter()
                .any(|finding| kind(finding) == Some(&planted.rule) && at(finding) == Some(planted.table))
            {
                missed.push(format!("{stem}: {} {}", planted.rule, planted.what));
            }
        }
        let planted: BTreeSet<&str> = truth.findings.iter().map(|planted| planted.rule.as_str()).collect();
        let tolerated =
            |kind: &str| planted.contains(kind) || truth.meta.findings_tolerated.iter().any(|rule| rule == kind);
        if truth.meta.findings_exhaustive.unwrap_or(true) {
            let wrong: Vec<Finding> = findings
                .iter()
                .filter(|finding| match kind(finding) {
                    Some(kind) => !tolerated(kind),
                    // An error that no planted fault accounts for.
                    None => finding.severity == Severity::Error && planted.is_empty(),
                })
                .cloned()
                .collect();
            if !wrong.is_empty() {
                false_alarms.push(format!("{stem}:\n{}", show(&wrong)));
            }
        }
        if env::var_os("JIXIAO_SHOW").is_some() {
            println!("=== {stem} {elapsed:?}\n{}", show(&findings));
        }
    }
    println!("{by_rule:#?}");
    assert!(missed.is_empty(), "missed:\n{}\nfalse alarms:\n{}", missed.join("\n"), false_alarms.join("\n"));
    assert!(false_alarms.is_empty(), "false alarms:\n{}", false_alarms.join("\n"));
}

#[test]
fn the_seed_is_judged_as_by_hand() {
    let Some(shared) = shared() else { return };
    let (_, disclosure) = load(&shared.join("seed/truth/seed_lo-docx.truth.json"));
    let result = audit::audit(&disclosure, &Settings::default());
    if env::var_os("JIXIAO_SHOW").is_some() {
        println!("{}", show(&result.findings));
        for check in &result.checks {
            println!("{} {:?}", check.rule, check.outcome);
        }
    }
    let statements: String = result
        .checks
        .iter()
        .filter_map(|check| match &check.outcome {
            Outcome::Passed { statements, .. } | Outcome::Found { statements, .. } => Some(statements),
            Outcome::NotChecked { .. } => None,
        })
        .flatten()
        .map(|statement| statement.zh.clone() + "\n")
        .collect();
    // The passes worked out by hand.
    let passes = [
        "9+27+18+20+2.7+11.08+9+18+288+18+9+27+8.1+40+54+18+27=603.88，等于项目支出 603.88",
        "1527.42+603.88=2131.30，2107.30+16+8=2131.30",
        "17 张表的分值合计为 90",
        "16 张表的分值结构为 产出40/成本20/效益20/满意度10",
        "部门 150000人 = 项目 15万人",
    ];
    for part in passes {
        assert!(statements.contains(part), "nobody states {part}:\n{statements}");
    }
    let expected: BTreeMap<String, Vec<ByHand>> = toml::from_str(include_str!("seed.toml")).expect("seed.toml");
    let mut missing = Vec::new();
    for by_hand in &expected["finding"] {
        if !result.findings.iter().any(|finding| by_hand.is(finding)) {
            missing.push(format!("{} {} {}", by_hand.rule, by_hand.table, by_hand.says));
        }
    }
    assert!(missing.is_empty(), "missing:\n{}\nfound:\n{}", missing.join("\n"), show(&result.findings));
    let kinds: BTreeSet<&str> = expected["finding"].iter().map(|by_hand| by_hand.rule.as_str()).collect();
    let errors =
        result.findings.iter().filter(|finding| finding.severity == Severity::Error && !kinds.contains(finding.rule));
    let errors: Vec<Finding> = errors.cloned().collect();
    assert!(errors.is_empty(), "not by hand:\n{}", show(&errors));
}
