//! A rule's clauses: between commas, semicolons and full stops, outside brackets.

/// The clauses of a folded rule. A comma inside a number (1,000人) and whatever is in brackets separates nothing.
pub(super) fn split(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut clauses = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            ';' | '。' if depth > 0 => continue,
            ',' if depth > 0 || is_thousands(bytes, at) => continue,
            ',' | ';' | '。' => {
                push(&mut clauses, &text[start..at]);
                start = at + c.len_utf8();
            }
            '①'..='⑳' if at > start => {
                push(&mut clauses, &text[start..at]);
                start = at;
            }
            _ => {}
        }
    }
    push(&mut clauses, &text[start..]);
    clauses
}

/// Whether a comma stands between digits as a thousands separator.
fn is_thousands(bytes: &[u8], at: usize) -> bool {
    let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
}

fn push<'a>(clauses: &mut Vec<&'a str>, clause: &'a str) {
    let clause = without_number(clause);
    if !clause.is_empty() {
        clauses.push(clause);
    }
}

/// A clause without its own number: ①, 1., 1、, (1), 一是.
fn without_number(clause: &str) -> &str {
    let clause = clause.trim_start_matches(|c: char| matches!(c, '①'..='⑳' | '、' | ':'));
    let digits = clause.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits < 3 {
        let rest = &clause[digits..];
        if let Some(rest) = rest.strip_prefix('、') {
            return rest;
        }
        if let Some(rest) = rest.strip_prefix('.')
            && !rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return rest;
        }
    }
    if let Some(body) = clause.strip_prefix('(')
        && let Some((number, rest)) = body.split_once(')')
        && !rest.is_empty()
        && number.chars().count() <= 2
        && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    {
        return rest;
    }
    ["一是", "二是", "三是", "四是"].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause)
}
