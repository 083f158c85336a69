//! Q-TIME-BINDING

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::values::{ValueKind, flag};

/// A time limit that binds nobody.
pub static RULE: Rule = Rule {
    id: "Q-TIME-BINDING",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("时效指标没有期限", "Time limit that binds nobody"),
    explanation: Explanation {
        checks: text(
            "时效指标的指标值没有日期、期限或比率（如只写“及时”）的予以提示。",
            "A 时效指标 whose target names no date, period or rate, such as 及时.",
        ),
        matters: text("没有期限的时效指标约束不了任何人。", "Without a limit it binds nobody."),
        example: text("时效指标“资金拨付”，指标值“及时”。", "资金拨付: 及时."),
        advice: text("写明完成日期或期限。", "State a date or a period."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：时效指标「{indicator}」的指标值「{target}」没有日期、期限或比率",
        "{name}: the target 「{target}」 of the 时效指标 「{indicator}」 names no date, period or rate",
    )],
    check: Check::Document(check),
};

/// Whether words name a time: a number, or a unit of time (每月八日前, 年底, 七个工作日) beside words that only sound like one.
fn names_time(words: &str) -> bool {
    const ONLY_SOUND: &[&str] =
        &["及时", "按时", "准时", "适时", "时效", "长期", "日常", "日趋", "日益", "年度计划", "周到", "周密"];
    let words = ONLY_SOUND.iter().fold(words.to_owned(), |words, sound| words.replace(sound, ""));
    let is_unit = |c| matches!(c, '年' | '月' | '日' | '天' | '周' | '季' | '旬') || char::is_numeric(c);
    words.contains(is_unit) || ["小时", "分钟", "星期", "学期", "汛期"].iter().any(|unit| words.contains(unit))
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有时效指标", "no indicators of time");
    for form in context.targets() {
        for indicator in form.indicators.iter().filter(|i| Category::of(i) == Some(Category::Timeliness)) {
            let target = &indicator.target;
            if target.kind == ValueKind::Blank || target.has(flag::PLACEHOLDER) {
                continue;
            }
            verdict.count();
            let in_words = matches!(target.kind, ValueKind::Qualitative | ValueKind::Text);
            if !in_words || target.has(flag::PERIOD) || names_time(&target.raw) || target.has(flag::ALL_IN_WORDS) {
                continue;
            }
            let finding = Finding::new(&RULE, form)
                .group(RULE.id)
                .arg("name", evidence::name(form))
                .arg("indicator", &indicator.level3)
                .arg("target", &target.raw)
                .with(evidence::target(form, indicator));
            verdict.find(finding);
        }
    }
    verdict
}
