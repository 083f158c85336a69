//! STR-DEPT

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::disclosure::{Form, FormKind};
use crate::normalise::division::Division;
use std::collections::BTreeMap;

/// A form's department against the document's.
pub static RULE: Rule = Rule {
    id: "STR-DEPT",
    group: Group::Structure,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("部门名称不一致", "Department differs"),
    explanation: Explanation {
        checks: text(
            "项目表上的预算部门（主管部门）应与同一文件部门表的部门名称一致；没有部门表时与多数项目表比较。代码、“本级”等附加字样不算不同；同一文件中另一地方的部门，或另有两张以上项目表的部门，视为文件所含的其他部门。",
            "The department on a project form must be the one of the document's department form, or of most project forms where there is none. Codes and additions such as 本级 do not count; a bureau of another place, or one with two or more forms, is taken for another bureau in the file.",
        ),
        matters: text(
            "部门填错，项目会被归到别的部门名下。",
            "With a wrong department the project is counted for another bureau.",
        ),
        example: text(
            "部门表为“财政局”，某项目预算部门为“审计局”。",
            "The department form says 财政局, one project 审计局.",
        ),
        advice: text(
            "确认项目归属；确由其他部门主管的，应加说明。",
            "See whose project it is; where another bureau is in charge indeed, say so.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：部门为「{found}」，文件其他表为「{expected}」",
        "{name}: the department is 「{found}」; on the document's other forms it is 「{expected}」",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("文件中只有一张表写明部门", "fewer than two forms name a department");
    let named = |form: &'_ &Form| department(form).is_some();
    let departments: Vec<&Form> = context.forms.iter().filter(|f| f.kind == Some(FormKind::DepartmentTarget)).collect();
    // With several departments in one file a project may belong to any of them; names alone pair them.
    if departments.len() > 1 {
        verdict.because("文件含多个部门", "the file holds several departments");
        return verdict;
    }
    let forms: Vec<&Form> =
        context.forms.iter().filter(|f| f.kind == Some(FormKind::ProjectTarget)).filter(named).collect();
    let reference = match departments.first().and_then(|form| department(form)) {
        Some(name) => Some(name),
        None => usual(&forms),
    };
    let Some(expected) = reference else { return verdict };
    let other =
        forms.iter().filter(|form| department(form).is_some_and(|found| !names::same_body(found, expected))).count();
    // Where most projects name another body, the field means something else on this form (主管部门).
    if other * 2 > forms.len() {
        verdict.because(
            "多数项目表写的是另一部门，含义可能不同",
            "most project forms name another body, so the field may mean something else",
        );
        return verdict;
    }
    for form in &forms {
        let Some(found) = department(form) else { continue };
        if names::same_body(found, expected) {
            verdict.count();
            continue;
        }
        if of_another_bureau(form, found, expected, &forms) {
            verdict.because("文件含其他部门的项目表", "the file holds project forms of other bureaus as well");
            continue;
        }
        verdict.count();
        let mut finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("found", found)
            .arg("expected", expected)
            .pair(expected, found)
            .with_all(form.department.as_ref().map(|field| evidence::header(form, "department", field)));
        if let Some(department) = departments.first() {
            finding = finding.table(department).with_all(
                department.department.as_ref().map(|field| evidence::header(department, "department", field)),
            );
        }
        verdict.find(finding);
    }
    verdict
}

/// Whether a form belongs to another bureau whose forms stand in the same file: one of another place, or one with several forms.
fn of_another_bureau(form: &Form, found: &str, expected: &str, forms: &[&Form]) -> bool {
    let elsewhere = form.division.zip(Division::of(expected)).is_some_and(|(a, b)| a.is_elsewhere(&b));
    let forms = forms.iter().filter(|form| department(form).is_some_and(|name| names::same_body(name, found)));
    elsewhere || forms.count() > 1
}

fn department(form: &Form) -> Option<&str> {
    form.department.as_ref()?.text.as_deref()
}

/// The department of more than three quarters of at least four forms.
fn usual<'a>(forms: &[&'a Form]) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    forms.iter().filter_map(|form| department(form)).for_each(|name| *counts.entry(name).or_default() += 1);
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (forms.len() >= 4 && count * 4 > forms.len() * 3).then_some(name)
}
