//! Ruling lines from painted paths: strokes, thin filled rectangles, polylines, images of lines.

use super::dashes;
use crate::geometry::Rect;
use crate::read::document::{Axis, Ruling};
use kurbo::{Affine, BezPath, PathEl, Point};

/// A stroke wider than this is an area, not a line (points).
pub(super) const MAX_WIDTH: f32 = 5.0;
/// A filled rectangle is a line if it is at least this many times as long as it is thick.
const MIN_ASPECT: f32 = 4.0;
/// A segment whose ends differ by less than this across its axis is straight (points).
const STRAIGHT: f64 = 0.6;
/// Shorter pieces (parts of drawn symbols, serifs) are no rulings (points).
const MIN_LENGTH: f32 = 3.0;
/// How far a ruling may lie outside the clip and still show: half a line's width (points).
const CLIP_SLACK: f32 = 0.75;

/// Pieces at least this long may be parts of a dashed or dotted line that was drawn piece by piece (points).
const MIN_DASH: f32 = 0.2;

/// Collects rulings, cut to what the clip leaves visible.
#[derive(Default)]
pub(super) struct Strokes {
    rulings: Vec<Ruling>,
    dashes: Vec<Ruling>,
}

impl Strokes {
    pub(super) fn add(&mut self, mut ruling: Ruling, clip: &Rect) {
        let (low, high, start, end) = match ruling.axis {
            Axis::Horizontal => (clip.y0, clip.y1, clip.x0, clip.x1),
            Axis::Vertical => (clip.x0, clip.x1, clip.y0, clip.y1),
        };
        // Written so that a position that is no number is left out too.
        if !(ruling.at >= low - CLIP_SLACK && ruling.at <= high + CLIP_SLACK) {
            return;
        }
        let whole = ruling.to - ruling.from >= MIN_LENGTH;
        ruling.from = ruling.from.max(start);
        ruling.to = ruling.to.min(end);
        if whole && ruling.to - ruling.from >= MIN_LENGTH.min(1.0) {
            self.rulings.push(ruling);
        } else if !whole && ruling.to > ruling.from {
            self.dashes.push(ruling);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Ruling> {
        dashes::join(self.dashes, &mut self.rulings);
        self.rulings
    }
}

/// The straight segments of a stroked path.
pub(super) fn segments_of_stroke(path: &BezPath, to_page: Affine, line_width: f32, mut add: impl FnMut(Ruling)) {
    let [a, b, c, d, ..] = to_page.as_coeffs();
    let scale = (a * d - b * c).abs().sqrt() as f32;
    let width = line_width * scale;
    if width > MAX_WIDTH {
        return segments_of_thick_stroke(path, to_page, width, add);
    }
    let mut start = Point::ZERO;
    let mut last = Point::ZERO;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => {
                start = to_page * p;
                last = start;
            }
            PathEl::LineTo(p) => {
                let end = to_page * p;
                segment(last, end, width, &mut add);
                last = end;
            }
            PathEl::ClosePath => {
                segment(last, start, width, &mut add);
                last = start;
            }
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = to_page * p,
        }
    }
}

/// A short, very thick stroke is how some drivers draw a line across its own direction.
fn segments_of_thick_stroke(path: &BezPath, to_page: Affine, width: f32, mut add: impl FnMut(Ruling)) {
    let [PathEl::MoveTo(from), PathEl::LineTo(to)] = *path.elements() else { return };
    let (from, to) = (to_page * from, to_page * to);
    let half = f64::from(width) / 2.0;
    let rect = if (from.y - to.y).abs() < STRAIGHT {
        kurbo::Rect::new(from.x, from.y - half, to.x, to.y + half)
    } else if (from.x - to.x).abs() < STRAIGHT {
        kurbo::Rect::new(from.x - half, from.y, to.x + half, to.y)
    } else {
        return;
    };
    if let Some(ruling) = thin_rectangle(&page_rect(rect)) {
        add(ruling);
    }
}

fn segment(from: Point, to: Point, width: f32, add: &mut impl FnMut(Ruling)) {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    let ruling = if dy <= STRAIGHT && dx > dy {
        Ruling {
            axis: Axis::Horizontal,
            at: ((from.y + to.y) / 2.0) as f32,
            from: from.x.min(to.x) as f32,
            to: from.x.max(to.x) as f32,
            width,
        }
    } else if dx <= STRAIGHT && dy > dx {
        Ruling {
            axis: Axis::Vertical,
            at: ((from.x + to.x) / 2.0) as f32,
            from: from.y.min(to.y) as f32,
            to: from.y.max(to.y) as f32,
            width,
        }
    } else {
        return;
    };
    if ruling.to - ruling.from >= MIN_DASH {
        add(ruling);
    }
}

/// What a filled rectangle is.
pub(super) enum Filled {
    /// A line.
    Line(Ruling),
    /// A coloured area, by its bounds, and whether it is just these.
    Area(Rect, bool),
    /// A shape that is no rectangle.
    Shape,
}

/// The rectangles of a filled path, one by one.
pub(super) fn rectangles_of_fill(path: &BezPath, to_page: Affine, mut add: impl FnMut(Filled)) {
    let elements = path.elements();
    let mut begin = 0;
    for index in 1..=elements.len() {
        if index == elements.len() || matches!(elements[index], PathEl::MoveTo(_)) {
            let piece = &elements[begin..index];
            match rectangle(piece, to_page) {
                Some(rect) => match thin_rectangle(&rect) {
                    Some(ruling) => add(Filled::Line(ruling)),
                    None if rect.width() > MAX_WIDTH && rect.height() > MAX_WIDTH => {
                        add(Filled::Area(rect, is_exact(piece, to_page, &rect)));
                    }
                    None => dots(&rect, |dot| add(Filled::Line(dot))),
                },
                None if piece.len() > 1 => add(Filled::Shape),
                None => {}
            }
            begin = index;
        }
    }
}

fn rectangle(elements: &[PathEl], to_page: Affine) -> Option<Rect> {
    // A rectangle has four or five points; more are a drawing.
    if elements.len() < 2 || elements.len() > 8 {
        return None;
    }
    let mut bounds: Option<kurbo::Rect> = None;
    for element in elements {
        let point = match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => to_page * p,
            PathEl::ClosePath => continue,
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        };
        bounds = Some(bounds.map_or(kurbo::Rect::from_points(point, point), |bounds| bounds.union_pt(point)));
    }
    bounds.map(page_rect)
}

/// Whether every point of a path is a corner of its bounds.
fn is_exact(elements: &[PathEl], to_page: Affine, bounds: &Rect) -> bool {
    let near = |a: f64, b: f32| (a as f32 - b).abs() < 0.1;
    elements.iter().all(|element| match *element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => {
            let p = to_page * p;
            (near(p.x, bounds.x0) || near(p.x, bounds.x1)) && (near(p.y, bounds.y0) || near(p.y, bounds.y1))
        }
        _ => true,
    })
}

/// The bounds of a path on the page, by its points.
pub(super) fn bounds(path: &BezPath, to_page: Affine) -> Option<Rect> {
    let mut bounds: Option<kurbo::Rect> = None;
    let mut add = |p: Point| {
        let p = to_page * p;
        bounds = Some(bounds.map_or(kurbo::Rect::from_points(p, p), |bounds| bounds.union_pt(p)));
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => add(p),
            PathEl::QuadTo(a, p) => [a, p].into_iter().for_each(&mut add),
            PathEl::CurveTo(a, b, p) => [a, b, p].into_iter().for_each(&mut add),
            PathEl::ClosePath => {}
        }
    }
    bounds.map(page_rect)
}

/// Whether a path is an upright rectangle.
pub(super) fn is_rectangle(path: &BezPath) -> bool {
    let elements = path.elements();
    elements.len() <= 8
        && rectangle(elements, Affine::IDENTITY).is_some_and(|bounds| is_exact(elements, Affine::IDENTITY, &bounds))
}

/// A thick stroke across or down the page as the area that it covers.
pub(super) fn bar(from: Point, to: Point, width: f32) -> Option<Rect> {
    let half = f64::from(width) / 2.0;
    if (from.y - to.y).abs() < STRAIGHT {
        Some(page_rect(kurbo::Rect::new(from.x, from.y - half, to.x, from.y + half)))
    } else if (from.x - to.x).abs() < STRAIGHT {
        Some(page_rect(kurbo::Rect::new(from.x - half, from.y, from.x + half, to.y)))
    } else {
        None
    }
}

/// A small rectangle as a piece of a dotted line, which may run either way.
fn dots(rect: &Rect, mut add: impl FnMut(Ruling)) {
    let (width, height) = (rect.width(), rect.height());
    let middle = rect.center();
    if (MIN_DASH..MIN_LENGTH).contains(&width) && height <= 2.0 * width {
        add(Ruling { axis: Axis::Horizontal, at: middle.y, from: rect.x0, to: rect.x1, width: height });
    }
    if (MIN_DASH..MIN_LENGTH).contains(&height) && width <= 2.0 * height {
        add(Ruling { axis: Axis::Vertical, at: middle.x, from: rect.y0, to: rect.y1, width });
    }
}

/// A thin rectangle as the line it draws.
pub(super) fn thin_rectangle(rect: &Rect) -> Option<Ruling> {
    let (width, height) = (rect.width(), rect.height());
    if height <= MAX_WIDTH && width >= MIN_LENGTH && width >= height * MIN_ASPECT {
        let at = (rect.y0 + rect.y1) / 2.0;
        Some(Ruling { axis: Axis::Horizontal, at, from: rect.x0, to: rect.x1, width: height })
    } else if width <= MAX_WIDTH && height >= MIN_LENGTH && height >= width * MIN_ASPECT {
        let at = (rect.x0 + rect.x1) / 2.0;
        Some(Ruling { axis: Axis::Vertical, at, from: rect.y0, to: rect.y1, width })
    } else {
        None
    }
}

pub(super) fn page_rect(rect: kurbo::Rect) -> Rect {
    Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}
