//! Label and value in one cell: `资金总额：2115.3`, `其中：一般公共预算：2107.30`, `填报单位：…（盖章）`.

use crate::normalise::assemble::Builder;
use crate::normalise::budget;
use crate::normalise::disclosure::Field;
use crate::normalise::heading;
use crate::normalise::label::{self, Label};
use crate::normalise::parsing;
use crate::normalise::shape;
use crate::normalise::vocabulary::Vocabulary;

/// What a label in front of a colon means.
pub(super) enum Inline<'a> {
    Field(&'a str),
    Budget(&'a str),
    Narrative(&'a str),
    Extra,
}

/// Splits `label：value` where the label is known; a value may be blank.
pub(super) fn split<'a, 't>(words: &'a Vocabulary, text: &'t str) -> Option<(&'t str, &'t str, Inline<'a>)> {
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        // Labels are short.
        if at > 90 {
            return None;
        }
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '：' | ':' if depth == 0 => {
                let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
                let label = Label::of(before);
                if label.is_empty() {
                    // 其中： in front of the label.
                    continue;
                }
                let meaning = if let Some(field) = words.field(&label) {
                    Inline::Field(field)
                } else if let Some(role) = words.budget(&label) {
                    Inline::Budget(role)
                } else if let Some(role) = words.narrative(&label) {
                    Inline::Narrative(role)
                } else if words.is_extra(&label) {
                    Inline::Extra
                } else {
                    return None;
                };
                return Some((before, after, meaning));
            }
            _ => {}
        }
    }
    amount(words, text)
}

/// `财政拨款100万元` without a colon: the label of an amount, then the amount.
fn amount<'a, 't>(words: &'a Vocabulary, text: &'t str) -> Option<(&'t str, &'t str, Inline<'a>)> {
    let at = text.char_indices().find(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at)?;
    let (before, after) = text.split_at(at);
    let role = words.budget(&Label::of(before))?;
    parsing::money(after).map(|_| (before, after, Inline::Budget(role)))
}

/// Whether a text is the label of an amount and the amount.
pub(super) fn is_amount(words: &Vocabulary, text: &str) -> bool {
    matches!(split(words, text), Some((_, _, Inline::Budget(_))))
}

/// Whether a text is several amounts, each with its label.
pub(super) fn is_several(words: &Vocabulary, text: &str) -> bool {
    several(words, text).is_some()
}

/// Whether a cell of several amounts has one of a role.
pub(super) fn has_amount_of(words: &Vocabulary, text: &str, role: &str) -> bool {
    several(words, text).is_some_and(|parts| parts.iter().any(|part| part.role == role))
}

/// One amount of a cell of several: its label, as printed and what it means, and its value.
struct Part<'a, 't> {
    printed: &'t str,
    role: &'a str,
    value: &'t str,
}

/// `总额：259万元 一、财政拨款：259万元 二、自有资金：`: a cell of nothing but amounts, each with its label; `None` where it is anything else.
fn several<'a, 't>(words: &'a Vocabulary, text: &'t str) -> Option<Vec<Part<'a, 't>>> {
    const MOST: usize = 24;
    let apart = |c: char| c.is_whitespace() || "，,；;、。".contains(c);
    let mut parts = Vec::new();
    let mut rest = text.trim_matches(apart);
    while !rest.is_empty() {
        let (label, after) = label_of_amount(rest)?;
        let role = words.budget(&Label::of(label))?;
        let (value, after) = after.split_at(end_of_amount(after));
        let value = value.trim_matches(apart);
        if parts.len() == MOST || !(value.is_empty() || parsing::money(value).is_some() || shape::is_dash(value)) {
            return None;
        }
        parts.push(Part { printed: label, role, value });
        rest = after.trim_start_matches(apart);
    }
    (parts.len() > 1).then_some(parts)
}

/// The label that a text begins with, up to its colon or to the amount, and what follows. The number of an entry of a list is part of it.
fn label_of_amount(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 40;
    let numbered =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | '（' | ')' | '）' | '.' | '、'));
    let mut depth = 0u32;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < text.len() - numbered.len()).take(LONGEST) {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            // 其中： in front of the label.
            ':' | '：' if depth == 0 && !Label::of(&text[..at]).is_empty() => {
                return Some((&text[..at], &text[at + c.len_utf8()..]));
            }
            _ if depth == 0 && c.is_ascii_digit() => return Some((&text[..at], &text[at..])),
            _ => {}
        }
    }
    None
}

/// Where the amount ends that a text begins with: digits, their separators, a unit of money.
fn end_of_amount(text: &str) -> usize {
    let digits = |c: char| c.is_ascii_digit() || c.is_whitespace() || "，,.．-－—−¥￥/".contains(c);
    let number = text.trim_start_matches(digits);
    let unit = ["万元", "亿元", "千元", "元", "万"].iter().find_map(|unit| number.strip_prefix(unit)).unwrap_or(number);
    text.len() - unit.len()
}

/// A field, and the unit of money that is named behind it: `填报单位：某某局 单位：万元`.
fn with_unit<'t>(words: &Vocabulary, part: &'t str) -> Vec<&'t str> {
    let Some((_, after, Inline::Field(_))) = split(words, part) else { return vec![part] };
    let (_, unit) = heading::before_unit(after);
    if heading::meta(words, unit).is_some_and(|(name, ..)| name == "currency_unit") {
        return vec![part.strip_suffix(unit).unwrap_or(part).trim_end(), unit];
    }
    vec![part]
}

/// Reads a cell of `label：value` paragraphs; whether it was one.
pub(super) fn read(builder: &mut Builder, cell: usize) -> bool {
    let text = builder.sheet.cells[cell].text.clone();
    let words = builder.words;
    if let Some(parts) = several(words, &text) {
        for Part { printed, role, value } in parts {
            builder.sheet.furnish_part(cell, printed);
            builder.sheet.place_part(cell, value);
            let at = &builder.sheet.cells[cell];
            let mut repairs = at.repairs.clone();
            repairs.push("one of several amounts in a cell".to_owned());
            let field = Field {
                label: label::published(printed),
                text: (!value.is_empty()).then(|| value.to_owned()),
                place: at.place.clone(),
                repairs,
            };
            let column = Some(at.column);
            budget::push(builder, role, printed, column, field);
        }
        // Colons and commas between them.
        builder.sheet.furnish(cell);
        return true;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let known = |line: &&str| split(words, line).is_some();
    // Prose whose first line happens to look like a label is prose: either every line has a label, or the first one takes all.
    let parts: Vec<&str> = if lines.len() > 1 && lines.iter().all(known) { lines } else { vec![text.as_str()] };
    let mut any = false;
    for part in parts.into_iter().flat_map(|part| with_unit(words, part)) {
        let Some((before, after, meaning)) = split(words, part) else { continue };
        any = true;
        let value = after.trim();
        builder.sheet.furnish_part(cell, before);
        builder.sheet.furnish_part(cell, "：");
        let printed = &builder.sheet.cells[cell];
        let field = Field {
            label: label::published(before),
            text: (!value.is_empty()).then(|| value.to_owned()),
            place: printed.place.clone(),
            repairs: printed.repairs.clone(),
        };
        match meaning {
            // 单位：某某局 is no unit of money.
            Inline::Field(name) => builder.set_field(heading::meta(words, part).map_or(name, |(name, ..)| name), field),
            Inline::Budget(role) => budget::push(builder, role, before, Some(builder.sheet.cells[cell].column), field),
            Inline::Narrative(role) => builder.push_narrative(role, field),
            Inline::Extra => builder.form.extra.push(field),
        }
        builder.sheet.place_part(cell, value);
    }
    any
}
