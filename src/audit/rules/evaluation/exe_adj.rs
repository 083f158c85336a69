//! EXE-ADJ

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// A budget changed by more than a fifth during the year.
pub static RULE: Rule = Rule {
    id: "EXE-ADJ",
    group: Group::Evaluation,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("预算调整幅度", "Change of the budget"),
    explanation: Explanation {
        checks: text(
            "全年预算数比年初预算数增减超过 20% 的予以提示。",
            "A budget that changed by more than 20% during the year is mentioned.",
        ),
        matters: text(
            "调整幅度大说明年初预算编制不准，绩效目标也应相应调整。",
            "A large change says that the budget was not well planned, and the goals should have changed with it.",
        ),
        example: text("年初 100，全年 180。", "100 at the beginning, 180 in the end."),
        advice: text(
            "说明调整原因，并核对目标是否同步调整。",
            "Give the reason, and see whether the goals were changed as well.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：年初预算数 {initial}，全年预算数 {adjusted}，变动 {change}%",
        "{name}: the budget went from {initial} to {adjusted}, by {change}%",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有同时印出年初和全年预算数的表", "no form prints both budgets");
    for form in context.forms {
        let line = Line::total(form);
        let (Some((initial_entry, initial)), Some((adjusted_entry, adjusted))) = (line.initial, line.adjusted) else {
            continue;
        };
        let Some(share) = adjusted.percent_of(initial) else { continue };
        let change = shown(&share) - Decimal::ONE_HUNDRED;
        verdict.count();
        if change.abs() <= Decimal::from(20) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("initial", initial.value)
            .arg("adjusted", adjusted.value)
            .arg("change", change)
            .with(evidence::budget(form, initial_entry))
            .with(evidence::budget(form, adjusted_entry));
        verdict.find(finding);
    }
    verdict
}
