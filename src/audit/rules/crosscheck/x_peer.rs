//! X-PEER

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, metric};
use crate::normalise::disclosure::{Form, Indicator};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One indicator with different targets on two projects.
pub static RULE: Rule = Rule {
    id: "X-PEER",
    group: Group::Crosscheck,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("不同项目同名指标的指标值", "One indicator, different targets on projects"),
    explanation: Explanation {
        checks: text(
            "恰有两个项目使用的同名比率指标（通用的及时率、满意度等除外）指标值不同的予以提示。",
            "A rate that just two projects use, under one name and with different targets; common ones such as 及时率 or 满意度 aside.",
        ),
        matters: text(
            "同一部门对同一件事的要求不一，或服务对象不同而没有写明。",
            "A bureau asks different things of the same work, or does not say whom each serves.",
        ),
        example: text(
            "“法律意见采信率”一个项目 98%，另一个 100%。",
            "法律意见采信率 is 98% on one project and 100% on another.",
        ),
        advice: text("统一，或在名称中写明范围。", "Make them the same, or say in the name what each covers."),
        source: None,
    },
    messages: &[message(
        "",
        "「{indicator}」在「{first}」为 {value}，在「{second}」为 {other}",
        "「{indicator}」 is {value} on 「{first}」 and {other} on 「{second}」",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有两个项目共用的比率指标", "no rate that two projects share");
    for portfolio in &context.portfolios {
        let mut rates: BTreeMap<Rc<str>, Vec<(&Form, &Indicator, Quantity)>> = BTreeMap::new();
        for form in &portfolio.projects {
            for indicator in &form.indicators {
                let key = context.key(indicator);
                let kind = Category::of(indicator);
                if metric::is_common(&key)
                    || matches!(kind, Some(Category::Satisfaction | Category::Cost | Category::Timeliness))
                {
                    continue;
                }
                if let Some(number) = Quantity::of(&indicator.target).filter(Quantity::is_percent) {
                    rates.entry(key).or_default().push((form, indicator, number));
                }
            }
        }
        for (key, rows) in rates {
            let [(first, a, x), (second, b, y)] = rows.as_slice() else { continue };
            if first.id == second.id {
                continue;
            }
            verdict.count();
            if x.low == y.low {
                continue;
            }
            let mut finding = Finding::new(&RULE, first)
                .table(second)
                .arg("indicator", &a.level3)
                .arg("first", evidence::name(first))
                .arg("value", &a.target.raw)
                .arg("second", evidence::name(second))
                .arg("other", &b.target.raw)
                .with(evidence::target(first, a))
                .with(evidence::target(second, b));
            if let Some(department) = portfolio.department {
                let kin = department.indicators.iter().filter(|own| metric::same_metric(&context.key(own), &key));
                for own in kin {
                    finding = finding.table(department).with(evidence::target(department, own));
                }
            }
            verdict.find(finding);
        }
    }
    verdict.findings.sort_by(|a, b| a.tables.cmp(&b.tables));
    verdict
}
