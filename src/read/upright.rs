//! Pages whose text was drawn sideways, without the page saying so: a landscape form printed onto a portrait page. They are turned
//! so that what comes after sees an upright page.

use super::document::{Axis, Direction, Page, Ruling};
use crate::geometry::{Point, Rect};

/// The share of a page's characters that have to run one way, and how many there have to be.
const MOST: f32 = 0.8;
const ENOUGH: usize = 16;

/// Turns the page if most of its text runs upwards, downwards or upside down; `downwards` tells whether text that runs down is
/// turned text, and not vertical writing. `places` are turned with it. Returns whether it did.
pub(crate) fn turn<'r>(page: &mut Page, downwards: bool, places: impl Iterator<Item = &'r mut Rect>) -> bool {
    let count = |direction| page.glyphs.iter().filter(|glyph| glyph.direction == direction).count();
    let most = |direction| {
        let running = count(direction);
        running >= ENOUGH && running as f32 >= MOST * page.glyphs.len() as f32
    };
    let turn = if most(Direction::Up) {
        Turn::Right
    } else if downwards && most(Direction::Down) {
        Turn::Left
    } else if most(Direction::Left) {
        Turn::Over
    } else {
        return false;
    };
    let (width, height) = (page.width, page.height);
    let point = |p: Point| turn.point(p, width, height);
    let rect = |r: &Rect| {
        let (a, b) = (point(Point { x: r.x0, y: r.y0 }), point(Point { x: r.x1, y: r.y1 }));
        Rect::new(a.x, a.y, b.x, b.y)
    };
    for glyph in page.glyphs.iter_mut().chain(&mut page.invisible) {
        glyph.origin = point(glyph.origin);
        glyph.rect = rect(&glyph.rect);
        glyph.direction = turn.direction(glyph.direction);
    }
    for ruling in &mut page.rulings {
        *ruling = turn.ruling(ruling, width, height);
    }
    page.images.iter_mut().for_each(|image| *image = rect(image));
    places.for_each(|place| *place = rect(place));
    if !matches!(turn, Turn::Over) {
        (page.width, page.height) = (height, width);
    }
    true
}

/// By how much a page is turned.
#[derive(Clone, Copy)]
enum Turn {
    /// Clockwise by 90°.
    Right,
    /// Anticlockwise by 90°.
    Left,
    /// By 180°.
    Over,
}

impl Turn {
    /// Where a point of a page of this size comes to stand.
    fn point(self, p: Point, width: f32, height: f32) -> Point {
        match self {
            Turn::Right => Point { x: height - p.y, y: p.x },
            Turn::Left => Point { x: p.y, y: width - p.x },
            Turn::Over => Point { x: width - p.x, y: height - p.y },
        }
    }

    fn direction(self, direction: Direction) -> Direction {
        const ROUND: [Direction; 4] = [Direction::Right, Direction::Down, Direction::Left, Direction::Up];
        let steps = match self {
            Turn::Right => 1,
            Turn::Over => 2,
            Turn::Left => 3,
        };
        let from = ROUND.iter().position(|d| *d == direction);
        from.map_or(direction, |from| ROUND[(from + steps) % 4])
    }

    fn ruling(self, ruling: &Ruling, width: f32, height: f32) -> Ruling {
        let ends = match ruling.axis {
            Axis::Horizontal => [(ruling.from, ruling.at), (ruling.to, ruling.at)],
            Axis::Vertical => [(ruling.at, ruling.from), (ruling.at, ruling.to)],
        };
        let [a, b] = ends.map(|(x, y)| self.point(Point { x, y }, width, height));
        let axis = match (self, ruling.axis) {
            (Turn::Over, axis) => axis,
            (_, Axis::Horizontal) => Axis::Vertical,
            (_, Axis::Vertical) => Axis::Horizontal,
        };
        let (at, from, to) = match axis {
            Axis::Horizontal => (a.y, a.x.min(b.x), a.x.max(b.x)),
            Axis::Vertical => (a.x, a.y.min(b.y), a.y.max(b.y)),
        };
        Ruling { axis, at, from, to, width: ruling.width }
    }
}
