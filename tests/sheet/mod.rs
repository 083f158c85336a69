//! Draws a page for the table finder: text, lines and grids at given places, as a PDF reader would hand them over.

use jixiao::geometry::{Point, Rect};
use jixiao::read::document::{Axis, Direction, Glyph, Page, Ruling};

/// A page of A4 size being drawn; y runs downwards, text stands on its baseline, 10 points high.
pub struct Sheet {
    page: Page,
    run: u32,
}

const SIZE: f32 = 10.0;

impl Sheet {
    pub fn new(number: u32) -> Self {
        Sheet { page: Page { number, width: 595.0, height: 842.0, ..Page::default() }, run: 0 }
    }

    /// Text in one drawing operation, Han characters one em wide, others half.
    pub fn text(self, x: f32, y: f32, text: &str) -> Self {
        self.run(x, y, text)
    }

    /// The same, named for tests where operations matter.
    pub fn run(mut self, x: f32, y: f32, text: &str) -> Self {
        self.run += 1;
        let mut x = x;
        for char in text.chars() {
            let width = if char.is_ascii() { SIZE / 2.0 } else { SIZE };
            self.push(char, x, y, (width, SIZE), Direction::Right);
            x += width;
        }
        self
    }

    /// Vertical writing.
    pub fn down(mut self, x: f32, y: f32, text: &str) -> Self {
        self.run += 1;
        for (index, char) in text.chars().enumerate() {
            self.push(char, x - SIZE / 2.0, y + SIZE * index as f32 + 0.88 * SIZE, (SIZE, SIZE), Direction::Down);
        }
        self
    }

    /// Text turned: bottom to top from a point up (`Up`), or upside down from a point to the left (`Left`).
    pub fn turned(mut self, x: f32, y: f32, direction: Direction, text: &str) -> Self {
        self.run += 1;
        for (index, char) in text.chars().enumerate() {
            let step = SIZE * index as f32;
            let (x, y) = if direction == Direction::Up { (x, y - step) } else { (x - step, y) };
            self.push(char, x, y, (SIZE, SIZE), direction);
        }
        self
    }

    /// A watermark.
    pub fn oblique(mut self, x: f32, y: f32, text: &str) -> Self {
        self.run += 1;
        for (index, char) in text.chars().enumerate() {
            let step = 20.0 * index as f32;
            self.push(char, x + step, y - step, (SIZE, SIZE), Direction::Oblique);
        }
        self
    }

    /// Upright text this many times as large as the others.
    pub fn large(mut self, x: f32, y: f32, times: f32, text: &str) -> Self {
        self.run += 1;
        for (index, char) in text.chars().enumerate() {
            let size = times * SIZE;
            self.push(char, x + size * index as f32, y, (size, size), Direction::Right);
        }
        self
    }

    fn push(&mut self, char: char, x: f32, y: f32, (width, size): (f32, f32), direction: Direction) {
        self.page.glyphs.push(Glyph {
            char: Some(char),
            origin: Point { x, y },
            rect: Rect::new(x, y - 0.88 * size, x + width, y + 0.12 * size),
            size,
            direction,
            run: self.run,
            confidence: None,
        });
    }

    pub fn h(mut self, at: f32, from: f32, to: f32) -> Self {
        self.page.rulings.push(Ruling { axis: Axis::Horizontal, at, from, to, width: 0.5 });
        self
    }

    pub fn v(mut self, at: f32, from: f32, to: f32) -> Self {
        self.page.rulings.push(Ruling { axis: Axis::Vertical, at, from, to, width: 0.5 });
        self
    }

    /// The border of one cell.
    pub fn cell(self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        self.h(y0, x0, x1).h(y1, x0, x1).v(x0, y0, y1).v(x1, y0, y1)
    }

    /// All lines of a grid, in pieces from crossing to crossing.
    pub fn grid(mut self, xs: &[f32], ys: &[f32]) -> Self {
        for y in ys {
            for pair in xs.windows(2) {
                self = self.h(*y, pair[0], pair[1]);
            }
        }
        for x in xs {
            for pair in ys.windows(2) {
                self = self.v(*x, pair[0], pair[1]);
            }
        }
        self
    }

    /// Takes away the pieces of horizontal lines between two crossings: merges cells.
    pub fn erase_h(mut self, at: f32, from: f32, to: f32) -> Self {
        self.page.rulings.retain(|ruling| {
            ruling.axis != Axis::Horizontal || (ruling.at - at).abs() > 0.01 || ruling.from < from || ruling.to > to
        });
        self
    }
}

impl From<Sheet> for Page {
    fn from(sheet: Sheet) -> Page {
        sheet.page
    }
}
