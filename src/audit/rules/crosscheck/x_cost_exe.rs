//! X-COST-EXE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::Points;
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::Comparator;
use rust_decimal::Decimal;

/// Savings and full spending rewarded at once.
pub static RULE: Rule = Rule {
    id: "X-COST-EXE",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("成本节约与预算执行相互矛盾", "Savings against full spending"),
    explanation: Explanation {
        checks: text(
            "同一张表要求成本节约率大于 0 才得满分，又考核预算执行率（列有预算执行率指标，或指标合计 90 分、另 10 分留给执行率）的予以报告。",
            "A form that gives full marks only for savings above 0, and also scores the execution rate: as an indicator, or by leaving 10 of 100 points to it.",
        ),
        matters: text(
            "花完预算则节约率为零，有节约则执行率不足，两项不可能同时满分。",
            "Who spends all saves nothing; both cannot have full marks.",
        ),
        example: text(
            "成本节约率“大于0得满分”，同时预算执行率 100% 得 10 分。",
            "大于0得满分 for 成本节约率, and 10 points for an execution rate of 100%.",
        ),
        advice: text("把成本指标改为单位成本控制，不以节约率计分。", "Control unit costs instead of scoring savings."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{count} 张表既要求成本节约率大于 0 得满分，又考核预算执行率，两者不可能同时满分（{projects}）",
            "{count} forms give full marks for savings above 0 and score the execution rate as well ({projects}); both cannot be had",
        ),
        message(
            "reserved",
            "{count} 张表要求成本节约率大于 0 才得满分，而指标合计 90 分，按 财预〔2020〕10号 其余 10 分考核预算执行率：预算花完即无节约（{projects}）",
            "{count} forms give full marks only for savings above 0, and their indicators come to 90 points, which leaves 10 to the execution rate by 财预〔2020〕10号: who spends all saves nothing ({projects})",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有考核成本节约率的表", "no form scores savings");
    let mut torn: Vec<(&Form, &Indicator)> = Vec::new();
    let mut printed = false;
    for form in context.forms {
        let Some(saving) = form.indicators.iter().find(|indicator| indicator.level3.contains("节约率")) else {
            continue;
        };
        verdict.count();
        let above_zero = |comparator: Option<Comparator>, number: Option<Quantity>| {
            comparator == Some(Comparator::Gt) && number.is_some_and(|number| number.low.is_zero())
        };
        let condition = saving.scoring.as_ref().and_then(|rule| rule.full.as_ref());
        let demanded = match condition {
            Some(condition) => above_zero(condition.comparator, Quantity::of_condition(condition)),
            None => above_zero(saving.target.comparator, Quantity::of(&saving.target)),
        };
        let execution_row = form.indicators.iter().any(|indicator| {
            indicator.level3.contains("执行率")
                && Quantity::of(&indicator.target).is_some_and(|number| number.low == Decimal::ONE_HUNDRED)
        });
        let points = Points::of(form);
        let scored = execution_row || points.as_ref().is_some_and(|points| points.execution.is_some());
        let reserved = points.is_some_and(|points| points.sum == Decimal::from(90));
        if demanded && (scored || reserved) {
            printed |= scored;
            torn.push((form, saving));
        }
    }
    let Some((first, _)) = torn.first() else { return verdict };
    let projects: Vec<&str> = torn.iter().take(3).map(|(form, _)| evidence::name(form)).collect();
    let more = if torn.len() > 3 { "……" } else { "" };
    let mut finding =
        Finding::new(&RULE, first).arg("count", torn.len()).arg("projects", format!("{}{more}", projects.join("、")));
    if !printed {
        // The forms do not say that the execution rate is scored; the official measures do.
        finding = finding.variant("reserved").severity(Severity::Info);
    }
    for (form, saving) in torn {
        let part = if saving.scoring_raw.is_some() { "scoring" } else { "target" };
        finding = finding.table(form).with(evidence::part(form, saving, part));
    }
    verdict.find(finding);
    verdict
}
