//! STR-PLACE

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Placeholders of the template, and references instead of content.
pub static RULE: Rule = Rule {
    id: "STR-PLACE",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("占位符和“同上”", "Placeholders and references"),
    explanation: Explanation {
        checks: text(
            "公开的表中不应留有模板占位符（**、XXX、……），目标不应以“同上”“详见附件”代替。",
            "A published form must not keep the template's placeholders (**, XXX, ……), nor give 同上 or 详见附件 in place of a goal.",
        ),
        matters: text(
            "占位符说明没有填写；“同上”使年度目标与实施期目标没有区别。",
            "A placeholder was never filled in; 同上 leaves no difference between the annual and the longer goal.",
        ),
        example: text("≥**%；本年度绩效目标：同上。", "≥**%; 本年度绩效目标：同上."),
        advice: text(
            "补填实际内容；一年期项目写“同上”尚可理解，跨年项目应分别填写。",
            "Fill in. For a one-year project 同上 may pass; projects over several years need both.",
        ),
        source: None,
    },
    messages: &[
        message("", "{name}：{label}留有占位符「{quote}」", "{name}: {label} keeps the placeholder 「{quote}」"),
        message("reference", "{name}：{label}只写「{quote}」", "{name}: {label} says only 「{quote}」"),
    ],
    check: Check::Document(check),
};

const REFERENCES: &[&str] =
    &["同上", "同左", "详见附件", "见附件", "见附表", "同实施期绩效目标", "同总体目标", "同中期目标", "略"];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有目标和指标", "no goals or indicators");
    for form in context.forms {
        for narrative in &form.narratives {
            verdict.count();
            let text = narrative.text.trim();
            let label = if narrative.label.is_empty() { &narrative.role } else { &narrative.label };
            if let Some(found) = placeholder(text) {
                let finding = Finding::new(&RULE, form).arg("name", evidence::name(form)).arg("label", label);
                verdict.find(finding.arg("quote", found).with(evidence::narrative(form, narrative, found)));
            } else if REFERENCES.contains(&text.trim_end_matches(['。', '.', '；'])) {
                let finding = Finding::new(&RULE, form)
                    .variant("reference")
                    .group(format!("{}/{}/{text}", RULE.id, narrative.role))
                    .arg("name", evidence::name(form))
                    .arg("label", label)
                    .arg("quote", text);
                verdict.find(finding.with(evidence::narrative(form, narrative, text)));
            }
        }
        for indicator in &form.indicators {
            verdict.count();
            let raw = indicator.target.raw.trim();
            let parts = [("target", raw), ("level3", indicator.level3.trim())];
            for (part, text) in parts {
                let dots = !text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.' | '·'));
                let Some(quote) = placeholder(text).or(dots.then_some(text)) else {
                    continue;
                };
                let finding = Finding::new(&RULE, form)
                    .arg("name", evidence::name(form))
                    .arg("label", if part == "level3" { "三级指标" } else { indicator.level3.as_str() })
                    .arg("quote", quote)
                    .with(evidence::part(form, indicator, part));
                verdict.find(finding);
                break;
            }
        }
    }
    verdict
}

/// The first run of signs that stand for something to be filled in: `**`, `XX`, `○○○`, `___`.
fn placeholder(text: &str) -> Option<&str> {
    let least = |c: char| match c {
        '*' | '＊' => Some(('*', 2)),
        'X' | 'x' | 'Ｘ' | '×' => Some(('X', 2)),
        '○' | '〇' => Some(('○', 3)),
        '_' => Some(('_', 3)),
        _ => None,
    };
    let mut rest = text;
    while let Some(at) = rest.find(|c| least(c).is_some()) {
        rest = &rest[at..];
        let (sign, many) = least(rest.chars().next()?)?;
        let end = rest.find(|c| least(c).is_none_or(|(other, _)| other != sign)).unwrap_or(rest.len());
        if rest[..end].chars().count() >= many {
            return Some(&rest[..end]);
        }
        rest = &rest[end..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_a_run_of_one_sign() {
        for (text, found) in [
            ("为XX人提供服务", Some("XX")),
            ("Ｘ×xX", Some("Ｘ×xX")),
            ("项目X期*", None),
            ("*X*X○○X__", None),
            ("○○○镇", Some("○○○")),
            ("某〇〇镇**", Some("**")),
            ("____万元", Some("____")),
            ("", None),
        ] {
            assert_eq!(placeholder(text), found, "{text}");
        }
    }
}
