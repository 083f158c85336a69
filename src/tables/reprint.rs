//! What a spreadsheet prints again at the top of each page (Excel's print titles, 打印标题行): the lines above a table, and its
//! first rows.

use super::flow::{Cell, Line, Table};
use super::keys;
use super::page::PageBlock;
use super::settings::SAME_COLUMN;
use super::shape;
use std::collections::HashSet;

/// The top of a page: the lines above its first table, and what that begins with.
#[derive(Clone, Default)]
pub struct Head {
    lines: Vec<Line>,
    begins: Vec<String>,
    /// Tables on the page that have been taken up.
    pub tables: usize,
}

impl Head {
    /// The head of a page; of one without tables, nothing.
    pub fn of(blocks: &[PageBlock]) -> Self {
        let first = blocks.iter().enumerate().find_map(|(at, block)| match block {
            PageBlock::Table(table) => Some((at, table)),
            PageBlock::Line(_) => None,
        });
        let Some((at, table)) = first else { return Head::default() };
        let line = |block: &PageBlock| match block {
            PageBlock::Line(line) => Some(line.clone()),
            PageBlock::Table(_) => None,
        };
        let lines = blocks[..at].iter().filter_map(line).collect();
        Head { lines, begins: table.table.texts(0).map(str::to_owned).collect(), tables: 0 }
    }

    /// Whether a page begins with some of these lines, in the same columns, so that its first table may go on with the last one of
    /// this page. It does not where it begins with a label that tables began with so far (项目名称), unless the whole row is there
    /// again; and where that last one is not the first, that means that the whole page is.
    pub fn is_again_in(&self, below: &Head, labels: &HashSet<String>) -> bool {
        let lines = &below.lines;
        let same_row = self.begins == below.begins;
        !lines.is_empty()
            && self.lines.windows(lines.len()).any(|window| window.iter().zip(lines).all(|(a, b)| is_same(a, b)))
            && if same_row { self.tables == 1 } else { below.label().is_none_or(|label| !labels.contains(label)) }
    }

    /// The label that the first table begins with.
    pub fn label(&self) -> Option<&String> {
        self.begins.first()
    }
}

fn is_same(a: &Line, b: &Line) -> bool {
    let beside = |a: f32, b: f32| (a - b).abs() <= SAME_COLUMN;
    a.text == b.text && a.place.rect.zip(b.place.rect).is_some_and(|(a, b)| beside(a.x0, b.x0) && beside(a.x1, b.x1))
}

/// How many rows the second table begins with that the first begins with, word for word.
pub fn rows(first: &Table, second: &Table) -> usize {
    let is_again = |row: &usize| second.texts(*row).next().is_some() && second.texts(*row).eq(first.texts(*row));
    (0..first.rows.min(second.rows)).take_while(is_again).count()
}

/// Whether a table below what is printed again is the next form, or the next part of a list, rather than the rest of the one before.
///
/// The next form begins with the label that stands there in the form before, too (项目名称); below the head of a list, with the
/// indicator that stood there. A project that has its name below the break begins there, where the one above has its own.
pub fn begins_anew(above: &Table, below: &Table, rows: usize) -> bool {
    let head = (0..rows).rev().find_map(|row| Some((keys::header_in(above, row)?, keys::header_in(below, row)?)));
    if rows == below.rows {
        return head.is_none() || above.rows == below.rows;
    }
    let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    let Some((upper, lower)) = head else {
        return same(below.texts(rows).next(), above.texts(rows).next());
    };
    let first = name(below.row(rows), lower);
    let is_named = first.is_some_and(|name| !shape::is_sum(name));
    // From the end: a list may go over thousands of pages.
    let last = || name(above.cells.iter().rev().filter(|cell| cell.row + cell.row_span == above.rows), upper);
    same(first, name(above.row(rows), upper)) || is_named && keys::names_projects(below, lower) && last().is_some()
}

/// What the first of the cells in the column of a header says.
fn name<'t>(mut cells: impl Iterator<Item = &'t Cell>, header: &Cell) -> Option<&'t str> {
    let covers = |cell: &&Cell| (cell.column..cell.column + cell.column_span).contains(&header.column);
    cells.find(covers).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty())
}

/// Takes away the rows that are printed again, unless they begin something new; the characters that went. A cell that reaches
/// further down than they do is none of them.
pub fn drop_rows(above: &Table, below: &mut Table) -> u64 {
    let again = rows(above, below);
    if begins_anew(above, below, again) {
        return 0;
    }
    let reaches = |rows: usize| below.cells.iter().any(|cell| cell.row < rows && cell.row + cell.row_span > rows);
    let rows = (1..=again).rev().find(|rows| !reaches(*rows));
    rows.map_or(0, |rows| below.drop_first(rows))
}
