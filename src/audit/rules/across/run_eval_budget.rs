//! RUN-EVAL-BUDGET

use crate::audit::across::{Pair, Relation};
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};

/// The self-evaluation's initial budget against the target form's amount.
pub static RULE: Rule = Rule {
    id: "RUN-EVAL-BUDGET",
    group: Group::Across,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("自评年初预算与目标表金额不一致", "Initial budget differs from the target form's"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，自评表的年初预算数应等于同一项目（部门）同一年度目标表的年度金额（或与上级资金之和）。",
            "In the documents of a run, the 年初预算数 of a self-evaluation equals the annual amount (or that with the funds from above) on the target form of the same project (or department) and year.",
        ),
        matters: text(
            "年初预算被改写，执行率和调整幅度都失去意义。",
            "With another initial budget, execution rate and adjustment mean nothing.",
        ),
        example: text(
            "目标表 100 万元，自评表年初预算 80 万元。",
            "100万元 on the target form, 80万元 as initial budget of the self-evaluation.",
        ),
        advice: text("核对批复的预算，更正其中一处。", "Check the approved budget and correct one of the two."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：自评表年初预算 {found}，{year} 年目标表（{document}）为 {expected}",
        "{name}: the self-evaluation's initial budget is {found}; the target form of {year} ({document}) has {expected}",
    )],
    check: Check::Pairs(Relation::Evaluated, check),
};

fn check(&Pair { base, other, .. }: &Pair, _: &Settings, verdict: &mut Verdict) {
    let (Some(set), Some(initial)) = (&base.form.annual, &other.form.annual) else { return };
    verdict.count();
    let with_superior = set.yuan + base.form.superior.unwrap_or_default();
    if [set.yuan, with_superior].iter().any(|yuan| initial.is_yuan(*yuan, set.rounding)) {
        return;
    }
    let finding = Finding::across(&RULE, other)
        .arg("name", other.form.name())
        .arg("year", other.form.year.unwrap_or_default())
        .arg("document", base.source)
        .arg("expected", &set.printed)
        .arg("found", &initial.printed)
        .pair(&set.printed, &initial.printed)
        .explain(gap::factor(initial.yuan, set.yuan))
        .with(evidence::passage(other, &*initial.field, &*initial.quote, initial.place))
        .with(evidence::passage(base, &*set.field, &*set.quote, set.place));
    verdict.find(finding);
}
