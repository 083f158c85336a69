//! The execution of a budget as a self-evaluation prints it.

use crate::audit::amounts::{number, printed};
use crate::audit::interval::Interval;
use crate::normalise::disclosure::{BudgetEntry, Form, Phase};
use rust_decimal::Decimal;

/// One line of the budget block: its columns with their amounts.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// 年初预算数
    pub initial: Option<(&'a BudgetEntry, Interval)>,
    /// 全年预算数
    pub adjusted: Option<(&'a BudgetEntry, Interval)>,
    /// 全年执行数
    pub executed: Option<(&'a BudgetEntry, Interval)>,
    /// 分值
    pub weight: Option<(&'a BudgetEntry, Decimal)>,
    /// 执行率, in percent
    pub rate: Option<(&'a BudgetEntry, Decimal)>,
    /// 得分
    pub score: Option<(&'a BudgetEntry, Decimal)>,
    /// 全年预算数 is printed without an amount: what execution is measured against is not known.
    pub adjusted_blank: bool,
}

impl<'a> Line<'a> {
    /// The line of the total.
    pub fn total(form: &'a Form) -> Self {
        Line::of(form, "total")
    }

    /// The line of one item.
    pub fn of(form: &'a Form, item: &str) -> Self {
        let entry = |phase| form.budget.iter().find(|e| e.role.item == item && e.role.phase == Some(phase));
        let money = |phase| entry(phase).and_then(|entry: &BudgetEntry| Some((entry, printed(form, entry)?)));
        let plain = |phase| entry(phase).and_then(|entry: &BudgetEntry| Some((entry, number(entry)?)));
        Line {
            initial: money(Phase::Initial),
            adjusted: money(Phase::Adjusted),
            executed: money(Phase::Executed),
            weight: plain(Phase::Weight),
            rate: plain(Phase::Rate),
            score: plain(Phase::Score),
            adjusted_blank: entry(Phase::Adjusted).is_some_and(|entry| printed(form, entry).is_none()),
        }
    }

    /// All lines of the form's budget block, in printed order, each item once.
    pub fn all(form: &'a Form) -> Vec<Line<'a>> {
        let mut items: Vec<&str> = Vec::new();
        for entry in form.budget.iter().filter(|entry| entry.role.phase.is_some()) {
            if !items.contains(&entry.role.item.as_str()) {
                items.push(&entry.role.item);
            }
        }
        items.into_iter().map(|item| Line::of(form, item)).collect()
    }

    /// The budget that execution is measured against: 全年预算数, or 年初预算数 where no other is printed.
    pub fn base(&self) -> Option<(&'a BudgetEntry, Interval)> {
        self.adjusted.or(self.initial.filter(|_| !self.adjusted_blank))
    }

    /// The execution rate in percent that the amounts give, with what their rounding leaves open.
    pub fn computed_rate(&self) -> Option<Interval> {
        self.executed?.1.percent_of(self.base()?.1)
    }
}

/// A percentage as messages print it: rounded to two decimals.
pub fn shown(percent: &Interval) -> Decimal {
    percent.value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}
