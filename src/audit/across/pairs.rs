//! Forms of different documents that belong together.

use super::Relation;
use super::identity::{Entry, Unknown};
use crate::normalise::disclosure::FormKind;
use std::collections::BTreeMap;

/// Two forms that belong together, by their numbers in the order of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The one that a finding is listed under.
    pub other: u32,
    /// The one that it is held against.
    pub base: u32,
    /// Whether names, unit and year leave no doubt that the two are one form.
    pub is_certain: bool,
}

/// The pairs of a run.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    evaluated: Vec<Link>,
    yearly: Vec<Link>,
    reached: Vec<Link>,
    twice: Vec<Link>,
}

/// Forms that could not be paired, by reason; copies count once.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// They fit several forms.
    ambiguous: usize,
    /// Their bureau is not named, or not so that it is told from others.
    unnamed: usize,
    /// They name no year.
    undated: usize,
}

/// The forms of a block, those that say the same under the same names as one.
#[derive(Debug, Default)]
pub struct Groups {
    /// In the order of their first forms.
    groups: Vec<Group>,
    /// Where each group is, by what its forms have in common.
    known: BTreeMap<Same, usize>,
    /// Groups by project, body, kind and year.
    named: BTreeMap<(String, String, FormKind, i32), Vec<usize>>,
}

/// What the forms of a group have in common: kind, year, digest, project, department, unit.
type Same = (FormKind, i32, [u64; 2], String, Option<String>, Option<String>);

/// A form and its number.
type Numbered = (u32, Entry);

/// Forms that say the same under the same names.
#[derive(Debug)]
struct Group {
    /// The first of them.
    first: Numbered,
    /// The first of them in another document than the first.
    copy: Option<Numbered>,
}

impl Linked {
    /// The pairs that a rule looks at, in the order of the forms that findings are listed under.
    pub fn of(&self, relation: Relation) -> &[Link] {
        match relation {
            Relation::Evaluated => &self.evaluated,
            Relation::Yearly => &self.yearly,
            Relation::Reached => &self.reached,
            Relation::Twice => &self.twice,
        }
    }

    /// Puts the pairs of all blocks in order.
    pub fn sort(&mut self) {
        for links in [&mut self.evaluated, &mut self.yearly, &mut self.reached, &mut self.twice] {
            links.sort_unstable();
        }
    }
}

impl Groups {
    /// Adds the next form of the block.
    pub fn add(&mut self, at: u32, entry: Entry) {
        let Entry { kind, year, digest, .. } = entry;
        let same = (kind, year, digest, entry.project.clone(), entry.department.clone(), entry.unit.clone());
        if let Some(&known) = self.known.get(&same) {
            let group = &mut self.groups[known];
            if group.copy.is_none() && group.first.1.number != entry.number {
                group.copy = Some((at, entry));
            }
            return;
        }
        let number = self.groups.len();
        let mut bodies: Vec<&str> = entry.bodies().collect();
        bodies.dedup();
        for body in bodies {
            let name = (entry.project.clone(), body.to_owned(), kind, year);
            self.named.entry(name).or_default().push(number);
        }
        self.known.insert(same, number);
        self.groups.push(Group { first: (at, entry), copy: None });
    }

    /// Pairs the forms of the block.
    pub fn link(&self, linked: &mut Linked, doubts: &mut Doubts) {
        linked.evaluated.extend(self.pairs(is_evaluation, target_of, 0, doubts));
        linked.yearly.extend(self.pairs(is_target, Some, 1, doubts));
        linked.reached.extend(self.pairs(is_target, evaluation_of, 1, doubts));
        linked.twice.extend(self.twice(doubts));
    }

    /// Forms that stand in two documents: each is held against the first of its like, of copies only the first one.
    fn twice(&self, doubts: &mut Doubts) -> Vec<Link> {
        let mut links = Vec::new();
        for (number, group) in self.groups.iter().enumerate() {
            let Entry { kind, year, .. } = group.first.1;
            links.extend(group.copy.as_ref().map(|copy| link(&group.first, copy)));
            let earlier = self.fitting(number, kind, year, |other| other < number);
            if let Some(base) = self.only(&earlier, doubts) {
                let pair = self.apart(base, number);
                links.extend(
                    pair.map(|(base, other)| if base.0 < other.0 { link(base, other) } else { link(other, base) }),
                );
            }
        }
        links
    }

    /// Pairs each form of some kind with the only one of the kind it asks for, of the year so many before its own.
    fn pairs(
        &self,
        is_other: fn(FormKind) -> bool,
        base_of: fn(FormKind) -> Option<FormKind>,
        years: i32,
        doubts: &mut Doubts,
    ) -> Vec<Link> {
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate().filter(|(_, group)| is_other(group.first.1.kind)) {
            let Some(kind) = base_of(group.first.1.kind) else { continue };
            let fitting = self.fitting(number, kind, group.first.1.year.saturating_sub(years), |_| true);
            if let Some(base) = self.only(&fitting, doubts) {
                partners.entry(base).or_default().push(number);
            }
        }
        let mut links = Vec::new();
        for (base, others) in partners {
            // The other way round it has to be the only one as well.
            let pair = self.only(&others, doubts).and_then(|other| self.apart(base, other));
            links.extend(pair.map(|(base, other)| Link { is_certain: false, ..link(base, other) }));
        }
        links
    }

    /// The groups that are of a kind and year, of the same project and body, and in other documents. More than one that says
    /// something else is as good as many: no further ones are looked for.
    fn fitting(&self, number: usize, kind: FormKind, year: i32, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let entry = &self.groups[number].first.1;
        let mut fitting: Vec<usize> = Vec::new();
        for body in entry.bodies() {
            let name = (entry.project.clone(), body.to_owned(), kind, year);
            for &other in self.named.get(&name).map_or(&[][..], Vec::as_slice) {
                let Entry { unit, department, digest, .. } = &self.groups[other].first.1;
                let fits = other != number
                    && wanted(other)
                    && agree(&entry.unit, unit)
                    && agree(&entry.department, department)
                    && self.apart(other, number).is_some();
                if fits {
                    fitting.push(other);
                    if self.groups[fitting[0]].first.1.digest != *digest {
                        return fitting;
                    }
                }
            }
            if !fitting.is_empty() {
                break;
            }
        }
        fitting
    }

    /// The only one, or the first of several that say the same.
    fn only(&self, groups: &[usize], doubts: &mut Doubts) -> Option<usize> {
        let digest = |group: usize| self.groups[group].first.1.digest;
        let (&first, rest) = groups.split_first()?;
        if rest.iter().all(|&other| digest(other) == digest(first)) {
            return Some(first);
        }
        doubts.ambiguous += 1;
        None
    }

    /// The first forms of two groups that stand in different documents.
    fn apart(&self, base: usize, other: usize) -> Option<(&Numbered, &Numbered)> {
        let (base, other) = (&self.groups[base], &self.groups[other]);
        if base.first.1.number != other.first.1.number {
            return Some((&base.first, &other.first));
        }
        let later = other.copy.as_ref().map(|other| (&base.first, other));
        later.or_else(|| base.copy.as_ref().map(|base| (base, &other.first)))
    }
}

fn link((base_at, base): &Numbered, (other_at, other): &Numbered) -> Link {
    let same_bodies = base.unit == other.unit && base.department == other.department;
    let changed = base.is_revision || other.is_revision;
    let recognised = base.recognised || other.recognised;
    let is_certain = base.title == other.title && same_bodies && !changed && !recognised;
    Link { other: *other_at, base: *base_at, is_certain }
}

impl Doubts {
    /// Counts a form that cannot be found again.
    pub fn add(&mut self, unknown: Unknown) {
        match unknown {
            Unknown::Project => {}
            Unknown::Body => self.unnamed += 1,
            Unknown::Year => self.undated += 1,
        }
    }

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
