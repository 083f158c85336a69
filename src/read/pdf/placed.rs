//! Where a glyph stands on the upright page.

use crate::geometry::{Point, Rect};
use crate::read::document::{Direction, Glyph};
use kurbo::Affine;

/// Share of the em above the baseline; ascents in font files cannot be trusted (`Glyph::rect`).
const ABOVE: f64 = 0.88;
/// Share of the em below the baseline.
const BELOW: f64 = 0.12;
/// A text axis that turns away from the page's axes by more than this (tangent) is oblique: a watermark.
const OBLIQUE: f64 = 0.05;

/// How the glyph space (1000 units an em) lies on the page, wherever in it.
pub(super) struct Axes {
    /// The coefficients without the shift.
    linear: [f64; 4],
    /// Points of a unit along the text, and of one across it.
    along: f64,
    across: f64,
    /// The directions of text and of its upright, of length 1.
    unit: (f64, f64),
    up: (f64, f64),
    vertical: bool,
    direction: Direction,
}

impl Axes {
    pub(super) fn of(to_page: Affine, vertical: bool) -> Axes {
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let (along, across) = (a.hypot(b), c.hypot(d));
        let unit = if along > 0.0 { (a / along, b / along) } else { (1.0, 0.0) };
        let up = if across > 0.0 { (c / across, d / across) } else { (0.0, -1.0) };
        let direction = if vertical {
            Direction::Down
        } else if unit.1.abs() <= OBLIQUE * unit.0.abs() {
            if unit.0 > 0.0 { Direction::Right } else { Direction::Left }
        } else if unit.0.abs() <= OBLIQUE * unit.1.abs() {
            if unit.1 > 0.0 { Direction::Down } else { Direction::Up }
        } else {
            Direction::Oblique
        };
        Axes { linear: [a, b, c, d], along, across, unit, up, vertical, direction }
    }

    // Near is not the same.
    #[allow(clippy::float_cmp)]
    pub(super) fn are_of(&self, to_page: &Affine) -> bool {
        let ([a, b, c, d], [e, f, g, h, ..]) = (self.linear, to_page.as_coeffs());
        a == e && b == f && c == g && d == h
    }

    /// The place of a glyph. The horizontal scale may be stretched to fit a substitute font, so the advance is taken by the scale
    /// that reaches the next glyph best.
    pub(super) fn placed(&self, to_page: Affine, advance: f64, next: Option<Affine>) -> Placed {
        let Axes { along, across, unit, up, .. } = *self;
        let [.., x, y] = to_page.as_coeffs();
        let size = across * 1000.0;
        let mut length = advance * along;
        if along > 0.0 && (along - across).abs() > 0.01 * across {
            let unstretched = advance * across;
            let [.., nx, ny] = next.unwrap_or(to_page).as_coeffs();
            let reach = (nx - x).hypot(ny - y);
            if next.is_none() || (unstretched - reach).abs() < (length - reach).abs() {
                length = unstretched;
            }
        }
        if self.vertical {
            length = across * 1000.0;
        }
        let corner = |l: f64, h: f64| (x + unit.0 * l + up.0 * h * size, y + unit.1 * l + up.1 * h * size);
        let (p, q) = (corner(0.0, ABOVE), corner(length, -BELOW));
        let rect = Rect::new(p.0 as f32, p.1 as f32, q.0 as f32, q.1 as f32);
        let origin = Point { x: x as f32, y: y as f32 };
        Placed { origin, rect, size: size as f32, direction: self.direction }
    }
}

/// A glyph's place on the upright page.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) origin: Point,
    pub(super) rect: Rect,
    size: f32,
    direction: Direction,
}

impl Placed {
    pub(super) fn glyph(self, char: Option<char>, run: u32) -> Glyph {
        let Placed { origin, rect, size, direction } = self;
        Glyph { char, origin, rect, size, direction, run, confidence: None }
    }

    /// The place of two glyphs that are halves of one character.
    pub(super) fn with(mut self, other: Placed) -> Placed {
        self.rect = self.rect.union(&other.rect);
        self
    }

    /// The share of one of several characters that stand on one glyph (ligatures).
    pub(super) fn part(&self, index: usize, count: usize) -> Placed {
        let mut part = *self;
        if self.direction == Direction::Right {
            let width = self.rect.width() / count as f32;
            part.rect.x0 = self.rect.x0 + width * index as f32;
            part.rect.x1 = part.rect.x0 + width;
            part.origin.x = self.origin.x + width * index as f32;
        }
        part
    }
}
