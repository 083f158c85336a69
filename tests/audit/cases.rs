//! `tests/rules/<ID>.toml`: what a rule must find, must not find, and cannot check.
//!
//! A case is a table named `pass_…`, `fail_…` or `not_checked_…`, with forms in a compact notation:
//! budget lines `role label amount` (`-` is blank; `role@parent` stands under 其中 of another), indicators
//! `level1|level2|level3|target|weight|scoring|actual|score|deviation`, narratives by role.

use crate::build::{Row, decimal, entry, field, place, push_row};
use jixiao::audit::{self, Facts, Finding, Group, Outcome, Settings};
use jixiao::normalise::disclosure::{
    BudgetEntry, Disclosure, EmptyCategory, Form, FormKind, LevelPoints, Narrative, PrintedNumber, Year,
};
use jixiao::read::document::TextLayer;
use jixiao::wording::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "form", default)]
    forms: Vec<FormSpec>,
    /// Findings expected, in order; for `fail_` cases.
    #[serde(default)]
    find: Vec<Expected>,
    /// Whether the text of the documents was recognised from images.
    #[serde(default)]
    scanned: bool,
    /// A part of a statement, or of the reason why nothing was checked.
    says: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormSpec {
    /// For rules across documents: the document the form stands in, from 1; `a`, `b` … in messages.
    #[serde(default)]
    document: usize,
    kind: FormKind,
    title: Option<String>,
    year: Option<i32>,
    unit: Option<String>,
    project: Option<String>,
    department: Option<String>,
    implementing_unit: Option<String>,
    project_code: Option<String>,
    reporting_unit: Option<String>,
    period: Option<String>,
    #[serde(default)]
    budget: Vec<String>,
    #[serde(default)]
    indicators: Vec<String>,
    #[serde(default)]
    narratives: BTreeMap<String, String>,
    #[serde(default)]
    empty_categories: Vec<String>,
    #[serde(default)]
    extra: Vec<(String, String)>,
    /// Points printed with a level-1 label.
    #[serde(default)]
    level_points: Vec<(String, String)>,
    total_weight: Option<String>,
    total_score: Option<String>,
    /// A column of its own on every row, by header: one value a row.
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    variant: Option<String>,
    severity: Option<audit::Severity>,
    tables: Option<Vec<String>>,
    expected: Option<String>,
    found: Option<String>,
    difference: Option<String>,
    /// A part of the Chinese message.
    message: Option<String>,
    /// A part of the Chinese explanation.
    because: Option<String>,
    /// The field path of one of the passages.
    field: Option<String>,
}

#[test]
fn every_rule_passes_its_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut failures = Vec::new();
    for rule in audit::registry() {
        let path = folder.join(format!("{}.toml", rule.id));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no case file", rule.id));
        let cases: BTreeMap<String, Case> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for kind in ["pass_", "fail_"] {
            if !cases.keys().any(|name| name.starts_with(kind)) {
                failures.push(format!("{}: no case {kind}…", rule.id));
            }
        }
        for (name, case) in &cases {
            if let Err(reason) = run(rule.id, name, case) {
                failures.push(format!("{} {name}: {reason}", rule.id));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_case_file_belongs_to_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    for file in fs::read_dir(folder).expect("the folder of cases") {
        let name = file.expect("an entry").file_name();
        let name = name.to_string_lossy();
        let id = name.strip_suffix(".toml").unwrap_or_else(|| panic!("{name} is no case file"));
        assert!(audit::rule(id).is_some(), "{name} belongs to no rule");
    }
}

fn run(id: &str, name: &str, case: &Case) -> Result<(), String> {
    let settings = Settings { select: vec![id.to_owned()], ..Settings::default() };
    let mut documents: BTreeMap<usize, Disclosure> = BTreeMap::new();
    for spec in &case.forms {
        let document = documents.entry(spec.document).or_default();
        document.forms.push(spec.build(document.forms.len() + 1));
    }
    let facts = documents.iter().map(|(number, document)| {
        let scanned = if case.scanned { TextLayer::Scanned } else { TextLayer::Digital };
        Facts::of(&format!("{number}.pdf"), scanned, document)
    });
    let facts: Vec<Facts> = facts.collect();
    let is_across = audit::rule(id).is_some_and(|rule| rule.group == Group::Across);
    let disclosure = documents.into_values().next().unwrap_or_default();
    let result = match is_across {
        true => audit::across(&kept(&facts), &settings),
        false => audit::audit(&disclosure, &settings),
    };
    let check = result.checks.iter().find(|check| check.rule == id).ok_or("the rule did not run")?;
    let findings: Vec<&Finding> = result.findings.iter().filter(|finding| finding.rule == id).collect();
    for finding in &findings {
        well_formed(finding, if is_across { None } else { Some(&disclosure) }, &facts)?;
    }
    let says = |texts: Vec<&str>| match &case.says {
        Some(part) if !texts.iter().any(|text| text.contains(part.as_str())) => {
            Err(format!("nobody says 「{part}」: {texts:?}"))
        }
        _ => Ok(()),
    };
    match (&check.outcome, name.split('_').next()) {
        (Outcome::Passed { statements, .. }, Some("pass")) => says(statements.iter().map(|s| s.zh.as_str()).collect()),
        (Outcome::NotChecked { because, .. }, Some("not")) => says(vec![&because.zh]),
        (Outcome::Found { statements, .. }, Some("fail")) => {
            says(statements.iter().map(|s| s.zh.as_str()).collect())?;
            if findings.len() != case.find.len() {
                let messages: Vec<String> = findings.iter().map(|finding| audit::render(finding, Lang::Zh)).collect();
                return Err(format!("{} findings instead of {}: {messages:#?}", findings.len(), case.find.len()));
            }
            case.find.iter().zip(findings).try_for_each(|(expected, finding)| expected.check(finding))
        }
        (outcome, _) => {
            let messages: Vec<String> = findings.iter().map(|finding| audit::render(finding, Lang::Zh)).collect();
            Err(format!("came out as {outcome:?} {messages:#?}"))
        }
    }
}

/// The facts as a run that is taken up again finds them.
fn kept(facts: &[Facts]) -> Vec<Facts> {
    let text = serde_json::to_string(facts).expect("facts can be written");
    let kept: Vec<Facts> = serde_json::from_str(&text).expect("facts can be read");
    assert_eq!(kept, facts);
    kept
}

/// What holds for any finding: all words filled in, tables that exist, at least one passage.
fn well_formed(finding: &Finding, disclosure: Option<&Disclosure>, facts: &[Facts]) -> Result<(), String> {
    for lang in [Lang::Zh, Lang::En] {
        let message = audit::render(finding, lang);
        if message.contains(['{', '}']) || message.contains("?") {
            return Err(format!("the message has an open place: {message}"));
        }
    }
    let known = |source: Option<&String>, id: &String| match (disclosure, source) {
        (Some(disclosure), None) => disclosure.forms.iter().any(|form| form.id == *id),
        (None, Some(source)) => {
            let document = facts.iter().find(|document| *document.source == **source);
            document.is_some_and(|document| document.forms.iter().any(|form| *form.id == **id))
        }
        _ => false,
    };
    let own = finding.origin.as_ref().map(|origin| &origin.source);
    if finding.tables.is_empty() || !finding.tables.iter().all(|id| known(own, id)) || finding.evidence.is_empty() {
        return Err(format!("tables {:?} or evidence missing: {}", finding.tables, audit::render(finding, Lang::Zh)));
    }
    match finding
        .evidence
        .iter()
        .find(|evidence| !known(evidence.source.as_ref(), &evidence.table) || evidence.field.is_empty())
    {
        Some(evidence) => Err(format!("evidence without table or field: {evidence:?}")),
        None => Ok(()),
    }
}

impl Expected {
    fn check(&self, finding: &Finding) -> Result<(), String> {
        let message = audit::render(finding, Lang::Zh);
        let explanation = finding.explanation.as_ref().map(|wording| wording.zh.clone()).unwrap_or_default();
        let difference = finding.difference.map(|difference| difference.to_string());
        let fields: Vec<&str> = finding.evidence.iter().map(|evidence| evidence.field.as_str()).collect();
        let wrong = [
            self.variant.as_ref().is_some_and(|variant| variant != finding.variant).then_some("variant"),
            self.severity.is_some_and(|severity| severity != finding.severity).then_some("severity"),
            self.tables.as_ref().is_some_and(|tables| *tables != finding.tables).then_some("tables"),
            (self.expected.is_some() && self.expected != finding.expected).then_some("expected"),
            (self.found.is_some() && self.found != finding.found).then_some("found"),
            (self.difference.is_some() && self.difference != difference).then_some("difference"),
            self.message.as_ref().is_some_and(|part| !message.contains(part.as_str())).then_some("message"),
            self.because.as_ref().is_some_and(|part| !explanation.contains(part.as_str())).then_some("explanation"),
            self.field.as_ref().is_some_and(|field| !fields.contains(&field.as_str())).then_some("field"),
        ];
        match wrong.into_iter().flatten().next() {
            Some(what) => Err(format!("wrong {what}: {message} / {explanation} / {finding:#?}")),
            None => Ok(()),
        }
    }
}

impl FormSpec {
    fn build(&self, number: usize) -> Form {
        let header = |label: &str, text: &Option<String>| {
            text.as_deref().map(|text| field(label, Some(text).filter(|text| !text.is_empty())))
        };
        let mut form = Form {
            id: format!("t{number:02}"),
            kind: Some(self.kind),
            template: "test".into(),
            title: header("", &self.title),
            fiscal_year: self.year.map(|year| Year { year, place: place(1) }),
            reporting_unit: header("填报单位", &self.reporting_unit),
            department: header("部门名称", &self.department),
            implementing_unit: header("实施单位", &self.implementing_unit),
            project_code: header("项目编码", &self.project_code),
            project: header("项目名称", &self.project),
            period: header("实施期", &self.period),
            currency_unit: header("单位", &self.unit),
            pages: vec![1],
            place: place(1),
            ..Form::default()
        };
        for line in &self.budget {
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [role, label, amount] = parts.as_slice() else { panic!("not a budget line: {line}") };
            let (role, parent) = role.split_once('@').map_or((*role, None), |(role, parent)| (role, Some(parent)));
            let part_of = parent.map(crate::build::role);
            form.budget.push(BudgetEntry { part_of, ..entry(role, label, Some(amount)) });
        }
        for (role, text) in &self.narratives {
            form.narratives.push(Narrative {
                role: role.clone(),
                label: role.clone(),
                text: text.clone(),
                place: place(1),
                repairs: Vec::new(),
            });
        }
        for line in &self.indicators {
            let parts: Vec<&str> = line.split('|').collect();
            let part = |at: usize| parts.get(at).copied().filter(|text| !text.is_empty());
            push_row(
                &mut form,
                Row {
                    level1: part(0),
                    level2: part(1),
                    level3: part(2).unwrap_or_default(),
                    target: part(3).unwrap_or_default(),
                    weight: part(4),
                    scoring: part(5),
                    actual: parts.get(6).copied(),
                    score: part(7),
                    deviation: part(8),
                },
            );
        }
        for (header, cells) in &self.columns {
            for (indicator, cell) in form.indicators.iter_mut().zip(cells) {
                indicator.extra.insert(header.clone(), cell.clone());
            }
        }
        for label in &self.empty_categories {
            form.empty_categories.push(EmptyCategory { level1: None, level2: label.clone(), place: place(1) });
        }
        form.extra = self
            .extra
            .iter()
            .map(|(label, text)| field(label, Some(text).filter(|text| !text.is_empty()).map(|x| x.as_str())))
            .collect();
        let number = |raw: &Option<String>| {
            raw.as_ref().map(|raw| PrintedNumber { raw: raw.clone(), number: Some(decimal(raw)), place: place(1) })
        };
        for (level1, points) in &self.level_points {
            form.level_points.push(LevelPoints { level1: level1.clone(), points: decimal(points), place: place(1) });
        }
        form.total_weight = number(&self.total_weight);
        form.total_score = number(&self.total_score);
        form
    }
}
