//! Q-GOAL

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, goals, names};
use crate::normalise::disclosure::Narrative;

/// Goals that say nothing.
pub static RULE: Rule = Rule {
    id: "Q-GOAL",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("绩效目标空洞", "Goals that say nothing"),
    explanation: Explanation {
        checks: text(
            "项目绩效目标空白、只是项目名称，或没有任何数字而指标中有数字的，予以提示。“同上”按所指的目标判断。",
            "Project goals that are blank, a copy of the project's name, or without any number although the indicators have some. 同上 is judged by what it refers to.",
        ),
        matters: text("目标应当概括要做多少、做到什么程度。", "A goal should say how much and how well."),
        example: text("目标“完成2022年度立法工作任务”，没有数量。", "完成2022年度立法工作任务, without a number."),
        advice: text("把主要数量指标写进目标。", "Put the main numbers into the goal."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：绩效目标没有任何数值，而有 {count} 个指标有数值",
            "{name}: the goal has no number, though {count} indicators have",
        ),
        message("blank", "{name}：绩效目标空白", "{name}: the goal is blank"),
        message("name", "{name}：绩效目标只是项目名称", "{name}: the goal is no more than the project's name"),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有印有绩效目标栏的项目目标表", "no project form prints a goal");
    for form in context.portfolios.iter().flat_map(|portfolio| &portfolio.projects) {
        let is_goal = |narrative: &&Narrative| {
            ["annual_goal", "overall_goal", "implementation_goal"].contains(&narrative.role.as_str())
        };
        let Some(printed) = form.narratives.iter().find(is_goal) else { continue };
        verdict.count();
        let goals = goals::annual(form);
        let text: String = goals.iter().map(|goal| goal.text.as_str()).collect();
        let project = form.project.as_ref().and_then(|field| field.text.as_deref()).unwrap_or_default();
        let numbers = form.indicators.iter().filter(|indicator| indicator.target.value.is_some()).count();
        let measured = measures(&text);
        let variant = if text.trim().is_empty() {
            "blank"
        } else if !project.is_empty() && names::key(&text) == names::key(project) {
            "name"
        } else if !measured && numbers > 0 {
            ""
        } else {
            continue;
        };
        let shown = goals.first().copied().unwrap_or(printed);
        let finding = Finding::new(&RULE, form)
            .variant(variant)
            .group(format!("{}/{variant}", RULE.id))
            .arg("name", evidence::name(form))
            .arg("count", numbers)
            .with(evidence::narrative(form, shown, &shown.text));
        verdict.find(finding);
    }
    verdict
}

/// Whether the text has a number other than years and the numbers of its own paragraphs (目标1：, 2.), which measure
/// nothing.
fn measures(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_numeric() {
            at += 1;
            continue;
        }
        let end = at + chars[at..].iter().take_while(|c| c.is_numeric()).count();
        let is_year = end - at == 4 && chars[at..end].starts_with(&['2', '0']) && chars.get(end) == Some(&'年');
        let after = chars.get(end);
        let is_decimal = after == Some(&'.') && chars.get(end + 1).is_some_and(|c| c.is_numeric());
        let is_number_of = end - at == 1
            && (chars[..at].ends_with(&['目', '标']) || (matches!(after, Some('.' | '、' | '．')) && !is_decimal));
        if !is_year && !is_number_of {
            return true;
        }
        at = end;
    }
    false
}
