//! Q-DUPLICATE

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, metric, rows};
use crate::normalise::disclosure::Indicator;
use std::rc::Rc;

/// Two indicators that measure the same.
pub static RULE: Rule = Rule {
    id: "Q-DUPLICATE",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("指标含义重复", "Two indicators that measure the same"),
    explanation: Explanation {
        checks: text(
            "同一张表同一类别中两个三级指标名称只差开头几字、单位和指标值相同的予以提示。完全相同的见 STR-DUP。",
            "Two indicators of one category and form whose names differ only in the words at the beginning, with the same target. Equal names are STR-DUP's.",
        ),
        matters: text("同一件事考核两次，分值被虚占。", "One thing is judged twice and takes up points."),
        example: text("“案卷质量合格率”与“法律援助案卷质量合格率”。", "案卷质量合格率 and 法律援助案卷质量合格率."),
        advice: text("合并，或改写名称以示区别。", "Merge them, or name them apart."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：「{first}」与「{second}」含义重复（均为 {target}）",
        "{name}: 「{first}」 and 「{second}」 measure the same (both {target})",
    )],
    check: Check::Document(check),
};

/// Rows a form is compared on; longer forms are lists, not forms.
const MOST: usize = 200;

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有两个以上指标的表", "no form with two indicators");
    for form in context.forms {
        let rows: Vec<(&Indicator, Rc<str>)> =
            rows::annual(form).take(MOST).map(|indicator| (indicator, context.key(indicator))).collect();
        if rows.len() < 2 {
            continue;
        }
        verdict.count_all(rows.len());
        for (at, (a, a_key)) in rows.iter().enumerate() {
            for (b, b_key) in &rows[at + 1..] {
                let same = a_key != b_key
                    && a.target.raw == b.target.raw
                    && Category::of(a) == Category::of(b)
                    && Category::of(a) != Some(Category::Satisfaction)
                    && metric::same_metric(a_key, b_key);
                if !same {
                    continue;
                }
                let finding = Finding::new(&RULE, form)
                    .arg("name", evidence::name(form))
                    .arg("first", &a.level3)
                    .arg("second", &b.level3)
                    .arg("target", &a.target.raw)
                    .with(evidence::target(form, a))
                    .with(evidence::target(form, b));
                verdict.find(finding);
            }
        }
    }
    verdict
}
