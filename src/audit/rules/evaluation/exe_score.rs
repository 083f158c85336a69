//! EXE-SCORE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::execution::{Line, shown};
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

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
        "{name}：执行率 {rate}%，分值 {weight}，得分 {score}，按比例为 {expected}",
        "{name}: execution {rate}% of {weight} points is scored {score}; in proportion it is {expected}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有同时印出执行率分值和得分的表", "no form prints points and score of the execution rate");
    for form in context.forms {
        let line = Line::total(form);
        let (Some((weight_entry, weight)), Some((score_entry, score))) = (line.weight, line.score) else { continue };
        let stated = line.rate.map(|(_, rate)| Interval::printed(rate));
        let rates: Vec<Interval> = [line.computed_rate(), stated].into_iter().flatten().collect();
        let Some(rate) = rates.first().copied().filter(|_| weight > Decimal::ZERO) else { continue };
        verdict.count();
        let capped = |rate: Interval| {
            let cap = |number: Decimal| number.min(Decimal::ONE_HUNDRED);
            Interval { value: cap(rate.value), low: cap(rate.low), high: cap(rate.high) }
        };
        let in_proportion = |rate: Interval| capped(rate).times(weight / Decimal::ONE_HUNDRED).unwrap_or_default();
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
        // A whole score may be points given, or a proportion rounded: EXE-SCORE tells the latter below.
        let awarded = if score.scale() == 0 { Interval::exact(score) } else { Interval::printed(score) };
        let fits = |rate: &Interval| {
            let bands = [rate.low, rate.value, rate.high].map(band);
            awarded.compare(&in_proportion(*rate), slack) != Agreement::Differs
                || bands.iter().any(|band| (score - band).abs() <= slack)
        };
        if rates.iter().any(fits) {
            continue;
        }
        let rate = shown(&rate);
        let expected = shown(&in_proportion(Interval::exact(rate))).normalize();
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
