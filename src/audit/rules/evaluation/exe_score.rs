//! EXE-SCORE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::Line;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::{Decimal, RoundingStrategy};

/// The score of the execution rate.
pub static RULE: Rule = Rule {
    id: "EXE-SCORE",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("执行率得分", "Score of the execution rate"),
    explanation: Explanation {
        checks: text(
            "执行率得分应为执行率×分值（满 100% 得满分），或按指引分档：100% 得满分，80%–100% 得 70%，60%–80% 得 50%，60% 以下不得分。",
            "The score must be rate × points (full from 100% on), or follow the guide's bands: full at 100%, 70% from 80%, 50% from 60%, nothing below.",
        ),
        matters: text(
            "这 10 分是自评总分中最容易核实的部分。",
            "These ten points are the easiest part of the score to verify.",
        ),
        example: text("执行率 86.2%，分值 10，得分 9（应为 8.62）。", "86.2% of 10 points, scored 9, not 8.62."),
        advice: text("重新计算得分。", "Compute the score again."),
        source: Some(text(
            "财预〔2020〕10号；财预〔2021〕101号（分档）",
            "MoF 财预〔2020〕10号; 财预〔2021〕101号 (bands)",
        )),
    },
    messages: &[message(
        "",
        "{name}：执行率 {rate}%，分值 {weight}，得分 {score}，按比例应为 {expected}",
        "{name}: execution {rate}% of {weight} points is scored {score}; in proportion it would be {expected}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有同时印出执行率分值和得分的表", "no form prints points and score of the execution rate");
    for form in context.forms {
        let line = Line::total(form);
        let (Some((weight_entry, weight)), Some((score_entry, score))) = (line.weight, line.score) else { continue };
        let rates: Vec<Decimal> =
            [line.computed_rate(), line.rate.map(|(_, rate)| rate)].into_iter().flatten().collect();
        let Some(rate) = rates.first().copied().filter(|_| weight > Decimal::ZERO) else { continue };
        verdict.count();
        let in_proportion = |rate: Decimal| {
            let points = rate.min(Decimal::ONE_HUNDRED) * weight / Decimal::ONE_HUNDRED;
            points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
        };
        let band = |rate: Decimal| {
            let share = match rate {
                rate if rate >= Decimal::ONE_HUNDRED => 100,
                rate if rate >= Decimal::from(80) => 70,
                rate if rate >= Decimal::from(60) => 50,
                _ => 0,
            };
            Decimal::from(share) * weight / Decimal::ONE_HUNDRED
        };
        let slack = context.settings.tolerance.score;
        let fits =
            |rate: &Decimal| (score - in_proportion(*rate)).abs() <= slack || (score - band(*rate)).abs() <= slack;
        if rates.iter().any(fits) {
            continue;
        }
        let expected = in_proportion(rate);
        // Whole points are a common habit of rounding.
        let rounded = score.fract().is_zero() && (score - expected).abs() <= Decimal::new(5, 1);
        let severity = if rounded { Severity::Info } else { RULE.severity };
        let finding = Finding::new(&RULE, form)
            .severity(severity)
            .group(format!("{}/rate", form.id))
            .arg("name", evidence::name(form))
            .arg("rate", rate)
            .arg("weight", weight)
            .arg("score", score)
            .arg("expected", expected)
            .numbers(expected, score)
            .with(evidence::budget(form, score_entry))
            .with(evidence::budget(form, weight_entry))
            .with_all(line.rate.map(|(entry, _)| evidence::budget(form, entry)));
        verdict.find(finding);
    }
    verdict
}
