//! Bands written around their noun: 80%≤执行率<100%, 60%≤<80%, [80%,90%).

use super::comparator;
use super::number;
use super::unit;
use super::value::Comparator;
use rust_decimal::Decimal;

/// A band with its noun and its closed sides.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Between<'a> {
    pub low: Decimal,
    pub high: Decimal,
    pub low_closed: bool,
    pub high_closed: bool,
    pub unit: Option<&'a str>,
    /// The noun between the signs, where one is printed.
    pub subject: Option<&'a str>,
}

/// A whole folded text as a band.
pub(crate) fn parse(text: &str) -> Option<Between<'_>> {
    if text.starts_with(['[', '(']) {
        return brackets(text);
    }
    let (first, first_unit, rest) = bound(text)?;
    if let Some(spread) = rest.strip_prefix('±') {
        return around(first, first_unit, spread);
    }
    let (first_sign, rest) = sign(rest)?;
    let at = rest.find(['≤', '<', '≥', '>'])?;
    let (second_sign, after) = sign(&rest[at..])?;
    let (second, second_unit, after) = bound(after)?;
    if !after.is_empty() || comparator::from_below(first_sign) != comparator::from_below(second_sign) {
        return None;
    }
    let closed = |sign| matches!(sign, Comparator::Le | Comparator::Ge);
    let subject = Some(rest[..at].trim_matches(['x', 'X', 'A', 'a'])).filter(|noun| !noun.is_empty());
    let unit = second_unit.or(first_unit);
    Some(ordered(first, closed(first_sign), second, closed(second_sign), unit, subject))
}

/// 5±1次, 20℃±2℃: both sides belong to the band.
fn around<'a>(middle: Decimal, unit: Option<&'a str>, spread: &'a str) -> Option<Between<'a>> {
    let (spread, spread_unit, rest) = bound(spread)?;
    // 50±10%: a share of the middle, or points? The wording leaves it open.
    let same = unit.is_none() && spread_unit != Some("%") || unit == spread_unit;
    let (low, high) = (middle.checked_sub(spread)?, middle.checked_add(spread)?);
    (rest.is_empty() && same).then(|| ordered(low, true, high, true, unit.or(spread_unit), None))
}

/// [80%,90%), (60,80].
fn brackets(text: &str) -> Option<Between<'_>> {
    let (first, first_unit, rest) = bound(&text[1..])?;
    let (second, second_unit, rest) = bound(rest.strip_prefix([',', '、', '-', '~'])?)?;
    if !matches!(rest, "]" | ")") {
        return None;
    }
    Some(ordered(first, text.starts_with('['), second, rest == "]", second_unit.or(first_unit), None))
}

/// A bound with its unit, and what follows.
fn bound(text: &str) -> Option<(Decimal, Option<&str>, &str)> {
    let (number, rest) = number::arabic(text)?;
    Some(match unit::known_prefix(rest) {
        Some((unit, rest)) => (number, Some(unit), rest),
        None => (number, None, rest),
    })
}

fn sign(text: &str) -> Option<(Comparator, &str)> {
    comparator::before(text).filter(|_| text.starts_with(['≤', '<', '≥', '>']))
}

/// The band from its lower bound, also where it is printed from above (100%>x≥80%).
fn ordered<'a>(
    first: Decimal,
    first_closed: bool,
    second: Decimal,
    second_closed: bool,
    unit: Option<&'a str>,
    subject: Option<&'a str>,
) -> Between<'a> {
    if first <= second {
        Between { low: first, high: second, low_closed: first_closed, high_closed: second_closed, unit, subject }
    } else {
        Between { low: second, high: first, low_closed: second_closed, high_closed: first_closed, unit, subject }
    }
}
