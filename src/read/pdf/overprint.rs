//! Different text at one place, with nothing between: both show, and neither can be read.

use super::apart::Apart;
use super::rows::Rows;
use crate::geometry::Rect;
use crate::read::document::{Direction, Glyph, Page};
use crate::read::exclusion::Reason;
use crate::read::{pieces, tiles};

/// The side of a square in which the middles of two glyphs of different runs are looked for (points).
const SQUARE: f32 = 5.0;
/// A page has no more squares across or down; what stands beyond is not looked at.
const MOST: usize = 400;
/// The share of a run's characters that have to lie on those of another.
const MUCH: f32 = 0.6;
/// Texts of one place differ in size by no more.
const SIZES: f32 = 1.35;

/// The squares of a page that runs have used, each by the last one.
pub(super) struct Squares {
    runs: Vec<u16>,
    across: usize,
    /// The run of the glyph before: those of a line may share a square.
    last: u16,
    /// Whether two runs met in one.
    pub(super) met: bool,
}

impl Squares {
    /// The squares of a page of a size.
    pub(super) fn of(page: &Page) -> Squares {
        let count = |side: f32| ((side / SQUARE).max(0.0) as usize + 1).min(MOST);
        let across = count(page.width);
        Squares { runs: vec![0; across * count(page.height)], across, last: 0, met: false }
    }

    /// Notes a glyph that shows.
    pub(super) fn note(&mut self, glyph: &Glyph) {
        if self.met || !counts(glyph) {
            return;
        }
        let (x, y) = (glyph.rect.center().x / SQUARE, (glyph.origin.y - 0.35 * glyph.size) / SQUARE);
        let x = x.max(0.0) as usize;
        if x >= self.across {
            return;
        }
        let Some(square) = self.runs.get_mut(y.max(0.0) as usize * self.across + x) else { return };
        let run = (glyph.run % 0xfff0) as u16 + 1;
        self.met |= *square != 0 && *square != run && *square != self.last;
        *square = run;
        self.last = run;
    }
}

/// Letters, digits and ideographs on the line: signs are set over others to make new ones (√ over □).
fn counts(glyph: &Glyph) -> bool {
    glyph.direction == Direction::Right && glyph.char.is_none_or(char::is_alphanumeric)
}

/// Takes texts that lie over each other off the page; a character that is none stands for both.
pub(super) fn take(page: &mut Page, apart: &mut Apart) {
    let glyphs = &page.glyphs;
    let rows = Rows::of(glyphs);
    // Pairs of texts, and whether the characters of each place differ.
    let texts = texts(glyphs);
    let mut text_of = vec![u32::MAX; glyphs.len()];
    for (number, text) in (0_u32..).zip(&texts) {
        text_of[text.clone()].fill(number);
    }
    // Tiles run over values, which are read without them.
    let pieces = pieces::cut(glyphs);
    let is_tile = tiles::find(glyphs, &pieces);
    for (piece, _) in pieces.iter().zip(is_tile).filter(|(_, is_tile)| *is_tile) {
        text_of[piece.first..piece.last].fill(u32::MAX);
    }
    let mut lies_on: Vec<(u32, u32, bool)> = Vec::new();
    for (index, glyph) in
        glyphs.iter().enumerate().filter(|(index, glyph)| text_of[*index] != u32::MAX && counts(glyph))
    {
        let near = rows.between(glyph.origin.y - glyph.size, glyph.origin.y + 0.3 * glyph.size);
        let mut others: Vec<(u32, bool)> = near
            .filter(|other| ![u32::MAX, text_of[index]].contains(&text_of[*other]) && on(glyph, &glyphs[*other]))
            .map(|other| (text_of[other], glyphs[other].char != glyph.char))
            .collect();
        others.sort_unstable();
        others.dedup_by_key(|(other, _)| *other);
        lies_on.extend(others.into_iter().map(|(other, differs)| (text_of[index], other, differs)));
    }
    lies_on.sort_unstable();
    let mut taken = vec![false; glyphs.len()];
    let mut places: Vec<(usize, Rect)> = Vec::new();
    for pair in lies_on.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (text, other) = (&texts[pair[0].0 as usize], &texts[pair[0].1 as usize]);
        let count = glyphs[text.clone()].iter().filter(|glyph| counts(glyph)).count();
        // What is the same at every place is one text, drawn twice.
        let differs = pair.iter().any(|(.., differs)| *differs);
        if !differs || (pair.len() as f32) < MUCH * count as f32 || taken[text.start] && taken[other.start] {
            continue;
        }
        taken[text.clone()].fill(true);
        taken[other.clone()].fill(true);
        let both = [text, other].into_iter().flat_map(|text| &glyphs[text.clone()]).map(|glyph| glyph.rect);
        places.extend(both.reduce(|a, b| a.union(&b)).map(|area| (text.start.min(other.start), area)));
    }
    if places.is_empty() {
        return;
    }
    let stand_ins: Vec<Glyph> = places
        .into_iter()
        .map(|(index, rect)| Glyph {
            char: None,
            rect,
            origin: crate::geometry::Point { x: rect.x0, y: glyphs[index].origin.y },
            ..glyphs[index]
        })
        .collect();
    apart.take(&mut page.glyphs, &taken, Reason::Covered);
    page.glyphs.extend(stand_ins);
}

/// Runs of glyphs side by side, and single glyphs that go on from each other.
pub(super) fn texts(glyphs: &[Glyph]) -> Vec<std::ops::Range<usize>> {
    let goes_on = |a: &Glyph, b: &Glyph| {
        let em = a.size.max(b.size);
        let gap = b.rect.x0 - a.rect.x1;
        a.direction == b.direction && (a.origin.y - b.origin.y).abs() < 0.1 * em && gap > -0.3 * em && gap < 0.6 * em
    };
    let mut texts: Vec<std::ops::Range<usize>> = Vec::new();
    for chunk in glyphs.chunk_by(goes_on) {
        let begin = texts.last().map_or(0, |text| text.end);
        texts.push(begin..begin + chunk.len());
    }
    texts
}

/// Whether two glyphs stand at one place.
fn on(a: &Glyph, b: &Glyph) -> bool {
    let (small, large) = (a.size.min(b.size), a.size.max(b.size));
    let common = a.rect.x1.min(b.rect.x1) - a.rect.x0.max(b.rect.x0);
    counts(b)
        && large <= SIZES * small
        && (a.origin.y - b.origin.y).abs() < 0.3 * small
        && common >= 0.4 * a.rect.width().min(b.rect.width())
}
