//! A sheet too wide for its paper is printed as several pages side by side: their tables become one table again.

use super::page::{PageBlock, PageFlow, PageTable};
use super::settings::SAME_COLUMN;
use super::shape;
use crate::tables::flow::Line;

/// Row boundaries of two pages this near (points) are the same rows.
const SAME_ROW: f32 = 1.0;
/// The most pages that one strip of a sheet takes.
const MAX_STRIP: usize = 60;

/// Joins strips of pages whose tables have the very same rows but other columns. Spreadsheets print down, then over: the strip
/// on the right follows the whole strip on the left.
pub fn join(pages: &mut Vec<PageFlow>) {
    let mut begin = 0;
    while begin < pages.len() {
        let most = ((pages.len() - begin) / 2).min(MAX_STRIP);
        let strip = (1..=most).rev().find(|&strip| {
            (begin..begin + strip).all(|index| goes_sideways(&pages[index], &pages[index + strip], index == begin))
        });
        let Some(strip) = strip else {
            begin += 1;
            continue;
        };
        for (index, right) in pages.drain(begin + strip..begin + 2 * strip).collect::<Vec<_>>().into_iter().enumerate()
        {
            widen(&mut pages[begin + index], right);
        }
        // A third strip may follow: look again from the same page.
    }
}

fn only_table(page: &PageFlow) -> Option<&PageTable> {
    let mut tables = page.blocks.iter().filter_map(|block| match block {
        PageBlock::Table(table) => Some(table),
        PageBlock::Line(_) => None,
    });
    tables.next().filter(|_| tables.next().is_none())
}

fn lines(page: &PageFlow) -> impl Iterator<Item = &Line> {
    page.blocks.iter().filter_map(|block| match block {
        PageBlock::Line(line) => Some(line),
        PageBlock::Table(_) => None,
    })
}

fn goes_sideways(left: &PageFlow, right: &PageFlow, first_of_strip: bool) -> bool {
    let (Some(a), Some(b)) = (only_table(left), only_table(right)) else { return false };
    // Merged cells on one page have no boundaries of the rows that the other page shows: then no side is where the other's is, as it
    // is on pages that go on downwards.
    let outer = |table: &PageTable| table.xs[table.xs.len() - 1] - table.xs[0];
    let same_rows = a.ys.len() == b.ys.len() || (outer(a) - outer(b)).abs() > SAME_COLUMN;
    if !same_rows || a.ys.len().min(b.ys.len()) < 3 || rows_in(&a.ys, &b.ys).or_else(|| rows_in(&b.ys, &a.ys)).is_none()
    {
        return false;
    }
    // The same columns again are a table going on downwards, and a strip begins with header cells, not with figures.
    let width = |table: &PageTable| table.xs.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>();
    let (columns_left, columns_right) = (width(a), width(b));
    let same_widths = || columns_left.iter().zip(&columns_right).all(|(a, b)| (a - b).abs() <= SAME_COLUMN);
    let may_be_same = || a.rooms().iter().zip(b.rooms()).all(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
    if columns_left.len() == columns_right.len() && (same_widths() || may_be_same()) {
        return false;
    }
    let heads = |table: &PageTable| -> Vec<String> {
        table.table.row(0).filter(|cell| !cell.text.is_empty()).map(|cell| cell.text.clone()).collect()
    };
    let (head_left, head_right) = (heads(a), heads(b));
    if first_of_strip && head_right.iter().any(|text| text.chars().any(|c| c.is_ascii_digit())) {
        return false;
    }
    // The rest of a title cut by the paper's edge stands at the very height of its beginning; one in the middle of the sheet may be
    // on the right page altogether.
    let is_title =
        |line: &Line| shape::is_title_row(&line.text) && line.place.rect.is_some_and(|rect| rect.y1 < b.ys[0]);
    let untitled = !lines(left).any(is_title);
    let goes_on = |line: &Line| {
        lines(left).any(|other| same_height(line, other) && !is_title_start(line)) || untitled && is_title(line)
    };
    lines(right).all(goes_on)
        && (!first_of_strip || lines(right).count() < lines(left).count().max(1) + 1)
        && !head_left.iter().any(|text| head_right.contains(text))
}

/// Which of the second table's row boundaries are those of the first, where all are, the first and the last among them.
fn rows_in(coarse: &[f32], fine: &[f32]) -> Option<Vec<usize>> {
    let same = |a: Option<&f32>, b: Option<&f32>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= SAME_ROW);
    if !same(coarse.first(), fine.first()) || !same(coarse.last(), fine.last()) {
        return None;
    }
    // Both ascend.
    let mut rows = fine.iter().enumerate();
    let known = |y: &f32| rows.find(|(_, other)| (*other - y).abs() <= SAME_ROW).map(|(row, _)| row);
    coarse.iter().map(known).collect()
}

/// Puts a table on the row boundaries of another.
fn refine(table: &mut PageTable, ys: &[f32]) {
    let Some(rows) = rows_in(&table.ys, ys) else { return };
    let row = |boundary: usize| rows.get(boundary).copied().unwrap_or(ys.len() - 1);
    for cell in &mut table.table.cells {
        let end = row(cell.row + cell.row_span);
        cell.row = row(cell.row);
        cell.row_span = end - cell.row;
    }
    table.ys = ys.to_vec();
    table.table.rows = ys.len() - 1;
}

fn is_title_start(line: &Line) -> bool {
    // A whole title of its own: a new form, not the rest of one.
    line.text.contains("年") && line.text.ends_with('表') || line.text.contains("填报单位")
}

fn same_height(a: &Line, b: &Line) -> bool {
    match (a.place.rect, b.place.rect) {
        (Some(a), Some(b)) => (a.y1 - b.y1).abs() <= 2.0,
        _ => false,
    }
}

fn widen(left: &mut PageFlow, right: PageFlow) {
    left.characters += right.characters;
    left.watermark += right.watermark;
    for block in right.blocks {
        match block {
            PageBlock::Line(line) => {
                let host = left.blocks.iter_mut().find_map(|block| match block {
                    PageBlock::Line(host) if same_height(host, &line) => Some(host),
                    _ => None,
                });
                match host {
                    Some(host) => {
                        host.text.push_str(&line.text);
                        host.characters += line.characters;
                        host.place.extend(&line.place);
                    }
                    None => left.blocks.insert(above(&left.blocks, &line), PageBlock::Line(line)),
                }
            }
            PageBlock::Table(table) => {
                let host = left.blocks.iter_mut().find_map(|block| match block {
                    PageBlock::Table(host) => Some(host),
                    PageBlock::Line(_) => None,
                });
                if let Some(host) = host {
                    widen_table(host, table);
                }
            }
        }
    }
}

/// Where a line of the right page stands among what the left page has.
fn above(blocks: &[PageBlock], line: &Line) -> usize {
    let top = line.place.rect.map_or(0.0, |rect| rect.y0);
    let is_below = |block: &PageBlock| match block {
        PageBlock::Line(line) => line.place.rect.is_some_and(|rect| rect.y0 > top),
        PageBlock::Table(table) => table.ys[0] > top,
    };
    blocks.iter().position(is_below).unwrap_or(blocks.len())
}

fn widen_table(left: &mut PageTable, mut right: PageTable) {
    match left.ys.len() < right.ys.len() {
        true => refine(left, &right.ys),
        false => refine(&mut right, &left.ys),
    }
    let columns = left.table.columns;
    let shift = left.xs[left.xs.len() - 1] - right.xs[0];
    if !(left.room.is_empty() && right.room.is_empty()) {
        let moved = right.rooms().into_iter().skip(1).map(|(from, to)| (from + shift, to + shift));
        left.room = left.rooms().into_iter().chain(moved).collect();
    }
    left.xs.extend(right.xs.iter().skip(1).map(|x| x + shift));
    left.table.columns += right.table.columns;
    left.table.by_text |= right.table.by_text;
    left.table.pages.extend(right.table.pages);
    for mut cell in right.table.cells {
        cell.column += columns;
        left.table.cells.push(cell);
    }
    // A header cut by the paper's edge (产出 | 指标 over several columns) has its rest in an unnamed cell beside it.
    join_cut_headers(left, columns);
    left.table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

fn join_cut_headers(table: &mut PageTable, seam: usize) {
    let cells = &mut table.table.cells;
    let mut index = 0;
    while index < cells.len() {
        let cell = &cells[index];
        let blank_beside = cell.column == seam && cell.text.is_empty() && cell.row == 0 && cell.column_span >= 1;
        if blank_beside {
            let (row, rows, columns) = (cell.row, cell.row_span, cell.column_span);
            let host = cells.iter().position(|host| {
                host.row == row
                    && host.row_span == rows
                    && host.column + host.column_span == seam
                    && !host.text.is_empty()
            });
            if let Some(host) = host {
                cells[host].column_span += columns;
                cells.remove(index);
                continue;
            }
        }
        index += 1;
    }
}
