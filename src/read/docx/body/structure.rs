//! Paragraphs, tables and text boxes as they open and close.

use super::super::look::{self, Look};
use super::super::paragraph::Paragraph;
use super::super::table::{Cell, Item, OpenRow, OpenTable};
use super::super::zone::Zone;
use super::{Body, DEEPEST, NO_HEIGHT, Open};
use crate::place::Place;
use crate::read::exclusion::Reason;
use crate::read::office::Tag;

impl Body<'_, '_, '_> {
    pub(super) fn table_property(&mut self, zone: Zone, name: &str, tag: &Tag<'_>) {
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

    /// What is held by the innermost of what is open.
    pub(super) fn items(&mut self) -> &mut Vec<Item> {
        let at = self.open.iter().rposition(|open| matches!(open, Open::Cell(_) | Open::Box(..)));
        match at.map(|at| &mut self.open[at]) {
            Some(Open::Cell(cell)) => &mut cell.items,
            Some(Open::Box(items, _)) => items,
            _ => &mut self.parts.items,
        }
    }

    pub(super) fn begin_paragraph(&mut self) {
        if self.goes_on {
            self.goes_on = false;
            self.paragraph.go_on();
        } else {
            self.end_paragraph();
            self.paragraph = Paragraph::default();
        }
    }

    /// A paragraph ends; where its mark does not show, the next one goes on with it.
    pub(super) fn finish_paragraph(&mut self) {
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

    pub(super) fn end_paragraph(&mut self) {
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

    pub(super) fn end_section(&mut self) {
        if self.open.is_empty() {
            // The paragraph that holds its properties is the last of a section; those of the last section stand in none.
            self.section.end = usize::MAX;
            self.parts.sections.push(std::mem::take(&mut self.section));
            self.section_ends = true;
        }
    }

    pub(super) fn open_table(&mut self, name: &str) {
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

    pub(super) fn close_table(&mut self) {
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

    pub(super) fn open_box(&mut self) {
        let boxes = self.open.iter().filter(|open| matches!(open, Open::Box(..))).count();
        if boxes >= DEEPEST || self.too_deep > 0 {
            self.boxes_too_deep += 1;
            return;
        }
        let around = std::mem::take(&mut self.paragraph);
        self.goes_on = false;
        self.open.push(Open::Box(Vec::new(), Box::new(around)));
    }

    pub(super) fn close_box(&mut self) {
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
}
