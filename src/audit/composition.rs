//! What a total consists of, as the form prints it.

use crate::audit::amounts;
use crate::audit::gap::Term;
use crate::audit::interval::{Agreement, Interval};
use crate::normalise::disclosure::{BudgetEntry, Form, Phase};
use rust_decimal::Decimal;

/// The parts of a total: those printed with an amount, those left blank, which count as zero, and those that could not
/// be read, with which nothing adds up.
#[derive(Debug, Default)]
pub struct Composition<'a> {
    /// Parts with their amounts in the form's unit, in printed order.
    pub parts: Vec<(&'a BudgetEntry, Interval)>,
    /// Parts printed without amount.
    pub blank: Vec<&'a BudgetEntry>,
    /// Parts beside which something else than an amount is printed.
    pub unreadable: Vec<&'a BudgetEntry>,
}

/// Sources that may be printed as 其中 of 财政拨款, and so must not be added to it.
const UNDER_FISCAL: &[&str] = &["source.general_public", "source.government_fund", "source.state_capital"];
/// Sources that may be printed as 其中 of 财政拨款 or 一般公共预算拨款 by level of government.
const BY_LEVEL: &[&str] = &["source.superior", "source.own"];

impl<'a> Composition<'a> {
    /// The parts of the form whose role passes the test, in one phase.
    pub fn of(form: &'a Form, phase: Option<Phase>, is_part: impl Fn(&BudgetEntry) -> bool) -> Self {
        let mut composition = Composition::default();
        for entry in form.budget.iter().filter(|entry| entry.role.phase == phase && is_part(entry)) {
            match amounts::printed(form, entry) {
                Some(amount) => composition.parts.push((entry, amount)),
                None if amounts::is_unreadable(entry) => composition.unreadable.push(entry),
                None => composition.blank.push(entry),
            }
        }
        composition
    }

    /// The sources of funds that add up to the total. Where a source is printed together with the lines it consists of
    /// (财政拨款，其中：上级、本级), only one of the two is kept: the reading that fits the total, else the one that the
    /// amounts themselves suggest.
    pub fn sources(form: &'a Form, phase: Option<Phase>, total: Interval, tolerance: Decimal) -> Self {
        let all = Composition::of(form, phase, |entry| entry.role.is_source() && !is_under_printed_source(form, entry));
        let has = |item: &str| all.parts.iter().any(|(entry, _)| entry.role.item == item);
        let mut readings: Vec<Vec<&str>> = vec![Vec::new()];
        if has("source.fiscal") {
            readings.push(UNDER_FISCAL.to_vec());
            readings.push([UNDER_FISCAL, BY_LEVEL].concat());
        }
        if has("source.fiscal") || has("source.general_public") {
            readings.push(BY_LEVEL.to_vec());
        }
        let sum_without = |nested: &[&str]| all.sum_where(|entry| !nested.contains(&entry.role.item.as_str()));
        let fits = |agreement: Agreement| {
            readings.iter().position(|nested| total.compare(&sum_without(nested), tolerance) == agreement)
        };
        let fits_total = fits(Agreement::Equal).or_else(|| fits(Agreement::WithinRounding));
        let fits_parent = || {
            let parent = ["source.fiscal", "source.general_public"].into_iter().find(|item| has(item))?;
            let parent = all.sum_where(|entry| entry.role.item == parent);
            readings.iter().skip(1).position(|nested| {
                let children = all.sum_where(|entry| nested.contains(&entry.role.item.as_str()));
                parent.compare(&children, tolerance) != Agreement::Differs
            })
        };
        let chosen = fits_total.or_else(|| fits_parent().map(|at| at + 1)).unwrap_or(0);
        let nested = &readings[chosen];
        let keep = |entry: &BudgetEntry| !nested.contains(&entry.role.item.as_str());
        Composition {
            parts: all.parts.iter().filter(|(entry, _)| keep(entry)).copied().collect(),
            blank: all.blank.iter().filter(|entry| keep(entry)).copied().collect(),
            unreadable: all.unreadable.iter().filter(|entry| keep(entry)).copied().collect(),
        }
    }

    /// The lines printed as 其中 of an entry.
    pub fn under(form: &'a Form, parent: &BudgetEntry) -> Self {
        Composition::of(form, parent.role.phase, |entry| {
            entry.part_of.as_ref().is_some_and(|of| of.item == parent.role.item) && entry.role != parent.role
        })
    }

    /// The natures of spending (按支出性质).
    pub fn natures(form: &'a Form) -> Self {
        Composition::of(form, None, |entry| entry.role.is_nature() && entry.part_of.is_none())
    }

    /// How many parts are printed, with an amount or without.
    pub fn count(&self) -> usize {
        self.parts.len() + self.blank.len() + self.unreadable.len()
    }

    /// The sum of the parts.
    pub fn sum(&self) -> Interval {
        self.sum_where(|_| true)
    }

    fn sum_where(&self, keep: impl Fn(&BudgetEntry) -> bool) -> Interval {
        self.parts.iter().filter(|(entry, _)| keep(entry)).map(|(_, amount)| *amount).sum()
    }

    /// The sum written out: `2107.30+16+8`.
    pub fn written_out(&self) -> String {
        let terms: Vec<Decimal> = self.parts.iter().map(|(_, amount)| amount.value).collect();
        amounts::written_out(&terms)
    }

    /// The parts as what may explain a gap.
    pub fn terms(&self) -> Vec<Term<'a>> {
        self.parts.iter().map(|(entry, amount)| Term { label: &entry.label, value: amount.value }).collect()
    }
}

/// Whether the form says that the entry is a part of another source, which it prints as well.
fn is_under_printed_source(form: &Form, entry: &BudgetEntry) -> bool {
    let Some(of) = entry.part_of.as_ref().filter(|of| of.is_source()) else { return false };
    form.budget
        .iter()
        .any(|other| other.role.item == of.item && other.role.phase == entry.role.phase && other.amount.is_some())
}
