//! The points of a form's indicators.

use crate::audit::amounts::{entry, number, sane};
use crate::audit::bureaus::Bureaus;
use crate::audit::rows::annual;
use crate::normalise::disclosure::{Form, FormKind, Indicator, Phase};
use crate::normalise::values::ValueKind;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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
        let stated = annual(form).filter_map(|indicator| indicator.weight.and_then(sane));
        let (count, sum) = stated.fold((0, Decimal::ZERO), |(count, sum), weight| (count + 1, sum + weight));
        let is_set =
            |indicator: &&Indicator| indicator.target.kind != ValueKind::Blank || indicator.scoring_raw.is_some();
        let missing: Vec<&Indicator> = annual(form).filter(|i| i.weight.is_none()).filter(is_set).collect();
        (count >= 2 && count >= missing.len()).then(|| Points {
            sum: sum.normalize(),
            stated: count,
            missing,
            execution: entry(form, "total", Some(Phase::Weight)).and_then(number).map(|points| points.normalize()),
        })
    }

    /// The sum together with the points of the execution rate.
    pub fn with_execution(&self) -> Decimal {
        self.sum + self.execution.unwrap_or_default()
    }
}

/// A form among its siblings.
#[derive(Debug)]
pub struct Member<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its points, execution rate included.
    pub sum: Decimal,
    /// Whether no weight is missing.
    pub is_complete: bool,
}

/// What forms that give points have in common: bureau and kind. Not the template: which one recognised a form says more of
/// jixiao than of the form.
pub type Siblings = (usize, FormKind);

/// The siblings that a form belongs to, where its kind is known.
pub fn siblings(form: &Form, bureaus: &Bureaus) -> Option<Siblings> {
    Some((bureaus.of(form), form.kind?))
}

/// The forms that give points, by what siblings have in common.
pub fn families<'a>(forms: &'a [Form], bureaus: &Bureaus) -> BTreeMap<Siblings, Vec<Member<'a>>> {
    let mut families: BTreeMap<_, Vec<Member>> = BTreeMap::new();
    for form in forms {
        if let (Some(siblings), Some(points)) = (siblings(form, bureaus), Points::of(form)) {
            let (sum, is_complete) = (points.with_execution(), points.missing.is_empty());
            families.entry(siblings).or_default().push(Member { form, sum, is_complete });
        }
    }
    families
}

/// The usual sum among siblings, and how many have it: that of more than half of the complete forms, or the only regular
/// one (90, 100) where half of them have it.
pub fn usual_sum(family: &[Member]) -> Option<(Decimal, usize)> {
    let mut sums: BTreeMap<Decimal, usize> = BTreeMap::new();
    family.iter().filter(|member| member.is_complete).for_each(|member| *sums.entry(member.sum).or_default() += 1);
    let forms: usize = sums.values().sum();
    let (sum, count) = sums.iter().max_by_key(|(_, count)| **count)?;
    if count * 2 > forms {
        return Some((*sum, *count));
    }
    let regular = [Decimal::from(90), Decimal::ONE_HUNDRED];
    let mut candidates = sums.iter().filter(|(sum, count)| regular.contains(sum) && **count * 2 >= forms);
    let (sum, count) = candidates.next()?;
    candidates.next().is_none().then_some((*sum, *count))
}
