//! Receives a page's drawing operations and keeps what shows: characters, ruling lines, images.

mod areas;

use super::actual_text::Span;
use super::apart::{Apart, heart};
use super::covers::Covers;
use super::drawn::{Drawn, Marks};
use super::fills::Fills;
use super::lines::{self, Strokes};
use super::overprint::{self, Squares};
use super::paint::{Ink, Tint};
use super::placed::{Axes, Placed};
use super::rows::Rows;
use super::stamps::Stamps;
use super::unmapped::{Unmapped, is_private};
use super::{cmaps, collections, struck};
use crate::geometry::{Point, Rect};
use crate::read::characters::{Kept, keep};
use crate::read::document::{Glyph, Page, Ruling};
use crate::read::exclusion::Reason;
use crate::read::{gbk, symbol_font};
use hayro_interpret::font::{Glyph as HayroGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro_syntax::object::Dict;
use kurbo::{BezPath, Shape};
use std::time::Instant;

/// Thrown (by `resume_unwind`, which prints nothing) to stop an interpretation whose budget is spent.
pub(super) enum Spent {
    /// Too many operations on the page.
    Operations,
    /// Too much time for the document.
    Time,
}

/// How many operations pass between two looks at the clock.
const CLOCK_EVERY: u64 = 1024;
/// What a form counts as, in operations: its stream is decoded and its state saved and restored.
const FORM: u64 = 8;
/// How a run of glyphs is drawn.
#[derive(Clone, Copy)]
enum How {
    Shown,
    /// In invisible mode, or wholly transparent.
    Invisible,
    /// In a colour that something on the page has too.
    Lost(Tint),
}

/// The device: one per page.
pub(super) struct PageDevice<'u, 'f> {
    pub(super) page: Page,
    pub(super) apart: Apart,
    pub(super) drawn: Drawn,
    strokes: Strokes,
    fills: Fills,
    covers: Covers,
    stamps: Stamps,
    squares: Squares,
    /// The paint of each run of glyphs.
    paints: Vec<Tint>,
    /// Visible region: the page, cut by every open clip (its bounding box), and whether that is all of the clip.
    clips: Vec<(Rect, bool)>,
    /// Whether what is drawn into the open groups hides what lies below them.
    groups: Vec<bool>,
    /// The open spans of marked content, those with a text of their own.
    spans: Vec<Option<Span>>,
    unmapped: &'u mut Unmapped<'f>,
    /// Where the glyphs of the run before stand, if it was filled.
    last_fill: Vec<Point>,
    /// Room for the places of a run's glyphs.
    places: Vec<Placed>,
    run: u32,
    operations: u64,
    max_operations: u64,
    deadline: Instant,
    /// Radicals folded to ideographs.
    pub(super) folded: u32,
    /// Whether a font for vertical writing showed text.
    pub(super) vertical: bool,
    /// Whether a code was shown that is none of GB 2312, if it is one of GBK.
    pub(super) beyond: bool,
}

/// Whether more is drawn at one height, or more areas over more characters, than on any page of a document: what lies over what
/// would take too long to tell.
fn is_crowded(glyphs: &[Glyph], areas: usize) -> bool {
    const IN_A_BAND: u32 = 8_192;
    const PAIRS: u64 = 50_000_000;
    glyphs.len() as u64 * areas as u64 > PAIRS
        || glyphs.len() > IN_A_BAND as usize && Rows::of(glyphs).fullest() > IN_A_BAND
}

impl<'u, 'f> PageDevice<'u, 'f> {
    /// A device for a page of the given size.
    pub(super) fn new(page: Page, unmapped: &'u mut Unmapped<'f>, max_operations: u64, deadline: Instant) -> Self {
        let whole = Rect::new(0.0, 0.0, page.width, page.height);
        let squares = Squares::of(&page);
        PageDevice {
            page,
            apart: Apart::default(),
            drawn: Drawn::default(),
            strokes: Strokes::default(),
            fills: Fills::default(),
            covers: Covers::default(),
            stamps: Stamps::default(),
            squares,
            paints: Vec::new(),
            clips: vec![(whole, true)],
            groups: Vec::new(),
            spans: Vec::new(),
            unmapped,
            last_fill: Vec::new(),
            places: Vec::new(),
            run: 0,
            operations: 0,
            max_operations,
            deadline,
            folded: 0,
            vertical: false,
            beyond: false,
        }
    }

    /// What is drawn from here on are annotations.
    pub(super) fn begin_annotations(&mut self) {
        self.drawn.page_runs = self.run;
    }

    /// The page, with its rulings collected and what does not show taken off; `marks` is what its annotations say.
    pub(super) fn finish(mut self, marks: &Marks) -> (Page, Apart, Drawn) {
        let whole = Rect::new(0.0, 0.0, self.page.width, self.page.height);
        for line in self.fills.lines_between() {
            self.strokes.add(line, &whole);
        }
        self.page.rulings = self.strokes.finish();
        let (page, apart) = (&mut self.page, &mut self.apart);
        self.drawn.fills = self.fills.count();
        self.drawn.crowded = is_crowded(&page.glyphs, self.covers.count());
        if self.drawn.crowded {
            page.hidden_characters += apart.characters();
            return (self.page, self.apart, self.drawn);
        }
        self.covers.hide(page, apart);
        struck::take(page, &marks.struck, apart);
        let paints = &self.paints;
        let colour = |glyph: &Glyph| paints.get(glyph.run.checked_sub(1)? as usize)?.rgb;
        let page_runs = self.drawn.page_runs;
        let held =
            |glyph: &Glyph| glyph.run > page_runs && marks.stamps.iter().any(|area| area.contains(glyph.rect.center()));
        let held: Option<&dyn Fn(&Glyph) -> bool> = if marks.stamps.is_empty() { None } else { Some(&held) };
        self.stamps.take(page, self.drawn.vivid, colour, held, apart);
        page.overlaps = Some(self.squares.met);
        if self.squares.met {
            overprint::take(page, apart);
        }
        page.hidden_characters += apart.characters();
        (self.page, self.apart, self.drawn)
    }

    fn spend(&mut self, operations: u64) {
        let before = self.operations / CLOCK_EVERY;
        self.operations += operations;
        if self.operations > self.max_operations {
            std::panic::resume_unwind(Box::new(Spent::Operations));
        }
        if self.operations / CLOCK_EVERY != before {
            self.look_at_clock();
        }
    }

    fn look_at_clock(&self) {
        if Instant::now() > self.deadline {
            std::panic::resume_unwind(Box::new(Spent::Time));
        }
    }

    fn clip(&self) -> Option<Rect> {
        self.clips.last().map(|(area, _)| *area)
    }

    /// White lines show on coloured areas only.
    fn draw_line(&mut self, ruling: Ruling, ink: Ink) {
        if ink == Ink::Colour || self.fills.coloured_at(&ruling) {
            self.add_ruling(ruling);
        }
    }

    fn add_ruling(&mut self, ruling: Ruling) {
        if let Some(clip) = self.clip() {
            self.strokes.add(ruling, &clip);
        }
    }

    fn character(&mut self, glyph: &HayroGlyph<'_>) -> Option<BfString> {
        match name_of(glyph).filter(|name| !is_empty_name(name)) {
            Some(BfString::Char(character)) if is_private(character) => {
                let HayroGlyph::Outline(outline) = glyph else {
                    return symbol_font::private_use(character).map(BfString::Char);
                };
                self.unmapped.private(outline, character).map(BfString::Char)
            }
            None => {
                let HayroGlyph::Outline(outline) = glyph else { return None };
                self.unmapped.named_or_drawn(outline).map(BfString::Char)
            }
            named => named,
        }
    }

    fn push_glyph(&mut self, character: Option<char>, place: Placed, clip: &Rect, how: How) {
        let character = match character.map(keep) {
            Some(Kept::Nothing) => return,
            Some(Kept::AsIs(character)) => Some(character),
            Some(Kept::Folded(character)) => {
                self.folded += 1;
                Some(character)
            }
            None => None,
        };
        let blank = character.is_some_and(char::is_whitespace);
        if !clip.contains(place.rect.center()) {
            if !blank {
                self.apart.push(Reason::Clipped, place.glyph(character, self.run));
            }
            return;
        }
        let glyph = place.glyph(character, self.run);
        match how {
            How::Invisible => self.page.invisible.push(glyph),
            How::Lost(tint) if !blank && self.fills.hide(&tint, heart(&glyph)) => {
                self.apart.push(Reason::Hidden, glyph)
            }
            How::Lost(_) | How::Shown => {
                self.squares.note(&glyph);
                self.page.glyphs.push(glyph);
            }
        }
    }
}

impl<'a> Device<'a> for PageDevice<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.spend(1 + path.elements().len() as u64 / 8);
        let tint = Tint::of(&props);
        if tint.ink == Ink::None {
            return;
        }
        match draw_mode {
            DrawMode::Fill(_) => self.draw_fill(path, props.transform, tint),
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                self.draw_stroke(path, props.transform, tint, stroke.line_width);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        // Every form begins with one, after hayro has decoded its stream, however large.
        self.spend(FORM);
        self.look_at_clock();
        self.push_clip_rect(&clip_path.path.bounding_box());
        let exact = lines::is_rectangle(&clip_path.path);
        if let Some((_, all)) = self.clips.last_mut() {
            *all &= exact;
        }
    }

    fn push_clip_rect(&mut self, rect: &kurbo::Rect) {
        self.spend(1);
        let current = self.clip().unwrap_or_default();
        let rect = Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32);
        // An empty clip hides everything: a rectangle far off the page does the same.
        let hidden = Rect::new(-2.0, -2.0, -1.0, -1.0);
        let exact = self.clips.last().is_none_or(|(_, exact)| *exact);
        self.clips.push((current.intersection(&rect).unwrap_or(hidden), exact));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.spend(1);
        self.groups.push(opacity >= 0.97 && mask.is_none() && matches!(blend, BlendMode::Normal));
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let begins = self.page.glyphs.len();
        self.spans.push(properties.and_then(|properties| Span::of(properties, begins)));
    }

    fn end_marked_content(&mut self) {
        if let Some(span) = self.spans.pop().flatten() {
            span.name(&mut self.page.glyphs);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let glyphs = run.glyphs();
        self.spend(1 + glyphs.len() as u64);
        let Some(clip) = self.clip() else { return };
        let first = self.page.glyphs.len();
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        self.vertical |= vertical;
        self.beyond |= glyphs.iter().any(|glyph| code_of(glyph).is_some_and(cmaps::is_beyond));
        let mut placed = std::mem::take(&mut self.places);
        placed.clear();
        let to_page = |glyph: &PositionedGlyph<'_>| props.transform * glyph.transform();
        let mut next = glyphs.first().map(to_page);
        let mut axes = Axes::of(next.unwrap_or_default(), vertical);
        placed.extend(glyphs.iter().enumerate().map(|(index, glyph)| {
            let here = next.unwrap_or_default();
            next = glyphs.get(index + 1).map(to_page);
            // Those of a run, but for few.
            if !axes.are_of(&here) {
                axes = Axes::of(here, vertical);
            }
            axes.placed(here, advance_of(glyph), next)
        }));
        if matches!(draw_mode, DrawMode::Stroke(_)) && self.repeats_last_fill(&placed) {
            self.places = placed;
            return; // text mode 2 draws every run twice, filled and stroked: one text
        }
        self.last_fill.clear();
        self.run += 1;
        let tint = Tint::of(&props);
        self.paints.push(tint);
        self.drawn.vivid |= tint.is_vivid();
        let how = match (draw_mode, tint.ink) {
            (DrawMode::Invisible, _) | (_, Ink::None) => How::Invisible,
            // White text is the label on a dark header cell, or is not seen.
            _ if self.fills.may_hide(&tint) => How::Lost(tint),
            _ => How::Shown,
        };
        if let Some(characters) = self.gbk(glyphs) {
            let mut places = &placed[..];
            for (character, length) in characters {
                let (halves, others) = places.split_at(length.min(places.len()));
                places = others;
                self.last_fill.extend(halves.iter().map(|half| half.origin));
                if let Some(place) = halves.iter().copied().reduce(Placed::with) {
                    self.push_glyph(Some(character), place, &clip, how);
                }
            }
        } else {
            self.push_glyphs(glyphs, &placed, &clip, how);
        }
        self.places = placed;
        if matches!(draw_mode, DrawMode::Stroke(_)) || self.page.glyphs.len() == first {
            self.last_fill.clear();
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        self.draw_picture(&image, &props);
    }
}

impl PageDevice<'_, '_> {
    fn push_glyphs(&mut self, glyphs: &[PositionedGlyph<'_>], placed: &[Placed], clip: &Rect, how: How) {
        for (glyph, place) in glyphs.iter().zip(placed.iter().copied()) {
            self.last_fill.push(place.origin);
            match self.character(glyph) {
                Some(BfString::String(text)) if text.chars().nth(1).is_some() => {
                    let count = text.chars().count();
                    for (index, character) in text.chars().enumerate() {
                        self.push_glyph(Some(character), place.part(index, count), clip, how);
                    }
                }
                Some(BfString::String(text)) => self.push_glyph(text.chars().next(), place, clip, how),
                Some(BfString::Char(character)) => self.push_glyph(Some(character), place, clip, how),
                None => self.push_glyph(None, place, clip, how),
            }
        }
    }

    /// The characters of a run of single-byte codes that are GBK in truth, with the number of codes of each.
    fn gbk(&self, glyphs: &[PositionedGlyph<'_>]) -> Option<Vec<(char, usize)>> {
        let code = |glyph: &PositionedGlyph<'_>| u8::try_from(code_of(glyph)?).ok();
        let mut ascii = true;
        for glyph in glyphs {
            ascii &= code(glyph)?.is_ascii();
        }
        if ascii || !self.unmapped.may_be_gbk() {
            return None;
        }
        // The font's encoding has nothing to say but Western letters and signs.
        let western = glyphs.iter().all(|glyph| match name_of(glyph) {
            None => true,
            Some(BfString::Char(character)) => character <= '\u{2122}',
            Some(BfString::String(_)) => false,
        });
        if western { gbk::decode(&glyphs.iter().filter_map(code).collect::<Vec<u8>>()) } else { None }
    }

    fn repeats_last_fill(&self, placed: &[Placed]) -> bool {
        self.last_fill.len() == placed.len()
            && self.last_fill.iter().zip(placed).all(|(origin, place)| {
                (origin.x - place.origin.x).abs() < 0.01 && (origin.y - place.origin.y).abs() < 0.01
            })
    }
}

/// The character code; glyphs of Type 3 fonts have none.
fn code_of(glyph: &HayroGlyph<'_>) -> Option<u32> {
    match glyph {
        HayroGlyph::Outline(outline) => Some(outline.char_code()),
        HayroGlyph::Type3(_) => None,
    }
}

fn advance_of(glyph: &HayroGlyph<'_>) -> f64 {
    let advance = match glyph {
        HayroGlyph::Outline(outline) => outline.advance_width(),
        HayroGlyph::Type3(type3) => type3.advance_width(),
    };
    f64::from(advance.unwrap_or(500.0))
}

/// What the font calls a glyph.
fn name_of(glyph: &HayroGlyph<'_>) -> Option<BfString> {
    match glyph.as_unicode()? {
        BfString::Char(character) => collections::meant(character).unwrap_or(Some(character)).map(BfString::Char),
        text @ BfString::String(_) => Some(text),
    }
}

fn is_empty_name(name: &BfString) -> bool {
    match name {
        BfString::Char(character) => matches!(character, '\0' | '\u{fffd}' | '\u{ffff}'),
        BfString::String(text) => text.is_empty(),
    }
}
