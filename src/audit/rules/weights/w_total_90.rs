//! W-TOTAL-90

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::{Points, families, siblings};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The points of a target form.
pub static RULE: Rule = Rule {
    id: "W-TOTAL-90",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("目标表分值合计", "Points of a target form"),
    explanation: Explanation {
        checks: text(
            "绩效目标表各指标分值合计应为 90 分（另 10 分留给预算执行率），列有预算执行率的合计 100 分。有指标缺分值的表由 W-MISSING 报告，不在此重复。",
            "The indicators of a target form must come to 90 points (10 are kept for the execution rate), or to 100 with it. Forms with a missing weight are left to W-MISSING.",
        ),
        matters: text(
            "分值合计不对，年末就无法按百分制自评。",
            "With a wrong total the form cannot be scored out of 100 at the end of the year.",
        ),
        example: text("某项目各指标分值合计 85 分。", "A project's indicators come to 85 points."),
        advice: text("对照评分标准逐行核对分值。", "Check each row's points against its scoring rule."),
        source: Some(text(
            "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》；财预〔2020〕10号",
            "MoF 财预〔2021〕101号, guide to core goals and indicators (trial); 财预〔2020〕10号",
        )),
    },
    messages: &[message(
        "",
        "{name}：{count} 个指标分值合计 {sum}，应为 {expected}",
        "{name}: the points of {count} indicators come to {sum}, not {expected}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有给指标赋分的绩效目标表", "no target form gives points to its indicators");
    let families = families(context.forms, &context.bureaus);
    let mut in_order: BTreeMap<Decimal, usize> = BTreeMap::new();
    for form in context.targets() {
        let Some(points) = Points::of(form) else { continue };
        let (ninety, hundred) = (Decimal::from(90), Decimal::ONE_HUNDRED);
        let fits = points.sum == ninety || points.sum == hundred || points.with_execution() == hundred;
        if !points.missing.is_empty() && !fits {
            verdict.because("分值不全，见 W-MISSING", "weights are missing, see W-MISSING");
            continue;
        }
        if fits {
            verdict.count();
            *in_order.entry(points.sum).or_default() += 1;
            continue;
        }
        let expected = match points.execution {
            Some(execution) => (hundred - execution).to_string(),
            None => "90（或 100）".to_owned(),
        };
        // Several times the points of one form are what forms read as one have.
        let several = [ninety, hundred].iter().any(|whole| points.sum > *whole && (points.sum % whole).is_zero());
        if several {
            verdict.because(
                format!("{}：分值合计 {}，是一张表的数倍，可能是几张表连在了一起", evidence::name(form), points.sum),
                format!(
                    "{}: {} points are those of several forms, which may have been read as one",
                    evidence::name(form),
                    points.sum
                ),
            );
            continue;
        }
        verdict.count();
        let family = siblings(form, &context.bureaus).and_then(|siblings| families.get(&siblings));
        let alike = family.is_some_and(|family| {
            family.len() >= 3 && family.iter().all(|member| member.sum == points.with_execution())
        });
        // Three forms and more with one total are a local rule, not a slip.
        let severity = if alike { Severity::Warning } else { RULE.severity };
        let finding = Finding::new(&RULE, form)
            .severity(severity)
            .group(format!("{}/weights", form.id))
            .arg("name", evidence::name(form))
            .arg("count", points.stated)
            .arg("sum", points.sum)
            .arg("expected", &expected)
            .pair(expected, points.sum)
            .with_all(form.indicators.iter().filter(|i| i.weight.is_some()).map(|i| evidence::part(form, i, "weight")));
        verdict.find(finding);
    }
    for (sum, forms) in in_order {
        verdict.state(format!("{forms} 张表的分值合计为 {sum}"), format!("on {forms} forms the points come to {sum}"));
    }
    verdict
}
