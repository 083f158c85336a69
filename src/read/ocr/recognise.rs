//! Lines of text → characters, by the recogniser: each with the place at which it was seen and how surely.

use super::models::Loaded;
use super::numbers;
use super::picture::Picture;
use super::sights::{self, CLOSER, FIRST, HEIGHT, Sight, Stretch, Strip};
use crate::error::Error;
use rayon::prelude::*;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::time::{Duration, Instant};

/// Steps of input to a step of output (pixels).
const STEP: usize = 8;

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

/// A page's recogniser: what it reads with, and until when.
pub struct Recogniser<'a> {
    /// The model.
    pub models: &'a Loaded,
    /// The page, from 1, for errors.
    pub page: u32,
    /// When to give up.
    pub deadline: Instant,
    /// What the deadline came from, for errors.
    pub limit: Duration,
}

impl Recogniser<'_> {
    /// Reads strips of a picture; numbers that one look may get wrong are looked at twice.
    ///
    /// # Errors
    /// [`Error::Timeout`] when the deadline passes; [`Error::Internal`] where the model fails.
    pub fn read(&self, picture: &Picture, strips: &[Strip]) -> Result<Vec<Vec<Seen>>, Error> {
        let mut seen = self.look(picture, strips, FIRST)?;
        let numbers = numbers::find(picture, strips, &seen);
        let closer: Vec<Strip> = numbers.iter().map(|number| number.strip).collect();
        for (number, closely) in numbers.iter().zip(self.look(picture, &closer, CLOSER)?).rev() {
            number.replace(strips, &mut seen, &closely);
        }
        Ok(seen)
    }

    /// Reads strips. Sights are read side by side, each by itself: what is seen of one does not depend on the others.
    fn look(&self, picture: &Picture, strips: &[Strip], stretch: Stretch) -> Result<Vec<Vec<Seen>>, Error> {
        let sights = sights::of(strips, stretch);
        let read = |sight: &Sight| {
            if Instant::now() > self.deadline {
                return Err(Error::Timeout { page: self.page, limit: self.limit });
            }
            self.sight(sight, picture, strips).map_err(|cause| Error::Internal { page: self.page, cause })
        };
        // In the model's own pool: where no sights are left to begin, the work on the last ones is split.
        let read: Result<Vec<_>, Error> =
            rten::thread_pool().run(|| sights.par_iter().with_max_len(1).map(read).collect());
        let mut seen = vec![Vec::new(); strips.len()];
        for (strip, found) in read?.into_iter().flatten() {
            seen[strip].push(found);
        }
        Ok(seen)
    }

    /// The characters of a sight, each with the number of its strip.
    fn sight(&self, sight: &Sight, picture: &Picture, strips: &[Strip]) -> Result<Vec<(usize, Seen)>, String> {
        let width = sight.width.div_ceil(STEP) * STEP;
        let greys = sight.draw(picture, strips, width);
        // Grey 0…255 becomes −1…1, the same in all three channels.
        let values: Vec<f32> = greys.iter().map(|grey| grey / 127.5 - 1.0).collect();
        let input = NdTensor::from_data([1, 3, HEIGHT, width], values.repeat(3));
        let output = self.models.recogniser.run_one(input.view().into(), None);
        let output: Result<NdTensor<f32, 3>, _> = output.map_err(|error| format!("recognition: {error}"))?.try_into();
        let output = output.map_err(|_| "recognition: output of an unknown shape".to_owned())?;
        let placed = |(at, seen): (f32, Seen)| {
            let (strip, along) = sight.place(at * width as f32);
            (strip, Seen { along, ..seen })
        };
        Ok(decode(&output, &self.models.characters).into_iter().map(placed).collect())
    }
}

/// The best label of each step, with its place (0 to 1); repeated ones count once, and label 0 is none.
fn decode(output: &NdTensor<f32, 3>, characters: &[char]) -> Vec<(f32, Seen)> {
    let [_, steps, labels] = output.shape();
    let values = output.data().unwrap_or_default();
    let mut seen: Vec<(f32, Seen)> = Vec::new();
    let mut last = 0;
    for (step, likely) in values.chunks_exact(labels.max(1)).enumerate() {
        let (best, confidence) = likely
            .iter()
            .enumerate()
            .fold((0, f32::MIN), |best, (label, value)| if *value > best.1 { (label, *value) } else { best });
        let at = (step as f32 + 0.5) / steps as f32;
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
