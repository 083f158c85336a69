//! Glyphs → pieces: characters that one drawing operation put side by side on one baseline.

use crate::geometry::Rect;
use crate::read::document::{Direction, Glyph};

/// Text of one operation is cut where the gap between two characters exceeds this many ems.
const PIECE_GAP: f32 = 0.8;
/// Text this many times as large as most of its page, with some of that running over it, is a watermark.
const STAMPED: f32 = 3.0;
/// Two baselines nearer than this share of the font size are one line.
pub const SAME_LINE: f32 = 0.5;

/// Glyphs `first..last` of a page, side by side on one baseline.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Index of the first glyph.
    pub first: usize,
    /// Index after the last glyph.
    pub last: usize,
    /// The area of its non-blank glyphs.
    pub rect: Rect,
    /// The baseline (y), or the line's x for vertical writing.
    pub baseline: f32,
    /// The font size.
    pub size: f32,
    /// The direction of writing.
    pub direction: Direction,
    /// Non-blank characters.
    pub characters: u32,
}

/// Whether a glyph shows nothing.
pub fn is_blank(glyph: &Glyph) -> bool {
    glyph.char.is_some_and(char::is_whitespace)
}

/// Cuts the glyphs of a page into pieces, in drawing order. Pieces of blanks only are left out.
pub fn cut(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current: Option<Piece> = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        let joins = index > 0 && current.is_some() && follows(&glyphs[index - 1], glyph);
        if !joins {
            pieces.extend(current.take().filter(|piece| piece.characters > 0));
        }
        let blank = is_blank(glyph);
        let piece = current.get_or_insert(Piece {
            first: index,
            last: index,
            rect: glyph.rect,
            baseline: glyph.origin.y,
            size: glyph.size,
            direction: glyph.direction,
            characters: 0,
        });
        piece.last = index + 1;
        if !blank {
            piece.rect = if piece.characters == 0 { glyph.rect } else { piece.rect.union(&glyph.rect) };
            piece.characters += 1;
        }
    }
    pieces.extend(current.filter(|piece| piece.characters > 0));
    pieces
}

/// Large pieces that are looked at: a watermark has few.
const MOST_LARGE: usize = 64;

/// The share of a page's characters that a watermark has at most: one of so many.
const MARKED: u64 = 3;

/// The font size from which text of a page is a watermark that lies behind the rest, where there is one.
pub fn stamped(pieces: &[Piece]) -> Option<f32> {
    let mut sizes: Vec<f32> = pieces.iter().map(|piece| piece.size).collect();
    let middle = sizes.len() / 2;
    let (_, most, larger) = (middle < sizes.len()).then(|| sizes.select_nth_unstable_by(middle, f32::total_cmp))?;
    let large = STAMPED * *most;
    if !larger.iter().any(|size| *size >= large) {
        return None;
    }
    let runs_over = |mark: &Piece| {
        pieces.iter().any(|piece| 2.0 * piece.size < mark.size && mark.rect.contains(piece.rect.center()))
    };
    let marks = pieces.iter().filter(|piece| piece.size >= large).take(MOST_LARGE).filter(|piece| runs_over(piece));
    // One of its characters may lie where the page is blank.
    let least = marks.map(|mark| mark.size * 0.99).min_by(f32::total_cmp)?;
    let characters = |piece: &Piece| u64::from(piece.characters);
    let marked: u64 = pieces.iter().filter(|piece| piece.size >= least).map(characters).sum();
    let all: u64 = pieces.iter().map(characters).sum();
    // Where much of a page is so large, the rest is what is odd: specks of text that nobody sees.
    (marked <= all / MARKED).then_some(least)
}

fn follows(previous: &Glyph, next: &Glyph) -> bool {
    let size = previous.size.max(next.size);
    previous.run == next.run
        && previous.direction == next.direction
        && match next.direction {
            Direction::Right => {
                (previous.origin.y - next.origin.y).abs() < SAME_LINE * size
                    && next.rect.x0 - previous.rect.x1 < PIECE_GAP * size
                    && next.rect.x0 > previous.rect.x0 - 0.5 * size
            }
            Direction::Down => (previous.origin.x - next.origin.x).abs() < SAME_LINE * size,
            _ => true,
        }
}
