//! Lines of text → characters, by the recogniser: each with the step at which it was seen and how surely.

use super::models::Loaded;
use super::picture::Picture;
use crate::error::Error;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::time::{Duration, Instant};

/// Height of the recogniser's input in pixels.
const HEIGHT: usize = 48;
/// Steps of input to a step of output (pixels).
const STEP: usize = 8;
/// Strips narrower than this are shown beside their neighbours in the row (pixels).
const NARROW: usize = 200;
/// Neighbours together are no wider than this (pixels).
const TOGETHER: usize = 640;
/// Paper before the first strip and after the last, and between neighbours (pixels).
const PAPER: usize = 6;
const BETWEEN: usize = 28;
/// Longer strips are pressed together (pixels): a page's width of small print.
const WIDEST: usize = 2400;
/// Pixels read at once, over all strips of a batch: bounds the memory.
const BATCH: usize = 3200;

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

/// A character as recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The character.
    pub char: char,
    /// Where along the strip it was seen, 0 to 1.
    pub along: f32,
    /// How surely, 0 to 1.
    pub confidence: f32,
}

/// What the recogniser is shown at once: one strip, or short ones of the page side by side. A sign alone on its paper is taken
/// for a letter; beside the number that it belongs to, it is known.
struct Sight {
    /// Strips by number, and where each begins (pixels).
    parts: Vec<(usize, usize)>,
    width: usize,
}

/// Reads strips, several of like width at once.
///
/// # Errors
/// [`Error::Timeout`] when the deadline passes; [`Error::Internal`] where the model fails.
pub fn read(
    picture: &Picture,
    strips: &[Strip],
    models: &Loaded,
    deadline: Instant,
    limit: Duration,
    page: u32,
) -> Result<Vec<Vec<Seen>>, Error> {
    let mut sights = sights(strips);
    sights.sort_by_key(|sight| (sight.width, sight.parts[0].0));
    let mut batches: Vec<&[Sight]> = Vec::new();
    let mut rest = sights.as_slice();
    while let Some(narrowest) = rest.first().map(|sight| sight.width) {
        // Widths in a batch differ by little, since all are filled up to the widest.
        let most = (BATCH / narrowest).max(1);
        let same = rest.iter().take(most).take_while(|sight| sight.width <= narrowest + narrowest / 8 + 16).count();
        let (batch, others) = rest.split_at(same);
        batches.push(batch);
        rest = others;
    }
    let mut seen = vec![Vec::new(); strips.len()];
    for batch in batches {
        if Instant::now() > deadline {
            return Err(Error::Timeout { page, limit });
        }
        let widest = batch.iter().map(|sight| sight.width).max().unwrap_or(STEP).div_ceil(STEP) * STEP;
        let mut input = NdTensor::<f32, 4>::full([batch.len(), 3, HEIGHT, widest], 1.0);
        for (position, sight) in batch.iter().enumerate() {
            for &(strip, from) in &sight.parts {
                fill(&mut input, (position, from), picture, &strips[strip]);
            }
        }
        let output = models
            .recogniser
            .run_one(input.view().into(), None)
            .map_err(|error| Error::Internal { page, cause: format!("recognition: {error}") })?;
        let output: NdTensor<f32, 3> = output
            .try_into()
            .map_err(|_| Error::Internal { page, cause: "recognition: output of an unknown shape".to_owned() })?;
        for (position, sight) in batch.iter().enumerate() {
            for (at, mut found) in decode(&output, position, widest, &models.characters) {
                let (strip, from, width) = sight.part(at, strips);
                found.along = ((at - from as f32) / width as f32).clamp(0.0, 1.0);
                seen[strip].push(found);
            }
        }
    }
    Ok(seen)
}

/// The strips as the recogniser is shown them; each is in one sight.
fn sights(strips: &[Strip]) -> Vec<Sight> {
    let mut sights = Vec::new();
    let mut short: Vec<usize> = Vec::new();
    for (index, strip) in strips.iter().enumerate() {
        let width = width(strip);
        if width < NARROW {
            short.push(index);
        } else {
            sights.push(Sight { parts: vec![(index, PAPER)], width: width + 2 * PAPER });
        }
    }
    for row in rows(strips, short) {
        let mut sight = Sight { parts: Vec::new(), width: PAPER };
        for index in row {
            let width = width(&strips[index]);
            if !sight.parts.is_empty() && sight.width + width > TOGETHER {
                sights.push(std::mem::replace(&mut sight, Sight { parts: Vec::new(), width: PAPER }));
            }
            sight.parts.push((index, sight.width));
            sight.width += width + BETWEEN;
        }
        sights.push(sight);
    }
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
    /// The strip to which a place belongs: its number, where it begins, and its width.
    fn part(&self, at: f32, strips: &[Strip]) -> (usize, usize, usize) {
        let after = self.parts.iter().skip(1).take_while(|(_, from)| at >= *from as f32 - BETWEEN as f32 / 2.0).count();
        let (strip, from) = self.parts[after];
        (strip, from, width(&strips[strip]))
    }
}

/// The width of a strip at the recogniser's height.
fn width(strip: &Strip) -> usize {
    let ratio = (strip.x1 - strip.x0) / (strip.y1 - strip.y0).max(1.0);
    ((HEIGHT as f32 * ratio).ceil() as usize).clamp(8, WIDEST)
}

/// Scales a strip into the input; grey 0…255 becomes −1…1.
fn fill(input: &mut NdTensor<f32, 4>, (position, from): (usize, usize), picture: &Picture, strip: &Strip) {
    let width = width(strip);
    let (across, down) = ((strip.x1 - strip.x0) / width as f32, (strip.y1 - strip.y0) / HEIGHT as f32);
    for y in 0..HEIGHT {
        for x in 0..width {
            let grey = sample(picture, strip.x0 + x as f32 * across, strip.y0 + y as f32 * down, across, down);
            let value = grey / 127.5 - 1.0;
            for channel in 0..3 {
                input[[position, channel, y, from + x]] = value;
            }
        }
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

/// The best label of each step, with its place in pixels; repeated ones count once, and label 0 is none.
fn decode(output: &NdTensor<f32, 3>, position: usize, widest: usize, characters: &[char]) -> Vec<(f32, Seen)> {
    let [_, steps, labels] = output.shape();
    let values = output.data().unwrap_or_default();
    let mut seen: Vec<(f32, Seen)> = Vec::new();
    let mut last = 0;
    for step in 0..steps {
        let from = (position * steps + step) * labels;
        let likely = values.get(from..from + labels).into_iter().flatten();
        let best = likely.enumerate().fold(
            (0, f32::MIN),
            |best, (label, value)| {
                if *value > best.1 { (label, *value) } else { best }
            },
        );
        let (best, confidence) = best;
        let at = (step as f32 + 0.5) / steps as f32 * widest as f32;
        if best == last {
            if let Some((_, seen)) = seen.last_mut().filter(|_| best > 0)
                && confidence > seen.confidence
            {
                seen.confidence = confidence;
            }
        } else if best > 0
            && let Some(&char) = characters.get(best)
        {
            seen.push((at, Seen { char, along: 0.0, confidence }));
        }
        last = best;
    }
    seen
}
