//! Q-EXPLAIN

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;

/// Indicators without the explanation their form asks for.
pub static RULE: Rule = Rule {
    id: "Q-EXPLAIN",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("指标解释缺失", "Indicators without explanation"),
    explanation: Explanation {
        checks: text(
            "印有“指标解释”“指标说明”栏的表，各行应填写；没有该栏的不检查。",
            "Where a form has a column 指标解释 or 指标说明, each row must fill it.",
        ),
        matters: text("没有解释，不同的人会算出不同的结果。", "Without it two people compute two results."),
        example: text("指标解释栏三行空白。", "Three rows without explanation."),
        advice: text("写明计算公式和数据来源。", "State formula and source of data."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 个指标没有填写指标解释（{examples}）",
        "{name}: {count} indicators have no explanation ({examples})",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有印有指标解释栏的表", "no form has a column for explanations");
    for form in context.forms {
        let is_column =
            |header: &str| header.contains("指标解释") || header.contains("指标说明") || header.contains("指标内涵");
        let cell = |indicator: &Indicator| {
            indicator.extra.iter().find(|(header, _)| is_column(header)).map(|(_, cell)| cell.trim().to_owned())
        };
        if !form.indicators.iter().any(|indicator| cell(indicator).is_some()) {
            continue;
        }
        verdict.count_all(form.indicators.len());
        let open: Vec<&Indicator> =
            form.indicators.iter().filter(|indicator| cell(indicator).is_none_or(|cell| cell.is_empty())).collect();
        if open.is_empty() {
            continue;
        }
        let examples: Vec<&str> = open.iter().take(3).map(|indicator| indicator.level3.as_str()).collect();
        let finding = Finding::new(&RULE, form)
            .group(RULE.id)
            .arg("name", evidence::name(form))
            .arg("count", open.len())
            .arg("examples", examples.join("、"))
            .with_all(open.iter().map(|indicator| evidence::part(form, indicator, "level3")));
        verdict.find(finding);
    }
    verdict
}
