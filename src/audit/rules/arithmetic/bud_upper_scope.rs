//! BUD-UPPER-SCOPE

use crate::audit::amounts::{annual_total, entry, printed, printed_yuan, yuan, yuan_per};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::portfolio::Portfolio;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{BudgetEntry, Form};
use rust_decimal::Decimal;

/// Whether money from above on project forms is part of the department's figures.
pub static RULE: Rule = Rule {
    id: "BUD-UPPER-SCOPE",
    group: Group::Arithmetic,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("上级资金口径", "Scope of money from above"),
    explanation: Explanation {
        checks: text(
            "项目表另列上级资金时，看它是否计入部门整体支出表：本级合计恰等于项目支出，则上级资金在部门表之外。",
            "Where project forms print money from above beside the own budget: is it inside the department's figures? If own money alone equals 项目支出, it is outside.",
        ),
        matters: text(
            "同一项目在两张表中的规模不同，读者会低估实际投入。",
            "The project is larger than the department's form shows, and readers underestimate what is spent.",
        ),
        example: text(
            "法律援助另有上级资金 28；计入后项目合计 631.88，比项目支出 603.88 多 28。",
            "A project has 28 from above; with it the projects come to 631.88, 28 above the 603.88 of the department.",
        ),
        advice: text(
            "在部门表或说明中写明是否包含上级资金。",
            "State on the department's form whether money from above is included.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "{count} 个项目另有上级资金合计 {superior}（{terms}），未计入部门表：计入后项目合计 {with}，比项目支出 {total} 多 {difference}",
            "{count} projects have {superior} from above ({terms}), outside the department's figures: with it projects come to {with}, {difference} above project expenditure {total}",
        ),
        message(
            "unclear",
            "{count} 个项目另有上级资金合计 {superior}（{terms}），部门表没有上级资金一项，是否包含不明",
            "{count} projects have {superior} from above ({terms}); the department's form has no such line, so whether it is included is unclear",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有部门整体支出表，或项目表没有另列上级资金",
        "no department form, or no project form prints money from above beside its own",
    );
    for portfolio in &context.portfolios {
        if let Some(department) = portfolio.department {
            compare(context, department, portfolio, &mut verdict);
        }
    }
    verdict
}

fn compare(context: &Context, department: &Form, portfolio: &Portfolio, verdict: &mut Verdict) {
    let Some(unit) = crate::audit::amounts::declared_unit(department).and_then(yuan_per) else { return };
    let mut beside: Vec<(&Form, &BudgetEntry, Decimal)> = Vec::new();
    let mut own = Interval::default();
    let per = Decimal::ONE.checked_div(unit).unwrap_or(Decimal::ONE);
    for form in &portfolio.projects {
        let Some(headline) = crate::audit::amounts::headline(form) else { continue };
        own = own + printed_yuan(form, headline).and_then(|yuan| yuan.times(per)).unwrap_or_default();
        let Some(superior) = entry(form, "source.superior", None) else { continue };
        let (Some(superior_yuan), Some(headline_yuan)) = (yuan(form, superior), yuan(form, headline)) else { continue };
        // Where the total contains the money from above, there is nothing outside.
        let contained = annual_total(form).is_some_and(|total| !total.label.contains("本级"))
            && entry(form, "source.own", None).or_else(|| entry(form, "source.fiscal", None)).is_some();
        if !contained && superior_yuan > Decimal::ZERO && headline_yuan >= Decimal::ZERO {
            beside.push((form, superior, superior_yuan / unit));
        }
    }
    let has_line = entry(department, "source.superior", None).is_some_and(|entry| entry.amount.is_some());
    if beside.is_empty() || has_line {
        return;
    }
    verdict.count();
    let superior: Decimal = beside.iter().map(|(_, _, amount)| *amount).sum();
    let terms: Vec<String> =
        beside.iter().map(|(form, _, amount)| format!("「{}」{}", evidence::name(form), amount.normalize())).collect();
    let total = entry(department, "nature.project", None).and_then(|entry| Some((entry, printed(department, entry)?)));
    let is = |sum: Interval| {
        total.is_some_and(|(_, total)| total.compare(&sum, context.settings.tolerance.money) != Agreement::Differs)
    };
    let (outside, inside) = (is(own), is(own + Interval::exact(superior)));
    let (own, total) = (own.value, total.map(|(entry, total)| (entry, total.value)));
    if inside {
        return;
    }
    let mut finding = Finding::new(&RULE, department)
        .arg("count", beside.len())
        .arg("superior", superior.normalize())
        .arg("terms", terms.join("、"));
    if let Some((entry, total)) = total {
        if outside {
            let with = own + superior;
            finding =
                finding.arg("with", with.normalize()).arg("total", total).arg("difference", (with - total).normalize());
        }
        finding = finding.with(evidence::budget(department, entry));
    }
    if !outside {
        finding = finding.variant("unclear");
    }
    for (form, entry, _) in &beside {
        finding = finding.table(form).with(evidence::budget(form, entry));
    }
    verdict.find(finding);
}
