//! Q-UNIT

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::{ValueKind, flag, unit};

/// A bare number.
pub static RULE: Rule = Rule {
    id: "Q-UNIT",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("数值没有单位", "Number without unit"),
    explanation: Explanation {
        checks: text(
            "指标值只有数、没有单位，单位栏和名称（如“培训人数（人）”）也看不出单位的予以提示。",
            "A target that is a bare number, with no unit in its column or its name.",
        ),
        matters: text("“50”可以是次、人、万元或百分比。", "50 may be times, people, money or percent."),
        example: text("指标值：50。", "Target: 50."),
        advice: text("补写单位。", "Add the unit."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {target} 没有单位",
        "{name}: the target {target} of 「{indicator}」 has no unit",
    )],
    check: Check::Document(check),
};

/// Endings of names that say what is counted.
const TELLING: &[&str] = &["次", "率", "度", "比例", "比重", "占比", "金额", "）", ")"];

/// Whether a name says what is counted: by its ending, by a unit in brackets, or by a unit with 数 after it (人数, 公里数).
fn tells_unit(name: &str) -> bool {
    let name = name.trim();
    let in_brackets = name.split(['（', '(']).skip(1).filter_map(|rest| rest.split(['）', ')', '：', ':']).next());
    let is_unit = |text: &str| unit::known_prefix(text.trim()).is_some_and(|(_, rest)| rest.is_empty());
    // A unit has four characters at most: 公里数, 平方米数.
    let counted = || {
        name.match_indices('数')
            .any(|(at, _)| name[..at].char_indices().rev().take(4).any(|(begin, _)| is_unit(&name[begin..at])))
    };
    TELLING.iter().any(|ending| name.ends_with(ending)) || in_brackets.into_iter().any(is_unit) || counted()
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有以数表示的指标值", "no targets in numbers");
    for form in context.targets() {
        for indicator in &form.indicators {
            if indicator.target.value.is_none() || indicator.target.kind == ValueKind::Date {
                continue;
            }
            verdict.count();
            let in_column =
                indicator.extra.iter().any(|(header, cell)| header.contains("单位") && !cell.trim().is_empty());
            let bare = indicator.target.unit.is_none() && indicator.target.has(flag::NO_UNIT) && !in_column;
            if !bare || tells_unit(&indicator.level3) {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/{}", RULE.id, form.id))
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &indicator.target.raw)
                .with(evidence::target(form, indicator));
            verdict.find(finding);
        }
    }
    verdict
}
