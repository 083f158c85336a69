//! RUN-YEAR-BUDGET

use crate::audit::across::{Pair, Relation, change};
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};

/// This year's amount against last year's.
pub static RULE: Rule = Rule {
    id: "RUN-YEAR-BUDGET",
    group: Group::Across,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("预算比上年变动较大", "Budget changed much since last year"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同一项目（部门）相邻两年目标表的年度金额，变动超过上年的 30%（可在 jixiao.toml 的 tolerance.change 设定）的予以提示。",
            "In the documents of a run, annual amounts of one project (or department) in two successive years that differ by more than 30% of the earlier (tolerance.change in jixiao.toml).",
        ),
        matters: text(
            "大幅变动应与任务变化相应，是审核的重点。",
            "Large changes should go with a change of tasks; reviewers look there first.",
        ),
        example: text("上年 100 万元，本年 180 万元。", "100万元 last year, 180万元 this year."),
        advice: text("对照任务和目标的变化。", "Hold it against what changed in tasks and targets."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：年度金额 {found}，上年（{document}）为 {expected}，变动 {change}%",
        "{name}: the annual amount is {found}; last year's ({document}) was {expected}, a change of {change}%",
    )],
    check: Check::Pairs(Relation::Yearly, check),
};

fn check(&Pair { base, other, .. }: &Pair, settings: &Settings, verdict: &mut Verdict) {
    let (Some(last), Some(this)) = (&base.form.annual, &other.form.annual) else { return };
    verdict.count();
    let Some(change) = change(last.yuan, this.yuan) else { return };
    if change.abs() <= settings.tolerance.change {
        return;
    }
    let finding = Finding::across(&RULE, other)
        .arg("name", other.form.name())
        .arg("document", base.source)
        .arg("expected", &last.printed)
        .arg("found", &this.printed)
        .arg("change", change.round_dp(1).normalize())
        .explain(gap::factor(this.yuan, last.yuan))
        .with(evidence::passage(other, &*this.field, &*this.quote, this.place))
        .with(evidence::passage(base, &*last.field, &*last.quote, last.place));
    verdict.find(finding);
}
