//! Receives a page's drawing operations and keeps what shows: characters, ruling lines, images.

use super::fills::{Fills, Ink};
use super::lines::{Filled, Strokes, rectangles_of_fill, segments_of_stroke};
use super::unmapped::Unmapped;
use super::{cmaps, collections};
use crate::geometry::{Point, Rect};
use crate::read::characters::{Kept, keep};
use crate::read::document::{Direction, Glyph, Page, Ruling};
use crate::read::gbk;
use hayro_interpret::font::{Glyph as HayroGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{Affine, BezPath, Shape};
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
/// Share of the em above the baseline; ascents in font files cannot be trusted (`Glyph::rect`).
const ABOVE: f64 = 0.88;
/// Share of the em below the baseline.
const BELOW: f64 = 0.12;
/// A text axis that turns away from the page's axes by more than this (tangent) is oblique: a watermark.
const OBLIQUE: f64 = 0.05;
/// The device: one per page.
pub(super) struct PageDevice<'u, 'f> {
    pub(super) page: Page,
    strokes: Strokes,
    fills: Fills,
    /// Visible region: the page, cut by every open clip (its bounding box).
    clips: Vec<Rect>,
    unmapped: &'u mut Unmapped<'f>,
    /// Where the glyphs of the run before stand, if it was filled.
    last_fill: Vec<Point>,
    /// Room for the places of a run's glyphs.
    places: Vec<Placed>,
    run: u32,
    operations: u64,
    max_operations: u64,
    deadline: Instant,
    /// Glyphs for which nothing told the character.
    pub(super) nameless: u32,
    /// Radicals folded to ideographs.
    pub(super) folded: u32,
    /// Whether a font for vertical writing showed text.
    pub(super) vertical: bool,
    /// Whether a code was shown that is none of GB 2312, if it is one of GBK.
    pub(super) beyond: bool,
}

impl<'u, 'f> PageDevice<'u, 'f> {
    /// A device for a page of the given size.
    pub(super) fn new(page: Page, unmapped: &'u mut Unmapped<'f>, max_operations: u64, deadline: Instant) -> Self {
        let whole = Rect::new(0.0, 0.0, page.width, page.height);
        PageDevice {
            page,
            strokes: Strokes::default(),
            fills: Fills::default(),
            clips: vec![whole],
            unmapped,
            last_fill: Vec::new(),
            places: Vec::new(),
            run: 0,
            operations: 0,
            max_operations,
            deadline,
            nameless: 0,
            folded: 0,
            vertical: false,
            beyond: false,
        }
    }

    /// The page, with its rulings collected.
    pub(super) fn finish(mut self) -> Page {
        let whole = Rect::new(0.0, 0.0, self.page.width, self.page.height);
        for line in self.fills.lines_between() {
            self.strokes.add(line, &whole);
        }
        self.page.rulings = self.strokes.finish();
        self.page
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
        self.clips.last().copied()
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
        let named = name_of(glyph).filter(|name| !is_empty_name(name));
        if named.is_some() {
            return named;
        }
        let HayroGlyph::Outline(outline) = glyph else { return None };
        self.unmapped.character(outline).map(BfString::Char)
    }

    fn push_glyph(&mut self, character: Option<char>, place: Placed, clip: &Rect, invisible: bool) {
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
            self.page.hidden_characters += u32::from(!blank);
            return;
        }
        let glyph = place.glyph(character, self.run);
        if invisible {
            self.page.invisible.push(glyph);
        } else {
            self.nameless += u32::from(character.is_none());
            self.page.glyphs.push(glyph);
        }
    }
}

impl<'a> Device<'a> for PageDevice<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.spend(1 + path.elements().len() as u64 / 8);
        let ink = Ink::of(&props.paint);
        if ink == Ink::None {
            return;
        }
        match draw_mode {
            DrawMode::Fill(_) => rectangles_of_fill(path, props.transform, |filled| match filled {
                Filled::Line(ruling) => self.draw_line(ruling, ink),
                Filled::Area(area) => self.fills.add(area, ink),
            }),
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                segments_of_stroke(path, props.transform, stroke.line_width, |ruling| self.draw_line(ruling, ink));
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        // Every form begins with one, after hayro has decoded its stream, however large.
        self.spend(FORM);
        self.look_at_clock();
        self.push_clip_rect(&clip_path.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &kurbo::Rect) {
        self.spend(1);
        let current = self.clip().unwrap_or_default();
        let rect = Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32);
        // An empty clip hides everything: a rectangle far off the page does the same.
        let hidden = Rect::new(-2.0, -2.0, -1.0, -1.0);
        self.clips.push(current.intersection(&rect).unwrap_or(hidden));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn pop_transparency_group(&mut self) {}

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
        let invisible = matches!(draw_mode, DrawMode::Invisible) || Ink::of(&props.paint) == Ink::None; // white text is the label on a dark header cell
        if let Some(characters) = self.gbk(glyphs) {
            let mut places = &placed[..];
            for (character, length) in characters {
                let (halves, others) = places.split_at(length.min(places.len()));
                places = others;
                self.last_fill.extend(halves.iter().map(|half| half.origin));
                if let Some(place) = halves.iter().copied().reduce(Placed::with) {
                    self.push_glyph(Some(character), place, &clip, invisible);
                }
            }
        } else {
            self.push_glyphs(glyphs, &placed, &clip, invisible);
        }
        self.places = placed;
        if matches!(draw_mode, DrawMode::Stroke(_)) || self.page.glyphs.len() == first {
            self.last_fill.clear();
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let corners = (props.transform * kurbo::Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        let rect = Rect::new(corners.x0 as f32, corners.y0 as f32, corners.x1 as f32, corners.y1 as f32);
        if let Some(ruling) = super::lines::thin_rectangle(&rect) {
            self.add_ruling(ruling); // a line drawn as an image
        } else if let Some(visible) = self.clip().and_then(|clip| clip.intersection(&rect)) {
            self.page.images.push(visible);
        }
    }
}

impl PageDevice<'_, '_> {
    fn push_glyphs(&mut self, glyphs: &[PositionedGlyph<'_>], placed: &[Placed], clip: &Rect, invisible: bool) {
        for (glyph, place) in glyphs.iter().zip(placed.iter().copied()) {
            self.last_fill.push(place.origin);
            match self.character(glyph) {
                Some(BfString::String(text)) if text.chars().nth(1).is_some() => {
                    let count = text.chars().count();
                    for (index, character) in text.chars().enumerate() {
                        self.push_glyph(Some(character), place.part(index, count), clip, invisible);
                    }
                }
                Some(BfString::String(text)) => self.push_glyph(text.chars().next(), place, clip, invisible),
                Some(BfString::Char(character)) => self.push_glyph(Some(character), place, clip, invisible),
                None => self.push_glyph(None, place, clip, invisible),
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

/// How the glyph space (1000 units an em) lies on the page, wherever in it.
struct Axes {
    /// The coefficients without the shift.
    linear: [f64; 4],
    /// Points of a unit along the text, and of one across it.
    along: f64,
    across: f64,
    /// The directions of text and of its upright, of length 1.
    unit: (f64, f64),
    up: (f64, f64),
    vertical: bool,
    direction: Direction,
}

impl Axes {
    fn of(to_page: Affine, vertical: bool) -> Axes {
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let (along, across) = (a.hypot(b), c.hypot(d));
        let unit = if along > 0.0 { (a / along, b / along) } else { (1.0, 0.0) };
        let up = if across > 0.0 { (c / across, d / across) } else { (0.0, -1.0) };
        let direction = if vertical {
            Direction::Down
        } else if unit.1.abs() <= OBLIQUE * unit.0.abs() {
            if unit.0 > 0.0 { Direction::Right } else { Direction::Left }
        } else if unit.0.abs() <= OBLIQUE * unit.1.abs() {
            if unit.1 > 0.0 { Direction::Down } else { Direction::Up }
        } else {
            Direction::Oblique
        };
        Axes { linear: [a, b, c, d], along, across, unit, up, vertical, direction }
    }

    // Near is not the same.
    #[allow(clippy::float_cmp)]
    fn are_of(&self, to_page: &Affine) -> bool {
        let ([a, b, c, d], [e, f, g, h, ..]) = (self.linear, to_page.as_coeffs());
        a == e && b == f && c == g && d == h
    }

    /// The place of a glyph. The horizontal scale may be stretched to fit a substitute font, so the advance is taken by the scale
    /// that reaches the next glyph best.
    fn placed(&self, to_page: Affine, advance: f64, next: Option<Affine>) -> Placed {
        let Axes { along, across, unit, up, .. } = *self;
        let [.., x, y] = to_page.as_coeffs();
        let size = across * 1000.0;
        let mut length = advance * along;
        if along > 0.0 && (along - across).abs() > 0.01 * across {
            let unstretched = advance * across;
            let [.., nx, ny] = next.unwrap_or(to_page).as_coeffs();
            let reach = (nx - x).hypot(ny - y);
            if next.is_none() || (unstretched - reach).abs() < (length - reach).abs() {
                length = unstretched;
            }
        }
        if self.vertical {
            length = across * 1000.0;
        }
        let corner = |l: f64, h: f64| (x + unit.0 * l + up.0 * h * size, y + unit.1 * l + up.1 * h * size);
        let (p, q) = (corner(0.0, ABOVE), corner(length, -BELOW));
        let rect = Rect::new(p.0 as f32, p.1 as f32, q.0 as f32, q.1 as f32);
        let origin = Point { x: x as f32, y: y as f32 };
        Placed { origin, rect, size: size as f32, direction: self.direction }
    }
}

/// A glyph's place on the upright page.
#[derive(Clone, Copy)]
struct Placed {
    origin: Point,
    rect: Rect,
    size: f32,
    direction: Direction,
}

impl Placed {
    fn glyph(self, char: Option<char>, run: u32) -> Glyph {
        let Placed { origin, rect, size, direction } = self;
        Glyph { char, origin, rect, size, direction, run, confidence: None }
    }

    /// The place of two glyphs that are halves of one character.
    fn with(mut self, other: Placed) -> Placed {
        self.rect = self.rect.union(&other.rect);
        self
    }

    /// The share of one of several characters that stand on one glyph (ligatures).
    fn part(&self, index: usize, count: usize) -> Placed {
        let mut part = *self;
        if self.direction == Direction::Right {
            let width = self.rect.width() / count as f32;
            part.rect.x0 = self.rect.x0 + width * index as f32;
            part.rect.x1 = part.rect.x0 + width;
            part.origin.x = self.origin.x + width * index as f32;
        }
        part
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
