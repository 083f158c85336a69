//! Tables within cells. A table that only lays out others on a page gives way to what it holds; else the rows and columns of the inner
//! table become rows and columns of the outer one, where its cell was.

use super::table::{Cell, Item};
use crate::read::document::{MarkupCell, MarkupTable};

/// More columns than any form has; a table that would have more keeps the texts of inner tables in their cells.
const MAX_COLUMNS: usize = 1024;

/// The table of these rows, or what it holds.
pub(super) fn resolve(rows: Vec<Vec<Cell>>) -> Vec<Item> {
    if rows.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    if !rows.iter().flatten().any(Cell::is_nest) {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::into_markup).collect()).collect();
        return vec![Item::Table(MarkupTable { rows, aligned: true })];
    }
    if rows.iter().all(|row| only_lays_out(row)) {
        return rows.into_iter().flatten().flat_map(|cell| cell.items).collect();
    }
    vec![Item::Table(MarkupTable { rows: set_in(rows), aligned: true })]
}

/// Whether a row has nothing beside the tables in its cells, or is one text alone.
fn only_lays_out(row: &[Cell]) -> bool {
    let nests = row.iter().filter(|cell| cell.is_nest()).count();
    let texts = row.iter().filter(|cell| !cell.is_nest() && cell.has_text()).count();
    texts == 0 || (nests == 0 && texts == 1)
}

/// A cell with its place in a grid.
struct Placed<C> {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    cell: C,
}

/// Cells at their rows and columns, after the rules of HTML tables.
fn place<C>(rows: Vec<Vec<C>>, span: impl Fn(&C) -> (u32, u32)) -> Vec<Placed<C>> {
    let height = rows.len();
    let mut free_from: Vec<usize> = Vec::new();
    let mut placed = Vec::new();
    for (row, cells) in rows.into_iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while free_from.get(column).is_some_and(|&free| free > row) {
                column += 1;
            }
            let (row_span, col_span) = span(&cell);
            let rows = (row_span.max(1) as usize).min(height - row);
            let end = column + col_span.max(1) as usize;
            if free_from.len() < end {
                free_from.resize(end, 0);
            }
            free_from[column..end].fill(row + rows);
            placed.push(Placed { row, column, rows, columns: end - column, cell });
            column = end;
        }
    }
    placed
}

/// A part of a cell that holds tables: paragraphs in a row of their own, or the cells of a table.
enum Part {
    Text(Vec<Item>),
    Table { rows: usize, columns: usize, cells: Vec<Placed<MarkupCell>> },
}

impl Part {
    fn rows(&self) -> usize {
        match self {
            Part::Text(_) => 1,
            Part::Table { rows, .. } => *rows,
        }
    }

    fn columns(&self) -> usize {
        match self {
            Part::Text(_) => 1,
            Part::Table { columns, .. } => *columns,
        }
    }
}

fn parts(items: Vec<Item>) -> Vec<Part> {
    let mut parts = Vec::new();
    for item in items {
        match item {
            Item::Table(table) => {
                let rows = table.rows.len();
                let cells = place(table.rows, |cell| (cell.row_span, cell.col_span));
                let columns = cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(1);
                parts.push(Part::Table { rows, columns, cells });
            }
            text => match parts.last_mut() {
                Some(Part::Text(texts)) => texts.push(text),
                _ if matches!(&text, Item::Text { text, repairs, .. } if text.is_empty() && repairs.is_empty()) => {}
                _ => parts.push(Part::Text(vec![text])),
            },
        }
    }
    parts
}

/// The rows of a table with the tables in its cells set in.
fn set_in(rows: Vec<Vec<Cell>>) -> Vec<Vec<MarkupCell>> {
    let height = rows.len();
    let mut placed = place(rows, |cell| (cell.row_span, cell.col_span));
    let width = placed.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(1);
    // What each cell needs beyond the rows and columns that it has: its last ones become several.
    let (mut more_rows, mut more_columns) = (vec![0_usize; height], vec![0_usize; width]);
    let mut nests: Vec<Vec<Part>> = Vec::with_capacity(placed.len());
    for one in &mut placed {
        let own = if one.cell.is_nest() { parts(std::mem::take(&mut one.cell.items)) } else { Vec::new() };
        let needed = own.iter().map(Part::rows).sum::<usize>().saturating_sub(one.rows);
        let (row, column) = (one.row + one.rows - 1, one.column + one.columns - 1);
        more_rows[row] = more_rows[row].max(needed);
        let needed = own.iter().map(Part::columns).max().unwrap_or(0).saturating_sub(one.columns);
        more_columns[column] = more_columns[column].max(needed);
        nests.push(own);
    }
    let (row_at, column_at) = (positions(&more_rows), positions(&more_columns));
    let fits = column_at[width] <= MAX_COLUMNS;
    let mut cells: Vec<Placed<MarkupCell>> = Vec::new();
    for (one, own) in placed.into_iter().zip(nests) {
        let (top, bottom) = (row_at[one.row], row_at[one.row + one.rows]);
        let (left, right) = (column_at[one.column], column_at[one.column + one.columns]);
        let area = |cell| Placed { row: top, column: left, rows: bottom - top, columns: right - left, cell };
        if own.is_empty() || !fits {
            let mut cell = one.cell.into_markup();
            if !own.is_empty() {
                cell.text = own.iter().map(text).collect::<Vec<_>>().join("\n");
            }
            cells.push(area(cell));
            continue;
        }
        let (mut row, last) = (top, own.len() - 1);
        for (index, part) in own.into_iter().enumerate() {
            let end = if index == last { bottom } else { row + part.rows() };
            cells.extend(set_part(part, (row, end), (left, right), &one.cell));
            row = end;
        }
    }
    into_rows(cells, row_at[height])
}

/// Where each row or column begins once some of them are several.
fn positions(more: &[usize]) -> Vec<usize> {
    let mut at = vec![0];
    for more in more {
        at.push(at[at.len() - 1] + 1 + more);
    }
    at
}

/// The cells of a part over these rows and columns.
fn set_part(
    part: Part,
    (top, bottom): (usize, usize),
    (left, right): (usize, usize),
    outer: &Cell,
) -> Vec<Placed<MarkupCell>> {
    match part {
        Part::Text(items) => {
            let cell = Cell { items, ..Cell::at(outer.place.clone()) }.into_markup();
            vec![Placed { row: top, column: left, rows: bottom - top, columns: right - left, cell }]
        }
        Part::Table { rows, columns, cells } => cells
            .into_iter()
            .map(|mut inner| {
                // The last row and the last column take what is left over.
                let end = if inner.row + inner.rows == rows { bottom } else { top + inner.row + inner.rows };
                let right =
                    if inner.column + inner.columns == columns { right } else { left + inner.column + inner.columns };
                let (row, column) = (top + inner.row, left + inner.column);
                inner.cell.repairs.push("from a table within a cell".to_owned());
                Placed { row, column, rows: end - row, columns: right - column, cell: inner.cell }
            })
            .collect(),
    }
}

/// All text of a part, row by row.
fn text(part: &Part) -> String {
    match part {
        Part::Text(items) => {
            let texts = items.iter().filter_map(|item| match item {
                Item::Text { text, .. } => Some(text.as_str()),
                Item::Table(_) => None,
            });
            texts.collect::<Vec<_>>().join("\n")
        }
        Part::Table { cells, .. } => cells
            .iter()
            .map(|cell| cell.cell.text.as_str())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Cells as rows; what no cell covers is a blank one.
fn into_rows(mut cells: Vec<Placed<MarkupCell>>, height: usize) -> Vec<Vec<MarkupCell>> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut rows: Vec<Vec<MarkupCell>> = Vec::new();
    rows.resize_with(height, Vec::new);
    // For each column, the first row that no cell from above covers.
    let mut free_from: Vec<usize> = Vec::new();
    let mut column = 0;
    let mut last_row = usize::MAX;
    for mut placed in cells {
        let row = placed.row;
        if row != last_row {
            (column, last_row) = (0, row);
        }
        // Free columns in front of it.
        while column < placed.column {
            let from = column;
            let covered = |column: usize| free_from.get(column).is_some_and(|&free| free > row);
            while column < placed.column && !covered(column) {
                column += 1;
            }
            if column > from {
                let (col_span, place) = ((column - from) as u32, placed.cell.place.clone());
                rows[row].push(MarkupCell { row_span: 1, col_span, place, ..MarkupCell::default() });
            }
            while column < placed.column && covered(column) {
                column += 1;
            }
        }
        let end = placed.column + placed.columns;
        if free_from.len() < end {
            free_from.resize(end, 0);
        }
        free_from[placed.column..end].fill(row + placed.rows);
        column = end;
        placed.cell.row_span = placed.rows as u32;
        placed.cell.col_span = placed.columns as u32;
        rows[row].push(placed.cell);
    }
    rows
}
