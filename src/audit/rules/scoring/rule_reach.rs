//! RULE-REACH

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::scoring::max_deduction;
use rust_decimal::Decimal;

/// Deductions that cannot use up the points.
pub static RULE: Rule = Rule {
    id: "RULE-REACH",
    group: Group::Scoring,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("扣分扣不到零", "Deductions that cannot reach zero"),
    explanation: Explanation {
        checks: text(
            "按评分标准逐档扣分，实际值为零（逆向指标为最坏值）时仍剩分数的予以报告。比率指标因目标低于 100% 而留下的尾数只作提示。",
            "Rules whose deductions leave points even where nothing was done are reported. What remains of a rate because its target lies below 100% is only mentioned.",
        ),
        matters: text("什么都不做也能得分，评分标准没有约束力。", "Points for doing nothing: the rule does not bind."),
        example: text(
            "50 件，每少 5 件扣 0.1 分，共 10 分：一件不做只扣 1 分，仍得 9 分。",
            "50 pieces, 0.1 off for each 5 short, of 10 points: doing nothing still earns 9.",
        ),
        advice: text(
            "调整每档扣分，使其乘以档数等于分值；或改为按完成比例计分。",
            "Choose the step so that all steps make up the points, or score in proportion.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」{target}，分值 {weight}，按「{rule}」最多扣 {reach} 分，一点不做仍得 {rest} 分",
            "{name}: 「{indicator}」 {target}, {weight} points: 「{rule}」 takes at most {reach}, so doing nothing still earns {rest}",
        ),
        message(
            "residue",
            "{name}：「{indicator}」{target}，按「{rule}」扣到 0% 时仍剩 {rest} 分（分值 {weight}）",
            "{name}: 「{indicator}」 {target}: by 「{rule}」 {rest} of {weight} points remain at 0%",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有逐档扣分且能算出最大扣分的评分标准",
        "no scoring rule deducts by steps with a natural end",
    );
    for (form, indicator) in context.indicators() {
        let (Some(rule), Some(weight)) = (&indicator.scoring, indicator.weight.and_then(sane)) else { continue };
        let Some(reach) = max_deduction(rule, weight, &indicator.target).filter(|_| weight > Decimal::ZERO) else {
            continue;
        };
        verdict.count();
        // The reading that takes most decides; what it cannot take, no reading can.
        if reach.remaining <= Decimal::ZERO || reach.remaining > weight {
            continue;
        }
        let raw: Vec<&str> = rule.deductions.iter().map(|deduction| deduction.raw.as_str()).collect();
        // 98%, 1% of the points for each percent: two percent remain because the target is not 100%.
        let residue = reach.unit == "%" && reach.remaining * Decimal::from(4) <= weight;
        let (variant, severity) = if residue { ("residue", Severity::Info) } else { ("", RULE.severity) };
        let finding = Finding::new(&RULE, form)
            .variant(variant)
            .severity(severity)
            .group(format!(
                "{}/{variant}/{}",
                RULE.id,
                if residue { indicator.target.raw.as_str() } else { &indicator.id }
            ))
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &indicator.target.raw)
            .arg("weight", weight)
            .arg("rule", raw.join("；"))
            .arg("reach", reach.deduction)
            .arg("rest", reach.remaining)
            .with(evidence::target(form, indicator))
            .with(evidence::part(form, indicator, "scoring"));
        verdict.find(finding);
    }
    verdict
}
