//! RUN-YEAR-PRIOR

use crate::audit::across::{Pair, Relation, common};
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::normalise::values::Better;

/// This year's targets against last year's results.
pub static RULE: Rule = Rule {
    id: "RUN-YEAR-PRIOR",
    group: Group::Across,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("目标低于上年自评的实际完成值", "Target below last year's evaluated result"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，目标表的指标值不应低于同一项目（部门）上年自评表的实际完成值（逆向指标不应高于）。",
            "In the documents of a run, a target should not fall short of the result that last year's self-evaluation of the same project (or department) reports.",
        ),
        matters: text(
            "目标低于已达到的水平，没有激励作用。",
            "A target below what is already reached asks for nothing.",
        ),
        example: text("上年实际 98%，本年目标 95%。", "98% reached last year, 95% the target of this year."),
        advice: text("参照历史标准调整目标或说明理由。", "Take results into account, or give reasons."),
        source: Some(text("财预〔2015〕88号（历史标准）", "MoF 财预〔2015〕88号 (historical standards)")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {found}，上年自评（{document}）实际完成 {expected}",
        "{name}: the target of 「{indicator}」 is {found}; last year's self-evaluation ({document}) reports {expected}",
    )],
    check: Check::Pairs(Relation::Reached, check),
};

fn check(&Pair { base, other, .. }: &Pair, _: &Settings, verdict: &mut Verdict) {
    for (last, this) in common(base.form, other.form) {
        let (Some(result), Some(target)) = (&last.actual, &this.number) else { continue };
        let (raw, actual) = &**result;
        if !actual.compares(target) {
            continue;
        }
        verdict.count();
        let worse = match this.better {
            Better::Higher => target.value < actual.value,
            Better::Lower => target.value > actual.value,
            Better::Neither => false,
        };
        if !worse {
            continue;
        }
        let finding = Finding::across(&RULE, other)
            .arg("name", other.form.name())
            .arg("indicator", &this.name)
            .arg("document", base.source)
            .arg("expected", raw)
            .arg("found", &this.target)
            .pair(raw, &this.target)
            .with(evidence::target_of(other, this))
            .with(evidence::row_of(base, last, "actual", raw));
        verdict.find(finding);
    }
}
