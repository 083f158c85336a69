//! The documents of a run against each other. A [`Gathering`] takes the [`Facts`] of one document after the other, and at the
//! end runs every rule that compares documents; [`across`] does it for facts that are all at hand.
//!
//! Forms are paired by year, kind and the names of bureau and project, never by position; where a name does not say
//! enough or fits several forms, nothing is compared, and the outcome says so. Forms that say the same are one form: only the
//! first of many copies is held against others.
//!
//! The facts stand in a file until they are wanted. In memory are 24 bytes for each form that a rule could pair, and the forms
//! of one bureau and project at a time, so that a run may have any number of documents.

mod blocks;
mod identity;
mod pairs;
mod relation;
mod rows;
mod shelf;

pub use relation::Relation;
pub use rows::{common, missing};

use crate::audit::facts::{Facts, FormFacts};
use crate::audit::finding::{Check, Finding};
use crate::audit::registry::registry;
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::audit::{Audit, rule, settle, subject};
use rust_decimal::Decimal;
use shelf::Shelf;
use std::io::{self, Read, Seek, Write};

/// A form in its document.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The name of the document.
    pub source: &'a str,
    /// The form.
    pub form: &'a FormFacts,
}

/// Two forms of different documents that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The one that the other is held against: the target, last year's form, the document that comes first.
    pub base: At<'a>,
    /// The one that a finding is listed under: the self-evaluation, this year's form, the document that comes later.
    pub other: At<'a>,
    /// Whether names, unit and year leave no doubt that the two are one form.
    pub is_certain: bool,
}

/// Documents of a run on their way to being held against each other.
#[derive(Debug)]
pub struct Gathering<S> {
    shelf: Shelf<S>,
    blocks: blocks::Blocks,
    doubts: pairs::Doubts,
    documents: u32,
}

impl<S: Read + Write + Seek> Gathering<S> {
    /// A gathering without documents, whose facts will stand in an empty file.
    pub fn new(file: S) -> Self {
        let shelf = Shelf::new(file);
        Gathering { shelf, blocks: blocks::Blocks::default(), doubts: pairs::Doubts::default(), documents: 0 }
    }

    /// Takes the facts of the next document, in the order of the inputs.
    ///
    /// # Errors
    /// The file's.
    pub fn add(&mut self, facts: &Facts) -> io::Result<()> {
        for (form, entry) in facts.forms.iter().zip(identity::entries(self.documents, facts)) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(unknown) => {
                    self.doubts.add(unknown);
                    continue;
                }
            };
            let keys = entry.keys();
            let at = self.shelf.put(&entry, &facts.source, form)?;
            self.blocks.add(at, keys);
        }
        self.documents += 1;
        Ok(())
    }

    /// Number of documents so far.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Audits the documents against each other: hands over the findings, in the order of the registry and within a rule of the
    /// forms they are listed under, and gives what became of each rule. The same facts and settings give the same result.
    ///
    /// # Errors
    /// The file's, and whatever `take` says.
    pub fn audit<E: From<io::Error>>(
        self,
        settings: &Settings,
        mut take: impl FnMut(Finding) -> Result<(), E>,
    ) -> Result<Vec<Check>, E> {
        let Gathering { mut shelf, blocks, mut doubts, .. } = self;
        let places = blocks.places();
        let mut linked = pairs::Linked::default();
        for block in blocks.into_blocks() {
            let mut groups = pairs::Groups::default();
            for at in block {
                groups.add(at, shelf.entry(places[at as usize])?);
            }
            groups.link(&mut linked, &mut doubts);
        }
        linked.sort();
        let mut checks = Vec::new();
        for rule in registry() {
            let rule::Check::Pairs(relation, check) = rule.check else { continue };
            if !settings.runs(rule) {
                continue;
            }
            let links = linked.of(relation);
            let mut verdict = relation.verdict(links.len(), &doubts);
            let mut found = 0;
            for link in links {
                let base = shelf.form(places[link.base as usize])?;
                let other = shelf.form(places[link.other as usize])?;
                check(
                    &Pair { base: base.at(), other: other.at(), is_certain: link.is_certain },
                    settings,
                    &mut verdict,
                );
                let mut findings = std::mem::take(&mut verdict.findings);
                settle(&mut findings, rule, settings);
                findings.iter_mut().for_each(subject::name_across);
                found += findings.len();
                findings.into_iter().try_for_each(&mut take)?;
            }
            checks.push(Check { rule: rule.id, comparisons: Vec::new(), outcome: verdict.outcome(found) });
        }
        Ok(checks)
    }
}

/// What a rule makes of a pair: findings and counts go into the verdict.
pub(in crate::audit) type Compare = fn(&Pair, &Settings, &mut Verdict);

/// By how many percent a number changed; `None` where there was nothing before.
pub fn change(before: Decimal, after: Decimal) -> Option<Decimal> {
    let share = (after - before).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.abs());
    share.filter(|_| !before.is_zero())
}

/// Audits the documents of a run against each other. The facts come in the order of the inputs; the same facts and settings
/// give the same result, in the same order. A finding's [`origin`](crate::audit::Finding::origin) names its document.
pub fn across(documents: &[Facts], settings: &Settings) -> Audit {
    let mut gathering = Gathering::new(io::Cursor::new(Vec::new()));
    let mut findings = Vec::new();
    let added = documents.iter().try_for_each(|facts| gathering.add(facts));
    let checks = added.and_then(|()| {
        gathering.audit(settings, |finding| {
            findings.push(finding);
            Ok::<(), io::Error>(())
        })
    });
    Audit { findings, checks: checks.expect("memory is written and read back") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facts(source: &str, kind: &str, year: i32, project: &str, target: i64) -> Facts {
        let place = json!({"page": 1, "within": "Page"});
        let row = json!({
            "at": 1, "name": "培训人数", "target": format!("{target}人"), "number": {"value": target.to_string(), "unit": "人"},
            "better": "higher", "actual": null, "place": place,
        });
        let form = json!({
            "id": "t01", "kind": kind, "title": "绩效目标表", "year": year, "department": "甲市司法局", "unit": null,
            "project": project, "place": place, "annual": null, "superior": null, "rows": [row], "goals": [],
        });
        serde_json::from_value(json!({"source": source, "recognised": false, "forms": [form]})).expect("facts")
    }

    fn found(documents: &[Facts]) -> Vec<(&'static str, String, String)> {
        let audit = across(documents, &Settings::default());
        let said =
            |finding: Finding| (finding.rule, finding.found.unwrap_or_default(), finding.expected.unwrap_or_default());
        audit.findings.into_iter().map(said).collect()
    }

    #[test]
    fn copies_of_one_form_are_held_against_others_once() {
        let of = |copies: usize| {
            let names = (0..copies).map(|copy| format!("{copy}.pdf"));
            let forms = |name: String| {
                [
                    facts(&format!("a{name}"), "project_target", 2022, "安全培训", 500),
                    facts(&format!("b{name}"), "project_self_evaluation", 2022, "安全培训", 400),
                    facts(&format!("c{name}"), "project_target", 2023, "安全培训", 100),
                ]
            };
            names.flat_map(forms).collect::<Vec<Facts>>()
        };
        let expected = found(&of(1));
        assert_eq!(expected.len(), 2, "{expected:?}");
        assert_eq!(found(&of(2)), expected);
        assert_eq!(found(&of(3_000)), expected);
    }

    #[test]
    fn a_form_and_another_version_of_it_are_one_finding_however_many_copies_there_are() {
        let of = |copies: usize| -> Vec<Facts> {
            let target = |copy: usize| if copy.is_multiple_of(2) { 500 } else { 300 };
            (0..copies).map(|n| facts(&n.to_string(), "project_target", 2022, "安全培训", target(n))).collect()
        };
        let expected = vec![("RUN-TWICE-TARGET", "300人".to_owned(), "500人".to_owned())];
        assert_eq!(found(&of(2)), expected);
        assert_eq!(found(&of(2_000)), expected);
    }

    #[test]
    fn many_projects_are_each_held_against_their_own() {
        let year = |year: i32, target: i64| {
            (0..2_000)
                .map(move |n| facts(&format!("{year}/{n}"), "project_target", year, &format!("项目{n}号"), target))
        };
        let documents: Vec<Facts> = year(2022, 500).chain(year(2023, 100)).collect();
        assert_eq!(found(&documents).len(), 2_000);
    }
}
