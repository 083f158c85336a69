//! What does not add up: by severity, with the figures and the printed passages; the same fault on many forms is one entry.

use super::{both, forms, put, words};
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::emit::{rule_name, sentence};
use crate::normalise::disclosure::Form;
use crate::wording::Lang;

/// The heading of a document's findings, or of a run's.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("\n### 发现的问题\n", "\n### What does not add up\n")
}

/// What stands there where nothing was found.
pub fn nothing(lang: Lang) -> &'static str {
    lang.pick("\n没有发现问题。\n", "\nNothing.\n")
}

/// The heading of so many findings of a severity.
pub fn heading(out: &mut String, severity: Severity, count: usize, lang: Lang) {
    let heading = words::severity(severity, lang);
    both(out, lang, format_args!("\n#### {heading}（{count}）\n\n"), format_args!("\n#### {heading} ({count})\n\n"));
}

/// All findings of a document with these forms.
pub fn list(out: &mut String, all: &[Finding], forms: &[Form], lang: Lang) {
    out.push_str(title(lang));
    if all.is_empty() {
        out.push_str(nothing(lang));
        return;
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let entries = fold(all.iter().filter(|finding| finding.severity == severity));
        if entries.is_empty() {
            continue;
        }
        heading(out, severity, entries.iter().map(Vec::len).sum(), lang);
        for (number, findings) in entries.iter().enumerate() {
            match findings.as_slice() {
                [finding] => one(out, finding, number + 1, lang),
                many => several(out, many, forms, number + 1, lang),
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

/// What stands before the lines of a numbered entry, so that Markdown takes them for part of it.
fn indent(number: usize) -> String {
    " ".repeat(number.to_string().len() + 2)
}

/// An entry of its own.
pub fn one(out: &mut String, finding: &Finding, number: usize, lang: Lang) {
    let indent = &indent(number);
    let (name, rule) = (rule_name(finding.rule, lang), finding.rule);
    put(out, format_args!("{number}. **{name}** `{rule}`\n{indent}{}\n", words::plain(&sentence(finding, lang))));
    figures(out, finding, indent, lang);
    passages(out, &finding.evidence, indent, lang);
}

/// One entry for the same fault in several places. Where the sentences differ in nothing but the form they speak of, the
/// sentence stands once and the forms follow it.
fn several(out: &mut String, findings: &[&Finding], all: &[Form], number: usize, lang: Lang) {
    let Some(first) = findings.first() else { return };
    let indent = indent(number);
    let (name, rule, count) = (rule_name(first.rule, lang), first.rule, findings.len());
    both(
        out,
        lang,
        format_args!("{number}. **{name}** `{rule}`，{count} 处\n"),
        format_args!("{number}. **{name}** `{rule}`, {count} places\n"),
    );
    let told: Vec<Told> = findings.iter().map(|finding| Told::of(finding, all, lang)).collect();
    if told.iter().all(|each| each.says == told[0].says && !each.of.is_empty()) {
        let places: Vec<String> = told.iter().map(|each| format!("{} {}", each.at, words::plain(each.of))).collect();
        put(out, format_args!("{indent}{}\n", words::plain(&told[0].says)));
        put(out, format_args!("{indent}- {}\n", places.join(lang.pick("；", "; "))));
        return;
    }
    for (each, finding) in told.iter().zip(findings) {
        let sentence = sentence(finding, lang);
        let quote = finding.evidence.first().map_or("", |evidence| evidence.quote.as_str());
        let quote = if quote.is_empty() || sentence.contains(quote) {
            String::new()
        } else {
            lang.pick(words::quote(quote), format!(" {}", words::quote(quote)))
        };
        let colon = if each.at.is_empty() { "" } else { lang.pick("：", ": ") };
        put(out, format_args!("{indent}- {}{colon}{}{quote}\n", each.at, words::plain(&sentence)));
    }
}

/// A finding's sentence, taken apart into the form it begins with and the rest.
struct Told<'a> {
    at: String,
    of: &'a str,
    says: String,
}

impl<'a> Told<'a> {
    fn of(finding: &Finding, all: &'a [Form], lang: Lang) -> Self {
        let sentence = sentence(finding, lang);
        let form = finding.tables.first().and_then(|id| Form::with_id(all, id));
        let subject = form.map_or("", forms::subject);
        let rest = sentence.strip_prefix(subject).and_then(|rest| rest.strip_prefix(['：', ':']));
        let at = finding.evidence.first().map_or(String::new(), |evidence| at(evidence, lang));
        match rest {
            Some(rest) if !subject.is_empty() => Told { at, of: subject, says: rest.trim_start().to_owned() },
            _ => Told { at, of: "", says: sentence },
        }
    }
}

/// Expected, found, difference and what explains it.
fn figures(out: &mut String, finding: &Finding, indent: &str, lang: Lang) {
    if let (Some(expected), Some(found)) = (&finding.expected, &finding.found) {
        let (expected, found) = (words::plain(expected), words::plain(found));
        let difference = finding.difference.map(|difference| difference.to_string());
        let difference = difference.map_or(String::new(), |difference| {
            lang.pick(format!("，相差 {difference}"), format!(", difference {difference}"))
        });
        both(
            out,
            lang,
            format_args!("{indent}- 应为 {expected}，印为 {found}{difference}\n"),
            format_args!("{indent}- expected {expected}, printed {found}{difference}\n"),
        );
    }
    if let Some(explanation) = &finding.explanation {
        put(out, format_args!("{indent}- {}\n", words::plain(explanation.get(lang))));
    }
}

/// The printed passages; those that read alike stand once, and a long list is cut: the JSON has it whole.
fn passages(out: &mut String, evidence: &[Evidence], indent: &str, lang: Lang) {
    const LISTED: usize = 12;
    let colon = lang.pick("：", ": ");
    let mut lines: Vec<(String, usize)> = Vec::new();
    for evidence in evidence {
        let line = format!("{}{colon}{}", at(evidence, lang), words::quote(&evidence.quote));
        match lines.iter_mut().find(|(other, _)| *other == line) {
            Some((_, count)) => *count += 1,
            None => lines.push((line, 1)),
        }
    }
    for (line, count) in lines.iter().take(LISTED) {
        let times = if *count > 1 { format!(" ×{count}") } else { String::new() };
        put(out, format_args!("{indent}- {line}{times}\n"));
    }
    if lines.len() > LISTED {
        let more = lines.len() - LISTED;
        both(
            out,
            lang,
            format_args!("{indent}- 另有 {more} 处原文，见 JSON\n"),
            format_args!("{indent}- {more} further passages are in the JSON\n"),
        );
    }
}

/// Page and form of a passage, after its document where several are compared.
fn at(evidence: &Evidence, lang: Lang) -> String {
    let source = evidence.source.as_ref().map_or(String::new(), |source| format!("{} ", words::plain(source)));
    format!("{source}{} {}", words::place(&evidence.place, lang), evidence.table)
}
