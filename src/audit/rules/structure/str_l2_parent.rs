//! STR-L2-PARENT

use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use std::collections::BTreeSet;

/// A category under a level it does not belong to.
pub static RULE: Rule = Rule {
    id: "STR-L2-PARENT",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("二级指标归属", "Category under the wrong level"),
    explanation: Explanation {
        checks: text(
            "数量、质量、时效属于产出；经济、社会、生态、可持续影响属于效益；满意度自成一级。满意度列在效益之下是旧表的做法，只作提示；成本列在产出之下或自成一级均可。",
            "Quantity, quality and timeliness belong to output; economic, social, ecological and lasting effects to benefit; satisfaction is a level of its own. Satisfaction under benefit is how older forms have it, and only mentioned; cost may stand under output or alone.",
        ),
        matters: text("归属错误会使一级指标的分值结构失真。", "A wrong parent distorts the split of points by level."),
        example: text("社会公众或服务对象满意度指标列在效益指标之下。", "社会公众或服务对象满意度指标 under 效益指标."),
        advice: text("按财政部现行模板调整层级。", "Follow the ministry's present template."),
        source: Some(text("财预〔2015〕88号", "MoF 财预〔2015〕88号")),
    },
    messages: &[message(
        "",
        "{name}：「{category}」列在「{level}」之下",
        "{name}: 「{category}」 stands under 「{level}」",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有同时印有一级、二级指标的表", "no form prints both levels");
    for form in context.forms {
        let mut seen = BTreeSet::new();
        for indicator in &form.indicators {
            let (Some(label1), Some(label2)) = (indicator.level1.as_deref(), indicator.level2.as_deref()) else {
                continue;
            };
            let (Some(level), Some(category)) = (Level1::named(label1), Category::named(label2)) else { continue };
            verdict.count();
            let home = category.level1();
            let old_form = match category {
                Category::Satisfaction => level == Level1::Benefit,
                Category::Cost => level == Level1::Output,
                _ => false,
            };
            if level == home || (old_form && category == Category::Cost) || !seen.insert((label1, label2)) {
                continue;
            }
            let severity = if old_form { Severity::Info } else { RULE.severity };
            let finding = Finding::new(&RULE, form)
                .severity(severity)
                .group(format!("{}/{label1}/{label2}", RULE.id))
                .arg("name", evidence::name(form))
                .arg("category", label2)
                .arg("level", label1)
                .pair(home.label(), label1)
                .with(evidence::part(form, indicator, "level2"));
            verdict.find(finding);
        }
    }
    verdict
}
