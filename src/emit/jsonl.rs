//! `findings.jsonl`: one finding a line, as JSON, so that other systems take them up as they come.

use super::json::finding::Finding as Told;
use super::rule_name;
use crate::audit::Finding;
use crate::audit::finding::Origin;
use crate::convert::Conversion;
use crate::normalise::disclosure::{Field, Form};
use crate::wording::Lang;
use serde::Serialize;

/// One line.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line<'a> {
    /// The document.
    source: &'a str,
    /// Hash of the document's bytes; `null` where documents were held against each other.
    sha256: Option<&'a str>,
    fiscal_year: Option<i32>,
    department: Option<&'a str>,
    project: Option<&'a str>,
    /// The rule's name in Chinese and in English.
    rule_name: &'static str,
    rule_name_en: &'static str,
    #[serde(flatten)]
    finding: Told<'a>,
}

/// The lines of a document, each with its break.
pub fn lines(conversion: &Conversion) -> String {
    let forms = &conversion.disclosure.forms;
    let lines = conversion.findings.iter().map(|finding| {
        let form = finding.tables.first().and_then(|id| Form::with_id(forms, id));
        let text = |field: fn(&Form) -> &Option<Field>| form.and_then(|form| field(form).as_ref()?.text.as_deref());
        Line {
            source: &conversion.name,
            sha256: Some(&conversion.sha256),
            fiscal_year: form.and_then(|form| form.fiscal_year.as_ref()).map(|year| year.year),
            department: text(|form| &form.department),
            project: text(|form| &form.project),
            ..Line::about(finding, &conversion.name, forms)
        }
    });
    written(lines)
}

/// The lines of findings across documents, each with its break.
pub fn across(findings: &[Finding]) -> String {
    let lines = findings.iter().filter_map(|finding| {
        let Origin { source, fiscal_year, department, project } = finding.origin.as_ref()?;
        let (department, project) = (department.as_deref(), project.as_deref());
        Some(Line { source, fiscal_year: *fiscal_year, department, project, ..Line::about(finding, "", &[]) })
    });
    written(lines)
}

impl<'a> Line<'a> {
    fn about(finding: &'a Finding, document: &str, forms: &[Form]) -> Self {
        Line {
            source: "",
            sha256: None,
            fiscal_year: None,
            department: None,
            project: None,
            rule_name: rule_name(finding.rule, Lang::Zh),
            rule_name_en: rule_name(finding.rule, Lang::En),
            finding: Told::of(finding, document, forms),
        }
    }
}

fn written<'a>(lines: impl Iterator<Item = Line<'a>>) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&serde_json::to_string(&line).expect("the line's types serialise, and a String takes every byte"));
        out.push('\n');
    }
    out
}

/// What the JSON Schema of a line is made from.
#[cfg(feature = "schema")]
pub(super) fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Line>()
}
