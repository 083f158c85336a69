//! Q-REQUIRED

use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Required categories without an indicator.
pub static RULE: Rule = Rule {
    id: "Q-REQUIRED",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("必设二级指标", "Required categories"),
    explanation: Explanation {
        checks: text(
            "目标表应设数量、质量、时效、成本指标，效益至少一类；缺少的按表提示。填“不适用”算作已答复。",
            "A target form should have indicators of quantity, quality, time and cost, and at least one of benefit; what is missing is mentioned by form. 不适用 counts as an answer.",
        ),
        matters: text("缺少一类，就有一个方面不受考核。", "What is missing is not judged."),
        example: text("没有质量指标和成本指标。", "No indicators of quality and cost."),
        advice: text("补充指标，或注明不适用。", "Add them, or say that they do not apply."),
        source: Some(text("财预〔2021〕101号", "MoF 财预〔2021〕101号")),
    },
    messages: &[message("", "{name}：没有{missing}", "{name}: no {missing}")],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有二级指标可辨认的目标表", "no target form whose categories are known");
    for form in context.targets() {
        let known: Vec<Category> = form.indicators.iter().filter_map(Category::of).collect();
        if known.is_empty() || known.len() < form.indicators.len() {
            continue;
        }
        verdict.count();
        // What is printed without an indicator is answered 不适用, or blank: STR-L2-EMPTY lists it.
        let printed: Vec<Category> =
            form.empty_categories.iter().filter_map(|empty| Category::named(&empty.level2)).collect();
        let required = [Category::Quantity, Category::Quality, Category::Timeliness, Category::Cost];
        let mut missing: Vec<&str> = required
            .iter()
            .filter(|category| !known.contains(category) && !printed.contains(category))
            .map(|category| category.label())
            .collect();
        if !known.iter().chain(&printed).any(|category| category.level1() == Level1::Benefit) {
            missing.push(Level1::Benefit.label());
        }
        if missing.is_empty() {
            continue;
        }
        let missing = missing.join("、");
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/{missing}", RULE.id))
            .arg("name", evidence::name(form))
            .arg("missing", &missing)
            .with(evidence::whole(form));
        verdict.find(finding);
    }
    verdict
}
