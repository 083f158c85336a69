//! `indicators`: one level-3 indicator.

use crate::normalise::disclosure::{self, WeightSource};
use crate::normalise::scoring::ScoringRule;
use crate::normalise::values::Value;
use crate::place::Place;
use serde::Serialize;
use std::collections::BTreeMap;

/// One indicator.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Indicator<'a> {
    id: &'a str,
    /// The block it stands in where the form has several (中期目标, 年度目标).
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    level1: Option<&'a str>,
    level2: Option<&'a str>,
    level3: &'a str,
    target: &'a Value,
    weight: Option<String>,
    weight_source: Option<WeightSource>,
    scoring_raw: Option<&'a str>,
    scoring: Option<&'a ScoringRule>,
    actual: Option<&'a Value>,
    score: Option<String>,
    deviation: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: &'a BTreeMap<String, String>,
    place: &'a Place,
    places: &'a BTreeMap<&'static str, Place>,
    repairs: &'a [String],
}

impl<'a> Indicator<'a> {
    /// One indicator of a form.
    pub fn of(indicator: &'a disclosure::Indicator) -> Self {
        Indicator {
            id: &indicator.id,
            section: indicator.section.as_deref(),
            level1: indicator.level1.as_deref(),
            level2: indicator.level2.as_deref(),
            level3: &indicator.level3,
            target: &indicator.target,
            weight: indicator.weight.map(|weight| weight.to_string()),
            weight_source: indicator.weight_source,
            scoring_raw: indicator.scoring_raw.as_deref(),
            scoring: indicator.scoring.as_ref(),
            actual: indicator.actual.as_ref(),
            score: indicator.score.map(|score| score.to_string()),
            deviation: indicator.deviation.as_deref(),
            extra: &indicator.extra,
            place: &indicator.place,
            places: &indicator.places,
            repairs: &indicator.repairs,
        }
    }
}
