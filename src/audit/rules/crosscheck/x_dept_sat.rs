//! X-DEPT-SAT

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A department's satisfaction above that of every project.
pub static RULE: Rule = Rule {
    id: "X-DEPT-SAT",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("部门满意度高于全部项目", "Department satisfaction above all projects"),
    explanation: Explanation {
        checks: text(
            "部门表的满意度指标值全部高于每一个项目的满意度指标值的予以报告（至少三个项目有满意度）。",
            "Reported where every satisfaction target of the department lies above every one of its projects (at least three with such targets).",
        ),
        matters: text(
            "各项目都只要求 90%，部门却承诺 95%，没有依据。",
            "Where all projects ask for 90%, nothing supports the department's 95%.",
        ),
        example: text(
            "部门三项满意度 95%以上，各项目 21 项 90%、1 项 80%。",
            "The department promises 95% three times; the projects ask for 90% 21 times and 80% once.",
        ),
        advice: text("统一满意度目标。", "Bring the targets into line."),
        source: None,
    },
    messages: &[message(
        "",
        "部门满意度指标值为 {department}，各项目 {count} 个满意度指标都低于此（{projects}）",
        "the department's satisfaction targets are {department}; all {count} of the projects are lower ({projects})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "部门表没有满意度，或有满意度的项目不足三个",
        "the department has no satisfaction target, or fewer than three projects have",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department else { continue };
        let own = satisfaction(department);
        let projects: Vec<(&Form, &Indicator, Decimal)> = portfolio
            .projects
            .iter()
            .flat_map(|form| satisfaction(form).into_iter().map(move |(indicator, value)| (*form, indicator, value)))
            .collect();
        let forms = portfolio.projects.iter().filter(|form| !satisfaction(form).is_empty()).count();
        let (Some(least), Some(most)) = (own.iter().map(|(_, v)| *v).min(), projects.iter().map(|(_, _, v)| *v).max())
        else {
            continue;
        };
        if forms < 3 {
            continue;
        }
        verdict.count_all(projects.len());
        if least <= most {
            continue;
        }
        let mut tally: BTreeMap<Decimal, usize> = BTreeMap::new();
        projects.iter().for_each(|(_, _, value)| *tally.entry(value.normalize()).or_default() += 1);
        let tally: Vec<String> = tally.iter().rev().map(|(value, count)| format!("{value}%×{count}")).collect();
        let mut raws: Vec<&str> = own.iter().map(|(indicator, _)| indicator.target.raw.as_str()).collect();
        raws.dedup();
        let mut finding = Finding::new(&RULE, department)
            .arg("department", raws.join("、"))
            .arg("count", projects.len())
            .arg("projects", tally.join("、"))
            .with_all(own.iter().map(|(indicator, _)| evidence::target(department, indicator)));
        for (form, indicator, _) in projects {
            finding = finding.table(form).with(evidence::target(form, indicator));
        }
        verdict.find(finding);
    }
    verdict
}

fn satisfaction(form: &Form) -> Vec<(&Indicator, Decimal)> {
    let rows = form.indicators.iter().filter(|indicator| Category::of(indicator) == Some(Category::Satisfaction));
    rows.filter_map(|indicator| Some((indicator, Quantity::of(&indicator.target).filter(Quantity::is_percent)?.low)))
        .collect()
}
