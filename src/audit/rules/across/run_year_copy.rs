//! RUN-YEAR-COPY

use crate::audit::across::{Pair, Relation};
use crate::audit::facts::FormFacts;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};

/// Goals and targets that are last year's.
pub static RULE: Rule = Rule {
    id: "RUN-YEAR-COPY",
    group: Group::Across,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("目标照抄上年", "Goals copied from last year"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同一项目（部门）相邻两年的绩效目标文字完全相同（20 字以上），或指标与指标值全部相同（5 项以上）的，予以提示。",
            "In the documents of a run, goals of one project (or department) that are word for word last year's (20 characters or more), or whose indicators and targets are all the same (5 or more).",
        ),
        matters: text("照抄的目标不反映当年的任务。", "A copied goal says nothing about this year's work."),
        example: text(
            "2022 年与 2023 年的年度目标一字不差。",
            "The goals of 2022 and 2023 are the same word for word.",
        ),
        advice: text("按当年任务填写。", "Write down this year's tasks."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：绩效目标与上年（{document}）完全相同",
            "{name}: the goal is word for word last year's ({document})",
        ),
        message(
            "rows",
            "{name}：{count} 项指标及其指标值与上年（{document}）全部相同",
            "{name}: all {count} indicators and their targets are last year's ({document})",
        ),
    ],
    check: Check::Pairs(Relation::Yearly, check),
};

/// Characters below which a goal may well be the same.
const SHORT: usize = 20;
/// Indicators below which a form may well be the same.
const FEW: usize = 5;

fn check(pair: &Pair, _: &Settings, verdict: &mut Verdict) {
    verdict.count();
    let (base, other) = (pair.base, pair.other);
    let goals = other.form.goals.iter().filter(|goal| goal.length >= SHORT);
    for (goal, last) in
        goals.filter_map(|goal| Some((goal, base.form.goals.iter().find(|last| last.hash == goal.hash)?)))
    {
        let field = |role: &str| format!("narrative.{role}");
        let finding = Finding::across(&RULE, other)
            .arg("name", other.form.name())
            .arg("document", base.source)
            .with(evidence::passage(other, field(&goal.role), &*goal.begins, goal.place))
            .with(evidence::passage(base, field(&last.role), &*last.begins, last.place));
        verdict.find(finding);
    }
    if other.form.rows.len() >= FEW && all_same(pair) {
        let finding = Finding::across(&RULE, other)
            .variant("rows")
            .arg("name", other.form.name())
            .arg("document", base.source)
            .arg("count", other.form.rows.len())
            .with(evidence::passage(other, "table", other.form.name(), other.form.place))
            .with(evidence::passage(base, "table", base.form.name(), base.form.place));
        verdict.find(finding);
    }
}

fn all_same(pair: &Pair) -> bool {
    let rows = |form: &FormFacts| -> Vec<(String, String)> {
        form.rows.iter().map(|row| (names::key(&row.name), names::key(&row.target))).collect()
    };
    rows(pair.base.form) == rows(pair.other.form)
}
