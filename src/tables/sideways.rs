//! A sheet too wide for its paper is printed as several pages side by side: their tables become one table again.

use super::page::{PageBlock, PageFlow, PageTable};
use super::settings::SAME_COLUMN;
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
    let same_rows =
        a.ys.len() > 2 && a.ys.len() == b.ys.len() && a.ys.iter().zip(&b.ys).all(|(a, b)| (a - b).abs() <= SAME_ROW);
    if !same_rows {
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
    // The rest of a title cut by the paper's edge stands at the very height of its beginning.
    let titles_go_on = lines(right).all(|line| lines(left).any(|other| same_height(line, other)))
        && (!first_of_strip || lines(right).count() < lines(left).count().max(1) + 1);
    titles_go_on
        && !head_left.iter().any(|text| head_right.contains(text))
        && lines(right).all(|line| !is_title_start(line))
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
                if let Some(host) = host {
                    host.text.push_str(&line.text);
                    host.characters += line.characters;
                    host.place.extend(&line.place);
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

fn widen_table(left: &mut PageTable, right: PageTable) {
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
