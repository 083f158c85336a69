//! BUD-UPPER-PART

use crate::audit::amounts::{entry, printed};
use crate::audit::composition::Composition;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::{Agreement, Interval};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use crate::normalise::disclosure::{BudgetEntry, Form};

/// 财政拨款 against its lines by level of government.
pub static RULE: Rule = Rule {
    id: "BUD-UPPER-PART",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("财政拨款与其中各项", "A source against its lines"),
    explanation: Explanation {
        checks: text(
            "表中把财政拨款再分为上级资金和本级资金的，两者之和应等于财政拨款；“其中”只列部分的，合计不应大于财政拨款。",
            "Where a form splits 财政拨款 into money from above and own-level money, the two must add up to it; where 其中 names some lines only, they must not exceed it.",
        ),
        matters: text(
            "上级资金与本级资金的口径不清，会造成重复或漏列。",
            "Unclear levels of funding lead to money counted twice or not at all.",
        ),
        example: text("财政拨款 100，其中：上级 60，本级 30。", "财政拨款 100, of which 60 from above and 30 own."),
        advice: text("核对上级指标文件与本级预算批复。", "Compare with the notices of transfer and the own budget."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{label} {total} 与其中各项合计 {terms}={sum} 不一致，相差 {difference}",
        "{name}: {label} {total} differs from its lines {terms}={sum} by {difference}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有把财政拨款再分项的表", "no form splits fiscal money further");
    for form in context.forms {
        for parent in form.budget.iter().filter(|entry| entry.role.is_source()) {
            let Some(whole) = printed(form, parent) else { continue };
            let under = Composition::under(form, parent);
            if verdict.unread(form, under.unreadable.iter().copied()) {
                continue;
            }
            let (parts, complete) = match under.parts.is_empty() {
                false => {
                    let complete = is_by_level(&under);
                    (under, complete)
                }
                true => match levels_beside(context, form, parent, whole) {
                    Some(levels) => (levels, true),
                    None => continue,
                },
            };
            let comes_to = parts.sum();
            let (total, sum, rounding) = (whole.value, comes_to.value, whole.slack() + comes_to.slack());
            // 其中 may name some lines only; more than the whole they can never be.
            if !complete && sum < total {
                verdict.count();
                continue;
            }
            let agreement = whole.compare(&comes_to, context.settings.tolerance.money);
            verdict.compared(&evidence::budget(form, parent), agreement, &whole, &comes_to);
            if agreement != Agreement::Differs {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/budget.{}", form.id, parent.role))
                .arg("name", evidence::name(form))
                .arg("label", &parent.label)
                .arg("total", total)
                .arg("terms", parts.written_out())
                .arg("sum", sum)
                .arg("difference", total - sum)
                .numbers(sum, total)
                .explain(gap::explain(total, sum, &parts.terms(), rounding))
                .with(evidence::budget(form, parent))
                .with_all(parts.parts.iter().map(|(part, _)| evidence::budget(form, part)));
            verdict.find(finding);
        }
    }
    verdict
}

/// Whether the lines are the money from above and the own-level money, which together are all there is.
fn is_by_level(parts: &Composition) -> bool {
    let has = |item: &str| parts.parts.iter().any(|(entry, _)| entry.role.item == item);
    has("source.superior") && has("source.own")
}

/// The lines by level of 财政拨款 on forms that do not say 其中: 上级 and 本级, unless they stand beside it in the total.
fn levels_beside<'a>(
    context: &Context,
    form: &'a Form,
    parent: &BudgetEntry,
    total: Interval,
) -> Option<Composition<'a>> {
    if parent.role.item != "source.fiscal" {
        return None;
    }
    let levels = Composition::of(form, parent.role.phase, |entry| {
        // 自有资金 is no level of fiscal money.
        let own_income = entry.label.contains("自有") || entry.label.contains("单位");
        ["source.superior", "source.own"].contains(&entry.role.item.as_str()) && !own_income && entry.part_of.is_none()
    });
    let all = entry(form, "total", parent.role.phase).and_then(|entry| printed(form, entry));
    let tolerance = context.settings.tolerance.money;
    let beside = all.is_some_and(|all| all.compare(&(total + levels.sum()), tolerance) != Agreement::Differs);
    (is_by_level(&levels) && !beside).then_some(levels)
}
