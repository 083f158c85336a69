//! RUN-TWICE-AMOUNT

use crate::audit::across::{Pair, Relation};
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, gap};

/// One form in two documents with different amounts.
pub static RULE: Rule = Rule {
    id: "RUN-TWICE-AMOUNT",
    group: Group::Across,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("同一张表在两份文件中金额不同", "One form with two amounts"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同类、同年度、同单位、同一项目（部门）的表在两份文件中的年度金额应当一致。标题、单位名称完全相同且未注明调整的为错误，否则为警告。",
            "In the documents of a run, forms of one kind, year, bureau and project (or department) in two documents have the same amount. An error where titles and names are the same and neither says that it is a revision; else a warning.",
        ),
        matters: text("公开的数字只能有一个。", "There can be only one published figure."),
        example: text(
            "部门预算公开为 100 万元，绩效目标公开为 120 万元。",
            "100万元 in the budget's disclosure, 120万元 in the goals' disclosure.",
        ),
        advice: text("核对批复，撤换或更正其中一份。", "Check the approval, and withdraw or correct one of the two."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：年度金额 {found}，另一份文件（{document}）中的同一张表为 {expected}",
        "{name}: the annual amount is {found}; the same form in another document ({document}) has {expected}",
    )],
    check: Check::Pairs(Relation::Twice, check),
};

fn check(&Pair { base, other, is_certain }: &Pair, _: &Settings, verdict: &mut Verdict) {
    let (Some(first), Some(second)) = (&base.form.annual, &other.form.annual) else { return };
    verdict.count();
    if second.is(first) {
        return;
    }
    let finding = Finding::across(&RULE, other)
        .severity(if is_certain { Severity::Error } else { Severity::Warning })
        .arg("name", other.form.name())
        .arg("document", base.source)
        .arg("expected", &first.printed)
        .arg("found", &second.printed)
        .pair(&first.printed, &second.printed)
        .explain(gap::explain(second.yuan, first.yuan, &[], first.rounding))
        .with(evidence::passage(other, &*second.field, &*second.quote, second.place))
        .with(evidence::passage(base, &*first.field, &*first.quote, first.place));
    verdict.find(finding);
}
