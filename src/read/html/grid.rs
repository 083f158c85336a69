//! Tables under construction.

use super::Builder;
use super::attributes::get;
use super::element::{Element, Role};
use crate::place::Place;
use crate::read::document::{Markup, MarkupCell, MarkupTable};
use crate::read::spacing;

/// A table under construction; tables nest, and an inner one becomes a block of its own.
#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) rows: Vec<Vec<MarkupCell>>,
    pub(super) row_open: bool,
    pub(super) cell: Option<MarkupCell>,
    /// Whether tags say that it is a table, and not styles or classes.
    pub(super) tagged: bool,
    /// Whether other tables stand in its cells, so that it lays out a page.
    layout: bool,
    /// Columns of a grid, whose rows are as long as that.
    columns: usize,
    /// The first row of the group of rows that is open.
    group: usize,
}

impl OpenTable {
    /// Ends the group of rows: a span ends with it, and a span of 0 is one to its end.
    fn end_group(&mut self) {
        let end = self.rows.len();
        for (row, cells) in self.rows.iter_mut().enumerate().skip(self.group) {
            let left = u32::try_from(end - row).unwrap_or(u32::MAX);
            for cell in cells {
                cell.row_span = if cell.row_span == 0 { left } else { cell.row_span.min(left) };
            }
        }
        self.group = end;
    }
}

impl Builder {
    /// Begins what an element is of a table, or a line.
    pub(super) fn open_role(&mut self, element: &mut Element, attributes: &[(String, String)]) {
        let place = self.place();
        match element.role {
            Role::Table => self.open_table(element.name == "table", element.columns),
            Role::Group => self.close_group(),
            Role::Row => {
                // Rows without a table around them are one as long as nothing stands between them.
                let within = self.open.last().is_some_and(|table| !table.row_open || element.name == "tr");
                if element.name == "tr" && self.open.is_empty() {
                    element.role = Role::None;
                    return;
                }
                if !within {
                    self.open_table(false, 0);
                }
                self.open_row();
            }
            Role::Cell if self.open.is_empty() => {
                element.role = Role::None;
                self.line_break();
            }
            Role::Cell => {
                let full = self.open.last().is_some_and(|table| {
                    table.columns > 0 && table.rows.last().is_some_and(|row| row.len() >= table.columns)
                });
                if full || element.name == "dt" {
                    self.open_row();
                }
                self.open_cell(attributes, place);
            }
            Role::None if element.block => self.line_break(),
            Role::None => {}
        }
    }

    pub(super) fn open_table(&mut self, tagged: bool, columns: usize) {
        if self.open.is_empty() {
            self.break_outside();
        }
        self.lay_out();
        self.open.push(OpenTable { tagged, columns, ..OpenTable::default() });
    }

    /// Where a table begins in a cell that stands alone in its row, the table around it lays out a page: what it holds so far are lines
    /// and tables of their own.
    fn lay_out(&mut self) {
        let Some(outer) = self.open.last_mut() else { return };
        let alone = |row: &Vec<MarkupCell>| row.iter().all(|cell| spacing::count(&cell.text) == 0);
        if !outer.layout && !outer.rows.last().is_none_or(alone) {
            return;
        }
        outer.layout = true;
        let rows = std::mem::take(&mut outer.rows);
        outer.group = 0;
        let before = outer.cell.as_mut().map(|cell| (std::mem::take(&mut cell.text), cell.place.clone()));
        outer.rows.push(Vec::new());
        self.put_rows(rows, true);
        if let Some((text, place)) = before {
            self.put_lines(&text, &place);
        }
    }

    fn put_lines(&mut self, text: &str, place: &Place) {
        for line in text.split('\n') {
            let text = spacing::line(line);
            if !text.is_empty() {
                self.blocks.push(Markup::Line { text, place: place.clone() });
            }
        }
    }

    /// Rows as a table, or as lines where they only lay out a page.
    fn put_rows(&mut self, mut rows: Vec<Vec<MarkupCell>>, layout: bool) {
        let filled = |row: &Vec<MarkupCell>| row.iter().filter(|cell| spacing::count(&cell.text) > 0).count();
        if layout && rows.iter().all(|row| filled(row) <= 1) {
            for cell in rows.into_iter().flatten() {
                self.put_lines(&cell.text, &cell.place);
            }
            return;
        }
        if rows.iter().any(|row| !row.is_empty()) {
            for cell in rows.iter_mut().flatten() {
                cell.text = spacing::close(&cell.text);
            }
            self.blocks.push(Markup::Table(MarkupTable { rows, aligned: true }));
        }
    }

    pub(super) fn open_row(&mut self) {
        self.close_row();
        if let Some(table) = self.open.last_mut() {
            table.rows.push(Vec::new());
            table.row_open = true;
        }
    }

    pub(super) fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            table.row_open = false;
        }
    }

    pub(super) fn open_cell(&mut self, attributes: &[(String, String)], place: Place) {
        if self.open.last().is_some_and(|table| !table.row_open) {
            self.open_row();
        }
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            let row_span = span(attributes, "rowspan").unwrap_or(1);
            let col_span = span(attributes, "colspan").unwrap_or(1).max(1);
            table.cell = Some(MarkupCell { row_span, col_span, place, ..MarkupCell::default() });
        }
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        if let (Some(cell), Some(row)) = (table.cell.take(), table.rows.last_mut()) {
            row.push(cell);
        }
    }

    pub(super) fn close_group(&mut self) {
        self.close_row();
        if let Some(table) = self.open.last_mut() {
            table.end_group();
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_group();
        let Some(mut table) = self.open.pop() else { return };
        if table.tagged || table.columns > 0 {
            return self.put_rows(table.rows, table.layout);
        }
        // Rows by class: pages lay out their columns with them as well, and cells that span rows have no place in them.
        table.rows.retain(|row| !row.is_empty());
        let even = table.rows.windows(2).all(|pair| pair[0].len() == pair[1].len());
        let from = self.blocks.len();
        self.put_rows(table.rows, true);
        if let Some(Markup::Table(last)) = self.blocks.get_mut(from) {
            last.aligned = even;
        }
    }
}

/// The value of `rowspan` or `colspan`, at most 1000 as browsers have it.
fn span(attributes: &[(String, String)], name: &str) -> Option<u32> {
    let value = get(attributes, name)?.trim();
    let digits: String = value.chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse::<u32>().ok().map(|span| span.min(1000))
}
