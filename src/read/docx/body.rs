//! The body of a Word document, a page header or notes: the events of the part become paragraphs and tables in order.

mod objects;
mod structure;
mod text;

use super::drawing::Drawing;
use super::embedded::Allowance;
use super::field::Field;
use super::found::Found;
use super::look::{self, Ground, Look, WHITE};
use super::paragraph::Paragraph;
use super::styles::Styles;
use super::table::{Cell, Item, OpenRow, OpenTable};
use super::zone::Zone;
use crate::error::Error;
use crate::place::Place;
use crate::read::exclusion::Reason;
use crate::read::limits::Limits;
use crate::read::office::{Node, Office, Relationship, Tag, walk};
use crate::read::raised::Height;
use std::collections::{BTreeSet, HashMap};

/// Tables within tables, and text boxes within text boxes, go no deeper than this; what is deeper is text of the deepest.
const DEEPEST: usize = 32;
/// A row that is no higher than this (twentieths of a point) shows nothing.
const NO_HEIGHT: u32 = 40;

/// What reading the parts of one document needs.
pub(super) struct Reader<'a, 'b> {
    pub(super) office: &'a mut Office<'b>,
    pub(super) limits: &'a Limits,
    pub(super) styles: &'a Styles,
    pub(super) allowance: &'a mut Allowance,
    pub(super) found: &'a mut Found,
    /// The number of the last line.
    pub(super) line: u32,
}

/// The page headers and footers that a section names: kind (`default`, `first`, `even`) and relationship, in order.
#[derive(Default)]
pub(super) struct Section {
    pub(super) headers: Vec<(String, String)>,
    pub(super) footers: Vec<(String, String)>,
    /// Whether its first page has headers of its own.
    pub(super) first_differs: bool,
    /// Where it ends: the number of items before the next one.
    pub(super) end: usize,
}

/// What a part holds.
pub(super) struct Parts {
    pub(super) items: Vec<Item>,
    pub(super) sections: Vec<Section>,
    /// Ids of the notes that it points to: footnotes, endnotes.
    pub(super) notes: [BTreeSet<String>; 2],
}

/// What is open around the text that is read.
enum Open {
    Table(OpenTable),
    Row(OpenRow),
    Cell(Box<Cell>),
    /// A text box, and the paragraph that it is anchored in.
    Box(Vec<Item>, Box<Paragraph>),
}

/// Reads a part; `shown_notes` are the notes of it that are pointed to, where it is a part of notes.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    xml: &str,
    part: &str,
    shown_notes: Option<&BTreeSet<String>>,
) -> Result<Parts, Error> {
    let links = reader.office.relationships(part)?;
    let mut body = Body {
        reader,
        links,
        shown_notes,
        parts: Parts { items: Vec::new(), sections: Vec::new(), notes: Default::default() },
        section: Section::default(),
        section_ends: false,
        open: Vec::new(),
        too_deep: 0,
        boxes_too_deep: 0,
        paragraph: Paragraph::default(),
        goes_on: false,
        zones: Vec::new(),
        reasons: Vec::new(),
        placeholders: Vec::new(),
        alternatives: Vec::new(),
        skipped: 0,
        fields: Vec::new(),
        drawings: Vec::new(),
        paper: Ground::Plain(WHITE),
        in_text: false,
        in_instruction: false,
        small: Vec::new(),
        notes_before: 0,
    };
    walk(xml, part, |node| body.node(node))?;
    body.end_paragraph();
    Ok(body.parts)
}

struct Body<'r, 'a, 'b> {
    reader: &'r mut Reader<'a, 'b>,
    links: HashMap<String, Relationship>,
    shown_notes: Option<&'r BTreeSet<String>>,
    parts: Parts,
    section: Section,
    section_ends: bool,
    open: Vec<Open>,
    /// Elements of tables that are open beyond the depth.
    too_deep: usize,
    /// Text boxes that are open beyond the depth.
    boxes_too_deep: usize,
    paragraph: Paragraph,
    /// Whether the mark of the paragraph before does not show, so that the next one goes on with it.
    goes_on: bool,
    zones: Vec<Zone>,
    /// Why text is not read that stands in the elements that are open: deleted, a reading aid, hidden.
    reasons: Vec<Reason>,
    /// For each content control that is open, whether it shows its placeholder.
    placeholders: Vec<bool>,
    /// For each choice that is open, whether one was taken.
    alternatives: Vec<bool>,
    /// Elements that are open within a choice that is not taken.
    skipped: u32,
    fields: Vec<Field>,
    drawings: Vec<Drawing>,
    paper: Ground,
    in_text: bool,
    in_instruction: bool,
    /// Exponents and indices of formulas that are open.
    small: Vec<Height>,
    notes_before: u32,
}

impl Body<'_, '_, '_> {
    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Start(_) if self.skipped > 0 => self.skipped += 1,
            Node::End(_) if self.skipped > 1 => self.skipped -= 1,
            Node::End(name) => {
                self.skipped = 0;
                self.end(name);
            }
            Node::Start(tag) => self.start(&tag),
            Node::Text(_) if self.skipped > 0 => {}
            Node::Text(text) if self.in_text => self.text(text),
            Node::Text(text) if self.in_instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruct(text);
                }
            }
            Node::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if let Some(zone) = Zone::of(name, self.zones.last()) {
            self.zones.push(zone);
        }
        if let Some(&zone) = self.zones.last() {
            self.property(zone, name, tag);
            return;
        }
        match name {
            "p" => self.begin_paragraph(),
            "r" => (self.paragraph.run, self.paragraph.shown) = (Look::default(), None),
            "t" => self.in_text = true,
            "delText" => {
                self.in_text = true;
                self.reasons.push(Reason::Deleted);
            }
            "instrText" => self.in_instruction = true,
            "tab" | "ptab" => self.break_with('\t'),
            "br" | "cr" => self.break_with('\n'),
            "noBreakHyphen" => self.text("-"),
            "sym" => self.symbol(tag),
            "del" | "moveFrom" => self.reasons.push(Reason::Deleted),
            "rt" => self.reasons.push(Reason::Mark),
            "sup" => self.small.push(Height::Raised),
            "sub" => self.small.push(Height::Lowered),
            "den" => self.text("/"),
            "fldChar" => self.field_char(tag),
            "footnoteReference" | "endnoteReference" => self.note_reference(name, tag),
            "commentReference" => self.reader.found.comments(self.place()),
            "footnote" | "endnote" => self.begin_note(tag),
            "sdt" => self.placeholders.push(false),
            "sdtContent" if self.placeholders.last() == Some(&true) => self.reasons.push(Reason::Hidden),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some(taken) if *taken => self.skipped = 1,
                Some(taken) => *taken = true,
                None => {}
            },
            "background" => {
                self.paper =
                    tag.attribute("color").as_deref().and_then(look::rgb).map_or(Ground::Unknown, Ground::Plain);
            }
            "tbl" | "tr" | "tc" => self.open_table(name),
            "txbxContent" | "txBody" => self.open_box(),
            "drawing" | "pict" | "object" => self.drawings.push(Drawing::default()),
            "textpath" => self.word_art(tag),
            "altChunk" => self.chunk(tag),
            "subDoc" => self.unread_file(tag.attribute("id").as_deref().unwrap_or_default()),
            _ => self.in_drawing(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(&zone) = self.zones.last() {
            if zone.ends_with(name) {
                self.zones.pop();
                if zone == Zone::Section {
                    self.end_section();
                }
            } else if matches!(zone, Zone::Run) {
                self.paragraph.run.leave(name);
            }
            return;
        }
        match name {
            "t" => self.in_text = false,
            "delText" => {
                self.in_text = false;
                self.reasons.pop();
            }
            "instrText" => self.in_instruction = false,
            "p" => self.finish_paragraph(),
            "del" | "moveFrom" | "rt" => {
                self.reasons.pop();
            }
            "sup" | "sub" => {
                self.small.pop();
            }
            "footnote" | "endnote" if self.shown_notes.is_some() => {
                self.end_paragraph();
                self.reasons.clear();
            }
            "sdt" => {
                self.placeholders.pop();
            }
            "sdtContent" if self.placeholders.last() == Some(&true) => {
                self.reasons.pop();
            }
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "tbl" | "tr" | "tc" => self.close_table(),
            "txbxContent" | "txBody" => self.close_box(),
            "drawing" | "pict" | "object" => self.end_drawing(),
            _ => {}
        }
    }

    fn property(&mut self, zone: Zone, name: &str, tag: &Tag<'_>) {
        match zone {
            Zone::Run => {
                self.paragraph.run.take(name, tag);
                self.paragraph.shown = None;
            }
            Zone::Mark if matches!(name, "del" | "moveFrom") => self.paragraph.mark_deleted = true,
            Zone::Mark => self.paragraph.mark.take(name, tag),
            Zone::Paragraph if name == "pStyle" => self.paragraph.style = tag.attribute("val"),
            Zone::Paragraph if name == "shd" => self.paragraph.ground = look::ground(tag),
            Zone::Control if name == "showingPlcHdr" => {
                if let Some(placeholder) = self.placeholders.last_mut() {
                    *placeholder = look::is_on(tag);
                }
            }
            Zone::Form => {
                if let Some(field) = self.fields.last_mut() {
                    field.take(name, tag);
                }
            }
            Zone::Section => match name {
                "headerReference" | "footerReference" => {
                    let kind = tag.attribute("type").unwrap_or_else(|| "default".to_owned());
                    let list =
                        if name == "headerReference" { &mut self.section.headers } else { &mut self.section.footers };
                    list.extend(tag.attribute("id").map(|id| (kind, id)));
                }
                "titlePg" => self.section.first_differs = look::is_on(tag),
                _ => {}
            },
            Zone::Table | Zone::Row | Zone::Cell if self.too_deep == 0 => self.table_property(zone, name, tag),
            _ => {}
        }
    }

    /// Where the text that is read stands: its row, or the line that it will be.
    fn place(&self) -> Place {
        let in_table = self.open.iter().any(|open| matches!(open, Open::Row(_)));
        Place::at_line(1, if in_table { self.reader.line.max(1) } else { self.reader.line + 1 })
    }
}
