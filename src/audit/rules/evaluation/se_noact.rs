//! SE-NOACT

use crate::audit::achievement::points;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;
use crate::normalise::values::{ValueKind, flag};

/// Full marks without a result.
pub static RULE: Rule = Rule {
    id: "SE-NOACT",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("未填实际值却得满分", "Full marks without a result"),
    explanation: Explanation {
        checks: text(
            "印有实际完成值栏的自评表，实际值空白却得满分的予以报告；整张表都没有实际值的合为一条警告。",
            "On self-evaluations with a column for results: full marks where it is blank. Where the whole column is blank, one warning.",
        ),
        matters: text("没有结果的满分无从核实。", "Full marks without a result cannot be verified."),
        example: text("指标值 100%，实际完成值空白，得分 10。", "Target 100%, no result, 10 points."),
        advice: text("补填实际完成值。", "Fill in the results."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」实际完成值空白，却得满分 {score}",
            "{name}: 「{indicator}」 has no result, yet full marks {score}",
        ),
        message(
            "all",
            "{name}：{count} 行得满分，但整张表没有填写实际完成值",
            "{name}: {count} rows have full marks, but the form reports no results at all",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有印有实际完成值栏和得分的自评表", "no self-evaluation has columns for results and scores");
    let is_blank = |indicator: &Indicator| match &indicator.actual {
        // 无 may be the result itself: no accidents.
        Some(actual) => actual.kind == ValueKind::Blank && !actual.has(flag::NONE_OR_ZERO),
        None => true,
    };
    for form in context.evaluations() {
        if !form
            .indicators
            .iter()
            .any(|indicator| indicator.actual.is_some() || indicator.places.contains_key("actual"))
        {
            continue;
        }
        let full: Vec<&Indicator> = form
            .indicators
            .iter()
            .filter(|indicator| points(indicator).is_some_and(|(weight, score)| score >= weight))
            .collect();
        verdict.count_all(full.len());
        let blank: Vec<&&Indicator> = full.iter().filter(|indicator| is_blank(indicator)).collect();
        if blank.is_empty() {
            continue;
        }
        if form.indicators.iter().all(is_blank) {
            let finding = Finding::new(&RULE, form)
                .variant("all")
                .severity(Severity::Warning)
                .arg("name", evidence::name(form))
                .arg("count", blank.len())
                .with_all(blank.iter().map(|indicator| evidence::part(form, indicator, "actual")));
            verdict.find(finding);
            continue;
        }
        for indicator in blank {
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("score", indicator.score.unwrap_or_default())
                .with(evidence::part(form, indicator, "level3"))
                .with(evidence::part(form, indicator, "actual"))
                .with(evidence::part(form, indicator, "score"));
            verdict.find(finding);
        }
    }
    verdict
}
