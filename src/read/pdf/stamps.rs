//! Stamps and seals: coloured text that was set over a page of black text. It is told by a coloured ring or frame that is drawn
//! across what the page itself has, by text on a curve, by text over other text, or by the annotation that holds it.

use super::apart::{Apart, heart, shows};
use super::paint::{Rgb, are_alike, is_vivid};
use super::rows::Rows;
use crate::geometry::Rect;
use crate::read::document::{Axis, Direction, Glyph, Page};
use crate::read::exclusion::Reason;

/// The sides that a seal or a stamp has (points): from a small name seal to a round one of 8 cm.
const SMALLEST: f32 = 18.0;
const LARGEST: f32 = 240.0;
/// A ring is at most so many times as wide as it is high, or the other way round.
const ASPECT: f32 = 2.2;
/// Outlines that are remembered.
const MOST: usize = 256;
/// Text that is no farther than this (ems) from text of a stamp, in the same colour, is of it.
const NEAR: f32 = 1.6;
/// The share of a page's characters that may be coloured where colour tells a stamp: one of so many.
const SHARE: usize = 3;

/// What was drawn on a page that may be the outline of a stamp.
#[derive(Default)]
pub(super) struct Stamps {
    outlines: Vec<Outline>,
}

struct Outline {
    rgb: Rgb,
    area: Rect,
    round: bool,
}

impl Stamps {
    /// Adds the outline of a coloured shape.
    pub(super) fn add(&mut self, rgb: Option<Rgb>, area: Rect, round: bool) {
        let Some(rgb) = rgb.filter(|rgb| is_vivid(*rgb)) else { return };
        let sides = [area.width(), area.height()];
        let fits = sides.iter().all(|side| (SMALLEST..=LARGEST).contains(side));
        let is_ring = sides[0] <= ASPECT * sides[1] && sides[1] <= ASPECT * sides[0];
        if fits && (!round || is_ring) && self.outlines.len() < MOST {
            self.outlines.push(Outline { rgb, area, round });
        }
    }

    /// Takes the text of stamps off the page: where it has coloured text, `colour` tells that of a glyph; `held` whether an
    /// annotation that is a stamp or a signature holds it.
    pub(super) fn take(
        &self,
        page: &mut Page,
        coloured: bool,
        colour: impl Fn(&Glyph) -> Option<Rgb>,
        held: Option<&dyn Fn(&Glyph) -> bool>,
        apart: &mut Apart,
    ) {
        if !coloured && held.is_none() {
            return;
        }
        let vivid: Vec<(usize, Rgb)> = (0..)
            .zip(&page.glyphs)
            .filter(|(_, glyph)| shows(glyph))
            .filter_map(|(index, glyph)| Some((index, colour(glyph).filter(|rgb| is_vivid(*rgb))?)))
            .collect();
        let mut stamped = vec![false; page.glyphs.len()];
        if let Some(held) = held {
            stamped.iter_mut().zip(&page.glyphs).for_each(|(stamped, glyph)| *stamped = held(glyph));
        }
        if !vivid.is_empty() && SHARE * vivid.len() <= page.glyphs.len() {
            self.mark(page, &vivid, &mut stamped);
        }
        if stamped.contains(&true) {
            apart.take(&mut page.glyphs, &stamped, Reason::Stamp);
        }
    }

    fn mark(&self, page: &Page, vivid: &[(usize, Rgb)], stamped: &mut [bool]) {
        let glyphs = &page.glyphs;
        let rows = Rows::of(glyphs);
        let is_vivid = {
            let mut flags = vec![false; glyphs.len()];
            vivid.iter().for_each(|(index, _)| flags[*index] = true);
            flags
        };
        let outlines: Vec<&Outline> = self
            .outlines
            .iter()
            .filter(|outline| outline.round || is_across(page, &rows, &is_vivid, outline))
            .collect();
        let mut curve: Option<(Rect, Rgb)> = None;
        for (index, rgb) in vivid {
            let glyph = &glyphs[*index];
            let within = |outline: &&&Outline| are_alike(outline.rgb, *rgb) && outline.area.contains(heart(glyph));
            let over = |other: &usize| !is_vivid[*other] && shows(&glyphs[*other]) && overlap(glyph, &glyphs[*other]);
            let below =
                || rows.between(glyph.rect.y0 - glyph.size, glyph.rect.y1 + glyph.size).any(|other| over(&other));
            let oblique = glyph.direction == Direction::Oblique;
            if oblique {
                curve = Some(curve.map_or((glyph.rect, *rgb), |(area, rgb)| (area.union(&glyph.rect), rgb)));
            }
            stamped[*index] |= oblique || outlines.iter().any(|outline| within(&outline)) || below();
        }
        // What stands within a curve of text, or beside text of a stamp, is of it.
        let seeds: Vec<(Rect, Rgb, f32)> = vivid
            .iter()
            .filter(|(index, _)| stamped[*index])
            .map(|(index, rgb)| (glyphs[*index].rect, *rgb, glyphs[*index].size))
            .collect();
        for (index, rgb) in vivid.iter().filter(|(index, _)| !stamped[*index]).copied().collect::<Vec<_>>() {
            let glyph = &glyphs[index];
            let in_curve = curve.is_some_and(|(area, of)| are_alike(of, rgb) && area.contains(heart(glyph)));
            let beside = || {
                seeds.iter().any(|(area, of, size)| {
                    let reach = NEAR * size.max(glyph.size);
                    are_alike(*of, rgb)
                        && glyph.rect.x0 <= area.x1 + reach
                        && glyph.rect.x1 >= area.x0 - reach
                        && glyph.rect.y0 <= area.y1 + reach
                        && glyph.rect.y1 >= area.y0 - reach
                })
            };
            stamped[index] |= in_curve || beside();
        }
    }
}

/// Whether a frame lies across what a page has: its lines, or text in another colour. The frame of a cell does not.
fn is_across(page: &Page, rows: &Rows, is_vivid: &[bool], frame: &Outline) -> bool {
    let area = &frame.area;
    let inner = Rect { x0: area.x0 + 2.0, y0: area.y0 + 2.0, x1: area.x1 - 2.0, y1: area.y1 - 2.0 };
    let text = || {
        rows.between(inner.y0, inner.y1).any(|index| {
            let glyph = &page.glyphs[index];
            !is_vivid[index] && shows(glyph) && inner.contains(heart(glyph))
        })
    };
    let lines = || {
        page.rulings.iter().any(|line| {
            let (at, from, to) = match line.axis {
                Axis::Horizontal => ((inner.y0, inner.y1), inner.x0, inner.x1),
                Axis::Vertical => ((inner.x0, inner.x1), inner.y0, inner.y1),
            };
            let beyond = line.from < from - 4.0 || line.to > to + 4.0;
            line.at > at.0 && line.at < at.1 && line.from < to && line.to > from && beyond
        })
    };
    lines() || text()
}

/// Whether two glyphs lie over each other for a good part of the smaller.
fn overlap(a: &Glyph, b: &Glyph) -> bool {
    let size = |rect: &Rect| rect.width() * rect.height();
    let least = size(&a.rect).min(size(&b.rect));
    a.rect.intersection(&b.rect).is_some_and(|common| size(&common) >= 0.2 * least)
}
