//! `jixiao rules`: the audit rules, one line each.

use super::args::Rules;
use super::console;
use crate::audit::{Severity, registry};
use std::process::ExitCode;

/// Lists the rules, all or those that a selector means.
pub fn run(args: &Rules) -> ExitCode {
    let lang = args.lang.into();
    let mut failed = false;
    for selector in &args.select {
        if !registry().iter().any(|rule| rule.is_meant_by(selector)) {
            console::error(selector, "no rule or group of this name; `jixiao rules` lists them all");
            failed = true;
        }
    }
    let wanted = registry()
        .iter()
        .filter(|rule| args.select.is_empty() || args.select.iter().any(|selector| rule.is_meant_by(selector)));
    console::lines(wanted.map(|rule| {
        let (severity, group) = (severity(rule.severity), rule.group.name());
        format!("{:<17} {severity:<8} {group:<11} {}", rule.id, rule.name.get(lang))
    }));
    if failed { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// The name of a severity as the data have it.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
