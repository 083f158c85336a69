//! Cells drawn as boxes of their own, a few points apart: together they are a grid.

use super::grid::{self, Grid};
use super::settings::MAX_GRIDS;
use crate::geometry::Rect;
use crate::read::document::{Axis, Ruling};

/// Boxes further apart than this (points) are not of one table.
const APART: f32 = 8.0;
/// Boxes of a table are at least as wide and as high as this (points): smaller ones are for ticks.
const LEAST: f32 = 10.0;
/// So few boxes are no table.
const FEW: usize = 6;

/// Puts boxes that stand side by side in the place of the grid that they make.
pub fn join(grids: Vec<Grid>) -> Vec<Grid> {
    let is_box = |grid: &Grid| grid.rows() * grid.columns() == 1;
    let boxes: Vec<Rect> = grids
        .iter()
        .filter(|grid| is_box(grid))
        .map(Grid::area)
        .filter(|area| area.width() >= LEAST && area.height() >= LEAST)
        .collect();
    if boxes.len() < FEW || boxes.len() >= MAX_GRIDS {
        return grids;
    }
    // A frame around others is no cell.
    let holds = |frame: &Rect| boxes.iter().filter(|other| frame.contains(other.center())).nth(1).is_some();
    let cells: Vec<Rect> = boxes.iter().filter(|area| !holds(area)).copied().collect();
    if cells.len() < FEW {
        return grids;
    }
    let xs = settled(cells.iter().flat_map(|area| [area.x0, area.x1]));
    let ys = settled(cells.iter().flat_map(|area| [area.y0, area.y1]));
    let mut across = Vec::with_capacity(2 * cells.len());
    let mut down = Vec::with_capacity(2 * cells.len());
    for area in &cells {
        let (x0, x1) = (nearest(&xs, area.x0), nearest(&xs, area.x1));
        let (y0, y1) = (nearest(&ys, area.y0), nearest(&ys, area.y1));
        across.extend([y0, y1].map(|at| Ruling { axis: Axis::Horizontal, at, from: x0, to: x1, width: 0.5 }));
        down.extend([x0, x1].map(|at| Ruling { axis: Axis::Vertical, at, from: y0, to: y1, width: 0.5 }));
    }
    let (across, down) = (super::edges::join(&across, Axis::Horizontal), super::edges::join(&down, Axis::Vertical));
    let found: Vec<Grid> =
        grid::find(&across, &down).into_iter().filter(|grid| grid.rows() > 1 && grid.columns() > 1).collect();
    let taken: Vec<Rect> = found.iter().map(Grid::area).collect();
    let is_taken = |grid: &Grid| is_box(grid) && taken.iter().any(|area| area.contains(grid.area().center()));
    let mut all: Vec<Grid> = grids.into_iter().filter(|grid| !is_taken(grid)).chain(found).collect();
    all.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.xs[0].total_cmp(&b.xs[0])));
    all
}

/// Positions nearer to each other than boxes of one table stand apart, as one in their middle.
fn settled(all: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sorted: Vec<f32> = all.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.dedup();
    let groups = sorted.chunk_by(|a, b| b - a <= APART);
    groups.map(|group| (group[0] + group[group.len() - 1]) / 2.0).collect()
}

fn nearest(positions: &[f32], to: f32) -> f32 {
    let after = positions.partition_point(|position| *position < to);
    let near = positions[after.saturating_sub(1)..].iter().take(2);
    near.copied().min_by(|a, b| (a - to).abs().total_cmp(&(b - to).abs())).unwrap_or(to)
}
