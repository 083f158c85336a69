//! X-DEPT-SUM

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, metric, names};
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::ValueKind;
use rust_decimal::Decimal;
use std::rc::Rc;

/// A department's count against the sum of its projects'.
pub static RULE: Rule = Rule {
    id: "X-DEPT-SUM",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("部门数量与项目合计", "Department counts against the projects' sum"),
    explanation: Explanation {
        checks: text(
            "部门表的数量指标由几个项目共同完成的（同名，或部门指标把两件事合写为“甲和乙……次数”），部门数应等于各项目之和。",
            "Where several projects carry a count of the department (the same name, or 甲和乙……次数 for two things), the department's number must be the sum of theirs.",
        ),
        matters: text(
            "合计不符，说明部门目标定低了或口径不同（联合开展还是各做几次）。",
            "Where it is not, the department aims too low, or it is unclear whether joint or separate work is meant.",
        ),
        example: text(
            "部门“社区矫正和安置帮教工作督查次数”2 次，两个项目各 2 次。",
            "The department has 2 inspections for two things together, the projects 2 each.",
        ),
        advice: text("说明是联合开展还是分别开展，并统一数值。", "Say which is meant, and make the numbers fit."),
        source: None,
    },
    messages: &[message(
        "",
        "部门指标「{indicator}」{target}，项目合计 {terms}={sum}{unit}",
        "the department's 「{indicator}」 is {target}; its projects come to {terms}={sum}{unit}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有由几个项目共同完成的部门数量指标",
        "no count of the department is carried by several projects",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department else { continue };
        let rows = rows(context, &portfolio.projects);
        for indicator in department.indicators.iter().filter(|indicator| indicator.target.kind == ValueKind::Quantity) {
            let Some(own) = Quantity::of(&indicator.target) else { continue };
            let name = context.key(indicator);
            let joint = joint_parts(&indicator.level3, &rows);
            let (parts, is_joint) = match joint {
                Some(parts) => (parts, true),
                None => (same_name(&name, &rows), false),
            };
            let numbers: Vec<(&Form, &Indicator, Quantity)> = parts
                .into_iter()
                .filter_map(|row| Some((row.form, row.indicator, Quantity::of(&row.indicator.target)?)))
                .collect();
            if numbers.len() < 2 || !numbers.iter().all(|(_, _, number)| number.same_unit(&own)) {
                continue;
            }
            verdict.count();
            let sum: Decimal = numbers.iter().map(|(_, _, number)| number.low).sum();
            let most = numbers.iter().map(|(_, _, number)| number.low).max().unwrap_or_default();
            // A sum that is no sum of its kind: shares of one thing may each be stated in full.
            if own.low == sum || (!is_joint && own.low > most) {
                continue;
            }
            let terms: Vec<String> = numbers.iter().map(|(_, _, number)| number.low.normalize().to_string()).collect();
            let severity = if is_joint { RULE.severity } else { Severity::Info };
            let mut finding = Finding::new(&RULE, department)
                .severity(severity)
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .arg("terms", terms.join("+"))
                .arg("sum", sum.normalize())
                .arg("unit", &own.unit)
                .numbers(sum, own.low)
                .with(evidence::target(department, indicator));
            for (form, row, _) in &numbers {
                finding = finding.table(form).with(evidence::target(form, row));
            }
            verdict.find(finding);
        }
    }
    verdict
}

/// An indicator of a project.
struct Row<'a> {
    form: &'a Form,
    indicator: &'a Indicator,
    key: Rc<str>,
}

fn rows<'a>(context: &Context<'a>, projects: &[&'a Form]) -> Vec<Row<'a>> {
    let row = |form, indicator: &'a Indicator| Row { form, indicator, key: context.key(indicator) };
    projects.iter().flat_map(|form| form.indicators.iter().map(move |indicator| row(*form, indicator))).collect()
}

fn same_name<'r, 'a>(name: &str, rows: &'r [Row<'a>]) -> Vec<&'r Row<'a>> {
    rows.iter().filter(|row| *row.key == *name).collect()
}

/// The two indicators that a joint name stands for: 甲和乙督查次数 for 甲督查次数 and 乙督查次数.
fn joint_parts<'r, 'a>(name: &str, rows: &'r [Row<'a>]) -> Option<Vec<&'r Row<'a>>> {
    let (left, right) = ["和", "及", "、", "与"].iter().find_map(|joint| name.split_once(joint))?;
    let (left, right) = (names::key(left), names::key(right));
    let left = metric::without_leads(&left);
    let second = rows.iter().find(|row| metric::without_leads(&row.key) == right)?;
    let first = rows.iter().find(|row| {
        let tail = metric::without_leads(&row.key).strip_prefix(left).filter(|tail| names::length(tail) >= 2);
        !left.is_empty() && tail.is_some_and(|tail| right.ends_with(tail))
    })?;
    Some(vec![first, second])
}
