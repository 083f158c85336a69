//! W-PEER

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::{Member, families, usual_sum};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// A form's points against those of its siblings.
pub static RULE: Rule = Rule {
    id: "W-PEER",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("分值合计与同类表不同", "Points differ from sibling forms"),
    explanation: Explanation {
        checks: text(
            "同一文件中同类表的分值合计应一致；与多数不同的予以报告。",
            "Forms of one kind in one document must give the same number of points; those that differ from most are reported.",
        ),
        matters: text(
            "同一部门用不同的满分，项目之间无法比较。",
            "With different full marks a bureau's projects cannot be compared.",
        ),
        example: text("某项目合计 85 分，其他项目均为 90 分。", "One project comes to 85 points, all others to 90."),
        advice: text("核对该表是否漏填一行分值或填错。", "See whether a row's points are missing or wrong."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：分值合计 {sum}，其他 {count} 张同类表为 {usual}",
        "{name}: the points come to {sum}; on {count} sibling forms they come to {usual}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("给指标赋分的同类表不足两张", "fewer than two forms of one kind give points");
    for family in families(context.forms, &context.bureaus).values().filter(|family| family.len() >= 2) {
        let Some((usual, count)) = usual_sum(family) else { continue };
        // A form with a missing weight differs for that reason; W-MISSING says so.
        let judged: Vec<&Member> = family.iter().filter(|member| member.is_complete || member.sum == usual).collect();
        verdict.count_all(judged.len());
        if judged.iter().all(|member| member.sum == usual) {
            let forms = judged.len();
            verdict.state(
                format!("{forms} 张同类表的分值合计均为 {usual}"),
                format!("the points of {forms} sibling forms all come to {usual}"),
            );
        }
        for Member { form, sum, .. } in judged.into_iter().filter(|member| member.sum != usual) {
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/weights", form.id))
                .arg("name", evidence::name(form))
                .arg("sum", sum)
                .arg("count", count)
                .arg("usual", usual)
                .numbers(usual, *sum)
                .with_all(
                    form.indicators.iter().filter(|i| i.weight.is_some()).map(|i| evidence::part(form, i, "weight")),
                );
            verdict.find(finding);
        }
    }
    verdict
}
