//! What the recogniser is shown at once: one strip of the page, or short ones of a row side by side.
//!
//! It sees strips of one height, and a step of its output is a fixed number of pixels: how wide a strip is shown decides how
//! much work it is, and how many steps there are for a character. Ideographs need few. Of two equal digits that share their
//! steps one is lost without a sign of doubt, so numbers are shown wider than they are (see `numbers`).

use super::picture::Picture;

/// Height of the recogniser's input in pixels.
pub const HEIGHT: usize = 48;
/// Strips narrower than this in their own proportions are shown beside their neighbours in the row (pixels).
const NARROW: f32 = 200.0;

/// How much wider than they are long strips and short ones are shown.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    long: f32,
    short: f32,
}

/// Lines of prose are pressed together; short ones are read as they are, since much wider a sign before a number is overlooked.
pub const FIRST: Stretch = Stretch { long: 0.75, short: 1.0 };
/// Numbers on looking closer.
pub const CLOSER: Stretch = Stretch { long: 1.3, short: 1.3 };

/// Neighbours together are no wider than this (pixels).
const TOGETHER: usize = 640;
/// Paper before the first strip and after a long one, and after each short one (pixels).
const PAPER: usize = 6;
const AFTER: usize = 28;
/// Longer strips are pressed together (pixels): a page's width of small print.
const WIDEST: usize = 2400;

/// A part of the picture to be read: a line with a margin.
#[derive(Clone, Copy, Debug)]
pub struct Strip {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Strip {
    /// The column of the picture so far along the strip, 0 to 1.
    pub fn column(&self, along: f32) -> f32 {
        self.x0 + along * (self.x1 - self.x0)
    }

    /// The width at the recogniser's height, in the strip's own proportions (pixels).
    pub fn proportional(&self) -> f32 {
        HEIGHT as f32 * (self.x1 - self.x0) / (self.y1 - self.y0).max(1.0)
    }

    /// Whether it is shown by itself.
    pub fn is_long(&self) -> bool {
        self.proportional() >= NARROW
    }

    /// How wide it is shown (pixels).
    fn width(&self, stretch: Stretch) -> usize {
        let stretch = if self.is_long() { stretch.long } else { stretch.short };
        ((stretch * self.proportional()).ceil() as usize).clamp(8, WIDEST)
    }
}

/// One strip, or short ones of a row. A sign alone on its paper is taken for a letter; beside the number that it belongs to, it
/// is known.
pub struct Sight {
    /// Strips from the left.
    parts: Vec<Part>,
    /// Pixels from the left edge to the right one.
    pub width: usize,
}

/// A strip as it is shown.
struct Part {
    strip: usize,
    /// Where it begins, and how wide it is (pixels).
    from: usize,
    width: usize,
}

/// The strips as the recogniser is shown them; each is in one sight. The widest sights come first, so that no processor waits
/// for one at the end.
pub fn of(strips: &[Strip], stretch: Stretch) -> Vec<Sight> {
    let mut sights = Vec::new();
    let mut short: Vec<usize> = Vec::new();
    for (index, strip) in strips.iter().enumerate() {
        if strip.is_long() {
            let width = strip.width(stretch);
            sights.push(Sight { parts: vec![Part { strip: index, from: PAPER, width }], width: width + 2 * PAPER });
        } else {
            short.push(index);
        }
    }
    for row in rows(strips, short) {
        let mut sight = Sight { parts: Vec::new(), width: PAPER };
        for index in row {
            let width = strips[index].width(stretch);
            if !sight.parts.is_empty() && sight.width + width > TOGETHER {
                sights.push(std::mem::replace(&mut sight, Sight { parts: Vec::new(), width: PAPER }));
            }
            sight.parts.push(Part { strip: index, from: sight.width, width });
            sight.width += width + AFTER;
        }
        sights.push(sight);
    }
    sights.sort_by_key(|sight| (std::cmp::Reverse(sight.width), sight.parts[0].strip));
    sights
}

/// Strips that stand side by side on the page, from the left; rows from the top.
fn rows(strips: &[Strip], mut short: Vec<usize>) -> Vec<Vec<usize>> {
    let middle = |index: usize| (strips[index].y0 + strips[index].y1) / 2.0;
    short.sort_by(|a, b| middle(*a).total_cmp(&middle(*b)).then(a.cmp(b)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for index in short {
        match rows.last_mut() {
            Some(row) if middle(index) < strips[row[0]].y1 => row.push(index),
            _ => rows.push(vec![index]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| strips[*a].x0.total_cmp(&strips[*b].x0).then(a.cmp(b)));
    }
    rows
}

impl Sight {
    /// The strip to which a place (pixels) belongs, and how far along it the place is, 0 to 1.
    pub fn place(&self, at: f32) -> (usize, f32) {
        let begins = |part: &Part| at >= part.from as f32 - AFTER as f32 / 2.0;
        let part = self.parts.iter().take_while(|part| begins(part)).last().unwrap_or(&self.parts[0]);
        (part.strip, ((at - part.from as f32) / part.width as f32).clamp(0.0, 1.0))
    }

    /// Draws the strips on paper of a width: `HEIGHT` rows of greys, 0 black.
    pub fn draw(&self, picture: &Picture, strips: &[Strip], width: usize) -> Vec<f32> {
        let mut greys = vec![255.0; HEIGHT * width];
        for part in &self.parts {
            let strip = &strips[part.strip];
            let (across, down) = ((strip.x1 - strip.x0) / part.width as f32, (strip.y1 - strip.y0) / HEIGHT as f32);
            for (y, row) in greys.chunks_exact_mut(width).enumerate() {
                for (x, grey) in row[part.from..part.from + part.width].iter_mut().enumerate() {
                    *grey = sample(picture, strip.x0 + x as f32 * across, strip.y0 + y as f32 * down, across, down);
                }
            }
        }
        greys
    }
}

/// The mean grey of a small area.
fn sample(picture: &Picture, x: f32, y: f32, across: f32, down: f32) -> f32 {
    let (x, y) = (x + across / 2.0 - 0.5, y + down / 2.0 - 0.5);
    if across <= 1.2 && down <= 1.2 {
        return picture.at(x, y);
    }
    let mut sum = 0.0;
    for (dx, dy) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
        sum += picture.at(x + dx * across, y + dy * down);
    }
    sum / 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_strips_of_a_row_are_shown_side_by_side_and_each_place_belongs_to_one() {
        let strip = |x0: f32, y0: f32, width: f32| Strip { x0, y0, x1: x0 + width, y1: y0 + 48.0 };
        let strips = [strip(300.0, 2.0, 100.0), strip(0.0, 0.0, 60.0), strip(0.0, 200.0, 400.0)];
        let sights = of(&strips, FIRST);
        assert_eq!(sights.len(), 2, "a long one by itself, two short ones together");
        let (long, short) = (&sights[0], &sights[1]);
        assert_eq!(long.place(long.width as f32 / 2.0), (2, 0.5));
        assert_eq!(short.parts.iter().map(|part| part.strip).collect::<Vec<_>>(), [1, 0], "from the left");
        let middle = |part: &Part| part.from as f32 + part.width as f32 / 2.0;
        assert_eq!(short.place(middle(&short.parts[0])), (1, 0.5));
        assert_eq!(short.place(middle(&short.parts[1])), (0, 0.5));
        assert!(of(&strips, CLOSER)[0].width > long.width);
    }

    #[test]
    fn a_strip_is_drawn_at_the_height_of_the_recogniser() {
        let picture = Picture { width: 96, height: 96, pixels: [[255_u8; 96], [0; 96]].concat().repeat(48) };
        let strips = [Strip { x0: 0.0, y0: 0.0, x1: 96.0, y1: 96.0 }];
        let sight = &of(&strips, FIRST)[0];
        let greys = sight.draw(&picture, &strips, sight.width);
        assert_eq!(greys.len(), HEIGHT * sight.width);
        let row = &greys[HEIGHT / 2 * sight.width..][..sight.width];
        assert!(row[0] > 254.0, "paper before the strip");
        assert!((100.0..155.0).contains(&row[PAPER + 10]), "rows of black and white are grey at half the height");
    }
}
