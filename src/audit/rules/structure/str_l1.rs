//! STR-L1

use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Output, benefit and satisfaction must each have an indicator.
pub static RULE: Rule = Rule {
    id: "STR-L1",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("一级指标齐全", "Level 1 complete"),
    explanation: Explanation {
        checks: text(
            "每张表的产出、效益、满意度应各有至少一个指标。满意度列在效益之下的旧表也算；不面向公众的项目可以没有满意度，只作提示。印有该类而未填指标或填“不适用”的，由 STR-L2-EMPTY 列出。",
            "Each form must have at least one indicator of output, of benefit and of satisfaction (also where satisfaction stands under benefit). Projects that serve no public may do without satisfaction, which is only mentioned. A level that is printed without indicators, or with 不适用, is listed by STR-L2-EMPTY.",
        ),
        matters: text(
            "只有产出没有效益的目标，无法说明钱花得值不值。",
            "Goals with output only do not tell whether the money is worth it.",
        ),
        example: text("表中没有任何效益指标。", "A form without any indicator of benefit."),
        advice: text("补充缺少的一级指标。", "Add indicators of the missing level."),
        source: Some(text(
            "财预〔2015〕88号《中央部门预算绩效目标管理办法》",
            "MoF 财预〔2015〕88号, measures for performance goals",
        )),
    },
    messages: &[message("", "{name}：没有{level}", "{name}: no {level}")],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有一级指标可辨认的表", "no form whose levels are known");
    for form in context.forms {
        let levels: Vec<Level1> = form
            .indicators
            .iter()
            .filter_map(|i| {
                let category = Category::of(i).map(Category::level1);
                category.or_else(|| i.level1.as_deref().and_then(Level1::named))
            })
            .collect();
        // Flat lists and evaluation tables (投入/过程) have other levels; unknown rows may be anything, and so may those of a
        // form whose columns were not told apart.
        let muddled = form.indicators.iter().any(Category::is_all_of);
        if levels.is_empty() || levels.len() < form.indicators.len() || muddled {
            continue;
        }
        verdict.count();
        for level in [Level1::Output, Level1::Benefit, Level1::Satisfaction] {
            // Quantity and cost both stand for output where cost is a level of its own.
            if levels.contains(&level) {
                continue;
            }
            // A printed level without indicators is answered 不适用, or blank: STR-L2-EMPTY lists it.
            let is_printed = form.empty_categories.iter().any(|empty| {
                let category = Category::named(&empty.level2).map(Category::level1);
                category.or_else(|| empty.level1.as_deref().and_then(Level1::named)) == Some(level)
            });
            if is_printed {
                continue;
            }
            let severity = if level == Level1::Satisfaction { Severity::Info } else { RULE.severity };
            let finding = Finding::new(&RULE, form)
                .severity(severity)
                .group(format!("{}/{}", RULE.id, level.label()))
                .arg("name", evidence::name(form))
                .arg("level", level.label())
                .with(evidence::whole(form));
            verdict.find(finding);
        }
    }
    verdict
}
