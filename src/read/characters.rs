//! Which characters of a text layer stand for something that is seen.

use super::radicals;

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
        c => radicals::ideograph(c).map_or(Kept::AsIs(c), Kept::Folded),
    }
}
