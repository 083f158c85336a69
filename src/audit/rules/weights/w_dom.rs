//! W-DOM

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::Points;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// One indicator that decides the score.
pub static RULE: Rule = Rule {
    id: "W-DOM",
    group: Group::Weights,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("单项分值过大", "One indicator decides"),
    explanation: Explanation {
        checks: text("单个指标分值达到 40 分的予以提示。", "An indicator with 40 points or more is mentioned."),
        matters: text(
            "一个指标决定总分，其余指标形同虚设。",
            "Where one indicator decides the score, the others do not matter.",
        ),
        example: text(
            "90 分全部放在一个指标上，完成情况只写“完成”。",
            "All 90 points sit on one row, whose actual value is just 完成.",
        ),
        advice: text(
            "把分值分到能反映产出和效益的多个指标。",
            "Spread the points over indicators of output and effect.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：指标「{indicator}」分值 {weight}，占合计 {sum} 的 {share}%",
        "{name}: indicator 「{indicator}」 has {weight} of {sum} points, {share}%",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有给指标赋分的表", "no form gives points to its indicators");
    for form in context.forms {
        let stated: Decimal =
            form.indicators.iter().filter_map(|i| i.weight.and_then(crate::audit::amounts::sane)).sum();
        let sum = Points::of(form).map_or(stated, |points| points.sum);
        for indicator in &form.indicators {
            let Some(weight) = indicator.weight.filter(|weight| *weight > Decimal::ZERO) else { continue };
            verdict.count();
            if weight < Decimal::from(40) || sum <= Decimal::ZERO || weight > Decimal::ONE_HUNDRED {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("weight", weight)
                .arg("sum", sum)
                .arg("share", (weight * Decimal::ONE_HUNDRED / sum).round_dp(0))
                .with(evidence::part(form, indicator, "level3"))
                .with(evidence::part(form, indicator, "weight"));
            verdict.find(finding);
        }
    }
    verdict
}
