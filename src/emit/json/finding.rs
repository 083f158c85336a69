//! `findings`, `checks` and `notices`: what is wrong with the document, what was checked, and what jixiao doubts.

use crate::audit::finding as audit;
use crate::audit::interval::Agreement;
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
    /// The same for the same finding in each run, whatever forms and rows stand beside it.
    id: String,
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
    pub fn of(finding: &'a audit::Finding, document: &str, forms: &[Form]) -> Self {
        let document = finding.origin.as_ref().map_or(document, |origin| &origin.source);
        Finding {
            id: finding.id(document),
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

/// What became of one rule: everything it compared is `equal`, some figures differ `within_rounding`, something `differs`, or
/// it was `not_run`; with the number of comparisons and of findings.
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
    /// The figures that were held against each other, where the rule reckons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    comparisons: Vec<Comparison<'a>>,
}

/// A printed figure and what it should come to: `equal`, `within_rounding`, `differs`, or `not_run` with the reason.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Comparison<'a> {
    outcome: &'static str,
    table: &'a str,
    field: &'a str,
    place: &'a Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Both<'a>>,
}

impl<'a> Comparison<'a> {
    fn of(comparison: &'a audit::Comparison) -> Self {
        let (outcome, figures, because) = match &comparison.result {
            audit::Compared::Figures { agreement, found, expected } => {
                (agreement.name(), Some((*found, *expected)), None)
            }
            audit::Compared::NotRun { because } => ("not_run", None, Some(Both::of(because))),
        };
        Comparison {
            outcome,
            table: &comparison.table,
            field: &comparison.field,
            place: &comparison.place,
            expected: figures.map(|(_, expected)| expected.to_string()),
            found: figures.map(|(found, _)| found.to_string()),
            difference: figures.and_then(|(found, expected)| Some(found.checked_sub(expected)?.to_string())),
            because,
        }
    }
}

impl<'a> Check<'a> {
    /// One check of the audit.
    pub fn of(check: &'a audit::Check) -> Self {
        let (outcome, checked, findings, statements, because) = match &check.outcome {
            audit::Outcome::Passed { count, statements } => {
                let outcome = check.agreement().unwrap_or(Agreement::Equal).name();
                (outcome, *count, 0, statements.as_slice(), None)
            }
            audit::Outcome::Found { count, checked, statements } => ("differs", *checked, *count, &**statements, None),
            audit::Outcome::NotChecked { because, .. } => ("not_run", 0, 0, &[][..], Some(because)),
        };
        Check {
            rule: check.rule,
            outcome,
            checked,
            findings,
            statements: statements.iter().map(Both::of).collect(),
            because: because.map(Both::of),
            comparisons: check.comparisons.iter().map(Comparison::of).collect(),
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
