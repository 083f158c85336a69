//! STR-DUP

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::disclosure::{Field, Form, Indicator};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The same indicator twice on one form, or the same project twice in one document.
pub static RULE: Rule = Rule {
    id: "STR-DUP",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("重复", "Duplicates"),
    explanation: Explanation {
        checks: text(
            "同一张表中同一二级指标下三级指标名称不应重复；同一文件中同一年度、同一种表不应有两张同名项目。",
            "Within a level-2 category of a form no indicator may stand twice; within a document no project may have two forms of one kind and year.",
        ),
        matters: text(
            "重复的指标重复计分，重复的项目重复计算资金。",
            "A doubled indicator is scored twice; a doubled project is counted twice.",
        ),
        example: text("“专家评审次数”在数量指标下出现两次。", "专家评审次数 stands twice under 数量指标."),
        advice: text(
            "删去重复行；若含义不同，应改写名称以示区别。",
            "Delete one; where the two mean different things, name them apart.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：指标「{indicator}」在{category}下重复（{targets}）",
            "{name}: indicator 「{indicator}」 stands more than once under {category} ({targets})",
        ),
        message("project", "项目「{name}」有 {count} 张同类表", "project 「{name}」 has {count} forms of one kind"),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有指标", "no indicators");
    for form in context.forms {
        let mut rows: BTreeMap<(String, Rc<str>), Vec<&Indicator>> = BTreeMap::new();
        for indicator in form.indicators.iter().filter(|indicator| !Category::is_name_of(indicator)) {
            // A form with a medium-term and an annual block states each indicator once in either.
            let block = indicator.section.clone().unwrap_or_default();
            let category =
                indicator.level2.as_deref().or(indicator.level1.as_deref()).map(names::key).unwrap_or_default();
            rows.entry((block + &category, context.key(indicator))).or_default().push(indicator);
        }
        verdict.count_all(form.indicators.len());
        let mut doubled: Vec<Vec<&Indicator>> = rows
            .into_iter()
            .filter(|((_, name), rows)| rows.len() > 1 && !name.is_empty())
            .map(|(_, rows)| rows)
            .collect();
        doubled.sort_by(|a, b| position(form, a[0]).cmp(&position(form, b[0])));
        for rows in doubled {
            let targets: Vec<&str> = rows.iter().map(|row| row.target.raw.as_str()).collect();
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &rows[0].level3)
                .arg("category", rows[0].level2.as_deref().or(rows[0].level1.as_deref()).unwrap_or("—"))
                .arg("targets", targets.join("；"))
                .with_all(rows.iter().map(|row| evidence::target(form, row)));
            verdict.find(finding);
        }
    }
    let mut projects: BTreeMap<_, Vec<&Form>> = BTreeMap::new();
    for form in context.forms {
        let text = |field: &Option<Field>| field.as_ref().and_then(|field| field.text.as_deref()).map(names::key);
        let code = text(&form.project_code);
        // The code says which project it is, whatever its name.
        if let Some(project) = code.or_else(|| text(&form.project)) {
            let unit = form.implementing_unit.as_ref().and_then(|field| field.text.as_deref()).unwrap_or_default();
            let year = form.fiscal_year.as_ref().map(|year| year.year);
            let bureau = context.bureaus.of(form);
            projects.entry((bureau, form.kind, year, project, names::key(unit))).or_default().push(form);
        }
    }
    for forms in projects.into_values().filter(|forms| forms.len() > 1) {
        let mut finding = Finding::new(&RULE, forms[0])
            .variant("project")
            .arg("name", evidence::name(forms[0]))
            .arg("count", forms.len());
        for form in &forms {
            finding = finding
                .table(form)
                .with_all(form.project.as_ref().map(|field| evidence::header(form, "project", field)))
                .with_all(form.project_code.as_ref().map(|field| evidence::header(form, "project_code", field)));
        }
        verdict.find(finding);
    }
    verdict
}

fn position(form: &Form, indicator: &Indicator) -> usize {
    form.indicators.iter().position(|other| std::ptr::eq(other, indicator)).unwrap_or(usize::MAX)
}
