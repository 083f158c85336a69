//! BUD-CONC

use crate::audit::amounts::{self, amount, entry, headline, yuan};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// One project with a large share of all project money.
pub static RULE: Rule = Rule {
    id: "BUD-CONC",
    group: Group::Arithmetic,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("资金集中度", "Concentration of project money"),
    explanation: Explanation {
        checks: text(
            "单个项目占项目支出（无部门表时占各项目合计）超过 40% 的予以提示；项目少于五个的不检查。",
            "A project with more than 40% of project expenditure (or of all projects together) is mentioned, unless there are fewer than five.",
        ),
        matters: text(
            "资金最集中的项目，其目标和指标最值得细看。",
            "Where the money is, goals and indicators deserve the closest look.",
        ),
        example: text("甲项目 300 万元，占项目支出 600 万元的 50.0%。", "One project takes 300 of 600, 50.0%."),
        advice: text("优先复核该项目的指标。", "Review this project's indicators first."),
        source: None,
    },
    messages: &[message(
        "",
        "「{project}」{amount} 占项目支出 {total} 的 {share}%",
        "「{project}」 {amount} is {share}% of project expenditure {total}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("项目不足五个，或金额单位不明", "fewer than five projects, or amounts without unit");
    for portfolio in &context.portfolios {
        let projects: Vec<_> = portfolio
            .projects
            .iter()
            .filter_map(|form| headline(form).and_then(|entry| Some((*form, entry, yuan(form, entry)?))))
            .collect();
        if projects.len() < 5 {
            continue;
        }
        let printed =
            portfolio.department.and_then(|form| entry(form, "nature.project", None).and_then(|e| yuan(form, e)));
        let sum: Decimal = projects.iter().map(|(_, _, amount)| *amount).sum();
        let total = printed.unwrap_or(sum).max(sum);
        if total <= Decimal::ZERO {
            continue;
        }
        verdict.count_all(projects.len());
        for (form, entry, money) in &projects {
            let share = *money * Decimal::from(100) / total;
            let unit = amounts::declared_unit(form).and_then(amounts::yuan_per);
            let (true, Some(unit), Some(printed)) = (share > Decimal::from(40), unit, amount(form, entry)) else {
                continue;
            };
            let finding = Finding::new(&RULE, form)
                .arg("project", evidence::name(form))
                .arg("amount", printed)
                .arg("total", (total / unit).normalize())
                .arg("share", share.round_dp(1))
                .with(evidence::budget(form, entry));
            verdict.find(finding);
        }
    }
    verdict
}
