//! A paragraph under construction: its text, what of it stands above or below the line, and what is left out of it.

use super::look::{Look, Shown};
use super::table::Item;
use crate::place::Place;
use crate::read::characters::{self, Kept};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::raised::{self, Becomes, Height};
use crate::read::{spacing, symbol_font};

/// A character that nothing tells.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// A paragraph under construction.
#[derive(Default)]
pub(super) struct Paragraph {
    text: String,
    /// Parts of the text off the line: from, to, and where.
    small: Vec<(usize, usize, Height)>,
    /// What is left out: how long the text was there, why, and the text.
    left_out: Vec<(usize, Reason, String)>,
    /// The style it names.
    pub(super) style: Option<String>,
    /// The properties of its mark: hidden, the next paragraph goes on on the same line.
    pub(super) mark: Look,
    /// Whether its mark is deleted.
    pub(super) mark_deleted: bool,
    /// Its shading.
    pub(super) ground: Option<super::look::Ground>,
    /// The properties of the run that is open.
    pub(super) run: Look,
    /// The look of the run that is open, once it was asked for.
    pub(super) shown: Option<Shown>,
    /// What text boxes anchored in it hold.
    pub(super) boxes: Vec<Item>,
}

/// A paragraph that is whole.
pub(super) struct Whole {
    /// Its text; `\n` between its lines.
    pub(super) text: String,
    /// The marks that were taken off it.
    pub(super) marks: Vec<String>,
    /// What was left out of it.
    pub(super) excluded: Vec<Excluded>,
}

impl Paragraph {
    /// Begins anew after a paragraph whose mark does not show: the text goes on.
    pub(super) fn go_on(&mut self) {
        let (text, small) = (std::mem::take(&mut self.text), std::mem::take(&mut self.small));
        let (left_out, boxes) = (std::mem::take(&mut self.left_out), std::mem::take(&mut self.boxes));
        *self = Paragraph { text, small, left_out, boxes, ..Paragraph::default() };
    }

    /// Whether it has any text.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text of a look; the number of its characters that nothing tells.
    pub(super) fn push(&mut self, text: &str, shown: &Shown) -> usize {
        let (from, mut unknown) = (self.text.len(), 0);
        for c in text.chars() {
            let c = seen(c, &shown.fonts);
            unknown += usize::from(c.is_some_and(is_unknown));
            self.text.extend(c);
        }
        let to = self.text.len();
        if shown.height != Height::Baseline && to > from {
            match self.small.last_mut() {
                Some((_, end, height)) if *end == from && *height == shown.height => *end = to,
                _ => self.small.push((from, to, shown.height)),
            }
        }
        unknown
    }

    /// Adds a sign or a break as it is.
    pub(super) fn push_char(&mut self, c: char) {
        self.text.push(c);
    }

    /// Leaves text out.
    pub(super) fn leave_out(&mut self, reason: Reason, text: &str) {
        match self.left_out.last_mut() {
            Some((at, last, whole)) if *at == self.text.len() && *last == reason => whole.push_str(text),
            _ => self.left_out.push((self.text.len(), reason, text.to_owned())),
        }
    }

    /// Ends it; `beside` says whether there is text above it in its cell.
    pub(super) fn finish(&mut self, place: &Place, beside: bool) -> Whole {
        let text = std::mem::take(&mut self.text);
        let small = std::mem::take(&mut self.small);
        let mut whole = Whole { text: String::with_capacity(text.len()), marks: Vec::new(), excluded: Vec::new() };
        for (_, reason, left_out) in self.left_out.drain(..) {
            let left_out = left_out.trim();
            if left_out.is_empty() {
                continue;
            }
            if reason == Reason::Mark {
                whole.marks.push(left_out.to_owned());
            }
            whole.excluded.push(Excluded { reason, text: left_out.to_owned(), place: place.clone() });
        }
        // A cell that is small from end to end is no mark of anything.
        let on_line = text.chars().filter(|c| !c.is_whitespace()).count();
        let off_line: usize =
            small.iter().map(|&(from, to, _)| text[from..to].chars().filter(|c| !c.is_whitespace()).count()).sum();
        let mut at = 0;
        for (from, to, height) in small {
            whole.text.push_str(&text[at..from]);
            at = to;
            let own = &text[from..to];
            let becomes = if on_line == off_line && !beside {
                Becomes::Text(own.to_owned())
            } else {
                raised::tell(own, height, &whole.text, &text[to..])
            };
            match becomes {
                Becomes::Text(kept) => whole.text.push_str(&kept),
                Becomes::Mark => {
                    let mark = own.trim().to_owned();
                    whole.excluded.push(Excluded { reason: Reason::Mark, text: mark.clone(), place: place.clone() });
                    whole.marks.push(mark);
                }
            }
        }
        whole.text.push_str(&text[at..]);
        whole.text = whole.text.trim().to_owned();
        whole
    }
}

/// The parts of a line outside tables that stand apart, tabs between them.
pub(super) fn line(text: &str) -> String {
    let parts: Vec<String> = text.split('\t').map(spacing::line).filter(|part| !part.is_empty()).collect();
    parts.join("\t")
}

/// Whether nothing tells what a character looks like: the file's font alone knows.
fn is_unknown(c: char) -> bool {
    c == UNKNOWN || ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// The character that is seen; `None` where nothing is.
fn seen(c: char, fonts: &[Option<String>; 4]) -> Option<char> {
    let mut symbol_fonts = fonts.iter().flatten().filter(|font| symbol_font::is_symbol_font(font));
    if symbol_font::is_private_use(c) {
        let known = match symbol_fonts.next() {
            Some(font) => symbol_font::character(font, u32::from(c)),
            None => symbol_font::private_use(c),
        };
        return Some(known.unwrap_or(UNKNOWN));
    }
    // The fonts of Latin and other characters, not the East Asian one, draw what has a code of one byte.
    let latin = fonts[..2].iter().flatten().find(|font| symbol_font::is_symbol_font(font));
    if let Some(font) = latin
        && ('\u{21}'..='\u{ff}').contains(&c)
        && c != '\u{a0}'
        && c != '\u{ad}'
    {
        return Some(symbol_font::character(font, u32::from(c)).unwrap_or(UNKNOWN));
    }
    match characters::keep(c) {
        Kept::AsIs(c) | Kept::Folded(c) => Some(c),
        Kept::Nothing => None,
    }
}
