//! STR-L2-EMPTY

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Printed categories without indicator.
pub static RULE: Rule = Rule {
    id: "STR-L2-EMPTY",
    group: Group::Structure,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("二级指标空白", "Empty categories"),
    explanation: Explanation {
        checks: text(
            "表中印出的二级指标没有三级指标的，列出提示。",
            "Level-2 labels that a form prints without any indicator beside them are listed.",
        ),
        matters: text("空白可能是不适用，也可能是漏填。", "It may be not applicable, or forgotten."),
        example: text(
            "经济效益指标、生态效益指标、可持续影响指标空白。",
            "经济效益指标, 生态效益指标 and 可持续影响指标 are empty.",
        ),
        advice: text("不适用的，填“不适用”或“/”。", "Write 不适用 or / where it does not apply."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 个二级指标没有三级指标（{categories}）",
        "{name}: {count} categories have no indicator ({categories})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有指标", "no indicators");
    for form in context.forms.iter().filter(|form| !form.indicators.is_empty()) {
        verdict.count();
        if form.empty_categories.is_empty() {
            continue;
        }
        let categories: Vec<&str> = form.empty_categories.iter().map(|category| category.level2.as_str()).collect();
        let categories = categories.join("、");
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/{categories}", RULE.id))
            .arg("name", evidence::name(form))
            .arg("count", form.empty_categories.len())
            .arg("categories", &categories)
            .with_all(form.empty_categories.iter().map(|category| evidence::empty_category(form, category)));
        verdict.find(finding);
    }
    verdict
}
