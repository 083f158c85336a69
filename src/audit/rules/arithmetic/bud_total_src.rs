//! BUD-TOTAL-SRC

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

/// 资金总额 against the sum of its sources.
pub static RULE: Rule = Rule {
    id: "BUD-TOTAL-SRC",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("资金总额与收入来源合计", "Total against the sum of its sources"),
    explanation: Explanation {
        checks: text(
            "部门整体支出表中，资金总额应等于按收入性质分列的各项（一般公共预算、政府性基金、专户资金、其他资金等）之和。空白项按零计；印有内容而读不出金额的不计算。各数按印出的位数视为取整数。",
            "On a department's form the total (资金总额) must equal the sum of its sources (按收入性质分). Blank lines count as zero; where something is printed that is no amount, nothing is reckoned. Numbers are taken as rounded to their printed decimals.",
        ),
        matters: text(
            "总额是其他一切比较的基础；在财政系统的表单中它往往是手工填写的，并不自动求和。",
            "The total is what everything else is measured against, and on many forms it is typed by hand, not computed.",
        ),
        example: text(
            "资金总额：2115.3，而 2107.30+16+8=2131.30，少 16.00，恰为非税收入一行。",
            "资金总额：2115.3, yet 2107.30+16+8=2131.30: short by 16.00, exactly the line of non-tax revenue.",
        ),
        advice: text(
            "对照部门预算收支总表核对总额和各来源；差额等于某一行时先查该行是否漏计。",
            "Compare with the bureau's budget tables; where the gap equals one line, look first whether that line was left out.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：资金总额 {total} 与按收入性质分列的合计 {terms}={sum} 不一致，相差 {difference}",
        "{name}: the total 资金总额 {total} differs from the sum of its sources {terms}={sum} by {difference}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时列出资金总额和收入来源的部门整体支出表",
        "no department form prints both a total and its sources",
    );
    for form in context.forms.iter().filter(|form| form.kind == Some(FormKind::DepartmentTarget)) {
        let Some(entry) = annual_total(form) else { continue };
        let tolerance = context.settings.tolerance.money;
        let whole = printed(form, entry).unwrap_or_default();
        let sources = Composition::sources(form, None, whole, tolerance);
        if sources.parts.is_empty() && sources.unreadable.is_empty() {
            continue;
        }
        if verdict.unread(form, sources.unreadable.iter().copied().chain([entry])) || printed(form, entry).is_none() {
            continue;
        }
        let (comes_to, terms) = (sources.sum(), sources.written_out());
        let agreement = whole.compare(&comes_to, tolerance);
        verdict.compared(&evidence::budget(form, entry), agreement, &whole, &comes_to);
        let (total, sum) = (whole.value, comes_to.value);
        if agreement != Agreement::Differs {
            verdict.state_agreement(
                agreement,
                Wording::new(format!("按收入性质 {terms}={sum}"), format!("sources {terms}={sum}")),
                Wording::new(format!("资金总额 {total}"), format!("the total {total}")),
                total - sum,
            );
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/budget.total", form.id))
            .arg("name", evidence::name(form))
            .arg("total", total)
            .arg("terms", terms)
            .arg("sum", sum)
            .arg("difference", total - sum)
            .numbers(sum, total)
            .explain(gap::explain(total, sum, &sources.terms(), whole.slack() + comes_to.slack()))
            .with(evidence::budget(form, entry))
            .with_all(sources.parts.iter().map(|(part, _)| evidence::budget(form, part)))
            .with_all(sources.blank.iter().map(|part| evidence::budget(form, part)));
        verdict.find(finding);
    }
    verdict
}
