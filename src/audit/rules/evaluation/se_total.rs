//! SE-TOTAL

use crate::audit::amounts::{sane, written_out};
use crate::audit::context::Context;
use crate::audit::execution::Line;
use crate::audit::finding::{Finding, Severity};
use crate::audit::gap::{Term, explain};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, rows};
use crate::normalise::disclosure::{Form, Indicator};
use crate::wording::Wording;
use rust_decimal::Decimal;

/// The printed total score against the rows.
pub static RULE: Rule = Rule {
    id: "SE-TOTAL",
    group: Group::Evaluation,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("总分与各项得分合计", "Total score against the rows"),
    explanation: Explanation {
        checks: text(
            "印出的总分应等于各指标得分与执行率得分之和。有指标没有得分的不检查。",
            "The printed total must be the sum of all scores, the execution rate's included. Not checked where a row has no score.",
        ),
        matters: text("总分决定评价等级。", "The grade follows from the total."),
        example: text("总分 93.86，各项合计 95.36。", "The total is 93.86, the rows come to 95.36."),
        advice: text("重新相加。", "Add up again."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：总分印为 {total}，各项得分合计 {terms}={sum}，相差 {difference}",
        "{name}: the total is printed as {total}; the scores come to {terms}={sum}, a difference of {difference}",
    )],
    check: Check::Document(check),
};

/// The points of the rows for this year.
fn annual_points(form: &Form) -> Decimal {
    rows::annual(form).filter_map(|indicator| sane(indicator.weight?)).sum::<Decimal>().normalize()
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有同时印出总分和各项得分的表", "no form prints a total and all scores");
    for form in context.forms {
        let Some((printed, total)) = form.total_score.as_ref().and_then(|total| Some((total, sane(total.number?)?)))
        else {
            continue;
        };
        let scored: Vec<(&Indicator, Decimal)> =
            rows::annual(form).filter_map(|indicator| Some((indicator, sane(indicator.score?)?))).collect();
        let weighted = rows::annual(form)
            .filter(|indicator| indicator.weight.is_some_and(|weight| weight > Decimal::ZERO))
            .count();
        if scored.is_empty() || scored.len() < weighted {
            verdict.because("部分指标没有得分", "some rows have no score");
            continue;
        }
        let execution = Line::total(form).score;
        // Whole points are given, not rounded; what has decimals is a proportion that was rounded, and so is a total with
        // fewer decimals than its rows.
        let finest =
            scored.iter().map(|(_, score)| score.scale()).chain(execution.map(|(_, score)| score.scale())).max();
        let award = |score: Decimal| match score.scale() {
            0 => Interval::exact(score),
            _ => Interval::printed(score),
        };
        let whole = if finest > Some(0) { Interval::printed(total) } else { Interval::exact(total) };
        let rows_sum: Interval = scored.iter().map(|(_, score)| award(*score)).sum();
        let all = rows_sum + execution.map_or(Interval::default(), |(_, score)| award(score));
        let slack = whole.slack() + all.slack();
        let mut terms: Vec<Decimal> = scored.iter().map(|(_, score)| *score).collect();
        terms.extend(execution.map(|(_, score)| score));
        let written = written_out(&terms);
        // On some forms the total leaves the execution rate out.
        let readings = [all, rows_sum].map(|sum| (whole.compare(&sum, context.settings.tolerance.score), sum));
        let (agreement, comes_to) = if readings[1].0 < readings[0].0 { readings[1] } else { readings[0] };
        let passage = evidence::number(form, "total_score", printed);
        // Points that no row takes are scored somewhere else: for the execution rate, where its row was not known as such.
        let rest = Decimal::ONE_HUNDRED - annual_points(form);
        let gap = total - comes_to.value;
        if agreement == Agreement::Differs && execution.is_none() && gap > Decimal::ZERO && gap <= rest {
            verdict.not_compared(
                &passage,
                format!("各行分值合计 {}，其余 {rest} 分的得分没有读到，总分无从核对", annual_points(form)),
                format!("the rows take {} points; the score of the other {rest} was not found", annual_points(form)),
            );
            continue;
        }
        verdict.compared(&passage, agreement, &whole, &comes_to);
        let sum = comes_to.value;
        if agreement != Agreement::Differs {
            verdict.state_agreement(
                agreement,
                Wording::new(format!("{written}={sum}"), format!("{written}={sum}")),
                Wording::new(format!("总分 {total}"), format!("the printed total {total}")),
                total - sum,
            );
            continue;
        }
        let mut labels: Vec<Term> = scored.iter().map(|(i, score)| Term { label: &i.level3, value: *score }).collect();
        labels.extend(execution.map(|(_, score)| Term { label: "预算执行率", value: score }));
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("total", total)
            .arg("terms", written)
            .arg("sum", sum)
            .arg("difference", total - sum)
            .numbers(sum, total)
            .explain(explain(total, sum, &labels, slack))
            .with(passage)
            .with_all(scored.iter().map(|(indicator, _)| evidence::part(form, indicator, "score")))
            .with_all(execution.map(|(entry, _)| evidence::budget(form, entry)));
        verdict.find(finding);
    }
    verdict
}
