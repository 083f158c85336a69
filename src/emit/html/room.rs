//! How much of a run the report takes up: a browser opens some hundred megabytes, a run has no such bound.
//!
//! Documents are taken in the order of the run, so what is left out depends on the input alone.

use super::Part;
use serde::Serialize;

/// Facsimiles up to which every document has its own, in bytes: some 4,500 pages.
const PAGES: usize = 32 << 20;
/// Facsimiles up to which a document with findings still has its own.
const PAGES_OF_FINDINGS: usize = 64 << 20;
/// Forms up to which every document has its own.
const FORMS: usize = 32 << 20;
/// Findings, checks and notices up to which every document has its own; beyond, it has its line in the index alone.
const FINDINGS: usize = 64 << 20;
/// Findings across documents up to which all are taken.
const ACROSS: usize = 16 << 20;

/// What is taken so far.
#[derive(Debug, Default)]
pub struct Room {
    pages: usize,
    forms: usize,
    findings: usize,
    across: usize,
    left_out: LeftOut,
}

/// Documents of which something was left out, and findings across documents that were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pages: usize,
    forms: usize,
    findings: usize,
    across: usize,
}

/// What is taken of a document; empty where it is left out.
pub struct Kept<'a> {
    pub findings: &'a str,
    pub forms: &'a str,
    pub pages: &'a str,
}

impl Room {
    /// What the report has room for.
    pub fn take<'a>(&mut self, part: &'a Part) -> Kept<'a> {
        let left_out = &mut self.left_out;
        let findings = fitting(&part.findings, &mut self.findings, FINDINGS, &mut left_out.findings);
        let forms = fitting(&part.forms, &mut self.forms, FORMS, &mut left_out.forms);
        let limit = if part.found { PAGES_OF_FINDINGS } else { PAGES };
        let pages = fitting(&part.pages, &mut self.pages, limit, &mut left_out.pages);
        Kept { findings, forms, pages }
    }

    /// Whether there is room for a finding across documents.
    pub fn take_across(&mut self, finding: &str) -> bool {
        !fitting(finding, &mut self.across, ACROSS, &mut self.left_out.across).is_empty()
    }

    /// What was left out so far.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }
}

fn fitting<'a>(text: &'a str, taken: &mut usize, limit: usize, left_out: &mut usize) -> &'a str {
    if *taken + text.len() > limit {
        *left_out += 1;
        return "";
    }
    *taken += text.len();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facsimiles_of_documents_without_findings_go_first() {
        let part = |found| Part { pages: "x".repeat(10 << 20), found, ..Part::default() };
        let (silent, speaking) = (part(false), part(true));
        let mut room = Room::default();
        let kept: Vec<bool> = [&silent, &silent, &silent, &silent, &speaking, &speaking, &speaking, &speaking]
            .into_iter()
            .map(|part| !room.take(part).pages.is_empty())
            .collect();
        assert_eq!(kept, [true, true, true, false, true, true, true, false]);
        assert_eq!(room.left_out(), LeftOut { pages: 2, ..LeftOut::default() });
    }
}
