//! VAL-QUAL-SHARE

use crate::audit::amounts::sane;
use crate::audit::category::{Category, Level1};
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::ValueKind;
use rust_decimal::Decimal;

/// How much of the benefit is stated in words only.
pub static RULE: Rule = Rule {
    id: "VAL-QUAL-SHARE",
    group: Group::Values,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("效益指标多为定性", "Benefit mostly in words"),
    explanation: Explanation {
        checks: text(
            "同一文件的效益指标（不含满意度）有五个以上、半数以上是定性的，予以提示；有分值的同时给出分值占比。",
            "A document with five or more indicators of benefit (satisfaction aside), more than half of them in words, is mentioned, with their share of the points.",
        ),
        matters: text(
            "定性的效益难以证实，评分依赖主观判断。",
            "Benefit in words is hard to prove, and its score a matter of opinion.",
        ),
        example: text(
            "18 个效益指标全部为定性，占 340 分。",
            "All 18 indicators of benefit are in words: 340 points of 340.",
        ),
        advice: text("尽量用可计量的效益指标。", "Use benefits that can be measured."),
        source: None,
    },
    messages: &[message(
        "",
        "{total} 个效益指标中 {count} 个为定性{points}",
        "{count} of {total} indicators of benefit are in words{points}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("效益指标不足五个", "fewer than five indicators of benefit");
    let is_benefit = |indicator: &Indicator| {
        let level = Category::of(indicator).map(Category::level1);
        level.or_else(|| indicator.level1.as_deref().and_then(Level1::named)) == Some(Level1::Benefit)
    };
    let rows: Vec<(&Form, &Indicator)> = context.indicators().filter(|(_, indicator)| is_benefit(indicator)).collect();
    if rows.len() < 5 {
        return verdict;
    }
    verdict.count_all(rows.len());
    let in_words = |indicator: &Indicator| matches!(indicator.target.kind, ValueKind::Qualitative | ValueKind::Text);
    let words: Vec<&(&Form, &Indicator)> = rows.iter().filter(|(_, indicator)| in_words(indicator)).collect();
    if words.len() * 2 <= rows.len() {
        return verdict;
    }
    let points =
        |rows: &mut dyn Iterator<Item = &Indicator>| -> Decimal { rows.filter_map(|i| i.weight.and_then(sane)).sum() };
    let all = points(&mut rows.iter().map(|(_, indicator)| *indicator));
    let part = points(&mut words.iter().map(|(_, indicator)| *indicator));
    let share = if all.is_zero() { String::new() } else { format!("（{} / {}）", part.normalize(), all.normalize()) };
    let mut finding =
        Finding::new(&RULE, words[0].0).arg("total", rows.len()).arg("count", words.len()).arg("points", share);
    for (form, indicator) in words {
        finding = finding.table(form).with(evidence::target(form, indicator));
    }
    verdict.find(finding);
    verdict
}
