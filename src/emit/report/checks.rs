//! What adds up, with the arithmetic, and what could not be checked, with the reason.

use super::{both, put, words};
use crate::audit::finding::{Check, Outcome};
use crate::emit::rule_name;
use crate::wording::Lang;

/// The checks in whose course something was in order.
pub fn in_order(out: &mut String, checks: &[Check], lang: Lang) {
    let mut silent = Vec::new();
    let mut stated = String::new();
    for check in checks {
        let name = rule_name(check.rule, lang);
        match &check.outcome {
            Outcome::Passed { count, statements } if statements.is_empty() => {
                silent.push(lang.pick(format!("{name}（{count} 处）"), format!("{name} ({count})")));
            }
            Outcome::Passed { statements, .. } | Outcome::Found { statements, .. } => {
                for statement in statements {
                    let statement = words::plain(statement.get(lang));
                    put(&mut stated, format_args!("- {statement} `{}`\n", check.rule));
                }
            }
            Outcome::NotChecked { .. } => {}
        }
    }
    if stated.is_empty() && silent.is_empty() {
        return;
    }
    out.push_str(lang.pick("\n### 核对无误\n\n", "\n### What adds up\n\n"));
    out.push_str(&stated);
    if !silent.is_empty() {
        let list = silent.join(lang.pick("、", ", "));
        both(
            out,
            lang,
            format_args!("- 另有 {} 条规则核对无误：{list}\n", silent.len()),
            format_args!("- {} further rules were checked and are in order: {list}\n", silent.len()),
        );
    }
}

/// The checks that could not be made. Those about which the document says too little stand with their reasons, rules with one reason on
/// a line; the rules about which it says nothing at all follow by name, for their reasons say no more than that.
pub fn not_made(out: &mut String, checks: &[Check], lang: Lang) {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut unconcerned: Vec<&str> = Vec::new();
    for check in checks {
        match &check.outcome {
            Outcome::NotChecked { because, concerned: true } => {
                let because = because.get(lang);
                match reasons.iter_mut().find(|(reason, _)| *reason == because) {
                    Some((_, rules)) => rules.push(check.rule),
                    None => reasons.push((because, vec![check.rule])),
                }
            }
            Outcome::NotChecked { .. } => unconcerned.push(check.rule),
            _ => {}
        }
    }
    if reasons.is_empty() && unconcerned.is_empty() {
        return;
    }
    out.push_str(lang.pick("\n### 未核对\n\n", "\n### Not checked\n\n"));
    for (reason, rules) in reasons {
        let rules: Vec<String> = rules.into_iter().map(|rule| format!("{} `{rule}`", rule_name(rule, lang))).collect();
        let list = rules.join(lang.pick("、", ", "));
        put(out, format_args!("- {}{}{list}\n", words::plain(reason), lang.pick("：", ": ")));
    }
    if !unconcerned.is_empty() {
        let names: Vec<&str> = unconcerned.iter().map(|rule| rule_name(rule, lang)).collect();
        let (count, list) = (names.len(), names.join(lang.pick("、", ", ")));
        both(
            out,
            lang,
            format_args!("- 另有 {count} 条规则的核对对象文件中没有（各条缺什么见 JSON）：{list}\n"),
            format_args!(
                "- {count} further rules have nothing to check here (the JSON says what each one lacks): {list}\n"
            ),
        );
    }
}
