//! Cells over several columns, where no line down tells them: by where their text stands.

use super::columns::Row;
use super::parts::Part;
use crate::geometry::Rect;
use std::ops::Range;

/// Text nearer (points) to the middle of its cell than this stands in it, and nearer to its left line, begins there.
const OFF_CENTRE: f32 = 8.0;
/// Text in the middle of a cell is at most this far (points) from it.
const CENTRED: f32 = 4.0;
/// The most characters of a column's name.
const NAME: usize = 16;

/// A cell in the making.
struct Merged {
    /// Its columns.
    columns: Range<usize>,
    /// From where to where its text stands; `None` for a blank one.
    text: Option<(f32, f32)>,
}

/// The cells of a row, as its boundaries are drawn so far.
fn cells(vertical: &[bool], xs: &[f32], row: &Row) -> Vec<Merged> {
    let mut cells: Vec<Merged> = Vec::new();
    let mut stretches = row.stretches.clone();
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut stretches = stretches.into_iter().peekable();
    for column in 0..xs.len() - 1 {
        let mut cell = match cells.pop() {
            Some(cell) if !vertical[column] => Merged { columns: cell.columns.start..column + 1, ..cell },
            before => {
                cells.extend(before);
                Merged { columns: column..column + 1, text: None }
            }
        };
        while let Some((from, to)) = stretches.next_if(|(from, to)| (from + to) / 2.0 < xs[column + 1]) {
            cell.text = Some(cell.text.map_or((from, to), |known| (known.0.min(from), known.1.max(to))));
        }
        cells.push(cell);
    }
    cells
}

/// Text that stands in the middle of blank cells beside its own has them as well: a merged cell. In the `proper` rows of an
/// indicator table, text of one column has that column. `lines` tells which of a column's lines above and below are drawn.
pub fn widen(vertical: &mut [bool], xs: &[f32], text: &Row, proper: bool, lines: impl Fn(usize) -> (bool, bool)) {
    let cells = cells(vertical, xs, text);
    for (index, cell) in cells.iter().enumerate() {
        let (Range { start: first, end: last }, Some((from, to))) = (cell.columns.clone(), cell.text) else { continue };
        let off = |first: usize, last: usize| ((xs[first] + xs[last]) - (from + to)).abs() / 2.0;
        if off(first, last) < OFF_CENTRE || from - xs[first] < OFF_CENTRE || proper && last - first < 2 {
            continue;
        }
        let is_blank =
            |cell: &&Merged| cell.text.is_none() && cell.columns.clone().all(|column| lines(column) == lines(first));
        let before = cells[..index].iter().rev().take_while(is_blank).map(|cell| cell.columns.start);
        let after: Vec<usize> = cells[index + 1..].iter().take_while(is_blank).map(|cell| cell.columns.end).collect();
        let wider = std::iter::once(first)
            .chain(before)
            .flat_map(|begin| std::iter::once(last).chain(after.iter().copied()).map(move |end| (begin, end)));
        let best = wider.min_by(|a, b| off(a.0, a.1).total_cmp(&off(b.0, b.1)));
        if let Some((begin, end)) = best.filter(|(begin, end)| off(*begin, *end) < CENTRED) {
            vertical[begin + 1..end].fill(false);
        }
    }
}

/// Whether the rows down to a position are names of columns: short, and without figures.
pub fn is_head(texts: &[Part], area: &Rect, bottom: f32) -> bool {
    let is_name = |part: &Part| part.text.chars().count() <= NAME && !part.text.contains(|c: char| c.is_ascii_digit());
    texts.iter().filter(|part| area.contains(part.rect.center()) && part.rect.center().y < bottom).all(is_name)
}

/// The head of a list: a name in the middle of several columns with names of their own below has them all.
pub fn head(vertical: &mut [bool], xs: &[f32], rows: [&Row; 2], below: &[bool]) {
    let columns = xs.len() - 1;
    let mut begin = 0;
    while begin < columns {
        let end = begin + below[begin..].iter().take_while(|drawn| **drawn).count();
        if end == begin {
            begin += 1;
            continue;
        }
        name_columns(vertical, xs, rows, begin..end);
        begin = end;
    }
}

fn name_columns(vertical: &mut [bool], xs: &[f32], [names, parts]: [&Row; 2], group: Range<usize>) {
    let within = |text: &(f32, f32), column: usize| {
        let middle = (text.0 + text.1) / 2.0;
        xs[column] <= middle && middle < xs[column + 1]
    };
    let has_parts = group.clone().all(|column| parts.stretches.iter().any(|text| within(text, column)));
    let cells = cells(vertical, xs, names).into_iter().filter(|cell| group.contains(&cell.columns.start));
    let named: Vec<(usize, usize, f32)> = cells
        .filter_map(|cell| cell.text.map(|(from, to)| (cell.columns.start, cell.columns.end, (from + to) / 2.0)))
        .collect();
    let is_blank = named.iter().map(|(begin, end, _)| end - begin).sum::<usize>() < group.len();
    if !has_parts || named.is_empty() || !is_blank {
        return;
    }
    let mut left = group.start;
    for (index, (begin, end, middle)) in named.iter().copied().enumerate() {
        // The last one has all that is left, and the first one what a page before it has not.
        let ends = named.get(index + 1).map_or(group.end..group.end + 1, |next| end..next.0 + 1);
        let begins = if left == 0 { 0..begin + 1 } else { left..left + 1 };
        let off = |(begin, end): &(usize, usize)| ((xs[*begin] + xs[*end]) / 2.0 - middle).abs();
        let spans = begins.flat_map(|begin| ends.clone().map(move |end| (begin, end)));
        if let Some((begin, end)) = spans.min_by(|a, b| off(a).total_cmp(&off(b))) {
            vertical[begin + 1..end].fill(false);
            left = end;
        }
    }
}
