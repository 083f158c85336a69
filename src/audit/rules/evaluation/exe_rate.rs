//! EXE-RATE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::wording::Wording;
use rust_decimal::Decimal;

/// The printed execution rate against the amounts.
pub static RULE: Rule = Rule {
    id: "EXE-RATE",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("预算执行率计算", "Execution rate"),
    explanation: Explanation {
        checks: text(
            "执行率应等于全年执行数÷全年预算数（没有全年预算数的用年初预算数），逐行核对；允许印出小数位的舍入。恰等于执行数÷年初预算数的由 EXE-BASE 报告。",
            "The execution rate must be 全年执行数 ÷ 全年预算数 (or ÷ 年初预算数 where no other is printed), on each line, rounding allowed. Where it is exactly ÷ 年初预算数, EXE-BASE reports it.",
        ),
        matters: text("执行率直接决定 10 分的得分。", "Ten points of the score follow from it."),
        example: text("执行数 17.78，预算数 17.78，执行率印为 97%。", "17.78 of 17.78, printed as 97%."),
        advice: text("重新计算执行率和得分。", "Compute rate and score again."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：{label}执行率印为 {rate}%，按 {executed}÷{base} 为 {expected}%",
        "{name}: the execution rate of {label} is printed as {rate}%; {executed} ÷ {base} gives {expected}%",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有同时印出预算数、执行数和执行率的表", "no form prints budget, execution and rate");
    for form in context.forms {
        for line in Line::all(form) {
            let (Some((rate_entry, printed)), Some((executed_entry, executed)), Some((base_entry, base))) =
                (line.rate, line.executed, line.base())
            else {
                continue;
            };
            let Some(computed) = executed.percent_of(base) else { continue };
            // Some print the share of one instead of percent.
            let rate = [
                Interval::printed(printed),
                Interval::printed(printed).times(Decimal::ONE_HUNDRED).unwrap_or_default(),
            ];
            let slack = context.settings.tolerance.rate;
            let best = |computed: &Interval| rate.iter().map(|rate| rate.compare_computed(computed, slack)).min();
            let agreement = best(&computed).unwrap_or(Agreement::Differs);
            let by_initial = line.initial.and_then(|(_, initial)| executed.percent_of(initial));
            let (expected, executed, base) = (shown(&computed), executed.value, base.value);
            if agreement == Agreement::Differs
                && by_initial.and_then(|rate| best(&rate)) != Some(Agreement::Differs)
                && by_initial.is_some()
            {
                // EXE-BASE tells it.
                verdict.count();
                continue;
            }
            verdict.compared(&evidence::budget(form, rate_entry), agreement, &rate[0], &Interval::exact(expected));
            if agreement != Agreement::Differs {
                if rate_entry.role.item == "total" {
                    match agreement {
                        Agreement::Equal => verdict.state(
                            format!("{executed}÷{base}={expected}%，执行率相符"),
                            format!("{executed} ÷ {base} = {expected}%, as printed"),
                        ),
                        _ => verdict.state_agreement(
                            agreement,
                            Wording::new(
                                format!("{executed}÷{base}={expected}%"),
                                format!("{executed} ÷ {base} = {expected}%"),
                            ),
                            Wording::new(format!("印出的执行率 {printed}%"), format!("the printed rate {printed}%")),
                            printed - expected,
                        ),
                    }
                }
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/rate", form.id))
                .arg("name", evidence::name(form))
                .arg("label", &rate_entry.label)
                .arg("rate", printed)
                .arg("executed", executed)
                .arg("base", base)
                .arg("expected", expected)
                .numbers(expected, printed)
                .with(evidence::budget(form, rate_entry))
                .with(evidence::budget(form, executed_entry))
                .with(evidence::budget(form, base_entry));
            verdict.find(finding);
        }
    }
    verdict
}
