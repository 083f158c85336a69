//! `jixiao explain`: what one audit rule is about.

use super::args::Explain;
use super::{console, rules};
use crate::audit::{Rule, registry};
use crate::wording::Lang;
use std::process::ExitCode;

/// Explains a rule; an id that is none gives the rules with a similar one.
pub fn run(args: &Explain) -> ExitCode {
    let wanted = args.rule.to_uppercase();
    match registry().iter().find(|rule| rule.id == wanted) {
        Some(rule) => {
            console::lines(explanation(rule, args.lang.into()));
            ExitCode::SUCCESS
        }
        None => {
            let stem = wanted.split('-').next().unwrap_or("");
            let near: Vec<&str> =
                registry().iter().map(|rule| rule.id).filter(|id| id.split('-').next() == Some(stem)).collect();
            let hint = match near.is_empty() {
                true => "`jixiao rules` lists them all".to_owned(),
                false => format!("did you mean {}?", near.join(", ")),
            };
            console::error(&args.rule, format_args!("no rule has this id; {hint}"));
            ExitCode::from(2)
        }
    }
}

fn explanation(rule: &Rule, lang: Lang) -> Vec<String> {
    let text = &rule.explanation;
    let parts = [
        (lang.pick("核对", "Checks"), Some(text.checks)),
        (lang.pick("意义", "Why it matters"), Some(text.matters)),
        (lang.pick("示例", "Example"), Some(text.example)),
        (lang.pick("处理", "What to do"), Some(text.advice)),
        (lang.pick("依据", "Source"), text.source),
    ];
    let mut lines = vec![
        format!("{}  {}", rule.id, rule.name.get(lang)),
        format!("{}, {}, since {}", rules::severity(rule.severity), rule.group.name(), rule.since),
    ];
    for (heading, text) in parts {
        if let Some(text) = text {
            lines.push(String::new());
            lines.push(heading.to_owned());
            lines.extend(text.get(lang).lines().map(|line| format!("  {line}")));
        }
    }
    lines
}
