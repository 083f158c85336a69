//! EXE-ROW

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// The indicator 预算执行率 against the budget block.
pub static RULE: Rule = Rule {
    id: "EXE-ROW",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("执行率指标与资金情况", "Indicator of execution against the amounts"),
    explanation: Explanation {
        checks: text(
            "指标“预算执行率”的实际完成值应与本表资金情况的执行数÷预算数一致（相差 1 个百分点以内不报告）。",
            "The actual value of an indicator 预算执行率 must be what the form's amounts give (within one percentage point).",
        ),
        matters: text(
            "同一张表两个执行率，得分必有一处不实。",
            "With two execution rates on one form, one of the scores is wrong.",
        ),
        example: text(
            "指标“预算执行率”填 100%，而 7494.01÷9303.77=80.55%。",
            "The indicator says 100%, yet 7494.01 ÷ 9303.77 = 80.55%.",
        ),
        advice: text("按资金情况改正实际完成值和得分。", "Correct the actual value and its score."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：指标「{indicator}」实际完成值 {actual}，按资金情况为 {expected}%",
        "{name}: the actual value of 「{indicator}」 is {actual}; the amounts give {expected}%",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有列有预算执行率指标的自评表", "no self-evaluation has an indicator of execution");
    for form in context.evaluations() {
        let line = Line::total(form);
        let Some(computed) = line.computed_rate() else { continue };
        for indicator in
            form.indicators.iter().filter(|i| ["预算执行率", "资金执行率", "预算资金执行率"].contains(&i.level3.trim()))
        {
            let Some(actual) = indicator.actual.as_ref().and_then(Quantity::of).filter(Quantity::is_percent) else {
                continue;
            };
            verdict.count();
            if Interval::printed(actual.low).compare(&computed, Decimal::ONE) != Agreement::Differs {
                continue;
            }
            let expected = shown(&computed);
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("actual", indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default())
                .arg("expected", expected)
                .numbers(expected, actual.low)
                .with(evidence::part(form, indicator, "actual"))
                .with_all(line.executed.map(|(entry, _)| evidence::budget(form, entry)))
                .with_all(line.base().map(|(entry, _)| evidence::budget(form, entry)));
            verdict.find(finding);
        }
    }
    verdict
}
