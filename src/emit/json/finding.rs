//! `findings`, `checks` and `notices`: what is wrong with the document, what was checked, and what jixiao doubts.

use crate::audit::finding as audit;
use crate::emit::sentence;
use crate::normalise::disclosure::Form;
use crate::notice;
use crate::place::Place;
use crate::wording::{Lang, Wording};
use serde::Serialize;

/// A sentence in both languages.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Both<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> Both<'a> {
    fn of(wording: &'a Wording) -> Self {
        Both { zh: &wording.zh, en: &wording.en }
    }
}

/// One finding. `table` is the index of the first form concerned in `tables`, for readers that count.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding<'a> {
    rule: &'a str,
    severity: audit::Severity,
    /// Findings with the same key belong together.
    group: Option<&'a str>,
    table: Option<usize>,
    tables: &'a [String],
    message: String,
    message_en: String,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    difference: Option<String>,
    explanation: Option<&'a str>,
    explanation_en: Option<&'a str>,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Evidence<'a> {
    /// The document, where it is another than the finding's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    table: &'a str,
    field: &'a str,
    quote: &'a str,
    place: &'a Place,
}

impl<'a> Finding<'a> {
    /// A finding about some of the forms.
    pub fn of(finding: &'a audit::Finding, forms: &[Form]) -> Self {
        Finding {
            rule: finding.rule,
            severity: finding.severity,
            group: finding.group.as_deref(),
            table: finding.tables.first().and_then(|id| Form::position(forms, id)),
            tables: &finding.tables,
            message: sentence(finding, Lang::Zh),
            message_en: sentence(finding, Lang::En),
            expected: finding.expected.as_deref(),
            found: finding.found.as_deref(),
            difference: finding.difference.map(|difference| difference.to_string()),
            explanation: finding.explanation.as_ref().map(|explanation| explanation.zh.as_str()),
            explanation_en: finding.explanation.as_ref().map(|explanation| explanation.en.as_str()),
            evidence: finding
                .evidence
                .iter()
                .map(|evidence| Evidence {
                    source: evidence.source.as_deref(),
                    table: &evidence.table,
                    field: &evidence.field,
                    quote: &evidence.quote,
                    place: &evidence.place,
                })
                .collect(),
        }
    }
}

/// What became of one rule: `passed`, `found` or `not_checked`, with the number of comparisons and of findings.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Check<'a> {
    rule: &'a str,
    outcome: &'static str,
    checked: usize,
    findings: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statements: Vec<Both<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Both<'a>>,
}

impl<'a> Check<'a> {
    /// One check of the audit.
    pub fn of(check: &'a audit::Check) -> Self {
        let (outcome, checked, findings, statements, because) = match &check.outcome {
            audit::Outcome::Passed { count, statements } => ("passed", *count, 0, statements.as_slice(), None),
            audit::Outcome::Found { count, checked, statements } => ("found", *checked, *count, &**statements, None),
            audit::Outcome::NotChecked { because, .. } => ("not_checked", 0, 0, &[][..], Some(because)),
        };
        Check {
            rule: check.rule,
            outcome,
            checked,
            findings,
            statements: statements.iter().map(Both::of).collect(),
            because: because.map(Both::of),
        }
    }
}

/// A doubt of jixiao's own.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice<'a> {
    stage: notice::Stage,
    code: &'a str,
    message: &'a str,
    message_en: &'a str,
    place: Option<&'a Place>,
}

impl<'a> Notice<'a> {
    /// One notice of a conversion.
    pub fn of(notice: &'a notice::Notice) -> Self {
        Notice {
            stage: notice.stage,
            code: notice.code,
            message: &notice.message.zh,
            message_en: &notice.message.en,
            place: notice.place.as_ref(),
        }
    }
}
