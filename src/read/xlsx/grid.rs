//! A sheet's cells as leading lines and a table of what shows. Memory is in proportion to the cells and merges, not to rows by columns.

use super::reference::Range;
use super::sheet::{Cell, Sheet};
use crate::place::Place;
use crate::read::document::{Markup, MarkupCell, MarkupTable};
use crate::read::exclusion::Reason;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Empty rows in a row, and columns of a sheet, up to which all are kept.
const EMPTY_ROWS: u32 = 8;
const COLUMNS: u32 = 64;
/// Blank cells side by side beyond this become one.
const BLANKS: usize = 16;

/// Rows above the table: 填报单位：…　单位：万元.
static ABOVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"填报|(?:金额)?单位[：:]|编制(?:单位|部门)|^附件").expect("a constant pattern"));
/// The end of a form's title: 绩效目标表, 自评表（2023年度）.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:表|\d{4}\s*年度?)\s*\d*\s*(?:[（(][^（）()]*[）)])?$").expect("a constant pattern")
});
/// A sheet's name that is a title: 2024年项目支出绩效目标表.
static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"绩效.*表").expect("a constant pattern"));

impl Sheet {
    /// Takes what is hidden with its row or column, and what stands under a merged cell, out of the cells.
    pub(super) fn settle(&mut self) {
        self.merges.sort_unstable();
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        // Ranges that are open: first column → last column, last row, first row. Ranges do not overlap in a sound file.
        let mut open: BTreeMap<u32, (u32, u32, u32)> = BTreeMap::new();
        let mut merges = std::mem::take(&mut self.merges).into_iter().peekable();
        let mut kept: Vec<Cell> = Vec::with_capacity(self.cells.len());
        for mut cell in std::mem::take(&mut self.cells) {
            while let Some(range) = merges.next_if(|range| range[0] <= cell.row) {
                self.merges.extend(opened(&mut open, range));
            }
            let over = open.range(..=cell.column).next_back();
            let over = over.filter(|(_, (right, bottom, _))| *right >= cell.column && *bottom >= cell.row);
            let (mut row, mut column) = (cell.row, cell.column);
            let mut reason = Reason::Hidden;
            let mut shown = !self.hidden_rows.has(row) && !self.hidden_columns.has(column);
            if let Some((&left, &(right, bottom, top))) = over {
                if (top, left) == (row, column) {
                    // What the first cell of a merge holds stands in the part of it that shows.
                    (row, column) = (self.hidden_rows.shown_from(row), self.hidden_columns.shown_from(column));
                    shown = row <= bottom && column <= right;
                } else if shown {
                    (shown, reason) = (false, Reason::Covered);
                }
            }
            // A cell that is there twice shows as it is written last.
            if shown && let Some(first) = kept.pop_if(|known| (known.row, known.column) == (row, column)) {
                self.left_out.push((cell.row, Reason::Covered, first.text));
            }
            if shown {
                (cell.row, cell.column) = (row, column);
                kept.push(cell);
            } else if !cell.unreckoned {
                self.left_out.push((cell.row, reason, cell.text));
            }
        }
        for range in merges {
            self.merges.extend(opened(&mut open, range));
        }
        kept.sort_by_key(|cell| (cell.row, cell.column));
        self.cells = kept;
    }

    /// The lines and the table of a settled sheet.
    pub(super) fn into_flow(mut self, page: u32, name: &str, flow: &mut Vec<Markup>) {
        let mut cells = std::mem::take(&mut self.cells).into_iter().peekable();
        let mut lines = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        while let Some(first) = cells.next() {
            let row = first.row;
            let mut own = vec![first];
            while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                own.push(cell);
            }
            let above = own.len() <= 1 || (own.len() <= 3 && own.iter().any(|cell| ABOVE.is_match(&cell.text)));
            if rows.is_empty() && above && own.iter().all(|cell| cell.repairs.is_empty()) {
                let text = own.iter().map(|cell| cell.text.replace('\n', "")).collect::<Vec<_>>().join("\t");
                lines.push((row, text));
            } else {
                rows.push(own);
            }
        }
        let titled = lines.iter().any(|(_, text)| text.split('\t').any(|part| TITLE.is_match(part.trim())));
        if !rows.is_empty() && !titled && NAMED.is_match(name) {
            flow.push(Markup::Line { text: name.trim().to_owned(), place: Place::at_line(page, 1) });
        }
        let line = |(row, text): (u32, String)| Markup::Line { text, place: at(page, row) };
        flow.extend(lines.into_iter().map(line));
        if !rows.is_empty() {
            flow.push(Markup::Table(MarkupTable { rows: self.table(rows, page), aligned: true }));
        }
    }

    /// Rows of cells with the blank ones between them.
    fn table(&self, own: Vec<Vec<Cell>>, page: u32) -> Vec<Vec<MarkupCell>> {
        let columns = self.columns(&own);
        let rows = self.rows(&own);
        // A range of the sheet in rows and columns of the table: first ones, and those behind the last.
        let inside = |list: &[u32], first: u32, last: u32| {
            (list.partition_point(|at| *at < first), list.partition_point(|at| *at <= last))
        };
        let mut merges = self.merges.iter().peekable();
        // Ranges that are open: first column → column behind the last, row behind the last.
        let mut open: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut own = own.into_iter().peekable();
        let mut table = Vec::with_capacity(rows.len());
        for (index, &row) in rows.iter().enumerate() {
            open.retain(|_, (_, end)| *end > index);
            let mut spans: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
            while let Some(&[top, left, bottom, right]) = merges.next_if(|range| range[0] <= row) {
                let (rows, columns) = (inside(&rows, top, bottom), inside(&columns, left, right));
                if rows.1 > index && columns.1 > columns.0 {
                    open.insert(columns.0, (columns.1, rows.1));
                    spans.insert(columns.0, (columns.1, rows.1));
                }
            }
            let mut texts = own.next_if(|cells| cells[0].row == row).unwrap_or_default().into_iter().peekable();
            let blank = |columns: usize, rows: usize| MarkupCell {
                row_span: u32::try_from(rows).unwrap_or(u32::MAX),
                col_span: u32::try_from(columns).unwrap_or(u32::MAX),
                place: at(page, row),
                ..MarkupCell::default()
            };
            let mut cells = Vec::new();
            let mut column = 0;
            while column < columns.len() {
                let span = spans.get(&column).copied();
                if span.is_none()
                    && let Some((end, _)) = open.get(&column)
                {
                    column = *end;
                    continue;
                }
                if let Some(cell) = texts.next_if(|cell| cell.column <= columns[column]) {
                    let (end, bottom) = span.unwrap_or((column + 1, index + 1));
                    cells.push(MarkupCell {
                        text: cell.text,
                        repairs: cell.repairs,
                        ..blank(end - column, bottom - index)
                    });
                    column = end;
                } else if let Some((end, bottom)) = span {
                    cells.push(blank(end - column, bottom - index));
                    column = end;
                } else {
                    let text = texts.peek().map(|cell| columns.partition_point(|at| *at < cell.column));
                    let merge = open.range(column..).next().map(|(first, _)| *first);
                    let end = [text, merge].into_iter().flatten().min().unwrap_or(columns.len());
                    if end - column > BLANKS {
                        cells.push(blank(end - column, 1));
                    } else {
                        cells.extend((column..end).map(|_| blank(1, 1)));
                    }
                    column = end;
                }
            }
            table.push(cells);
        }
        table
    }

    /// The columns of the table: all that show where they are few, else those that hold something.
    fn columns(&self, own: &[Vec<Cell>]) -> Vec<u32> {
        let mut used: Vec<u32> = own.iter().flatten().map(|cell| cell.column).collect();
        used.sort_unstable();
        used.dedup();
        match used.last() {
            Some(&last) if last < COLUMNS => (0..=last).filter(|column| !self.hidden_columns.has(*column)).collect(),
            _ => used,
        }
    }

    /// The rows of the table, without the most of a long empty stretch.
    fn rows(&self, own: &[Vec<Cell>]) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        for row in own.iter().map(|cells| cells[0].row) {
            let next = rows.last().map_or(row, |last| last + 1);
            let next = next.max(row.saturating_sub(EMPTY_ROWS));
            rows.extend((next..row).filter(|row| !self.hidden_rows.has(*row)));
            rows.push(row);
        }
        rows
    }
}

/// Opens a merged range, unless it overlaps one that is open.
fn opened(open: &mut BTreeMap<u32, (u32, u32, u32)>, range: Range) -> Option<Range> {
    let [top, left, bottom, right] = range;
    loop {
        let over = open.range(..=right).next_back().map(|(first, found)| (*first, *found));
        let Some((first, (_, end, _))) = over.filter(|(_, (last, _, _))| *last >= left) else { break };
        if end >= top {
            return None;
        }
        open.remove(&first);
    }
    open.insert(left, (right, bottom, top));
    Some(range)
}

fn at(page: u32, row: u32) -> Place {
    Place::at_line(page, row.saturating_add(1))
}
