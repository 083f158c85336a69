//! VAL-NUM

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::{ValueKind, flag};

/// A quantity without a number.
pub static RULE: Rule = Rule {
    id: "VAL-NUM",
    group: Group::Values,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("数量指标无数值", "Quantity without a number"),
    explanation: Explanation {
        checks: text("数量指标的指标值应当有数值。", "The target of a quantity must have a number."),
        matters: text("没有数值的数量指标无法考核。", "A quantity without a number cannot be judged."),
        example: text("数量指标“培训人数”，指标值“按计划完成”。", "培训人数: 按计划完成."),
        advice: text("细化量化，写明数和单位。", "State number and unit."),
        source: Some(text(
            "财预〔2015〕88号（细化量化）",
            "MoF 财预〔2015〕88号 (goals must be specific and quantified)",
        )),
    },
    messages: &[message(
        "",
        "{name}：数量指标「{indicator}」的指标值「{target}」没有数值",
        "{name}: the target 「{target}」 of the quantity 「{indicator}」 has no number",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有数量指标", "no indicators of quantity");
    for (form, indicator) in context.indicators() {
        if Category::of(indicator) != Some(Category::Quantity) || indicator.target.kind == ValueKind::Blank {
            continue;
        }
        verdict.count();
        let target = &indicator.target;
        let numeric = target.value.is_some() || target.base_value.is_some() || target.kind == ValueKind::Date;
        let elsewhere = target.has(flag::PLACEHOLDER) || target.has(flag::REFERENCE) || target.has(flag::ALL_IN_WORDS);
        if numeric || elsewhere || target.raw.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &target.raw)
            .with(evidence::target(form, indicator));
        verdict.find(finding);
    }
    verdict
}
