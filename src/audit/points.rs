//! The points of a form's indicators.

use crate::audit::amounts::{entry, sane};
use crate::normalise::disclosure::{Form, Indicator, Phase};
use crate::normalise::values::ValueKind;
use rust_decimal::Decimal;

/// The points that a form gives to its indicators.
#[derive(Debug)]
pub struct Points<'a> {
    /// The sum of the points stated.
    pub sum: Decimal,
    /// How many indicators state points.
    pub stated: usize,
    /// Indicators with a target but without points.
    pub missing: Vec<&'a Indicator>,
    /// Points of the execution rate, where the budget block prints them.
    pub execution: Option<Decimal>,
}

impl<'a> Points<'a> {
    /// The points of a form; `None` where it gives points to no indicator, or to so few that it does not score by points.
    pub fn of(form: &'a Form) -> Option<Self> {
        let stated = form.indicators.iter().filter_map(|indicator| indicator.weight.and_then(sane));
        let (count, sum) = stated.fold((0, Decimal::ZERO), |(count, sum), weight| (count + 1, sum + weight));
        let is_set =
            |indicator: &&Indicator| indicator.target.kind != ValueKind::Blank || indicator.scoring_raw.is_some();
        let missing: Vec<&Indicator> = form.indicators.iter().filter(|i| i.weight.is_none()).filter(is_set).collect();
        (count >= 2 && count >= missing.len()).then(|| Points {
            sum: sum.normalize(),
            stated: count,
            missing,
            execution: entry(form, "total", Some(Phase::Weight))
                .and_then(|entry| sane(entry.amount?))
                .map(|w| w.normalize()),
        })
    }

    /// The sum together with the points of the execution rate.
    pub fn with_execution(&self) -> Decimal {
        self.sum + self.execution.unwrap_or_default()
    }
}
