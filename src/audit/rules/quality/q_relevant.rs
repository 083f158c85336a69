//! Q-RELEVANT

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, goals, names};
use crate::normalise::disclosure::{Form, Indicator};

/// Indicators that nothing else on the form speaks of.
pub static RULE: Rule = Rule {
    id: "Q-RELEVANT",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("指标与目标的关联", "Indicators and goals"),
    explanation: Explanation {
        checks: text(
            "一张表的数量、质量指标（两个以上，名称不足四字的不算）全都与项目名称、绩效目标、部门职能没有任何相同词语的，予以提示。",
            "A form none of whose indicators of quantity and quality (two or more) shares a word with the project's name, its goals or the department's duties.",
        ),
        matters: text(
            "与目标无关的指标考核不到目标。",
            "Indicators that have nothing to do with the goal do not judge it.",
        ),
        example: text("项目“法律援助”的数量指标“采购办公家具数”。", "采购办公家具数 on a project for legal aid."),
        advice: text("更换指标，或在目标中写明相应内容。", "Change the indicator, or say in the goal what it is for."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 个指标与项目名称、目标和职能没有共同词语（{indicators}）",
        "{name}: {count} indicators share no word with name, goals and duties ({indicators})",
    )],
    check: Check::Document(check),
};

fn check<'a>(context: &Context<'a>) -> Verdict {
    let mut verdict = Verdict::unless("没有写明目标的项目表", "no project form states a goal");
    for portfolio in &context.portfolios {
        let duties = portfolio.department.map(|form| names::key(&prose(form))).unwrap_or_default();
        for form in &portfolio.projects {
            if goals::annual(form).is_empty() {
                continue;
            }
            let name = form.project.as_ref().and_then(|field| field.text.as_deref()).unwrap_or_default();
            let known = names::key(&format!("{name}{}", prose(form)));
            let judged = |indicator: &&'a Indicator| {
                matches!(Category::of(indicator), Some(Category::Quantity | Category::Quality))
                    && names::length(&context.key(indicator)) >= 4
            };
            let rows: Vec<&Indicator> = form.indicators.iter().filter(judged).collect();
            if rows.len() < 2 {
                continue;
            }
            verdict.count();
            // One indicator may use other words for the same; all of them hardly can.
            let shares = |indicator: &&'a Indicator| {
                let name = context.key(indicator);
                [&known, &duties].iter().any(|text| names::shared_pairs(&name, text).next().is_some())
            };
            if rows.iter().any(shares) {
                continue;
            }
            let list: Vec<&str> = rows.iter().map(|indicator| indicator.level3.as_str()).collect();
            let finding = Finding::new(&RULE, form)
                .arg("name", evidence::name(form))
                .arg("count", rows.len())
                .arg("indicators", list.join("、"))
                .with_all(rows.iter().map(|indicator| evidence::part(form, indicator, "level3")));
            verdict.find(finding);
        }
    }
    verdict
}

fn prose(form: &Form) -> String {
    form.narratives.iter().map(|narrative| narrative.text.as_str()).collect()
}
