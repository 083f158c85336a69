//! Which characters of a text layer stand for something that is seen.

use super::radicals;
use unicode_normalization::UnicodeNormalization;

/// What becomes of a character.
pub(crate) enum Kept {
    /// Kept as it is.
    AsIs(char),
    /// A radical form, folded to the ideograph that is seen.
    Folded(char),
    /// Nothing is seen: zero-width and control characters.
    Nothing,
}

/// Decides what becomes of a character of a text layer.
pub(crate) fn keep(character: char) -> Kept {
    match character {
        '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Kept::AsIs(' '),
        '\n' | '\r' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => Kept::Nothing,
        '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Kept::Nothing,
        c if c.is_control() => Kept::Nothing,
        '\u{fe10}'..='\u{fe19}' | '\u{fe31}'..='\u{fe48}' => Kept::AsIs(upright(character)),
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            // A compatibility ideograph is, canonically, the one that is seen.
            std::iter::once(character)
                .nfc()
                .next()
                .filter(|c| *c != character)
                .map_or(Kept::AsIs(character), Kept::Folded)
        }
        c => radicals::ideograph(c).map_or(Kept::AsIs(c), Kept::Folded),
    }
}

/// Signs as they are drawn in vertical writing, and the signs that these are (Unicode 17.0, Vertical Forms and CJK Compatibility
/// Forms). U+FE30 is left out: older texts have it for a colon.
const VERTICAL: [(char, char); 32] = [
    ('︐', '，'),
    ('︑', '、'),
    ('︒', '。'),
    ('︓', '：'),
    ('︔', '；'),
    ('︕', '！'),
    ('︖', '？'),
    ('︗', '〖'),
    ('︘', '〗'),
    ('︙', '…'),
    ('︱', '—'),
    ('︲', '–'),
    ('︳', '_'),
    ('︴', '_'),
    ('︵', '（'),
    ('︶', '）'),
    ('︷', '｛'),
    ('︸', '｝'),
    ('︹', '〔'),
    ('︺', '〕'),
    ('︻', '【'),
    ('︼', '】'),
    ('︽', '《'),
    ('︾', '》'),
    ('︿', '〈'),
    ('﹀', '〉'),
    ('﹁', '「'),
    ('﹂', '」'),
    ('﹃', '『'),
    ('﹄', '』'),
    ('﹇', '［'),
    ('﹈', '］'),
];

/// The sign that one of vertical writing is.
fn upright(character: char) -> char {
    VERTICAL.iter().find(|(vertical, _)| *vertical == character).map_or(character, |(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_vertical_writing_are_those_that_unicode_says() {
        for (vertical, sign) in VERTICAL {
            let compatible = |c: char| std::iter::once(c).nfkc().collect::<String>();
            assert_eq!(compatible(vertical), compatible(sign), "{vertical}");
            assert!(matches!(keep(vertical), Kept::AsIs(kept) if kept == sign));
        }
        assert!(matches!(keep('\u{fe45}'), Kept::AsIs('\u{fe45}')), "no other sign");
    }

    #[test]
    fn compatibility_ideographs_are_those_that_are_seen() {
        assert!(matches!(keep('\u{f98e}'), Kept::Folded('年')));
        assert!(matches!(keep('\u{2f81a}'), Kept::Folded('冬')));
        assert!(matches!(keep('\u{fa0e}'), Kept::AsIs('\u{fa0e}')), "an ideograph of its own");
    }
}
