//! RULE-EXTRA

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::lexicon::{Lazy, Lexicon};
use crate::normalise::values::ValueKind;

/// A condition for full marks that the target does not mention.
pub static RULE: Rule = Rule {
    id: "RULE-EXTRA",
    group: Group::Scoring,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("评分标准附加条件", "Rule adds a condition"),
    explanation: Explanation {
        checks: text(
            "定性指标的满分条件由几句组成、其中一句与指标名称和指标值都无关的，予以报告。",
            "Full marks for a qualitative indicator that need several things, one of which neither its name nor its target mentions.",
        ),
        matters: text("评分时多出一个目标中没有的要求。", "The score depends on something that is no target."),
        example: text(
            "指标值“有效管理”，评分标准“有效管理，确保无重新违法犯罪得满分”。",
            "Target 有效管理, rule: 有效管理，确保……无重新违法犯罪.",
        ),
        advice: text("把附加条件写进指标值，或单列一个指标。", "Put it into the target, or make it an indicator."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值「{target}」，满分还要求「{clause}」",
        "{name}: the target of 「{indicator}」 is 「{target}」; full marks also need 「{clause}」",
    )],
    check: Check::Document(check),
};

/// Grade words, which name no subject.
static GRADES: Lazy = Lazy::new(|| {
    Lexicon::new(&[
        "明显", "显著", "提高", "提升", "有效", "成效", "效果", "改善", "促进", "及时", "确保", "得到", "良好", "较好",
        "较大",
    ])
});

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有定性的满分条件", "no condition for full marks in words");
    for (form, indicator) in context.indicators() {
        let Some(condition) = indicator.scoring.as_ref().and_then(|rule| rule.full.as_ref()) else { continue };
        if condition.value.is_some()
            || condition.is_target
            || !matches!(indicator.target.kind, ValueKind::Qualitative | ValueKind::Text)
        {
            continue;
        }
        verdict.count();
        let subject = |text: &str| names::without(&names::key(text), &GRADES);
        let known = subject(&format!("{}{}", indicator.level3, indicator.target.raw));
        let clauses: Vec<&str> = condition.raw.split([',', '，', ';', '；']).collect();
        let foreign = |clause: &&&str| {
            let clause = subject(clause);
            names::length(&clause) >= 5 && names::shared_pairs(&clause, &known).count() * 3 < names::length(&clause) - 1
        };
        let Some(clause) = clauses.iter().find(foreign).filter(|_| clauses.len() > 1) else { continue };
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &indicator.target.raw)
            .arg("clause", clause)
            .pair(&indicator.target.raw, &condition.raw)
            .with(evidence::target(form, indicator))
            .with(evidence::part(form, indicator, "scoring"));
        verdict.find(finding);
    }
    verdict
}
