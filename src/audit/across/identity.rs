//! Which bureau and project a form is of, as far as its own document tells.

use crate::audit::facts::{Facts, FormFacts};
use crate::audit::names;
use crate::normalise::disclosure::FormKind;
use std::collections::BTreeSet;

/// A form with what identifies it, in comparable letters.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The number of the document.
    pub number: usize,
    /// The document.
    pub document: &'a Facts,
    /// The form.
    pub form: &'a FormFacts,
    /// The year it is for.
    pub year: Option<i32>,
    /// The bureau, where the name tells it from others.
    pub department: Option<String>,
    /// The unit, where the name tells it from others.
    pub unit: Option<String>,
    /// The project; empty on a department's forms, `None` where a project's form names none.
    pub project: Option<String>,
}

/// The forms of all documents.
pub fn entries(documents: &[Facts]) -> Vec<Entry<'_>> {
    documents.iter().enumerate().flat_map(|(number, document)| of(number, document)).collect()
}

fn of<'a>(number: usize, document: &'a Facts) -> Vec<Entry<'a>> {
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
    let entry = |form: &'a FormFacts| {
        let FormFacts { department, unit, .. } = form;
        let named = |name: &Option<Box<str>>| name.as_deref().and_then(|name| telling(&body(name), &bodies));
        let lent = if department.is_none() && unit.is_none() { only.clone() } else { None };
        Entry {
            number,
            document,
            form,
            year: form.year,
            department: named(department).or(lent),
            unit: named(unit),
            project: project(form),
        }
    };
    document.forms.iter().map(entry).collect()
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
