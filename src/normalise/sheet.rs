//! One form's area as rows of cells, and what became of each cell's characters.

use crate::normalise::label::Label;
use crate::normalise::shape;
use crate::normalise::vocabulary::Vocabulary;
use crate::place::Place;
use crate::read::spacing;
use crate::tables::flow::{Cell, Table};
use crate::tables::markup::is_finished;

/// One form's area: the tables, or parts of tables, that belong to it, one below the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<SheetCell>,
    /// For each row the cells that cover it, those hanging down from above included, by column.
    pub(super) rows: Vec<Vec<usize>>,
    /// For each row, whether it is the first after a page break.
    pub(super) seams: Vec<bool>,
    /// Whether column positions can be trusted.
    pub(super) aligned: bool,
    /// Whether rows and columns of some of it are told by where the text stands, more than by lines.
    pub(super) by_text: bool,
    /// Whether its form of text has no spans and prints merged cells once for each column: only then a cell that repeats its neighbour
    /// is no cell of its own.
    pub(super) spelled_out: bool,
    width: usize,
}

/// A cell with its label key and the account of its characters.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) text: String,
    pub(super) label: Label,
    pub(super) place: Place,
    pub(super) repairs: Vec<String>,
    /// Non-blank characters not yet accounted for.
    open: u64,
    placed: u64,
    furniture: u64,
}

/// The column of a cell that stands for nothing: a blank cell of a dump, a repetition.
pub(super) const NOWHERE: usize = usize::MAX / 2;

/// What a cell says that a form of text printed once for each column it covers.
pub(super) const REPEATED: &str = "printed once for each column it covers; read as one merged cell";

/// Whether a table of a form without spans prints merged cells once for each column: three equal neighbours say so, two equal labels, a
/// header field filled in twice, and a first row of nothing but its title. Two equal values elsewhere may well be two values.
fn spells_out(table: &Table, words: &Vocabulary) -> bool {
    if table.spans {
        return false;
    }
    let title = table.row(0).next().map(|cell| &cell.text).filter(|text| !text.is_empty());
    if title.is_some_and(|title| table.row(0).count() > 1 && table.row(0).all(|cell| cell.text == *title)) {
        return true;
    }
    let field = |cell: &Cell| words.field(&Label::of(&cell.text)).is_some();
    let heads = |cell: &Cell| {
        let label = Label::of(&cell.text);
        words.field(&label).is_some() || words.column(&label).is_some() || words.is_section(&label)
    };
    let labels = |pair: &[Cell]| pair[0].row == pair[1].row && pair[0].text == pair[1].text && heads(&pair[0]);
    if table.cells.windows(2).any(labels) {
        return true;
    }
    table.cells.windows(3).any(|three| {
        // 项目名称 | 图书购置费 | 图书购置费
        let value = three[1].text == three[2].text && !three[1].text.is_empty() && !shape::is_number(&three[1].text);
        if value && three.iter().all(|cell| cell.row == three[0].row) && field(&three[0]) {
            return true;
        }
        let text = &three[0].text;
        let equal = three.iter().all(|cell| cell.row == three[0].row && cell.text == *text);
        equal && !text.is_empty() && !shape::is_number(text) && !shape::is_dash(text)
    })
}

/// Entries of covered rows, all cells together: far beyond any form, reached by absurd spans only.
const MAX_COVERED: usize = 2_000_000;

impl Sheet {
    /// Adds rows of a table below what is there.
    pub(super) fn append(&mut self, table: &Table, rows: std::ops::Range<usize>, words: &Vocabulary) {
        let offset = self.rows.len();
        if offset == 0 {
            self.aligned = table.aligned;
        }
        self.by_text |= table.by_text;
        self.spelled_out |= spells_out(table, words);
        let count = rows.len();
        self.rows.resize(offset + count, Vec::new());
        self.seams.resize(offset + count, false);
        if offset > 0 && count > 0 {
            self.seams[offset] = true;
        }
        for seam in &table.seams {
            if rows.contains(seam) {
                self.seams[offset + seam - rows.start] = true;
            }
        }
        let is_here = |cell: &&Cell| rows.contains(&cell.row);
        self.cells.reserve(table.cells.iter().filter(is_here).count());
        for cell in table.cells.iter().filter(is_here) {
            self.push(cell, cell.row - rows.start + offset, offset + count);
        }
        self.index(offset);
        let mut changed = self.spelled_out && table.aligned && self.close_repetitions(offset, words);
        if offset > 0 && table.columns != self.width {
            self.move_columns(offset);
            changed = true;
        }
        if changed {
            self.index(offset);
        }
    }

    /// Text forms show a merged cell by repeating it: a row that ends in three or more cells of one text, or holds nothing else, has
    /// one cell there. Says whether any does.
    fn close_repetitions(&mut self, from: usize, words: &Vocabulary) -> bool {
        let mut any = false;
        for row in from..self.rows.len() {
            let ends_in_two = {
                let mut texts = self.each_begun(row).rev().map(|cell| &self.cells[cell].text);
                texts.next() == texts.next()
            };
            if !ends_in_two {
                continue;
            }
            let begun = self.begun(row);
            let Some(&last) = begun.last() else { continue };
            let text = &self.cells[last].text;
            let run = begun.iter().rev().take_while(|&&cell| self.cells[cell].text == *text).count();
            let all = run == begun.len() && run >= 2;
            if shape::is_number(text) || shape::is_dash(text) || !(all || run >= 3) {
                continue;
            }
            let first = begun[begun.len() - run];
            if self.is_below_parted_heads(first, last, words) {
                continue;
            }
            let end = self.cells[last].end();
            for &cell in &begun[begun.len() - run + 1..] {
                self.furnish(cell);
                self.cells[cell].text.clear();
                self.cells[cell].label = Label::default();
                self.cells[cell].column = NOWHERE;
            }
            self.cells[first].column_span = end - self.cells[first].column;
            self.say_repeated(first);
            any = true;
        }
        any
    }

    /// Says of a cell that its repetitions were read as parts of it.
    pub(super) fn say_repeated(&mut self, cell: usize) {
        let repairs = &mut self.cells[cell].repairs;
        if !repairs.iter().any(|repair| repair == REPEATED) {
            repairs.push(REPEATED.to_owned());
        }
    }

    /// Whether the columns of a run of equal cells stand under two different heads of prose: goals that say the same are two goals.
    fn is_below_parted_heads(&self, first: usize, last: usize, words: &Vocabulary) -> bool {
        let (row, start, end) = (self.cells[first].row, self.cells[first].column, self.cells[last].end());
        let Some(above) = row.checked_sub(1) else { return false };
        let heads = self.each_begun(above).map(|cell| &self.cells[cell]).filter(|cell| cell.overlaps(start, end));
        let mut heads = heads.filter(|cell| words.narrative_like(&cell.label).is_some()).map(|cell| &cell.text);
        heads.next().is_some_and(|first| heads.any(|other| other != first))
    }

    /// A table that goes on with other columns (a page without the narrow ones): its cells go to the columns they stand under.
    fn move_columns(&mut self, from: usize) {
        let mut edges: Vec<Option<(f32, f32)>> = vec![None; self.width];
        for cell in self.cells.iter().filter(|cell| cell.row < from && cell.column_span == 1) {
            if let (Some(edge), Some(rect)) = (edges.get_mut(cell.column), cell.place.rect) {
                *edge = edge.or(Some((rect.x0, rect.x1)));
            }
        }
        for cell in self.cells.iter_mut().filter(|cell| cell.row >= from) {
            let Some(rect) = cell.place.rect else { return };
            let over = |edge: &Option<(f32, f32)>| {
                edge.is_some_and(|(left, right)| (left + right) / 2.0 > rect.x0 && (left + right) / 2.0 < rect.x1)
            };
            if let (Some(first), Some(last)) = (edges.iter().position(over), edges.iter().rposition(over)) {
                cell.column = first;
                cell.column_span = last + 1 - first;
            }
        }
    }

    fn push(&mut self, cell: &Cell, row: usize, end: usize) {
        self.cells.push(SheetCell {
            row,
            column: cell.column,
            row_span: cell.row_span.clamp(1, end - row),
            column_span: cell.column_span.max(1),
            text: cell.text.clone(),
            label: Label::of(&cell.text),
            place: cell.place.clone(),
            repairs: cell.repairs.clone(),
            open: cell.characters,
            placed: 0,
            furniture: 0,
        });
    }

    /// Fills in which cells cover which rows, from a row on.
    pub(super) fn index(&mut self, from: usize) {
        for row in &mut self.rows[from..] {
            row.clear();
        }
        self.width = self.cells.iter().map(SheetCell::end).filter(|&end| end < NOWHERE).max().unwrap_or(0);
        let mut covered = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            if cell.row < from {
                continue;
            }
            for (at, row) in self.rows[cell.row..cell.row + cell.row_span].iter_mut().enumerate() {
                covered += 1;
                if at == 0 || covered < MAX_COVERED {
                    row.push(index);
                }
            }
        }
        for row in &mut self.rows[from..] {
            row.sort_by_key(|&index| self.cells[index].column);
        }
    }

    /// The cells that begin in a row and are not blank, left to right.
    pub(super) fn begun(&self, row: usize) -> Vec<usize> {
        self.each_begun(row).collect()
    }

    /// The same, one after the other.
    pub(super) fn each_begun(&self, row: usize) -> impl DoubleEndedIterator<Item = usize> {
        let begins = move |cell: &usize| self.cells[*cell].row == row && !self.cells[*cell].text.is_empty();
        self.covering(row).iter().copied().filter(begins)
    }

    /// The cells that begin in a range of rows, blank ones included.
    pub(super) fn beginning(&self, from: usize, to: usize) -> Vec<usize> {
        (from..to.min(self.rows.len()))
            .flat_map(|row| self.rows[row].iter().copied().filter(move |&cell| self.cells[cell].row == row))
            .collect()
    }

    /// The cells that cover a row, left to right.
    pub(super) fn covering(&self, row: usize) -> &[usize] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    /// Counts all of a cell that is not yet accounted for as placed in a field.
    pub(super) fn place(&mut self, cell: usize) {
        let cell = &mut self.cells[cell];
        cell.placed += std::mem::take(&mut cell.open);
    }

    /// Counts all of a cell that is not yet accounted for as furniture: a label, a header, a repetition.
    pub(super) fn furnish(&mut self, cell: usize) {
        let cell = &mut self.cells[cell];
        cell.furniture += std::mem::take(&mut cell.open);
    }

    /// Counts a part of a cell as placed; what else it holds stays open.
    pub(super) fn place_part(&mut self, cell: usize, part: &str) {
        let cell = &mut self.cells[cell];
        let count = spacing::count(part).min(cell.open);
        cell.placed += count;
        cell.open -= count;
    }

    /// Counts a part of a cell as furniture; what else it holds stays open.
    pub(super) fn furnish_part(&mut self, cell: usize, part: &str) {
        let cell = &mut self.cells[cell];
        let count = spacing::count(part).min(cell.open);
        cell.furniture += count;
        cell.open -= count;
    }

    /// Puts a cell's text and characters to another's; as a paragraph of its own where the first is prose and finished.
    pub(super) fn merge(&mut self, into: usize, from: usize, prose: bool) {
        let rest = std::mem::take(&mut self.cells[from].text);
        let (open, place) = (std::mem::take(&mut self.cells[from].open), self.cells[from].place.clone());
        self.cells[from].label = Label::default();
        let cell = &mut self.cells[into];
        if prose && !cell.text.is_empty() && is_finished(&cell.text) {
            cell.text.push('\n');
        }
        cell.text.push_str(&rest);
        cell.label = Label::of(&cell.text);
        cell.open += open;
        cell.place.extend(&place);
        cell.repairs.push("joined across a page break".to_owned());
    }

    /// A head repeated on a new page is passed over: what goes on from the page before stands below it.
    pub(super) fn pass_seam(&mut self, row: usize) {
        if self.seams.get(row).copied().unwrap_or(false)
            && let Some(next) = self.seams.get_mut(row + 1)
        {
            *next = true;
        }
    }

    /// Cuts a cell before a row: its first part keeps the rows above, a new cell with the rest has those below.
    pub(super) fn split(&mut self, index: usize, row: usize, first: &str, rest: &str, characters: u64) {
        let cell = &mut self.cells[index];
        let mut below = cell.clone();
        below.row = row;
        below.row_span = cell.row + cell.row_span - row;
        below.text = rest.to_owned();
        below.label = Label::of(rest);
        below.open = characters.min(cell.open);
        cell.row_span = row - cell.row;
        cell.text = first.to_owned();
        cell.label = Label::of(first);
        cell.open -= below.open;
        // The part on the later page is where the second label stands.
        if let Some(part) = cell.place.continued.pop() {
            below.place =
                Place { page: part.page, rect: part.rect, confidence: cell.place.confidence, ..Place::default() };
        }
        self.cells.push(below);
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

impl SheetCell {
    /// The column after the last one it covers.
    pub(super) fn end(&self) -> usize {
        self.column + self.column_span
    }

    /// Whether it covers a column of a range.
    pub(super) fn overlaps(&self, start: usize, end: usize) -> bool {
        self.column < end && start < self.end()
    }

    /// Characters by where they went: placed, furniture, neither.
    pub(super) fn account(&self) -> (u64, u64, u64) {
        (self.placed, self.furniture, self.open)
    }
}
