//! BUD-PHASE

use crate::audit::amounts::{annual_total, is_multi_year, printed};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Multi-year totals are kept apart from annual amounts.
pub static RULE: Rule = Rule {
    id: "BUD-PHASE",
    group: Group::Arithmetic,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("项目总额与年度金额", "Multi-year total and annual amount"),
    explanation: Explanation {
        checks: text(
            "表中同时列有项目总额（跨年度）和年度金额的，只用年度金额与其他年度数比较；并检查年度金额不大于项目总额。",
            "Where a form prints a total over several years beside the annual amount, only the latter is compared with annual figures; and the annual amount must not exceed the total.",
        ),
        matters: text(
            "把跨年度总额当作年度数比较，会得出虚假的差异。",
            "Comparing a multi-year total with annual figures yields false differences.",
        ),
        example: text(
            "项目资金总额 300 万元，年度资金申请总额 480 万元。",
            "项目资金总额 3,000,000, yet 年度资金申请总额 4,800,000.",
        ),
        advice: text("核对项目总投资与分年计划。", "Compare the project's total with its annual plan."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{annual_label} {annual} 大于跨年度的{total_label} {total}",
        "{name}: {annual_label} {annual} exceeds the multi-year {total_label} {total}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有同时列出跨年度总额和年度金额的表",
        "no form prints a multi-year total beside an annual amount",
    );
    for form in context.forms {
        let multi_year = form.budget.iter().find(|entry| {
            entry.role.phase.is_none()
                && (entry.role.item == "total" || entry.role.item.starts_with("total."))
                && is_multi_year(entry)
        });
        let Some((total_entry, total)) = multi_year.and_then(|entry| Some((entry, printed(form, entry)?))) else {
            continue;
        };
        let Some((annual_entry, annual)) = annual_total(form).and_then(|entry| Some((entry, printed(form, entry)?)))
        else {
            continue;
        };
        verdict.count();
        if !annual.exceeds(&total) {
            continue;
        }
        let (annual, total) = (annual.value, total.value);
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("annual_label", &annual_entry.label)
            .arg("annual", annual)
            .arg("total_label", &total_entry.label)
            .arg("total", total)
            .pair(format!("≤{total}"), annual)
            .with(evidence::budget(form, annual_entry))
            .with(evidence::budget(form, total_entry));
        verdict.find(finding);
    }
    verdict
}
