//! Watermarks in tiles: one short text again and again over the page, across what is printed there.

use super::pieces::{Piece, is_blank};
use crate::read::document::{Direction, Glyph};
use rustc_hash::FxHashMap;

/// A watermark in tiles has at least this many of them on a page.
const LEAST: usize = 6;
/// A tile has at least this many characters, and at most so many.
const CHARACTERS: std::ops::RangeInclusive<u32> = 2..=40;
/// At least so many tiles run over other text: the rest may lie where the page is blank.
const RUN_OVER: usize = 2;
/// They stand in at least so many columns and rows, at steps of one length, give or take so much (points).
const COLUMNS: usize = 2;
const ROWS: usize = 3;
const STEP: f32 = 1.0;
/// Two texts run over each other where they share this much (ems) across, and their baselines are so near.
const SHARED: f32 = 0.3;
const SAME_HEIGHT: f32 = 0.6;
/// A longer line is looked at no further.
const LINE: usize = 200;

/// Which pieces are tiles of a watermark; empty where none is.
pub fn find(glyphs: &[Glyph], pieces: &[Piece]) -> Vec<bool> {
    // What is as long as few others is no tile, and need not be read.
    let may_be = |piece: &Piece| piece.direction == Direction::Right && CHARACTERS.contains(&piece.characters);
    let mut lengths = [0_usize; *CHARACTERS.end() as usize + 1];
    pieces.iter().filter(|piece| may_be(piece)).for_each(|piece| lengths[piece.characters as usize] += 1);
    let mut groups: FxHashMap<(u64, u32), Vec<usize>> = FxHashMap::default();
    for (index, piece) in pieces.iter().enumerate() {
        if may_be(piece) && lengths[piece.characters as usize] >= LEAST {
            groups.entry((sum(&glyphs[piece.first..piece.last]), piece.size.to_bits())).or_default().push(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() >= LEAST).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    groups.sort_unstable();
    let mut order: Vec<usize> =
        (0..pieces.len()).filter(|index| pieces[*index].direction == Direction::Right).collect();
    order.sort_by(|a, b| pieces[*a].baseline.total_cmp(&pieces[*b].baseline));
    let mut tiles = Vec::new();
    for group in groups {
        let first = &pieces[group[0]];
        let text = |piece: &Piece| shown(&glyphs[piece.first..piece.last]).collect::<Vec<_>>();
        let own = text(first);
        if group.iter().any(|index| text(&pieces[*index]) != own) {
            continue;
        }
        let runs_over = |index: &&usize| {
            let tile = &pieces[**index];
            let reach = SAME_HEIGHT * tile.size;
            let begin = order.partition_point(|other| pieces[*other].baseline < tile.baseline - reach);
            let near = order[begin..].iter().take(LINE).map(|other| &pieces[*other]);
            near.take_while(|other| other.baseline <= tile.baseline + reach).any(|other| {
                let shared = other.rect.x1.min(tile.rect.x1) - other.rect.x0.max(tile.rect.x0);
                shared > SHARED * tile.size.min(other.size) && text(other) != own
            })
        };
        let is_regular = positions(group.iter().map(|index| pieces[*index].rect.x0)).len() >= COLUMNS
            && has_steps(&positions(group.iter().map(|index| pieces[*index].baseline)), first.size);
        if is_regular && group.iter().filter(runs_over).take(RUN_OVER).count() == RUN_OVER {
            tiles.resize(pieces.len(), false);
            group.iter().for_each(|index| tiles[*index] = true);
        }
    }
    tiles
}

/// Distinct positions, ascending.
fn positions(all: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut positions: Vec<f32> = all.collect();
    positions.sort_by(f32::total_cmp);
    positions.dedup_by(|next, kept| *next - *kept <= STEP);
    positions
}

/// Whether rows stand at one step from each other, or some of them.
fn has_steps(rows: &[f32], size: f32) -> bool {
    let step = rows.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min);
    let is_whole = |pair: &[f32]| {
        let steps = (pair[1] - pair[0]) / step;
        (steps - steps.round()).abs() * step <= STEP
    };
    rows.len() >= ROWS && step > size && rows.windows(2).all(is_whole)
}

fn shown(glyphs: &[Glyph]) -> impl Iterator<Item = Option<char>> {
    glyphs.iter().filter(|glyph| !is_blank(glyph)).map(|glyph| glyph.char)
}

/// A number that two texts of the same characters share.
fn sum(glyphs: &[Glyph]) -> u64 {
    shown(glyphs).fold(0, |sum: u64, c| sum.wrapping_mul(0x100_0000_01b3).wrapping_add(c.map_or(0, u64::from)))
}
