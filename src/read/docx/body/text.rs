//! Characters of a paragraph: whether they show, and what they look like.

use super::super::field::{Field, Shows};
use super::super::look::{Ground, Look, Shown};
use super::super::paragraph::UNKNOWN;
use super::{Body, DEEPEST, Open};
use crate::read::exclusion::Reason;
use crate::read::ink::{InkKind, InkOutcome};
use crate::read::office::Tag;

impl Body<'_, '_, '_> {
    pub(super) fn text(&mut self, text: &str) {
        if !self.fields.iter().all(|field| field.in_result) {
            // A result within an instruction shows only as far as the outer field says so.
            self.paragraph.leave_out(Reason::Hidden, text);
            return;
        }
        for field in &mut self.fields {
            field.has_result |= !text.trim().is_empty();
        }
        let around = self.reason();
        let mut shown = match self.paragraph.shown.take() {
            Some(shown) => shown,
            None => self.shown(),
        };
        match around.or(shown.reason) {
            Some(reason) => self.paragraph.leave_out(reason, text),
            None => {
                let own = shown.height;
                shown.height = self.small.last().copied().unwrap_or(own);
                let unknown = self.paragraph.push(text, &shown);
                shown.height = own;
                if unknown > 0 {
                    let place = self.place();
                    self.reader.found.unknown(unknown, place);
                }
            }
        }
        self.paragraph.shown = Some(shown);
    }

    /// Why text is not read here, by what is around it.
    pub(super) fn reason(&self) -> Option<Reason> {
        let of_table = |open: &Open| match open {
            Open::Row(row) => row.reason,
            Open::Cell(cell) => cell.reason,
            _ => None,
        };
        self.reasons.last().copied().or_else(|| self.open.iter().rev().find_map(of_table))
    }

    /// The look of the run that is open.
    pub(super) fn shown(&self) -> Shown {
        let styles = self.reader.styles;
        let character = self.paragraph.run.style.as_deref().and_then(|id| styles.get(id)).map(|style| &style.look);
        let paragraph = styles.of_paragraph(self.paragraph.style.as_deref());
        let table = self.open.iter().rev().find_map(|open| match open {
            Open::Table(table) => Some(styles.of_table(table.style.as_deref())),
            _ => None,
        });
        let levels: Vec<&Look> = character
            .into_iter()
            .chain(paragraph.map(|style| &style.look))
            .chain(table.flatten().map(|style| &style.look))
            .collect();
        let ground =
            self.paragraph.ground.or(paragraph.and_then(|style| style.ground)).unwrap_or_else(|| self.ground());
        self.paragraph.run.shown(&levels, &styles.defaults, ground)
    }

    /// What is behind the paragraph.
    pub(super) fn ground(&self) -> Ground {
        for open in self.open.iter().rev() {
            let ground = match open {
                Open::Cell(cell) => cell.ground,
                Open::Table(table) => {
                    let style = self.reader.styles.of_table(table.style.as_deref());
                    let of_style =
                        style.and_then(|style| if style.shades_some { Some(Ground::Unknown) } else { style.ground });
                    table.ground.or(of_style)
                }
                Open::Row(_) => None,
                // Its fill is that of the shape.
                Open::Box(..) => Some(Ground::Unknown),
            };
            if let Some(ground) = ground {
                return ground;
            }
        }
        self.paper
    }

    pub(super) fn break_with(&mut self, c: char) {
        if c != '\t' || !self.paragraph.is_empty() {
            self.paragraph.push_char(c);
        }
    }

    pub(super) fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let code = code.map(|code| if code < 0x100 { code + 0xF000 } else { code });
        let sign = code.and_then(char::from_u32).unwrap_or(UNKNOWN);
        let font = tag.attribute("font");
        let mut shown = self.paragraph.shown.take().unwrap_or_else(|| self.shown());
        let own = std::mem::replace(&mut shown.fonts, [font, None, None, None]);
        self.paragraph.shown = Some(shown);
        self.text(sign.encode_utf8(&mut [0; 4]));
        if let Some(shown) = &mut self.paragraph.shown {
            shown.fonts = own;
        }
    }

    pub(super) fn field_char(&mut self, tag: &Tag<'_>) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < DEEPEST => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                match field.shows() {
                    Shows::Nothing => {}
                    Shows::Text(text) => self.text(&text),
                    Shows::Unknown(name) if self.reason().is_none() => {
                        let place = self.place();
                        self.text(UNKNOWN.encode_utf8(&mut [0; 4]));
                        self.reader.found.ink(InkKind::FormField, InkOutcome::Unread, Some(name), place);
                    }
                    Shows::Unknown(_) => {}
                }
            }
            _ => {}
        }
    }

    /// The number of a note is no text of the file: what is told is that a mark stands there.
    pub(super) fn note_reference(&mut self, name: &str, tag: &Tag<'_>) {
        if let Some(id) = tag.attribute("id") {
            self.parts.notes[usize::from(name == "endnoteReference")].insert(id);
        }
        if self.reason().is_none() && tag.attribute("customMarkFollows").is_none_or(|value| value == "0") {
            self.notes_before += 1;
            let number = self.notes_before.to_string();
            self.paragraph.leave_out(Reason::Mark, &number);
        }
    }

    pub(super) fn begin_note(&mut self, tag: &Tag<'_>) {
        let Some(shown) = self.shown_notes else { return };
        let separates = tag.attribute("type").is_some_and(|kind| kind != "normal");
        if !separates && !tag.attribute("id").is_some_and(|id| shown.contains(&id)) {
            self.reasons.push(Reason::Hidden);
        }
    }
}
