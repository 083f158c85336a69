//! RULE-FULL-TARGET

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::names;
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::scoring::{AmountKind, ScoringRule, Tier};
use crate::normalise::values::Comparator;
use crate::wording::Wording;
use rust_decimal::Decimal;

/// The condition for full marks against the target.
pub static RULE: Rule = Rule {
    id: "RULE-FULL-TARGET",
    group: Group::Scoring,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("满分条件与指标值", "Condition for full marks against the target"),
    explanation: Explanation {
        checks: text(
            "评分标准中得满分的条件应与指标值一致：门槛不同，或恰好完成指标值却得不到满分（指标值 0%，满分要求大于 0）的予以报告。",
            "The condition for full marks must be the target: reported are other thresholds, and conditions that the target itself does not meet (target 0%, full marks above 0).",
        ),
        matters: text(
            "完成了目标却得不到满分，或未完成目标也得满分，评分失去意义。",
            "Where meeting the target does not earn full marks, or missing it does, scores mean nothing.",
        ),
        example: text(
            "成本节约率指标值 0%，评分标准“大于0得满分，等于0得16分”。",
            "Target 0%, rule: above 0 full marks, equal to 0 16 of 20.",
        ),
        advice: text("统一指标值与满分条件。", "Make target and condition the same."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」指标值 {target}，满分条件却是「{condition}」",
            "{name}: the target of 「{indicator}」 is {target}, but full marks need 「{condition}」",
        ),
        message(
            "excludes",
            "{name}：「{indicator}」指标值 {target}，满分条件「{condition}」不含指标值本身：恰好完成得不到满分",
            "{name}: the target of 「{indicator}」 is {target}, and 「{condition}」 excludes it: meeting the target does not earn full marks",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有写明满分条件数值的评分标准", "no scoring rule states a number for full marks");
    for (form, indicator) in context.indicators() {
        let Some(rule) = &indicator.scoring else { continue };
        let Some(condition) = &rule.full else { continue };
        if condition.is_target {
            verdict.count();
            continue;
        }
        let (Some(target), Some(threshold)) = (Quantity::of(&indicator.target), Quantity::of_condition(condition))
        else {
            continue;
        };
        if !target.fits(&threshold) {
            continue;
        }
        verdict.count();
        let strict = matches!(condition.comparator, Some(Comparator::Gt | Comparator::Lt));
        let strict_target = matches!(indicator.target.comparator, Some(Comparator::Gt | Comparator::Lt));
        let variant = if differs(&target, &threshold) {
            ""
        } else if strict && !strict_target && target.is_single() {
            "excludes"
        } else {
            continue;
        };
        verdict.find(finding(form, indicator, variant, &condition.raw, rule));
    }
    verdict
}

/// A range is met anywhere within; a single threshold at one of its ends is the same requirement.
fn differs(target: &Quantity, threshold: &Quantity) -> bool {
    if target.is_single() && threshold.is_single() {
        return target.low != threshold.low;
    }
    threshold.high < target.low || threshold.low > target.high
}

fn finding(form: &Form, indicator: &Indicator, variant: &'static str, condition: &str, rule: &ScoringRule) -> Finding {
    // A target just short of full marks is a design that rewards more; another threshold is a contradiction.
    let severity = if variant == "excludes" { Severity::Warning } else { RULE.severity };
    Finding::new(&RULE, form)
        .variant(variant)
        .severity(severity)
        .group(format!("{}/{variant}/{}/{}", RULE.id, names::key(&indicator.level3), indicator.target.raw))
        .arg("name", evidence::name(form))
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .arg("condition", condition)
        .pair(&indicator.target.raw, condition)
        .explain(earned(indicator, rule))
        .with(evidence::target(form, indicator))
        .with(evidence::part(form, indicator, "scoring"))
}

/// What meeting the target earns by the rule's own levels.
fn earned(indicator: &Indicator, rule: &ScoringRule) -> Option<Wording> {
    let target = Quantity::of(&indicator.target)?;
    let holds = |tier: &&Tier| {
        let Some(threshold) = Quantity::of_condition(&tier.condition) else { return false };
        tier.condition.comparator == Some(Comparator::Eq) && threshold.low == target.low && threshold.fits(&target)
    };
    let tier = rule.tiers.iter().find(holds)?;
    let weight = sane(indicator.weight?)?;
    let points = match tier.amount_kind {
        AmountKind::Points => tier.amount.and_then(sane)?,
        AmountKind::PercentOfWeight => (tier.amount.and_then(sane)? * weight / Decimal::ONE_HUNDRED).normalize(),
    };
    (points < weight).then(|| {
        Wording::new(
            format!("恰好完成只得 {points} 分（满分 {weight} 分）"),
            format!("meeting the target earns {points} of {weight} points"),
        )
    })
}
