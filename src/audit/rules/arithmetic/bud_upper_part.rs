//! BUD-UPPER-PART

use crate::audit::amounts::{agree, amount, entry, scale, tolerance};
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};
use rust_decimal::Decimal;

/// 财政拨款 against its lines by level of government.
pub static RULE: Rule = Rule {
    id: "BUD-UPPER-PART",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("财政拨款与上级、本级资金合计", "Fiscal money against its levels"),
    explanation: Explanation {
        checks: text(
            "表中把财政拨款再分为上级资金和本级资金的，两者之和应等于财政拨款。",
            "Where a form splits 财政拨款 into money from above and own-level money, the two must add up to it.",
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
        "{name}：{label} {total} 与上级、本级资金合计 {terms}={sum} 不一致，相差 {difference}",
        "{name}: {label} {total} differs from its lines by level {terms}={sum} by {difference}",
    )],
    check,
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有把财政拨款分为上级和本级的表", "no form splits fiscal money by level");
    for form in context.forms {
        let Some(fiscal) = entry(form, "source.fiscal", None) else { continue };
        let (Some(superior), Some(own)) = (entry(form, "source.superior", None), entry(form, "source.own", None))
        else {
            continue;
        };
        // 自有资金 beside 财政拨款 is not a level of it.
        if own.label.contains("自有") || own.label.contains("单位") {
            continue;
        }
        let amounts = [fiscal, superior, own].map(|entry| amount(form, entry));
        let [Some(total), Some(superior_amount), Some(own_amount)] = amounts else { continue };
        // On forms where 财政拨款 stands beside the levels, the three add up to the total instead.
        let beside = entry(form, "total", None).and_then(|total| amount(form, total));
        let rounding = tolerance(context.settings, scale(form), 4);
        if beside.is_some_and(|all| agree(all, total + superior_amount + own_amount, rounding)) {
            continue;
        }
        verdict.count();
        let sum: Decimal = superior_amount + own_amount;
        if agree(total, sum, rounding) {
            continue;
        }
        let terms = [(superior, superior_amount), (own, own_amount)];
        let terms: Vec<gap::Term> = terms.map(|(entry, value)| gap::Term { label: &entry.label, value }).to_vec();
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/budget.source.fiscal", form.id))
            .arg("name", evidence::name(form))
            .arg("label", &fiscal.label)
            .arg("total", total)
            .arg("terms", format!("{superior_amount}+{own_amount}"))
            .arg("sum", sum)
            .arg("difference", total - sum)
            .numbers(sum, total)
            .explain(gap::explain(total, sum, &terms, rounding))
            .with_all([fiscal, superior, own].map(|entry| evidence::budget(form, entry)));
        verdict.find(finding);
    }
    verdict
}
