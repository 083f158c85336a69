//! Which pixels lie in one cell together: the areas that ruling lines enclose.

use super::strokes::Stroke;
use crate::read::document::Axis;

/// Regions are told apart on squares of so many pixels.
pub const SQUARE: usize = 4;
/// Lines reach this much further than they are seen (pixels): corners and breaks let nothing through.
const REACH: f32 = 14.0;
/// Lines that run on beyond the last line across by this much (pixels) bound cells that a page break left open.
const OPEN: f32 = 14.0;

/// The regions of a page.
#[derive(Debug)]
pub struct Regions {
    columns: usize,
    rows: usize,
    /// For each square the region, from 1; 0 on a line.
    labels: Vec<u32>,
    /// Number of regions.
    pub count: usize,
}

/// Divides a page of so many pixels.
pub fn divide(width: usize, height: usize, strokes: &[Stroke]) -> Regions {
    let (columns, rows) = (width.div_ceil(SQUARE), height.div_ceil(SQUARE));
    let mut labels = vec![u32::MAX; columns * rows];
    let square = |at: f32, most: usize| ((at.max(0.0) as usize) / SQUARE).min(most - 1);
    let mut wall = |axis: Axis, at: f32, from: f32, to: f32| {
        let (across, along) = match axis {
            Axis::Horizontal => (rows, columns),
            Axis::Vertical => (columns, rows),
        };
        let at = square(at, across);
        for along in square(from, along)..=square(to, along) {
            let index = match axis {
                Axis::Horizontal => at * columns + along,
                Axis::Vertical => along * columns + at,
            };
            labels[index] = 0;
        }
    };
    for stroke in strokes {
        wall(stroke.axis, stroke.at, stroke.from - REACH, stroke.to + REACH);
    }
    for (y, from, to) in open_ends(strokes) {
        wall(Axis::Horizontal, y, from, to);
    }
    let mut regions = Regions { columns, rows, labels, count: 0 };
    regions.fill();
    regions
}

/// Where lines that run down end together without a line across.
fn open_ends(strokes: &[Stroke]) -> Vec<(f32, f32, f32)> {
    let down: Vec<&Stroke> = strokes.iter().filter(|stroke| stroke.axis == Axis::Vertical).collect();
    let across: Vec<&Stroke> = strokes.iter().filter(|stroke| stroke.axis == Axis::Horizontal).collect();
    let crossed = |x: f32, y: f32| {
        across.iter().any(|line| (line.at - y).abs() < OPEN && x >= line.from - OPEN && x <= line.to + OPEN)
    };
    let mut found: Vec<(f32, f32, f32)> = Vec::new();
    for end in [|stroke: &Stroke| stroke.from, |stroke: &Stroke| stroke.to] {
        let mut loose: Vec<(f32, f32)> =
            down.iter().map(|line| (end(line), line.at)).filter(|(y, x)| !crossed(*x, *y)).collect();
        loose.sort_by(|a, b| a.0.total_cmp(&b.0));
        for group in loose.chunk_by(|a, b| b.0 - a.0 < OPEN) {
            if group.len() >= 2 {
                let left = group.iter().map(|(_, x)| *x).fold(f32::MAX, f32::min);
                let right = group.iter().map(|(_, x)| *x).fold(0.0, f32::max);
                let y = group.iter().map(|(y, _)| *y).sum::<f32>() / group.len() as f32;
                found.push((y, left - REACH, right + REACH));
            }
        }
    }
    found
}

impl Regions {
    fn fill(&mut self) {
        let mut stack = Vec::new();
        for start in 0..self.labels.len() {
            if self.labels[start] != u32::MAX {
                continue;
            }
            self.count += 1;
            let label = self.count as u32;
            self.labels[start] = label;
            stack.push(start);
            while let Some(index) = stack.pop() {
                let (x, y) = (index % self.columns, index / self.columns);
                let mut visit = |index: usize| {
                    if self.labels[index] == u32::MAX {
                        self.labels[index] = label;
                        stack.push(index);
                    }
                };
                if x > 0 {
                    visit(index - 1);
                }
                if x + 1 < self.columns {
                    visit(index + 1);
                }
                if y > 0 {
                    visit(index - self.columns);
                }
                if y + 1 < self.rows {
                    visit(index + self.columns);
                }
            }
        }
    }

    /// The region of a pixel: its number from 0. On a line it is the nearest region to the right or below.
    pub fn at(&self, x: usize, y: usize) -> Option<usize> {
        let (column, row) = ((x / SQUARE).min(self.columns - 1), (y / SQUARE).min(self.rows - 1));
        let label = |column: usize, row: usize| {
            self.labels.get(row * self.columns + column).copied().filter(|label| *label > 0)
        };
        let near = [(0, 0), (1, 0), (0, 1), (1, 1)];
        let found =
            near.iter().find_map(|(dx, dy)| label((column + dx).min(self.columns - 1), (row + dy).min(self.rows - 1)));
        let found = found.or_else(|| label(column.saturating_sub(1), row.saturating_sub(1)));
        found.map(|label| label as usize - 1)
    }
}
