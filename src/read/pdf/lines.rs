//! Ruling lines from painted paths: strokes, thin filled rectangles, polylines, images of lines.

use crate::geometry::Rect;
use crate::read::document::{Axis, Ruling};
use kurbo::{Affine, BezPath, PathEl, Point, Shape};

/// A stroke wider than this is an area, not a line (points).
const MAX_WIDTH: f32 = 5.0;
/// A filled rectangle is a line if it is at least this many times as long as it is thick.
const MIN_ASPECT: f32 = 4.0;
/// A segment whose ends differ by less than this across its axis is straight (points).
const STRAIGHT: f64 = 0.6;
/// Shorter pieces (parts of drawn symbols, serifs) are no rulings (points).
const MIN_LENGTH: f32 = 3.0;
/// How far a ruling may lie outside the clip and still show: half a line's width (points).
const CLIP_SLACK: f32 = 0.75;

/// Collects rulings, cut to what the clip leaves visible.
#[derive(Default)]
pub(super) struct Strokes {
    rulings: Vec<Ruling>,
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
        ruling.from = ruling.from.max(start);
        ruling.to = ruling.to.min(end);
        if ruling.to - ruling.from >= MIN_LENGTH.min(1.0) {
            self.rulings.push(ruling);
        }
    }

    pub(super) fn finish(self) -> Vec<Ruling> {
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
    if ruling.to - ruling.from >= MIN_LENGTH {
        add(ruling);
    }
}

/// The thin rectangles of a filled path, one by one.
pub(super) fn segments_of_fill(path: &BezPath, to_page: Affine, mut add: impl FnMut(Ruling)) {
    let elements = path.elements();
    let mut begin = 0;
    for index in 1..=elements.len() {
        if index == elements.len() || matches!(elements[index], PathEl::MoveTo(_)) {
            if let Some(ruling) = thin_subpath(&elements[begin..index], to_page) {
                add(ruling);
            }
            begin = index;
        }
    }
}

fn thin_subpath(elements: &[PathEl], to_page: Affine) -> Option<Ruling> {
    // A rectangle has four or five points; more are a drawing.
    if elements.len() < 2 || elements.len() > 8 {
        return None;
    }
    let straight = elements.iter().all(|e| matches!(e, PathEl::MoveTo(_) | PathEl::LineTo(_) | PathEl::ClosePath));
    if !straight {
        return None;
    }
    let bounds = (to_page * BezPath::from_vec(elements.to_vec())).bounding_box();
    thin_rectangle(&page_rect(bounds))
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

fn page_rect(rect: kurbo::Rect) -> Rect {
    Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}
