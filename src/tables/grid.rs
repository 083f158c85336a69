//! Long lines → grids: which lines belong together, their columns and rows, which boundaries are drawn.

use super::settings::{DRAWN, MAX_CELLS, MAX_GRIDS, OPEN_END, OPEN_SIDE, SNAP, TOUCH};
use crate::geometry::{Point, Rect};
use crate::read::document::Ruling;
use crate::sets::{root, unite};

/// A grid of boundaries; cell `(row, column)` lies between `ys[row], ys[row + 1]` and `xs[column], xs[column + 1]`.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Column boundaries, ascending.
    pub xs: Vec<f32>,
    /// Row boundaries, ascending.
    pub ys: Vec<f32>,
    /// `vertical[row][column]`: the boundary at `xs[column]` is drawn beside `row`.
    vertical: Vec<Vec<bool>>,
    /// `horizontal[row][column]`: the boundary at `ys[row]` is drawn along `column`.
    horizontal: Vec<Vec<bool>>,
    /// For each of `xs` from where to where it may stand; empty where lines tell it.
    room: Vec<(f32, f32)>,
}

impl Grid {
    /// The area of the grid.
    pub fn area(&self) -> Rect {
        Rect::new(self.xs[0], self.ys[0], self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1])
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Whether a line is drawn at the left of a cell.
    pub fn left_drawn(&self, row: usize, column: usize) -> bool {
        self.vertical[row][column]
    }

    /// Whether a line is drawn at the top of a cell.
    pub fn top_drawn(&self, row: usize, column: usize) -> bool {
        self.horizontal[row][column]
    }

    /// Whether a column is open at its bottom: a page break cuts the cell there.
    pub fn is_cut(&self, column: usize) -> bool {
        !self.horizontal[self.rows()][column]
    }

    /// The cell that holds a point, if the point lies in the grid.
    pub fn locate(&self, point: Point) -> Option<(usize, usize)> {
        Some((slot(&self.ys, point.y)?, slot(&self.xs, point.x)?))
    }

    /// A grid whose every boundary is drawn as given by the caller (tables without rulings).
    pub fn from_parts(xs: Vec<f32>, ys: Vec<f32>, vertical: Vec<Vec<bool>>, horizontal: Vec<Vec<bool>>) -> Grid {
        Grid { xs, ys, vertical, horizontal, room: Vec::new() }
    }

    /// The same, with boundaries of columns that text alone tells: from where to where each may stand.
    pub fn with_room(self, room: Vec<(f32, f32)>) -> Grid {
        Grid { room, ..self }
    }

    /// From where to where each boundary of columns may stand; empty where lines tell them.
    pub fn room(&self) -> &[(f32, f32)] {
        &self.room
    }
}

fn slot(bounds: &[f32], value: f32) -> Option<usize> {
    let after = bounds.partition_point(|bound| *bound <= value);
    (after > 0 && after < bounds.len()).then(|| after - 1)
}

/// Finds the grids that a page's joined lines draw, from top to bottom. Lines that cross no other are no grid.
pub fn find(horizontals: &[Ruling], verticals: &[Ruling]) -> Vec<Grid> {
    let mut grids: Vec<Grid> = components(horizontals, verticals)
        .into_iter()
        .filter_map(|(horizontals, verticals)| build(&horizontals, &verticals))
        .collect();
    if grids.len() > MAX_GRIDS {
        grids.sort_by_key(|grid| std::cmp::Reverse(grid.rows() * grid.columns()));
        grids.truncate(MAX_GRIDS);
    }
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.xs[0].total_cmp(&b.xs[0])));
    grids
}

fn components(horizontals: &[Ruling], verticals: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let count = horizontals.len() + verticals.len();
    let mut parent: Vec<usize> = (0..count).collect();
    for (v, vertical) in verticals.iter().enumerate() {
        // `horizontals` are sorted by position, so only those within the vertical's reach are looked at.
        let begin = horizontals.partition_point(|line| line.at < vertical.from - TOUCH);
        for (h, horizontal) in horizontals.iter().enumerate().skip(begin) {
            if horizontal.at > vertical.to + TOUCH {
                break;
            }
            if vertical.at >= horizontal.from - TOUCH && vertical.at <= horizontal.to + TOUCH {
                unite(&mut parent, h, horizontals.len() + v);
            }
        }
    }
    let mut groups: Vec<(Vec<Ruling>, Vec<Ruling>)> = Vec::new();
    let mut index_of = vec![usize::MAX; count];
    for item in 0..count {
        let root = root(&mut parent, item);
        if index_of[root] == usize::MAX {
            index_of[root] = groups.len();
            groups.push((Vec::new(), Vec::new()));
        }
        let group = &mut groups[index_of[root]];
        if item < horizontals.len() {
            group.0.push(horizontals[item]);
        } else {
            group.1.push(verticals[item - horizontals.len()]);
        }
    }
    let (mut grids, rest): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(horizontals, verticals)| !horizontals.is_empty() && !verticals.is_empty());
    let lone: Vec<Ruling> = rest.into_iter().flat_map(|(_, verticals)| verticals).collect();
    // A page of more grids than are kept is a drawing.
    if !lone.is_empty() && grids.len() <= MAX_GRIDS {
        attach(&mut grids, lone);
    }
    grids
}

/// Puts verticals that cross nothing to the grid that they are as high as: the sides of cells that a page has neither the top nor
/// the bottom of.
fn attach(grids: &mut [(Vec<Ruling>, Vec<Ruling>)], lone: Vec<Ruling>) {
    let heights: Vec<(f32, f32)> = grids.iter().map(|(_, verticals)| reach(verticals)).collect();
    for line in lone {
        let is_as_high =
            |(top, bottom): &(f32, f32)| (line.from - top).abs() <= TOUCH && (line.to - bottom).abs() <= TOUCH;
        if let Some(index) = heights.iter().position(is_as_high) {
            grids[index].1.push(line);
        }
    }
    for (_, verticals) in grids {
        verticals.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
}

fn build(horizontals: &[Ruling], verticals: &[Ruling]) -> Option<Grid> {
    let mut xs = boundaries(verticals);
    let mut ys = boundaries(horizontals);
    let (left, right) = reach(horizontals);
    let (top, bottom) = reach(verticals);
    // Sides left open: the rulings across run on past the last line down.
    if left < xs[0] - OPEN_SIDE {
        xs.insert(0, left);
    }
    if right > xs[xs.len() - 1] + OPEN_SIDE {
        xs.push(right);
    }
    if top < ys[0] - OPEN_END {
        ys.insert(0, top);
    }
    if bottom > ys[ys.len() - 1] + OPEN_END {
        ys.push(bottom);
    }
    if xs.len() < 2 || ys.len() < 2 {
        return None;
    }
    let rows = ys.len() - 1;
    let columns = xs.len() - 1;
    if rows * columns > MAX_CELLS {
        return None;
    }
    let mut vertical = vec![vec![false; columns + 1]; rows];
    for (row, drawn) in vertical.iter_mut().enumerate() {
        for (column, drawn) in drawn.iter_mut().enumerate() {
            *drawn = covered(verticals, xs[column], ys[row], ys[row + 1]);
        }
    }
    let mut horizontal = vec![vec![false; columns]; rows + 1];
    for (row, drawn) in horizontal.iter_mut().enumerate() {
        for (column, drawn) in drawn.iter_mut().enumerate() {
            *drawn = covered(horizontals, ys[row], xs[column], xs[column + 1]);
        }
    }
    Some(Grid::from_parts(xs, ys, vertical, horizontal))
}

/// Distinct positions of lines, ascending; lines of one position differ by rounding only.
fn boundaries(lines: &[Ruling]) -> Vec<f32> {
    let mut positions: Vec<f32> = lines.iter().map(|line| line.at).collect();
    positions.sort_unstable_by(f32::total_cmp);
    positions.dedup_by(|next, kept| *next - *kept <= SNAP);
    positions
}

fn reach(lines: &[Ruling]) -> (f32, f32) {
    lines.iter().fold((f32::MAX, f32::MIN), |(from, to), line| (from.min(line.from), to.max(line.to)))
}

/// Whether a boundary is drawn; `lines` are sorted by position.
fn covered(lines: &[Ruling], at: f32, from: f32, to: f32) -> bool {
    let first = lines.partition_point(|line| line.at < at - SNAP);
    let covered: f32 = lines[first..]
        .iter()
        .take_while(|line| line.at <= at + SNAP)
        .map(|line| (line.to.min(to) - line.from.max(from)).max(0.0))
        .sum();
    covered >= DRAWN * (to - from)
}
