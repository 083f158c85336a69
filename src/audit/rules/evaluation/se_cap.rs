//! SE-CAP

use crate::audit::achievement::points;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::Line;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// A score above its points.
pub static RULE: Rule = Rule {
    id: "SE-CAP",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("得分大于分值", "Score above its points"),
    explanation: Explanation {
        checks: text("每行得分不应大于分值。", "No row's score may exceed its points."),
        matters: text("超出部分虚增总分。", "What is beyond inflates the total."),
        example: text("分值 10，得分 12。", "12 of 10 points."),
        advice: text("改正得分。", "Correct the score."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」得分 {score} 大于分值 {weight}",
        "{name}: 「{indicator}」 is scored {score} of {weight} points",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有同时印出分值和得分的表", "no form prints points and scores");
    for form in context.forms {
        let line = Line::total(form);
        if let (Some((weight_entry, weight)), Some((score_entry, score))) = (line.weight, line.score) {
            verdict.count();
            if score > weight {
                let finding = Finding::new(&RULE, form)
                    .arg("name", evidence::name(form))
                    .arg("indicator", "预算执行率")
                    .arg("score", score)
                    .arg("weight", weight)
                    .numbers(weight, score);
                verdict
                    .find(finding.with(evidence::budget(form, score_entry)).with(evidence::budget(form, weight_entry)));
            }
        }
        let scored: Vec<_> = form.indicators.iter().filter_map(points).collect();
        // Where most scores exceed their points, the points are weights in percent and the scores out of 100.
        if scored.iter().filter(|(weight, score)| score > weight).count() * 2 > scored.len().max(2) {
            verdict.because("得分与分值的口径不同", "scores and points are on different scales");
            continue;
        }
        for indicator in &form.indicators {
            let Some((weight, score)) = points(indicator) else { continue };
            verdict.count();
            if score <= weight {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("score", score)
                .arg("weight", weight)
                .numbers(weight, score)
                .with(evidence::part(form, indicator, "level3"))
                .with(evidence::part(form, indicator, "score"))
                .with(evidence::part(form, indicator, "weight"));
            verdict.find(finding);
        }
    }
    verdict
}
