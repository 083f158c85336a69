//! SE-TIER

use crate::audit::achievement::points;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::Grade;
use rust_decimal::Decimal;

/// The words of a result against its score.
pub static RULE: Rule = Rule {
    id: "SE-TIER",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("定性结果与得分", "Words of a result against its score"),
    explanation: Explanation {
        checks: text(
            "定性指标的实际完成情况与得分应相称：达成的得分值的 80%–100%，部分达成的 60%–80%，未达成的 60% 以下。",
            "Results in words must fit their score: reached 80–100% of the points, partly reached 60–80%, not reached below 60%.",
        ),
        matters: text(
            "写“一般”却得满分，或写“达成”却只得一半，结果不可信。",
            "一般 with full marks, or 达成 with half of them, cannot both be true.",
        ),
        example: text("实际“一般”，分值 10，得分 10。", "一般, 10 of 10 points."),
        advice: text("改正文字或得分。", "Correct one of the two."),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」实际「{actual}」，得分 {score}（分值 {weight} 的 {share}%），应在 {range} 之内",
        "{name}: 「{indicator}」 came out as 「{actual}」, scored {score} ({share}% of {weight}); {range} would fit",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有分等级的定性结果", "no results in words that have a grade");
    for form in context.evaluations() {
        for indicator in &form.indicators {
            let Some(grade) = indicator.actual.as_ref().and_then(|actual| actual.grade) else { continue };
            let Some((weight, score)) = points(indicator) else { continue };
            verdict.count();
            let (low, high) = match grade {
                Grade::Top => (80, 100),
                // 良 is within the upper band by the official three, within the second by the usual four.
                Grade::Good => (60, 100),
                Grade::Fair => (50, 80),
                Grade::Poor => (0, 60),
            };
            let share = score * Decimal::ONE_HUNDRED / weight;
            if share >= Decimal::from(low) && share <= Decimal::from(high) {
                continue;
            }
            // 基本达成 with 85% is a matter of taste; 一般 with full marks is not.
            let near = share <= Decimal::from(high + 10) && share >= Decimal::from(low - 10);
            let severity = if near { Severity::Info } else { RULE.severity };
            let finding = Finding::new(&RULE, form)
                .severity(severity)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("actual", indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default())
                .arg("score", score)
                .arg("weight", weight)
                .arg("share", share.round_dp(0))
                .arg("range", format!("{low}%–{high}%"))
                .with(evidence::part(form, indicator, "level3"))
                .with(evidence::part(form, indicator, "actual"))
                .with(evidence::part(form, indicator, "score"));
            verdict.find(finding);
        }
    }
    verdict
}
