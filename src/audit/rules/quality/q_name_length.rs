//! Q-NAME-LENGTH

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};

/// A name that is a sentence.
pub static RULE: Rule = Rule {
    id: "Q-NAME-LENGTH",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("三级指标名称过长", "Name that is a sentence"),
    explanation: Explanation {
        checks: text("三级指标名称 20 字以上的予以提示。", "Level-3 names of 20 characters or more."),
        matters: text(
            "写成句子的指标往往包含几件事，无法单独考核。",
            "A sentence mostly holds several things that cannot be judged as one.",
        ),
        example: text(
            "组织开展重点时期矛盾纠纷排查调解专项活动次数。",
            "组织开展重点时期矛盾纠纷排查调解专项活动次数.",
        ),
        advice: text("提炼为名词，一个指标只说一件事。", "Make it a noun, one thing each."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：三级指标「{indicator}」有 {length} 字",
        "{name}: the name 「{indicator}」 has {length} characters",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有指标", "no indicators");
    for (form, indicator) in context.indicators() {
        verdict.count();
        let name = names::unnumbered(&indicator.level3);
        let length = names::length(name);
        if length < 20 {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("indicator", &indicator.level3)
            .arg("length", length)
            .with(evidence::part(form, indicator, "level3"));
        verdict.find(finding);
    }
    verdict
}
