//! W-L1

use crate::audit::amounts::sane;
use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::Points;
use crate::audit::rows::annual;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How the points are split among cost, output, benefit and satisfaction.
pub static RULE: Rule = Rule {
    id: "W-L1",
    group: Group::Weights,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("一级指标分值结构", "Split of points by level 1"),
    explanation: Explanation {
        checks: text(
            "原则上产出、效益、满意度为 50/30/10；设成本指标的，成本、产出、效益、满意度为 20/40/20/10；不设满意度的，其 10 分并入效益。",
            "In principle output, benefit and satisfaction have 50/30/10 points; with cost indicators cost, output, benefit and satisfaction 20/40/20/10; without satisfaction its 10 go to benefit.",
        ),
        matters: text(
            "分值结构偏离指引，各部门得分不可比。",
            "Where the split departs from the guide, scores of bureaus cannot be compared.",
        ),
        example: text("某项目产出 50、成本 10、效益 20、满意度 10。", "A project splits 50/10/20/10."),
        advice: text(
            "这是原则性要求，地方可另有规定；有规定的按规定核对。",
            "This is a principle; local rules may differ. Where they do, check against them.",
        ),
        source: Some(text("财预〔2021〕101号；财预〔2020〕10号", "MoF 财预〔2021〕101号; 财预〔2020〕10号")),
    },
    messages: &[message(
        "",
        "{name}：分值结构为 {split}，与原则（成本20/产出40/效益20/满意度10，或产出50/效益30/满意度10）不同",
        "{name}: points are split {split}, not 成本20/产出40/效益20/满意度10 or 产出50/效益30/满意度10",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有分值合计为 90 的表", "no form whose points come to 90");
    let mut in_order: BTreeMap<String, usize> = BTreeMap::new();
    for form in context.forms {
        let is_full = |points: &Points| points.sum == Decimal::from(90);
        if !Points::of(form).is_some_and(|points| is_full(&points)) {
            continue;
        }
        let Some(split) = split(form) else { continue };
        verdict.count();
        let of = |level| split.get(&level).copied().unwrap_or_default();
        let [output, cost, benefit, satisfaction] =
            [Level1::Output, Level1::Cost, Level1::Benefit, Level1::Satisfaction].map(of);
        let is =
            |o: i64, c: i64, b: i64, s: i64| [output, cost, benefit, satisfaction] == [o, c, b, s].map(Decimal::from);
        let written = format!("产出{output}/成本{cost}/效益{benefit}/满意度{satisfaction}");
        // Cost may be counted within output on the older forms, where it is a 二级指标 of it.
        if is(40, 20, 20, 10)
            || is(40, 20, 30, 0)
            || is(50, 0, 30, 10)
            || is(50, 0, 40, 0)
            || [output + cost, benefit, satisfaction] == [50, 30, 10].map(Decimal::from)
        {
            *in_order.entry(written).or_default() += 1;
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/{written}", RULE.id))
            .arg("name", evidence::name(form))
            .arg("split", &written)
            .pair("产出40/成本20/效益20/满意度10", &written)
            .with_all(form.indicators.iter().map(|indicator| evidence::part(form, indicator, "weight")));
        verdict.find(finding);
    }
    for (split, forms) in in_order {
        verdict.state(format!("{forms} 张表的分值结构为 {split}"), format!("{forms} forms split their points {split}"));
    }
    verdict
}

/// Points by level 1; `None` where an indicator's level is unknown.
fn split(form: &Form) -> Option<BTreeMap<Level1, Decimal>> {
    let mut split = BTreeMap::new();
    for indicator in annual(form) {
        let level = Category::of(indicator)
            .map(Category::level1)
            .or_else(|| indicator.level1.as_deref().and_then(Level1::named))?;
        *split.entry(level).or_insert(Decimal::ZERO) += indicator.weight.and_then(sane).unwrap_or_default();
    }
    split.values_mut().for_each(|points| *points = points.normalize());
    Some(split)
}
