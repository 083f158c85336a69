//! What is painted white and what coloured: white lines rule a table only where they cut through colour.

use crate::geometry::{Point, Rect};
use crate::read::document::{Axis, Ruling};
use hayro_interpret::Paint;
use std::collections::VecDeque;

/// Paint lighter than this in every channel is white; less opaque than `MIN_ALPHA`, it does not show at all.
const WHITE: u8 = 0xf7;
const MIN_ALPHA: u8 = 0x08;
/// How many areas are remembered, the latest: a line that parts two cells is drawn soon after them.
const REMEMBERED: usize = 512;

/// A cell may reach beyond its ground by as much as it is drawn inexactly (points).
const SLACK: f32 = 0.5;
/// A ground with at least so many cells, which cover at least so much of it, is a table's; what shows of it are the lines.
const MIN_CELLS: usize = 4;
const MIN_COVER: f32 = 0.8;
/// More cells than this on one ground are a drawing.
const MAX_CELLS: usize = 20_000;
/// Grounds of a page that are remembered.
const MAX_GROUNDS: usize = 64;

/// What a paint leaves on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nothing: it is transparent.
    None,
    /// White, which shows on colour only.
    White,
    /// Something that shows on white paper.
    Colour,
}

impl Ink {
    pub(super) fn of(paint: &Paint<'_>) -> Ink {
        match paint {
            Paint::Color(color) => match color.to_rgba().to_rgba8() {
                [.., alpha] if alpha < MIN_ALPHA => Ink::None,
                [r, g, b, _] if r >= WHITE && g >= WHITE && b >= WHITE => Ink::White,
                _ => Ink::Colour,
            },
            Paint::Pattern(_) => Ink::Colour,
        }
    }
}

/// The areas that were filled on a page.
#[derive(Default)]
pub(super) struct Fills {
    areas: VecDeque<(Rect, Ink)>,
    grounds: Vec<Ground>,
}

/// A coloured area on which others were painted: pages of the web rule tables by cells that leave a hair of it between them.
struct Ground {
    area: Rect,
    cells: Vec<Rect>,
}

impl Fills {
    pub(super) fn add(&mut self, area: Rect, ink: Ink) {
        // White on white leaves nothing to remember.
        if ink == Ink::White && self.areas.is_empty() {
            return;
        }
        self.add_cell(area);
        if self.areas.len() == REMEMBERED {
            self.areas.pop_front();
        }
        self.areas.push_back((area, ink));
    }

    /// Notes an area that lies on a coloured one.
    fn add_cell(&mut self, cell: Rect) {
        let holds = |area: &Rect| {
            cell.x0 >= area.x0 - SLACK
                && cell.x1 <= area.x1 + SLACK
                && cell.y0 >= area.y0 - SLACK
                && cell.y1 <= area.y1 + SLACK
        };
        let ground = match self.areas.iter().rev().find(|(area, _)| holds(area)) {
            Some((_, Ink::White | Ink::None)) => return,
            Some((below, Ink::Colour)) => match self.grounds.iter().position(|ground| ground.area == *below) {
                Some(known) => known,
                None if self.grounds.len() == MAX_GROUNDS => return,
                None => {
                    self.grounds.push(Ground { area: *below, cells: Vec::new() });
                    self.grounds.len() - 1
                }
            },
            // It is no longer remembered among the areas.
            None => match self.grounds.iter().rposition(|ground| holds(&ground.area)) {
                Some(known) => known,
                None => return,
            },
        };
        let cells = &mut self.grounds[ground].cells;
        if cells.len() <= MAX_CELLS {
            cells.push(cell);
        }
    }

    /// The lines that show of a ground between the cells on it, as the sides of these.
    pub(super) fn lines_between(&self) -> impl Iterator<Item = Ruling> {
        let tables = self.grounds.iter().filter(|ground| ground.is_table());
        tables.flat_map(|ground| &ground.cells).flat_map(|cell| {
            let across = |at| Ruling { axis: Axis::Horizontal, at, from: cell.x0, to: cell.x1, width: 0.0 };
            let down = |at| Ruling { axis: Axis::Vertical, at, from: cell.y0, to: cell.y1, width: 0.0 };
            [across(cell.y0), across(cell.y1), down(cell.x0), down(cell.x1)]
        })
    }

    /// Whether the area that was filled last where a line runs is coloured.
    pub(super) fn coloured_at(&self, line: &Ruling) -> bool {
        let along = (line.from + line.to) / 2.0;
        let middle = match line.axis {
            Axis::Horizontal => Point { x: along, y: line.at },
            Axis::Vertical => Point { x: line.at, y: along },
        };
        let below = self.areas.iter().rev().find(|(area, _)| area.contains(middle));
        below.is_some_and(|(_, ink)| *ink == Ink::Colour)
    }
}

impl Ground {
    /// Whether cells beside each other and below each other cover it but for the lines between them.
    fn is_table(&self) -> bool {
        let cells = &self.cells;
        if !(MIN_CELLS..=MAX_CELLS).contains(&cells.len()) {
            return false;
        }
        let size = |rect: &Rect| rect.width() * rect.height();
        let covered: f32 = cells.iter().map(size).sum();
        let apart = |of: fn(&Rect) -> f32| cells.iter().any(|cell| (of(cell) - of(&cells[0])).abs() > 1.0);
        covered >= MIN_COVER * size(&self.area)
            && covered < size(&self.area)
            && apart(|cell| cell.x0)
            && apart(|cell| cell.y0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of 48 by 18 points on a ground, with a hair between them.
    fn cells(columns: usize, rows: usize) -> impl Iterator<Item = Rect> {
        (0..rows * columns).map(move |index| {
            let (x, y) = ((index % columns) as f32 * 49.0 + 1.0, (index / columns) as f32 * 19.0 + 1.0);
            Rect::new(x, y, x + 48.0, y + 18.0)
        })
    }

    fn lines(ground: Rect, ink: Ink, cells: impl Iterator<Item = Rect>) -> usize {
        let mut fills = Fills::default();
        fills.add(ground, ink);
        cells.for_each(|cell| fills.add(cell, Ink::White));
        fills.lines_between().count()
    }

    #[test]
    fn cells_that_leave_a_hair_of_colour_are_a_table() {
        let ground = Rect::new(0.0, 0.0, 99.0, 58.0);
        assert_eq!(lines(ground, Ink::Colour, cells(2, 3)), 24);
        let long = Rect::new(0.0, 0.0, 50.0 * 49.0, 20.0 * 19.0 + 1.0);
        assert_eq!(lines(long, Ink::Colour, cells(50, 20)), 4000, "more cells than areas are remembered");
        assert_eq!(lines(ground, Ink::White, cells(2, 3)), 0, "white on white");
        assert_eq!(lines(Rect::new(0.0, 0.0, 200.0, 58.0), Ink::Colour, cells(2, 3)), 0, "boxes on a coloured page");
        assert_eq!(lines(Rect::new(0.0, 0.0, 50.0, 96.0), Ink::Colour, cells(1, 5)), 0, "stripes");
        assert_eq!(lines(ground, Ink::Colour, cells(2, 1)), 0);
        let close = |cell: Rect| Rect::new(cell.x0 - 1.0, cell.y0 - 1.0, cell.x1 + 1.0, cell.y1 + 1.0);
        assert_eq!(lines(ground, Ink::Colour, cells(2, 3).map(close)), 0, "nothing of the ground shows");
    }
}
