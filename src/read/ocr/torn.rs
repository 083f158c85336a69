//! Lines of text that the end of a page cuts through: print shops' spreadsheets let a merged cell run over two pages, and the upper
//! half of its text stands at the foot of one, the lower half at the head of the next. The halves are read as one.

use super::lines::TextLine;
use super::picture::Picture;
use super::strokes::Stroke;
use crate::read::document::Axis;

/// Ink this near to where the ruling lines end is cut there (pixels).
const TOUCH: f32 = 5.0;
/// Halves lie under one another to this (in line heights).
const ASIDE: f32 = 0.6;
/// The halves together are as high as a line, to this (in line heights).
const WHOLE: std::ops::Range<f32> = 0.75..1.35;

/// The upper half of a line, at the foot of a page.
#[derive(Clone, Debug)]
pub struct Half {
    /// Its run on that page.
    pub run: u32,
    line: TextLine,
    ink: Picture,
}

/// The two halves of a line, put together.
pub struct Whole {
    /// The picture of the line alone, with white margins.
    pub picture: Picture,
    /// The line in that picture.
    pub line: TextLine,
}

/// At which edge of the page a line is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its upper part is on the page before.
    Head,
    /// Its lower part is on the next page.
    Foot,
}

/// The edge that cuts through a line: the ruling lines left and right of it end with its ink, and none runs across there.
pub fn edge(line: &TextLine, strokes: &[Stroke]) -> Option<Edge> {
    let (x0, x1) = (line.x0 as f32, line.x1 as f32);
    let middle = (line.y0 + line.y1) as f32 / 2.0;
    let beside = || strokes.iter().filter(|stroke| stroke.axis == Axis::Vertical && reaches(stroke, middle));
    let left = beside().filter(|stroke| stroke.at <= x0).max_by(|a, b| a.at.total_cmp(&b.at))?;
    let right = beside().filter(|stroke| stroke.at >= x1).min_by(|a, b| a.at.total_cmp(&b.at))?;
    let cut = |end: fn(&Stroke) -> f32, ink: f32| {
        let open = (end(left) - ink).abs() <= TOUCH && (end(right) - ink).abs() <= TOUCH;
        let crossed = strokes.iter().any(|stroke| {
            stroke.axis == Axis::Horizontal
                && (stroke.at - ink).abs() <= 2.0 * TOUCH
                && stroke.from < x1
                && stroke.to > x0
        });
        open && !crossed
    };
    if cut(|stroke| stroke.to, line.y1 as f32) {
        Some(Edge::Foot)
    } else if cut(|stroke| stroke.from, line.y0 as f32) {
        Some(Edge::Head)
    } else {
        None
    }
}

fn reaches(stroke: &Stroke, y: f32) -> bool {
    stroke.from - TOUCH <= y && y <= stroke.to + TOUCH
}

impl Half {
    /// The part of a line that is on its page.
    pub fn of(line: &TextLine, run: u32, picture: &Picture) -> Half {
        Half { run, line: *line, ink: cropped(picture, line) }
    }

    /// This half above the other, if they are halves of one line.
    pub fn joined(&self, below: &TextLine, picture: &Picture, usual: f32) -> Option<Whole> {
        let near = |a: usize, b: usize| (a as f32 - b as f32).abs() <= ASIDE * usual;
        let height = self.line.height() + below.height();
        if !near(self.line.x0, below.x0) || !near(self.line.x1, below.x1) || !WHOLE.contains(&(height as f32 / usual)) {
            return None;
        }
        let lower = cropped(picture, below);
        let margin = usual as usize;
        let left = self.line.x0.min(below.x0);
        let width = self.line.x1.max(below.x1) - left + 2 * margin;
        let mut whole =
            Picture { width, height: height + 2 * margin, pixels: vec![255; width * (height + 2 * margin)] };
        let halves = [(&self.ink, self.line.x0, margin), (&lower, below.x0, margin + self.line.height())];
        for (half, x, top) in halves {
            for y in 0..half.height {
                let from = (top + y) * width + margin + x - left;
                whole.pixels[from..from + half.width].copy_from_slice(half.row(y));
            }
        }
        let line = TextLine { x0: margin, y0: margin, x1: width - margin, y1: margin + height };
        Some(Whole { picture: whole, line })
    }
}

fn cropped(picture: &Picture, line: &TextLine) -> Picture {
    let (width, height) = (line.x1 - line.x0, line.height());
    let pixels = (line.y0..line.y1).flat_map(|y| picture.row(y)[line.x0..line.x1].iter().copied()).collect();
    Picture { width, height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(axis: Axis, at: f32, from: f32, to: f32) -> Stroke {
        Stroke { axis, at, from, to, thickness: 3.0 }
    }

    fn line(y0: usize, y1: usize) -> TextLine {
        TextLine { x0: 120, y0, x1: 200, y1 }
    }

    #[test]
    fn a_line_is_cut_where_the_lines_beside_it_end() {
        let mut strokes = vec![stroke(Axis::Vertical, 100.0, 50.0, 400.0), stroke(Axis::Vertical, 250.0, 50.0, 402.0)];
        assert_eq!(edge(&line(388, 401), &strokes), Some(Edge::Foot));
        assert_eq!(edge(&line(50, 60), &strokes), Some(Edge::Head));
        assert_eq!(edge(&line(200, 221), &strokes), None);
        strokes.push(stroke(Axis::Horizontal, 401.0, 100.0, 250.0));
        assert_eq!(edge(&line(388, 401), &strokes), None);
    }

    #[test]
    fn halves_of_one_height_and_place_make_a_line() {
        let page = Picture { width: 300, height: 500, pixels: vec![9; 300 * 500] };
        let half = Half::of(&line(388, 401), 7, &page);
        let whole = half.joined(&line(50, 58), &page, 21.0).expect("a line");
        assert_eq!((whole.picture.width, whole.picture.height), (80 + 42, 21 + 42));
        assert_eq!(whole.picture.row(21)[21..101], [9; 80]);
        assert_eq!(whole.picture.row(20)[21], 255);
        assert!(half.joined(&line(50, 71), &page, 21.0).is_none());
    }
}
