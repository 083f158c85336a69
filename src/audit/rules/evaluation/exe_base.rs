//! EXE-BASE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// An execution rate measured against the wrong budget.
pub static RULE: Rule = Rule {
    id: "EXE-BASE",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("执行率的分母", "Base of the execution rate"),
    explanation: Explanation {
        checks: text(
            "年初预算数与全年预算数不同时，执行率应以全年（调整后）预算数为分母；恰等于执行数÷年初预算数的予以报告。",
            "Where 年初预算数 and 全年预算数 differ, the rate must be measured against the latter; reported where it is exactly ÷ 年初预算数.",
        ),
        matters: text("分母用错，执行率虚高或虚低。", "The wrong base makes the rate too high or too low."),
        example: text(
            "年初 100，全年 200，执行 150，执行率印为 150%。",
            "100 initial, 200 adjusted, 150 spent: printed as 150%.",
        ),
        advice: text("以全年预算数重新计算。", "Compute it against 全年预算数."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：{label}执行率 {rate}% 是按年初预算数 {initial} 计算的，按全年预算数 {adjusted} 为 {expected}%",
        "{name}: the execution rate {rate}% of {label} is measured against 年初预算数 {initial}; against 全年预算数 {adjusted} it is {expected}%",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有年初与全年预算数不同的表", "no form whose two budgets differ");
    for form in context.forms {
        for line in Line::all(form) {
            let (
                Some((rate_entry, rate)),
                Some((_, executed)),
                Some((initial_entry, initial)),
                Some((adjusted_entry, adjusted)),
            ) = (line.rate, line.executed, line.initial, line.adjusted)
            else {
                continue;
            };
            let (Some(by_initial), Some(by_adjusted)) = (executed.percent_of(initial), executed.percent_of(adjusted))
            else {
                continue;
            };
            let slack = context.settings.tolerance.rate;
            if by_initial.compare(&by_adjusted, slack) != Agreement::Differs {
                continue;
            }
            verdict.count();
            let printed = Interval::printed(rate);
            if printed.compare_computed(&by_initial, slack) == Agreement::Differs
                || printed.compare_computed(&by_adjusted, slack) != Agreement::Differs
            {
                continue;
            }
            let by_adjusted = shown(&by_adjusted);
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/rate", form.id))
                .arg("name", evidence::name(form))
                .arg("label", &rate_entry.label)
                .arg("rate", rate)
                .arg("initial", initial.value)
                .arg("adjusted", adjusted.value)
                .arg("expected", by_adjusted)
                .numbers(by_adjusted, rate)
                .with(evidence::budget(form, rate_entry))
                .with(evidence::budget(form, initial_entry))
                .with(evidence::budget(form, adjusted_entry));
            verdict.find(finding);
        }
    }
    verdict
}
