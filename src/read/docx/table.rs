//! Tables under construction: rows and cells as they open and close, merged cells, rows that are deleted or hidden.
//! Source: ECMA-376 Part 1, 17.4.

use super::look::Ground;
use super::nest;
use crate::place::Place;
use crate::read::document::{MarkupCell, MarkupTable};
use crate::read::exclusion::Reason;

/// Cells and rows beyond these spans are a forged file.
const MAX_SPAN: u32 = 1_000;

/// What a document, a cell or a text box holds.
#[derive(Debug)]
pub(super) enum Item {
    /// A paragraph.
    Text {
        /// Its text, not empty unless marks were taken off it.
        text: String,
        /// Where it stands.
        place: Place,
        /// What was done to it.
        repairs: Vec<String>,
    },
    /// A table.
    Table(MarkupTable),
}

/// A table that is open.
#[derive(Default)]
pub(super) struct OpenTable {
    rows: Vec<Vec<Cell>>,
    /// The cell that each grid column's vertical merge goes on from: row and index in it.
    merges: Vec<Option<(usize, usize)>>,
    /// The table style it names.
    pub(super) style: Option<String>,
    /// Its own shading.
    pub(super) ground: Option<Ground>,
}

/// A row that is open.
#[derive(Default)]
pub(super) struct OpenRow {
    cells: Vec<Cell>,
    /// Why it is not read, where it is not.
    pub(super) reason: Option<Reason>,
    /// Columns left free in front.
    before: u32,
}

/// A cell: what it holds and how it lies in its table.
pub(super) struct Cell {
    pub(super) items: Vec<Item>,
    pub(super) row_span: u32,
    pub(super) col_span: u32,
    pub(super) place: Place,
    pub(super) merge: Merge,
    /// Whether it goes on with the cell on its left.
    pub(super) goes_on: bool,
    /// Why it is not read, where it is not.
    pub(super) reason: Option<Reason>,
    /// Its shading.
    pub(super) ground: Option<Ground>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Merge {
    #[default]
    None,
    Begins,
    GoesOn,
}

impl Cell {
    /// An open cell of a row.
    pub(super) fn at(place: Place) -> Self {
        Cell {
            items: Vec::new(),
            row_span: 1,
            col_span: 1,
            place,
            merge: Merge::None,
            goes_on: false,
            reason: None,
            ground: None,
        }
    }

    /// How many columns it spans.
    pub(super) fn span(&mut self, value: Option<String>) {
        self.col_span = span(value);
    }

    /// That it is merged with the cells below it or above.
    pub(super) fn merge_down(&mut self, value: Option<&str>) {
        self.merge = if value == Some("restart") { Merge::Begins } else { Merge::GoesOn };
    }

    /// That it is merged with the cells on its right or left, as old versions of Word have it.
    pub(super) fn merge_right(&mut self, value: Option<&str>) {
        self.goes_on = value != Some("restart");
    }

    /// Whether it holds a table.
    pub(super) fn is_nest(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Table(_)))
    }

    /// Whether it holds any text of its own.
    pub(super) fn has_text(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Text { text, .. } if !text.is_empty()))
    }

    /// The cell with its paragraphs as one text; tables in it are passed over.
    pub(super) fn into_markup(self) -> MarkupCell {
        let (mut text, mut all_repairs) = (String::new(), Vec::new());
        for item in self.items {
            if let Item::Text { text: paragraph, repairs, .. } = item {
                if !text.is_empty() && !paragraph.is_empty() {
                    text.push('\n');
                }
                text.push_str(&paragraph);
                all_repairs.extend(repairs);
            }
        }
        let (row_span, col_span, place) = (self.row_span, self.col_span, self.place);
        MarkupCell { text, row_span, col_span, place, repairs: all_repairs }
    }
}

impl OpenRow {
    /// Leaves columns free in front of its first cell.
    pub(super) fn leave(&mut self, value: Option<String>) {
        self.before = value.and_then(|value| value.parse().ok()).unwrap_or(0).min(MAX_SPAN);
    }

    /// Adds a cell; one that goes on with the cell on its left belongs to it.
    pub(super) fn push(&mut self, cell: Cell) {
        match self.cells.last_mut() {
            Some(left) if cell.goes_on => {
                left.col_span = (left.col_span + cell.col_span).min(MAX_SPAN);
                left.items.extend(cell.items);
            }
            _ => self.cells.push(cell),
        }
    }

    /// What its cells hold, where it is no row of a table.
    pub(super) fn into_items(self) -> Vec<Item> {
        self.cells.into_iter().flat_map(|cell| cell.items).collect()
    }
}

impl OpenTable {
    /// Adds a row, unless it is deleted or hidden: then nothing of it shows, and all its text is left out already.
    pub(super) fn push(&mut self, row: OpenRow, line: u32) {
        if row.reason.is_some() {
            return;
        }
        let number = self.rows.len();
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len() + 1);
        let mut column = 0;
        if row.before > 0 {
            cells.push(Cell { col_span: row.before, ..Cell::at(Place::at_line(1, line)) });
            column = row.before as usize;
            self.merged(0, column).fill(None);
        }
        for cell in row.cells {
            let end = column + cell.col_span as usize;
            let merges = self.merged(column, end);
            match merges[0].filter(|_| cell.merge == Merge::GoesOn) {
                Some((above, index)) => {
                    let upper = &mut self.rows[above][index];
                    upper.row_span = (number - above + 1) as u32;
                    upper.items.extend(cell.items);
                }
                None => {
                    merges.fill((cell.merge == Merge::Begins).then_some((number, cells.len())));
                    cells.push(cell);
                }
            }
            column = end;
        }
        self.rows.push(cells);
    }

    fn merged(&mut self, from: usize, to: usize) -> &mut [Option<(usize, usize)>] {
        if self.merges.len() < to {
            self.merges.resize(to, None);
        }
        &mut self.merges[from..to]
    }

    /// Ends it: itself with the tables of its cells set in, or what it holds, where it only lays out tables on a page.
    pub(super) fn finish(self) -> Vec<Item> {
        nest::resolve(self.rows)
    }
}

fn span(value: Option<String>) -> u32 {
    value.and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}
