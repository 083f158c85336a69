//! What a user may change about the audit: which rules run, how serious they are, and the tolerances.

use crate::audit::finding::Severity;
use crate::audit::registry::registry;
use crate::audit::rule::Rule;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The audit's settings, as a `[audit]` section of a configuration file gives them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Run only these rules: ids, leading parts of ids, or groups. Empty: all.
    pub select: Vec<String>,
    /// Never run these rules; stronger than `select`.
    pub ignore: Vec<String>,
    /// Severities by rule id, instead of the rule's own.
    pub severity: BTreeMap<String, Severity>,
    /// When two numbers count as equal.
    pub tolerance: Tolerances,
}

/// When two numbers count as equal.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tolerances {
    /// The least tolerance of sums of money, in the form's unit. On top of it the rounding of the printed decimals is
    /// allowed for: half a unit of the last printed decimal for every term.
    pub money: Decimal,
    /// For rates, in percentage points.
    pub rate: Decimal,
    /// For scores, in points.
    pub score: Decimal,
    /// How much an amount or a target may differ from last year's before it is mentioned, in percent of last year's.
    pub change: Decimal,
}

impl Default for Tolerances {
    fn default() -> Self {
        Tolerances {
            money: Decimal::new(1, 2),
            rate: Decimal::new(5, 2),
            score: Decimal::new(5, 2),
            change: Decimal::new(30, 0),
        }
    }
}

impl Settings {
    /// Whether the rule is to run.
    pub fn runs(&self, rule: &Rule) -> bool {
        let meant = |selectors: &[String]| selectors.iter().any(|selector| rule.is_meant_by(selector));
        (self.select.is_empty() || meant(&self.select)) && !meant(&self.ignore)
    }

    /// The selectors and severity keys that mean no rule, for a message to the user.
    pub fn unknown(&self) -> Vec<&str> {
        let means_none = |selector: &&str| !registry().iter().any(|rule| rule.is_meant_by(selector));
        let selectors = self.select.iter().chain(&self.ignore).map(String::as_str).filter(means_none);
        let keys = self.severity.keys().map(String::as_str);
        selectors.chain(keys.filter(|key| !registry().iter().any(|rule| rule.id == *key))).collect()
    }
}
