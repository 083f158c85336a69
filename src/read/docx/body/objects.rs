//! Pictures, objects and documents within the part.

use super::super::embedded;
use super::super::paragraph::UNKNOWN;
use super::super::table::Item;
use super::{Body, Open};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{InkKind, InkOutcome};
use crate::read::office::Tag;

impl Body<'_, '_, '_> {
    pub(super) fn in_drawing(&mut self, name: &str, tag: &Tag<'_>) {
        let Some(drawing) = self.drawings.last_mut() else { return };
        if drawing.take(name, tag) && !drawing.hides {
            drawing.hides = true;
            self.reasons.push(Reason::Hidden);
        }
    }

    pub(super) fn end_drawing(&mut self) {
        let Some(drawing) = self.drawings.pop() else { return };
        if drawing.hides {
            self.reasons.pop();
        }
        if self.reason().is_some() || self.shown().reason.is_some() {
            return;
        }
        let in_cell = self.open.iter().any(|open| matches!(open, Open::Cell(_)));
        let place = self.place();
        match &drawing.object {
            Some(object) if object.program.starts_with("Equation") || object.program.starts_with("MathType") => {
                // A formula as a picture may be part of a value.
                self.paragraph.push_char(UNKNOWN);
                self.reader.found.ink(InkKind::Picture, InkOutcome::Unread, Some(object.program.clone()), place);
            }
            Some(object) if object.id.is_empty() => {
                let name = Some(object.program.clone()).filter(|name| !name.is_empty());
                self.reader.found.ink(InkKind::FormField, InkOutcome::Unread, name, place);
            }
            Some(object) if object.icon => self.unread_file(&object.id.clone()),
            Some(object) => {
                let id = object.id.clone();
                match self.embedded(&id) {
                    Some(items) => self.paragraph.boxes.extend(items),
                    None => self.unread_file(&id),
                }
            }
            None => {
                if let Some((kind, outcome, name)) = drawing.ink(in_cell) {
                    self.reader.found.ink(kind, outcome, name, place);
                }
            }
        }
    }

    /// Text along a line, as watermarks are.
    pub(super) fn word_art(&mut self, tag: &Tag<'_>) {
        if let Some(text) = tag.attribute("string").filter(|text| !text.trim().is_empty()) {
            let reason = self.reason().unwrap_or(Reason::Stamp);
            let place = self.place();
            self.reader.found.excluded.push(Excluded { reason, text, place });
        }
    }

    pub(super) fn chunk(&mut self, tag: &Tag<'_>) {
        self.end_paragraph();
        let id = tag.attribute("id").unwrap_or_default();
        match self.embedded(&id) {
            Some(items) => self.items().extend(items),
            None => self.unread_file(&id),
        }
    }

    /// What a part holds that is shown as part of this one.
    pub(super) fn embedded(&mut self, id: &str) -> Option<Vec<Item>> {
        let part = self.links.get(id).filter(|link| !link.external)?.target.clone();
        let reader = &mut *self.reader;
        let document = embedded::read(reader.office, &part, reader.limits, reader.allowance)?;
        let place = self.place();
        self.reader.found.ink(InkKind::Attachment, InkOutcome::Read, Some(file_name(&part)), place);
        let (items, lines) = self.reader.found.take(document, self.reader.line);
        self.reader.line = self.reader.line.max(lines);
        Some(items)
    }

    pub(super) fn unread_file(&mut self, id: &str) {
        let name = self.links.get(id).map(|link| file_name(&link.target));
        let place = self.place();
        self.reader.found.ink(InkKind::Attachment, InkOutcome::Unread, name, place);
    }
}

fn file_name(part: &str) -> String {
    part.rsplit(['/', '\\']).next().unwrap_or(part).to_owned()
}
