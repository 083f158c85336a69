//! Label and value in one cell: `资金总额：2115.3`, `其中：一般公共预算：2107.30`, `填报单位：…（盖章）`.

use crate::normalise::assemble::Builder;
use crate::normalise::budget;
use crate::normalise::disclosure::Field;
use crate::normalise::heading;
use crate::normalise::label::{self, Label};
use crate::normalise::parsing;
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
