//! Indicators on different forms that speak of the same thing.

use crate::audit::{metric, names};
use crate::normalise::disclosure::{Form, Indicator};

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
pub struct Family<'a> {
    rows: Vec<(&'a Form, &'a Indicator, String)>,
}

impl<'a> Family<'a> {
    /// The indicators of the projects.
    pub fn of(projects: &[&'a Form]) -> Self {
        let rows = projects.iter().flat_map(|form| form.indicators.iter().map(move |row| (*form, row)));
        Family { rows: rows.map(|(form, row)| (form, row, names::key(&row.level3))).collect() }
    }

    /// The indicators of the projects that speak of the same thing as the department's: those of the same name, or where
    /// there are none, those of a related name.
    pub fn kin(&self, indicator: &Indicator) -> Vec<Kin<'a>> {
        let name = names::key(&indicator.level3);
        let same = self.rows.iter().filter(|(_, _, key)| *key == name);
        let mut kin: Vec<Kin> =
            same.map(|(form, indicator, _)| Kin { form, indicator, relation: Relation::Same }).collect();
        if kin.is_empty() && !metric::is_common(&name) {
            let related = self
                .rows
                .iter()
                .filter_map(|(form, row, key)| Some(Kin { form, indicator: row, relation: related(&name, row, key)? }));
            kin = related.collect();
            kin.sort_by_key(|kin| kin.relation);
        }
        kin
    }
}

fn related(name: &str, other: &Indicator, other_name: &str) -> Option<Relation> {
    if metric::same_metric(name, other_name) {
        return Some(Relation::Narrower);
    }
    // 通过率, 及格率 and 合格率 of an examination are one rate.
    let unified = |name: &str| name.replace("通过率", "合格率").replace("及格率", "合格率");
    let subject = other.scoring.as_ref()?.full.as_ref()?.subject.as_deref().map(names::key)?;
    let (name, subject) = (unified(name), unified(&subject));
    let is_specific = names::length(&subject) >= 5 && !metric::is_common(&subject) && subject != other_name;
    (is_specific && metric::same_metric(&name, &subject)).then_some(Relation::ByRule)
}
