//! Blots → lines of text, by cutting a region along its white rows and columns in turn.

use super::dust;
use super::ink::Blot;

/// A line of text, in pixels: the bounds of its ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextLine {
    /// Left.
    pub x0: usize,
    /// Top.
    pub y0: usize,
    /// Right, exclusive.
    pub x1: usize,
    /// Bottom, exclusive.
    pub y1: usize,
}

impl TextLine {
    /// Height of the ink in pixels.
    pub fn height(&self) -> usize {
        self.y1 - self.y0
    }
}

/// Lines lower or higher than this are no measure for the page's text (pixels): 5 and 22 points.
const MEASURED: std::ops::Range<usize> = 14..62;
/// The height of a line where the page has none to measure (pixels): 10.5 points.
const USUAL: f32 = 28.0;
/// White columns as wide as this many line heights part two texts.
const APART: f32 = 2.0;
/// White columns through several lines as wide as this many line heights part two texts.
const THROUGH: f32 = 1.2;
/// Blots higher than this many line heights are drawings or marks.
const MARK: f32 = 3.4;
/// Two thin rows of ink this near (in line heights) are parts of one line: 二, ＝, a row of dashes.
const PARTS: f32 = 0.45;
/// The parts of a line together are no higher than this (in line heights).
const WHOLE: f32 = 1.2;
/// Rows of ink higher than this (in line heights) are lines that touch.
const TOUCHING: f32 = 1.65;

/// The height of the ink of the page's lines in pixels: the median, wide lines counting more.
pub fn usual_height(regions: &[Vec<Blot>]) -> f32 {
    let mut heights: Vec<(usize, usize)> = Vec::new();
    for blots in regions {
        for row in rows(blots) {
            let line = bounds(&row);
            if MEASURED.contains(&line.height()) {
                heights.push((line.height(), line.x1 - line.x0));
            }
        }
    }
    heights.sort_unstable();
    let whole: usize = heights.iter().map(|(_, width)| width).sum();
    let mut passed = 0;
    for (height, width) in heights {
        passed += width;
        if 2 * passed >= whole {
            return height as f32;
        }
    }
    USUAL
}

/// The lines of a region.
pub fn find(blots: &[Blot], usual: f32) -> Vec<TextLine> {
    let kept: Vec<Blot> = blots.iter().filter(|blot| (blot.height() as f32) < MARK * usual).copied().collect();
    let mut lines = Vec::new();
    cut(&dust::without(&kept, usual), usual, 0, &mut lines);
    lines
}

/// How often a region is cut in turn: cells within columns within a page.
const DEEPEST: usize = 6;

fn cut(blots: &[Blot], usual: f32, depth: usize, lines: &mut Vec<TextLine>) {
    let rows = rows(blots).into_iter().filter(|row| !dust::is_dust(row, usual)).collect();
    for row in united(rows, usual) {
        let height = (bounds(&row).height() as f32).max(usual);
        // White that runs through several lines parts texts sooner than that between two words of one.
        let apart = if height > TOUCHING * usual && !is_large(&row, height) { THROUGH * usual } else { APART * height };
        let parts = columns(&row, apart);
        if parts.len() > 1 && depth < DEEPEST {
            for part in parts {
                cut(&part, usual, depth + 1, lines);
            }
        } else if height > TOUCHING * usual && !is_large(&row, height) {
            lines.extend(parted(&row, usual).iter().map(|part| bounds(&dust::trimmed(part, usual))));
        } else {
            lines.push(bounds(&dust::trimmed(&row, usual)));
        }
    }
}

/// Whether a high row is one line of large characters: some of them are nearly as high as the row.
fn is_large(row: &[Blot], height: f32) -> bool {
    let high = row.iter().filter(|blot| blot.height() as f32 > 0.65 * height).count();
    5 * high >= row.len()
}

/// The bounds of some blots; there is at least one.
fn bounds(blots: &[Blot]) -> TextLine {
    let mut line = TextLine { x0: usize::MAX, y0: usize::MAX, x1: 0, y1: 0 };
    for blot in blots {
        line.x0 = line.x0.min(blot.x0);
        line.y0 = line.y0.min(blot.y0);
        line.x1 = line.x1.max(blot.x1);
        line.y1 = line.y1.max(blot.y1);
    }
    line
}

/// Groups of blots between white rows.
fn rows(blots: &[Blot]) -> Vec<Vec<Blot>> {
    let mut sorted = blots.to_vec();
    sorted.sort_by_key(|blot| (blot.y0, blot.x0));
    grouped(sorted, |blot| blot.y0, |blot| blot.y1, 1)
}

/// Groups of blots between white columns of a width.
fn columns(blots: &[Blot], gap: f32) -> Vec<Vec<Blot>> {
    let mut sorted = blots.to_vec();
    sorted.sort_by_key(|blot| (blot.x0, blot.y0));
    grouped(sorted, |blot| blot.x0, |blot| blot.x1, gap.max(1.0) as usize)
}

fn grouped(
    sorted: Vec<Blot>,
    from: impl Fn(&Blot) -> usize,
    to: impl Fn(&Blot) -> usize,
    gap: usize,
) -> Vec<Vec<Blot>> {
    let mut groups: Vec<Vec<Blot>> = Vec::new();
    let mut end = 0;
    for blot in sorted {
        let apart = from(&blot) >= end + gap;
        end = end.max(to(&blot));
        match groups.last_mut() {
            Some(group) if !apart => group.push(blot),
            _ => {
                groups.push(vec![blot]);
                end = to(&blot);
            }
        }
    }
    groups
}

/// Rows that are parts of one line put together.
fn united(rows: Vec<Vec<Blot>>, usual: f32) -> Vec<Vec<Blot>> {
    let mut united: Vec<Vec<Blot>> = Vec::new();
    for row in rows {
        if let Some(last) = united.last_mut() {
            let (above, below) = (bounds(last), bounds(&row));
            let gap = (below.y0 as f32 - above.y1 as f32).max(0.0);
            let whole = below.y1 as f32 - above.y0 as f32;
            let thin = (above.height().min(below.height()) as f32) < 0.6 * usual;
            if thin && gap < PARTS * usual && whole < WHOLE * usual {
                last.extend(row);
                continue;
            }
        }
        united.push(row);
    }
    united
}

/// Lines that touch, parted by the middles of their blots: each blot goes to the line whose middle is nearest.
fn parted(row: &[Blot], usual: f32) -> Vec<Vec<Blot>> {
    let whole = bounds(row);
    // Where the ink of each pixel row is least, near where lines of the usual height would end.
    let mut ink = vec![0_usize; whole.height()];
    for blot in row {
        for count in &mut ink[blot.y0 - whole.y0..blot.y1 - whole.y0] {
            *count += blot.width();
        }
    }
    let count = (whole.height() as f32 / (1.35 * usual)).round().max(2.0) as usize;
    let pitch = whole.height() as f32 / count as f32;
    let reach = (0.3 * pitch) as usize;
    let mut cuts: Vec<usize> = Vec::new();
    for index in 1..count {
        let middle = (pitch * index as f32) as usize;
        let from = middle.saturating_sub(reach);
        let least = (from..(middle + reach).min(ink.len())).min_by_key(|at| (ink[*at], at.abs_diff(middle)));
        cuts.extend(least);
    }
    let mut lines: Vec<Vec<Blot>> = vec![Vec::new(); count];
    for blot in row {
        let middle = (blot.y0 + blot.y1) / 2 - whole.y0;
        let line = cuts.iter().filter(|cut| middle > **cut).count();
        lines[line].push(*blot);
    }
    lines.retain(|line| !line.is_empty());
    lines
}
