//! RUN-TWICE-TARGET

use crate::audit::across::{Pair, Relation, common};
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;

/// One form in two documents with different targets.
pub static RULE: Rule = Rule {
    id: "RUN-TWICE-TARGET",
    group: Group::Across,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("同一张表在两份文件中指标值不同", "One form with two targets"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同类、同年度、同单位、同一项目（部门）的表在两份文件中，同名指标的指标值应当一致。标题、单位名称完全相同且未注明调整的为错误，否则为警告。",
            "In the documents of a run, forms of one kind, year, bureau and project (or department) in two documents set the same targets. An error where titles and names are the same and neither says that it is a revision; else a warning.",
        ),
        matters: text("自评时不知以哪一份为准。", "Nobody knows which of the two is evaluated."),
        example: text("一份“培训 500人”，另一份“培训 300人”。", "500人 in one document, 300人 in the other."),
        advice: text("核对批复，撤换或更正其中一份。", "Check the approval, and withdraw or correct one of the two."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {found}，另一份文件（{document}）中的同一张表为 {expected}",
        "{name}: the target of 「{indicator}」 is {found}; the same form in another document ({document}) has {expected}",
    )],
    check: Check::Pairs(Relation::Twice, check),
};

fn check(&Pair { base, other, is_certain }: &Pair, _: &Settings, verdict: &mut Verdict) {
    for (first, second) in common(base.form, other.form) {
        let (Some(a), Some(b)) = (&first.number, &second.number) else { continue };
        if !a.compares(b) {
            continue;
        }
        verdict.count();
        if a.value == b.value {
            continue;
        }
        let finding = Finding::across(&RULE, other)
            .severity(if is_certain { Severity::Error } else { Severity::Warning })
            .arg("name", other.form.name())
            .arg("indicator", &second.name)
            .arg("document", base.source)
            .arg("expected", &first.target)
            .arg("found", &second.target)
            .pair(&first.target, &second.target)
            .with(evidence::target_of(other, second))
            .with(evidence::target_of(base, first));
        verdict.find(finding);
    }
}
