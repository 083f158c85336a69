//! Q-FEW

use crate::audit::amounts::{headline, yuan};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;
use rust_decimal::Decimal;

/// Much money, few indicators.
pub static RULE: Rule = Rule {
    id: "Q-FEW",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("大额项目指标过少", "Large project with few indicators"),
    explanation: Explanation {
        checks: text(
            "五个项目以上的文件中，金额在平均数两倍以上、指标数却不到中位数六成的项目予以提示。",
            "In documents of five projects or more: a project with twice the mean amount and less than 60% of the median number of indicators.",
        ),
        matters: text("钱多而指标少，考核覆盖不足。", "Much money is judged by little."),
        example: text(
            "金额为平均数的三倍，只有 3 个指标，其他项目多为 8 个。",
            "Three times the mean amount and 3 indicators, where most projects have 8.",
        ),
        advice: text("补充反映主要支出内容的指标。", "Add indicators for what most of the money does."),
        source: None,
    },
    messages: &[message(
        "",
        "「{project}」金额 {amount} 万元（各项目平均 {mean} 万元），只有 {count} 个指标（中位数 {median}）",
        "「{project}」 has {amount} 万元 (mean {mean}) and only {count} indicators (median {median})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("有金额和指标的项目不足五个", "fewer than five projects with amounts and indicators");
    for portfolio in &context.portfolios {
        let projects: Vec<(&Form, _, Decimal)> = portfolio
            .projects
            .iter()
            .filter(|form| !form.indicators.is_empty())
            .filter_map(|form| headline(form).and_then(|entry| Some((*form, entry, yuan(form, entry)?))))
            .collect();
        if projects.len() < 5 {
            continue;
        }
        let mean = projects.iter().map(|(_, _, amount)| *amount).sum::<Decimal>() / Decimal::from(projects.len());
        let mut counts: Vec<usize> = projects.iter().map(|(form, _, _)| form.indicators.len()).collect();
        counts.sort_unstable();
        let median = counts[counts.len() / 2];
        verdict.count_all(projects.len());
        for (form, entry, amount) in projects {
            let count = form.indicators.len();
            if amount < mean * Decimal::TWO || count * 10 >= median * 6 {
                continue;
            }
            let wan = |yuan: Decimal| (yuan / Decimal::from(10_000)).round_dp(2).normalize();
            let finding = Finding::new(&RULE, form)
                .arg("project", evidence::name(form))
                .arg("amount", wan(amount))
                .arg("mean", wan(mean))
                .arg("count", count)
                .arg("median", median)
                .with(evidence::budget(form, entry));
            verdict.find(finding);
        }
    }
    verdict
}
