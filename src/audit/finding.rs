//! What the published document says wrongly, and what was checked.

use crate::audit::across::At;
use crate::audit::interval::Agreement;
use crate::audit::rule::Rule;
use crate::normalise::disclosure::Form;
use crate::place::Place;
use crate::wording::Wording;
use rust_decimal::Decimal;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document contradicts itself.
    Error,
    /// A reader should look.
    Warning,
    /// Worth knowing.
    Info,
}

/// A finding: data only; its wording is a template of its rule, filled with `args`.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id, such as `BUD-TOTAL-SRC`.
    pub rule: &'static str,
    /// Which of the rule's message templates words it; empty for the usual one.
    pub variant: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// Findings with the same key belong together: symptoms of one cause, or the same fault on many forms, which a
    /// report may fold into one entry.
    pub group: Option<String>,
    /// The forms concerned, by id.
    pub tables: Vec<String>,
    /// What fills the rule's message template, by name.
    pub args: Vec<(&'static str, String)>,
    /// What the document's other statements lead one to expect, as printed or computed.
    pub expected: Option<String>,
    /// What is printed.
    pub found: Option<String>,
    /// Found minus expected, where both are numbers of one unit.
    pub difference: Option<Decimal>,
    /// What explains it, where one is known, in Chinese and English.
    pub explanation: Option<Wording>,
    /// The printed passages it rests on.
    pub evidence: Vec<Evidence>,
    /// What it is about, apart from its rule and document: form, row and field by their names.
    pub subject: String,
    /// Where it belongs, if it came of comparing documents; `None` for findings within one document.
    pub origin: Option<Origin>,
}

/// The form that a finding across documents is listed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub source: String,
    /// The year the form is for.
    pub fiscal_year: Option<i32>,
    /// The form's 部门名称, 预算部门 or 主管部门.
    pub department: Option<String>,
    /// The form's 项目名称.
    pub project: Option<String>,
}

impl Finding {
    /// A finding of a rule on a form, to be filled by the methods below.
    pub(super) fn new(rule: &'static Rule, form: &Form) -> Self {
        Self::on(rule, &form.id)
    }

    /// A finding of a rule across documents, listed under a form of one of them.
    pub(super) fn across(rule: &'static Rule, At { source, form }: At) -> Self {
        let own = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        let (department, project) = (own(&form.department), own(&form.project));
        let origin = Origin { source: source.to_owned(), fiscal_year: form.year, department, project };
        Finding { origin: Some(origin), ..Self::on(rule, &form.id) }
    }

    fn on(rule: &'static Rule, table: &str) -> Self {
        Finding {
            rule: rule.id,
            variant: "",
            severity: rule.severity,
            group: None,
            tables: vec![table.to_owned()],
            args: Vec::new(),
            expected: None,
            found: None,
            difference: None,
            explanation: None,
            evidence: Vec::new(),
            origin: None,
            subject: String::new(),
        }
    }

    /// The same for the same finding whenever the document is converted, and whatever stands beside it in the document: rests
    /// on what the finding is about.
    pub fn id(&self, document: &str) -> String {
        let identity = format!("{}\n{}\n{document}\n{}", self.rule, self.variant, self.subject);
        let mut digits = format!("{:032x}", twox_hash::XxHash3_128::oneshot(identity.as_bytes()));
        digits.truncate(20);
        digits
    }

    /// Chooses another message template of the rule.
    pub(super) fn variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// Makes it more or less serious than the rule's default.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Puts it into a group.
    pub(super) fn group(mut self, key: impl Into<String>) -> Self {
        self.group = Some(key.into());
        self
    }

    /// Adds a form it concerns.
    pub(super) fn table(mut self, form: &Form) -> Self {
        if !self.tables.contains(&form.id) {
            self.tables.push(form.id.clone());
        }
        self
    }

    /// Sets an argument of the message template.
    pub(super) fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Sets what was expected and what is printed.
    pub(super) fn pair(mut self, expected: impl ToString, found: impl ToString) -> Self {
        self.expected = Some(expected.to_string());
        self.found = Some(found.to_string());
        self
    }

    /// Sets expected and found as numbers of one unit, with their difference.
    pub(super) fn numbers(self, expected: Decimal, found: Decimal) -> Self {
        let mut finding = self.pair(expected, found);
        finding.difference = found.checked_sub(expected);
        finding
    }

    /// Sets what explains it.
    pub(super) fn explain(mut self, explanation: Option<Wording>) -> Self {
        self.explanation = explanation.or(self.explanation);
        self
    }

    /// Adds a passage it rests on.
    pub(super) fn with(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// Adds passages it rests on.
    pub(super) fn with_all(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}

/// A printed passage that a finding rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The document, where the finding came of comparing documents; `None` for the finding's own.
    pub source: Option<String>,
    /// The form's id.
    pub table: String,
    /// The field, such as `budget.total` or `t01.i03.target`.
    pub field: String,
    /// The passage as published.
    pub quote: String,
    /// Where it stands.
    pub place: Place,
}

/// What became of one rule on one document: a rule never stays silent.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The rule's id.
    pub rule: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// The figures that were held against each other, where the rule reckons, in order.
    pub comparisons: Vec<Comparison>,
}

/// Two figures that were held against each other, or that could not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The form's id.
    pub table: String,
    /// The field of the figure that is judged, such as `budget.total`.
    pub field: String,
    /// Where it stands.
    pub place: Place,
    /// What came of it.
    pub result: Compared,
}

/// What came of holding two figures against each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// Both are known.
    Figures {
        /// How they compare.
        agreement: Agreement,
        /// The printed figure.
        found: Decimal,
        /// What it should come to.
        expected: Decimal,
    },
    /// One is not known.
    NotRun {
        /// Why.
        because: Wording,
    },
}

impl Check {
    /// How the figures compare: the worst of them; `None` where no figures were compared.
    pub fn agreement(&self) -> Option<Agreement> {
        let agreements = self.comparisons.iter().filter_map(|comparison| match comparison.result {
            Compared::Figures { agreement, .. } => Some(agreement),
            Compared::NotRun { .. } => None,
        });
        agreements.max()
    }
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Checked and in order: how many comparisons were made, and the arithmetic worth stating (`9+27+…=603.88`).
    Passed {
        /// Number of comparisons.
        count: usize,
        /// Statements worth printing, in Chinese and English.
        statements: Vec<Wording>,
    },
    /// Something was found.
    Found {
        /// Number of findings.
        count: usize,
        /// Number of comparisons, those that led to findings included.
        checked: usize,
        /// What is in order all the same and worth printing, in Chinese and English.
        statements: Vec<Wording>,
    },
    /// The data do not suffice.
    NotChecked {
        /// Why.
        because: Wording,
        /// Whether the document has what the rule is about but too little to judge it; false where it has nothing of the kind.
        concerned: bool,
    },
}
