//! Characters of text forms as they are seen: radicals and signs of symbol fonts folded, what shows nothing left out.

use super::characters::{Kept, keep};
use super::symbol_font;
use unicode_normalization::UnicodeNormalization;

/// The character that is seen; `None` for zero-width and control characters. Blanks stay as they are, for their widths tell.
pub(super) fn shown(character: char) -> Option<char> {
    if character.is_ascii_graphic() || matches!(character, '\n' | '\t' | '\u{b}' | '\u{c}') {
        return Some(character);
    }
    // A word processor's non-breaking hyphen is a hyphen.
    if character == '\u{2011}' {
        return Some('-');
    }
    if character.is_whitespace() {
        return Some(character);
    }
    if ('\u{f900}'..='\u{faff}').contains(&character) || ('\u{2f800}'..='\u{2fa1f}').contains(&character) {
        return std::iter::once(character).nfc().next();
    }
    match keep(character) {
        Kept::AsIs(c) | Kept::Folded(c) => Some(symbol_font::private_use(c).unwrap_or(c)),
        Kept::Nothing => None,
    }
}

/// A text with each character as it is seen, and every line ended by `\n`.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            chars.next_if_eq(&'\n');
            out.push('\n');
        } else {
            out.extend(shown(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_stays() {
        for (raw, seen) in [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("≥\u{202a}92%\u{202c}\u{200b}\u{feff}\u{ad}", "≥92%"),
            ("\u{f0b3}95%\u{f0a3}5", "≥95%≤5"),
            ("\u{f9e1}\u{2f00}\u{2ed4}", "李一门"),
            ("a\u{a0}\u{3000}b\u{2011}1", "a\u{a0}\u{3000}b-1"),
        ] {
            assert_eq!(text(raw), seen, "{raw:?}");
        }
    }
}
