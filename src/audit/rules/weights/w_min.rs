//! W-MIN

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// Points of zero or less.
pub static RULE: Rule = Rule {
    id: "W-MIN",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("分值不大于零", "Points of zero or less"),
    explanation: Explanation {
        checks: text("指标分值应大于零。", "An indicator's points must be more than zero."),
        matters: text("零分指标不影响得分，负分没有意义。", "Zero points have no effect and negative ones no meaning."),
        example: text("分值：0。", "Points: 0."),
        advice: text("补填分值或删去该指标。", "Give it points, or leave the indicator out."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：指标「{indicator}」分值为 {weight}",
        "{name}: indicator 「{indicator}」 has {weight} points",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有给指标赋分的表", "no form gives points to its indicators");
    for (form, indicator) in context.indicators() {
        let Some(weight) = indicator.weight else { continue };
        verdict.count();
        if weight > Decimal::ZERO {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("weight", weight)
            .pair(">0", weight)
            .with(evidence::part(form, indicator, "level3"))
            .with(evidence::part(form, indicator, "weight"));
        verdict.find(finding);
    }
    verdict
}
