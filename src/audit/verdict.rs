//! What a rule answers.

use crate::audit::finding::{Compared, Comparison, Evidence, Finding, Outcome};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::{amounts, evidence};
use crate::normalise::disclosure::{BudgetEntry, Form};
use crate::wording::Wording;
use rust_decimal::Decimal;

/// A rule's answer on one document, collected while it goes through the forms.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Comparisons made, those that led to findings included.
    checked: usize,
    /// Arithmetic worth stating, of what is in order.
    statements: Vec<Wording>,
    /// Why nothing, or a part, could not be checked; the first reason is told.
    because: Option<Wording>,
    /// Whether the document has what the rule is about.
    concerned: bool,
    /// The figures that were held against each other.
    comparisons: Vec<Comparison>,
}

impl Verdict {
    /// An empty answer: not checked so far, for the given reason.
    pub fn unless(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Verdict { because: Some(Wording::new(zh, en)), ..Verdict::default() }
    }

    /// Replaces the reason why nothing was checked by a more exact one: there is something to check, but too little to judge it.
    pub fn because(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.concerned = true;
        self.because = Some(Wording::new(zh, en));
    }

    /// Keeps and counts how a printed figure compares with what it should come to; `passage` is where it is printed.
    pub fn compared(&mut self, passage: &Evidence, agreement: Agreement, found: &Interval, expected: &Interval) {
        self.checked += 1;
        let result = Compared::Figures { agreement, found: found.value, expected: expected.value };
        self.note(passage, result);
    }

    /// Says why a printed figure could not be held against what it should come to.
    pub fn not_compared(&mut self, passage: &Evidence, zh: impl Into<String>, en: impl Into<String>) {
        let because = Wording::new(zh, en);
        self.because(because.zh.clone(), because.en.clone());
        self.note(passage, Compared::NotRun { because });
    }

    /// Says of the amounts that were not read that nothing was reckoned with them; whether there are any.
    pub fn unread<'a>(&mut self, form: &Form, entries: impl IntoIterator<Item = &'a BudgetEntry>) -> bool {
        let mut any = false;
        for entry in entries.into_iter().filter(|entry| amounts::is_unreadable(entry)) {
            any = true;
            let raw = entry.raw.trim();
            self.not_compared(
                &evidence::budget(form, entry),
                format!("「{}」印作「{raw}」，未能读作一个金额，没有拿它计算", entry.label),
                format!(
                    "「{}」 is printed as 「{raw}」, which was not read as one amount: nothing was reckoned with it",
                    entry.label
                ),
            );
        }
        any
    }

    fn note(&mut self, passage: &Evidence, result: Compared) {
        let Evidence { table, field, place, .. } = passage.clone();
        self.comparisons.push(Comparison { table, field, place, result });
    }

    /// States that two figures are equal, or with both figures that they differ within rounding.
    pub fn state_agreement(&mut self, agreement: Agreement, left: Wording, right: Wording, difference: Decimal) {
        match agreement {
            Agreement::Equal => {
                self.state(format!("{}，等于{}", left.zh, right.zh), format!("{} equals {}", left.en, right.en))
            }
            _ => self.state(
                format!("{}，与{}相差 {difference}，不超过各数按印出位数取整所能造成的差异", left.zh, right.zh),
                format!(
                    "{} differs from {} by {difference}, no more than rounding to the printed decimals may amount to",
                    left.en, right.en
                ),
            ),
        }
    }

    /// Counts a comparison.
    pub fn count(&mut self) {
        self.checked += 1;
    }

    /// Counts several comparisons.
    pub fn count_all(&mut self, comparisons: usize) {
        self.checked += comparisons;
    }

    /// Keeps a finding.
    pub fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Takes out findings that cannot be judged after all, and says why.
    pub(super) fn set_aside(&mut self, is_aside: impl Fn(&Finding) -> bool, zh: &str, en: &str) {
        let before = self.findings.len();
        self.findings.retain(|finding| !is_aside(finding));
        let aside = before - self.findings.len();
        if aside > 0 {
            self.checked = self.checked.saturating_sub(aside);
            self.because(zh, en);
        }
    }

    /// States what is in order.
    pub fn state(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.statements.push(Wording::new(zh, en));
    }

    /// Takes up the answer on another part of the document.
    pub fn join(&mut self, other: Verdict) {
        self.findings.extend(other.findings);
        self.checked += other.checked;
        self.statements.extend(other.statements);
        self.concerned |= other.concerned;
        self.comparisons.extend(other.comparisons);
        self.because = other.because.or(self.because.take());
    }

    /// The findings and the outcome they amount to.
    pub(super) fn close(mut self) -> (Vec<Finding>, Vec<Comparison>, Outcome) {
        let findings = std::mem::take(&mut self.findings);
        let comparisons = std::mem::take(&mut self.comparisons);
        let outcome = self.outcome(findings.len());
        (findings, comparisons, outcome)
    }

    /// What the rule's answer amounts to, with so many findings that were taken out.
    pub(super) fn outcome(self, found: usize) -> Outcome {
        let Verdict { checked, statements, because, concerned, .. } = self;
        if found > 0 {
            Outcome::Found { count: found, checked: checked.max(found), statements }
        } else if checked > 0 {
            Outcome::Passed { count: checked, statements }
        } else {
            let because = because
                .unwrap_or_else(|| Wording::new("文件中没有可供检查的内容", "the document has nothing to check"));
            Outcome::NotChecked { because, concerned }
        }
    }
}
