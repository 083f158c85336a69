//! BUD-UNIT-MISSING

use crate::audit::amounts::{declared_unit, is_money, yuan_per};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Amounts without a unit of money.
pub static RULE: Rule = Rule {
    id: "BUD-UNIT-MISSING",
    group: Group::Arithmetic,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("未注明金额单位", "No unit of money"),
    explanation: Explanation {
        checks: text(
            "列有金额的表应注明单位（元、万元），在表头、栏目名或金额后均可。",
            "A form with amounts must say in which unit: in its header, in a label, or after the amounts.",
        ),
        matters: text(
            "元与万元相差一万倍；没有单位的金额不能与其他表比较，本次审核也因此不比较。",
            "元 and 万元 differ by 10,000; amounts without unit cannot be compared with other forms, and are not.",
        ),
        example: text("资金总额：814（无单位）。", "资金总额：814, with no unit anywhere on the form."),
        advice: text("在表头补注“单位：万元”。", "Add the unit to the form's header."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：表中有 {count} 个金额，但未注明金额单位",
        "{name}: {count} amounts, but no unit of money",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有列出金额的表", "no form prints amounts");
    for form in context.forms {
        let amounts: Vec<_> = form.budget.iter().filter(|entry| is_money(entry) && entry.amount.is_some()).collect();
        if amounts.is_empty() {
            continue;
        }
        verdict.count();
        let has_unit = |unit: &Option<String>| unit.as_deref().and_then(yuan_per).is_some();
        if declared_unit(form).is_some() || amounts.iter().all(|entry| has_unit(&entry.unit)) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("count", amounts.len())
            .with_all(amounts.iter().take(3).map(|entry| evidence::budget(form, entry)));
        verdict.find(finding);
    }
    verdict
}
