//! Names made comparable: of bureaus, projects, indicators.

use crate::normalise::label::{changed, simple};
use crate::normalise::lexicon::Lexicon;
use unicode_normalization::UnicodeNormalization;

/// The name with width variants unified and everything dropped that is not a letter, digit or Han character.
pub fn key(name: &str) -> String {
    let is_han = |c| matches!(c, '\u{4e00}'..='\u{9fff}');
    let key = changed(unnumbered(name), is_han, |key, c| {
        match simple(c) {
            Some(c) => key.extend(kept(c)),
            None => key.extend(std::iter::once(c).nfkc().flat_map(char::to_lowercase).filter_map(kept)),
        }
        Some(())
    });
    key.unwrap_or_default()
}

/// The character as a key has it; `None` for punctuation and blanks.
fn kept(c: char) -> Option<char> {
    (c.is_alphanumeric() || matches!(c, '%' | '>' | '<')).then(|| c.to_ascii_lowercase())
}

/// The text without any of the words, the longest first where several begin at one place.
pub(crate) fn without(text: &str, words: &Lexicon) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let longest = words.longest(rest);
        if longest.is_none() {
            kept.push(c);
        }
        rest = &rest[longest.map_or(c.len_utf8(), str::len)..];
    }
    kept
}

/// The name without a leading number such as `指标1：`, `1.` or `（1）`.
pub fn unnumbered(name: &str) -> &str {
    let name = name.trim();
    let after_word = name.strip_prefix("指标").unwrap_or(name);
    let digits = after_word.trim_start_matches(|c| matches!(c, '0'..='9' | '（' | '(' | '①'..='⑩'));
    let rest = digits.trim_start_matches(['：', ':', '.', '、', '．', '）', ')']);
    // A number is one only where something separates it from the name; `15人次` has none.
    if digits.len() < after_word.len() && rest.len() < digits.len() && !rest.is_empty() { rest } else { name }
}

/// Whether two names of bodies mean the same one: equal, or one with a code, a region or a part (本级) added.
pub fn same_body(a: &str, b: &str) -> bool {
    let body = |name: &str| {
        let name = key(name);
        let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
        name.trim_end_matches("本级").trim_end_matches("机关").trim_end_matches("汇总").to_owned()
    };
    let (a, b) = (body(a), body(b));
    a == b || (a.chars().count().min(b.chars().count()) >= 3 && (a.contains(&b) || b.contains(&a)))
}
/// The length in characters.
pub fn length(name: &str) -> usize {
    name.chars().count()
}

/// How alike two names are, from 0 to 100: the share of character pairs they have in common (Dice).
pub fn likeness(a: &str, b: &str) -> usize {
    let pairs = |name: &str| -> Vec<(char, char)> { name.chars().zip(name.chars().skip(1)).take(80).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    if total == 0 {
        return 0;
    }
    let mut common = 0;
    for pair in &a {
        if let Some(at) = b.iter().position(|other| other == pair) {
            b.swap_remove(at);
            common += 1;
        }
    }
    200 * common / total
}

/// The pairs of neighbouring characters of a name that stand in a text one after the other.
pub fn shared_pairs<'n>(name: &'n str, text: &'n str) -> impl Iterator<Item = &'n str> {
    let pairs = name.char_indices().zip(name.char_indices().skip(1));
    pairs.map(|((first, _), (at, last))| &name[first..at + last.len_utf8()]).filter(|pair| text.contains(pair))
}

/// Whether the characters of the short form stand in the name in this order.
pub fn is_short_form(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}
