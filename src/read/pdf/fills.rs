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
}

impl Fills {
    pub(super) fn add(&mut self, area: Rect, ink: Ink) {
        // White on white leaves nothing to remember.
        if ink == Ink::White && self.areas.is_empty() {
            return;
        }
        if self.areas.len() == REMEMBERED {
            self.areas.pop_front();
        }
        self.areas.push_back((area, ink));
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
