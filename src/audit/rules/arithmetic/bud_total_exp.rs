//! BUD-TOTAL-EXP

use crate::audit::amounts::{annual_total, printed};
use crate::audit::composition::Composition;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::Agreement;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use crate::normalise::disclosure::FormKind;
use crate::wording::Wording;

/// 资金总额 against 基本支出 + 项目支出.
pub static RULE: Rule = Rule {
    id: "BUD-TOTAL-EXP",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("资金总额与支出合计", "Total against the sum of expenditure"),
    explanation: Explanation {
        checks: text(
            "部门整体支出表中，资金总额应等于按支出性质分列的各项（基本支出、项目支出）之和。",
            "On a department's form the total (资金总额) must equal basic plus project expenditure (按支出性质分).",
        ),
        matters: text(
            "收支必须平衡；总额与支出不符，读者无从判断部门究竟申请了多少资金。",
            "Income and spending must balance; otherwise nobody can tell how much the bureau asked for.",
        ),
        example: text("资金总额：2115.3，而 1527.42+603.88=2131.30。", "资金总额：2115.3, yet 1527.42+603.88=2131.30."),
        advice: text(
            "若收入合计与支出合计一致（见 BUD-SRC-EXP），错在总额；否则逐项核对。",
            "Where sources and expenditure agree with each other (BUD-SRC-EXP) the total is wrong; else check each line.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：资金总额 {total} 与按支出性质分列的合计 {terms}={sum} 不一致，相差 {difference}",
        "{name}: the total 资金总额 {total} differs from expenditure {terms}={sum} by {difference}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时列出资金总额、基本支出和项目支出的部门整体支出表",
        "no department form prints a total with basic and project expenditure",
    );
    for form in context.forms.iter().filter(|form| form.kind == Some(FormKind::DepartmentTarget)) {
        let Some(entry) = annual_total(form) else { continue };
        let natures = Composition::natures(form);
        // One nature alone (项目支出 without 基本支出) is a part of the total, not its breakdown.
        if natures.count() < 2 || natures.parts.is_empty() && natures.unreadable.is_empty() {
            continue;
        }
        if verdict.unread(form, natures.unreadable.iter().copied().chain([entry])) {
            continue;
        }
        let Some(whole) = printed(form, entry) else { continue };
        let tolerance = context.settings.tolerance.money;
        let (comes_to, terms) = (natures.sum(), natures.written_out());
        let agreement = whole.compare(&comes_to, tolerance);
        verdict.compared(&evidence::budget(form, entry), agreement, &whole, &comes_to);
        let (total, sum) = (whole.value, comes_to.value);
        if agreement != Agreement::Differs {
            verdict.state_agreement(
                agreement,
                Wording::new(format!("按支出性质 {terms}={sum}"), format!("expenditure {terms}={sum}")),
                Wording::new(format!("资金总额 {total}"), format!("the total {total}")),
                total - sum,
            );
            continue;
        }
        let rounding = whole.slack() + comes_to.slack();
        let sources = Composition::sources(form, None, comes_to, tolerance);
        let explanation = gap::explain(total, sum, &sources.terms(), rounding)
            .or_else(|| gap::explain(total, sum, &natures.terms(), rounding));
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/budget.total", form.id))
            .arg("name", evidence::name(form))
            .arg("total", total)
            .arg("terms", terms)
            .arg("sum", sum)
            .arg("difference", total - sum)
            .numbers(sum, total)
            .explain(explanation)
            .with(evidence::budget(form, entry))
            .with_all(natures.parts.iter().map(|(part, _)| evidence::budget(form, part)))
            .with_all(natures.blank.iter().map(|part| evidence::budget(form, part)));
        verdict.find(finding);
    }
    verdict
}
