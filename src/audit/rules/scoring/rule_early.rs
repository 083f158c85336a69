//! RULE-EARLY

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::scoring::max_deduction;
use rust_decimal::Decimal;

/// Deductions that use up the points early.
pub static RULE: Rule = Rule {
    id: "RULE-EARLY",
    group: Group::Scoring,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("分数提前扣完", "Points used up early"),
    explanation: Explanation {
        checks: text(
            "数量指标按评分标准逐档扣分，实际值还没到零分数就已扣完的予以提示（只提示扣完点不高于目标一半的，更高的视为有意从严）。",
            "For counts: rules whose points are used up before the actual value is zero. Only where that happens at half the target or below; above it, strictness is taken to be meant.",
        ),
        matters: text(
            "扣完点以下完成多少都一样是零分；每档扣分与分值不匹配。",
            "Below that point any result earns zero; step and points do not match.",
        ),
        example: text(
            "550 件，每少 1 件扣 0.04 分，共 20 分：最多可扣 22 分，50 件及以下都是零分。",
            "550 pieces, 0.04 off for each one short, of 20: 22 in all, so from 50 down nothing is earned.",
        ),
        advice: text("核对每档扣分是否算错。", "See whether the step was miscalculated."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」{target}，分值 {weight}，按「{rule}」可扣 {reach} 分，实际值到 {at}{unit}时已扣完",
        "{name}: 「{indicator}」 {target}, {weight} points: 「{rule}」 could take {reach}, nothing is left at {at}{unit}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有逐档扣分的数量指标", "no counts scored by steps");
    for (form, indicator) in context.indicators() {
        let (Some(rule), Some(weight)) = (&indicator.scoring, indicator.weight.and_then(sane)) else { continue };
        let Some(reach) = max_deduction(rule, weight, &indicator.target).filter(|reach| reach.unit != "%") else {
            continue;
        };
        let Some(target) = Quantity::of(&indicator.target) else { continue };
        verdict.count();
        let Some(at) = reach.exhausted_at.filter(|at| *at > Decimal::ZERO && *at * Decimal::TWO <= target.low) else {
            continue;
        };
        let raw: Vec<&str> = rule.deductions.iter().map(|deduction| deduction.raw.as_str()).collect();
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &indicator.target.raw)
            .arg("weight", weight)
            .arg("rule", raw.join("；"))
            .arg("reach", reach.deduction)
            .arg("at", at)
            .arg("unit", &reach.unit)
            .with(evidence::target(form, indicator))
            .with(evidence::part(form, indicator, "scoring"));
        verdict.find(finding);
    }
    verdict
}
