//! W-MISSING

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::{Points, families, siblings, usual_sum};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::WeightSource;
use crate::wording::Wording;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// An indicator without points on a form that scores by points.
pub static RULE: Rule = Rule {
    id: "W-MISSING",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("指标缺分值", "Indicator without points"),
    explanation: Explanation {
        checks: text(
            "给指标赋分的表中，每个有目标值的指标都应有分值（分值栏，或评分标准中的“共计N分”）。",
            "On a form that scores by points every indicator with a target must have points, in a column or in its scoring rule (共计N分).",
        ),
        matters: text(
            "缺分值的指标无法计分，等于不考核。",
            "An indicator without points cannot be scored; it might as well not be there.",
        ),
        example: text(
            "“满意率≥80%得满分，每下降一个百分点扣权重分的1%”，没有写共计几分。",
            "A rule that gives full marks from 80% on, but does not say how many.",
        ),
        advice: text(
            "补写分值；其他指标合计已满的，需要重新分配。",
            "State the points; where the others already make the full total, points must be redistributed.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：指标「{indicator}」没有分值（其余 {count} 个指标合计 {sum}）",
        "{name}: indicator 「{indicator}」 has no points (the other {count} come to {sum})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有给指标赋分的表", "no form gives points to its indicators");
    let families = families(context.forms, &context.bureaus);
    let usual_sums: BTreeMap<_, Decimal> =
        families.iter().filter_map(|(family, members)| Some((*family, usual_sum(members)?.0))).collect();
    for form in context.forms {
        let Some(points) = Points::of(form) else { continue };
        verdict.count_all(points.stated + points.missing.len());
        let usual = siblings(form, &context.bureaus).and_then(|siblings| usual_sums.get(&siblings)).copied();
        for indicator in &points.missing {
            let explanation = explain(&points, usual);
            // A full column with a gap may be a cell that spans two rows; a rule without points is the publisher's.
            let in_column = form.indicators.iter().any(|other| other.weight_source == Some(WeightSource::Column));
            let full = usual.is_some_and(|usual| points.with_execution() >= usual);
            let severity =
                if in_column && full && indicator.scoring_raw.is_none() { Severity::Warning } else { RULE.severity };
            let part = if indicator.scoring_raw.is_some() { "scoring" } else { "weight" };
            let finding = Finding::new(&RULE, form)
                .severity(severity)
                .group(format!("{}/weights", form.id))
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("count", points.stated)
                .arg("sum", points.sum)
                .explain(explanation)
                .with(evidence::target(form, indicator))
                .with(evidence::part(form, indicator, part));
            verdict.find(finding);
        }
    }
    verdict
}

/// What the missing points would be: what the sibling forms' total leaves for them.
fn explain(points: &Points, usual: Option<Decimal>) -> Option<Wording> {
    let (base, usual) = (points.with_execution(), usual?);
    if base >= usual {
        return Some(Wording::new(
            format!("其余指标已合计 {base} 分，同类表合计为 {usual} 分，再加任何分值都会超出"),
            format!("the others already come to {base}, sibling forms to {usual}: any points would exceed the total"),
        ));
    }
    let rest = usual - base;
    (points.missing.len() == 1).then(|| {
        Wording::new(
            format!("同类表合计为 {usual} 分，照此该指标应为 {rest} 分"),
            format!("sibling forms come to {usual}; by that it would have {rest}"),
        )
    })
}
