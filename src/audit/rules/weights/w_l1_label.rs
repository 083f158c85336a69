//! W-L1-LABEL

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rows::annual;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use rust_decimal::Decimal;

/// Points printed in the label of a level against the rows under it.
pub static RULE: Rule = Rule {
    id: "W-L1-LABEL",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("一级、二级指标标注分值与各行合计", "Points in a label against its rows"),
    explanation: Explanation {
        checks: text(
            "一级或二级指标名称中标注分值的（如“产出指标（50分）”），应等于其下各行分值之和。",
            "Where a level's label carries points (产出指标（50分）), the rows under it must add up to them.",
        ),
        matters: text("标注与各行不符，必有一处填错。", "Where they differ, one of the two is wrong."),
        example: text("产出指标（50分），其下各行合计 45 分。", "产出指标（50分）, but its rows come to 45."),
        advice: text("核对该级各行分值。", "Check the points of the rows under the label."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{label}」下 {count} 行分值合计 {sum}，与标注的 {stated} 不一致",
        "{name}: the {count} rows under 「{label}」 come to {sum} points, not the {stated} of the label",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有在一级、二级指标名称中标注分值的表", "no label of a level carries points");
    for form in context.forms {
        printed(form, &mut verdict);
        compare(form, "level1", |indicator| indicator.level1.as_deref(), &mut verdict);
        compare(form, "level2", |indicator| indicator.level2.as_deref(), &mut verdict);
    }
    verdict
}

/// Points that normalisation took off a level-1 label.
fn printed(form: &Form, verdict: &mut Verdict) {
    for label in &form.level_points {
        let of_label = |row: &&Indicator| row.level1.as_deref().is_some_and(|level1| level1 == label.level1);
        let rows: Vec<&Indicator> = annual(form).filter(of_label).collect();
        let weights: Option<Vec<Decimal>> = rows.iter().map(|row| row.weight.and_then(sane)).collect();
        let Some(weights) = weights.filter(|weights| !weights.is_empty()) else { continue };
        verdict.count();
        let sum: Decimal = weights.iter().sum();
        if sum == label.points {
            continue;
        }
        let quote = format!("{}（{}分）", label.level1, label.points);
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/weights", form.id))
            .arg("name", evidence::name(form))
            .arg("label", &quote)
            .arg("count", rows.len())
            .arg("sum", sum.normalize())
            .arg("stated", label.points)
            .numbers(label.points, sum)
            .with(evidence::at(form, "level_points", quote, &label.place))
            .with_all(rows.iter().map(|row| evidence::part(form, row, "weight")));
        verdict.find(finding);
    }
}

fn compare(form: &Form, level: &'static str, label: impl Fn(&Indicator) -> Option<&str>, verdict: &mut Verdict) {
    // Rows under one printed label follow each other; the same label further down is another cell.
    for rows in form.indicators.chunk_by(|a, b| label(a) == label(b) && a.level1 == b.level1) {
        let Some(text) = label(&rows[0]) else { continue };
        let Some(stated) = points(text) else { continue };
        let weights: Option<Vec<Decimal>> = rows.iter().map(|row| row.weight.and_then(sane)).collect();
        let Some(weights) = weights else { continue };
        verdict.count();
        let sum: Decimal = weights.iter().sum();
        if sum == stated {
            continue;
        }
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/weights", form.id))
            .arg("name", evidence::name(form))
            .arg("label", text)
            .arg("count", rows.len())
            .arg("sum", sum.normalize())
            .arg("stated", stated)
            .numbers(stated, sum)
            .with(evidence::part(form, &rows[0], level))
            .with_all(rows.iter().map(|row| evidence::part(form, row, "weight")));
        verdict.find(finding);
    }
}

/// The points that a label has in brackets: 产出指标（50分）.
fn points(label: &str) -> Option<Decimal> {
    label.match_indices(['（', '(']).find_map(|(at, bracket)| {
        let inner = label[at + bracket.len()..]
            .split(['）', ')'])
            .next()
            .filter(|inner| label.len() > at + bracket.len() + inner.len())?;
        let inner = inner.trim();
        let number = inner.strip_suffix('分').unwrap_or(inner).trim_end();
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (whole.len() <= 3 && digits(whole) && digits(part)).then(|| number.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_in_brackets() {
        for (label, stated) in [
            ("产出指标（50分）", Some("50")),
            ("效益指标 ( 30.5 )", Some("30.5")),
            ("满意度（服务对象）（10 分）", Some("10")),
            ("产出指标（50分", None),
            ("产出指标（1000分）", None),
            ("产出指标（50.分）", None),
            ("产出指标", None),
        ] {
            assert_eq!(points(label), stated.and_then(|points| points.parse().ok()), "{label}");
        }
    }
}
