//! Q-BASIS

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Form;

/// A basis that names nothing.
pub static RULE: Rule = Rule {
    id: "Q-BASIS",
    group: Group::Quality,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("立项依据、测算依据", "Basis of a project"),
    explanation: Explanation {
        checks: text(
            "印有立项依据栏的表，依据应写明文件（《……》或文号）；印有测算依据栏的，应有金额或单价×数量。没有这些栏目的不检查。",
            "Where a form has the field: 立项依据 must name a document (《…》 or a number), 测算依据 an amount or price × quantity.",
        ),
        matters: text(
            "没有依据的项目难以判断必要性；没有测算的预算难以判断合理性。",
            "Without a basis neither need nor amount can be judged.",
        ),
        example: text("立项依据：工作需要。", "立项依据：工作需要."),
        advice: text("写明文件名称、文号和测算过程。", "Name the document, and show the calculation."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：{label}没有写明任何文件（「{quote}」）",
            "{name}: {label} names no document (「{quote}」)",
        ),
        message(
            "cost",
            "{name}：{label}没有金额或单价×数量（「{quote}」）",
            "{name}: {label} has no amount or price × quantity (「{quote}」)",
        ),
    ],
    check: Check::Document(check),
};

/// What a project may rest on: 立项依据, 政策依据, 设立依据, 法律依据.
const BASES: &[&str] = &["立项", "政策", "设立", "法律", "法规", "文件"];
/// Kinds of documents that are called by their names, with or without 《》.
const DOCUMENTS: &[&str] =
    &["法》", "条例", "办法", "规定", "通知", "意见", "规划", "纲要", "批复", "会议纪要", "决定", "细则", "预算法"];
/// Numerals of amounts in words.
const IN_WORDS: [char; 13] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万'];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有印有立项依据或测算依据栏的表", "no form has a field for its basis");
    for form in context.targets() {
        let narratives =
            form.narratives.iter().map(|n| (n.label.as_str(), n.text.as_str(), evidence::narrative(form, n, &n.text)));
        let fields = form.extra.iter().map(|field| {
            (field.label.as_str(), field.text.as_deref().unwrap_or_default(), evidence::header(form, "extra", field))
        });
        for (label, text, passage) in narratives.chain(fields) {
            judge(form, label, text, passage, &mut verdict);
        }
    }
    verdict
}

fn judge(form: &Form, label: &str, text: &str, passage: Evidence, verdict: &mut Verdict) {
    let variant = if label.contains("测算") {
        "cost"
    } else if label.contains("依据") && BASES.iter().any(|word| label.contains(word)) {
        ""
    } else {
        return;
    };
    verdict.count();
    let has_number = text.contains(char::is_numeric);
    let has_product = text.contains(['×', '*', '＊', '✕']) || text.contains("单价") && text.contains("数量");
    let has_amount = has_number || has_product || text.contains('元') && text.contains(IN_WORDS);
    let is_named = DOCUMENTS.iter().any(|kind| text.contains(kind));
    let has_document = text.contains(['《', '〔', '［', '【'])
        || is_named
        || has_number && (text.contains('号') || text.contains("文件"));
    if (variant == "cost" && (has_amount || label.contains("立项") && has_document))
        || (variant.is_empty() && has_document)
    {
        return;
    }
    let quote: String = text.chars().take(40).collect();
    let finding = Finding::new(&RULE, form)
        .variant(variant)
        .group(format!("{}/{variant}", RULE.id))
        .arg("name", evidence::name(form))
        .arg("label", label)
        .arg("quote", quote);
    verdict.find(finding.with(passage));
}
