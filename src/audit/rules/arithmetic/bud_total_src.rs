//! BUD-TOTAL-SRC

use crate::audit::amounts::{agree, amount, annual_total, scale, tolerance};
use crate::audit::composition::Composition;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use crate::normalise::disclosure::FormKind;

/// 资金总额 against the sum of its sources.
pub static RULE: Rule = Rule {
    id: "BUD-TOTAL-SRC",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("资金总额与收入来源合计", "Total against the sum of its sources"),
    explanation: Explanation {
        checks: text(
            "部门整体支出表中，资金总额应等于按收入性质分列的各项（一般公共预算、政府性基金、专户资金、其他资金等）之和。空白项按零计。",
            "On a department's form the total (资金总额) must equal the sum of its sources (按收入性质分). Blank lines count as zero.",
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
        let Some((entry, total)) = annual_total(form).and_then(|entry| Some((entry, amount(form, entry)?))) else {
            continue;
        };
        let rounding = tolerance(context.settings, scale(form), form.budget.len());
        let sources = Composition::sources(form, None, total, rounding);
        if sources.parts.is_empty() {
            continue;
        }
        verdict.count();
        let rounding = tolerance(context.settings, scale(form), sources.parts.len() + 1);
        let (sum, terms) = (sources.sum(), sources.written_out());
        if agree(total, sum, rounding) {
            verdict.state(
                format!("按收入性质 {terms}={sum}，等于资金总额 {total}"),
                format!("sources {terms}={sum} equal the total {total}"),
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
            .explain(gap::explain(total, sum, &sources.terms(), rounding))
            .with(evidence::budget(form, entry))
            .with_all(sources.parts.iter().map(|(part, _)| evidence::budget(form, part)))
            .with_all(sources.blank.iter().map(|part| evidence::budget(form, part)));
        verdict.find(finding);
    }
    verdict
}
