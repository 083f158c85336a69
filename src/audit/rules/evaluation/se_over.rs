//! SE-OVER

use crate::audit::achievement::{Row, points, reason};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::Better;
use rust_decimal::Decimal;

/// Far more than the target, without a word.
pub static RULE: Rule = Rule {
    id: "SE-OVER",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("大幅超额完成未说明", "Far beyond the target without a word"),
    explanation: Explanation {
        checks: text(
            "数量、金额类正向指标实际值超过指标值 30% 以上、得满分且没有说明的予以报告；比率不检查。",
            "Counts and amounts more than 30% beyond the target, with full marks and no explanation. Rates are not checked.",
        ),
        matters: text("大幅超额通常说明目标定得过低。", "Far beyond mostly means that the target was too low."),
        example: text(
            "指标值 100 人次，实际 260 人次，得满分，未说明。",
            "Target 100, actual 260, full marks, no word.",
        ),
        advice: text(
            "说明原因，必要时扣减得分，并调整下年目标。",
            "Give the reason, take marks off where needed, and set next year's target accordingly.",
        ),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {target}，实际 {actual}（{ratio}%），得满分且未说明",
        "{name}: 「{indicator}」: target {target}, actual {actual} ({ratio}%), full marks and no explanation",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有可以对照的数量或金额指标", "no counts or amounts that could be compared");
    for form in context.evaluations() {
        for indicator in &form.indicators {
            let Some(row) = Row::of(indicator).filter(|row| row.better == Better::Higher && !row.target.is_percent())
            else {
                continue;
            };
            let Some((weight, score)) = points(indicator).filter(|_| row.target.low > Decimal::ZERO) else { continue };
            verdict.count();
            let ratio = row.actual.low * Decimal::ONE_HUNDRED / row.target.low;
            if ratio <= Decimal::from(130) || score < weight || reason(indicator).is_some() {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .arg("actual", indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default())
                .arg("ratio", ratio.round_dp(0))
                .with(evidence::target(form, indicator))
                .with(evidence::part(form, indicator, "actual"))
                .with(evidence::part(form, indicator, "score"));
            verdict.find(finding);
        }
    }
    verdict
}
