//! Opaque areas, and the text below them: what was drawn over is not seen.

use super::apart::{Apart, heart};
use super::rows::Rows;
use crate::geometry::Rect;
use crate::read::document::{Glyph, Page};
use crate::read::exclusion::Reason;

/// Covers that are remembered: a page of cells with grounds has some hundreds.
const MOST: usize = 10_000;
/// An image over at least this share of the page, with text below it, is a scan with its text layer.
const WHOLE: f32 = 0.8;

/// Opaque areas in the order in which they were drawn.
#[derive(Default)]
pub(super) struct Covers {
    areas: Vec<Cover>,
}

struct Cover {
    area: Rect,
    /// The last run of glyphs that was drawn before it.
    run: u32,
    image: bool,
}

impl Covers {
    /// Adds an area that was drawn after so many runs of glyphs.
    pub(super) fn add(&mut self, area: Rect, run: u32, image: bool) {
        if run > 0 && self.areas.len() < MOST {
            self.areas.push(Cover { area, run, image });
        }
    }

    /// How many areas there are.
    pub(super) fn count(&self) -> usize {
        self.areas.len()
    }

    /// Takes the glyphs below the areas off the page.
    pub(super) fn hide(&self, page: &mut Page, apart: &mut Apart) {
        if self.areas.is_empty() || page.glyphs.is_empty() {
            return;
        }
        let rows = Rows::of(&page.glyphs);
        let mut below = vec![false; page.glyphs.len()];
        let mut layer = vec![false; page.glyphs.len()];
        let (mut any, mut any_layer) = (false, false);
        let whole = WHOLE * page.width * page.height;
        for cover in &self.areas {
            let is_scan = cover.image && cover.area.width() * cover.area.height() >= whole;
            for index in rows.between(cover.area.y0, cover.area.y1) {
                let glyph = &page.glyphs[index];
                if glyph.run <= cover.run && !below[index] && cover.hides(glyph) {
                    below[index] = true;
                    layer[index] = is_scan;
                    any = true;
                    any_layer |= is_scan;
                }
            }
        }
        if any_layer {
            // The text layer that a scanner's software lays under its image.
            page.invisible.extend(page.glyphs.iter().zip(&layer).filter(|(_, layer)| **layer).map(|(glyph, _)| *glyph));
            let mut index = 0;
            page.glyphs.retain(|_| {
                index += 1;
                !layer[index - 1]
            });
            let mut index = 0;
            below.retain(|_| {
                index += 1;
                !layer[index - 1]
            });
        }
        if any {
            apart.take(&mut page.glyphs, &below, Reason::Covered);
        }
    }
}

impl Cover {
    /// Whether most of what is seen of a glyph lies below.
    fn hides(&self, glyph: &Glyph) -> bool {
        let (middle, rect, area) = (heart(glyph), &glyph.rect, &self.area);
        let (across, down) = (0.25 * rect.width(), 0.22 * glyph.size);
        middle.x - across >= area.x0
            && middle.x + across <= area.x1
            && middle.y - down >= area.y0
            && middle.y + down <= area.y1
    }
}
