//! STR-MARKUP

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use regex::Regex;
use std::sync::LazyLock;

/// Traces of the software that made the form.
pub static RULE: Rule = Rule {
    id: "STR-MARKUP",
    group: Group::Structure,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("残留标记", "Traces of markup"),
    explanation: Explanation {
        checks: text(
            "公开文本中不应残留 HTML 标记（<p>、&nbsp;）等系统痕迹。",
            "Published text must not hold traces of software such as <p> or &nbsp;.",
        ),
        matters: text("残留标记使文本难以阅读和再利用。", "They make the text hard to read and to use."),
        example: text("<p style=\"text-indent: 2em;\">市司法局是……", "<p style=\"text-indent: 2em;\">…"),
        advice: text("导出后清除标记再公开。", "Remove them before publishing."),
        source: None,
    },
    messages: &[message("", "{name}：{label}残留标记「{quote}」", "{name}: {label} holds markup 「{quote}」")],
    check: Check::Document(check),
};

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"</?(?:p|br|span|div|td|tr|font|strong)\b[^<>]{0,80}>|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|#\d{2,5});")
        .expect("a constant pattern")
});

/// The first markup in a text. The pattern is built only where a text may hold some.
fn markup(text: &str) -> Option<&str> {
    if text.contains(['<', '&']) { MARKUP.find(text).map(|found| found.as_str()) } else { None }
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有文字内容", "no text");
    for form in context.forms {
        for narrative in &form.narratives {
            verdict.count();
            if let Some(found) = markup(&narrative.text) {
                verdict.find(finding(form, &narrative.label, found, evidence::narrative(form, narrative, found)));
            }
        }
        for indicator in &form.indicators {
            let scoring = indicator.scoring_raw.as_deref().unwrap_or_default();
            let parts = [
                ("level3", indicator.level3.as_str()),
                ("target", indicator.target.raw.as_str()),
                ("scoring", scoring),
            ];
            verdict.count();
            for (part, text) in parts {
                if let Some(found) = markup(text) {
                    verdict.find(finding(form, &indicator.level3, found, evidence::part(form, indicator, part)));
                }
            }
        }
    }
    verdict
}

fn finding(form: &crate::normalise::disclosure::Form, label: &str, quote: &str, evidence: Evidence) -> Finding {
    Finding::new(&RULE, form)
        .group(RULE.id)
        .arg("name", evidence::name(form))
        .arg("label", label)
        .arg("quote", quote)
        .with(evidence)
}
