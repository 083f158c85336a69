//! EXE-LOW

use crate::audit::achievement::reason;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;
use rust_decimal::Decimal;

/// Low execution without a reason.
pub static RULE: Rule = Rule {
    id: "EXE-LOW",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("执行率偏低未说明", "Low execution without a reason"),
    explanation: Explanation {
        checks: text(
            "执行率低于 80%，而表中没有任何文字提到资金、支付、结余或进度原因的予以报告。",
            "An execution rate below 80% where nothing on the form speaks of funds, payments or progress.",
        ),
        matters: text(
            "资金没有花出去，必有原因；不说明无从改进。",
            "Money not spent has a reason, and without it nothing can be improved.",
        ),
        example: text("执行率 66.55%，偏差原因栏空白。", "66.55% spent, and no reason given."),
        advice: text("补充执行率偏低的原因和改进措施。", "Give the reason and what will be done."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：执行率 {rate}%，低于 80%，表中没有说明原因",
        "{name}: execution is {rate}%, below 80%, and no reason is given",
    )],
    check: Check::Document(check),
};

const REASONS: &[&str] = &["执行率", "支付", "资金", "结余", "结转", "进度", "预算", "拨付", "压减", "疫情"];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有可以计算执行率的表", "no form whose execution rate can be computed");
    for form in context.evaluations() {
        let line = Line::total(form);
        let Some(rate) = line.computed_rate() else { continue };
        verdict.count();
        if rate.high >= Decimal::from(80) || is_explained(form) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("rate", shown(&rate))
            .with_all(line.executed.map(|(entry, _)| evidence::budget(form, entry)))
            .with_all(line.base().map(|(entry, _)| evidence::budget(form, entry)));
        verdict.find(finding);
    }
    verdict
}

fn is_explained(form: &Form) -> bool {
    let says = |text: &str| REASONS.iter().any(|word| text.contains(word));
    let reports =
        form.narratives.iter().filter(|n| ["actual_completion", "other", "overview"].contains(&n.role.as_str()));
    reports.map(|narrative| narrative.text.as_str()).any(says)
        || form.indicators.iter().filter_map(reason).any(says)
        || form.extra.iter().filter_map(|field| field.text.as_deref()).any(says)
}
