//! W-PEER

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::Points;
use crate::audit::rule::{Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A form's points against those of its siblings.
pub static RULE: Rule = Rule {
    id: "W-PEER",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("分值合计与同类表不同", "Points differ from sibling forms"),
    explanation: Explanation {
        checks: text(
            "同一文件中同类表的分值合计应一致；与多数不同的予以报告。",
            "Forms of one kind in one document must give the same number of points; those that differ from most are reported.",
        ),
        matters: text(
            "同一部门用不同的满分，项目之间无法比较。",
            "With different full marks a bureau's projects cannot be compared.",
        ),
        example: text("某项目合计 85 分，其他项目均为 90 分。", "One project comes to 85 points, all others to 90."),
        advice: text("核对该表是否漏填一行分值或填错。", "See whether a row's points are missing or wrong."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：分值合计 {sum}，其他 {count} 张同类表为 {usual}",
        "{name}: the points come to {sum}; on {count} sibling forms they come to {usual}",
    )],
    check,
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("给指标赋分的同类表不足两张", "fewer than two forms of one kind give points");
    let mut families: BTreeMap<_, Vec<(&Form, Decimal)>> = BTreeMap::new();
    for form in context.forms {
        // A form with a missing weight may differ for that reason; W-MISSING says so.
        let complete = |points: &Points| {
            points.missing.is_empty() || [90, 100].map(Decimal::from).contains(&points.with_execution())
        };
        if let (Some(kind), Some(points)) = (form.kind, Points::of(form).filter(complete)) {
            families.entry((kind, &form.template)).or_default().push((form, points.with_execution()));
        }
    }
    for family in families.values().filter(|family| family.len() >= 2) {
        verdict.count_all(family.len());
        let mut sums: BTreeMap<Decimal, usize> = BTreeMap::new();
        family.iter().for_each(|(_, sum)| *sums.entry(*sum).or_default() += 1);
        let Some((usual, count)) = usual(&sums, family.len()) else { continue };
        if count == family.len() {
            verdict.state(
                format!("{count} 张同类表的分值合计均为 {usual}"),
                format!("the points of {count} sibling forms all come to {usual}"),
            );
        }
        for (form, sum) in family.iter().filter(|(_, sum)| *sum != usual) {
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/weights", form.id))
                .arg("name", evidence::name(form))
                .arg("sum", sum)
                .arg("count", count)
                .arg("usual", usual)
                .numbers(usual, *sum)
                .with_all(
                    form.indicators.iter().filter(|i| i.weight.is_some()).map(|i| evidence::part(form, i, "weight")),
                );
            verdict.find(finding);
        }
    }
    verdict
}

/// The usual sum of a family: that of more than half of the forms, or the only regular one (90, 100) where a half has it.
fn usual(sums: &BTreeMap<Decimal, usize>, forms: usize) -> Option<(Decimal, usize)> {
    let (sum, count) = sums.iter().max_by_key(|(_, count)| **count)?;
    if count * 2 > forms {
        return Some((*sum, *count));
    }
    let regular = [Decimal::from(90), Decimal::ONE_HUNDRED];
    let mut candidates = sums.iter().filter(|(sum, count)| regular.contains(sum) && **count * 2 >= forms);
    let (sum, count) = candidates.next()?;
    candidates.next().is_none().then_some((*sum, *count))
}
