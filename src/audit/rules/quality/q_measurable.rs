//! Q-MEASURABLE

use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;
use crate::normalise::values::{ValueKind, flag};

/// Targets that cannot be measured.
pub static RULE: Rule = Rule {
    id: "Q-MEASURABLE",
    group: Group::Quality,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("指标值不可衡量", "Targets that cannot be measured"),
    explanation: Explanation {
        checks: text(
            "指标值既不是数、日期、期限，评分标准也没有给出等级的，按表汇总：产出指标为警告，只有效益指标的为提示。",
            "Targets that are no number, date or period and whose rule gives no levels, by form: a warning for output, information where only benefit is concerned.",
        ),
        matters: text(
            "不可衡量的目标到年末无从判断是否完成；这是评审中最常见的意见之一。",
            "Nobody can tell at the year's end whether it was reached; one of the most frequent remarks of reviewers.",
        ),
        example: text("质量指标“服务质量”，指标值“得到提升”。", "服务质量: 得到提升."),
        advice: text(
            "改为可计量的指标，或在评分标准中写明分档。",
            "Use a number, or let the rule say what each level means.",
        ),
        source: Some(text(
            "财预〔2015〕88号（细化量化）",
            "MoF 财预〔2015〕88号 (goals must be specific and quantified)",
        )),
    },
    messages: &[message(
        "",
        "{name}：{count} 个指标值不可衡量（{examples}）",
        "{name}: {count} targets cannot be measured ({examples})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有指标", "no indicators");
    for form in context.targets() {
        let stated = |indicator: &&Indicator| indicator.target.kind != ValueKind::Blank;
        verdict.count_all(form.indicators.iter().filter(stated).count());
        let vague: Vec<&Indicator> =
            form.indicators.iter().filter(stated).filter(|indicator| is_vague(indicator)).collect();
        let Some(first) = vague.first() else { continue };
        let is_benefit =
            |indicator: &&&Indicator| Category::of(indicator).map(Category::level1) == Some(Level1::Benefit);
        let severity =
            if vague.iter().all(|indicator| is_benefit(&indicator)) { Severity::Info } else { RULE.severity };
        let examples: Vec<String> = vague.iter().take(3).map(|i| format!("{}：{}", i.level3, i.target.raw)).collect();
        let finding = Finding::new(&RULE, form)
            .severity(severity)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("count", vague.len())
            .arg("examples", examples.join("；"))
            .with(evidence::target(form, first))
            .with_all(vague.iter().skip(1).map(|indicator| evidence::target(form, indicator)));
        verdict.find(finding);
    }
    verdict
}

fn is_vague(indicator: &Indicator) -> bool {
    let target = &indicator.target;
    let in_words = matches!(target.kind, ValueKind::Qualitative | ValueKind::Text);
    let elsewhere =
        [flag::PLACEHOLDER, flag::REFERENCE, flag::YES_NO, flag::ALL_IN_WORDS, flag::ZERO_IN_WORDS, flag::COMPLIANCE];
    let has_levels = indicator.scoring.as_ref().is_some_and(|rule| rule.tiers.len() >= 2 || rule.parts.len() >= 2);
    in_words && target.value.is_none() && !elsewhere.iter().any(|flag| target.has(flag)) && !has_levels
}
