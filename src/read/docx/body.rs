//! The body of a Word document, a page header or notes: the events of the part become paragraphs and tables in order.

use super::drawing::Drawing;
use super::embedded::{self, Allowance};
use super::field::{Field, Shows};
use super::found::Found;
use super::look::{self, Ground, Look, Shown, WHITE};
use super::paragraph::{Paragraph, UNKNOWN};
use super::styles::Styles;
use super::table::{Cell, Item, OpenRow, OpenTable};
use super::zone::Zone;
use crate::error::Error;
use crate::place::Place;
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{InkKind, InkOutcome};
use crate::read::limits::Limits;
use crate::read::office::{Node, Office, Relationship, Tag, walk};
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
    small: Vec<look::Height>,
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
            "sup" => self.small.push(look::Height::Raised),
            "sub" => self.small.push(look::Height::Lowered),
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

    fn table_property(&mut self, zone: Zone, name: &str, tag: &Tag<'_>) {
        let value = || tag.attribute("val");
        match (zone, self.open.last_mut()) {
            (Zone::Table, Some(Open::Table(table))) => match name {
                "tblStyle" => table.style = value(),
                "shd" => table.ground = look::ground(tag),
                _ => {}
            },
            (Zone::Row, Some(Open::Row(row))) => match name {
                "gridBefore" => row.leave(value()),
                "del" => row.reason = Some(Reason::Deleted),
                "hidden" if look::is_on(tag) => row.reason = row.reason.or(Some(Reason::Hidden)),
                "trHeight"
                    if tag.attribute("hRule").as_deref() == Some("exact")
                        && value()
                            .and_then(|value| value.parse::<u32>().ok())
                            .is_some_and(|height| height <= NO_HEIGHT) =>
                {
                    row.reason = row.reason.or(Some(Reason::Clipped));
                }
                _ => {}
            },
            (Zone::Cell, Some(Open::Cell(cell))) => match name {
                "gridSpan" => cell.span(value()),
                "vMerge" => cell.merge_down(value().as_deref()),
                "hMerge" => cell.merge_right(value().as_deref()),
                "cellDel" => cell.reason = Some(Reason::Deleted),
                "shd" => cell.ground = look::ground(tag),
                _ => {}
            },
            _ => {}
        }
    }

    /// Where the text that is read stands: its row, or the line that it will be.
    fn place(&self) -> Place {
        let in_table = self.open.iter().any(|open| matches!(open, Open::Row(_)));
        Place::at_line(1, if in_table { self.reader.line.max(1) } else { self.reader.line + 1 })
    }

    /// What is held by the innermost of what is open.
    fn items(&mut self) -> &mut Vec<Item> {
        let at = self.open.iter().rposition(|open| matches!(open, Open::Cell(_) | Open::Box(..)));
        match at.map(|at| &mut self.open[at]) {
            Some(Open::Cell(cell)) => &mut cell.items,
            Some(Open::Box(items, _)) => items,
            _ => &mut self.parts.items,
        }
    }

    fn text(&mut self, text: &str) {
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
    fn reason(&self) -> Option<Reason> {
        let of_table = |open: &Open| match open {
            Open::Row(row) => row.reason,
            Open::Cell(cell) => cell.reason,
            _ => None,
        };
        self.reasons.last().copied().or_else(|| self.open.iter().rev().find_map(of_table))
    }

    /// The look of the run that is open.
    fn shown(&self) -> Shown {
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
    fn ground(&self) -> Ground {
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

    fn break_with(&mut self, c: char) {
        if c != '\t' || !self.paragraph.is_empty() {
            self.paragraph.push_char(c);
        }
    }

    fn symbol(&mut self, tag: &Tag<'_>) {
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

    fn field_char(&mut self, tag: &Tag<'_>) {
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
    fn note_reference(&mut self, name: &str, tag: &Tag<'_>) {
        if let Some(id) = tag.attribute("id") {
            self.parts.notes[usize::from(name == "endnoteReference")].insert(id);
        }
        if self.reason().is_none() && !tag.attribute("customMarkFollows").is_some_and(|value| value != "0") {
            self.notes_before += 1;
            let number = self.notes_before.to_string();
            self.paragraph.leave_out(Reason::Mark, &number);
        }
    }

    fn begin_note(&mut self, tag: &Tag<'_>) {
        let Some(shown) = self.shown_notes else { return };
        let separates = tag.attribute("type").is_some_and(|kind| kind != "normal");
        if !separates && !tag.attribute("id").is_some_and(|id| shown.contains(&id)) {
            self.reasons.push(Reason::Hidden);
        }
    }

    fn begin_paragraph(&mut self) {
        if self.goes_on {
            self.goes_on = false;
            self.paragraph.go_on();
        } else {
            self.end_paragraph();
            self.paragraph = Paragraph::default();
        }
    }

    /// A paragraph ends; where its mark does not show, the next one goes on with it.
    fn finish_paragraph(&mut self) {
        // The instruction of a field that never ends is broken: what follows is shown.
        self.fields.iter_mut().for_each(|field| field.in_result = true);
        let styles = self.reader.styles;
        let style = styles.of_paragraph(self.paragraph.style.as_deref()).map(|style| &style.look);
        let levels: Vec<&Look> = style.into_iter().collect();
        self.goes_on = self.paragraph.mark_deleted || self.paragraph.mark.vanishes(&levels, &styles.defaults);
        if !self.goes_on {
            self.end_paragraph();
        }
        if std::mem::take(&mut self.section_ends)
            && let Some(section) = self.parts.sections.last_mut()
        {
            section.end = self.parts.items.len();
        }
    }

    fn end_paragraph(&mut self) {
        self.goes_on = false;
        let place = self.place();
        let in_row = self.open.iter().any(|open| matches!(open, Open::Row(_)));
        let beside = matches!(self.open.last(), Some(Open::Cell(cell)) if cell.has_text());
        let whole = self.paragraph.finish(&place, beside);
        let boxes = std::mem::take(&mut self.paragraph.boxes);
        self.reader.found.excluded.extend(whole.excluded);
        if !in_row && !whole.text.is_empty() {
            self.reader.line += whole.text.lines().count() as u32;
        }
        let repairs: Vec<String> = whole.marks.iter().map(|mark| format!("mark kept apart: {mark}")).collect();
        let items = self.items();
        if !whole.text.is_empty() || !repairs.is_empty() {
            items.push(Item::Text { text: whole.text, place, repairs });
        }
        items.extend(boxes);
    }

    fn end_section(&mut self) {
        if self.open.is_empty() {
            // The paragraph that holds its properties is the last of a section; those of the last section stand in none.
            self.section.end = usize::MAX;
            self.parts.sections.push(std::mem::take(&mut self.section));
            self.section_ends = true;
        }
    }

    fn open_table(&mut self, name: &str) {
        let tables = self.open.iter().filter(|open| matches!(open, Open::Table(_))).count();
        if self.too_deep > 0 || tables >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.end_paragraph();
        self.open.push(match name {
            "tbl" => Open::Table(OpenTable::default()),
            "tr" => {
                self.reader.line += 1;
                Open::Row(OpenRow::default())
            }
            _ => Open::Cell(Box::new(Cell::at(Place::at_line(1, self.reader.line)))),
        });
    }

    fn close_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.end_paragraph();
        let closed = self.open.pop();
        let line = self.reader.line;
        match (closed, self.open.last_mut()) {
            (Some(Open::Cell(cell)), Some(Open::Row(row))) => row.push(*cell),
            (Some(Open::Row(row)), Some(Open::Table(table))) => table.push(row, line),
            (Some(Open::Table(table)), _) => {
                let items = table.finish();
                self.items().extend(items);
            }
            // Broken: a row outside a table, a cell outside a row.
            (Some(Open::Row(row)), _) => {
                let items = row.into_items();
                self.items().extend(items);
            }
            (Some(Open::Cell(cell)), _) => self.items().extend(cell.items),
            (Some(open @ Open::Box(..)), _) => self.open.push(open),
            (None, _) => {}
        }
    }

    fn open_box(&mut self) {
        let boxes = self.open.iter().filter(|open| matches!(open, Open::Box(..))).count();
        if boxes >= DEEPEST || self.too_deep > 0 {
            self.boxes_too_deep += 1;
            return;
        }
        let around = std::mem::take(&mut self.paragraph);
        self.goes_on = false;
        self.open.push(Open::Box(Vec::new(), Box::new(around)));
    }

    fn close_box(&mut self) {
        if self.boxes_too_deep > 0 {
            self.boxes_too_deep -= 1;
            return;
        }
        if !matches!(self.open.last(), Some(Open::Box(..))) {
            return;
        }
        self.end_paragraph();
        if let Some(Open::Box(items, around)) = self.open.pop() {
            self.paragraph = *around;
            self.paragraph.boxes.extend(items);
        }
    }

    fn in_drawing(&mut self, name: &str, tag: &Tag<'_>) {
        let Some(drawing) = self.drawings.last_mut() else { return };
        if drawing.take(name, tag) && !drawing.hides {
            drawing.hides = true;
            self.reasons.push(Reason::Hidden);
        }
    }

    fn end_drawing(&mut self) {
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
    fn word_art(&mut self, tag: &Tag<'_>) {
        if let Some(text) = tag.attribute("string").filter(|text| !text.trim().is_empty()) {
            let reason = self.reason().unwrap_or(Reason::Stamp);
            let place = self.place();
            self.reader.found.excluded.push(Excluded { reason, text, place });
        }
    }

    fn chunk(&mut self, tag: &Tag<'_>) {
        self.end_paragraph();
        let id = tag.attribute("id").unwrap_or_default();
        match self.embedded(&id) {
            Some(items) => self.items().extend(items),
            None => self.unread_file(&id),
        }
    }

    /// What a part holds that is shown as part of this one.
    fn embedded(&mut self, id: &str) -> Option<Vec<Item>> {
        let part = self.links.get(id).filter(|link| !link.external)?.target.clone();
        let reader = &mut *self.reader;
        let document = embedded::read(reader.office, &part, reader.limits, reader.allowance)?;
        let place = self.place();
        self.reader.found.ink(InkKind::Attachment, InkOutcome::Read, Some(file_name(&part)), place);
        let (items, lines) = self.reader.found.take(document, self.reader.line);
        self.reader.line = self.reader.line.max(lines);
        Some(items)
    }

    fn unread_file(&mut self, id: &str) {
        let name = self.links.get(id).map(|link| file_name(&link.target));
        let place = self.place();
        self.reader.found.ink(InkKind::Attachment, InkOutcome::Unread, name, place);
    }
}

fn file_name(part: &str) -> String {
    part.rsplit(['/', '\\']).next().unwrap_or(part).to_owned()
}
