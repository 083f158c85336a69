//! BUD-SRC-EXP

use crate::audit::amounts::{annual_total, printed};
use crate::audit::composition::Composition;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use crate::normalise::disclosure::FormKind;
use crate::wording::Wording;

/// The sum of sources against the sum of expenditure.
pub static RULE: Rule = Rule {
    id: "BUD-SRC-EXP",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("收入合计与支出合计", "Sources against expenditure"),
    explanation: Explanation {
        checks: text(
            "部门整体支出表中，按收入性质各项之和应等于按支出性质各项之和。",
            "On a department's form the sources of funds must add up to the same as basic plus project expenditure.",
        ),
        matters: text(
            "收支两边一致而与总额不符时，可以断定错在总额；两边不一致时，差额指出漏列或多列的一项。",
            "Where both sides agree and the total does not, the total is at fault; where they differ, the gap points at a line.",
        ),
        example: text(
            "收入 2107.30+16+8=2131.30，支出 1527.42+603.88=2131.30。",
            "2107.30+16+8=2131.30 and 1527.42+603.88=2131.30.",
        ),
        advice: text("对照部门收支总表逐项核对。", "Check line by line against the bureau's budget tables."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：收入合计 {sources}={income} 与支出合计 {natures}={spending} 不一致，相差 {difference}",
        "{name}: sources {sources}={income} differ from expenditure {natures}={spending} by {difference}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时按收入性质和支出性质分列金额的部门整体支出表",
        "no department form prints both sources and natures of expenditure",
    );
    for form in context.forms.iter().filter(|form| form.kind == Some(FormKind::DepartmentTarget)) {
        let natures = Composition::natures(form);
        if natures.count() < 2 || natures.parts.is_empty() {
            continue;
        }
        let spending = natures.sum();
        let tolerance = context.settings.tolerance.money;
        let sources = Composition::sources(form, None, spending, tolerance);
        if sources.parts.is_empty()
            || verdict.unread(form, sources.unreadable.iter().chain(&natures.unreadable).copied())
        {
            continue;
        }
        let income = sources.sum();
        let rounding = income.slack() + spending.slack();
        let (written, spent) = (sources.written_out(), natures.written_out());
        let agreement = income.compare(&spending, tolerance);
        let agrees = |total: Interval, side: &Interval| total.compare(side, tolerance) != Agreement::Differs;
        let total = annual_total(form).and_then(|entry| printed(form, entry));
        let passage = evidence::budget(form, sources.parts[0].0);
        if agreement != Agreement::Differs {
            verdict.compared(&passage, agreement, &income, &spending);
            // Both sides must be against the total before it is blamed.
            let blame = agreement == Agreement::Equal && total.is_some_and(|total| !agrees(total, &income));
            let (zh, en) = if blame { ("；可见错在资金总额", "; so the total is at fault") } else { ("", "") };
            let (income, spending) = (income.value, spending.value);
            match agreement {
                Agreement::Equal => verdict.state(
                    format!("{spent}={spending}，{written}={income}，收支一致{zh}"),
                    format!("{spent}={spending} and {written}={income}: sources and expenditure agree{en}"),
                ),
                _ => verdict.state_agreement(
                    agreement,
                    Wording::new(format!("收入 {written}={income}"), format!("sources {written}={income}")),
                    Wording::new(format!("支出 {spent}={spending}"), format!("expenditure {spent}={spending}")),
                    income - spending,
                ),
            }
            continue;
        }
        // Where the total agrees with one side, the other side's own finding says all there is to say.
        let told = |side: &Interval| total.is_some_and(|total| agrees(total, side));
        if told(&income) != told(&spending) {
            let other = if told(&income) { "BUD-TOTAL-EXP" } else { "BUD-TOTAL-SRC" };
            verdict.because(format!("差异已由 {other} 报告"), format!("{other} reports the difference"));
            continue;
        }
        verdict.compared(&passage, agreement, &income, &spending);
        let (income, spending) = (income.value, spending.value);
        let terms = [sources.terms(), natures.terms()].concat();
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/budget.total", form.id))
            .arg("name", evidence::name(form))
            .arg("sources", written)
            .arg("income", income)
            .arg("natures", spent)
            .arg("spending", spending)
            .arg("difference", income - spending)
            .numbers(spending, income)
            .explain(gap::explain(income, spending, &terms, rounding))
            .with_all(sources.parts.iter().map(|(part, _)| evidence::budget(form, part)))
            .with_all(natures.parts.iter().map(|(part, _)| evidence::budget(form, part)));
        verdict.find(finding);
    }
    verdict
}
