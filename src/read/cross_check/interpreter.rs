//! Content streams → characters: the operators that place text, and nothing else.

use super::font::Font;
use super::page::{PageObject, matrix, numbers};
use super::{PageCharacters, on_page};
use crate::geometry::{Point, Rect};
use crate::read::characters::{Kept, keep};
use crate::read::limits::Limits;
use kurbo::Affine;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

/// Forms within forms; deeper ones are cycles or hostile.
const MAX_DEPTH: usize = 12;
/// Saved graphics states; more are hostile.
const MAX_SAVED: usize = 512;
/// How many operations pass between two looks at the clock.
const CLOCK_EVERY: u64 = 256;
/// Text modes that paint nothing: invisible, and clip only.
const UNPAINTED: [i64; 2] = [3, 7];
/// The middle of a glyph above its baseline, in ems.
const MIDDLE: f64 = 0.38;

/// Reads the pages of one document.
pub(super) struct Interpreter<'d> {
    document: &'d Document,
    limits: &'d Limits,
    deadline: Instant,
    fonts: HashMap<ObjectId, Rc<Font>>,
    operations: u64,
    content_bytes: usize,
    area: Rect,
    page: PageCharacters,
}

/// The graphics state, as far as text needs it.
#[derive(Clone)]
struct State {
    to_page: Affine,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

/// Why a page was not read to its end.
struct Stop(String);

impl<'d> Interpreter<'d> {
    pub(super) fn new(document: &'d Document, limits: &'d Limits, deadline: Instant) -> Self {
        Interpreter {
            document,
            limits,
            deadline,
            fonts: HashMap::new(),
            operations: 0,
            content_bytes: 0,
            area: Rect::default(),
            page: PageCharacters::default(),
        }
    }

    /// The characters of a page.
    pub(super) fn page(&mut self, number: u32, id: ObjectId) -> PageCharacters {
        let object = PageObject::new(self.document, id);
        let (to_page, area) = object.to_page();
        self.page = PageCharacters { page: number, ..PageCharacters::default() };
        self.area = area;
        self.operations = 0;
        self.content_bytes = 0;
        if let Err(Stop(cause)) = self.run(&object, State::new(to_page)) {
            self.page.interrupted = Some(cause);
        }
        std::mem::take(&mut self.page)
    }

    fn run(&mut self, object: &PageObject<'d>, state: State) -> Result<(), Stop> {
        let mut content = Vec::new();
        for part in object.contents() {
            content.extend(self.decoded(part)?);
            content.push(b'\n');
        }
        self.content(&content, object.resources(), state.clone(), 0)?;
        for (form, fit) in object.appearances() {
            let state = State::new(state.to_page * fit);
            self.form(form, object.resources(), &state, 0)?;
        }
        Ok(())
    }

    /// A stream's bytes, within the page's budget.
    fn decoded(&mut self, stream: &Stream) -> Result<Vec<u8>, Stop> {
        let left = (self.limits.content_bytes as usize).saturating_sub(self.content_bytes);
        let plain = stream.get_plain_content_with_limit(left);
        let plain = plain.map_err(|error| Stop(format!("a content stream: {error}")))?;
        self.content_bytes += plain.len();
        Ok(plain)
    }

    fn spend(&mut self) -> Result<(), Stop> {
        self.operations += 1;
        if self.operations > self.limits.operations {
            return Err(Stop(format!("{} operations exceeded", self.limits.operations)));
        }
        if self.operations.is_multiple_of(CLOCK_EVERY) && Instant::now() > self.deadline {
            return Err(Stop(format!("{} s exceeded", self.limits.time.as_secs())));
        }
        Ok(())
    }

    fn content(
        &mut self,
        data: &[u8],
        resources: Option<&'d Dictionary>,
        state: State,
        depth: usize,
    ) -> Result<(), Stop> {
        let mut text = Text { state, saved: Vec::new(), matrix: Affine::IDENTITY, line: Affine::IDENTITY };
        for operation in Content::decode_iter(data) {
            self.spend()?;
            let operation = operation.map_err(|error| Stop(format!("a content stream: {error}")))?;
            match operation.operator.as_str() {
                "Do" => {
                    if let Some(form) = self.named_form(&operation, resources) {
                        self.form(form, resources, &text.state, depth)?;
                    }
                }
                "Tf" => text.state.font = self.font(&operation, resources),
                _ => {}
            }
            text.operation(&operation, self)?;
        }
        Ok(())
    }

    fn form(
        &mut self,
        form: &'d Stream,
        resources: Option<&'d Dictionary>,
        state: &State,
        depth: usize,
    ) -> Result<(), Stop> {
        if depth == MAX_DEPTH {
            return Ok(());
        }
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let data = self.decoded(form)?;
        let state = State { to_page: state.to_page * matrix(self.document, &form.dict), ..state.clone() };
        self.content(&data, own.or(resources), state, depth + 1)
    }

    fn named_form(&self, operation: &Operation, resources: Option<&'d Dictionary>) -> Option<&'d Stream> {
        let name = operation.operands.first()?.as_name().ok()?;
        let forms = resources?.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok()?;
        let form = forms.get_deref(name, self.document).and_then(Object::as_stream).ok()?;
        let kind = form.dict.get_deref(b"Subtype", self.document).and_then(Object::as_name).ok()?;
        (kind == b"Form").then_some(form)
    }

    fn font(&mut self, operation: &Operation, resources: Option<&'d Dictionary>) -> Option<Rc<Font>> {
        let name = operation.operands.first()?.as_name().ok()?;
        let fonts = resources?.get_deref(b"Font", self.document).and_then(Object::as_dict).ok()?;
        let (id, font) = self.document.dereference(fonts.get(name).ok()?).ok()?;
        let font = font.as_dict().ok()?;
        let read = || Rc::new(Font::read(self.document, font, self.limits.content_bytes as usize));
        Some(match id {
            Some(id) => self.fonts.entry(id).or_insert_with(read).clone(),
            None => read(),
        })
    }

    fn put(&mut self, character: char, origin: Point, middle: Point, painted: bool) {
        let character = match keep(character) {
            Kept::Nothing => return,
            Kept::AsIs(character) | Kept::Folded(character) => character,
        };
        if character.is_whitespace() {
            return;
        }
        if painted && on_page(&self.area, middle) {
            self.page.characters.push((character, origin));
        } else {
            self.page.hidden += 1;
        }
    }
}

impl State {
    fn new(to_page: Affine) -> Self {
        State {
            to_page,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

/// The text state of one content stream.
struct Text {
    state: State,
    saved: Vec<State>,
    matrix: Affine,
    line: Affine,
}

impl Text {
    fn operation(&mut self, operation: &Operation, interpreter: &mut Interpreter<'_>) -> Result<(), Stop> {
        let operands = &operation.operands;
        let number = |index: usize| operands.get(index).and_then(|n| n.as_float().ok()).map_or(0.0, f64::from);
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                let matrix = numbers(interpreter.document, &Object::Array(operands.clone()));
                self.state.to_page *= matrix.map_or(Affine::IDENTITY, Affine::new);
            }
            "BT" => (self.matrix, self.line) = (Affine::IDENTITY, Affine::IDENTITY),
            "Tf" => self.state.size = number(1),
            "Tc" => self.state.character_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.scale = number(0) / 100.0,
            "TL" => self.state.leading = number(0),
            "Ts" => self.state.rise = number(0),
            "Tr" => self.state.mode = number(0) as i64,
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "Tm" => {
                if let Some(matrix) = numbers(interpreter.document, &Object::Array(operands.clone())) {
                    (self.matrix, self.line) = (Affine::new(matrix), Affine::new(matrix));
                }
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show(operands.first(), interpreter)?,
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first(), interpreter)?;
            }
            "\"" => {
                (self.state.word_space, self.state.character_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2), interpreter)?;
            }
            "TJ" => {
                for part in operands.first().and_then(|parts| parts.as_array().ok()).into_iter().flatten() {
                    match part.as_float() {
                        Ok(back) => self.advance(-f64::from(back) / 1000.0 * self.state.size),
                        Err(_) => self.show(Some(part), interpreter)?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.matrix = self.line;
    }

    fn advance(&mut self, by: f64) {
        let vertical = self.state.font.as_ref().is_some_and(|font| font.vertical);
        let by = if vertical { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.matrix *= Affine::translate(by);
    }

    fn show(&mut self, string: Option<&Object>, interpreter: &mut Interpreter<'_>) -> Result<(), Stop> {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return Ok(()) };
        let font = self.state.font.clone().unwrap_or_default();
        let painted = !UNPAINTED.contains(&self.state.mode);
        let mut rest = bytes;
        let mut begin = None;
        while !rest.is_empty() {
            interpreter.spend()?;
            let glyph = font.next(rest);
            rest = &rest[glyph.length.clamp(1, rest.len())..];
            let State { size, scale, rise, .. } = self.state;
            let em = self.state.to_page * self.matrix * Affine::new([size * scale, 0.0, 0.0, size, 0.0, rise]);
            let point = |x: f64, y: f64| {
                let point = em * kurbo::Point::new(x, y);
                Point { x: point.x as f32, y: point.y as f32 }
            };
            let middle = if font.vertical { point(0.0, -0.5) } else { point(glyph.width / 2.0, MIDDLE) };
            // Without widths nobody knows how far the text runs, only where it begins.
            let middle = if font.has_widths { middle } else { *begin.get_or_insert(middle) };
            for character in glyph.text.chars() {
                interpreter.put(character, point(0.0, 0.0), middle, painted);
            }
            let word = if glyph.length == 1 && bytes.len() > rest.len() && glyph.code == 32 {
                self.state.word_space
            } else {
                0.0
            };
            let along = if font.vertical { -size } else { glyph.width * size };
            let spaces = self.state.character_space + word;
            self.advance(if font.vertical { along - spaces } else { along + spaces });
        }
        Ok(())
    }
}
