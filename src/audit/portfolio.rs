//! A department's target form with the target forms of its projects.

use crate::audit::bureaus::{Bureaus, bodies};
use crate::audit::kinship::Family;
use crate::audit::names;
use crate::normalise::disclosure::{Form, FormKind};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A department's target form with the project forms that belong to it. Where a document has no department form, its
/// project forms are a portfolio without one.
#[derive(Debug, Default)]
pub struct Portfolio<'a> {
    /// 部门整体支出绩效目标表
    pub department: Option<&'a Form>,
    /// 项目支出绩效目标表
    pub projects: Vec<&'a Form>,
    /// Project forms of the department's year that name another body: a unit of the department, or another bureau.
    pub others: Vec<&'a Form>,
    family: OnceCell<Family<'a>>,
}

impl<'a> Portfolio<'a> {
    /// The indicators of the projects, made comparable once.
    pub fn family(&self) -> &Family<'a> {
        self.family.get_or_init(|| Family::of(&self.projects))
    }
}

/// Pairs department and project forms by the department's name and the year, never by position: a project form goes to
/// the only department form of its year, unless other forms show that it is of another bureau, or to the one that names its
/// department. Those of bureaus without a department form are a portfolio each.
pub fn portfolios<'a>(forms: &'a [Form], bureaus: &Bureaus) -> Vec<Portfolio<'a>> {
    let of_kind = |kind| forms.iter().filter(move |form| form.kind == Some(kind));
    let mut portfolios: Vec<Portfolio> = of_kind(FormKind::DepartmentTarget)
        .map(|form| Portfolio { department: Some(form), ..Portfolio::default() })
        .collect();
    let mut unpaired: BTreeMap<usize, Portfolio> = BTreeMap::new();
    for project in of_kind(FormKind::ProjectTarget) {
        let same_year: Vec<usize> = (0..portfolios.len())
            .filter(|&i| portfolios[i].department.is_some_and(|department| may_share_year(department, project)))
            .collect();
        let named =
            same_year.iter().copied().filter(|&i| portfolios[i].department.is_some_and(|d| share_name(d, project)));
        let named: Vec<usize> = named.collect();
        let is_theirs = |at: usize| portfolios[at].department.is_some_and(|it| bureaus.are_one(it, project));
        match (named.as_slice(), same_year.as_slice()) {
            ([only], _) => portfolios[*only].projects.push(project),
            (_, [only]) if is_theirs(*only) => portfolios[*only].projects.push(project),
            (_, same_year) => {
                if let [only] = same_year {
                    portfolios[*only].others.push(project);
                }
                unpaired.entry(bureaus.of(project)).or_default().projects.push(project);
            }
        }
    }
    portfolios.extend(unpaired.into_values());
    portfolios
}

fn may_share_year(a: &Form, b: &Form) -> bool {
    match (&a.fiscal_year, &b.fiscal_year) {
        (Some(a), Some(b)) => a.year == b.year,
        _ => true,
    }
}

fn share_name(department: &Form, project: &Form) -> bool {
    bodies(department).any(|a| bodies(project).any(|b| names::same_body(a, b)))
}
