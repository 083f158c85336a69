//! BUD-PROJ-SUM

use crate::audit::amounts::{declared_unit, entry, headline, is_unreadable, printed, printed_yuan, yuan_per};
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::gap::Term;
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{amounts, evidence, gap};
use crate::normalise::disclosure::{BudgetEntry, Form};
use crate::wording::Wording;
use rust_decimal::Decimal;

/// A department's 项目支出 against the budgets of its project forms.
pub static RULE: Rule = Rule {
    id: "BUD-PROJ-SUM",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("项目支出与项目表合计", "Project expenditure against the project forms"),
    explanation: Explanation {
        checks: text(
            "部门整体支出表的项目支出应等于本部门各项目支出表预算金额之和（本级预算；上级资金另计，见 BUD-UPPER-SCOPE）。",
            "The department's project expenditure must equal the sum of its project forms (own-level money; money from above is looked at by BUD-UPPER-SCOPE).",
        ),
        matters: text(
            "部门表与项目表分别填报，两处不符说明有项目漏报、重复或金额填错。",
            "The forms are filled in separately; a difference means a project is missing, doubled or misprinted.",
        ),
        example: text(
            "项目支出 18480.32，12 个项目合计 18447.02，差 33.30。",
            "项目支出 18480.32, twelve projects add up to 18447.02.",
        ),
        advice: text(
            "逐个项目与部门预算项目表核对。只公开部分重点项目的，合计小于项目支出属正常，应在说明中写明。",
            "Compare project by project. Where only selected projects are published the sum is smaller by nature: say so.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：项目支出 {total} 与 {count} 个项目表合计 {sum} 不一致，相差 {difference}（{terms}）",
            "{name}: project expenditure {total} differs from the sum of {count} project forms {sum} by {difference} ({terms})",
        ),
        message(
            "partial",
            "{name}：{count} 个项目表合计 {sum}，只占项目支出 {total} 的 {share}%；若并非只公开部分项目，则有项目漏报",
            "{name}: the {count} project forms add up to {sum}, only {share}% of project expenditure {total}; unless only selected projects are published, some are missing",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有列出项目支出的部门整体支出表，或没有项目支出表",
        "no department form with project expenditure, or no project forms",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department else { continue };
        let Some(total) = entry(department, "nature.project", None).filter(|_| !portfolio.projects.is_empty()) else {
            continue;
        };
        if verdict.unread(department, [total]) {
            continue;
        }
        let Some(printed) = printed(department, total) else { continue };
        let mut answer = Verdict::default();
        compare(context, department, (total, printed), &portfolio.projects, &mut answer);
        if !answer.findings.is_empty() && !portfolio.others.is_empty() {
            // Whether a body that only project forms name is the department's or another bureau, the sum may tell.
            answer = Verdict::default();
            let all: Vec<&Form> = portfolio.projects.iter().chain(&portfolio.others).copied().collect();
            compare(context, department, (total, printed), &all, &mut answer);
            if !answer.findings.is_empty() {
                let count = portfolio.others.len();
                verdict.because(
                    format!("{count} 个项目表写明其他单位，是否属于该部门不明"),
                    format!("{count} project forms name other bodies, which may be of the department or not"),
                );
                continue;
            }
        }
        verdict.join(answer);
    }
    verdict
}

/// A project's amounts in the department's unit.
struct Project<'a> {
    form: &'a Form,
    entry: &'a BudgetEntry,
    own: Interval,
    superior: Interval,
}

fn compare(
    context: &Context,
    department: &Form,
    (entry, whole): (&BudgetEntry, Interval),
    forms: &[&Form],
    verdict: &mut Verdict,
) {
    let Some(unit) = entry.unit.as_deref().and_then(yuan_per).or_else(|| declared_unit(department).and_then(yuan_per))
    else {
        return verdict.because("部门整体支出表未注明金额单位", "the department form declares no money unit");
    };
    let (mut projects, mut unread) = (Vec::new(), Vec::new());
    for form in forms {
        let Some(entry) = headline(form) else { continue };
        if is_unreadable(entry) {
            unread.push((*form, entry));
            continue;
        }
        if entry.amount.is_none() {
            continue;
        }
        let per = Decimal::ONE.checked_div(unit).unwrap_or(Decimal::ONE);
        let money = |entry: &BudgetEntry| printed_yuan(form, entry)?.times(per);
        let Some(own) = money(entry) else {
            return verdict.because("部分项目表未注明金额单位", "some project forms declare no money unit");
        };
        let superior = amounts::entry(form, "source.superior", None);
        unread.extend(superior.filter(|entry| is_unreadable(entry)).map(|entry| (*form, entry)));
        projects.push(Project { form, entry, own, superior: superior.and_then(money).unwrap_or_default() });
    }
    if projects.is_empty() && unread.is_empty() {
        return verdict.because("项目表没有预算金额", "the project forms print no amounts");
    }
    let tolerance = context.settings.tolerance.money;
    let passage = evidence::budget(department, entry);
    let own: Vec<Decimal> = projects.iter().map(|project| project.own.value.normalize()).collect();
    let mut comes_to: Interval = projects.iter().map(|project| project.own).sum();
    // As many decimals as the finest amount prints.
    let finest = own.iter().map(Decimal::scale).chain([whole.value.scale()]).max().unwrap_or(0);
    comes_to.value.rescale(finest.min(8));
    let (count, terms) = (projects.len(), amounts::written_out(&own));
    let (total, sum) = (whole.value, comes_to.value);
    let of_source = |item: &str| -> Interval {
        let per = Decimal::ONE.checked_div(unit).unwrap_or(Decimal::ONE);
        let amount = |project: &Project| {
            let entry = amounts::entry(project.form, item, None)?;
            printed_yuan(project.form, entry)?.times(per)
        };
        projects.iter().map(|project| amount(project).unwrap_or_default()).sum()
    };
    let with_superior = comes_to + projects.iter().map(|project| project.superior).sum();
    // What the department may mean by 项目支出, the likeliest first.
    let mut readings =
        vec![(comes_to, format!("Σ {count} 个项目 {terms}={sum}"), format!("Σ {count} projects {terms}={sum}"))];
    if with_superior.value != sum {
        readings.push((
            with_superior,
            format!("Σ {count} 个项目含上级资金 {}", with_superior.value),
            format!("Σ {count} projects with money from above {}", with_superior.value),
        ));
    }
    for (item, label) in
        [("source.general_public", "一般公共预算"), ("source.fiscal", "财政拨款"), ("source.own", "本级资金")]
    {
        let by_source = of_source(item);
        readings.push((
            by_source,
            format!("Σ {count} 个项目的{label} {}", by_source.value),
            format!("Σ {count} projects, {label} alone, {}", by_source.value),
        ));
    }
    for wanted in [Agreement::Equal, Agreement::WithinRounding] {
        let fits = |(sum, ..): &&(Interval, String, String)| whole.compare(sum, tolerance) == wanted;
        let Some((sum, zh, en)) = readings.iter().find(fits).filter(|_| unread.is_empty()) else { continue };
        verdict.compared(&passage, wanted, &whole, sum);
        return verdict.state_agreement(
            wanted,
            Wording::new(zh, en),
            Wording::new(format!("项目支出 {total}"), format!("project expenditure {total}")),
            total - sum.value,
        );
    }
    for (form, entry) in &unread {
        verdict.unread(form, [*entry]);
    }
    if !unread.is_empty() {
        return;
    }
    let rounding = whole.slack() + comes_to.slack();
    verdict.compared(&passage, Agreement::Differs, &whole, &comes_to);
    let blank = forms.len() - count;
    if blank > 0 && sum < total {
        return verdict.because(
            format!("{blank} 个项目表没有金额，合计不完整"),
            format!("{blank} project forms print no amount, so the sum is incomplete"),
        );
    }
    let terms_for_gap: Vec<Term> =
        projects.iter().map(|project| Term { label: evidence::name(project.form), value: project.own.value }).collect();
    let explanation = gap::explain(sum, total, &terms_for_gap, rounding);
    let gap = total - sum;
    // A sum that falls far short is what a document with selected projects looks like.
    let partial = explanation.is_none() && total > Decimal::ZERO && gap > total / Decimal::from(10);
    let mut finding = Finding::new(&RULE, department)
        .group(format!("{}/budget.nature.project", department.id))
        .arg("name", evidence::name(department))
        .arg("total", total)
        .arg("count", count)
        .arg("sum", sum)
        .arg("terms", terms)
        .arg("difference", total - sum)
        .numbers(sum, total)
        .explain(explanation)
        .with(passage)
        .with_all(projects.iter().map(|project| evidence::budget(project.form, project.entry)));
    for project in &projects {
        finding = finding.table(project.form);
    }
    if partial {
        let share = (sum * Decimal::from(100) / total).round_dp(1);
        finding = finding.variant("partial").severity(Severity::Warning).arg("share", share);
    }
    verdict.find(finding);
}
