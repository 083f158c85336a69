//! SE-COPY

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::disclosure::Indicator;
use rust_decimal::Decimal;

/// Results copied from the targets.
pub static RULE: Rule = Rule {
    id: "SE-COPY",
    group: Group::Evaluation,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("实际值照抄指标值", "Results copied from the targets"),
    explanation: Explanation {
        checks: text(
            "五行以上的自评表，全部实际值与指标值一字不差、总分 98 分以上的予以提示。",
            "Self-evaluations of five rows or more where every result is the target word for word and the total is 98 or more.",
        ),
        matters: text("实际结果很少恰好等于每一个目标。", "Results are seldom exactly every target."),
        example: text(
            "十行实际完成值与年度指标值完全相同，总分 100。",
            "Ten results like their targets, and a total of 100.",
        ),
        advice: text("抽查佐证材料。", "Look at the evidence for some of them."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 行实际完成值全部与指标值相同，总分 {total}",
        "{name}: all {count} results are the targets word for word, the total is {total}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有五行以上且印出总分的自评表", "no self-evaluation of five rows or more with a total");
    for form in context.evaluations() {
        let Some(total) = form.total_score.as_ref().and_then(|total| total.number) else { continue };
        let rows: Vec<&Indicator> = form.indicators.iter().filter(|indicator| indicator.actual.is_some()).collect();
        if rows.len() < 5 || rows.len() < form.indicators.len() {
            continue;
        }
        verdict.count();
        // ≥95% and 95% are another wording, 及时 and 及时 the same.
        let bare = |raw: &str| names::key(raw).replace(['>', '<'], "");
        let copied =
            |row: &&Indicator| row.actual.as_ref().is_some_and(|actual| bare(&actual.raw) == bare(&row.target.raw));
        if total < Decimal::from(98) || !rows.iter().all(copied) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("count", rows.len())
            .arg("total", total)
            .with_all(rows.iter().take(5).map(|indicator| evidence::part(form, indicator, "actual")));
        verdict.find(finding);
    }
    verdict
}
