//! What a rule is: an id, words, and a check.

use crate::audit::across::{Compare, Relation};
use crate::audit::context::Context;
use crate::audit::finding::Severity;
use crate::audit::verdict::Verdict;
use crate::wording::Lang;

/// A sentence in both languages, fixed at compile time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The Chinese sentence.
    pub zh: &'static str,
    /// The English sentence.
    pub en: &'static str,
}

impl Text {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A sentence from its two versions.
pub(super) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// The family a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Sums and units of money.
    Arithmetic,
    /// Points of indicators.
    Weights,
    /// What a form must have, and where.
    Structure,
    /// Targets.
    Values,
    /// Scoring rules against their targets.
    Scoring,
    /// One statement against another elsewhere in the document.
    Crosscheck,
    /// Self-evaluations: execution, scores, reasons.
    Evaluation,
    /// What reviewers criticise though nothing contradicts: never an error.
    Quality,
    /// One document of a run against another.
    Across,
}

impl Group {
    /// The name by which `select` and `ignore` know it.
    pub fn name(self) -> &'static str {
        match self {
            Group::Arithmetic => "arithmetic",
            Group::Weights => "weights",
            Group::Structure => "structure",
            Group::Values => "values",
            Group::Scoring => "scoring",
            Group::Crosscheck => "crosscheck",
            Group::Evaluation => "evaluation",
            Group::Quality => "quality",
            Group::Across => "across",
        }
    }
}

/// The user's documentation of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// What is checked.
    pub checks: Text,
    /// Why it matters.
    pub matters: Text,
    /// An example of a finding.
    pub example: Text,
    /// What to do about one.
    pub advice: Text,
    /// The official source of the requirement, where there is one.
    pub source: Option<Text>,
}

/// A message template; `{name}` stands for an argument of the finding.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// Which variant of the finding it words; empty for the usual one.
    pub variant: &'static str,
    /// The template.
    pub text: Text,
}

/// A message template from its two versions.
pub(super) const fn message(variant: &'static str, zh: &'static str, en: &'static str) -> Message {
    Message { variant, text: Text { zh, en } }
}

/// An audit rule.
pub struct Rule {
    /// The stable id, such as `BUD-TOTAL-SRC`. Retired ids are never used again.
    pub id: &'static str,
    /// The family.
    pub group: Group,
    /// The severity unless settings or the finding itself say otherwise.
    pub severity: Severity,
    /// The version that brought it.
    pub since: &'static str,
    /// A short name.
    pub name: Text,
    /// The documentation.
    pub explanation: Explanation,
    /// The message templates; the first is the usual one.
    pub messages: &'static [Message],
    /// The check itself.
    pub(super) check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// One document.
    Document(fn(&Context) -> Verdict),
    /// Forms of different documents that belong together, pair by pair.
    Pairs(Relation, Compare),
}

impl Rule {
    /// The message template of a variant, or the usual one where the variant has none of its own.
    pub fn message(&self, variant: &str) -> Text {
        let found = self.messages.iter().find(|message| message.variant == variant);
        found.or(self.messages.first()).map_or(self.name, |message| message.text)
    }

    /// Whether a selector means this rule: its id, a leading part of the id (`BUD`, `X-DEPT`), or its group's name.
    pub fn is_meant_by(&self, selector: &str) -> bool {
        let selector = selector.trim();
        let leads = self.id.strip_prefix(selector).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        (leads && !selector.is_empty()) || selector == self.group.name()
    }
}
