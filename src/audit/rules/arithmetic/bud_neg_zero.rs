//! BUD-NEG-ZERO

use crate::audit::amounts::{amount, annual_total, headline, is_money, is_unreadable};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{BudgetEntry, Form};

/// Negative, zero and blank amounts.
pub static RULE: Rule = Rule {
    id: "BUD-NEG-ZERO",
    group: Group::Arithmetic,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("金额为负、为零或空白", "Negative, zero or blank amounts"),
    explanation: Explanation {
        checks: text(
            "预算金额不应为负；总额不应为零或空白。分项空白按零计，只作提示。",
            "Budget amounts must not be negative, and the total neither zero nor blank. Blank parts count as zero and are only mentioned.",
        ),
        matters: text(
            "空白可能是零，也可能是漏填，读者无法区分。",
            "A blank may be zero or forgotten; a reader cannot tell.",
        ),
        example: text("该项目支出上级资金：（空白）。", "该项目支出上级资金：, left blank."),
        advice: text("没有金额的，填“0”或“无”。", "Write 0 or 无 where there is no money."),
        source: None,
    },
    messages: &[
        message("", "{name}：{label} 为负数 {amount}", "{name}: {label} is negative: {amount}"),
        message("zero", "{name}：{label} 为零", "{name}: {label} is zero"),
        message(
            "unreadable",
            "{name}：{label} 印作「{printed}」，未能读作一个金额，没有拿它计算，请核对原页",
            "{name}: {label} is printed as 「{printed}」, which was not read as one amount; nothing was reckoned with it: check the page",
        ),
        message("blank", "{name}：{label} 空白", "{name}: {label} is blank"),
        message(
            "blank-part",
            "{name}：{count} 个金额空白（{labels}），按零计",
            "{name}: {count} blank amounts ({labels}), taken as zero",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有列出金额的表", "no form prints amounts");
    for form in context.forms {
        // 事业收入 and the like are no total, even where they are all that is the form's own.
        let is_own_budget = |entry: &&BudgetEntry| {
            entry.role.item != "source.own" || entry.label.contains("本级") || entry.label.contains("预算")
        };
        let total = annual_total(form).or_else(|| headline(form).filter(is_own_budget));
        if let Some(entry) = total {
            verdict.count();
            match amount(form, entry) {
                None if entry.amount.is_none() && !is_unreadable(entry) => {
                    let parts = form.budget.iter().any(|entry| is_money(entry) && entry.amount.is_some());
                    let finding = one(form, entry, "blank");
                    // A blank total above amounts may be a label of the block that was taken for one.
                    verdict.find(if parts { finding.severity(Severity::Info) } else { finding });
                }
                Some(amount) if amount.is_zero() => verdict.find(one(form, entry, "zero")),
                _ => {}
            }
        }
        for entry in form.budget.iter().filter(|entry| is_money(entry) && entry.role.phase.is_none()) {
            if let Some(negative) = amount(form, entry).filter(|amount| amount.is_sign_negative() && !amount.is_zero())
            {
                verdict.count();
                verdict.find(one(form, entry, "").arg("amount", negative));
            }
        }
        let is_total = |entry: &BudgetEntry| total.is_some_and(|total| std::ptr::eq(total, entry));
        let blank: Vec<&BudgetEntry> = form
            .budget
            .iter()
            .filter(|entry| {
                entry.amount.is_none()
                    && !is_unreadable(entry)
                    && is_money(entry)
                    && entry.role.phase.is_none()
                    && !is_total(entry)
            })
            .collect();
        for entry in form.budget.iter().filter(|entry| is_money(entry) && is_unreadable(entry)) {
            verdict.count();
            let finding = one(form, entry, "unreadable").severity(Severity::Info).arg("printed", entry.raw.trim());
            verdict.find(finding);
        }
        if !blank.is_empty() {
            let labels: Vec<&str> = blank.iter().map(|entry| entry.label.as_str()).collect();
            let labels = labels.join("、");
            let finding = Finding::new(&RULE, form)
                .variant("blank-part")
                .severity(Severity::Info)
                .group(format!("{}/{labels}", RULE.id))
                .arg("name", evidence::name(form))
                .arg("count", blank.len())
                .arg("labels", &labels)
                .with_all(blank.iter().map(|entry| evidence::budget(form, entry)));
            verdict.find(finding);
        }
    }
    verdict
}

fn one(form: &Form, entry: &BudgetEntry, variant: &'static str) -> Finding {
    Finding::new(&RULE, form)
        .variant(variant)
        .group(format!("{}/{variant}", RULE.id))
        .arg("name", evidence::name(form))
        .arg("label", &entry.label)
        .with(evidence::budget(form, entry))
}
