//! X-DEPT-COVER

use crate::audit::amounts::{headline, yuan};
use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::portfolio::Portfolio;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, metric, names};
use crate::normalise::disclosure::{Form, Indicator};
use rust_decimal::Decimal;
use std::rc::Rc;

/// Projects that no indicator of the department reflects, and indicators that no project carries.
pub static RULE: Rule = Rule {
    id: "X-DEPT-COVER",
    group: Group::Crosscheck,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("部门指标与项目的覆盖", "Coverage of projects by the department's indicators"),
    explanation: Explanation {
        checks: text(
            "列出部门表没有任何指标与之对应的项目（及其资金占比），以及没有任何项目支撑的部门效益指标。按指标名称对应。",
            "Lists projects none of whose indicators stands on the department's form (with their share of the money), and the department's indicators of benefit that no project carries. Names decide.",
        ),
        matters: text(
            "部门目标应覆盖主要项目，也应有项目支撑。",
            "A department's goals should reflect its projects, and rest on them.",
        ),
        example: text(
            "六个项目、占项目支出 23.4% 的资金在部门指标中没有反映。",
            "Six projects with 23.4% of the money are not reflected.",
        ),
        advice: text("补充部门指标，或说明对应关系。", "Add indicators, or say how the two belong together."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{count} 个项目在部门表中没有对应指标（{projects}）{share}",
            "{count} projects have no indicator on the department's form ({projects}){share}",
        ),
        message(
            "indicator",
            "部门表的 {count} 个效益指标没有项目支撑（{projects}）",
            "{count} indicators of benefit on the department's form are carried by no project ({projects})",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时列有指标的部门表和三个以上项目表",
        "no department form with three or more project forms, all with indicators",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department.filter(|form| !form.indicators.is_empty()) else { continue };
        if portfolio.projects.iter().filter(|form| !form.indicators.is_empty()).count() >= 3 {
            compare(context, department, portfolio, &mut verdict);
        }
    }
    verdict
}

fn compare<'a>(context: &Context<'a>, department: &'a Form, portfolio: &Portfolio<'a>, verdict: &mut Verdict) {
    let own: Vec<Rc<str>> = department.indicators.iter().map(|indicator| context.key(indicator)).collect();
    let reflected =
        |form: &'a Form| telling(context, form).iter().any(|other| own.iter().any(|name| is_same(name, other)));
    let missing: Vec<&&Form> =
        portfolio.projects.iter().filter(|form| !form.indicators.is_empty() && !reflected(form)).collect();
    verdict.count_all(portfolio.projects.len());
    if !missing.is_empty() {
        let money = |form: &&Form| headline(form).and_then(|entry| yuan(form, entry)).unwrap_or_default();
        let all: Decimal = portfolio.projects.iter().map(money).sum();
        let part: Decimal = missing.iter().map(|form| money(form)).sum();
        let share = if all > Decimal::ZERO {
            format!("，占项目资金 {}%", (part * Decimal::ONE_HUNDRED / all).round_dp(1))
        } else {
            String::new()
        };
        let projects: Vec<&str> = missing.iter().map(|form| evidence::name(form)).collect();
        let mut finding = Finding::new(&RULE, department)
            .arg("count", missing.len())
            .arg("projects", projects.join("、"))
            .arg("share", share)
            .with(evidence::title(department));
        for form in missing {
            finding = finding
                .table(form)
                .with_all(form.project.as_ref().map(|field| evidence::header(form, "project", field)));
        }
        verdict.find(finding);
    }
    let is_benefit = |indicator: &&Indicator| {
        use Category::{Ecological, Economic, Social, Sustainable};
        matches!(Category::of(indicator), Some(Economic | Social | Ecological | Sustainable))
    };
    let others: Vec<Rc<str>> = portfolio.projects.iter().flat_map(|form| telling(context, form)).collect();
    let carried = |indicator: &&'a Indicator| {
        let name = context.key(indicator);
        others.iter().any(|other| is_same(&name, other))
    };
    let alone: Vec<&Indicator> =
        department.indicators.iter().filter(is_benefit).filter(|indicator| !carried(indicator)).collect();
    if !alone.is_empty() {
        let list: Vec<&str> = alone.iter().map(|indicator| indicator.level3.as_str()).collect();
        let finding = Finding::new(&RULE, department)
            .variant("indicator")
            .arg("count", alone.len())
            .arg("projects", list.join("、"))
            .with_all(alone.iter().map(|indicator| evidence::part(department, indicator, "level3")));
        verdict.find(finding);
    }
}

/// The names of a project's indicators that may be the department's, common rates, cost and satisfaction aside.
fn telling<'a>(context: &Context<'a>, form: &'a Form) -> Vec<Rc<str>> {
    let rows = form.indicators.iter().filter(|row| !is_aside(row)).map(|row| context.key(row));
    rows.filter(|name| !metric::is_common(name)).collect()
}

fn is_aside(indicator: &Indicator) -> bool {
    matches!(Category::of(indicator), Some(Category::Cost | Category::Satisfaction))
}

/// Whether two names are those of one thing.
fn is_same(name: &str, other: &str) -> bool {
    if name == other || metric::same_metric(name, other) {
        return true;
    }
    let (short, long) = if name.len() <= other.len() { (name, other) } else { (other, name) };
    names::length(short) >= 6 && names::is_short_form(short, long) && names::likeness(short, long) >= 60
}
