//! Q-NAME-KIND

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// A name whose ending belongs to another category.
pub static RULE: Rule = Rule {
    id: "Q-NAME-KIND",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("指标名称与类别", "Ending of a name against its category"),
    explanation: Explanation {
        checks: text(
            "按名称结尾判断：质量、成本指标中以“及时率、及时性、完成时间”结尾的，数量、时效指标中以“合格率、达标率、准确率、满意度”结尾的，产出中以“满意度”结尾的，予以提示。指标值与类别不符的见 STR-L2-KIND。",
            "By the ending of names: 及时率, 及时性, 完成时间 under quality or cost, 合格率, 达标率, 准确率 under quantity or time, 满意度 outside satisfaction. Targets that do not fit their category are STR-L2-KIND's.",
        ),
        matters: text("类别填错会使一级、二级指标的分值失真。", "Wrong categories distort the points of the levels."),
        example: text("质量指标“资金拨付及时率”。", "质量指标: 资金拨付及时率."),
        advice: text("改列到相应类别。", "File it where it belongs."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{category}「{indicator}」的名称应属{expected}",
        "{name}: by its name 「{indicator}」 under {category} belongs to {expected}",
    )],
    check: Check::Document(check),
};

const ENDINGS: &[(&str, Category)] = &[
    ("及时率", Category::Timeliness),
    ("及时性", Category::Timeliness),
    ("完成时间", Category::Timeliness),
    ("完成时限", Category::Timeliness),
    ("合格率", Category::Quality),
    ("达标率", Category::Quality),
    ("准确率", Category::Quality),
    ("故障率", Category::Quality),
    ("满意度", Category::Satisfaction),
    ("满意率", Category::Satisfaction),
    ("成本节约率", Category::Cost),
];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有名称能判断类别的指标", "no names that tell their category");
    for (form, indicator) in context.indicators() {
        let Some(category) = Category::of(indicator) else { continue };
        let Some((_, expected)) = ENDINGS.iter().find(|(ending, _)| indicator.level3.trim().ends_with(ending)) else {
            continue;
        };
        verdict.count();
        // Effects may be measured by any rate; a rate as quantity is reported by STR-L2-KIND.
        let is_output =
            matches!(category, Category::Quantity | Category::Quality | Category::Timeliness | Category::Cost);
        let told = category == Category::Quantity && *expected != Category::Satisfaction;
        if category == *expected || !is_output || told {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("category", indicator.level2.as_deref().unwrap_or(category.label()))
            .arg("indicator", &indicator.level3)
            .arg("expected", expected.label())
            .pair(expected.label(), category.label())
            .with(evidence::part(form, indicator, "level2"))
            .with(evidence::part(form, indicator, "level3"));
        verdict.find(finding);
    }
    verdict
}
