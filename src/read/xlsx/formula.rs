//! Formulas whose result the file does not hold: sums, differences, products and quotients of cells of the same sheet are reckoned
//! as a spreadsheet does on opening it, exactly. Any other formula is left alone. Source: ECMA-376 Part 1, 18.17.

use super::reference::position;
use rust_decimal::Decimal;

/// What stands in a cell, as far as a formula asks for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    /// Nothing: zero in a calculation, passed over in a sum.
    Blank,
    /// A text, which a sum passes over and nothing else can be done with.
    Text,
    /// A number.
    Number(Decimal),
    /// A formula whose result is not known, or not yet.
    Unknown,
}

/// Brackets and signs that nest.
const DEEPEST: usize = 32;
/// Cells of one range: far above what a form adds up.
const LARGEST: u64 = 10_000;

/// The result of a formula, by what stands in the cell of a row and a column, from 0; `None` where it is none of the kinds that are
/// reckoned, or asks for what is not known.
pub(super) fn result(formula: &str, operand: &impl Fn(u32, u32) -> Operand) -> Option<Decimal> {
    let mut reader = Reader { rest: formula.trim().trim_start_matches('='), operand, depth: 0 };
    let result = reader.sum()?;
    reader.rest.trim().is_empty().then_some(result)
}

struct Reader<'f, F> {
    rest: &'f str,
    operand: &'f F,
    depth: usize,
}

impl<F: Fn(u32, u32) -> Operand> Reader<'_, F> {
    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start();
        let taken = rest.strip_prefix(sign);
        self.rest = taken.unwrap_or(rest);
        taken.is_some()
    }

    fn sum(&mut self) -> Option<Decimal> {
        let mut total = self.product()?;
        loop {
            if self.take('+') {
                total = total.checked_add(self.product()?)?;
            } else if self.take('-') {
                total = total.checked_sub(self.product()?)?;
            } else {
                return Some(total);
            }
        }
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut total = self.factor()?;
        loop {
            if self.take('*') {
                total = total.checked_mul(self.factor()?)?;
            } else if self.take('/') {
                total = total.checked_div(self.factor()?)?;
            } else {
                return Some(total);
            }
        }
    }

    fn factor(&mut self) -> Option<Decimal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let factor = if self.take('-') {
            self.factor().map(|number| -number)
        } else if self.take('+') {
            self.factor()
        } else if self.take('(') {
            let inner = self.sum()?;
            self.take(')').then_some(inner)
        } else if self.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let digits = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let number = &self.rest[..self.rest.len() - digits.len()];
            self.rest = digits;
            number.parse().ok()
        } else {
            self.named()
        };
        self.depth -= 1;
        // A percentage is a hundredth; a power is none of what is reckoned.
        if self.take('%') { factor?.checked_div(Decimal::ONE_HUNDRED) } else { factor }
    }

    /// A cell, or the sum of some.
    fn named(&mut self) -> Option<Decimal> {
        let name = self.name();
        if !name.eq_ignore_ascii_case("SUM") {
            let (row, column) = position(&name)?;
            return match (self.operand)(row, column) {
                Operand::Blank => Some(Decimal::ZERO),
                Operand::Number(number) => Some(number),
                Operand::Text | Operand::Unknown => None,
            };
        }
        if !self.take('(') {
            return None;
        }
        let mut total = Decimal::ZERO;
        loop {
            total = total.checked_add(self.argument()?)?;
            if self.take(')') {
                return Some(total);
            }
            if !self.take(',') {
                return None;
            }
        }
    }

    /// One argument of a sum: a range, a cell, or a calculation.
    fn argument(&mut self) -> Option<Decimal> {
        let before = self.rest;
        let first = self.name();
        let Some(from) = position(&first) else {
            self.rest = before;
            return self.sum();
        };
        let last = if self.take(':') { self.name() } else { first };
        let to = position(&last)?;
        if !self.rest.trim_start().starts_with([',', ')']) {
            self.rest = before;
            return self.sum();
        }
        let (top, bottom) = (from.0.min(to.0), from.0.max(to.0));
        let (left, right) = (from.1.min(to.1), from.1.max(to.1));
        if u64::from(bottom - top + 1) * u64::from(right - left + 1) > LARGEST {
            return None;
        }
        let mut total = Decimal::ZERO;
        for (row, column) in (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column))) {
            match (self.operand)(row, column) {
                Operand::Number(number) => total = total.checked_add(number)?,
                Operand::Blank | Operand::Text => {}
                Operand::Unknown => return None,
            }
        }
        Some(total)
    }

    /// Letters, digits and `$` at the front; `$` only fixes a reference.
    fn name(&mut self) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '$')).unwrap_or(rest.len());
        self.rest = &rest[end..];
        rest[..end].chars().filter(|&c| c != '$').collect::<String>().to_ascii_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// E7:E9 hold 150, 20 and 16.5; F7 a text; G7 a formula without a result; all else is blank.
    fn operand(row: u32, column: u32) -> Operand {
        match (row, column) {
            (6, 4) => Operand::Number(Decimal::from(150)),
            (7, 4) => Operand::Number(Decimal::from(20)),
            (8, 4) => Operand::Number(Decimal::new(165, 1)),
            (6, 5) => Operand::Text,
            (6, 6) => Operand::Unknown,
            _ => Operand::Blank,
        }
    }

    #[test]
    fn sums_and_calculations_of_cells_are_reckoned() {
        for (formula, expected) in [
            ("SUM(E7:E9)", Some("186.5")),
            ("=sum($E$7:$E$9)", Some("186.5")),
            ("E7+E8+E9", Some("186.5")),
            ("SUM(E7,E8,16.5)", Some("186.5")),
            ("SUM(E7:E8)+E9", Some("186.5")),
            ("SUM(E7+E8,E9)", Some("186.5")),
            ("SUM(E7:F9)", Some("186.5")),
            ("-(E7-200)*2", Some("100")),
            ("E8/E7*150", Some("20.0000000000000000000000000")),
            ("A1+E7", Some("150")),
            ("10%*E7", Some("15.0")),
            ("E7/A1", None),
            ("F7+1", None),
            ("SUM(E7:G7)", None),
            ("IF(E7>0,1,2)", None),
            ("Sheet2!E7", None),
            ("SUM(A1:XFD1048576)", None),
            ("SUM(E7", None),
            ("E7^2", None),
            ("", None),
        ] {
            let found = result(formula, &operand).map(|number| number.to_string());
            let same = match (&found, expected) {
                (Some(found), Some(expected)) => {
                    found.parse::<Decimal>().ok().map(|n| n.round_dp(6))
                        == expected.parse::<Decimal>().ok().map(|n| n.round_dp(6))
                }
                (found, expected) => found.is_none() && expected.is_none(),
            };
            assert!(same, "{formula}: {found:?}");
        }
        assert_eq!(result(&"(".repeat(100_000), &operand), None);
        assert_eq!(result(&"-".repeat(100_000), &operand), None);
    }
}
