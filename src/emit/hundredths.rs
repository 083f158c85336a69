//! Coordinates are whole hundredths, which print as whole numbers do, in a fraction of the time of floats.

/// A number that is its whole hundredths and nothing more, as its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hundredths {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// What stands before the point.
    pub(super) whole: u64,
    /// The two digits after it, in ASCII.
    pub(super) digits: [u8; 2],
}

impl Hundredths {
    /// The number's digits; `None` for zero, and for numbers that are no hundredths or beyond all coordinates.
    pub(super) fn of(number: f64) -> Option<Self> {
        let hundredths = (number * 100.0).round();
        if (hundredths / 100.0).to_bits() != number.to_bits() || !(1.0..1e12).contains(&hundredths.abs()) {
            return None;
        }
        let hundredths = hundredths.abs() as u64;
        let digits = [hundredths / 10 % 10, hundredths % 10].map(|digit| b'0' + digit as u8);
        Some(Hundredths { negative: number < 0.0, whole: hundredths / 100, digits })
    }

    /// The digits after the point without zeros at the end.
    pub(super) fn significant(&self) -> &[u8] {
        let end = self.digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        &self.digits[..end]
    }
}

/// Numbers on either side of what prints as hundredths, for tests against the printing of floats.
#[cfg(test)]
pub(super) fn examples() -> impl Iterator<Item = f64> {
    let others = [-0.0, 0.001, 1.005, 841.889_99, 1e15, 1e300];
    (-10_050..=10_050).map(|number| f64::from(number) / 100.0).chain(others)
}
