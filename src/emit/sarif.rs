//! `findings.sarif`: the findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code-review
//! systems and editors show.
//!
//! Pages and rectangles of a document have no words in SARIF, whose regions are of text: they stand as properties of the
//! physical location, and the field (`t01/budget.total`) is the logical location. Lines of text files are regions.

mod location;

use super::{rule_name, sentence};
use crate::audit::{Finding, Rule, Severity, registry};
use crate::convert::Conversion;
use crate::wording::Lang;
use location::{Locator, location};
use serde_json::{Value, json};

/// Everything before the first result: the tool with its rules.
pub fn head(lang: Lang) -> String {
    let rules: Vec<Value> = registry().iter().map(|rule| descriptor(rule, lang)).collect();
    let tool = json!({"driver": {
        "name": "jixiao",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": lang.pick("zh-CN", "en"),
        "shortDescription": {"text": lang.pick("绩效公开文件核对", "Audit of budget-performance disclosures")},
        "rules": rules,
    }});
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{tool},\
         \"language\":\"{}\",\"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
        lang.pick("zh-CN", "en")
    )
}

/// Everything after the last result.
pub const TAIL: &str = "\n]}]}\n";

/// What stands between two results.
pub const BETWEEN: &str = ",\n";

/// The results of a document, one a line, with [`BETWEEN`] between them.
pub fn results(conversion: &Conversion, lang: Lang) -> String {
    let of = |finding| result(finding, &conversion.name, lang).to_string();
    conversion.findings.iter().map(of).collect::<Vec<_>>().join(BETWEEN)
}

/// The results of holding documents against each other, in the same way.
pub fn across(findings: &[Finding], lang: Lang) -> String {
    let of = |finding: &Finding| Some(result(finding, &finding.origin.as_ref()?.source, lang).to_string());
    findings.iter().filter_map(of).collect::<Vec<_>>().join(BETWEEN)
}

/// A rule with its documentation.
fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let explanation = &rule.explanation;
    let text = |text: &crate::audit::rule::Text| text.get(lang);
    let parts = [
        (lang.pick("核对内容", "What is checked"), explanation.checks),
        (lang.pick("为什么", "Why it matters"), explanation.matters),
        (lang.pick("示例", "Example"), explanation.example),
        (lang.pick("处理建议", "What to do"), explanation.advice),
    ];
    let source = explanation.source.map(|source| (lang.pick("依据", "Source"), source));
    let parts: Vec<_> = parts.into_iter().chain(source).collect();
    let plain: Vec<String> =
        parts.iter().map(|(head, part)| format!("{head}{}{}", lang.pick("：", ": "), text(part))).collect();
    let marked: Vec<String> = parts.iter().map(|(head, part)| format!("**{head}** {}", text(part))).collect();
    json!({
        "id": rule.id,
        "shortDescription": {"text": text(&rule.name)},
        "fullDescription": {"text": text(&explanation.checks)},
        "help": {"text": plain.join("\n"), "markdown": marked.join("\n\n")},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [rule.group.name()], "since": rule.since},
    })
}

/// One finding: its first passage is the location, the further ones are related.
fn result(finding: &Finding, document: &str, lang: Lang) -> Value {
    let locator = Locator { document, lang };
    let mut locations = finding.evidence.iter().map(|evidence| location(evidence, &locator));
    let first: Vec<Value> = locations.next().into_iter().collect();
    let related: Vec<Value> = (1..)
        .zip(locations)
        .map(|(id, mut location)| {
            location["id"] = json!(id);
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "kind": "fail",
        "message": {"text": message(finding, lang)},
        "locations": first,
        "partialFingerprints": {"finding/v2": finding.id(document)},
        "properties": {
            "ruleName": rule_name(finding.rule, lang),
            "tables": finding.tables,
            "expected": finding.expected,
            "found": finding.found,
            "difference": finding.difference.map(|difference| difference.to_string()),
            "cause": finding.group,
        },
    });
    if let Some(index) = registry().iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

/// The sentence, and what explains it.
fn message(finding: &Finding, lang: Lang) -> String {
    let sentence = sentence(finding, lang);
    match &finding.explanation {
        Some(explanation) => format!("{sentence}{}{}", lang.pick("；", "; "), explanation.get(lang)),
        None => sentence,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
