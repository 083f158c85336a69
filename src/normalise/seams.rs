//! Labels at page breaks: printed below the break only, or two of them run into one.
//!
//! A merged cell that a page break cuts is two boxes, and its text stands in one of them. Where it stands in the lower one, the
//! upper box is blank although its rows belong to that label. A form that does not merge cells at all has blank boxes everywhere and
//! means the label above, so the column's own style decides.

use crate::normalise::header::{self, HeaderColumn};
use crate::normalise::label::Label;
use crate::normalise::sheet::{NOWHERE, Sheet};
use crate::normalise::vocabulary::Vocabulary;
use crate::place::Place;
use crate::read::spacing;

/// The rest of a torn label has no more characters; longer ones are labels that nobody knows.
const REST: usize = 6;

/// Gives the rows of a blank box above a page break the label that stands below it.
pub(super) fn lift(sheet: &mut Sheet, columns: &[&HeaderColumn], from: usize, to: usize) {
    let seams: Vec<usize> = (from + 1..to).filter(|&row| sheet.seams.get(row).copied().unwrap_or(false)).collect();
    if seams.is_empty() {
        return;
    }
    let mut changed = false;
    for column in columns {
        let at = |sheet: &Sheet, cell: usize| {
            let cell = &sheet.cells[cell];
            cell.column >= column.start && cell.column < column.end && cell.row >= from && cell.row < to
        };
        let blanks: Vec<usize> = sheet
            .beginning(from, to)
            .into_iter()
            .filter(|&cell| {
                at(sheet, cell) && sheet.cells[cell].text.is_empty() && sheet.cells[cell].place.rect.is_some()
            })
            .collect();
        let touches = |cell: usize| {
            let cell = &sheet.cells[cell];
            seams.contains(&cell.row) || seams.contains(&(cell.row + cell.row_span))
        };
        // Blank boxes away from page breaks: this form does not merge, a blank box goes on with the label above.
        if blanks.iter().any(|&cell| !touches(cell)) {
            continue;
        }
        for &blank in &blanks {
            let (row, end) = (sheet.cells[blank].row, sheet.cells[blank].row + sheet.cells[blank].row_span);
            if !seams.contains(&end) || seams.contains(&row) {
                continue;
            }
            let Some(below) = sheet.each_begun(end).find(|&cell| at(sheet, cell)) else { continue };
            let place = sheet.cells[blank].place.clone();
            sheet.cells[blank].row_span = 1;
            sheet.cells[blank].column = NOWHERE;
            let cell = &mut sheet.cells[below];
            cell.row_span += end - row;
            cell.row = row;
            let mut whole = place;
            whole.extend(&cell.place);
            cell.place = whole;
            cell.repairs.push("the label stands below the page break".to_owned());
            changed = true;
        }
    }
    if changed {
        sheet.index(0);
    }
}

/// Puts rows together whose label a page break has torn (`项目支出` / `实施期`): the halves together are a label, the second is none.
pub(super) fn join_labels(sheet: &mut Sheet, words: &Vocabulary) {
    for row in 1..sheet.rows.len() {
        if !sheet.seams[row] {
            continue;
        }
        let (above, below) = (sheet.begun(row - 1), sheet.begun(row));
        let (Some(&first), Some(&rest)) = (above.first(), below.first()) else { continue };
        // A second half that is a label itself (实施期) has nothing beside it.
        let own = words.is_label(&sheet.cells[rest].label) && below.len() > 1;
        if sheet.cells[first].column != sheet.cells[rest].column || own {
            continue;
        }
        let joined = Label::of(&format!("{}{}", sheet.cells[first].text, sheet.cells[rest].text));
        // With nothing beside it, the rest of a label that only looks like one is enough: a row of its own would look like one, too.
        let alone = || below.iter().all(|&cell| cell == rest || sheet.cells[cell].text.is_empty());
        let short = || sheet.cells[rest].text.chars().count() <= REST;
        let looks_torn = || short() && words.is_like(&joined) && !words.is_like(&sheet.cells[rest].label) && alone();
        // A label of a whole block, and below the head of its columns （10分）: what stands beside it is the first row.
        if !(words.is_label(&joined) || looks_torn()) || header::find(sheet, row - 1, words).is_some() {
            continue;
        }
        for cell in below {
            let (start, end) = (sheet.cells[cell].column, sheet.cells[cell].end());
            let upper: Vec<usize> = sheet.covering(row - 1).to_vec();
            if let Some(into) = upper.into_iter().find(|&upper| sheet.cells[upper].overlaps(start, end)) {
                sheet.merge(into, cell, cell != rest);
            }
        }
    }
}

/// Two level labels that ran into one, cut again: the second one stands in the rows from `row` on.
pub(super) struct Doubled {
    pub(super) row: usize,
    /// Column of the sheet.
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) place: Place,
}

/// Cuts level-2 cells that hold two labels: an empty category at a page break looks like the rest of the row above it. The cell
/// keeps its text, of which the reader takes the first label; the second ones are returned.
pub(super) fn part_level2(
    sheet: &mut Sheet,
    words: &Vocabulary,
    column: &HeaderColumn,
    from: usize,
    to: usize,
) -> Vec<Doubled> {
    let mut doubled = Vec::new();
    let mut cuts = Vec::new();
    for index in sheet.beginning(from, to) {
        let cell = &sheet.cells[index];
        let end = cell.row + cell.row_span;
        if cell.column < column.start || cell.column >= column.end || cell.row < from || end > to {
            continue;
        }
        let Some((first, rest)) = two_labels(&cell.text, |label| words.level2(label).is_some()) else { continue };
        if let Some(seam) = (cell.row + 1..end).find(|&row| sheet.seams.get(row).copied().unwrap_or(false)) {
            cuts.push((index, seam, first, rest));
            continue;
        }
        let place = cell.place.continued.last().map_or_else(
            || cell.place.clone(),
            |part| Place { page: part.page, rect: part.rect, confidence: cell.place.confidence, ..Place::default() },
        );
        doubled.push(Doubled { row: end, column: cell.column, text: rest, place });
    }
    for (index, seam, first, rest) in &cuts {
        sheet.split(*index, *seam, first, rest, spacing::count(rest));
    }
    if !cuts.is_empty() {
        sheet.index(0);
    }
    doubled
}

/// Two labels run into one.
pub(super) fn two_labels(text: &str, known: impl Fn(&Label) -> bool) -> Option<(String, String)> {
    let text = text.replace('\n', "");
    if text.chars().count() > 40 || known(&Label::of(&text)) {
        return None;
    }
    let cut = text
        .match_indices("指标")
        .map(|(at, word)| at + word.len())
        .find(|&at| at < text.len() && known(&Label::of(&text[..at])) && known(&Label::of(&text[at..])))?;
    Some((text[..cut].to_owned(), text[cut..].to_owned()))
}

/// Cuts level-1 cells that run over a page break and hold two labels: at the break, or where a level-2 cell was cut.
pub(super) fn part_level1(
    sheet: &mut Sheet,
    words: &Vocabulary,
    column: &HeaderColumn,
    (from, to): (usize, usize),
    doubled: &[Doubled],
) {
    let mut changed = false;
    for index in sheet.beginning(from, to) {
        let cell = &sheet.cells[index];
        let (row, end) = (cell.row, cell.row + cell.row_span);
        if cell.column < column.start || cell.column >= column.end || row < from || end > to {
            continue;
        }
        let Some((first, rest)) = two_labels(&cell.text, |label| words.level1(label).is_some()) else { continue };
        let cut = doubled.iter().map(|doubled| doubled.row).find(|at| (row + 1..end).contains(at));
        let seam = (row + 1..end).find(|&row| sheet.seams.get(row).copied().unwrap_or(false));
        let Some(at) = cut.or(seam) else { continue };
        let count = spacing::count(&rest);
        sheet.split(index, at, &first, &rest, count);
        changed = true;
    }
    if changed {
        sheet.index(0);
    }
}
