//! What is painted white and what coloured: white lines rule a table only where they cut through colour, and text in the colour
//! of what lies below is not seen.

use super::paint::{Ink, Rgb, Tint};
use crate::geometry::{Point, Rect};
use crate::read::document::{Axis, Ruling};
use std::collections::VecDeque;

/// How many areas are remembered, the latest: a line that parts two cells is drawn soon after them.
const REMEMBERED: usize = 512;

/// Colours that are remembered: those of a page are few.
const COLOURS: usize = 32;

/// A cell may reach beyond its ground by as much as it is drawn inexactly (points).
const SLACK: f32 = 0.5;
/// A ground with at least so many cells, which cover at least so much of it, is a table's; what shows of it are the lines.
const MIN_CELLS: usize = 4;
const MIN_COVER: f32 = 0.8;
/// More cells than this on one ground are a drawing.
const MAX_CELLS: usize = 20_000;
/// Grounds of a page that are remembered.
const MAX_GROUNDS: usize = 64;

/// The areas that were filled on a page.
#[derive(Default)]
pub(super) struct Fills {
    areas: VecDeque<(Rect, Tint)>,
    grounds: Vec<Ground>,
    /// Shapes that are no rectangles, and pictures, with the number of areas that were filled before each.
    shapes: VecDeque<(Rect, u32)>,
    /// How many areas were filled.
    filled: u32,
    /// Colours of areas that are not white.
    colours: Vec<Rgb>,
}

/// A coloured area on which others were painted: pages of the web rule tables by cells that leave a hair of it between them.
struct Ground {
    area: Rect,
    cells: Vec<Rect>,
}

impl Fills {
    pub(super) fn add(&mut self, area: Rect, tint: Tint) {
        self.filled += 1;
        // White on white leaves nothing to remember.
        if tint.ink == Ink::White && self.areas.is_empty() {
            return;
        }
        if let Some(rgb) = tint.rgb.filter(|_| tint.ink == Ink::Colour && self.colours.len() < COLOURS)
            && !self.colours.contains(&rgb)
        {
            self.colours.push(rgb);
        }
        self.add_cell(area);
        if self.areas.len() == REMEMBERED {
            self.areas.pop_front();
        }
        self.areas.push_back((area, tint));
    }

    /// Adds a coloured shape that is no rectangle, or a picture: whatever stands on it may show.
    pub(super) fn add_shape(&mut self, area: Rect) {
        if self.shapes.len() == REMEMBERED {
            self.shapes.pop_front();
        }
        self.shapes.push_back((area, self.filled));
    }

    /// Whether text of a paint may be lost on what was filled.
    pub(super) fn may_hide(&self, text: &Tint) -> bool {
        text.ink == Ink::White
            || self.colours.iter().any(|rgb| text.is_lost_on(&Tint { rgb: Some(*rgb), ..Tint::COLOURED }))
    }

    /// Whether text of a paint is not seen at a point, for what was filled last there has its colour.
    pub(super) fn hide(&self, text: &Tint, at: Point) -> bool {
        let mut number = self.filled;
        let mut found = None;
        for (area, tint) in self.areas.iter().rev() {
            number = number.saturating_sub(1);
            if tint.ink != Ink::None && area.contains(at) {
                found = Some((*tint, number));
                break;
            }
        }
        // Where areas were forgotten, one of them may lie there.
        let (below, since) = match found {
            Some(found) => found,
            None if self.areas.len() == REMEMBERED => return false,
            None => (Tint::PAPER, 0),
        };
        let mut shapes = self.shapes.iter().rev().take_while(|(_, filled)| *filled >= since);
        let shape = shapes.any(|(area, _)| area.contains(at));
        !shape && text.is_lost_on(&below)
    }

    /// How many areas were filled.
    pub(super) fn count(&self) -> u32 {
        self.filled
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
            Some((_, tint)) if tint.ink != Ink::Colour => return,
            Some((below, _)) => match self.grounds.iter().position(|ground| ground.area == *below) {
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
        below.is_some_and(|(_, tint)| tint.ink == Ink::Colour)
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

    fn lines(ground: Rect, ink: Tint, cells: impl Iterator<Item = Rect>) -> usize {
        let mut fills = Fills::default();
        fills.add(ground, ink);
        cells.for_each(|cell| fills.add(cell, Tint::PAPER));
        fills.lines_between().count()
    }

    #[test]
    fn cells_that_leave_a_hair_of_colour_are_a_table() {
        let ground = Rect::new(0.0, 0.0, 99.0, 58.0);
        assert_eq!(lines(ground, Tint::COLOURED, cells(2, 3)), 24);
        let long = Rect::new(0.0, 0.0, 50.0 * 49.0, 20.0 * 19.0 + 1.0);
        assert_eq!(lines(long, Tint::COLOURED, cells(50, 20)), 4000, "more cells than areas are remembered");
        assert_eq!(lines(ground, Tint::PAPER, cells(2, 3)), 0, "white on white");
        assert_eq!(lines(Rect::new(0.0, 0.0, 200.0, 58.0), Tint::COLOURED, cells(2, 3)), 0, "boxes on a coloured page");
        assert_eq!(lines(Rect::new(0.0, 0.0, 50.0, 96.0), Tint::COLOURED, cells(1, 5)), 0, "stripes");
        assert_eq!(lines(ground, Tint::COLOURED, cells(2, 1)), 0);
        let close = |cell: Rect| Rect::new(cell.x0 - 1.0, cell.y0 - 1.0, cell.x1 + 1.0, cell.y1 + 1.0);
        assert_eq!(lines(ground, Tint::COLOURED, cells(2, 3).map(close)), 0, "nothing of the ground shows");
    }
}
