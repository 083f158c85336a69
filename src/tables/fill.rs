//! Pieces of text → the cells they stand in. Text is placed by its baseline, never by the box that its font claims.

use super::grid::Grid;
use crate::geometry::{Point, Rect};
use crate::read::document::{Direction, Glyph};
use crate::read::pieces::{Piece, SAME_LINE, is_blank};

/// A grid with the span that owns each of its cells (row-major), as `spans::find` gives it.
pub struct Ruled<'g> {
    /// The grid.
    pub grid: &'g Grid,
    /// Index of the span for every grid cell.
    pub owner: &'g [usize],
    /// The area of the grid.
    pub area: Rect,
}

/// Where a piece goes: the index of a grid and of a span in it; `None` for text outside every grid.
pub type Target = Option<(usize, usize)>;

/// Height of the middle of a character above its baseline, in ems.
const MIDDLE: f32 = 0.35;
/// A piece that begins this near the left line of a cell (ems) begins there, however far it runs on.
const BEGINS: f32 = 0.8;
/// The most that lines of one text stand apart (ems).
const LEADING: f32 = 2.0;
/// The most that text runs out of a cell (ems): some lines.
const OVERFLOW: f32 = 8.0;
/// Pieces before one that runs out of a cell among which the line above it is looked for: a cell's lines follow each other.
const LOOK_BACK: usize = 64;
/// Two pieces this near (ems) are one text.
const ADJACENT: f32 = 0.35;
/// Han or wide text of at least this many characters on either side of a line is two texts, cut at the line.
const TWO_TEXTS: usize = 2;

/// Where each piece goes.
pub fn assign(glyphs: &[Glyph], pieces: &[Piece], ruled: &[Ruled<'_>]) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| (&pieces[before], targets[before]));
        let hanging = before.filter(|(previous, target)| {
            let of_its_own = || is_unit(glyphs, piece) && spot(beginning(piece), ruled) != *target;
            target.is_some() && hangs(glyphs, previous, piece) && !of_its_own()
        });
        targets.push(hanging.map_or_else(|| locate(glyphs, piece, ruled), |(_, target)| target));
    }
    for index in 0..pieces.len() {
        if targets[index].is_none() {
            targets[index] = overflown(&pieces[index], (&pieces[..index], &targets[..index]), ruled);
        }
    }
    targets
}

/// The cell whose text runs on below it, where a page break cuts it open: browsers print so.
fn overflown(piece: &Piece, before: (&[Piece], &[Target]), ruled: &[Ruled<'_>]) -> Target {
    let is_below = |table: &&Ruled<'_>| (0.0..OVERFLOW * piece.size).contains(&(piece.baseline - table.area.y1));
    let table = ruled.iter().find(is_below)?;
    let above = |x: f32| Point { x, y: table.area.y1 - 0.5 };
    let (_, column) = table.grid.locate(above(piece.rect.center().x))?;
    let target = spot(above(piece.rect.x0), ruled)?;
    if !table.grid.is_cut(column) || spot(above(piece.rect.x1), ruled) != Some(target) {
        return None;
    }
    let is_line_before = |(other, home): (&Piece, &Target)| {
        *home == Some(target)
            && (other.size - piece.size).abs() < 0.1 * piece.size
            && (0.5 * piece.size..LEADING * piece.size).contains(&(piece.baseline - other.baseline))
    };
    (piece.direction == Direction::Right && before.0.iter().zip(before.1).rev().take(LOOK_BACK).any(is_line_before))
        .then_some(target)
}

fn reference(glyph: &Glyph) -> Point {
    match glyph.direction {
        Direction::Right => Point { x: glyph.rect.center().x, y: glyph.origin.y - MIDDLE * glyph.size },
        _ => glyph.rect.center(),
    }
}

/// Where a piece begins, in the middle of its characters' height.
fn beginning(piece: &Piece) -> Point {
    Point { x: piece.rect.x0 + 0.01, y: piece.baseline - MIDDLE * piece.size }
}

/// The cell that a point lies in.
fn spot(point: Point, ruled: &[Ruled<'_>]) -> Target {
    // The smallest grid that holds the point: a table inside a cell of another one keeps its text.
    let mut best: Target = None;
    let mut smallest = f32::MAX;
    for (index, table) in ruled.iter().enumerate() {
        let size = table.area.width() * table.area.height();
        if table.area.contains(point)
            && size < smallest
            && let Some((row, column)) = table.grid.locate(point)
        {
            smallest = size;
            best = Some((index, table.owner[row * table.grid.columns() + column]));
        }
    }
    best
}

/// The cell that holds all of some points, where their outermost ones show it: cells are rectangles.
fn around(points: impl Iterator<Item = Point>, ruled: &[Ruled<'_>]) -> Target {
    let at = |point: Point| Rect { x0: point.x, y0: point.y, x1: point.x, y1: point.y };
    let area = points.map(at).reduce(|all, one| all.union(&one))?;
    // A smaller table inside the cell may lie between them.
    let meets = |table: &&Ruled<'_>| {
        let other = &table.area;
        other.x0 <= area.x1 && area.x0 <= other.x1 && other.y0 <= area.y1 && area.y0 <= other.y1
    };
    if ruled.iter().filter(meets).count() > 1 {
        return None;
    }
    let first = spot(Point { x: area.x0, y: area.y0 }, ruled)?;
    (spot(Point { x: area.x1, y: area.y1 }, ruled) == Some(first)).then_some(first)
}

fn locate(glyphs: &[Glyph], piece: &Piece, ruled: &[Ruled<'_>]) -> Target {
    let spot = |point: Point| spot(point, ruled);
    let references = || glyphs[piece.first..piece.last].iter().filter(|glyph| !is_blank(glyph)).map(reference);
    if let Some(target) = around(references(), ruled) {
        return Some(target);
    }
    let mut counts: Vec<(Target, usize)> = Vec::new();
    for reference in references() {
        let target = spot(reference);
        match counts.iter_mut().find(|(known, _)| *known == target) {
            Some((_, count)) => *count += 1,
            None => counts.push((target, 1)),
        }
    }
    if counts.len() < 2 {
        return counts.first().and_then(|(target, _)| *target);
    }
    // Text runs over a line. It belongs to the cell it begins in if it begins at that cell's left line; otherwise it is
    // centred and belongs to the cell that holds its middle.
    let first = spot(beginning(piece));
    if let Some((table, _)) = first
        && piece.direction == Direction::Right
    {
        let grid = ruled[table].grid;
        if let Some((_, column)) = grid.locate(beginning(piece))
            && piece.rect.x0 - grid.xs[column] < BEGINS * piece.size
        {
            return first;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let tied = counts.iter().filter(|(_, count)| *count == most).count() > 1;
    if tied && piece.characters as usize >= TWO_TEXTS {
        let middle = piece.rect.center();
        let target = spot(Point { x: middle.x, y: piece.baseline - MIDDLE * piece.size });
        if target.is_some() {
            return target;
        }
    }
    // Any cell is a better home than none.
    counts.sort_by_key(|(target, count)| (target.is_none(), std::cmp::Reverse(*count)));
    counts[0].0
}

/// Closing punctuation that the layout hung beyond the line's end, in an operation of its own.
fn hangs(glyphs: &[Glyph], previous: &Piece, piece: &Piece) -> bool {
    let size = previous.size.max(piece.size);
    piece.direction == Direction::Right
        && previous.direction == Direction::Right
        && (previous.baseline - piece.baseline).abs() < SAME_LINE * size
        && (piece.rect.x0 - previous.rect.x1).abs() < ADJACENT * size
        && glyphs[piece.first..piece.last].iter().all(|glyph| glyph.char.is_none_or(is_closing))
}

/// A sign that closes a number, and fills the cell of a unit beside a name that reaches the line.
fn is_unit(glyphs: &[Glyph], piece: &Piece) -> bool {
    glyphs[piece.first..piece.last].iter().all(|glyph| matches!(glyph.char, Some('%' | '％' | ' ')))
}

/// Punctuation that never begins a text.
pub fn is_closing(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '！'
                | '？'
                | '）'
                | '》'
                | '】'
                | '」'
                | '』'
                | '”'
                | '’'
                | '．'
                | '％'
                | '%'
                | ','
                | '.'
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '…'
        )
}

/// The area of a span on the page.
pub fn span_area(grid: &Grid, span: &super::spans::Span) -> Rect {
    Rect::new(
        grid.xs[span.column],
        grid.ys[span.row],
        grid.xs[span.column + span.columns],
        grid.ys[span.row + span.rows],
    )
}
