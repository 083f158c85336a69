//! Indicators on different forms that speak of the same thing.

use crate::audit::{metric, names};
use crate::normalise::disclosure::{Form, Indicator};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How two indicators are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// One name.
    Same,
    /// One name is the other with words before it: 法律意见采信率, 法律顾问法律意见采信率.
    Narrower,
    /// The name that the other's scoring rule uses.
    ByRule,
}

/// An indicator of a project that speaks of the same thing as a department's.
#[derive(Clone, Debug)]
pub struct Kin<'a> {
    /// The project's form.
    pub form: &'a Form,
    /// Its indicator.
    pub indicator: &'a Indicator,
    /// How the two are related.
    pub relation: Relation,
}

/// The indicators of a portfolio's projects, with their names made comparable once.
#[derive(Debug, Default)]
pub struct Family<'a> {
    members: Vec<Member<'a>>,
    /// What was found, by the indicator's address: several rules ask.
    found: RefCell<HashMap<*const Indicator, Rc<[Kin<'a>]>>>,
}

#[derive(Debug)]
struct Member<'a> {
    form: &'a Form,
    indicator: &'a Indicator,
    name: String,
    /// The name that its scoring rule uses, where it is another one and says enough.
    subject: Option<String>,
}

impl<'a> Family<'a> {
    /// The indicators of the projects.
    pub fn of(projects: &[&'a Form]) -> Self {
        let rows = projects.iter().flat_map(|form| form.indicators.iter().map(move |row| (*form, row)));
        Family { members: rows.map(|(form, row)| Member::of(form, row)).collect(), found: RefCell::default() }
    }

    /// The indicators of the projects that speak of the same thing as the department's: those of the same name, or where
    /// there are none, those of a related name.
    pub fn kin(&self, indicator: &'a Indicator) -> Rc<[Kin<'a>]> {
        let mut found = self.found.borrow_mut();
        found.entry(indicator).or_insert_with(|| self.search(indicator).into()).clone()
    }

    fn search(&self, indicator: &Indicator) -> Vec<Kin<'a>> {
        let name = names::key(&indicator.level3);
        let kin = |member: &Member<'a>, relation| Kin { form: member.form, indicator: member.indicator, relation };
        let same = self.members.iter().filter(|member| member.name == name);
        let same: Vec<Kin> = same.map(|member| kin(member, Relation::Same)).collect();
        if !same.is_empty() || metric::is_common(&name) {
            return same;
        }
        let unified = unified(&name);
        let related = self.members.iter().filter_map(|member| Some(kin(member, member.related(&name, &unified)?)));
        let mut related: Vec<Kin> = related.collect();
        related.sort_by_key(|kin| kin.relation);
        related
    }
}

impl<'a> Member<'a> {
    fn of(form: &'a Form, indicator: &'a Indicator) -> Self {
        let name = names::key(&indicator.level3);
        let rule = indicator.scoring.as_ref().and_then(|scoring| scoring.full.as_ref()?.subject.as_deref());
        let says_enough =
            |subject: &String| names::length(subject) >= 5 && !metric::is_common(subject) && *subject != name;
        let subject = rule.map(|subject| unified(&names::key(subject))).filter(says_enough);
        Member { form, indicator, name, subject }
    }

    /// How it is related to an indicator of another name.
    fn related(&self, name: &str, unified: &str) -> Option<Relation> {
        if metric::same_metric(name, &self.name) {
            return Some(Relation::Narrower);
        }
        let by_rule = self.subject.as_deref().is_some_and(|subject| metric::same_metric(unified, subject));
        by_rule.then_some(Relation::ByRule)
    }
}

/// 通过率, 及格率 and 合格率 of an examination are one rate.
fn unified(name: &str) -> String {
    name.replace("通过率", "合格率").replace("及格率", "合格率")
}
