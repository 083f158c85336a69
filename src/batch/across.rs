//! What came of holding the documents of a run against each other.

use crate::audit::{Check, Finding, Severity};

/// Findings that are turned into rows at once.
const CHUNK: usize = 256;

/// Counts, outcomes, and findings on their way into the files of the run.
#[derive(Debug, Default)]
pub struct Across {
    /// Findings of severity error, warning, info.
    pub counts: [usize; 3],
    /// What became of each rule across documents that was run; none where there was but one document.
    pub checks: Vec<Check>,
    findings: Vec<Finding>,
}

impl Across {
    /// Counts a finding; how many of its severity there are now.
    pub(super) fn count(&mut self, severity: Severity) -> usize {
        let count = &mut self.counts[severity as usize];
        *count += 1;
        *count
    }

    /// Keeps a finding; gives those kept so far where they are many.
    pub(super) fn keep(&mut self, finding: Finding) -> Option<Vec<Finding>> {
        self.findings.push(finding);
        (self.findings.len() >= CHUNK).then(|| self.take())
    }

    /// The findings that were kept.
    pub(super) fn take(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}
