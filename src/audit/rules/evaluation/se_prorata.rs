//! SE-PRORATA

use crate::audit::achievement::{Row, points};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::Better;
use rust_decimal::Decimal;

/// A missed target scored above proportion.
pub static RULE: Rule = Rule {
    id: "SE-PRORATA",
    group: Group::Evaluation,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("未完成指标得分高于比例", "Missed target scored above proportion"),
    explanation: Explanation {
        checks: text(
            "没有印出评分标准的定量指标未完成时，应按完成比例计分；得分比按比例计算高出 1 分以上的予以提示。",
            "Where no scoring rule is printed, a missed number is to be scored in proportion; scores more than one point above that are mentioned.",
        ),
        matters: text("扣分偏轻，自评偏高。", "Marks come off too lightly, and the score is too high."),
        example: text(
            "45 座完成 36 座，分值 25，按比例 20，得分 24。",
            "36 of 45 for 25 points: 20 in proportion, scored 24.",
        ),
        advice: text("按比例重新计分，或写明评分标准。", "Score in proportion, or print the rule."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {target}，实际 {actual}，得分 {score}，按比例为 {expected}（分值 {weight}）",
        "{name}: 「{indicator}」: target {target}, actual {actual}, scored {score} of {weight}; in proportion {expected}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有未完成的定量指标", "no missed numbers");
    for form in context.evaluations() {
        for indicator in form.indicators.iter().filter(|indicator| indicator.scoring.is_none()) {
            let missed = |row: &Row| {
                !row.met && row.better == Better::Higher && row.target.is_single() && row.target.low > Decimal::ZERO
            };
            let Some(row) = Row::of(indicator).filter(missed) else { continue };
            let Some((weight, score)) = points(indicator).filter(|_| row.actual.low >= Decimal::ZERO) else { continue };
            verdict.count();
            let expected = (row.actual.low / row.target.low * weight).round_dp(2).normalize();
            if score <= expected + Decimal::ONE || score >= weight {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .arg("actual", indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default())
                .arg("score", score)
                .arg("expected", expected)
                .arg("weight", weight)
                .numbers(expected, score)
                .with(evidence::target(form, indicator))
                .with(evidence::part(form, indicator, "actual"))
                .with(evidence::part(form, indicator, "score"));
            verdict.find(finding);
        }
    }
    verdict
}
