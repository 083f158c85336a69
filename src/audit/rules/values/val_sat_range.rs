//! VAL-SAT-RANGE

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// Satisfaction that is too low, or perfect.
pub static RULE: Rule = Rule {
    id: "VAL-SAT-RANGE",
    group: Group::Values,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("满意度取值", "Range of satisfaction"),
    explanation: Explanation {
        checks: text(
            "满意度指标值低于 80% 或等于 100% 的予以提示。",
            "Satisfaction targets below 80% or of 100% are mentioned.",
        ),
        matters: text(
            "低于 80% 没有激励作用，100% 通常无法证明。",
            "Below 80% they ask for little; 100% can seldom be shown.",
        ),
        example: text("群众满意度 100%。", "群众满意度 100%."),
        advice: text("说明取值依据。", "Say what it rests on."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {target}",
        "{name}: the target of 「{indicator}」 is {target}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有以百分比表示的满意度指标", "no satisfaction in percent");
    for (form, indicator) in context.indicators() {
        if Category::of(indicator) != Some(Category::Satisfaction) {
            continue;
        }
        let Some(target) = Quantity::of(&indicator.target).filter(|target| target.is_percent() && target.is_single())
        else {
            continue;
        };
        verdict.count();
        if target.low >= Decimal::from(80) && target.low != Decimal::ONE_HUNDRED {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/{}", RULE.id, target.low.normalize()))
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &indicator.target.raw)
            .with(evidence::target(form, indicator));
        verdict.find(finding);
    }
    verdict
}
