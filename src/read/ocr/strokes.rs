//! Long straight runs of ink → ruling lines, in pixels.

use super::picture::Picture;
use crate::read::document::Axis;

/// Paler than this is not part of a ruling; thin lines come out grey.
const INK: u8 = 200;
/// A gap this long in a run of ink is noise (pixels).
const GAP: usize = 4;
/// Runs shorter than this are looked at no further (pixels): a third of the height of a table row.
const SHORT: usize = 24;
/// A stroke of this length on white paper is a ruling (pixels); another only where it ends at rulings. Characters are smaller.
const LONG: usize = 100;
/// A short stroke ends at a ruling this near to it (pixels): text keeps more distance.
const TOUCH: f32 = 4.0;
/// Strokes of one direction this near side by side, or end to end, are one line (pixels).
const ASIDE: f32 = 7.0;
const AWAY: f32 = 30.0;
/// The thickest ruling (pixels).
const THICKEST: usize = 14;
/// A short ruling that ends at no other is no thicker (pixels): strokes of characters are.
const THIN: usize = 6;
/// Where ink beside a line is looked for: so many pixels away.
const BESIDE: std::ops::Range<usize> = 3..7;
/// Strokes of characters meet over no more than this (pixels).
const SURE: usize = 320;

/// A straight line in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Whether it runs across or down.
    pub axis: Axis,
    /// Its middle: y of one that runs across, x of one that runs down.
    pub at: f32,
    /// Its start.
    pub from: f32,
    /// Its end.
    pub to: f32,
    /// Its thickness.
    pub thickness: f32,
}

/// Finds the ruling lines of an upright picture.
pub fn find(picture: &Picture) -> Vec<Stroke> {
    let across = candidates(picture, Axis::Horizontal);
    let down = candidates(&transposed(picture), Axis::Vertical);
    let (sure, doubtful): (Vec<_>, Vec<_>) = across.into_iter().chain(down).partition(|(_, sure)| *sure);
    let bare = |candidates: Vec<(Stroke, bool)>| candidates.into_iter().map(|(stroke, _)| stroke).collect::<Vec<_>>();
    let (mut kept, mut short) = (bare(sure), bare(doubtful));
    // Doubtful ones that tie rulings together are rulings, and may tie others.
    loop {
        let (tied, rest): (Vec<Stroke>, Vec<Stroke>) = short.into_iter().partition(|stroke| ties(stroke, &kept));
        short = rest;
        if tied.is_empty() {
            break;
        }
        kept.extend(tied);
    }
    let mut kept = joined(kept);
    // A long stroke that touches nothing across is an underline or a rule of a table without verticals: kept all the same.
    kept.sort_by(|a, b| {
        (a.axis == Axis::Vertical)
            .cmp(&(b.axis == Axis::Vertical))
            .then(a.at.total_cmp(&b.at))
            .then(a.from.total_cmp(&b.from))
    });
    kept
}

/// Pieces of one line joined: a line that is not quite level comes in pieces, side by side.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|a, b| {
        (b.to - b.from).total_cmp(&(a.to - a.from)).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from))
    });
    let mut lines: Vec<Stroke> = Vec::new();
    // A line that has grown may reach pieces that it did not reach before.
    loop {
        let before = strokes.len();
        for stroke in std::mem::take(&mut strokes) {
            let same = |line: &&mut Stroke| {
                line.axis == stroke.axis
                    && (line.at - stroke.at).abs() <= ASIDE
                    && stroke.from <= line.to + AWAY
                    && line.from <= stroke.to + AWAY
            };
            match lines.iter_mut().find(same) {
                Some(line) => {
                    let (long, short) = (line.to - line.from, stroke.to - stroke.from);
                    line.at = (line.at * long + stroke.at * short) / (long + short);
                    line.from = line.from.min(stroke.from);
                    line.to = line.to.max(stroke.to);
                    line.thickness = line.thickness.max(stroke.thickness);
                }
                None => lines.push(stroke),
            }
        }
        if lines.len() == before {
            return lines;
        }
        strokes = std::mem::take(&mut lines);
    }
}

/// Whether both ends of a stroke lie at rulings that run the other way.
fn ties(stroke: &Stroke, rulings: &[Stroke]) -> bool {
    let ends_at = |end: f32| {
        rulings.iter().any(|ruling| {
            ruling.axis != stroke.axis
                && (ruling.at - end).abs() <= TOUCH
                && stroke.at >= ruling.from - TOUCH
                && stroke.at <= ruling.to + TOUCH
        })
    };
    ends_at(stroke.from) && ends_at(stroke.to)
}

fn transposed(picture: &Picture) -> Picture {
    let (width, height) = (picture.width, picture.height);
    let mut pixels = vec![0; picture.pixels.len()];
    const TILE: usize = 32;
    for top in (0..height).step_by(TILE) {
        for left in (0..width).step_by(TILE) {
            for y in top..(top + TILE).min(height) {
                for x in left..(left + TILE).min(width) {
                    pixels[x * height + y] = picture.pixels[y * width + x];
                }
            }
        }
    }
    Picture { width: height, height: width, pixels }
}

/// Runs of one row, and the strokes that runs of neighbouring rows add up to.
#[derive(Clone, Debug)]
struct Open {
    first_row: usize,
    last_row: usize,
    from: usize,
    to: usize,
    /// The run of the last row.
    last: (usize, usize),
    /// Sum of ink, and of ink times row, for the middle.
    weight: f32,
    moment: f32,
}

/// Strokes that may be rulings, and whether one is for sure.
fn candidates(picture: &Picture, axis: Axis) -> Vec<(Stroke, bool)> {
    let mut open: Vec<Open> = Vec::new();
    let mut closed: Vec<Open> = Vec::new();
    let mut joined = vec![255_u8; picture.width];
    for y in 0..picture.height {
        // A line that is not quite level passes from one row to the next: look at two rows together.
        let row = picture.row(y);
        let below = picture.row((y + 1).min(picture.height - 1));
        for ((joined, &a), &b) in joined.iter_mut().zip(row).zip(below) {
            *joined = a.min(b);
        }
        let mut next: Vec<Open> = Vec::new();
        for (from, to) in runs(&joined) {
            let near = |open: &Open| open.last.0 < to + GAP && from < open.last.1 + GAP;
            let mut grown: Option<Open> = None;
            open.retain(|candidate| {
                let takes = candidate.last_row + 2 > y && candidate.last_row < y && near(candidate);
                if takes {
                    grown = Some(match grown.take() {
                        Some(known) => merge(known, candidate),
                        None => candidate.clone(),
                    });
                }
                !takes
            });
            let weight = (to - from) as f32;
            let run = Open {
                first_row: y,
                last_row: y,
                from,
                to,
                last: (from, to),
                weight,
                moment: weight * (y as f32 + 0.5),
            };
            next.push(match grown {
                Some(known) => Open { last: (from, to), last_row: y, ..merge(known, &run) },
                None => run,
            });
        }
        closed.append(&mut open);
        open = next;
    }
    closed.append(&mut open);
    let thin = closed.iter().filter(|stroke| stroke.last_row - stroke.first_row < THICKEST);
    let judged = thin.filter_map(|stroke| {
        let alone = standing(picture, stroke, axis)?;
        let ruling = Stroke {
            axis,
            at: stroke.moment / stroke.weight + 0.5,
            from: stroke.from as f32,
            to: stroke.to as f32,
            thickness: (stroke.last_row - stroke.first_row).max(1) as f32,
        };
        Some((ruling, alone && stroke.to - stroke.from >= LONG))
    });
    judged.collect()
}

fn merge(a: Open, b: &Open) -> Open {
    Open {
        first_row: a.first_row.min(b.first_row),
        last_row: a.last_row.max(b.last_row),
        from: a.from.min(b.from),
        to: a.to.max(b.to),
        last: (a.last.0.min(b.last.0), a.last.1.max(b.last.1)),
        weight: a.weight + b.weight,
        moment: a.moment + b.moment,
    }
}

/// Runs of ink of at least `SHORT` pixels, over gaps of at most `GAP`.
fn runs(row: &[u8]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start: Option<usize> = None;
    let mut end = 0;
    for (x, &pixel) in row.iter().enumerate() {
        if pixel < INK {
            if start.is_some() && x > end + GAP {
                close(&mut runs, &mut start, end);
            }
            start.get_or_insert(x);
            end = x + 1;
        }
    }
    close(&mut runs, &mut start, end);
    runs
}

fn close(runs: &mut Vec<(usize, usize)>, start: &mut Option<usize>, end: usize) {
    if let Some(from) = start.take()
        && end - from >= SHORT
    {
        runs.push((from, end));
    }
}

/// Whether a stroke stands on white paper; `None` where it is not a line but a row of characters whose strokes meet:
/// characters have more ink above and below.
fn standing(picture: &Picture, stroke: &Open, axis: Axis) -> Option<bool> {
    let length = stroke.to - stroke.from;
    let beside = |rows: std::ops::Range<usize>| {
        let mut ink = vec![false; length];
        for row in rows.start.min(picture.height)..rows.end.min(picture.height) {
            for (ink, pixel) in ink.iter_mut().zip(&picture.row(row)[stroke.from..stroke.to]) {
                *ink |= *pixel < INK;
            }
        }
        ink.iter().filter(|ink| **ink).count() as f32 / length as f32
    };
    let above = beside(stroke.first_row.saturating_sub(BESIDE.end)..stroke.first_row.saturating_sub(BESIDE.start));
    let below = beside(stroke.last_row + BESIDE.start + 1..stroke.last_row + BESIDE.end + 1);
    let (less, more) = (above.min(below), above.max(below));
    if axis == Axis::Vertical || length >= SURE {
        return (less < 0.6).then_some(true);
    }
    let alone = more < 0.15 && stroke.last_row - stroke.first_row <= THIN;
    // Text may stand close to one side of a line; a second line beside it is as long as it is.
    (alone || (less < 0.08 && !(0.35..0.85).contains(&more))).then_some(alone)
}
