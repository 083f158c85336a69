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
/// Strips narrower than this get more paper on either side (pixels): a sign that fills its strip is taken for a letter.
const NARROW: usize = 200;
/// Paper on either side of narrow strips, and of others (pixels).
const PAPER: (usize, usize) = (28, 6);
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
    let mut order: Vec<(usize, usize)> = strips.iter().map(width).zip(0..).collect();
    order.sort_unstable();
    let mut batches: Vec<&[(usize, usize)]> = Vec::new();
    let mut rest = order.as_slice();
    while let Some((narrowest, _)) = rest.first() {
        // Widths in a batch differ by little, since all are filled up to the widest.
        let most = (BATCH / narrowest).max(1);
        let same = rest.iter().take(most).take_while(|(width, _)| *width <= narrowest + narrowest / 8 + 16).count();
        let (batch, others) = rest.split_at(same);
        batches.push(batch);
        rest = others;
    }
    let mut seen = vec![Vec::new(); strips.len()];
    for batch in batches {
        if Instant::now() > deadline {
            return Err(Error::Timeout { page, limit });
        }
        let widest = batch.iter().map(|(width, _)| *width).max().unwrap_or(STEP).div_ceil(STEP) * STEP;
        let mut input = NdTensor::<f32, 4>::full([batch.len(), 3, HEIGHT, widest], 1.0);
        for (position, &(_, index)) in batch.iter().enumerate() {
            fill(&mut input, position, picture, &strips[index]);
        }
        let output = models
            .recogniser
            .run_one(input.view().into(), None)
            .map_err(|error| Error::Internal { page, cause: format!("recognition: {error}") })?;
        let output: NdTensor<f32, 3> = output
            .try_into()
            .map_err(|_| Error::Internal { page, cause: "recognition: output of an unknown shape".to_owned() })?;
        for (position, &(_, index)) in batch.iter().enumerate() {
            let width = bare_width(&strips[index]);
            let scale = (widest as f32 / width as f32, paper(width) as f32 / width as f32);
            seen[index] = decode(&output, position, scale, &models.characters);
        }
    }
    Ok(seen)
}

/// The width of a strip at the recogniser's height, its paper included.
fn width(strip: &Strip) -> usize {
    let width = bare_width(strip);
    width + 2 * paper(width)
}

fn bare_width(strip: &Strip) -> usize {
    let ratio = (strip.x1 - strip.x0) / (strip.y1 - strip.y0).max(1.0);
    ((HEIGHT as f32 * ratio).ceil() as usize).clamp(8, WIDEST)
}

fn paper(width: usize) -> usize {
    if width < NARROW { PAPER.0 } else { PAPER.1 }
}

/// Scales a strip into the input; grey 0…255 becomes −1…1.
fn fill(input: &mut NdTensor<f32, 4>, position: usize, picture: &Picture, strip: &Strip) {
    let width = bare_width(strip);
    let from = paper(width);
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

/// The best label of each step; repeated ones count once, and label 0 is none.
fn decode(output: &NdTensor<f32, 3>, position: usize, (stretch, before): (f32, f32), characters: &[char]) -> Vec<Seen> {
    let [_, steps, labels] = output.shape();
    let values = output.data().unwrap_or_default();
    let mut seen: Vec<Seen> = Vec::new();
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
        let along = ((step as f32 + 0.5) / steps as f32 * stretch - before).clamp(0.0, 1.0);
        if best == last {
            if let Some(seen) = seen.last_mut().filter(|_| best > 0)
                && confidence > seen.confidence
            {
                seen.confidence = confidence;
            }
        } else if best > 0
            && let Some(&char) = characters.get(best)
        {
            seen.push(Seen { char, along, confidence });
        }
        last = best;
    }
    seen
}
