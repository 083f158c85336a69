//! RUN-EVAL-TARGET

use crate::audit::across::{Pair, Relation, common};
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;

/// The self-evaluation's targets against those that were set.
pub static RULE: Rule = Rule {
    id: "RUN-EVAL-TARGET",
    group: Group::Across,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("自评所用指标值与目标表不一致", "Target evaluated is not the one set"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同一项目（部门）同一年度的绩效目标表与自评表，同名指标的指标值应当一致。",
            "In the documents of a run, the targets of a self-evaluation are those that the target form of the same project (or department) and year set, indicator by indicator.",
        ),
        matters: text(
            "自评时降低目标，会使未完成变为完成；年中调整应有批复。",
            "A target lowered at evaluation turns a miss into a hit; changes within the year need approval.",
        ),
        example: text(
            "目标表“培训人数 500人”，自评表的年度指标值为“400人”。",
            "The target form says 500人, the self-evaluation measures against 400人.",
        ),
        advice: text(
            "核对年中是否调整并说明依据。",
            "Check whether it was changed within the year, and say on what basis.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」自评所用指标值 {found}，{year} 年目标表（{document}）为 {expected}",
        "{name}: the self-evaluation measures 「{indicator}」 against {found}; the target form of {year} ({document}) sets {expected}",
    )],
    check: Check::Pairs(Relation::Evaluated, check),
};

fn check(pair: &Pair, _: &Settings, verdict: &mut Verdict) {
    for (set, used) in common(pair.base.form, pair.other.form) {
        let (Some(a), Some(b)) = (&set.number, &used.number) else { continue };
        if !a.compares(b) {
            continue;
        }
        verdict.count();
        if a.value == b.value {
            continue;
        }
        let finding = Finding::across(&RULE, pair.other)
            .arg("name", pair.other.form.name())
            .arg("indicator", &used.name)
            .arg("year", pair.other.form.year.unwrap_or_default())
            .arg("document", pair.base.source)
            .arg("expected", &set.target)
            .arg("found", &used.target)
            .pair(&set.target, &used.target)
            .with(evidence::target_of(pair.other, used))
            .with(evidence::target_of(pair.base, set));
        verdict.find(finding);
    }
}
