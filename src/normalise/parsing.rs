//! Where the normaliser meets the parsers of values and scoring rules.

use crate::normalise::scoring::{self, ScoringRule};
use std::cell::RefCell;
use std::collections::HashMap;

pub(super) use crate::normalise::values::{amount, money, number, parse as value};

/// The scoring rules of a document: what many of its indicators have in common is parsed once.
#[derive(Default)]
pub(super) struct Rules(RefCell<HashMap<String, ScoringRule>>);

impl Rules {
    /// A scoring rule as data.
    pub(super) fn rule(&self, raw: &str) -> ScoringRule {
        let mut known = self.0.borrow_mut();
        if let Some(rule) = known.get(raw) {
            return rule.clone();
        }
        let rule = scoring::parse(raw);
        known.insert(raw.to_owned(), rule.clone());
        rule
    }
}
