//! X-COSTSUM

use crate::audit::amounts::{is_money, yuan};
use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;
use crate::normalise::values::{Comparator, ValueKind};
use rust_decimal::Decimal;

/// A cost limit above the budget.
pub static RULE: Rule = Rule {
    id: "X-COSTSUM",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("成本指标与预算金额", "Costs against the budget"),
    explanation: Explanation {
        checks: text(
            "以总额表示的成本指标（总成本、预算控制数等）不应大于本表列出的最大预算金额（含上级资金）。单价、人均标准不比较。",
            "A limit of total cost (总成本, 预算控制数) must not exceed the largest amount of the form's budget, money from above included. Unit costs are not compared.",
        ),
        matters: text("成本上限高于预算，等于没有控制。", "A limit above the budget limits nothing."),
        example: text("年度资金总额 30 万元，项目总成本≤60 万元。", "The budget is 30, the limit 60."),
        advice: text("以预算金额为成本上限。", "Use the budget as the limit."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：成本指标「{indicator}」{target}，大于本表「{which}」{budget} 万元",
        "{name}: the cost 「{indicator}」 {target} exceeds the form's 「{which}」 of {budget} 万元",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("没有以总额表示且可与预算比较的成本指标", "no total cost that could be compared with a budget");
    for form in context.forms {
        let Some((budget, which)) = largest(form) else { continue };
        for indicator in &form.indicators {
            // Hardly a row is in money: words are looked for in those that are.
            if indicator.target.kind != ValueKind::Money || Category::of(indicator) != Some(Category::Cost) {
                continue;
            }
            let is_total = ["总成本", "总费用", "总投资", "预算控制", "预算总", "经费总", "成本控制数", "资金总"]
                .iter()
                .any(|word| indicator.level3.contains(word))
                && !["单位", "人均", "单价"].iter().any(|word| indicator.level3.contains(word));
            if !is_total {
                continue;
            }
            let Some(cost) = Quantity::of(&indicator.target).filter(|cost| cost.unit == "元") else { continue };
            if matches!(indicator.target.comparator, Some(Comparator::Ge | Comparator::Gt)) {
                continue;
            }
            verdict.count();
            // One percent of slack: limits are often rounded up.
            if cost.low <= budget + budget / Decimal::ONE_HUNDRED {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .arg("which", &which)
                .arg("budget", (budget / Decimal::from(10_000)).normalize())
                .pair(format!("≤{}万元", (budget / Decimal::from(10_000)).normalize()), &indicator.target.raw)
                .with(evidence::target(form, indicator))
                .with_all(
                    form.budget
                        .iter()
                        .filter(|entry| is_money(entry) && entry.amount.is_some())
                        .take(3)
                        .map(|e| evidence::budget(form, e)),
                );
            verdict.find(finding);
        }
    }
    verdict
}

/// The largest amount the form's money can come to, in yuan, and which it is.
fn largest(form: &Form) -> Option<(Decimal, String)> {
    let amounts =
        || form.budget.iter().filter(|entry| is_money(entry)).filter_map(|entry| Some((entry, yuan(form, entry)?)));
    let (entry, most) = amounts().max_by_key(|(_, amount)| *amount)?;
    let superior: Decimal =
        amounts().filter(|(entry, _)| entry.role.item == "source.superior").map(|(_, amount)| amount).sum();
    let which = if superior.is_zero() { entry.label.clone() } else { format!("{}+上级资金", entry.label) };
    Some((most + superior, which)).filter(|(most, _)| *most > Decimal::ZERO)
}
