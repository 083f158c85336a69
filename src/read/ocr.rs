//! Scanned pages → the same glyphs and rulings that digital pages give, so that everything above need not know.
//!
//! A page is drawn in grey at 200 dots to the inch, straightened, its ruling lines found and taken out; what ink is left
//! in each cell is cut into lines, and the lines are read by a PP-OCR recogniser (ONNX, run by rten), numbers twice where one
//! look may lose a digit. Each character keeps how surely it was read.

mod deskew;
mod dust;
mod facsimile;
mod glyphs;
mod ink;
mod lines;
pub mod models;
mod numbers;
mod picture;
mod posture;
mod recognise;
mod regions;
mod render;
mod sights;
mod strokes;
mod torn;

pub use models::Models;

use crate::error::Error;
use crate::read::document::{Page, Ruling};
use glyphs::Scale;
use hayro_syntax::page::Page as HayroPage;
use lines::TextLine;
use picture::Picture;
use recognise::{Recogniser, Seen};
use sights::Strip;
use std::time::{Duration, Instant};
use strokes::Stroke;
use torn::{Edge, Half, Whole};

/// Margin around the ink of a line that the recogniser sees, in heights of a usual line.
const MARGIN: f32 = 0.2;
/// A character read less surely than this is noise (dust, parts of a seal) where it stands alone.
const NOISE: f32 = 0.35;

/// What was done to a page on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Repairs {
    /// By how many degrees it was turned clockwise, since its text lay on its side or stood on its head.
    pub turned: u16,
    /// By how many degrees it lay askew.
    pub askew: f32,
    /// Whether red marks were taken out.
    pub red: bool,
}

/// What reading a page leaves for the next one.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Upper halves of lines that the foot of the last page cut through.
    halves: Vec<Half>,
    /// Runs of that page which were read as a whole on this one: they stand here, and there no more.
    pub joined: Vec<u32>,
}

/// Why a page could not be read.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The models cannot be used; the page stays an image.
    Models(String),
    /// The document cannot be read on.
    Document(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Document(error)
    }
}

/// Reads a scanned page: its glyphs and rulings replace those of `page`. `memory` is of the page before, where that was read
/// in this way, and becomes that of this page.
///
/// # Errors
/// [`Failure::Models`] where they cannot be loaded; [`Error::Timeout`] when the deadline passes.
pub(crate) fn read(
    source: &HayroPage<'_>,
    page: &mut Page,
    models: &Models,
    memory: &mut Memory,
    deadline: Instant,
    limit: Duration,
) -> Result<Repairs, Failure> {
    let models = models.get().map_err(|cause| Failure::Models(cause.to_owned()))?;
    let drawn = render::draw(source);
    let recogniser = Recogniser { models, page: page.number, deadline, limit };
    let read = |cut: &Cut, strips: &[Strip]| recogniser.read(&cut.clean, strips);
    let mut cut = Cut::of(&drawn.picture);
    let mut seen = read(&cut, &cut.strips)?;
    let mut turned = 0;
    if posture::is_doubtful(&seen) {
        let mut best = posture::sureness(&seen) + posture::CLEARLY;
        for quarters in 1..4 {
            let other = Cut::of(&posture::turned(&drawn.picture, quarters));
            let sure = posture::sureness(&read(&other, &posture::sample(&other.strips))?);
            if sure > best {
                (best, turned, cut) = (sure, quarters, other);
            }
        }
        if turned > 0 {
            seen = read(&cut, &cut.strips)?;
        }
    }
    let Cut { picture, askew, strokes, clean, lines: found, strips, usual } = &cut;
    let (askew, usual) = (*askew, *usual);
    let mut halves = Vec::new();
    for (index, line) in found.iter().enumerate() {
        match torn::edge(line, strokes) {
            Some(Edge::Foot) => halves.push(Half::of(line, index as u32 + 1, clean)),
            Some(Edge::Head) => {
                let whole = |half: &Half| Some((half.run, half.joined(line, clean, usual)?));
                let Some((run, Whole { picture, line: whole })) = memory.halves.iter().find_map(whole) else {
                    continue;
                };
                let mut both = recogniser.read(&picture, &[strip(&whole, usual)])?;
                seen[index] = both.pop().unwrap_or_default();
                memory.joined.push(run);
            }
            None => {}
        }
    }
    memory.halves = halves;
    let scale = Scale { pixels: drawn.scale, usual };
    page.glyphs.clear();
    for (run, ((line, strip), seen)) in (1..).zip(found.iter().zip(strips).zip(&seen)) {
        if !is_noise(line, seen, usual) {
            page.glyphs.extend(glyphs::of(line, strip, seen, run, scale));
        }
    }
    if turned % 2 == 1 {
        (page.width, page.height) = (page.height, page.width);
    }
    page.picture = facsimile::of(picture);
    page.rulings = strokes.iter().map(|stroke| ruling(stroke, drawn.scale)).collect();
    Ok(Repairs { turned: u16::from(turned) * 90, askew, red: drawn.red > 0.0005 })
}

/// A picture straightened, and cut into lines of text.
struct Cut {
    picture: Picture,
    askew: f32,
    strokes: Vec<Stroke>,
    /// The picture without its rulings.
    clean: Picture,
    lines: Vec<TextLine>,
    /// For each line what the recogniser is shown of it.
    strips: Vec<Strip>,
    /// Height of the ink of a usual line.
    usual: f32,
}

impl Cut {
    fn of(picture: &Picture) -> Cut {
        let askew = deskew::angle(picture);
        let picture = deskew::turned(picture, askew).with_white_paper();
        let strokes = strokes::find(&picture);
        let regions = regions::divide(picture.width, picture.height, &strokes);
        let clean = ink::without(&picture, &strokes);
        let blots = ink::blots(&clean, &regions);
        let usual = lines::usual_height(&blots);
        let lines: Vec<TextLine> = blots.iter().flat_map(|blots| lines::find(blots, usual)).collect();
        let strips = lines.iter().map(|line| strip(line, usual)).collect();
        Cut { picture, askew, strokes, clean, lines, strips, usual }
    }
}

/// Dust and parts of seals: what was read of them is doubtful, or cannot be so small.
fn is_noise(line: &TextLine, seen: &[Seen], usual: f32) -> bool {
    let speck = (line.height() as f32) < 0.35 * usual && ((line.x1 - line.x0) as f32) < 0.6 * usual;
    seen.iter().all(|seen| seen.confidence < NOISE || (speck && seen.char.is_alphanumeric()))
}

/// A line with its margin; one that is thin (a dash, 一) gets the height of a usual line.
fn strip(line: &TextLine, usual: f32) -> Strip {
    let margin = MARGIN * usual;
    let short = ((usual - line.height() as f32) / 2.0).max(0.0);
    Strip {
        x0: line.x0 as f32 - margin,
        y0: line.y0 as f32 - margin - short,
        x1: line.x1 as f32 + margin,
        y1: line.y1 as f32 + margin + short,
    }
}

fn ruling(stroke: &Stroke, scale: f32) -> Ruling {
    Ruling {
        axis: stroke.axis,
        at: stroke.at / scale,
        from: stroke.from / scale,
        to: stroke.to / scale,
        width: stroke.thickness / scale,
    }
}
