//! VAL-ZERO

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::scoring::Method;

/// A target of zero that is divided by.
pub static RULE: Rule = Rule {
    id: "VAL-ZERO",
    group: Group::Values,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("指标值为零却按比例计分", "Zero target scored in proportion"),
    explanation: Explanation {
        checks: text(
            "指标值为零、评分标准却按“实际值÷目标值”计分的予以报告：除数为零，无法计算。",
            "A target of zero whose rule scores actual ÷ target: division by zero.",
        ),
        matters: text("这样的评分标准无法执行。", "Such a rule cannot be applied."),
        example: text("安全事故 0 起，得分=实际完成数/目标数×10分。", "0 accidents, score = actual ÷ target × 10."),
        advice: text("改为“为零得满分，每发生一起扣N分”。", "Say: zero earns full marks, so many off for each."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值为零，评分标准按比例计分，无法计算",
        "{name}: the target of 「{indicator}」 is zero, and its rule divides by it",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有按比例计分的评分标准", "no scoring rule in proportion");
    for (form, indicator) in context.indicators() {
        let method = indicator.scoring.as_ref().and_then(|rule| rule.method);
        if !matches!(method, Some(Method::ProRata | Method::ProRataReverse | Method::ProRataByDirection)) {
            continue;
        }
        let Some(target) = Quantity::of(&indicator.target) else { continue };
        verdict.count();
        if !target.low.is_zero() || !target.is_single() {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .with(evidence::target(form, indicator))
            .with(evidence::part(form, indicator, "scoring"));
        verdict.find(finding);
    }
    verdict
}
