//! The bureaus whose forms stand in one document: mostly it is one bureau's, and a compilation holds those of many.

use crate::audit::names;
use crate::normalise::disclosure::{Form, FormKind};
use crate::normalise::division::Division;
use crate::sets::{root, unite};
use std::collections::{BTreeMap, HashMap};

/// Which form is of which bureau.
///
/// Forms are of one bureau where they name the same body, be it as 部门 or as 填报单位. A body that one form alone names may as
/// well be a slip, or a unit of the bureau before; it is another bureau where it is one of another place, or where the document
/// holds forms of several departments. A form that names none is with the one before.
#[derive(Debug, Default)]
pub struct Bureaus<'a>(HashMap<&'a str, usize>);

/// Bodies that are told from each other; those that a document names beyond are not looked at.
const MOST: usize = 500;

impl<'a> Bureaus<'a> {
    /// Tells the bureaus of a document.
    pub fn of_forms(forms: &'a [Form]) -> Self {
        let groups = groups(forms);
        let Some(main) = groups.values().max_by_key(|members| members.len()) else { return Bureaus::default() };
        let is_department = |at: &usize| {
            matches!(forms[*at].kind, Some(FormKind::DepartmentTarget | FormKind::DepartmentSelfEvaluation))
        };
        let departments = groups.values().filter(|members| members.iter().any(is_department)).count();
        let is_bureau = |members: &[usize]| {
            members.len() > 1 || departments > 1 || is_elsewhere(&forms[members[0]], &forms[main[0]])
        };
        let mut bureau_of: Vec<Option<usize>> = vec![None; forms.len()];
        for (bureau, members) in groups.iter().filter(|(_, members)| is_bureau(members)) {
            members.iter().for_each(|at| bureau_of[*at] = Some(*bureau));
        }
        let mut last = bureau_of.iter().flatten().next().copied().unwrap_or(0);
        let of = forms.iter().zip(bureau_of).map(|(form, bureau)| {
            last = bureau.unwrap_or(last);
            (form.id.as_str(), last)
        });
        Bureaus(of.collect())
    }

    /// The bureau of a form, as a number that its other forms have as well.
    pub fn of(&self, form: &Form) -> usize {
        self.0.get(form.id.as_str()).copied().unwrap_or(0)
    }

    /// Whether two forms are of one bureau.
    pub fn are_one(&self, a: &Form, b: &Form) -> bool {
        self.of(a) == self.of(b)
    }
}

/// The bodies a form names: 部门名称, 填报单位.
pub fn bodies(form: &Form) -> impl Iterator<Item = &str> {
    [&form.department, &form.reporting_unit].into_iter().flatten().filter_map(|field| field.text.as_deref())
}

/// The forms that name a body, by the first of the names that are known as one body's.
fn groups(forms: &[Form]) -> BTreeMap<usize, Vec<usize>> {
    let mut known: Vec<&str> = Vec::new();
    let mut parent: Vec<usize> = Vec::new();
    let mut place: HashMap<&str, usize> = HashMap::new();
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        let mut body = None;
        for name in bodies(form) {
            let number = match place.get(name) {
                Some(number) => *number,
                None if known.len() == MOST => continue,
                None => {
                    let number = known.len();
                    known.push(name);
                    place.insert(name, number);
                    parent.push(number);
                    for other in (0..number).filter(|other| names::same_body(known[*other], name)) {
                        unite(&mut parent, other, number);
                    }
                    number
                }
            };
            unite(&mut parent, *body.get_or_insert(number), number);
        }
        named.extend(body.map(|body| (at, body)));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    named.into_iter().for_each(|(at, body)| groups.entry(root(&mut parent, body)).or_default().push(at));
    groups
}

fn is_elsewhere(a: &Form, b: &Form) -> bool {
    let place = |form: &Form| form.division.or_else(|| bodies(form).find_map(Division::of));
    place(a).zip(place(b)).is_some_and(|(a, b)| a.is_elsewhere(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::disclosure::Field;

    /// For each form its bureau, from forms given as kind, 部门 and 填报单位.
    fn bureaus(forms: &[(FormKind, &str, &str)]) -> Vec<usize> {
        let field =
            |text: &str| Some(Field { text: Some(text.to_owned()), ..Field::default() }).filter(|_| !text.is_empty());
        let forms: Vec<Form> = forms
            .iter()
            .enumerate()
            .map(|(at, (kind, department, unit))| Form {
                id: format!("t{at}"),
                kind: Some(*kind),
                department: field(department),
                reporting_unit: field(unit),
                ..Form::default()
            })
            .collect();
        let bureaus = Bureaus::of_forms(&forms);
        forms.iter().map(|form| bureaus.of(form)).collect()
    }

    #[test]
    fn forms_that_name_a_body_together_are_one_bureaus() {
        use FormKind::{DepartmentTarget as Department, ProjectTarget as Project};
        let one = [
            (Department, "某县水利局", ""),
            (Project, "水利局", "某县水库管理站"),
            (Project, "", "某县水库管理站"),
            (Project, "", ""),
        ];
        assert_eq!(bureaus(&one), [0, 0, 0, 0]);
        let slip = [
            (Department, "某县水利局", ""),
            (Project, "某县水利局", ""),
            (Project, "某县水务中心", ""),
            (Project, "某县水利局", ""),
        ];
        assert_eq!(bureaus(&slip), [0, 0, 0, 0], "one form alone");
        let two = [
            (Department, "某县水利局", ""),
            (Project, "某县水利局", ""),
            (Project, "某县教育局", ""),
            (Project, "", ""),
            (Project, "某县教育局", ""),
        ];
        assert_eq!(bureaus(&two), [0, 0, 1, 1, 1]);
        let each = [(Department, "某县水利局", ""), (Department, "某县教育局", ""), (Project, "", "")];
        assert_eq!(bureaus(&each), [0, 1, 1], "departments with a form each");
        let elsewhere = [(Project, "武汉市水务局", ""), (Project, "武汉市水务局", ""), (Project, "长沙市水利局", "")];
        assert_eq!(bureaus(&elsewhere), [0, 0, 1], "one of another place");
        assert_eq!(bureaus(&[(Project, "", "")]), [0]);
    }
}
