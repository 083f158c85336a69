//! Ink that is not part of a ruling: connected blots of dark pixels, each in its region.

use super::picture::Picture;
use super::regions::Regions;
use super::strokes::Stroke;
use crate::read::document::Axis;

/// Darker than this is ink of a character.
const INK: u8 = 180;
/// Blots of fewer pixels are dust.
const DUST: u32 = 4;

/// A blot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blot {
    /// Left.
    pub x0: usize,
    /// Top.
    pub y0: usize,
    /// Right, exclusive.
    pub x1: usize,
    /// Bottom, exclusive.
    pub y1: usize,
    /// Number of pixels.
    pub pixels: u32,
}

impl Blot {
    fn join(&mut self, other: &Blot) {
        self.x0 = self.x0.min(other.x0);
        self.y0 = self.y0.min(other.y0);
        self.x1 = self.x1.max(other.x1);
        self.y1 = self.y1.max(other.y1);
        self.pixels += other.pixels;
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.x1 - self.x0
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.y1 - self.y0
    }
}

/// The picture without its ruling lines.
pub fn without(picture: &Picture, strokes: &[Stroke]) -> Picture {
    let mut clean = picture.clone();
    for stroke in strokes {
        let half = stroke.thickness / 2.0 + 2.5;
        let band =
            |at: f32, most: usize| ((at - half).max(0.0) as usize).min(most)..((at + half + 1.0) as usize).min(most);
        let along =
            |most: usize| ((stroke.from - 3.0).max(0.0) as usize).min(most)..((stroke.to + 3.0) as usize).min(most);
        let (rows, columns) = match stroke.axis {
            Axis::Horizontal => (band(stroke.at, clean.height), along(clean.width)),
            Axis::Vertical => (along(clean.height), band(stroke.at, clean.width)),
        };
        for y in rows {
            let from = y * clean.width;
            clean.pixels[from + columns.start..from + columns.end].fill(255);
        }
    }
    clean
}

/// The blots of each region, in the order of their tops.
pub fn blots(clean: &Picture, regions: &Regions) -> Vec<Vec<Blot>> {
    let mut found: Vec<Vec<Blot>> = vec![Vec::new(); regions.count];
    for blot in connected(clean) {
        if blot.pixels >= DUST
            && let Some(region) = regions.at((blot.x0 + blot.x1) / 2, (blot.y0 + blot.y1) / 2)
        {
            found[region].push(blot);
        }
    }
    for blots in &mut found {
        blots.sort_by_key(|blot| (blot.y0, blot.x0, blot.y1, blot.x1));
    }
    found
}

/// Connected dark pixels (also over corners), by runs and a forest of their numbers.
fn connected(picture: &Picture) -> Vec<Blot> {
    let mut parents: Vec<u32> = Vec::new();
    let mut blots: Vec<Blot> = Vec::new();
    let mut above: Vec<(usize, usize, u32)> = Vec::new();
    let mut current: Vec<(usize, usize, u32)> = Vec::new();
    for y in 0..picture.height {
        let mut near = 0;
        let row = picture.row(y);
        let mut x = 0;
        while let Some(offset) = row[x..].iter().position(|pixel| *pixel < INK) {
            let from = x + offset;
            let to = row[from..].iter().position(|pixel| *pixel >= INK).map_or(row.len(), |length| from + length);
            let number = parents.len() as u32;
            parents.push(number);
            blots.push(Blot { x0: from, y0: y, x1: to, y1: y + 1, pixels: (to - from) as u32 });
            while near < above.len() && above[near].1 < from {
                near += 1;
            }
            let mut touching = near;
            while touching < above.len() && above[touching].0 <= to {
                unite(&mut parents, above[touching].2, number);
                touching += 1;
            }
            current.push((from, to, number));
            x = to;
            if x >= row.len() {
                break;
            }
        }
        std::mem::swap(&mut above, &mut current);
        current.clear();
    }
    for index in (0..blots.len()).rev() {
        let root = root(&mut parents, index as u32) as usize;
        if root != index {
            let blot = blots[index];
            blots[root].join(&blot);
            blots[index].pixels = 0;
        }
    }
    blots.retain(|blot| blot.pixels > 0);
    blots
}

fn root(parents: &mut [u32], mut number: u32) -> u32 {
    while parents[number as usize] != number {
        let parent = parents[number as usize];
        parents[number as usize] = parents[parent as usize];
        number = parents[number as usize];
    }
    number
}

fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}
