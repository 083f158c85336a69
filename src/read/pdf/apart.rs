//! Characters that are taken off a page, with the reason, and what is told of them.

use crate::geometry::Point;
use crate::place::Place;
use crate::read::document::{Direction, Glyph};
use crate::read::exclusion::{Excluded, Reason};

/// Characters on one baseline, no further apart than this (ems), are one text.
const GAP: f32 = 3.0;
/// Baselines that differ by less than this (ems) are one.
const BASELINE: f32 = 0.4;

/// Characters that were drawn and are no part of the page.
#[derive(Default)]
pub(super) struct Apart {
    glyphs: Vec<(Reason, Glyph)>,
}

/// The middle of what is seen of a glyph: by its baseline, for boxes of fonts lie.
pub(super) fn heart(glyph: &Glyph) -> Point {
    match glyph.direction {
        Direction::Right => Point { x: glyph.rect.center().x, y: glyph.origin.y - 0.35 * glyph.size },
        _ => glyph.rect.center(),
    }
}

/// Whether a glyph shows something.
pub(super) fn shows(glyph: &Glyph) -> bool {
    glyph.char.is_none_or(|c| !c.is_whitespace())
}

impl Apart {
    pub(super) fn push(&mut self, reason: Reason, glyph: Glyph) {
        self.glyphs.push((reason, glyph));
    }

    /// Takes glyphs off the page: those at the places that `picked` has set.
    pub(super) fn take(&mut self, glyphs: &mut Vec<Glyph>, picked: &[bool], reason: Reason) {
        let mut index = 0;
        glyphs.retain(|glyph| {
            let goes = picked.get(index).copied().unwrap_or(false);
            index += 1;
            if goes {
                self.push(reason, *glyph);
            }
            !goes
        });
    }

    /// The characters that show nothing apart.
    pub(super) fn characters(&self) -> u32 {
        self.glyphs.iter().filter(|(_, glyph)| shows(glyph)).count() as u32
    }

    /// What was taken off a page, line by line.
    pub(super) fn texts(&self, page: u32) -> Vec<Excluded> {
        let mut texts: Vec<Excluded> = Vec::new();
        let mut last: Option<&(Reason, Glyph)> = None;
        for one in self.glyphs.iter().filter(|(_, glyph)| shows(glyph)) {
            let (reason, glyph) = one;
            let character = glyph.char.unwrap_or('\u{fffd}');
            match texts.last_mut() {
                Some(text) if last.is_some_and(|(before, last)| before == reason && goes_on(last, glyph, *reason)) => {
                    text.text.push(character);
                    text.place.extend(&Place::on_page(page, glyph.rect));
                }
                _ => texts.push(Excluded {
                    reason: *reason,
                    text: character.to_string(),
                    place: Place::on_page(page, glyph.rect),
                }),
            }
            last = Some(one);
        }
        texts
    }
}

/// Whether a glyph stands behind another on one line, or was drawn with it; the text of a seal runs on a curve.
fn goes_on(last: &Glyph, next: &Glyph, reason: Reason) -> bool {
    let em = last.size.max(next.size);
    let near = |a: (f32, f32), b: (f32, f32)| b.0 - a.1 < GAP * em && a.0 - b.1 < GAP * em;
    let (a, b) = (&last.rect, &next.rect);
    let across = near((a.x0, a.x1), (b.x0, b.x1));
    match reason {
        _ if last.run == next.run => true,
        Reason::Stamp => across && near((a.y0, a.y1), (b.y0, b.y1)),
        _ => across && (last.origin.y - next.origin.y).abs() < BASELINE * em && b.x0 > a.x0,
    }
}
