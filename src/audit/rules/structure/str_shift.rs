//! STR-SHIFT

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;
use rust_decimal::Decimal;
use std::str::FromStr;

/// Points where targets belong.
pub static RULE: Rule = Rule {
    id: "STR-SHIFT",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("栏目错位", "Shifted columns"),
    explanation: Explanation {
        checks: text(
            "一张表中大部分指标值都是不带单位的数，且恰等于该行分值（或各行完全相同）的，疑为把分值填进了指标值栏。",
            "Where most targets of a form are bare numbers equal to the row's points, or all the same, the points were probably written in the target column.",
        ),
        matters: text("错位的表没有目标值，无从考核。", "Such a form has no targets, and nothing can be judged by it."),
        example: text("每行指标内容为 88，指标值为 100。", "Every row has 88 and 100."),
        advice: text("重新填写指标值。", "Fill in the targets."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{rows} 行中有 {count} 行的指标值是分值（{examples}）",
        "{name}: {count} of {rows} targets are points ({examples})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有三行以上指标的表", "no form with three or more indicators");
    for form in context.forms.iter().filter(|form| form.indicators.len() >= 3) {
        verdict.count();
        let bare = |indicator: &Indicator| {
            Decimal::from_str(indicator.target.raw.trim()).ok().filter(|_| indicator.target.unit.is_none())
        };
        let numbers: Vec<(&Indicator, Decimal)> = form.indicators.iter().filter_map(|i| Some((i, bare(i)?))).collect();
        let points: Vec<_> =
            numbers.iter().filter(|(i, number)| i.weight.is_some_and(|weight| weight == *number)).collect();
        let same = numbers.len() == form.indicators.len() && numbers.iter().all(|(_, number)| *number == numbers[0].1);
        let shifted = if points.len() * 5 >= form.indicators.len() * 4 {
            points.len()
        } else if same {
            numbers.len()
        } else {
            continue;
        };
        let examples: Vec<String> =
            numbers.iter().take(3).map(|(i, _)| format!("{} {}", i.level3, i.target.raw)).collect();
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("rows", form.indicators.len())
            .arg("count", shifted)
            .arg("examples", examples.join("；"))
            .with_all(numbers.iter().map(|(indicator, _)| evidence::target(form, indicator)));
        verdict.find(finding);
    }
    verdict
}
