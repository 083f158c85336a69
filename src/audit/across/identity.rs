//! Which bureau and project a form is of, as far as its own document tells.

use crate::audit::facts::{Facts, FormFacts, Number};
use crate::audit::names;
use crate::normalise::disclosure::FormKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What identifies a form, and what tells whether another says the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The number of the document.
    pub number: u32,
    /// What kind of form.
    pub kind: FormKind,
    /// The year it is for.
    pub year: i32,
    /// The project in comparable letters; empty on a department's forms.
    pub project: String,
    /// The bureau, where the name tells it from others.
    pub department: Option<String>,
    /// The unit, where the name tells it from others.
    pub unit: Option<String>,
    /// The title in comparable letters.
    pub title: String,
    /// Whether the title says that the form replaces an earlier one.
    pub is_revision: bool,
    /// Whether some of the document's text was recognised from images.
    pub recognised: bool,
    /// A hash of what the rules compare: rows and amount.
    pub digest: [u64; 2],
}

/// Why a form cannot be found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// It is a project's form and names none.
    Project,
    /// Its bureau is not named, or not so that it is told from others.
    Body,
    /// It names no year.
    Year,
}

/// The forms of a document, whose number is given, in their order.
pub fn entries(number: u32, document: &Facts) -> Vec<Result<Entry, Unknown>> {
    let bodies: BTreeSet<String> = document
        .forms
        .iter()
        .flat_map(|form| [&form.department, &form.unit])
        .flatten()
        .map(|name| body(name))
        .filter(|name| is_telling(name))
        .collect();
    // A document of one bureau lends its name to forms that leave theirs blank.
    let departments: BTreeSet<String> =
        document.forms.iter().filter_map(|form| form.department.as_deref()).map(body).collect();
    let only = match (departments.len(), departments.first()) {
        (1, Some(name)) => telling(name, &bodies),
        _ => None,
    };
    let entry = |form: &FormFacts| {
        let FormFacts { department, unit, .. } = form;
        let named = |name: &Option<Box<str>>| name.as_deref().and_then(|name| telling(&body(name), &bodies));
        let lent = if department.is_none() && unit.is_none() { only.clone() } else { None };
        let project = project(form).ok_or(Unknown::Project)?;
        let (department, unit) = (named(department).or(lent), named(unit));
        if department.is_none() && unit.is_none() {
            return Err(Unknown::Body);
        }
        Ok(Entry {
            number,
            kind: form.kind,
            year: form.year.ok_or(Unknown::Year)?,
            project,
            department,
            unit,
            title: names::key(&form.title),
            is_revision: is_revision(&form.title),
            recognised: document.recognised,
            digest: digest(form),
        })
    };
    document.forms.iter().map(entry).collect()
}

impl Entry {
    /// The names of its bodies, the one that does the work first.
    pub fn bodies(&self) -> impl Iterator<Item = &str> {
        [&self.unit, &self.department].into_iter().flatten().map(String::as_str)
    }

    /// Hashes of project and body, under which forms that may belong together are looked for.
    pub fn keys(&self) -> [u64; 2] {
        let mut keys = self.bodies().map(|body| hash(&(&self.project, body)));
        let first = keys.next().unwrap_or_default();
        [first, keys.next().unwrap_or(first)]
    }
}

/// A hash that is the same in every run of one build; nothing that is written depends on it.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Forms of one digest say the same as far as rules across documents look.
fn digest(form: &FormFacts) -> [u64; 2] {
    let number = |number: &Option<Number>| number.as_ref().map(|number| (number.value, number.unit.clone()));
    let rows: Vec<_> = form
        .rows
        .iter()
        .map(|row| {
            let actual = row.actual.as_ref().map(|actual| (&actual.0, actual.1.value, &actual.1.unit));
            (&row.name, &row.target, number(&row.number), actual)
        })
        .collect();
    let amount = form.annual.as_ref().map(|amount| amount.yuan);
    // Two hashes over the same from different beginnings: 128 bits, so that chance makes no two forms alike.
    [hash(&(0_u8, &rows, amount)), hash(&(1_u8, &rows, amount))]
}

/// Whether a title says that the form replaces an earlier one.
fn is_revision(title: &str) -> bool {
    ["调整", "修订", "变更", "追加", "更正", "修改"].iter().any(|word| title.contains(word))
}

/// The name of a body in comparable letters, without code and 本级.
fn body(name: &str) -> String {
    let key = names::key(name);
    let key = key.trim_start_matches(|c: char| c.is_ascii_digit());
    key.trim_end_matches("本级").trim_end_matches("机关").trim_end_matches("汇总").to_owned()
}

/// The name as the document writes it in full: 司法局 is 某市司法局 where no other body of the document ends so.
fn telling(name: &str, bodies: &BTreeSet<String>) -> Option<String> {
    if is_telling(name) {
        return Some(name.to_owned());
    }
    let mut full = bodies.iter().filter(|full| !name.is_empty() && full.ends_with(name));
    match (full.next(), full.next()) {
        (Some(full), None) => Some(full.clone()),
        _ => None,
    }
}

/// Whether a body's name tells it from others of its kind elsewhere: it says of which place (甲市财政局, not 市财政局 or
/// 财政局), or is one that exists once.
fn is_telling(name: &str) -> bool {
    let says_place = name.chars().enumerate().any(|(at, c)| at >= 1 && "省市县区州盟旗镇乡".contains(c));
    let national = ["国家", "中华", "中国", "中央", "全国"].iter().any(|word| name.starts_with(word));
    says_place || national || (name.ends_with('部') && (3..=8).contains(&names::length(name)) && !name.contains("党"))
}

/// The project in comparable letters, without a code before the name.
fn project(form: &FormFacts) -> Option<String> {
    if matches!(form.kind, FormKind::DepartmentTarget | FormKind::DepartmentSelfEvaluation) {
        return Some(String::new());
    }
    let key = names::key(form.project.as_deref()?);
    let name = key.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let coded = key.len() - name.len() >= 8 && !name.is_empty();
    let name = if coded { name } else { key.as_str() };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_without_a_place_is_not_told_from_its_namesakes() {
        for name in ["甲市财政局", "某某县教育局", "坝塘镇人民政府", "国家林业局", "教育部"] {
            assert!(is_telling(name), "{name}");
        }
        for name in ["财政局", "市财政局", "县教育局", "党委宣传部"] {
            assert!(!is_telling(name), "{name}");
        }
        let bodies = BTreeSet::from(["甲市财政局".to_owned(), "乙区教育局".to_owned()]);
        assert_eq!(telling("市财政局", &bodies).as_deref(), Some("甲市财政局"));
        assert_eq!(telling("审计局", &bodies), None);
    }
}
