//! Tables cut by page breaks become one table again.

use super::flow::{Cell, Table};
use super::page::PageTable;
use super::settings::SAME_COLUMN;
use super::{reprint, shape, torn};
use crate::place::Place;

/// A header row printed again has cells no longer than this.
const HEADER_CELL: usize = 16;
/// Room for a line of text (ems): its height and the leading.
const ANOTHER_LINE: f32 = 1.3;
/// How deep in a table a header row that is printed again can stand.
const HEADER_DEPTH: usize = 40;

/// Whether the second table, first on its page, goes on with the first, last on the page before. `again`: the lines above it are
/// those above the first, printed again.
pub fn continues(above: &PageTable, below: &PageTable, again: bool) -> bool {
    let (a, b) = (above.area(), below.area());
    // The sides of tables without rules are those of their texts.
    if (above.has_sides() || below.has_sides()) && (a.width() - b.width()).abs() > 2.0 * SAME_COLUMN {
        return false;
    }
    if again || has_title(&below.table) {
        let rows = reprint::rows(&above.table, &below.table);
        return (again || rows > 0) && !reprint::begins_anew(&above.table, &below.table, rows);
    }
    !begins_anew(&above.table, &below.table)
}

/// Whether a table's first row is a title.
fn has_title(table: &Table) -> bool {
    let mut first = table.row(0);
    let title = first.next().is_some_and(|cell| shape::is_title_row(&cell.text));
    title && first.next().is_none() && table.columns > 1
}

/// The second table begins with the label that the first began with, but with another value beside it: the next form.
fn begins_anew(above: &Table, below: &Table) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (above.texts(0).collect(), below.texts(0).collect());
    a.len() > 1 && b.len() > 1 && a[0] == b[0] && a != b
}

/// Appends the second table to the first, which it [`continues`]. Returns the non-blank characters of repeated header rows and
/// labels, now furniture.
pub fn append(above: &mut PageTable, mut below: PageTable) -> u64 {
    let shift = above.xs[0] - below.xs[0];
    below.xs.iter_mut().for_each(|x| *x += shift);
    for reach in below.table.cells.iter_mut().filter_map(|cell| cell.reach.as_mut()) {
        *reach = (reach.0 + shift, reach.1 + shift);
    }
    align_columns(above, &mut below);
    let mut furniture = reprint::drop_rows(&above.table, &mut below.table);
    furniture += drop_repeated_header(&above.table, &mut below.table);
    if below.table.rows == 0 {
        return furniture;
    }
    let torn = torn::is_torn(&above.table, &below.table) && torn::same_structure(&above.table, &below.table);
    let offset = if torn { above.table.rows - 1 } else { above.table.rows };
    let pages = (last_page(&above.table), below.table.pages[0]);
    if !torn {
        above.table.seams.push(offset);
    }
    let going_on = if torn { Vec::new() } else { labels_going_on(&above.table, &below.table) };
    for cell in std::mem::take(&mut below.table.cells) {
        let goes_on = cell.row == 0 && (torn || going_on.contains(&cell.column));
        let upper = if goes_on { torn::place_over(&above.table, &cell) } else { None };
        match upper {
            Some(upper) => furniture += extend(&mut above.table.cells[upper], cell, offset, pages),
            None => above.table.cells.push(Cell { row: cell.row + offset, ..cell }),
        }
    }
    above.table.rows = offset + below.table.rows;
    above.table.by_text |= below.table.by_text;
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
    settle_columns(above, below);
    let by_text = !above.room.is_empty();
    let Union { xs, room, of_above, of_below } = Union::of(above, below);
    above.room = room;
    for (table, index_of) in [(above, of_above), (below, of_below)] {
        let last = index_of.len().saturating_sub(1);
        for cell in &mut table.table.cells {
            let (first, end) = (cell.column.min(last), (cell.column + cell.column_span).min(last));
            (cell.column, cell.column_span) = (index_of[first], (index_of[end] - index_of[first]).max(1));
        }
        // A long table has known all boundaries for many pages.
        if by_text && index_of.len() < xs.len() {
            part_cells(&mut table.table, &xs, &index_of);
        }
        table.table.columns = xs.len() - 1;
        table.xs.clone_from(&xs);
    }
}

/// The boundaries of two tables together. No two of one table become one, however near: each of its columns stays a column.
struct Union {
    xs: Vec<f32>,
    /// From where to where each may stand; empty where lines tell them.
    room: Vec<(f32, f32)>,
    /// Which of them each boundary of the first table is.
    of_above: Vec<usize>,
    /// Which of them each boundary of the second table is.
    of_below: Vec<usize>,
}

impl Union {
    /// The union; the boundaries of both ascend.
    fn of(above: &PageTable, below: &PageTable) -> Union {
        let (a, b) = (&above.xs, &below.xs);
        let mut union = Union { xs: Vec::new(), room: Vec::new(), of_above: Vec::new(), of_below: Vec::new() };
        let has_room = !above.room.is_empty();
        loop {
            let (i, j) = (union.of_above.len(), union.of_below.len());
            let (upper, lower) = (a.get(i).copied(), b.get(j).copied());
            let (take_upper, take_lower) = match (upper, lower) {
                (None, None) => return union,
                (Some(_), None) => (true, false),
                (None, Some(_)) => (false, true),
                (Some(upper), Some(lower)) if (upper - lower).abs() <= SAME_COLUMN => {
                    let off = (upper - lower).abs();
                    let nearer = |next: Option<&f32>, to: f32| next.is_some_and(|next| (next - to).abs() < off);
                    match (nearer(a.get(i + 1), lower), nearer(b.get(j + 1), upper)) {
                        (true, false) => (true, false),
                        (false, true) => (false, true),
                        _ => (true, true),
                    }
                }
                (Some(upper), Some(lower)) => (upper < lower, lower <= upper),
            };
            let at = union.xs.len();
            union.xs.extend(if take_upper { upper } else { lower });
            if has_room {
                let room = if take_upper { above.room.get(i) } else { below.room.get(j) };
                union.room.push(room.copied().unwrap_or((union.xs[at], union.xs[at])));
            }
            if take_upper {
                union.of_above.push(at);
            }
            if take_lower {
                union.of_below.push(at);
            }
        }
    }
}

/// Where a page has no text on one side of a boundary, only the other page tells it: cells that reach over it are parted there
/// from the blank part beside their text. `own` are the boundaries that the page itself has.
fn part_cells(table: &mut Table, xs: &[f32], own: &[usize]) {
    let mut blank = Vec::new();
    for cell in &mut table.cells {
        let (first, last) = (cell.column, cell.column + cell.column_span);
        let (mut begin, mut end) = (first, last);
        match cell.reach {
            Some((from, to)) => {
                while begin + 1 < end && !own.contains(&(begin + 1)) && xs[begin + 1] <= from {
                    begin += 1;
                }
                while begin + 1 < end && !own.contains(&(end - 1)) && xs[end - 1] >= to {
                    end -= 1;
                }
            }
            None => end = (begin + 1..end).find(|column| !own.contains(column)).unwrap_or(end),
        }
        // What is beside it has a cell from each boundary to the next that the page does not have.
        let mut column = first;
        for at in first + 1..=last {
            let parts = at == last || at == begin || at == end || !own.contains(&at);
            if parts && (at <= begin || column >= end) {
                let place = Place { rect: None, continued: Vec::new(), ..cell.place.clone() };
                let (row, row_span, column_span) = (cell.row, cell.row_span, at - column);
                blank.push(Cell { row, column, row_span, column_span, place, ..Cell::default() });
            }
            if parts {
                column = at;
            }
        }
        (cell.column, cell.column_span) = (begin, end - begin);
    }
    table.cells.extend(blank);
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// Boundaries that text alone tells stand somewhere between the texts: where one page's and the next one's may be the same, they are.
fn settle_columns(above: &mut PageTable, below: &mut PageTable) {
    if above.room.is_empty() && below.room.is_empty() {
        return;
    }
    (above.room, below.room) = (above.rooms(), below.rooms());
    let mut next = 0;
    for (x, (from, to)) in below.xs.iter_mut().zip(&below.room) {
        let meets = |(index, room): (usize, &(f32, f32))| {
            (room.0 <= *to && *from <= room.1 || (above.xs[index] - *x).abs() <= SAME_COLUMN).then_some(index)
        };
        if let Some(index) = above.room.iter().enumerate().skip(next).find_map(meets) {
            let room = &mut above.room[index];
            *room = (room.0.max(*from), room.1.min(*to));
            // It stands where both pages bear it, between its neighbours.
            let before = index.checked_sub(1).map_or(f32::MIN, |before| above.xs[before]);
            let after = above.xs.get(index + 1).copied().unwrap_or(f32::MAX);
            let (least, most) = (room.0.max(before), room.1.min(after));
            if least <= most {
                above.xs[index] = above.xs[index].clamp(least, most);
            }
            *x = above.xs[index];
            next = index + 1;
        }
    }
    // One that no other page has may now stand before the one that was moved.
    for index in 1..below.xs.len() {
        below.xs[index] = below.xs[index].max(below.xs[index - 1]);
    }
}

/// Whether the last rows are the title of the next form, and its year.
fn ends_in_title(table: &Table) -> bool {
    let alone = |row: usize| {
        let mut texts = table.row(row).filter(|cell| !cell.text.is_empty());
        texts.next().filter(|_| texts.next().is_none()).map(|cell| cell.text.as_str())
    };
    let last = (0..table.rows).rev().map_while(alone).take(2);
    last.into_iter().any(shape::is_title_row)
}

/// Drops the rows at the top of `below` that repeat header rows of `above`.
fn drop_repeated_header(above: &Table, below: &mut Table) -> u64 {
    if ends_in_title(above) {
        return 0;
    }
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
    below.drop_first(repeated)
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
        let upper = |cell: &Cell| torn::over(above, cell);
        let goes_on = group.iter().any(|cell| {
            // The text of a merged cell stands on one side of the break, whichever holds its middle, or is torn there.
            upper(cell).is_some_and(|upper| (span > 1 || upper.row_span > 1) && is_one_text(upper, cell))
        });
        if span == 1 || !goes_on {
            // Single rows are told apart by what their columns mean, which only the next stage knows.
            if span == 1 {
                for cell in group {
                    let of_one =
                        |upper: &Cell| upper.row_span > 1 && !upper.text.is_empty() && is_one_text(upper, cell);
                    if upper(cell).is_some_and(of_one) {
                        columns.push(cell.column);
                    } else {
                        break;
                    }
                }
            }
            break;
        }
        // A box without text beside the label goes on with the one above, and what is right of it is its part; what stands between
        // two of them goes on as they do.
        let is_blank = |cell: &Cell| cell.text.is_empty() && upper(cell).is_some_and(|upper| !upper.text.is_empty());
        let first = group.iter().position(|cell| is_blank(cell)).unwrap_or(group.len());
        let last = group.iter().rposition(|cell| is_blank(cell)).unwrap_or(0);
        let mut numbered = group.iter().enumerate();
        let own_label = numbered.position(|(number, cell)| {
            let Some(upper) = upper(cell) else { return false };
            let level = shape::is_level_label(&upper.text) && shape::is_level_label(&cell.text);
            level || (number > first && number > last && stand_apart(upper, cell))
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

/// Whether the boxes of a merged cell on both sides of a break have one text: in either of them, or a label torn between them.
fn is_one_text(upper: &Cell, lower: &Cell) -> bool {
    upper.text.is_empty() != lower.text.is_empty() || shape::are_halves_of_level_label(&upper.text, &lower.text)
}

/// Whether both are labels, and one of them has room for another line on the side of the break: a label that the break cut
/// would have gone on there. Prose may be set in the middle of either box.
fn stand_apart(upper: &Cell, lower: &Cell) -> bool {
    let label = |cell: &Cell| !cell.text.is_empty() && cell.text.chars().count() <= HEADER_CELL;
    label(upper) && label(lower) && upper.room.1.max(lower.room.0) >= ANOTHER_LINE
}

/// Adds the part of a cell below the break to its part above. Returns the characters of a repeated label.
fn extend(upper: &mut Cell, lower: Cell, offset: usize, pages: (u32, u32)) -> u64 {
    upper.row_span = (lower.row + offset + lower.row_span).saturating_sub(upper.row).max(1);
    upper.place.extend(&lower.place);
    if lower.text.is_empty() {
        // A page of it without text: one that comes after is not the same text.
        upper.room.1 = f32::INFINITY;
        return 0;
    }
    upper.room.1 = lower.room.1;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(xs: &[f32]) -> PageTable {
        let cell = |column| Cell { column, row_span: 1, column_span: 1, text: column.to_string(), ..Cell::default() };
        let columns = xs.len() - 1;
        let table =
            Table { rows: 1, columns, cells: (0..columns).map(cell).collect(), pages: vec![1], ..Table::default() };
        PageTable { table, xs: xs.to_vec(), ys: vec![0.0, 20.0], room: xs.iter().map(|x| (x - 1.0, x + 1.0)).collect() }
    }

    #[test]
    fn columns_narrower_than_what_counts_as_the_same_stay_columns() {
        let pages: [&[f32]; 4] = [
            &[50.0, 200.0, 500.0],
            &[50.0, 200.0, 496.0, 500.0],
            &[50.0, 53.5, 200.0, 203.5, 207.0, 500.0],
            &[50.0, 198.0, 202.0, 497.0, 501.0],
        ];
        for first in pages {
            for second in pages {
                let mut above = table(first);
                for next in [second, first, second] {
                    append(&mut above, table(next));
                }
                assert!(above.xs.is_sorted(), "{:?}", above.xs);
                assert!(above.table.cells.iter().all(|cell| cell.column + cell.column_span <= above.table.columns));
                for row in 0..above.table.rows {
                    let cells: Vec<&Cell> = above.table.row(row).collect();
                    let apart = |pair: &[&Cell]| pair[0].column + pair[0].column_span <= pair[1].column;
                    assert!(cells.windows(2).all(apart), "{first:?} {second:?} {row}");
                }
            }
        }
    }
}
