//! What explains a gap between a printed total and a sum: amounts left out or counted twice, slips of digits, wrong units.

use crate::wording::Wording;
use rust_decimal::Decimal;

/// A printed amount that may explain a gap.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// What a reader knows it by.
    pub label: &'a str,
    /// The amount.
    pub value: Decimal,
}

/// Explains why `found` differs from `expected`, the sum of `terms` or the like; `None` where nothing explains it beyond
/// coincidence. The smallest set of printed amounts is tried before slips of digits.
pub fn explain(found: Decimal, expected: Decimal, terms: &[Term], tolerance: Decimal) -> Option<Wording> {
    factor(found, expected)
        .or_else(|| subset(found - expected, terms, tolerance))
        .or_else(|| unit_slip(found - expected, terms, tolerance))
        .or_else(|| transposition(found, expected))
        .or_else(|| one_digit(found, expected))
}

/// One number is 10^4 (万元 for 元) or another power of ten times the other.
pub fn factor(found: Decimal, expected: Decimal) -> Option<Wording> {
    if found.is_zero() || expected.is_zero() || found.is_sign_negative() != expected.is_sign_negative() {
        return None;
    }
    let (large, small) = if found.abs() > expected.abs() { (found, expected) } else { (expected, found) };
    let power = [10_000i64, 10, 100, 1_000, 100_000_000].into_iter().find(|power| {
        let scaled = small * Decimal::from(*power);
        (scaled - large).abs() <= large.abs() / Decimal::from(100_000)
    })?;
    Some(match power {
        10_000 => {
            Wording::new("两数恰差一万倍，疑似元与万元混用", "one is exactly 10,000 times the other: 元 taken for 万元")
        }
        _ => Wording::new(
            format!("两数恰差{power}倍，疑似小数点错位"),
            format!("one is exactly {power} times the other: a misplaced decimal point"),
        ),
    })
}

/// The smallest set of amounts that adds up to the gap, if no other set of that size does and coincidence is unlikely.
fn subset(gap: Decimal, terms: &[Term], tolerance: Decimal) -> Option<Wording> {
    let aim = gap.abs();
    // Rounding of the whole sum is no excuse for a single amount: half the tolerance, but never less than a cent.
    let close = |sum: Decimal| (sum - aim).abs() <= tolerance.min(Decimal::new(1, 2));
    let terms: Vec<&Term> = terms.iter().filter(|term| term.value > Decimal::ZERO).collect();
    let n = terms.len();
    let mut found: Vec<Vec<&Term>> = terms.iter().filter(|term| close(term.value)).map(|term| vec![*term]).collect();
    if found.is_empty() && is_telling(aim, n * n / 2) {
        for (i, a) in terms.iter().enumerate() {
            found.extend(terms[i + 1..].iter().filter(|b| close(a.value + b.value)).map(|b| vec![*a, *b]));
        }
    }
    if found.is_empty() && n <= 12 && is_telling(aim, n * n * n / 6) {
        for (i, a) in terms.iter().enumerate() {
            for (j, b) in terms.iter().enumerate().skip(i + 1) {
                let both = a.value + b.value;
                found.extend(terms[j + 1..].iter().filter(|c| close(both + c.value)).map(|c| vec![*a, *b, *c]));
            }
        }
    }
    let [set] = found.as_slice() else { return None };
    if set.len() == n && n > 1 {
        return None;
    }
    let names: Vec<String> = set.iter().map(|term| format!("「{}」{}", term.label, term.value)).collect();
    let names = names.join("+");
    Some(if gap.is_sign_negative() {
        Wording::new(format!("差额恰为{names}，疑似漏计"), format!("the gap is exactly {names}, as though left out"))
    } else {
        Wording::new(
            format!("差额恰为{names}，疑似重复计入"),
            format!("the gap is exactly {names}, as though counted twice"),
        )
    })
}

/// Whether so many candidate sums would seldom meet the gap by chance: the gap has far more printable values than that.
fn is_telling(gap: Decimal, candidates: usize) -> bool {
    let cents = gap.abs() * Decimal::from(100);
    cents > Decimal::from(candidates) * Decimal::from(20)
}

/// One amount is in the wrong unit: with it multiplied or divided by 10^4 the sum fits.
fn unit_slip(gap: Decimal, terms: &[Term], tolerance: Decimal) -> Option<Wording> {
    let factor = Decimal::from(10_000);
    let mut fitting = terms.iter().filter(|term| term.value > Decimal::ZERO).filter(|term| {
        let slack = tolerance.min(Decimal::new(1, 2));
        let too_large = (gap + term.value - term.value / factor).abs() <= slack && term.value >= factor;
        let too_small = (gap + term.value - term.value * factor).abs() <= slack;
        too_large || too_small
    });
    let term = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    Some(Wording::new(
        format!("「{}」{}若按一万倍换算（元与万元混用）即可相符", term.label, term.value),
        format!("the figures agree once 「{}」 {} is converted by 10,000 (元 taken for 万元)", term.label, term.value),
    ))
}

/// The two numbers differ by two neighbouring digits that changed places.
fn transposition(found: Decimal, expected: Decimal) -> Option<Wording> {
    let (a, b) = aligned(found, expected)?;
    let differing: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    let [i, j] = differing.as_slice() else { return None };
    let neighbours = *j == i + 1 || (*j == i + 2 && a[i + 1] == b'.');
    (neighbours && a[*i] == b[*j] && a[*j] == b[*i]).then(|| {
        Wording::new(
            format!("两数仅相邻两位数字（{}、{}）颠倒", char::from(a[*i]), char::from(a[*j])),
            format!("two neighbouring digits ({}, {}) have changed places", char::from(a[*i]), char::from(a[*j])),
        )
    })
}

/// The two numbers differ by one digit only.
fn one_digit(found: Decimal, expected: Decimal) -> Option<Wording> {
    let (a, b) = aligned(found, expected)?;
    let differing: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    let [i] = differing.as_slice() else { return None };
    // In a short number one digit is most of it, and says nothing.
    (a.len() >= 5).then(|| {
        Wording::new(
            format!("两数仅一位数字不同（{}与{}）", char::from(a[*i]), char::from(b[*i])),
            format!("only one digit differs ({} and {})", char::from(a[*i]), char::from(b[*i])),
        )
    })
}

/// Both numbers as digits with the same number of decimals; `None` where they are of different length.
fn aligned(a: Decimal, b: Decimal) -> Option<(Vec<u8>, Vec<u8>)> {
    let scale = a.scale().max(b.scale());
    let print = |mut number: Decimal| {
        number.rescale(scale);
        number.to_string().into_bytes()
    };
    let (a, b) = (print(a), print(b));
    (a.len() == b.len()).then_some((a, b))
}
