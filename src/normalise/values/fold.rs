//! Text as the parsers see it: half-width, without white space but between two numbers, tags and look-alike signs.

/// Folds full-width forms, dashes, comparison signs and entities to one form each and drops white space and
/// markup tags, up to `limit` characters; the flag says whether there was more. Letters and Han characters stay.
pub(crate) fn fold(raw: &str, limit: usize) -> (String, bool) {
    let mut folded = String::with_capacity(raw.len().min(limit * 3));
    let mut count = 0;
    let mut rest = raw;
    // Blanks since the last character; whether each is one of those that part thousands.
    let mut gap: Option<bool> = None;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            let thousands = matches!(c, '\u{a0}' | '\u{2007}'..='\u{200a}' | '\u{202f}');
            gap = Some(gap.unwrap_or(true) && thousands);
            rest = after;
            continue;
        }
        let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if let Some(thousands) = gap.take()
            && is_digit(c)
            && folded.ends_with(|c: char| c.is_ascii_digit())
        {
            // Two numbers stay two: 102 120 is not 102120. Thin and no-break blanks part thousands.
            folded.push(if thousands { ',' } else { ' ' });
        }
        if c == '<'
            && let Some(next) = after_tag(after)
        {
            rest = next;
            continue;
        }
        if c == '&'
            && let Some((entity, next)) = entity(after)
        {
            folded.extend(entity);
            rest = next;
            continue;
        }
        rest = after;
        if let Some(c) = fold_char(c) {
            count += 1;
            if count > limit {
                return (folded, true);
            }
            folded.push(c);
        }
    }
    (folded, false)
}

/// One character folded; `None` where it is dropped.
fn fold_char(c: char) -> Option<char> {
    Some(match c {
        '!'..='~' => c,
        c if c.is_whitespace() => return None,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{0}'..='\u{1f}' => return None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)?,
        '—' | '–' | '−' | '‐' | '‑' | '―' | '─' | '﹣' | '‒' | '⁻' | '﹘' | 'ー' | '➖' => '-',
        '’' | '‘' | '′' | '´' => '\'',
        '〜' | '∼' | '˜' => '~',
        '≧' | '⩾' | '≮' => '≥',
        '≦' | '⩽' | '≯' => '≤',
        '﹥' => '>',
        '﹤' => '<',
        '﹦' => '=',
        '﹪' => '%',
        '﹢' => '+',
        '﹙' | '〔' | '﹝' => '(',
        '﹚' | '〕' | '﹞' => ')',
        '•' | '・' | '∙' | '‧' | '⋅' | '˙' => '·',
        '✕' | '✖' | '╳' | '✗' | '⨯' => '×',
        '∗' | '﹡' | '✱' => '*',
        '∶' | '︰' => ':',
        '﹐' => ',',
        '﹔' => ';',
        '｡' => '。',
        '∕' | '⁄' => '/',
        c => c,
    })
}

/// What follows a markup tag whose `<` was just passed; `None` where it is a less-than sign.
fn after_tag(text: &str) -> Option<&str> {
    const LONGEST_TAG: usize = 400;
    let body = text.strip_prefix('/').unwrap_or(text);
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.bytes().take(LONGEST_TAG).position(|b| b == b'>')?;
    Some(&text[end + 1..])
}

/// A character entity whose `&` was just passed, and what follows it.
fn entity(text: &str) -> Option<(Option<char>, &str)> {
    const ENTITIES: [(&str, Option<char>); 6] = [
        ("nbsp;", None),
        ("lt;", Some('<')),
        ("gt;", Some('>')),
        ("le;", Some('≤')),
        ("ge;", Some('≥')),
        ("amp;", Some('&')),
    ];
    ENTITIES.iter().find_map(|(name, c)| Some((*c, text.strip_prefix(name)?)))
}
