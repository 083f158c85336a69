//! Disclosures → findings: one rule a file.
//!
//! [`audit`] runs every registered [`Rule`] over one document. A rule answers with findings, or says that what it checked
//! is in order, or says why it could not check: it never stays silent. Findings are data; [`render`] words them.
//!
//! [`across()`] does the same for the rules that compare documents of a run, over the [`Facts`] kept of each.

pub mod across;
pub mod amounts;
pub mod facts;
pub mod finding;
pub mod registry;
pub mod rule;
pub mod settings;

mod achievement;
mod bureaus;
mod category;
mod composition;
mod context;
mod doubt;
mod evidence;
mod execution;
mod gap;
mod goals;
mod hidden;
pub mod interval;
mod kinship;
mod metric;
mod misreading;
mod names;
mod points;
mod portfolio;
mod prose;
mod quantity;
mod rows;
mod rules;
mod subject;
mod verdict;

pub use across::across;
pub use facts::Facts;
pub use finding::{Check, Compared, Comparison, Evidence, Finding, Origin, Outcome, Severity};
pub use interval::Agreement;
pub use registry::{registry, rule};
pub use rule::{Group, Rule};
pub use settings::Settings;

use crate::normalise::disclosure::{Disclosure, Form};
use crate::spare::Spare;
use crate::wording::Lang;

/// What the audit of one document yields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// The findings in the order of the registry, and within a rule in the order of the forms.
    pub findings: Vec<Finding>,
    /// What became of each rule that was run, in the order of the registry.
    pub checks: Vec<Check>,
}

/// Audits one document. The same document and settings give the same result, in the same order.
pub fn audit(disclosure: &Disclosure, settings: &Settings) -> Audit {
    audit_sharing(disclosure, settings, &Spare::default())
}

/// The same, the rules shared out among threads that are to spare.
pub fn audit_sharing(disclosure: &Disclosure, settings: &Settings, spare: &Spare) -> Audit {
    let rules = registry().iter().filter_map(|rule| match rule.check {
        rule::Check::Document(check) if settings.runs(rule) => Some((*rule, check)),
        _ => None,
    });
    let rules: Vec<_> = rules.collect();
    // What a context finds out for one rule it keeps for others of its thread.
    let context = || context::Context::new(disclosure, settings);
    let verdicts = spare.share(rules.len(), &mut context(), context, |context, number| rules[number].1(context));
    let verdicts = rules.iter().map(|(rule, _)| *rule).zip(verdicts);
    Audit::close(verdicts, settings, &disclosure.forms)
}

impl Audit {
    /// The answers of the rules, with the severities that the settings want.
    fn close(
        verdicts: impl Iterator<Item = (&'static Rule, verdict::Verdict)>,
        settings: &Settings,
        forms: &[Form],
    ) -> Self {
        let mut result = Audit::default();
        let unruled: Vec<&str> = forms.iter().filter(|form| form.by_text).map(|form| form.id.as_str()).collect();
        let hidden = hidden::forms(forms);
        let keys = subject::FormKeys::of(forms);
        for (rule, mut verdict) in verdicts {
            hidden::set_aside(&mut verdict, rule.id, &hidden);
            settle(&mut verdict.findings, rule, settings);
            misreading::temper_unruled(&mut verdict.findings, &unruled);
            doubt::temper(&mut verdict.findings, forms);
            subject::name(&mut verdict.findings, forms, &keys);
            let (mut findings, comparisons, outcome) = verdict.close();
            result.findings.append(&mut findings);
            result.checks.push(Check { rule: rule.id, outcome, comparisons });
        }
        result
    }
}

/// Gives the findings of a rule the severity that the settings want, and those that a misreading would explain their note.
fn settle(findings: &mut [Finding], rule: &Rule, settings: &Settings) {
    if let Some(severity) = settings.severity.get(rule.id) {
        findings.iter_mut().for_each(|finding| finding.severity = *severity);
    }
    misreading::temper(findings);
}

/// Words a finding: the message template of its rule with the finding's arguments filled in.
pub fn render(finding: &Finding, lang: Lang) -> String {
    let Some(rule) = rule(finding.rule) else { return finding.rule.to_owned() };
    let template = rule.message(finding.variant).get(lang);
    let mut sentence = String::with_capacity(template.len() + 32);
    let mut rest = template;
    // Templates are short: to look at each byte takes less than to begin a search.
    let at = |text: &str, bracket: u8| text.bytes().position(|byte| byte == bracket);
    while let Some(open) = at(rest, b'{') {
        let (before, after) = (&rest[..open], &rest[open + 1..]);
        sentence.push_str(before);
        let Some(close) = at(after, b'}') else {
            sentence.push('{');
            rest = after;
            continue;
        };
        let (name, tail) = (&after[..close], &after[close + 1..]);
        match finding.args.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => sentence.push_str(value),
            None => sentence.push('?'),
        }
        rest = tail;
    }
    sentence.push_str(rest);
    sentence
}
