//! RULE-AMBIG

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};

/// 百分之一 beside 百分点 in one document.
pub static RULE: Rule = Rule {
    id: "RULE-AMBIG",
    group: Group::Scoring,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("百分之一与百分点混用", "Percent and percentage points mixed"),
    explanation: Explanation {
        checks: text(
            "同一文件的评分标准既写“每下降百分之一”（或1%）又写“每下降一个百分点”的予以提示：前者可指目标值的百分之一，也可指一个百分点。",
            "A document whose rules say both 每下降百分之一 (or 1%) and 每下降一个百分点: the former may mean one percent of the target or one point.",
        ),
        matters: text("两种理解得分不同。", "The two readings give different scores."),
        example: text("同一表中“每下降百分之一”与“每下降一个百分点”并用。", "Both wordings on one form."),
        advice: text("统一写“百分点”。", "Use 百分点 throughout."),
        source: None,
    },
    messages: &[message(
        "",
        "评分标准中“百分之一/1%”{percent} 处、“百分点”{points} 处，含义可能不同",
        "rules say 百分之一 or 1% {percent} times and 百分点 {points} times, which may not mean the same",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有按百分比逐档扣分的评分标准", "no scoring rule deducts by percent");
    let mut percent: Vec<(&Form, &Indicator)> = Vec::new();
    let mut points: Vec<(&Form, &Indicator)> = Vec::new();
    for (form, indicator) in context.indicators() {
        let Some(rule) = &indicator.scoring else { continue };
        for deduction in &rule.deductions {
            match deduction.unit.as_deref() {
                Some("%") if !deduction.relative => percent.push((form, indicator)),
                Some(unit) if unit.contains("百分点") => points.push((form, indicator)),
                _ => continue,
            }
            verdict.count();
        }
    }
    let (Some((form, first)), Some((other_form, other))) = (percent.first(), points.first()) else { return verdict };
    let finding = Finding::new(&RULE, form)
        .table(other_form)
        .arg("percent", percent.len())
        .arg("points", points.len())
        .with(evidence::part(form, first, "scoring"))
        .with(evidence::part(other_form, other, "scoring"));
    verdict.find(finding);
    verdict
}
