//! SE-REASON

use crate::audit::achievement::{points, reason};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Marks off without a reason.
pub static RULE: Rule = Rule {
    id: "SE-REASON",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("扣分未说明原因", "Marks off without a reason"),
    explanation: Explanation {
        checks: text(
            "印有“偏差原因分析及改进措施”栏的自评表，得分低于分值的行应写明原因。",
            "On self-evaluations with a column for reasons, every row scored below its points must give one.",
        ),
        matters: text("不说明原因就谈不上改进。", "Without a reason nothing will change."),
        example: text("分值 10，得分 8，偏差原因空白。", "8 of 10 points, and the reason is blank."),
        advice: text("补写偏差原因和改进措施。", "Give the reason and what will be done."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」得分 {score}，低于分值 {weight}，未填写偏差原因",
        "{name}: 「{indicator}」 is scored {score} of {weight} without a reason",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有印有偏差原因栏的自评表", "no self-evaluation has a column for reasons");
    for form in context.evaluations() {
        if !form
            .indicators
            .iter()
            .any(|indicator| indicator.deviation.is_some() || indicator.places.contains_key("deviation"))
        {
            continue;
        }
        for indicator in &form.indicators {
            let Some((weight, score)) = points(indicator) else { continue };
            verdict.count();
            if score >= weight || reason(indicator).is_some() {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/{}", RULE.id, form.id))
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("score", score)
                .arg("weight", weight)
                .with(evidence::part(form, indicator, "score"))
                .with(evidence::part(form, indicator, "deviation"));
            verdict.find(finding);
        }
    }
    verdict
}
