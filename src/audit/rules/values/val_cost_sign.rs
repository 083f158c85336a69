//! VAL-COST-SIGN

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::{Comparator, ComparatorSource, ValueKind};

/// A cost that must not be less.
pub static RULE: Rule = Rule {
    id: "VAL-COST-SIGN",
    group: Group::Values,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("成本指标方向", "Direction of costs"),
    explanation: Explanation {
        checks: text(
            "成本金额应写“不超过”（≤）；写“≥”“不低于”的予以报告，只写金额没有符号的不报告。节约率等越大越好的除外。",
            "Costs are upper limits (≤): reported are those with ≥ or 不低于. A bare amount is not, nor are savings, of which more is better.",
        ),
        matters: text("把成本写成下限，等于鼓励多花钱。", "A cost as a lower limit asks for more spending."),
        example: text("项目总成本 ≥448万元。", "项目总成本 ≥448万元."),
        advice: text("改为“≤”。", "Write ≤."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：成本指标「{indicator}」写成下限 {target}",
        "{name}: the cost 「{indicator}」 is given as a lower limit {target}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有以金额表示的成本指标", "no costs in money");
    for (form, indicator) in context.indicators() {
        let target = &indicator.target;
        // Hardly a row is in money: words are looked for in those that are.
        if target.kind != ValueKind::Money || Category::of(indicator) != Some(Category::Cost) {
            continue;
        }
        // 补助标准 of at least so much is a promise to the receivers, not a limit.
        let promise = ["节约", "节省", "压减", "标准", "补助", "补贴", "投入", "降低"]
            .iter()
            .any(|word| indicator.level3.contains(word));
        if promise {
            continue;
        }
        verdict.count();
        let lower = matches!(target.comparator, Some(Comparator::Ge | Comparator::Gt));
        if !lower || target.comparator_source != Some(ComparatorSource::Explicit) {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("target", &target.raw)
            .with(evidence::target(form, indicator));
        verdict.find(finding);
    }
    verdict
}
