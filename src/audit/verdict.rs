//! What a rule answers.

use crate::audit::finding::{Finding, Outcome};
use crate::wording::Wording;

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
        self.because = other.because.or(self.because.take());
    }

    /// The findings and the outcome they amount to.
    pub(super) fn close(mut self) -> (Vec<Finding>, Outcome) {
        let findings = std::mem::take(&mut self.findings);
        let outcome = self.outcome(findings.len());
        (findings, outcome)
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
