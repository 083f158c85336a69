//! A department's target form with the target forms of its projects.

use crate::audit::kinship::Family;
use crate::audit::names;
use crate::normalise::disclosure::{Form, FormKind};
use std::cell::OnceCell;

/// A department's target form with the project forms that belong to it. Where a document has no department form, its
/// project forms are a portfolio without one.
#[derive(Debug, Default)]
pub struct Portfolio<'a> {
    /// 部门整体支出绩效目标表
    pub department: Option<&'a Form>,
    /// 项目支出绩效目标表
    pub projects: Vec<&'a Form>,
    family: OnceCell<Family<'a>>,
}

impl<'a> Portfolio<'a> {
    /// The indicators of the projects, made comparable once.
    pub fn family(&self) -> &Family<'a> {
        self.family.get_or_init(|| Family::of(&self.projects))
    }
}

/// Pairs department and project forms by the department's name and the year, never by position: a project form goes to
/// the only department form of its year, or to the one that names its department.
pub fn portfolios<'a>(forms: &'a [Form]) -> Vec<Portfolio<'a>> {
    let of_kind = |kind| forms.iter().filter(move |form| form.kind == Some(kind));
    let mut portfolios: Vec<Portfolio> = of_kind(FormKind::DepartmentTarget)
        .map(|form| Portfolio { department: Some(form), ..Portfolio::default() })
        .collect();
    let mut unpaired = Portfolio::default();
    for project in of_kind(FormKind::ProjectTarget) {
        let same_year: Vec<usize> = (0..portfolios.len())
            .filter(|&i| portfolios[i].department.is_some_and(|department| may_share_year(department, project)))
            .collect();
        let named =
            same_year.iter().copied().filter(|&i| portfolios[i].department.is_some_and(|d| share_name(d, project)));
        let named: Vec<usize> = named.collect();
        match (named.as_slice(), same_year.as_slice()) {
            ([only], _) | (_, [only]) => portfolios[*only].projects.push(project),
            _ => unpaired.projects.push(project),
        }
    }
    if !unpaired.projects.is_empty() {
        portfolios.push(unpaired);
    }
    portfolios
}

fn may_share_year(a: &Form, b: &Form) -> bool {
    match (&a.fiscal_year, &b.fiscal_year) {
        (Some(a), Some(b)) => a.year == b.year,
        _ => true,
    }
}

fn share_name(department: &Form, project: &Form) -> bool {
    bodies(department).iter().any(|a| bodies(project).iter().any(|b| names::same_body(a, b)))
}

/// The bodies a form names: 部门名称, 填报单位.
fn bodies(form: &Form) -> Vec<&str> {
    [&form.department, &form.reporting_unit].into_iter().flatten().filter_map(|field| field.text.as_deref()).collect()
}
