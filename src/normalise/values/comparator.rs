//! Comparators in signs and words, before and after the number.

use super::value::Comparator;
use Comparator::{Eq, Ge, Gt, Le, Lt};

/// Signs and words before a number; where one begins with another, the longer comes first.
const BEFORE: [(&str, Comparator); 84] = [
    (">=", Ge),
    ("=>", Ge),
    ("≥=", Ge),
    ("≥", Ge),
    ("<=", Le),
    ("=<", Le),
    ("≤=", Le),
    ("≤", Le),
    (">", Gt),
    ("<", Lt),
    ("==", Eq),
    ("=", Eq),
    ("大于或者等于", Ge),
    ("高于或者等于", Ge),
    ("多于或者等于", Ge),
    ("多于或等于", Ge),
    ("小于或者等于", Le),
    ("低于或者等于", Le),
    ("少于或者等于", Le),
    ("少于或等于", Le),
    ("大于或等于", Ge),
    ("大于等于", Ge),
    ("高于或等于", Ge),
    ("高于等于", Ge),
    ("多于等于", Ge),
    ("不得低于", Ge),
    ("不得少于", Ge),
    ("不得小于", Ge),
    ("应不低于", Ge),
    ("不低于", Ge),
    ("不少于", Ge),
    ("不小于", Ge),
    ("不短于", Ge),
    ("不弱于", Ge),
    ("不下于", Ge),
    ("未低于", Ge),
    ("至少达到", Ge),
    ("至少", Ge),
    ("最少", Ge),
    ("最低", Ge),
    ("起码", Ge),
    ("达到或超过", Ge),
    ("达到", Ge),
    ("达", Ge),
    ("小于或等于", Le),
    ("小于等于", Le),
    ("低于或等于", Le),
    ("低于等于", Le),
    ("少于等于", Le),
    ("不得超过", Le),
    ("不得高于", Le),
    ("不得大于", Le),
    ("不得多于", Le),
    ("不能超过", Le),
    ("不可超过", Le),
    ("不超过", Le),
    ("不超出", Le),
    ("不高于", Le),
    ("不大于", Le),
    ("不多于", Le),
    ("不长于", Le),
    ("未超过", Le),
    ("未超出", Le),
    ("未高于", Le),
    ("不超", Le),
    ("至多", Le),
    ("最多", Le),
    ("最高", Le),
    ("最大", Le),
    ("控制在", Le),
    ("控制到", Le),
    ("限于", Le),
    ("大于", Gt),
    ("高于", Gt),
    ("多于", Gt),
    ("超过", Gt),
    ("超出", Gt),
    ("超", Gt),
    ("小于", Lt),
    ("低于", Lt),
    ("少于", Lt),
    ("不足", Lt),
    ("不到", Lt),
    ("等于", Eq),
];

/// Misprints of signs and words, which count only right before a number: 》90%, 不超过过5%, 不少50人.
const MISPRINTS: [(&str, Comparator); 18] = [
    ("》=", Ge),
    ("》", Ge),
    ("《=", Le),
    ("《", Le),
    ("〉", Gt),
    ("〈", Lt),
    ("不超过过", Le),
    ("不超超过", Le),
    ("不少于于", Ge),
    ("不低于于", Ge),
    ("不少与", Ge),
    ("不低与", Ge),
    ("不高与", Le),
    ("不大与", Le),
    ("不少", Ge),
    ("不低", Ge),
    ("不高", Le),
    ("不多", Le),
];

/// Words after a number and its unit.
const AFTER: [(&str, Comparator); 16] = [
    ("及其以上", Ge),
    ("及以上", Ge),
    ("或以上", Ge),
    ("含以上", Ge),
    ("以上", Ge),
    ("之上", Ge),
    ("及其以下", Le),
    ("及以下", Le),
    ("或以下", Le),
    ("含以下", Le),
    ("以下", Le),
    ("之下", Le),
    ("及以内", Le),
    ("以内", Le),
    ("之内", Le),
    ("内", Le),
];

/// The comparator that a text begins with, and what follows it.
pub(crate) fn before(text: &str) -> Option<(Comparator, &str)> {
    let first = text.chars().next()?;
    if !matches!(
        first,
        '>' | '='
            | '≥'
            | '<'
            | '≤'
            | '大'
            | '高'
            | '多'
            | '不'
            | '应'
            | '未'
            | '至'
            | '最'
            | '起'
            | '达'
            | '小'
            | '低'
            | '少'
            | '控'
            | '限'
            | '超'
            | '等'
            | '》'
            | '《'
            | '〉'
            | '〈'
    ) {
        return None;
    }
    let known = BEFORE.iter().find_map(|(word, comparator)| Some((*comparator, text.strip_prefix(word)?)));
    // 不超过 begins 不超过过 too: a known word that leaves no value behind is tried as a misprint.
    known.filter(|(_, rest)| !rest.starts_with(['过', '于'])).or_else(|| misprint(text)).or(known)
}

fn misprint(text: &str) -> Option<(Comparator, &str)> {
    let follows = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("百分之");
    MISPRINTS.iter().find_map(|(word, comparator)| Some((*comparator, text.strip_prefix(word).filter(follows)?)))
}

/// The comparator that stands after a unit, and what follows it.
pub(crate) fn after(text: &str) -> Option<(Comparator, &str)> {
    if !text.starts_with(['及', '或', '含', '以', '之', '内']) {
        return None;
    }
    AFTER.iter().find_map(|(word, comparator)| Some((*comparator, text.strip_prefix(word)?)))
}

/// The text without a comparator at its end.
pub(crate) fn strip_after(text: &str) -> Option<&str> {
    if !text.ends_with(['上', '下', '内']) {
        return None;
    }
    AFTER.iter().find_map(|(word, _)| text.strip_suffix(word))
}

/// Whether a comparator is one from below: ≥ or >.
pub(crate) fn from_below(comparator: Comparator) -> bool {
    matches!(comparator, Ge | Gt)
}

/// Whether a comparator is one from above: ≤ or <.
pub(crate) fn from_above(comparator: Comparator) -> bool {
    matches!(comparator, Le | Lt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_at_the_beginning_and_at_the_end() {
        for (word, comparator) in BEFORE {
            assert_eq!(before(word), Some((comparator, "")), "{word}");
        }
        for (word, comparator) in AFTER {
            assert_eq!(after(word), Some((comparator, "")), "{word}");
            assert_eq!(strip_after(word), Some(""), "{word}");
        }
    }
}
