//! Forms of different documents that belong together.

use super::identity::Entry;
use crate::audit::facts::{Facts, FormFacts};
use crate::audit::names;
use crate::normalise::disclosure::FormKind;
use std::collections::{BTreeMap, BTreeSet};

/// A form in its document.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The document.
    pub document: &'a Facts,
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

/// Forms that could not be paired, by reason.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// They fit several forms.
    ambiguous: usize,
    /// Their bureau is not named, or not so that it is told from others.
    unnamed: usize,
    /// They name no year.
    undated: usize,
}

/// A form's place among many of one name: beyond so many, names alone do not tell them apart.
const MOST: usize = 64;

/// The forms by the names they are found under.
pub struct Pairing<'e, 'a> {
    entries: &'e [Entry<'a>],
    /// Forms by project and body, in the order of the inputs.
    named: BTreeMap<(&'e str, &'e str), Vec<usize>>,
    /// What could not be paired so far.
    pub doubts: Doubts,
}

impl<'e, 'a> Pairing<'e, 'a> {
    /// Lists the forms under their names.
    pub fn of(entries: &'e [Entry<'a>]) -> Self {
        let mut named: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        let mut doubts = Doubts::default();
        for (at, entry) in entries.iter().enumerate() {
            let Some(project) = &entry.project else { continue };
            let bodies: BTreeSet<&str> = [&entry.department, &entry.unit].into_iter().flatten().map(|b| &**b).collect();
            doubts.unnamed += usize::from(bodies.is_empty());
            doubts.undated += usize::from(!bodies.is_empty() && entry.year.is_none());
            if entry.year.is_some() {
                bodies.into_iter().for_each(|body| named.entry((project.as_str(), body)).or_default().push(at));
            }
        }
        Pairing { entries, named, doubts }
    }

    /// Targets and self-evaluations of one year.
    pub fn evaluated(&mut self) -> Vec<Pair<'a>> {
        self.pairs(is_evaluation, target_of, 0)
    }

    /// Targets of two years that follow each other.
    pub fn yearly(&mut self) -> Vec<Pair<'a>> {
        self.pairs(is_target, Some, 1)
    }

    /// Self-evaluations of last year and targets of this year.
    pub fn reached(&mut self) -> Vec<Pair<'a>> {
        self.pairs(is_target, evaluation_of, 1)
    }

    /// Forms that stand in two documents.
    pub fn twice(&mut self) -> Vec<Pair<'a>> {
        let entries = self.entries;
        let mut pairs = Vec::new();
        for (at, other) in entries.iter().enumerate() {
            let earlier = self.fitting(at, other.form.kind, other.year);
            let earlier: Vec<usize> = earlier.into_iter().filter(|&base| entries[base].number < other.number).collect();
            let Some(base) = self.only(&earlier) else { continue };
            let base = &entries[base];
            let same_title = names::key(&base.form.title) == names::key(&other.form.title);
            let changed = [base, other].iter().any(|entry| is_revision(&entry.form.title));
            let same_bodies = base.unit == other.unit && base.department == other.department;
            let recognised = base.document.recognised || other.document.recognised;
            let is_certain = same_title && same_bodies && !changed && !recognised;
            pairs.push(Pair { base: base.at(), other: other.at(), is_certain });
        }
        pairs
    }

    /// Pairs each form of some kind with the only one of the kind it asks for, of the year so many before its own.
    fn pairs(
        &mut self,
        is_other: fn(FormKind) -> bool,
        base_of: fn(FormKind) -> Option<FormKind>,
        years: i32,
    ) -> Vec<Pair<'a>> {
        let entries = self.entries;
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, other) in entries.iter().enumerate().filter(|(_, entry)| is_other(entry.form.kind)) {
            let (Some(kind), Some(year)) = (base_of(other.form.kind), other.year) else { continue };
            let fitting = self.fitting(at, kind, Some(year - years));
            if let Some(base) = self.only(&fitting) {
                partners.entry(base).or_default().push(at);
            }
        }
        let mut pairs = Vec::new();
        for (base, others) in partners {
            // The other way round it has to be the only one as well.
            if let Some(other) = self.only(&others) {
                pairs.push((other, base));
            }
        }
        pairs.sort_unstable();
        let pair = |(other, base): (usize, usize)| Pair {
            base: entries[base].at(),
            other: entries[other].at(),
            is_certain: false,
        };
        pairs.into_iter().map(pair).collect()
    }

    /// The forms of other documents that are of a kind and year and of the same project and body.
    fn fitting(&self, at: usize, kind: FormKind, year: Option<i32>) -> Vec<usize> {
        let entry = &self.entries[at];
        let (Some(project), Some(_)) = (&entry.project, year) else { return Vec::new() };
        let mut fitting = Vec::new();
        for body in [&entry.unit, &entry.department].into_iter().flatten() {
            let listed = self.named.get(&(project.as_str(), body.as_str())).map_or(&[][..], Vec::as_slice);
            let fits = |&&other: &&usize| {
                let other = &self.entries[other];
                other.number != entry.number
                    && other.form.kind == kind
                    && other.year == year
                    && agree(&entry.unit, &other.unit)
                    && agree(&entry.department, &other.department)
            };
            fitting.extend(listed.iter().filter(fits).take(MOST));
            if !fitting.is_empty() {
                break;
            }
        }
        fitting.sort_unstable();
        fitting.dedup();
        fitting
    }

    /// The only one, or the first of several that say the same.
    fn only(&mut self, forms: &[usize]) -> Option<usize> {
        let (&first, rest) = forms.split_first()?;
        let says_same = |&other: &usize| says_same(self.entries[first].form, self.entries[other].form);
        if rest.iter().all(says_same) {
            return Some(first);
        }
        self.doubts.ambiguous += 1;
        None
    }
}

impl<'a> Entry<'a> {
    fn at(&self) -> At<'a> {
        At { document: self.document, form: self.form }
    }
}

impl Doubts {
    /// The reasons as a clause that follows another; empty where there are none.
    pub fn words(&self) -> (String, String) {
        let reasons = [
            (self.ambiguous, "张表与多张表同名，不能确定是哪一张", "fit several forms"),
            (self.unnamed, "张表没有写明是哪里的单位", "do not say of which place their bureau is"),
            (self.undated, "张表没有写明年度", "name no year"),
        ];
        let (mut zh, mut en) = (String::new(), String::new());
        for (count, words_zh, words_en) in reasons.iter().filter(|(count, ..)| *count > 0) {
            zh.push_str(&format!("；另有 {count} {words_zh}"));
            en.push_str(&format!("; {count} forms {words_en}"));
        }
        (zh, en)
    }
}

/// Whether two names of bodies do not contradict each other: one may have the province before it.
fn agree(a: &Option<String>, b: &Option<String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.ends_with(b.as_str()) || b.ends_with(a.as_str()),
        _ => true,
    }
}

/// Whether two forms say the same as far as rules across documents look.
fn says_same(a: &FormFacts, b: &FormFacts) -> bool {
    let rows =
        |form: &FormFacts| form.rows.iter().map(|row| (row.name.clone(), row.target.clone())).collect::<Vec<_>>();
    let actual = |form: &FormFacts| form.rows.iter().map(|row| row.actual.clone()).collect::<Vec<_>>();
    let yuan = |form: &FormFacts| form.annual.as_ref().map(|amount| amount.yuan);
    rows(a) == rows(b) && actual(a) == actual(b) && yuan(a) == yuan(b)
}

fn is_target(kind: FormKind) -> bool {
    matches!(kind, FormKind::DepartmentTarget | FormKind::ProjectTarget | FormKind::TransferTarget)
}

fn is_evaluation(kind: FormKind) -> bool {
    matches!(kind, FormKind::DepartmentSelfEvaluation | FormKind::ProjectSelfEvaluation)
}

fn target_of(kind: FormKind) -> Option<FormKind> {
    match kind {
        FormKind::DepartmentSelfEvaluation => Some(FormKind::DepartmentTarget),
        FormKind::ProjectSelfEvaluation => Some(FormKind::ProjectTarget),
        _ => None,
    }
}

fn evaluation_of(kind: FormKind) -> Option<FormKind> {
    match kind {
        FormKind::DepartmentTarget => Some(FormKind::DepartmentSelfEvaluation),
        FormKind::ProjectTarget => Some(FormKind::ProjectSelfEvaluation),
        _ => None,
    }
}

/// Whether a title says that the form replaces an earlier one.
fn is_revision(title: &str) -> bool {
    ["调整", "修订", "变更", "追加", "更正", "修改"].iter().any(|word| title.contains(word))
}
