//! EXE-OVER

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::Line;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// More spent than budgeted.
pub static RULE: Rule = Rule {
    id: "EXE-OVER",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("执行数大于预算数", "More spent than budgeted"),
    explanation: Explanation {
        checks: text(
            "全年执行数不应大于全年（调整后）预算数。只印年初预算数的不检查。",
            "全年执行数 must not exceed 全年预算数. Forms that print 年初预算数 only are not checked.",
        ),
        matters: text(
            "无预算不得支出；执行数大于预算数说明有一处填错。",
            "Nothing may be spent beyond the budget, so one of the two is wrong.",
        ),
        example: text("全年预算数 100，全年执行数 120。", "120 spent of 100."),
        advice: text("核对决算数和预算调整。", "Check final accounts and budget changes."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{label}全年执行数 {executed} 大于全年预算数 {adjusted}",
        "{name}: {label}: {executed} spent, {adjusted} budgeted",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有同时印出全年预算数和执行数的表", "no form prints both 全年预算数 and 全年执行数");
    for form in context.forms {
        for line in Line::all(form) {
            let (Some((executed_entry, executed)), Some((adjusted_entry, adjusted))) = (line.executed, line.adjusted)
            else {
                continue;
            };
            verdict.count();
            if !executed.exceeds(&adjusted) {
                continue;
            }
            let (executed, adjusted) = (executed.value, adjusted.value);
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/executed", form.id))
                .arg("name", evidence::name(form))
                .arg("label", &executed_entry.label)
                .arg("executed", executed)
                .arg("adjusted", adjusted)
                .numbers(adjusted, executed)
                .with(evidence::budget(form, executed_entry))
                .with(evidence::budget(form, adjusted_entry));
            verdict.find(finding);
        }
    }
    verdict
}
