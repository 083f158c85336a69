//! The annotations of a page: values of form fields and typed text that no appearance draws, text struck out, stamps.

use super::drawn::Marks;
use super::text_string;
use crate::geometry::Rect;
use crate::place::Place;
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{Ink, InkKind, InkOutcome};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Page as HayroPage;
use kurbo::{Affine, Shape};

/// Annotations of a page that are looked at.
const MOST: usize = 10_000;
/// How far up a field's parents are asked.
const ANCESTORS: usize = 8;
/// Flags: an annotation that is hidden or not to be viewed; a field that is a password, a push button, multiline.
const UNSEEN: u32 = 1 << 1 | 1 << 5;
const PASSWORD: u32 = 1 << 13;
const PUSH_BUTTON: u32 = 1 << 16;
const MULTILINE: u32 = 1 << 12;
/// Characters of a comment or a value that are kept.
const LONGEST: usize = 20_000;
const QUOTED: usize = 40;

/// A text that belongs into an area of the page, where no appearance draws it.
pub(super) struct Typed {
    pub(super) area: Rect,
    pub(super) text: String,
    /// The font size that it asks for; 0 where it is to fit.
    pub(super) size: f32,
    /// 0 left, 1 in the middle, 2 right.
    pub(super) align: u8,
    pub(super) multiline: bool,
    pub(super) kind: InkKind,
}

/// What the annotations of a page say.
#[derive(Default)]
pub(super) struct Annotations {
    pub(super) marks: Marks,
    pub(super) typed: Vec<Typed>,
    pub(super) ink: Vec<Ink>,
    pub(super) excluded: Vec<Excluded>,
}

/// Reads the annotations of a page that `to_page` sets upright.
pub(super) fn read(page: &HayroPage<'_>, number: u32, to_page: Affine) -> Annotations {
    let mut found = Annotations::default();
    let Some(annotations) = page.raw().get::<Array<'_>>(keys::ANNOTS) else { return found };
    for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
        found.add(page, number, to_page, &annotation);
    }
    found
}

impl Annotations {
    fn add(&mut self, page: &HayroPage<'_>, number: u32, to_page: Affine, annotation: &Dict<'_>) {
        let Some(area) = annotation.get::<[f32; 4]>(keys::RECT).map(|rect| area(rect, to_page)) else { return };
        let Some(kind) = annotation.get::<Name<'_>>(keys::SUBTYPE) else { return };
        let place = || Place::on_page(number, area);
        let text = |key: &[u8]| string(annotation, key).filter(|text| !text.trim().is_empty());
        let unseen = annotation.get::<u32>(keys::F).unwrap_or(0) & UNSEEN != 0;
        let drawn = annotation.contains_key(keys::AP);
        let mut ink = |kind, outcome, name: Option<String>| {
            let name = name.map(|name| name.chars().take(QUOTED).collect());
            self.ink.push(Ink { kind, outcome, count: 1, name, place: place() });
        };
        match &*kind {
            b"Link" | b"Popup" => {}
            b"Widget" => {
                let Some(typed) = field(page, annotation, area) else {
                    if inherited(annotation, |field| field.get::<Name<'_>>(b"FT")).is_some_and(|kind| *kind == *b"Sig")
                        && drawn
                        && !unseen
                    {
                        self.marks.stamps.push(area);
                        ink(InkKind::FormField, InkOutcome::Decoration, string(annotation, b"T"));
                    }
                    return;
                };
                match unseen {
                    true => self.excluded.push(Excluded { reason: Reason::Hidden, text: typed.text, place: place() }),
                    false => self.typed.push(typed),
                }
            }
            b"FreeText" => {
                let Some(text) = text(b"Contents") else { return };
                if unseen {
                    return self.excluded.push(Excluded { reason: Reason::Hidden, text, place: place() });
                }
                let size = string(annotation, b"DA").map_or(0.0, |appearance| font_size(&appearance));
                let align = annotation.get::<u8>(b"Q").unwrap_or(0);
                self.typed.push(Typed { area, text, size, align, multiline: true, kind: InkKind::Annotation });
            }
            b"StrikeOut" if !unseen => {
                let quads = annotation.get::<Array<'_>>(b"QuadPoints").map(|quads| numbers(&quads)).unwrap_or_default();
                let quads = quads.chunks_exact(8).map(|quad| {
                    let points = quad.chunks_exact(2).map(|p| to_page * kurbo::Point::new(p[0].into(), p[1].into()));
                    let corners = points.map(|p| Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32));
                    corners.reduce(|a, b| a.union(&b)).unwrap_or(area)
                });
                let before = self.marks.struck.len();
                self.marks.struck.extend(quads);
                if self.marks.struck.len() == before {
                    self.marks.struck.push(area);
                }
            }
            b"Stamp" if drawn && !unseen => {
                self.marks.stamps.push(area);
                ink(InkKind::Annotation, InkOutcome::Decoration, text(b"Contents"));
            }
            b"FileAttachment" => {
                let file = annotation.get::<Dict<'_>>(b"FS");
                let name = file.and_then(|file| string(&file, b"UF").or_else(|| string(&file, b"F")));
                ink(InkKind::Attachment, InkOutcome::Unread, name);
            }
            b"Text" => {
                if let Some(text) = text(b"Contents") {
                    ink(InkKind::Annotation, InkOutcome::Unread, Some(text));
                }
            }
            _ if !drawn && !unseen && !matches!(&*kind, b"Highlight" | b"Underline" | b"Squiggly") => {
                ink(InkKind::Annotation, InkOutcome::Unread, text(b"Contents"));
            }
            _ => ink(InkKind::Annotation, InkOutcome::Decoration, None),
        }
    }
}

/// The value of a field that is filled in, in the area of its widget.
fn field(page: &HayroPage<'_>, widget: &Dict<'_>, area: Rect) -> Option<Typed> {
    let kind = inherited(widget, |field| field.get::<Name<'_>>(b"FT"))?;
    let flags = inherited(widget, |field| field.get::<u32>(b"Ff")).unwrap_or(0);
    let text = match &*kind {
        b"Tx" if flags & PASSWORD == 0 => value(&inherited(widget, |field| field.get::<Object<'_>>(b"V"))?)?,
        b"Ch" => shown_choice(widget, value(&inherited(widget, |field| field.get::<Object<'_>>(b"V"))?)?),
        b"Btn" if flags & PUSH_BUTTON == 0 => {
            let state =
                widget.get::<Name<'_>>(keys::AS).or_else(|| inherited(widget, |field| field.get::<Name<'_>>(b"V")))?;
            (*state != *b"Off").then(|| "√".to_owned())?
        }
        _ => return None,
    };
    if text.trim().is_empty() {
        return None;
    }
    let form = || page.xref().get::<Dict<'_>>(page.xref().root_id())?.get::<Dict<'_>>(b"AcroForm");
    let appearance =
        inherited(widget, |field| field.get::<PdfString<'_>>(b"DA")).or_else(|| form()?.get::<PdfString<'_>>(b"DA"));
    let size = appearance.map_or(0.0, |appearance| font_size(&String::from_utf8_lossy(appearance.as_bytes())));
    let align = inherited(widget, |field| field.get::<u8>(b"Q")).unwrap_or(0);
    Some(Typed { area, text, size, align, multiline: flags & MULTILINE != 0, kind: InkKind::FormField })
}

/// What a field or one of its parents says.
fn inherited<'a, T>(widget: &Dict<'a>, says: impl Fn(&Dict<'a>) -> Option<T>) -> Option<T> {
    let mut field = widget.clone();
    for _ in 0..ANCESTORS {
        if let Some(found) = says(&field) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

fn value(value: &Object<'_>) -> Option<String> {
    match value {
        Object::String(text) => (text.as_bytes().len() <= LONGEST).then(|| text_string::decode(text.as_bytes())),
        Object::Name(name) => Some(name.as_str().to_owned()),
        Object::Stream(text) => rich(text),
        Object::Array(chosen) => {
            let texts = chosen.iter::<PdfString<'_>>().map(|text| text_string::decode(text.as_bytes()));
            Some(texts.collect::<Vec<_>>().join("、"))
        }
        _ => None,
    }
}

fn rich(text: &Stream<'_>) -> Option<String> {
    let filters = super::streams::filters(text)?;
    let fits = crate::read::preflight::fits(&text.raw_data(), &filters, LONGEST as u64);
    fits.then(|| text.decoded_data().ok().map(|data| text_string::decode(&data))).flatten()
}

/// What a choice shows: its options may have a value for export apart from what is seen.
fn shown_choice(widget: &Dict<'_>, chosen: String) -> String {
    let Some(options) = inherited(widget, |field| field.get::<Array<'_>>(b"Opt")) else { return chosen };
    let shown = options.iter::<Array<'_>>().find_map(|pair| {
        let mut pair = pair.iter::<PdfString<'_>>().map(|text| text_string::decode(text.as_bytes()));
        (pair.next()? == chosen).then(|| pair.next())?
    });
    shown.unwrap_or(chosen)
}

/// The size in a default appearance: the number before `Tf`.
fn font_size(appearance: &str) -> f32 {
    let words: Vec<&str> = appearance.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf").and_then(|at| at.checked_sub(1));
    at.and_then(|at| words[at].parse().ok()).filter(|size: &f32| size.is_finite()).unwrap_or(0.0)
}

pub(super) fn string(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    let text = dict.get::<PdfString<'_>>(key)?;
    (text.as_bytes().len() <= LONGEST).then(|| text_string::decode(text.as_bytes()))
}

fn numbers(array: &Array<'_>) -> Vec<f32> {
    array.iter::<f32>().take(8 * MOST).collect()
}

fn area([x0, y0, x1, y1]: [f32; 4], to_page: Affine) -> Rect {
    let rect = kurbo::Rect::new(x0.into(), y0.into(), x1.into(), y1.into());
    super::lines::page_rect((to_page * rect.to_path(0.1)).bounding_box())
}
