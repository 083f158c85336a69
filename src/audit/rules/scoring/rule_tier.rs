//! RULE-TIER

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::scoring::{AmountKind, Tier};
use rust_decimal::Decimal;

/// The levels of a qualitative rule against the official three.
pub static RULE: Rule = Rule {
    id: "RULE-TIER",
    group: Group::Scoring,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("定性指标分档", "Levels of qualitative indicators"),
    explanation: Explanation {
        checks: text(
            "定性指标按三档计分的，各档应落在 100%–80%、80%–60%、60%–0 之内。",
            "Qualitative rules with three levels must keep to 100–80%, 80–60% and 60–0% of the points.",
        ),
        matters: text("分档偏离规定，得分偏高或偏低。", "Other levels make scores too high or too low."),
        example: text("20 分的指标：一般得 8 分（40%）。", "Of 20 points the middle level earns 8 (40%)."),
        advice: text(
            "按规定区间调整分值；地方另有规定的从其规定。",
            "Keep to the ranges, unless local rules say otherwise.",
        ),
        source: Some(text("财预〔2020〕10号", "MoF 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」分值 {weight}，分档 {levels}，第{which}档应在 {range} 之内",
        "{name}: 「{indicator}」 of {weight} points has levels {levels}; level {which} should lie within {range}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有分三档的定性指标", "no qualitative rule has three levels");
    for (form, indicator) in context.indicators() {
        let (Some(rule), Some(weight)) =
            (&indicator.scoring, indicator.weight.filter(|weight| *weight > Decimal::ZERO))
        else {
            continue;
        };
        let in_words = |tier: &Tier| tier.condition.value.is_none();
        if rule.tiers.len() != 3 || !rule.tiers.iter().all(in_words) {
            continue;
        }
        let shares: Option<Vec<Decimal>> = rule
            .tiers
            .iter()
            .map(|tier| {
                let amount = tier.amount?;
                match tier.amount_kind {
                    AmountKind::PercentOfWeight => Some(amount),
                    AmountKind::Points => amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(weight),
                }
            })
            .collect();
        let Some(shares) = shares.filter(|shares| shares.is_sorted_by(|a, b| a >= b)) else { continue };
        verdict.count();
        let [top, middle, low] = shares.as_slice() else { continue };
        let percent = Decimal::from;
        let wrong = if *top < percent(80) || *top > percent(100) {
            (1, "100%–80%")
        } else if *middle < percent(60) || *middle > percent(80) {
            (2, "80%–60%")
        } else if *low > percent(60) {
            (3, "60%–0%")
        } else {
            continue;
        };
        let levels: Vec<String> = shares.iter().map(|share| format!("{}%", share.round_dp(1).normalize())).collect();
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/{}", RULE.id, levels.join("/")))
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("weight", weight)
            .arg("levels", levels.join("/"))
            .arg("which", wrong.0)
            .arg("range", wrong.1)
            .pair(wrong.1, levels[wrong.0 - 1].as_str())
            .with(evidence::part(form, indicator, "scoring"));
        verdict.find(finding);
    }
    verdict
}
