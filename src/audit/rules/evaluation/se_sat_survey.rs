//! SE-SAT-SURVEY

use crate::audit::achievement::points;
use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};

/// Satisfaction without a survey.
pub static RULE: Rule = Rule {
    id: "SE-SAT-SURVEY",
    group: Group::Evaluation,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("满意度没有调查依据", "Satisfaction without a survey"),
    explanation: Explanation {
        checks: text(
            "自评表满意度得满分，表中没有任何文字提到问卷、调查、抽样或回访的予以提示。",
            "Full marks for satisfaction where nothing on the form speaks of a survey.",
        ),
        matters: text("满意度没有样本就没有依据。", "Satisfaction without a sample has no basis."),
        example: text("群众满意度 98%，得满分，没有调查说明。", "98% satisfied, full marks, and no survey."),
        advice: text("写明调查方式和样本量。", "Say how and how many were asked."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 个满意度指标得满分，表中没有提到调查依据",
        "{name}: {count} satisfaction rows have full marks, and no survey is mentioned",
    )],
    check: Check::Document(check),
};

const SURVEY: &[&str] = &["问卷", "调查", "抽样", "样本", "回访", "测评", "走访", "座谈"];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有满意度得满分的自评表", "no self-evaluation gives satisfaction full marks");
    for form in context.evaluations() {
        let full = |indicator: &&Indicator| {
            Category::of(indicator) == Some(Category::Satisfaction)
                && points(indicator).is_some_and(|(weight, score)| score >= weight)
        };
        let rows: Vec<&Indicator> = form.indicators.iter().filter(full).collect();
        if rows.is_empty() {
            continue;
        }
        verdict.count_all(rows.len());
        if mentions_survey(form) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("count", rows.len())
            .with_all(rows.iter().map(|indicator| evidence::part(form, indicator, "actual")));
        verdict.find(finding);
    }
    verdict
}

fn mentions_survey(form: &Form) -> bool {
    let says = |text: &str| SURVEY.iter().any(|word| text.contains(word));
    form.narratives.iter().any(|narrative| says(&narrative.text))
        || form.extra.iter().filter_map(|field| field.text.as_deref()).any(says)
        || form.indicators.iter().any(|indicator| {
            indicator.deviation.as_deref().is_some_and(says)
                || says(&indicator.level3)
                || indicator.actual.as_ref().is_some_and(|actual| says(&actual.raw))
                || indicator.extra.values().any(|cell| says(cell))
        })
}
