//! ActualText: what the file says that a span of marked content reads (ISO 32000-1, 14.9.4). What is seen counts; it is asked
//! where the font does not tell a character.

use super::unmapped::is_private;
use crate::read::document::Glyph;
use hayro_syntax::object::{Dict, String as PdfString};

/// Characters of a span that are looked at; longer texts replace no glyphs.
const LONGEST: usize = 4096;

/// An open span with a text of its own.
pub(super) struct Span {
    text: Vec<char>,
    /// The glyphs of the page that were there before it.
    begins: usize,
}

impl Span {
    /// The span that properties begin, if they have such a text.
    pub(super) fn of(properties: &Dict<'_>, begins: usize) -> Option<Span> {
        let text = properties.get::<PdfString<'_>>(b"ActualText")?;
        let text: Vec<char> = (text.as_bytes().len() <= LONGEST)
            .then(|| super::text_string::decode(text.as_bytes()).chars().collect())?;
        text.iter().any(|c| !is_private(*c)).then_some(Span { text, begins })
    }

    /// Gives the span's glyphs that have no character theirs, where the others are as the text says.
    pub(super) fn name(&self, glyphs: &mut [Glyph]) {
        let Some(of_span) = glyphs.get_mut(self.begins..) else { return };
        if of_span.iter().all(|glyph| glyph.char.is_some()) || of_span.len() != self.text.len() {
            return;
        }
        let agrees = |(glyph, text): (&Glyph, &char)| glyph.char.is_none_or(|c| c == *text);
        if of_span.iter().zip(&self.text).all(agrees) {
            of_span.iter_mut().zip(&self.text).for_each(|(glyph, text)| glyph.char = Some(*text));
        }
    }
}
