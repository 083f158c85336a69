//! Printed numbers as what they are: a figure rounded to its last printed decimal, and so an interval.
//!
//! The semantics are those of XBRL Calculations 1.1, round-to-nearest: a number printed with d decimals stands for anything
//! within half a unit of its last decimal, a sum or a quotient for anything that its terms allow, and two numbers that do
//! not differ beyond rounding are those whose intervals meet. They are *equal* only where the printed digits are.

use rust_decimal::{Decimal, RoundingStrategy};
use std::iter::Sum;
use std::ops::{Add, Sub};

/// A number as its printed digits have it, and the bounds within which it may lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// What the printed digits say, or what they come to.
    pub value: Decimal,
    /// The least it may be.
    pub low: Decimal,
    /// The most it may be.
    pub high: Decimal,
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The digits are the same.
    Equal,
    /// The digits differ by no more than rounding may amount to.
    WithinRounding,
    /// They differ by more.
    Differs,
}

impl Agreement {
    /// The name in the data contract.
    pub fn name(self) -> &'static str {
        match self {
            Agreement::Equal => "equal",
            Agreement::WithinRounding => "within_rounding",
            Agreement::Differs => "differs",
        }
    }
}

impl Interval {
    /// A number without rounding: a count, points that were given, nothing at all.
    pub fn exact(value: Decimal) -> Self {
        Interval { value, low: value, high: value }
    }

    /// A printed number: half a unit of its last decimal either way.
    pub fn printed(value: Decimal) -> Self {
        Interval::around(value, half_unit(value))
    }

    /// The interval so far around a number either way.
    pub fn around(value: Decimal, slack: Decimal) -> Self {
        Interval { value, low: value - slack, high: value + slack }
    }

    /// What it may be off by at most.
    pub fn slack(&self) -> Decimal {
        (self.high - self.value).max(self.value - self.low)
    }

    /// So many times as much, exactly: in another unit. `factor` is positive.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        let of = |number: Decimal| number.checked_mul(factor);
        Some(Interval { value: of(self.value)?, low: of(self.low)?, high: of(self.high)? })
    }

    /// The quotient of two numbers that are not negative; `None` where the divisor is nothing or may be.
    pub fn over(self, divisor: Interval) -> Option<Self> {
        let least = Decimal::ZERO.max(self.low);
        if divisor.low <= Decimal::ZERO || self.value.is_sign_negative() && !self.value.is_zero() {
            // The digits alone can still be divided.
            return self.value.checked_div(divisor.value).map(Interval::exact);
        }
        Some(Interval {
            value: self.value.checked_div(divisor.value)?,
            low: least.checked_div(divisor.high)?,
            high: self.high.checked_div(divisor.low)?,
        })
    }

    /// The share of another in percent.
    pub fn percent_of(self, whole: Interval) -> Option<Self> {
        self.times(Decimal::ONE_HUNDRED)?.over(whole)
    }

    /// How it compares with another. What lies within the tolerance that a user has set counts as rounding.
    pub fn compare(&self, other: &Interval, tolerance: Decimal) -> Agreement {
        if self.value == other.value {
            Agreement::Equal
        } else if self.low <= other.high && other.low <= self.high || (self.value - other.value).abs() <= tolerance {
            Agreement::WithinRounding
        } else {
            Agreement::Differs
        }
    }

    /// How a printed number compares with what it should come to: equal also where that, rounded to the printed decimals, is it.
    pub fn compare_computed(&self, computed: &Interval, tolerance: Decimal) -> Agreement {
        let rounded = computed.value.round_dp_with_strategy(self.value.scale(), RoundingStrategy::MidpointAwayFromZero);
        if rounded == self.value { Agreement::Equal } else { self.compare(computed, tolerance) }
    }

    /// Whether it is more than another, whatever rounding made of the two.
    pub fn exceeds(&self, other: &Interval) -> bool {
        self.low > other.high
    }
}

/// Half a unit of the last printed decimal.
pub fn half_unit(printed: Decimal) -> Decimal {
    Decimal::new(5, printed.scale().min(8) + 1)
}

/// Whether a number in prose is another one: prose may round or cut off what lies beyond its last digit, which is worth `unit`.
pub fn is_said_as(number: Decimal, prose: Decimal, unit: Decimal) -> bool {
    (number - prose).abs() < unit
}

impl Add for Interval {
    type Output = Interval;

    fn add(self, other: Interval) -> Interval {
        Interval { value: self.value + other.value, low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sub for Interval {
    type Output = Interval;

    fn sub(self, other: Interval) -> Interval {
        Interval { value: self.value - other.value, low: self.low - other.high, high: self.high - other.low }
    }
}

impl Sum for Interval {
    fn sum<I: Iterator<Item = Interval>>(numbers: I) -> Interval {
        numbers.fold(Interval::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Interval {
        Interval::printed(text.parse().expect("a number"))
    }

    #[test]
    fn a_sum_holds_where_the_intervals_meet_and_is_equal_where_the_digits_are() {
        let sum = |terms: &[&str]| -> Interval { terms.iter().map(|term| printed(term)).sum() };
        for (total, terms, agreement) in [
            ("2131.30", &["2107.30", "16", "8"][..], Agreement::Equal),
            ("2131", &["2107.30", "24.1"], Agreement::WithinRounding),
            ("613", &["604"], Agreement::Differs),
            ("1.00", &["0.33", "0.33", "0.33"], Agreement::WithinRounding),
            ("1.00", &["0.33", "0.33", "0.31"], Agreement::Differs),
            ("2115.3", &["2107.30", "16", "8"], Agreement::Differs),
        ] {
            assert_eq!(printed(total).compare(&sum(terms), Decimal::ZERO), agreement, "{total} {terms:?}");
        }
    }

    #[test]
    fn a_quotient_has_the_bounds_of_its_terms() {
        let rate = printed("0.72").percent_of(printed("0.97")).expect("a rate");
        assert_eq!((rate.low.round_dp(1), rate.high.round_dp(1)), (Decimal::new(733, 1), Decimal::new(751, 1)));
        for (stated, agreement) in [
            ("74.23", Agreement::Equal),
            ("74.2", Agreement::Equal),
            ("73.3", Agreement::WithinRounding),
            ("75.1", Agreement::WithinRounding),
            ("75.2", Agreement::Differs),
            ("73.2", Agreement::Differs),
        ] {
            assert_eq!(printed(stated).compare_computed(&rate, Decimal::ZERO), agreement, "{stated}");
        }
        assert_eq!(printed("1").percent_of(printed("0")), None);
    }

    #[test]
    fn prose_cuts_off_or_rounds_but_does_not_change_a_digit() {
        let is = |number: &str, prose: &str, unit: &str| {
            let [number, prose, unit] = [number, prose, unit].map(|text| text.parse().expect("a number"));
            is_said_as(number, prose, unit)
        };
        assert!(is("29.96", "29", "1") && is("29.96", "30", "1") && is("29", "29", "1"));
        assert!(!is("29", "30", "1") && !is("27", "30", "1"));
    }
}
