//! SE-MET

use crate::audit::achievement::{Row, points, reason};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::scoring;
use crate::normalise::values::Better;
use rust_decimal::Decimal;

/// A score that does not follow from target and actual value.
pub static RULE: Rule = Rule {
    id: "SE-MET",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("得分与完成情况", "Score against achievement"),
    explanation: Explanation {
        checks: text(
            "实际值未达到指标值却得满分的予以报告；达到指标值却扣分又没有说明的作为警告；印有评分标准的，按标准计算的得分与印出得分不符也予以报告。",
            "Reported: full marks although the target is missed; marks off without a reason although it is met (a warning); and scores other than the printed scoring rule gives.",
        ),
        matters: text("得分必须由完成情况得出。", "A score must follow from what was achieved."),
        example: text("指标值 98%，实际值 95%，分值 10，得分 10。", "Target 98%, actual 95%, 10 of 10 points."),
        advice: text("按评分标准重新计分，或补充说明。", "Score again by the rule, or give the reason."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」指标值 {target}，实际 {actual}，未达标却得满分 {score}",
            "{name}: 「{indicator}」: target {target}, actual {actual}; missed, yet full marks {score}",
        ),
        message(
            "docked",
            "{name}：「{indicator}」指标值 {target}，实际 {actual}，已达标却只得 {score}（分值 {weight}），没有说明原因",
            "{name}: 「{indicator}」: target {target}, actual {actual}; met, yet only {score} of {weight}, without a reason",
        ),
        message(
            "rule",
            "{name}：「{indicator}」实际 {actual}，按评分标准应得 {expected}，印为 {score}",
            "{name}: 「{indicator}」: actual {actual}; the scoring rule gives {expected}, printed is {score}",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有可以对照的指标值、实际值和得分",
        "no targets with actual values and scores that could be compared",
    );
    for form in context.evaluations() {
        for indicator in &form.indicators {
            let Some((weight, score)) = points(indicator) else { continue };
            let Some(row) = Row::of(indicator) else { continue };
            verdict.count();
            if !row.met && score >= weight {
                // Of a rate by itself nobody knows whether more is better (成灾率).
                let severity = if row.is_sure { RULE.severity } else { Severity::Warning };
                verdict.find(finding(form, indicator, "", weight, score).severity(severity));
                continue;
            }
            if let Some(finding) = against_rule(context, form, indicator, weight, score) {
                verdict.find(finding);
                continue;
            }
            // Marks may come off for what is far beyond the target.
            let beyond =
                row.better == Better::Higher && row.actual.low * Decimal::TEN > row.target.low * Decimal::from(12);
            if row.met && !beyond && score < weight && indicator.scoring.is_none() && reason(indicator).is_none() {
                verdict.find(finding(form, indicator, "docked", weight, score).severity(Severity::Warning));
            }
        }
    }
    verdict
}

fn against_rule(
    context: &Context,
    form: &Form,
    indicator: &Indicator,
    weight: Decimal,
    score: Decimal,
) -> Option<Finding> {
    let rule = indicator.scoring.as_ref()?;
    let actual = indicator.actual.as_ref()?;
    let computed = scoring::score(rule, weight, &indicator.target, actual).ok()?;
    let slack = context.settings.tolerance.score;
    if score >= computed.least - slack && score <= computed.most + slack {
        return None;
    }
    let expected = match computed.least == computed.most {
        true => computed.points.normalize().to_string(),
        false => format!("{}–{}", computed.least.normalize(), computed.most.normalize()),
    };
    let found = finding(form, indicator, "rule", weight, score).severity(Severity::Warning);
    Some(found.arg("expected", &expected).pair(expected, score).with(evidence::part(form, indicator, "scoring")))
}

fn finding(form: &Form, indicator: &Indicator, variant: &'static str, weight: Decimal, score: Decimal) -> Finding {
    Finding::new(&RULE, form)
        .variant(variant)
        .arg("name", evidence::name(form))
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .arg("actual", indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default())
        .arg("score", score)
        .arg("weight", weight)
        .with(evidence::target(form, indicator))
        .with(evidence::part(form, indicator, "actual"))
        .with(evidence::part(form, indicator, "score"))
}
