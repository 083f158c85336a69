//! Grid → merged cells: neighbours without a line between them are one cell.

use super::grid::Grid;
use crate::sets::{root, unite};

/// A merged cell of a grid, with half-open ranges of rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Rows it covers.
    pub rows: usize,
    /// Columns it covers.
    pub columns: usize,
}

/// The merged cells of a grid in reading order, and for every grid cell (row-major) the index of its span.
pub fn find(grid: &Grid) -> (Vec<Span>, Vec<usize>) {
    let (rows, columns) = (grid.rows(), grid.columns());
    let mut parent: Vec<usize> = (0..rows * columns).collect();
    for row in 0..rows {
        for column in 0..columns {
            let cell = row * columns + column;
            if column > 0 && !grid.left_drawn(row, column) {
                unite(&mut parent, cell, cell - 1);
            }
            if row > 0 && !grid.top_drawn(row, column) {
                unite(&mut parent, cell, cell - columns);
            }
        }
    }
    // A region that is no rectangle (a line missing in part) is cut into rectangles, row by row.
    let roots: Vec<usize> = (0..rows * columns).map(|cell| root(&mut parent, cell)).collect();
    let mut owner = vec![usize::MAX; rows * columns];
    let mut spans = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let cell = row * columns + column;
            if owner[cell] != usize::MAX {
                continue;
            }
            let free = |row: usize, column: usize, owner: &[usize]| {
                let other = row * columns + column;
                roots[other] == roots[cell] && owner[other] == usize::MAX
            };
            let width = (column..columns).take_while(|&c| free(row, c, &owner)).count();
            let height = (row..rows).take_while(|&r| (column..column + width).all(|c| free(r, c, &owner))).count();
            for r in row..row + height {
                for c in column..column + width {
                    owner[r * columns + c] = spans.len();
                }
            }
            spans.push(Span { row, column, rows: height, columns: width });
        }
    }
    (spans, owner)
}
