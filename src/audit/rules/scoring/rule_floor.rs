//! RULE-FLOOR

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;
use rust_decimal::Decimal;

/// Deductions without a floor.
pub static RULE: Rule = Rule {
    id: "RULE-FLOOR",
    group: Group::Scoring,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("未写明扣完为止", "No floor"),
    explanation: Explanation {
        checks: text(
            "逐档扣分的评分标准应写明“扣完为止”或最低分；未写的按表汇总提示。",
            "Rules that deduct by steps should say where it ends (扣完为止); those that do not are listed by form.",
        ),
        matters: text("没有写明下限，扣分可能超过分值。", "Without a floor the deductions may exceed the points."),
        example: text("每下降百分之一扣权重分的1%（未写扣完为止）。", "每下降百分之一扣权重分的1%, with no 扣完为止."),
        advice: text("补写“扣完为止”。", "Add 扣完为止."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 条逐档扣分的评分标准未写明扣完为止",
        "{name}: {count} rules deduct by steps without saying where it ends",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有逐档扣分的评分标准", "no scoring rule deducts by steps");
    for form in context.forms {
        let mut open: Vec<&Indicator> = Vec::new();
        for indicator in &form.indicators {
            let Some(rule) = indicator.scoring.as_ref().filter(|rule| !rule.deductions.is_empty()) else { continue };
            verdict.count();
            let ends = rule.floor.is_some()
                || rule.deductions.iter().all(|deduction| deduction.limit.is_some())
                || rule.tiers.iter().any(|tier| tier.amount == Some(Decimal::ZERO));
            if !ends {
                open.push(indicator);
            }
        }
        if open.is_empty() {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("count", open.len())
            .with_all(open.iter().map(|indicator| evidence::part(form, indicator, "scoring")));
        verdict.find(finding);
    }
    verdict
}
