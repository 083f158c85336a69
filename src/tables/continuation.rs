//! Tables cut by page breaks become one table again.

use super::flow::{Cell, Table};
use super::page::PageTable;
use super::settings::SAME_COLUMN;
use super::shape;

/// A header row printed again has cells no longer than this.
const HEADER_CELL: usize = 16;
/// How deep in a table a header row that is printed again can stand.
const HEADER_DEPTH: usize = 40;

/// Whether the second table, first on its page, goes on with the first, last on the page before.
pub fn continues(above: &PageTable, below: &PageTable) -> bool {
    let (a, b) = (above.area(), below.area());
    if (a.width() - b.width()).abs() > 2.0 * SAME_COLUMN {
        return false;
    }
    let first: Vec<&Cell> = below.table.row(0).collect();
    if first.len() == 1 && below.table.columns > 1 && shape::is_title_row(&first[0].text) {
        return false;
    }
    !begins_anew(&above.table, &below.table)
}

/// The second table begins with the label that the first began with, but with another value beside it: the next form.
fn begins_anew(above: &Table, below: &Table) -> bool {
    let head = |table: &Table| -> Vec<String> {
        table.row(0).filter(|cell| !cell.text.is_empty()).map(|cell| cell.text.clone()).collect()
    };
    let (a, b) = (head(above), head(below));
    a.len() > 1 && b.len() > 1 && a[0] == b[0] && a != b
}

/// Appends the second table to the first. Returns the non-blank characters of repeated header rows and labels, now furniture.
pub fn append(above: &mut PageTable, mut below: PageTable) -> u64 {
    let shift = above.xs[0] - below.xs[0];
    below.xs.iter_mut().for_each(|x| *x += shift);
    align_columns(above, &mut below);
    let mut furniture = drop_repeated_header(&above.table, &mut below.table);
    if below.table.rows == 0 {
        return furniture;
    }
    let torn = is_torn(&above.table, &below.table) && same_structure(&above.table, &below.table);
    let offset = if torn { above.table.rows - 1 } else { above.table.rows };
    let pages = (last_page(&above.table), below.table.pages[0]);
    if !torn {
        above.table.seams.push(offset);
    }
    let going_on = if torn { Vec::new() } else { labels_going_on(&above.table, &below.table) };
    for cell in std::mem::take(&mut below.table.cells) {
        let goes_on = cell.row == 0 && (torn || going_on.contains(&cell.column));
        let upper = goes_on.then(|| ending_cell(&mut above.table, cell.column, cell.column_span)).flatten();
        match upper {
            Some(upper) => furniture += extend(upper, cell, offset, pages),
            None => above.table.cells.push(Cell { row: cell.row + offset, ..cell }),
        }
    }
    above.table.rows = offset + below.table.rows;
    for page in below.table.pages {
        if !above.table.pages.contains(&page) {
            above.table.pages.push(page);
        }
    }
    above.table.cells.sort_by_key(|cell| (cell.row, cell.column));
    furniture
}

fn last_page(table: &Table) -> u32 {
    table.pages.last().copied().unwrap_or(0)
}

/// Puts both tables on the union of their column boundaries.
fn align_columns(above: &mut PageTable, below: &mut PageTable) {
    let mut union = above.xs.clone();
    for x in &below.xs {
        if !union.iter().any(|known| (known - x).abs() <= SAME_COLUMN) {
            union.push(*x);
        }
    }
    union.sort_by(f32::total_cmp);
    for table in [above, below] {
        let index_of: Vec<usize> = table
            .xs
            .iter()
            .map(|x| {
                let nearest = union.iter().enumerate().min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
                nearest.map_or(0, |(index, _)| index)
            })
            .collect();
        for cell in &mut table.table.cells {
            let end = index_of[cell.column + cell.column_span];
            cell.column = index_of[cell.column];
            cell.column_span = (end - cell.column).max(1);
        }
        table.table.columns = union.len() - 1;
        table.xs.clone_from(&union);
    }
}

/// Drops the rows at the top of `below` that repeat header rows of `above`.
fn drop_repeated_header(above: &Table, below: &mut Table) -> u64 {
    let texts = |table: &Table, row: usize| -> Vec<(usize, String)> {
        table.row(row).filter(|cell| !cell.text.is_empty()).map(|cell| (cell.column, cell.text.clone())).collect()
    };
    let mut repeated = 0;
    let mut expected: Option<usize> = None;
    while repeated < below.rows {
        let row = texts(below, repeated);
        let whole = below.row(repeated).all(|cell| cell.row_span == 1 || cell.row + cell.row_span <= below.rows);
        let heading = row.len() >= 2
            && row
                .iter()
                .all(|(_, text)| text.chars().count() <= HEADER_CELL && !text.chars().any(|c| c.is_ascii_digit()));
        if !heading || !whole {
            break;
        }
        let found = match expected {
            Some(next) => (next < above.rows && texts(above, next) == row).then_some(next),
            None => (0..above.rows.min(HEADER_DEPTH)).find(|&candidate| texts(above, candidate) == row),
        };
        let Some(found) = found else { break };
        expected = Some(found + 1);
        repeated += 1;
    }
    // A header cell may reach down into rows that are not repeated (绩效指标 beside all rows): then nothing is dropped.
    let reaches = below.cells.iter().any(|cell| cell.row < repeated && cell.row + cell.row_span > repeated);
    if repeated == 0 || reaches {
        return 0;
    }
    let dropped = below.cells.iter().filter(|cell| cell.row < repeated).map(|cell| cell.characters).sum();
    below.cells.retain(|cell| cell.row >= repeated);
    below.cells.iter_mut().for_each(|cell| cell.row -= repeated);
    below.rows -= repeated;
    dropped
}

/// Whether the second table's first row is the rest of the first table's last row.
fn is_torn(above: &Table, below: &Table) -> bool {
    label_goes_on(above, below) || name_goes_on(above, below)
}

/// A row of a label and its text, cut by the break: the label is blank on the second page.
fn label_goes_on(above: &Table, below: &Table) -> bool {
    let last: Vec<&Cell> = above.cells.iter().filter(|cell| cell.row + cell.row_span == above.rows).collect();
    let first: Vec<&Cell> = below.row(0).collect();
    last.len() == 2
        && first.len() == 2
        && last.iter().all(|cell| cell.row_span == 1 || cell.column == last[0].column)
        && first.iter().all(|cell| cell.row_span == 1)
        && !last[0].text.is_empty()
        && first[0].text.is_empty()
        && !first[1].text.is_empty()
}

/// Headers of the columns that name what a row is about; the first that a table has decides.
static KEY_COLUMNS: [&[&str]; 2] =
    [&["三级指标", "指标名称", "指标内容", "三级指标名称"], &["项目名称", "项目支出名称", "名称"]];

/// A row of a list, cut by the break: on the second page its name, or its value, is blank though the first page has one.
fn name_goes_on(above: &Table, below: &Table) -> bool {
    let header = KEY_COLUMNS
        .iter()
        .find_map(|names| above.cells.iter().rev().find(|cell| names.contains(&cell.text.trim_start_matches('★'))));
    let Some(header) = header else { return false };
    let values = above.cells.iter().filter(|cell| {
        cell.row >= header.row && cell.row < header.row + header.row_span && shape::heads_values(&cell.text)
    });
    let at = |column: usize| {
        let upper = above.cells.iter().find(|cell| {
            cell.row + cell.row_span == above.rows && (cell.column..cell.column + cell.column_span).contains(&column)
        })?;
        let lower = below.row(0).find(|cell| (cell.column..cell.column + cell.column_span).contains(&column))?;
        Some((upper, lower))
    };
    let ends_above = |column: usize| {
        at(column).is_some_and(|(upper, lower)| {
            upper.row_span == 1
                && lower.row_span == 1
                && upper.row > header.row
                && !upper.text.is_empty()
                && lower.text.is_empty()
        })
    };
    let goes_on_at = |cell: &Cell| {
        let Some((upper, _)) = at(cell.column) else { return false };
        // A whole label of the hierarchy above and another one below, and nothing beside it: a category left empty.
        let whole_labels = shape::is_level_label(&upper.text) && cell.column < header.column;
        !cell.text.is_empty() && !upper.text.is_empty() && upper.row_span == 1 && !whole_labels
    };
    let something_goes_on = below.row(0).any(goes_on_at);
    something_goes_on && (ends_above(header.column) || values.map(|value| value.column).any(ends_above))
}

/// Whether every cell of the second table's first row stands under one of the same width in the first table's last row.
fn same_structure(above: &Table, below: &Table) -> bool {
    below.row(0).all(|cell| {
        above.cells.iter().any(|upper| {
            upper.row + upper.row_span == above.rows
                && upper.column == cell.column
                && upper.column_span == cell.column_span
        })
    })
}

fn ending_cell(table: &mut Table, column: usize, column_span: usize) -> Option<&mut Cell> {
    let rows = table.rows;
    table
        .cells
        .iter_mut()
        .find(|cell| cell.row + cell.row_span == rows && cell.column == column && cell.column_span == column_span)
}

/// Columns of label cells that go on below the break: a merged cell left blank on the second page, and every cell merged over
/// the same rows beside it.
fn labels_going_on(above: &Table, below: &Table) -> Vec<usize> {
    let first: Vec<&Cell> = below.row(0).collect();
    let mut columns = Vec::new();
    let mut begin = 0;
    while begin < first.len() {
        let span = first[begin].row_span;
        let end = begin + first[begin..].iter().take_while(|cell| cell.row_span == span).count();
        let group = &first[begin..end];
        let upper = |cell: &Cell| {
            above.cells.iter().find(|upper| {
                upper.row + upper.row_span == above.rows
                    && upper.column == cell.column
                    && upper.column_span == cell.column_span
            })
        };
        let goes_on = group.iter().any(|cell| {
            // The text of a merged cell stands on one side of the break, whichever holds its middle.
            upper(cell)
                .is_some_and(|upper| (span > 1 || upper.row_span > 1) && cell.text.is_empty() != upper.text.is_empty())
        });
        if span == 1 || !goes_on {
            // Single rows are told apart by what their columns mean, which only the next stage knows.
            if span == 1 {
                for cell in group {
                    if cell.text.is_empty() && upper(cell).is_some_and(|u| u.row_span > 1 && !u.text.is_empty()) {
                        columns.push(cell.column);
                    } else {
                        break;
                    }
                }
            }
            break;
        }
        let own_label = group.iter().position(|cell| {
            upper(cell).is_some_and(|upper| shape::is_level_label(&upper.text) && shape::is_level_label(&cell.text))
        });
        let group = &group[..own_label.unwrap_or(group.len())];
        columns.extend(group.iter().filter(|cell| upper(cell).is_some()).map(|cell| cell.column));
        if own_label.is_some() {
            break;
        }
        begin = end;
    }
    columns
}

/// Adds the part of a cell below the break to its part above. Returns the characters of a repeated label.
fn extend(upper: &mut Cell, lower: Cell, offset: usize, pages: (u32, u32)) -> u64 {
    upper.row_span = (lower.row + offset + lower.row_span).saturating_sub(upper.row).max(1);
    upper.place.extend(&lower.place);
    if lower.text.is_empty() {
        return 0;
    }
    if lower.row_span > 1 && lower.text == upper.text {
        return lower.characters;
    }
    if !upper.text.is_empty()
        && shape::is_numbered(&lower.text)
        && upper.text.ends_with(['。', '；', ';', '！', '：', ':'])
    {
        upper.text.push('\n');
    }
    upper.text.push_str(&lower.text);
    upper.characters += lower.characters;
    upper.repairs.push(format!("joined across pages {}-{}", pages.0, pages.1));
    0
}
