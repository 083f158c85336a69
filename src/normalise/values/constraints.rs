//! A whole cell: the notation families in order, and cells with several constraints (2次以上，每次≥50人).

use super::value::{Value, ValueKind, flag};
use super::{Context, absent, change, date, numeric, proportion, unit, words};

/// The most constraints that one cell can hold.
const MOST: usize = 8;

/// A folded, non-blank cell as a value.
pub(super) fn parse(text: &str, context: &Context<'_>) -> Value {
    if let Some(value) = single(text, context) {
        return value;
    }
    let parts = split(text);
    if parts.len() > 1 || parts.first().is_some_and(|part| part.len() < text.len()) {
        let mut values = parts.iter().map(|part| named(part, single(part, context).unwrap_or_else(|| prose(part))));
        let first = values.next().unwrap_or_default();
        let rest: Vec<Value> = values.collect();
        if !absent::is_prose(&first) {
            return joined(first, rest);
        }
        // Prose that holds numbers: the numbers are kept beside the words.
        let mut whole = prose(text);
        whole.also = std::iter::once(first).chain(rest).filter(|value| value.value.is_some()).collect();
        return whole;
    }
    prose(text)
}

/// One constraint; `None` where the text is none or more than one.
fn single(text: &str, context: &Context<'_>) -> Option<Value> {
    let trimmed = text.trim_end_matches(['。', ';', ',', '、']);
    let trimmed = trimmed.trim_start_matches(|c| matches!(c, '①'..='⑳'));
    // Changes begin with words.
    let worded = trimmed.starts_with(unit::is_han);
    absent::stand_in(trimmed, context)
        .or_else(|| date::parse(trimmed, context.year))
        .or_else(|| if worded { change::parse(trimmed).or_else(|| change::level(trimmed)) } else { None })
        .or_else(|| proportion::parse(trimmed))
        .or_else(|| numeric::parse(trimmed))
        .or_else(|| in_words(trimmed))
}

/// Words without a comma in them that a list knows.
fn in_words(text: &str) -> Option<Value> {
    if text.contains([',', ';', '。']) { None } else { words::parse(text) }
}

/// Words, known or not.
fn prose(text: &str) -> Value {
    words::parse(text).unwrap_or_else(|| Value { kind: ValueKind::Text, ..Value::default() })
}

fn named(part: &str, mut value: Value) -> Value {
    value.raw = part.to_string();
    value
}

/// The first constraint with the others; a range in two constraints (≥90%且≤95%) stays two.
fn joined(mut first: Value, rest: Vec<Value>) -> Value {
    for mut other in rest {
        if other.raw.starts_with("力争") {
            other.flag(flag::STRETCH);
        }
        first.also.push(other);
    }
    first
}

/// The parts of a cell between commas, semicolons and 且; a comma between digits may separate thousands.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            // 1.≥95%2.≥90%: numbers of the list without anything between its entries.
            '.' if depth == 0 && text[at + 1..].starts_with(['≥', '≤', '>', '<', '=']) => {
                let number = text[start..at].trim_end_matches(|c: char| c.is_ascii_digit());
                let digits = at - start - number.len();
                if (1..=2).contains(&digits) {
                    if !number.is_empty() {
                        parts.push(number);
                    }
                    start = at + 1;
                }
            }
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '、' | '。' | '且' if depth == 0 => {
                // 1、≥95%: a number of the list.
                let numbered = c == '、' && at - start <= 2 && text[start..at].bytes().all(|b| b.is_ascii_digit());
                if at > start && !numbered {
                    parts.push(&text[start..at]);
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
        if parts.len() > MOST {
            return vec![text];
        }
    }
    if start < text.len() {
        parts.push(&text[start..]);
    }
    parts
}
