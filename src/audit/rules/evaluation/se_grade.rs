//! SE-GRADE

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// The grade against the total score.
pub static RULE: Rule = Rule {
    id: "SE-GRADE",
    group: Group::Evaluation,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("评价等级与总分", "Grade against the total"),
    explanation: Explanation {
        checks: text(
            "印有评价等级的，应与总分相符：90 分以上为优，80–90 为良，60–80 为中，60 以下为差。",
            "A printed grade must fit the total: 优 from 90, 良 from 80, 中 from 60, 差 below.",
        ),
        matters: text("等级关系到下年预算安排。", "Next year's budget depends on the grade."),
        example: text("总分 88，等级“优”。", "88 points, graded 优."),
        advice: text("改正等级或总分。", "Correct one of the two."),
        source: Some(text(
            "财政部关于评价等级的规定（90、80、60 分档）",
            "the ministry's bands of grades (90, 80, 60)",
        )),
    },
    messages: &[message(
        "",
        "{name}：总分 {total}，等级为「{grade}」，应为「{expected}」",
        "{name}: the total is {total} and the grade 「{grade}」; 「{expected}」 would fit",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有同时印出总分和评价等级的表", "no form prints a total and a grade");
    for form in context.forms {
        let Some((printed, total)) = form.total_score.as_ref().and_then(|total| Some((total, sane(total.number?)?)))
        else {
            continue;
        };
        let is_grade = |label: &str| label.contains("等级") || label.contains("评价结论") || label.contains("自评结论");
        let Some(field) = form.extra.iter().find(|field| is_grade(&field.label)) else { continue };
        let text = field.text.as_deref().unwrap_or_default();
        // Only a grade by itself: prose may use the same characters for anything.
        let bare =
            text.trim_matches(|c: char| "（）()“”\"。： ".contains(c)).trim_end_matches("秀").trim_end_matches("好");
        let Some(grade) = ["优", "良", "中", "差"].into_iter().find(|grade| bare == *grade) else { continue };
        verdict.count();
        let expected = match total {
            total if total >= Decimal::from(90) => "优",
            total if total >= Decimal::from(80) => "良",
            total if total >= Decimal::from(60) => "中",
            _ => "差",
        };
        if grade == expected {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("total", total)
            .arg("grade", text)
            .arg("expected", expected)
            .pair(expected, text)
            .with(evidence::number(form, "total_score", printed))
            .with(evidence::header(form, "extra", field));
        verdict.find(finding);
    }
    verdict
}
