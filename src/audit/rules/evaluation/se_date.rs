//! SE-DATE

use crate::audit::achievement::points;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::{Comparator, Value, ValueKind};

/// A deadline missed with full marks.
pub static RULE: Rule = Rule {
    id: "SE-DATE",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("逾期完成却得满分", "Late, with full marks"),
    explanation: Explanation {
        checks: text(
            "时效指标的指标值和实际值都是日期，实际晚于期限却得满分的予以报告。",
            "Target and actual value are dates, the actual one is later, and the row has full marks.",
        ),
        matters: text("逾期应扣分并说明原因。", "Being late costs marks and needs a reason."),
        example: text(
            "期限 2022 年 6 月底前，实际 2022 年 11 月完成，得满分。",
            "Due by the end of June, done in November, full marks.",
        ),
        advice: text("按评分标准扣分，或说明原因。", "Score by the rule, or give the reason."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」期限 {target}，实际 {actual}，逾期却得满分 {score}",
        "{name}: 「{indicator}」: due {target}, done {actual}; late, yet full marks {score}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有指标值和实际值都是日期的指标", "no indicator whose target and actual value are dates");
    for form in context.evaluations() {
        for indicator in &form.indicators {
            let Some(actual) = &indicator.actual else { continue };
            let (Some(due), Some(done)) = (last_day(&indicator.target), first_day(actual)) else { continue };
            if matches!(indicator.target.comparator, Some(Comparator::Ge | Comparator::Gt)) {
                continue;
            }
            verdict.count();
            let Some((weight, score)) = points(indicator) else { continue };
            if done.as_str() <= due || score < weight {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .arg("actual", &actual.raw)
                .arg("score", score)
                .pair(format!("≤{due}"), &actual.raw)
                .with(evidence::target(form, indicator))
                .with(evidence::part(form, indicator, "actual"))
                .with(evidence::part(form, indicator, "score"));
            verdict.find(finding);
        }
    }
    verdict
}

/// The last day on which a deadline is kept; dates without a year cannot be compared.
fn last_day(value: &Value) -> Option<&str> {
    let day = value.date_max.as_deref().or(value.date.as_deref())?;
    (value.kind == ValueKind::Date && !day.starts_with('-')).then_some(day)
}

/// The first day that a printed date can mean: of a month its first, so that doubt counts for the bureau.
fn first_day(value: &Value) -> Option<String> {
    let day = value.date.as_deref().filter(|day| value.kind == ValueKind::Date && !day.starts_with('-'))?;
    let names_a_day = value.raw.contains(['日', '号']) || value.raw.matches(['-', '.', '/']).count() >= 2;
    if names_a_day || value.date_max.is_some() { Some(day.to_owned()) } else { Some(format!("{}-01", day.get(..7)?)) }
}
