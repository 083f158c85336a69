//! Values of fields and typed text as glyphs in their areas, where no appearance draws them.

use super::annotations::Typed;
use super::apart::{heart, shows};
use crate::geometry::{Point, Rect};
use crate::place::Place;
use crate::read::document::{Glyph, Page};
use crate::read::ink::{Ink, InkOutcome};

/// The size of text that is to fit its area, and the smallest (points).
const FITTING: f32 = 12.0;
const SMALLEST: f32 = 2.0;
/// Space between the border of an area and its text (points), and between baselines (ems).
const PADDING: f32 = 2.0;
const LEADING: f32 = 1.2;

/// Sets the texts whose areas have none of the characters that annotations drew (runs after `page_runs`) into a page.
pub(super) fn set(page: &mut Page, typed: &[Typed], page_runs: u32) -> Vec<Ink> {
    let mut run = page.glyphs.iter().map(|glyph| glyph.run).max().unwrap_or(0).max(page_runs);
    let drawn: Vec<Point> =
        page.glyphs.iter().filter(|glyph| glyph.run > page_runs && shows(glyph)).map(heart).collect();
    let mut ink = Vec::new();
    for text in typed {
        if !drawn.iter().any(|point| text.area.contains(*point)) {
            set_one(page, text, &mut run);
        }
        let place = Place::on_page(page.number, text.area);
        ink.push(Ink { kind: text.kind, outcome: InkOutcome::Read, count: 1, name: None, place });
    }
    ink
}

fn set_one(page: &mut Page, typed: &Typed, run: &mut u32) {
    let area = &typed.area;
    let (width, height) = ((area.width() - 2.0 * PADDING).max(1.0), area.height().max(1.0));
    let paragraphs: Vec<&str> = typed.text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let mut size = if typed.size > 0.0 { typed.size } else { FITTING };
    let lines = loop {
        let lines = if typed.multiline || paragraphs.len() > 1 {
            paragraphs.iter().flat_map(|paragraph| wrapped(paragraph, width / size)).collect()
        } else {
            vec![typed.text.clone()]
        };
        let widest = lines.iter().map(|line| ems(line)).fold(0.0, f32::max);
        let fits = widest * size <= width && lines.len() as f32 * LEADING * size <= height.max(LEADING * size);
        if fits || size <= SMALLEST {
            break lines;
        }
        size = (size * 0.9).max(SMALLEST);
    };
    let block = lines.len() as f32 * LEADING * size;
    let top = if lines.len() == 1 { area.center().y - block / 2.0 } else { area.y0 + PADDING.min(height / 4.0) };
    for (index, line) in lines.iter().enumerate() {
        *run += 1;
        let baseline = top + (index as f32 + 0.9) * LEADING * size - 0.1 * size;
        let free = (width - ems(line) * size).max(0.0);
        let mut x = area.x0 + PADDING + free * f32::from(typed.align.min(2)) / 2.0;
        for character in line.chars() {
            let advance = em(character) * size;
            page.glyphs.push(Glyph {
                char: Some(character),
                origin: Point { x, y: baseline },
                rect: Rect::new(x, baseline - 0.88 * size, x + advance, baseline + 0.12 * size),
                size,
                direction: Default::default(),
                run: *run,
                confidence: None,
            });
            x += advance;
        }
    }
}

/// A paragraph in lines of so many ems.
fn wrapped(paragraph: &str, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for character in paragraph.chars() {
        let advance = em(character);
        if used + advance > width && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(character);
        }
        used += advance;
    }
    lines
}

fn ems(text: &str) -> f32 {
    text.chars().map(em).sum()
}

fn em(character: char) -> f32 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}
