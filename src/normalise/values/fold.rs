//! Text as the parsers see it: half-width, without white space but between two numbers, tags and look-alike signs.

/// Folds full-width forms, dashes, comparison signs and entities to one form each and drops white space and
/// markup tags, up to `limit` characters; the flag says whether there was more. Letters and Han characters stay.
pub(crate) fn fold(raw: &str, limit: usize) -> (String, bool) {
    let mut folded = String::with_capacity(raw.len().min(limit * 3));
    let mut count = 0;
    let mut rest = raw;
    // What blanks since the last character would leave between two numbers.
    let mut gap: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            let thousands = matches!(c, '\u{a0}' | '\u{2007}'..='\u{200a}' | '\u{202f}');
            gap = match (c, gap) {
                ('\n' | '\r', _) | (_, Some('\n')) => Some('\n'),
                (_, None | Some(',')) if thousands => Some(','),
                _ => Some(' '),
            };
            rest = after;
            continue;
        }
        let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if let Some(mark) = gap.take()
            && is_digit(c)
            && folded.ends_with(|c: char| c.is_ascii_digit())
        {
            // Two numbers stay two: 102 120 is not 102120. Thin and no-break blanks part thousands.
            folded.push(mark);
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
    (without_letter_spacing(folded), false)
}

/// Numbers whose every digit stands apart (1 8 6 5) are set with letter spacing, and are one.
fn without_letter_spacing(text: String) -> String {
    if !text.contains(' ') {
        return text;
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.');
    let mut spaced = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|c: char| number(c) != number(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(run);
        let apart = number(first) && part.split([' ', ',', '.']).all(|digits| digits.len() <= 1);
        spaced.extend(part.chars().filter(|c| !(apart && *c == ' ')));
        rest = after;
    }
    spaced
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

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn blanks_between_numbers_part_them_and_those_between_digits_do_not() {
        let cases = [
            ("102 120", "102 120"),
            ("102\n120", "102\n120"),
            ("8 \n 8", "8\n8"),
            ("1 5", "15"),
            ("≥ 1 8 6 5 . 0 0 万 元", "≥1865.00万元"),
            ("1\u{a0}865\u{2009}000", "1,865,000"),
            ("2022 年 12 月", "2022年12月"),
        ];
        for (raw, folded) in cases {
            assert_eq!(fold(raw, 60).0, folded, "{raw:?}");
        }
    }
}
