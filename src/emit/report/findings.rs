//! What does not add up: by severity, with the figures and the printed passages; the same fault on many forms is one entry.

use super::{both, put, words};
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::convert::Conversion;
use crate::emit::{rule_name, sentence};
use crate::wording::Lang;

/// All findings of a document.
pub fn list(out: &mut String, conversion: &Conversion, lang: Lang) {
    out.push_str(lang.pick("\n### 发现的问题\n", "\n### What does not add up\n"));
    if conversion.findings.is_empty() {
        out.push_str(lang.pick("\n没有发现问题。\n", "\nNothing.\n"));
        return;
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let entries = fold(conversion.findings.iter().filter(|finding| finding.severity == severity));
        if entries.is_empty() {
            continue;
        }
        let count: usize = entries.iter().map(Vec::len).sum();
        let heading = words::severity(severity, lang);
        both(
            out,
            lang,
            format_args!("\n#### {heading}（{count}）\n\n"),
            format_args!("\n#### {heading} ({count})\n\n"),
        );
        for (number, findings) in entries.iter().enumerate() {
            match findings.as_slice() {
                [finding] => one(out, finding, number + 1, lang),
                many => several(out, many, number + 1, lang),
            }
        }
    }
}

/// Findings with one key of one rule together, in the order in which each key first comes.
fn fold<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Vec<&'a Finding>> {
    let mut entries: Vec<Vec<&Finding>> = Vec::new();
    let mut positions = std::collections::BTreeMap::new();
    for finding in findings {
        let Some(key) = finding.group.as_deref() else {
            entries.push(vec![finding]);
            continue;
        };
        match positions.get(&(finding.rule, key)) {
            Some(&position) => {
                entries.get_mut(position).into_iter().for_each(|entry: &mut Vec<&Finding>| entry.push(finding))
            }
            None => {
                positions.insert((finding.rule, key), entries.len());
                entries.push(vec![finding]);
            }
        }
    }
    entries
}

/// An entry of its own.
fn one(out: &mut String, finding: &Finding, number: usize, lang: Lang) {
    let (name, rule) = (rule_name(finding.rule, lang), finding.rule);
    put(out, format_args!("{number}. **{name}** `{rule}`\n   {}\n", words::plain(&sentence(finding, lang))));
    figures(out, finding, lang);
    for evidence in &finding.evidence {
        passage(out, evidence, lang);
    }
}

/// One entry for the same fault in several places.
fn several(out: &mut String, findings: &[&Finding], number: usize, lang: Lang) {
    let Some(first) = findings.first() else { return };
    let (name, rule, count) = (rule_name(first.rule, lang), first.rule, findings.len());
    both(
        out,
        lang,
        format_args!("{number}. **{name}** `{rule}`，{count} 处\n"),
        format_args!("{number}. **{name}** `{rule}`, {count} places\n"),
    );
    for finding in findings {
        let at = finding.evidence.first().map_or(String::new(), |evidence| place(evidence, lang));
        let sentence = words::plain(&sentence(finding, lang));
        let quote = finding.evidence.first().map_or(String::new(), |evidence| words::quote(&evidence.quote));
        put(out, format_args!("   - {at}{sentence}{quote}\n"));
    }
}

/// Expected, found, difference and what explains it.
fn figures(out: &mut String, finding: &Finding, lang: Lang) {
    if let (Some(expected), Some(found)) = (&finding.expected, &finding.found) {
        let (expected, found) = (words::plain(expected), words::plain(found));
        let difference = finding.difference.map(|difference| difference.to_string());
        let difference = difference.map_or(String::new(), |difference| {
            lang.pick(format!("，相差 {difference}"), format!(", difference {difference}"))
        });
        both(
            out,
            lang,
            format_args!("   - 应为 {expected}，印为 {found}{difference}\n"),
            format_args!("   - expected {expected}, printed {found}{difference}\n"),
        );
    }
    if let Some(explanation) = &finding.explanation {
        put(out, format_args!("   - {}\n", words::plain(explanation.get(lang))));
    }
}

/// A printed passage.
fn passage(out: &mut String, evidence: &Evidence, lang: Lang) {
    put(out, format_args!("   - {}{}\n", place(evidence, lang), words::quote(&evidence.quote)));
}

/// Page and form of a passage, with what separates it from the text.
fn place(evidence: &Evidence, lang: Lang) -> String {
    let at = words::place(&evidence.place, lang);
    lang.pick(format!("{at} {}：", evidence.table), format!("{at} {}: ", evidence.table))
}
