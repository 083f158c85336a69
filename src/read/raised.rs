//! What a small text above or below the line is: an exponent that belongs to its unit (m²), a note that does not (186.5¹), or text.

use regex::Regex;
use std::sync::LazyLock;

/// Signs that point to a note: numbers and single letters, alone or in brackets, circled numbers, stars, 注1.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let one = r"(?:\d{1,3}|[A-Za-z]|[ivx]{2,4}|[①-⑳⓪❶-❿㉑-㊿]|[*＊∗#＃†‡§※]{1,3}|注(?:释)?\s*\d{0,3})";
    Regex::new(&format!(r"^[\[［(（【〔]?\s*{one}(?:\s*[,，、;；~\-–—]\s*{one})*\s*[\]］)）】〕]?$"))
        .expect("a constant pattern")
});

/// Units of length, whose squares and cubes are units.
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^A-Za-zμ])(?:[kKcdhmnμ]?m|M|KM|CM|ｍ|㎜|㎝|㎞|米|里|亩|尺|寸)$").expect("a constant pattern")
});

/// Where a text stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Height {
    /// On the line.
    #[default]
    Baseline,
    /// Above it, small.
    Raised,
    /// Below it, small.
    Lowered,
}

/// What a small text becomes.
#[derive(Debug, PartialEq)]
pub(crate) enum Becomes {
    /// Part of the text, as these characters.
    Text(String),
    /// A mark beside the value.
    Mark,
}

/// Tells what a small text is, by what stands before and behind it.
pub(crate) fn tell(text: &str, height: Height, before: &str, behind: &str) -> Becomes {
    let small = text.trim();
    let letter_before = before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
    let exponent =
        !small.is_empty() && small.trim_start_matches(['-', '−', '－', '–']).chars().all(|c| c.is_ascii_digit());
    match height {
        // PM₂.₅ and CO₂ are written on the line as well.
        Height::Lowered if letter_before => return Becomes::Text(text.to_owned()),
        Height::Raised if exponent && is_power(small, before, letter_before) => {
            return Becomes::Text(small.chars().map(superscript).collect());
        }
        Height::Raised if matches!(small, "o" | "O" | "0" | "○") && behind.starts_with(['C', 'c', '℃', 'F']) => {
            return Becomes::Text("°".to_owned());
        }
        _ => {}
    }
    if MARK.is_match(small) { Becomes::Mark } else { Becomes::Text(text.to_owned()) }
}

/// Whether a raised number is a power: of a length, of ten, or a negative one of a unit.
fn is_power(number: &str, before: &str, letter_before: bool) -> bool {
    let squared = matches!(number, "2" | "3") && LENGTH.is_match(before);
    let of_ten =
        before.strip_suffix("10").is_some_and(|factor| factor.trim_end().ends_with(['×', 'x', 'X', '*', '∗', '·']));
    let negative = letter_before && !number.starts_with(|c: char| c.is_ascii_digit());
    squared || of_ten || negative
}

/// A value and the note marks that end it: raised digits that are no power (`186.5¹`), a circled number (`24座①`).
pub(crate) fn trailing(text: &str) -> Option<(&str, &str)> {
    let value = text.trim_end_matches(|c| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁽' | '⁾' | '①'..='⑳'));
    let mark = &text[value.len()..];
    // A text of its own kind, or a list with circled numbers, has no mark at its end.
    if mark.is_empty() || value.is_empty() || value.contains(|c: char| ('①'..='⑳').contains(&c)) {
        return None;
    }
    let circled = mark.chars().any(|c| ('①'..='⑳').contains(&c));
    if circled && value.chars().count() > 30 {
        return None;
    }
    let small: String = mark.chars().map(digit).collect();
    let last = value.chars().next_back()?;
    let power = !circled && (is_power(&small, value, last.is_ascii_alphabetic()) || last.is_ascii_alphabetic());
    (!power && !value.ends_with('\n')).then_some((value, mark))
}

fn digit(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        other => other,
    }
}

fn superscript(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2074 + u32::from(c) - u32::from('4')).unwrap_or(c),
        '-' | '−' | '－' | '–' => '⁻',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_end_of_a_value() {
        for (text, found) in [
            ("186.5¹", Some(("186.5", "¹"))),
            ("24座①", Some(("24座", "①"))),
            ("1200m²", None),
            ("3万km²", None),
            ("1200米²", None),
            ("1.2×10⁴", None),
            ("①", None),
            ("①甲②", None),
            ("98%", None),
        ] {
            assert_eq!(trailing(text), found, "{text}");
        }
    }

    #[test]
    fn exponents_stay_and_notes_go() {
        let text = |text: &str| Becomes::Text(text.to_owned());
        for (before, small, behind, becomes) in [
            ("1200m", "2", "", text("²")),
            ("5km", "2", "", text("²")),
            ("3.5万m", "3", "以上", text("³")),
            ("1200米", "2", "", text("²")),
            ("1.2×10", "4", "吨", text("⁴")),
            ("5m·s", "-1", "", text("⁻¹")),
            ("25", "o", "C", text("°")),
            ("25", "℃", "", text("℃")),
            ("98", "%", "", text("%")),
            ("186.5", "1", "", Becomes::Mark),
            ("186.5", "[12]", "", Becomes::Mark),
            ("186.5", "注1", "", Becomes::Mark),
            ("186.5", "①", "", Becomes::Mark),
            ("", "②", "≥24座", Becomes::Mark),
            ("24座", "1,2", "", Becomes::Mark),
            ("24座", "*", "", Becomes::Mark),
            ("GDP", "2", "", Becomes::Mark),
            ("项目", "（新增）", "", text("（新增）")),
            ("10", "2", "", Becomes::Mark),
        ] {
            assert_eq!(tell(small, Height::Raised, before, behind), becomes, "{before}^{small}");
        }
        assert_eq!(tell("2.5", Height::Lowered, "PM", ""), text("2.5"));
        assert_eq!(tell("1", Height::Lowered, "186.5", ""), Becomes::Mark);
    }
}
