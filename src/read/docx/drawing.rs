//! Pictures, charts, shapes and objects: how large they are, and what becomes of them. Source: ECMA-376 Part 1, 20.4; Part 4, 19.1.

use crate::read::ink::{InkKind, InkOutcome};
use crate::read::office::Tag;

/// English metric units to a centimetre.
const EMU_PER_CM: f64 = 360_000.0;
/// A picture that is smaller in both of these (centimetres, square centimetres) holds no form: a logo, a seal, a signature.
const FORM_SIDE: f64 = 2.0;
const FORM_AREA: f64 = 40.0;
/// A picture that is smaller than this in one direction (centimetres) shows nothing.
const NOTHING_SIDE: f64 = 0.2;

/// A drawing or an object that is open.
#[derive(Default)]
pub(super) struct Drawing {
    /// Width and height in centimetres, where it says them.
    size: Option<(f64, f64)>,
    floats: bool,
    hidden: bool,
    picture: bool,
    chart: bool,
    ink: bool,
    /// What its author calls it.
    name: Option<String>,
    /// The embedded or linked object it shows.
    pub(super) object: Option<Object>,
    /// Whether text within it is hidden with it.
    pub(super) hides: bool,
}

/// An embedded or linked object.
#[derive(Clone, Default)]
pub(super) struct Object {
    /// The program it is of: `Excel.Sheet.12`.
    pub(super) program: String,
    /// The relationship to its data.
    pub(super) id: String,
    /// Whether only an icon of it is shown.
    pub(super) icon: bool,
}

impl Drawing {
    /// Takes an element within it; whether it says that the drawing is hidden.
    pub(super) fn take(&mut self, name: &str, tag: &Tag<'_>) -> bool {
        match name {
            "anchor" => self.floats = true,
            "extent" if self.size.is_none() => {
                let side = |name| Some(tag.attribute(name)?.parse::<f64>().ok()? / EMU_PER_CM);
                self.size = side("cx").zip(side("cy"));
            }
            "docPr" => {
                self.name = tag.attribute("name").filter(|name| !name.is_empty());
                self.hidden |= tag.attribute("hidden").is_some_and(|value| value == "1" || value == "true");
            }
            "shape" | "rect" | "roundrect" | "oval" => {
                let style = tag.attribute("style").unwrap_or_default();
                if self.size.is_none() {
                    self.size = length(&style, "width").zip(length(&style, "height"));
                }
                self.floats |= declared(&style, "position").is_some_and(|value| value == "absolute");
                self.hidden |= declared(&style, "visibility").is_some_and(|value| value == "hidden");
            }
            "blip" | "imagedata" => self.picture = true,
            "chart" | "relIds" | "lockedCanvas" => self.chart = true,
            "contentPart" => self.ink = true,
            "OLEObject" => {
                self.object = Some(Object {
                    program: tag.attribute("ProgID").unwrap_or_default(),
                    id: tag.attribute("id").unwrap_or_default(),
                    icon: tag.attribute("DrawAspect").is_some_and(|aspect| aspect.eq_ignore_ascii_case("icon")),
                });
            }
            "control" => {
                let program = tag.attribute("name").unwrap_or_default();
                self.object = Some(Object { program, id: String::new(), icon: true });
            }
            _ => {}
        }
        self.hidden
    }

    /// What it is and what becomes of it, objects apart; `None` where it shows nothing that text does not.
    pub(super) fn ink(&self, in_cell: bool) -> Option<(InkKind, InkOutcome, Option<String>)> {
        if self.hidden {
            return None;
        }
        if self.chart || self.ink {
            let kind = if self.ink { InkKind::Outlines } else { InkKind::Picture };
            return Some((kind, InkOutcome::Unread, self.name.clone()));
        }
        if !self.picture {
            return Some((InkKind::Outlines, InkOutcome::Decoration, None));
        }
        let unread = match self.size {
            None => true,
            Some((width, height)) if width < NOTHING_SIDE || height < NOTHING_SIDE => false,
            // In a line of a cell a picture stands for a value or a sign.
            Some(_) if in_cell && !self.floats => true,
            Some((width, height)) => width >= FORM_SIDE && height >= FORM_SIDE && width * height >= FORM_AREA,
        };
        let outcome = if unread { InkOutcome::Unread } else { InkOutcome::Decoration };
        Some((InkKind::Picture, outcome, self.name.clone().filter(|_| unread)))
    }
}

/// A declaration of a VML style.
fn declared<'s>(style: &'s str, property: &str) -> Option<&'s str> {
    style
        .split(';')
        .filter_map(|one| one.split_once(':'))
        .find(|(name, _)| name.trim() == property)
        .map(|(_, value)| value.trim())
}

/// A length of a VML style in centimetres.
fn length(style: &str, property: &str) -> Option<f64> {
    let value = declared(style, property)?;
    let split = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let (number, unit) = value.split_at(split);
    let number: f64 = number.trim().parse().ok()?;
    Some(match unit {
        "in" => number * 2.54,
        "cm" => number,
        "mm" => number / 10.0,
        "pt" => number * 2.54 / 72.0,
        "px" => number * 2.54 / 96.0,
        _ => number / EMU_PER_CM,
    })
}
