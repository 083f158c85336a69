//! BUD-PART-SUM

use crate::audit::amounts::{annual_total, entry, printed};
use crate::audit::composition::Composition;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use crate::normalise::disclosure::{BudgetEntry, Form, FormKind, Phase};
use crate::wording::Wording;

/// The annual total of a form against its parts, in each column.
pub static RULE: Rule = Rule {
    id: "BUD-PART-SUM",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("年度资金总额与分项合计", "Annual total against its parts"),
    explanation: Explanation {
        checks: text(
            "项目表和自评表中，年度资金总额应等于财政拨款、上年结转、其他资金等分项之和；自评表逐列（年初预算数、全年预算数、全年执行数）核对。部门表中，年度主要任务的金额合计应等于金额合计。",
            "On project forms and self-evaluations the annual total must equal the sum of its parts, in each column. On department forms with tasks the amounts of the tasks must add up to the total.",
        ),
        matters: text(
            "分项与总额不符，执行率的分子分母就不可信。",
            "Where parts and total differ, neither side of the execution rate can be trusted.",
        ),
        example: text("总额 20000，分项 0。", "The total is 20000, its only part 0."),
        advice: text(
            "核对分项是否漏填，总额是否沿用旧数。",
            "See whether a part was not filled in or the total is an old figure.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：{label} {total} 与分项合计 {terms}={sum} 不一致，相差 {difference}",
            "{name}: {label} {total} differs from the sum of its parts {terms}={sum} by {difference}",
        ),
        message(
            "tasks",
            "{name}：{label} {total} 与各项任务金额合计 {terms}={sum} 不一致，相差 {difference}",
            "{name}: {label} {total} differs from the sum of the tasks {terms}={sum} by {difference}",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时列出总额和分项金额的项目表或自评表",
        "no project form or self-evaluation prints a total with its parts",
    );
    for form in context.forms {
        if form.kind != Some(FormKind::DepartmentTarget) {
            compare_sources(context, form, annual_total(form), None, &mut verdict);
            for phase in [Phase::Initial, Phase::Adjusted, Phase::Executed] {
                compare_sources(context, form, entry(form, "total", Some(phase)), Some(phase), &mut verdict);
            }
        }
        compare_tasks(context, form, &mut verdict);
    }
    verdict
}

fn compare_sources(
    context: &Context,
    form: &Form,
    total: Option<&BudgetEntry>,
    phase: Option<Phase>,
    verdict: &mut Verdict,
) {
    let Some(entry) = total else { return };
    let total = printed(form, entry).unwrap_or_default();
    let sources = Composition::sources(form, phase, total, context.settings.tolerance.money);
    // 上级资金 beside 本级预算金额 is no part of it.
    let beside = sources.parts.iter().all(|(part, _)| part.role.item == "source.superior");
    // 其中：财政拨款 alone names a part, not all there is.
    let selection = sources.count() < 2 && sources.sum().value < total.value;
    if sources.parts.is_empty() && sources.unreadable.is_empty() || beside && !sources.parts.is_empty() || selection {
        return;
    }
    if verdict.unread(form, sources.unreadable.iter().copied().chain([entry])) || printed(form, entry).is_none() {
        return;
    }
    compare(context, form, "", (entry, total), &sources, verdict);
}

fn compare_tasks(context: &Context, form: &Form, verdict: &mut Verdict) {
    let Some((entry, total)) = annual_total(form).and_then(|entry| Some((entry, printed(form, entry)?))) else {
        return;
    };
    let tasks = Composition::of(form, None, |entry| entry.role.item == "task.total");
    // Main tasks are a selection on some forms; only a full list, which includes 运转 or says 合计, adds up.
    let is_full_list = entry.label.contains("合计")
        || total.compare(&tasks.sum(), context.settings.tolerance.money) != Agreement::Differs;
    if tasks.parts.len() >= 2 && is_full_list && verdict.unread(form, tasks.unreadable.iter().copied()) {
        return;
    }
    if tasks.parts.len() >= 2 && tasks.blank.is_empty() && is_full_list {
        compare(context, form, "tasks", (entry, total), &tasks, verdict);
    }
}

fn compare(
    context: &Context,
    form: &Form,
    variant: &'static str,
    (entry, whole): (&BudgetEntry, Interval),
    parts: &Composition,
    verdict: &mut Verdict,
) {
    let comes_to = parts.sum();
    let agreement = whole.compare(&comes_to, context.settings.tolerance.money);
    verdict.compared(&evidence::budget(form, entry), agreement, &whole, &comes_to);
    let (total, sum, rounding) = (whole.value, comes_to.value, whole.slack() + comes_to.slack());
    if agreement == Agreement::WithinRounding {
        let (name, terms) = (evidence::name(form), parts.written_out());
        verdict.state_agreement(
            agreement,
            Wording::new(format!("{name}：分项 {terms}={sum}"), format!("{name}: the parts {terms}={sum}")),
            Wording::new(format!("{} {total}", entry.label), format!("{} {total}", entry.label)),
            total - sum,
        );
    }
    if agreement != Agreement::Differs {
        return;
    }
    let finding = Finding::new(&RULE, form)
        .variant(variant)
        .group(format!("{}/budget.{}", form.id, entry.role))
        .arg("name", evidence::name(form))
        .arg("label", &entry.label)
        .arg("total", total)
        .arg("terms", parts.written_out())
        .arg("sum", sum)
        .arg("difference", total - sum)
        .numbers(sum, total)
        .explain(gap::explain(total, sum, &parts.terms(), rounding))
        .with(evidence::budget(form, entry))
        .with_all(parts.parts.iter().map(|(part, _)| evidence::budget(form, part)))
        .with_all(parts.blank.iter().map(|part| evidence::budget(form, part)));
    verdict.find(finding);
}
