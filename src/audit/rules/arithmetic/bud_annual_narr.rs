//! BUD-ANNUAL-NARR

use crate::audit::amounts::{is_money, yuan};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::is_said_as;
use crate::audit::prose::Mention;
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Narrative};
use rust_decimal::Decimal;

/// The year's budget in prose against the form's.
pub static RULE: Rule = Rule {
    id: "BUD-ANNUAL-NARR",
    group: Group::Arithmetic,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("文字中的预算金额与表列金额", "Budget in prose against the form"),
    explanation: Explanation {
        checks: text(
            "目标、概述等文字写明本年度预算（或资金总额、申请资金）的，应与本表列出的某一预算金额一致。一段文字写了几个金额的不比较；与表中任一金额或其合计相符即可。",
            "Where prose states this year's budget, it must be one of the amounts of the form, or the total with money from above. Prose with several amounts is not compared.",
        ),
        matters: text(
            "文字与表格各写各的，读者不知哪个是批复数。",
            "Readers cannot tell which of the two was approved.",
        ),
        example: text("概述“本年度预算安排30万元”，表列 27 万元。", "The overview says 30, the form 27."),
        advice: text("统一为批复金额。", "Use the approved amount in both."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：文字「{quote}」，表列金额为 {amounts}",
        "{name}: the prose says 「{quote}」, the form prints {amounts}",
    )],
    check: Check::Document(check),
};

/// Words that say an amount is the budget of this year.
const BUDGET: &[&str] = &[
    "年度预算",
    "年预算",
    "预算安排",
    "安排预算",
    "预算资金",
    "资金总额",
    "申请资金",
    "申请预算",
    "项目预算",
    "本年预算",
    "预算金额",
];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("文字中没有写明本年度预算金额", "no prose states this year's budget");
    for form in context.forms {
        let printed: Vec<(&_, Decimal)> = form
            .budget
            .iter()
            .filter(|entry| is_money(entry))
            .filter_map(|entry| Some((entry, yuan(form, entry)?)))
            .collect();
        if printed.is_empty() {
            continue;
        }
        for narrative in form.narratives.iter().filter(|narrative| narrative.role != "duties") {
            let Some(mention) = stated_budget(context, form, narrative) else { continue };
            let Some(stated) = Quantity::of(&mention.value).filter(|stated| stated.unit == "元") else { continue };
            verdict.count();
            let sum: Decimal =
                printed.iter().filter(|(entry, _)| entry.role.item != "total").map(|(_, amount)| *amount).sum();
            let unit = last_digit(&mention);
            let is_said = |amount: Decimal| is_said_as(amount, stated.low, unit) || amount == stated.low;
            if printed.iter().map(|(_, amount)| *amount).chain([sum]).any(is_said) {
                continue;
            }
            let amounts: Vec<String> =
                printed.iter().take(4).map(|(entry, _)| format!("{} {}", entry.label, entry.raw)).collect();
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("quote", &mention.quote)
                .arg("amounts", amounts.join("、"))
                .pair(amounts.join("、"), &mention.quote)
                .with(evidence::narrative(form, narrative, &mention.quote))
                .with_all(printed.iter().take(4).map(|(entry, _)| evidence::budget(form, entry)));
            verdict.find(finding);
        }
    }
    verdict
}

/// The only amount of money in the prose, if it is said to be this year's budget.
fn stated_budget<'a>(context: &Context<'a>, form: &Form, narrative: &'a Narrative) -> Option<Mention> {
    let all = context.mentions(narrative);
    let mut money = all.iter().filter(|mention| mention.value.base_unit.as_deref() == Some("元"));
    let only = money.next().filter(|_| money.next().is_none())?;
    let other_year =
        only.quote.match_indices("20").filter_map(|(at, _)| only.quote.get(at..at + 4)?.parse::<i32>().ok());
    let other_year = other_year.into_iter().any(|year| form.fiscal_year.as_ref().is_none_or(|this| this.year != year));
    (BUDGET.iter().any(|word| only.quote.contains(word)) && !other_year).then(|| only.clone())
}

/// What the last digit of the number is worth, in yuan.
fn last_digit(mention: &Mention) -> Decimal {
    let value = &mention.value;
    let factor = match (value.base_value, value.value) {
        (Some(base), Some(printed)) => base.checked_div(printed).unwrap_or(Decimal::ONE),
        _ => Decimal::ONE,
    };
    let scale = value.value.map_or(0, |printed| printed.scale());
    factor * Decimal::new(1, scale.min(8))
}
