//! The account of what covers a page besides characters.

use super::apart::{heart, shows};
use crate::geometry::Rect;
use crate::place::Place;
use crate::read::document::{Glyph, Page};
use crate::read::ink::{Ink, InkKind, InkOutcome};

/// A picture may hold a table if it is at least as large: shares of the page's width and area, and a height in points.
const WIDE: f32 = 0.35;
const HIGH: f32 = 48.0;
const LARGE: f32 = 0.12;
/// Text on a picture takes at least this share of it where the picture is but its ground.
const GROUND: f32 = 0.04;
/// Pieces of a picture that touch within this are one (points).
const TOUCH: f32 = 2.0;

/// Outlines of this height may be characters (points).
const CHARACTER: std::ops::RangeInclusive<f32> = 3.0..=44.0;
/// Outlines that are remembered.
const MOST: usize = 20_000;
/// A path of so many pieces draws more than one sign.
const MANY_PIECES: usize = 1500;
/// A row of text has at least so many outlines, and a page of text so many in rows.
const IN_ROW: usize = 5;
const IN_ROWS: usize = 15;
/// The height of a row in which outlines are counted (points).
const ROW: f32 = 8.0;
/// The share of outlines over which a page has characters, where they are drawn beside those.
const NAMED: f32 = 0.5;

/// What was drawn on a page, as far as the account needs it.
#[derive(Default)]
pub(super) struct Drawn {
    /// Runs of glyphs before the annotations.
    pub(super) page_runs: u32,
    /// Whether text was drawn in a colour.
    pub(super) vivid: bool,
    /// Areas that were filled.
    pub(super) fills: u32,
    /// Whether so much is drawn in one place that it was not looked at what lies over what.
    pub(super) crowded: bool,
    outlines: Vec<Rect>,
    dense: Option<Rect>,
}

/// What the annotations of a page say about what stands below them.
#[derive(Default)]
pub(super) struct Marks {
    /// Areas that are struck out.
    pub(super) struck: Vec<Rect>,
    /// Areas of stamps and signatures.
    pub(super) stamps: Vec<Rect>,
}

impl Drawn {
    /// Notes a filled shape that is no rectangle, of so many pieces.
    pub(super) fn add_outline(&mut self, area: Rect, pieces: usize) {
        if pieces >= MANY_PIECES {
            self.dense = Some(self.dense.map_or(area, |dense| dense.union(&area)));
        } else if CHARACTER.contains(&area.height().max(area.width())) && self.outlines.len() < MOST {
            self.outlines.push(area);
        }
    }

    /// The account of a page, whose annotations gave `others`.
    pub(super) fn account(&self, page: &Page) -> Vec<Ink> {
        let mut account = Vec::new();
        let whole = Rect::new(0.0, 0.0, page.width, page.height);
        let mut add = |kind, outcome, count: usize, rect: Rect| {
            let place = Place::on_page(page.number, rect);
            account.push(Ink { kind, outcome, count: count as u32, name: None, place });
        };
        if !page.rulings.is_empty() {
            add(InkKind::Rulings, InkOutcome::Read, page.rulings.len(), whole);
        }
        if self.fills > 0 {
            add(InkKind::Fills, InkOutcome::Decoration, self.fills as usize, whole);
        }
        for picture in joined(&page.images) {
            let outcome = match may_hold_text(page, &picture) {
                true => InkOutcome::Unread,
                false => InkOutcome::Decoration,
            };
            add(InkKind::Picture, outcome, 1, picture);
        }
        if let Some((count, area)) = self.written(&page.glyphs) {
            add(InkKind::Outlines, InkOutcome::Unread, count, area);
        } else if !self.outlines.is_empty() {
            add(InkKind::Outlines, InkOutcome::Decoration, self.outlines.len(), whole);
        }
        account
    }

    /// Outlines that stand in rows like text, where no characters stand.
    fn written(&self, glyphs: &[Glyph]) -> Option<(usize, Rect)> {
        let mut rows: Vec<(i32, &Rect)> =
            self.outlines.iter().map(|area| ((area.center().y / ROW) as i32, area)).collect();
        rows.sort_by_key(|(row, _)| *row);
        let mut found: Option<(usize, Rect)> = None;
        for row in rows.chunk_by(|a, b| a.0 == b.0) {
            let area = row.iter().map(|(_, area)| **area).reduce(|a, b| a.union(&b))?;
            let named = glyphs.iter().filter(|glyph| shows(glyph) && area.contains(heart(glyph))).count();
            // A drawing has its pieces close together, a line of text has them side by side.
            if row.len() < IN_ROW || area.width() < 3.0 * area.height() || named as f32 >= NAMED * row.len() as f32 {
                continue;
            }
            found = Some(found.map_or((row.len(), area), |(count, all)| (count + row.len(), all.union(&area))));
        }
        let found = found.filter(|(count, _)| *count >= IN_ROWS);
        found.or_else(|| {
            let area = self.dense?;
            let named = glyphs.iter().any(|glyph| shows(glyph) && area.contains(heart(glyph)));
            (!named && area.width() > 3.0 * HIGH).then_some((1, area))
        })
    }
}

/// Pictures that were cut into strips or tiles, put together.
fn joined(images: &[Rect]) -> Vec<Rect> {
    let mut pictures: Vec<Rect> = Vec::new();
    for image in images {
        let continues = |picture: &Rect| {
            let near = |a: f32, b: f32| (a - b).abs() <= TOUCH;
            (near(picture.x0, image.x0) && near(picture.x1, image.x1) && near(picture.y1, image.y0))
                || (near(picture.x0, image.x0) && near(picture.x1, image.x1) && near(picture.y0, image.y1))
                || (near(picture.y0, image.y0) && near(picture.y1, image.y1) && near(picture.x1, image.x0))
        };
        match pictures.last_mut() {
            Some(picture) if continues(picture) => *picture = picture.union(image),
            _ => pictures.push(*image),
        }
    }
    pictures
}

/// Whether a picture is large enough for a table, and is not the ground of the page's own text.
fn may_hold_text(page: &Page, picture: &Rect) -> bool {
    let size = picture.width() * picture.height();
    let is_large =
        (picture.width() >= WIDE * page.width && picture.height() >= HIGH) || size >= LARGE * page.width * page.height;
    let on_it = page.glyphs.iter().filter(|glyph| shows(glyph) && picture.contains(heart(glyph)));
    is_large && on_it.map(|glyph| glyph.size * glyph.rect.width()).sum::<f32>() < GROUND * size
}
