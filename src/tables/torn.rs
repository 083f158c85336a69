//! Rows that a page break has torn: above it begins what goes on below.

use super::flow::{Cell, Table};
use super::{keys, shape};

/// Whether the second table's first row is the rest of the first table's last row.
pub fn is_torn(above: &Table, below: &Table) -> bool {
    !is_of_its_own(above, below)
        && (label_goes_on(above, below)
            || name_goes_on(above, below)
            || level_goes_on(above, below)
            || colon_goes_on(above, below)
            || percent_goes_on(above, below)
            || bracket_goes_on(above, below)
            || head_goes_on(above, below)
            || heads_go_on(above, below))
}

/// The head of the indicators, its cells cut one by one: 指标 above the break, 名称 below it.
fn heads_go_on(above: &Table, below: &Table) -> bool {
    let is_torn = |cell: &&Cell| {
        over(above, cell).is_some_and(|upper| {
            upper.row_span == 1
                && !upper.text.is_empty()
                && !cell.text.is_empty()
                && !shape::is_indicator_header(&upper.text)
                && shape::is_indicator_header(&format!("{}{}", upper.text, cell.text))
        })
    };
    below.row(0).filter(is_torn).count() >= 2
}

/// A row whose label has what stands in brackets behind it below the break （万元）, and nothing beside it there.
fn bracket_goes_on(above: &Table, below: &Table) -> bool {
    let mut texts = below.row(0).filter(|cell| cell.row_span == 1 && !cell.text.is_empty());
    let (Some(rest), None) = (texts.next(), texts.next()) else { return false };
    let in_brackets = rest.text.starts_with(['（', '(']) && rest.text.ends_with(['）', ')']);
    // （2023年度） below a title has the row to itself.
    in_brackets
        && below.row(0).nth(1).is_some()
        && over(above, rest).is_some_and(|upper| upper.row_span == 1 && !upper.text.is_empty())
}

/// A row with a number above the break whose percent sign stands below it.
fn percent_goes_on(above: &Table, below: &Table) -> bool {
    let is_sign = |cell: &&Cell| cell.row_span == 1 && matches!(cell.text.as_str(), "%" | "％");
    let mut signs = below.row(0).filter(is_sign);
    signs.any(|sign| over(above, sign).is_some_and(|upper| upper.row_span == 1 && shape::is_number(&upper.text)))
}

/// The head of the indicators, cut by the break: the column of names is blank below it, as in no indicator.
fn head_goes_on(above: &Table, below: &Table) -> bool {
    let Some(header) = keys::header(above).filter(|header| header.row + header.row_span == above.rows) else {
        return false;
    };
    let mut texts = below.row(0).filter(|cell| !cell.text.is_empty()).peekable();
    texts.peek().is_some()
        && texts.all(|cell| {
            let upper = over(above, cell).is_some_and(|upper| !upper.text.is_empty() && upper.row == header.row);
            upper
                && cell.row_span == 1
                && cell.column != header.column
                && !cell.text.contains(|c: char| c.is_ascii_digit())
        })
}

/// A row whose label ends in a colon above the break (其中：), with the rest of the label and nothing else below it.
fn colon_goes_on(above: &Table, below: &Table) -> bool {
    let mut texts = below.row(0).filter(|cell| !cell.text.is_empty());
    let (Some(rest), None) = (texts.next(), texts.next()) else { return false };
    over(above, rest).is_some_and(|upper| upper.row_span == 1 && upper.text.ends_with(['：', ':']))
}

/// The cell in the last row that stands over one in the first row below the break.
pub fn over<'t>(above: &'t Table, below: &Cell) -> Option<&'t Cell> {
    above.cells.get(place_over(above, below)?)
}

/// Its place among the cells, looked for from the last: a table may go over thousands of pages.
pub fn place_over(above: &Table, below: &Cell) -> Option<usize> {
    above.cells.iter().rposition(|upper| {
        upper.row + upper.row_span == above.rows
            && upper.column == below.column
            && upper.column_span == below.column_span
    })
}

/// A row that nothing above goes on in: it has a number under a number (总分 below the last indicator), a whole label of the
/// hierarchy under another, nothing but dots, or stands below the head of the indicators.
fn is_of_its_own(above: &Table, below: &Table) -> bool {
    let number = |cell: &Cell| cell.row_span == 1 && shape::is_number(&cell.text);
    let mut texts = below.row(0).filter(|cell| !cell.text.is_empty());
    let label = |cell: &Cell| cell.row_span == 1 && shape::is_level_label(&cell.text);
    below.row(0).any(|cell| {
        (number(cell) && over(above, cell).is_some_and(number)) || (label(cell) && over(above, cell).is_some_and(label))
    }) || texts.all(|cell| shape::is_dots(&cell.text))
        || below.row(0).filter(|cell| is_below_head(above, cell)).count() >= 2
}

/// Whether a text stands below the header of a column that is whole without it.
fn is_below_head(above: &Table, cell: &Cell) -> bool {
    let is_rest = cell.text.starts_with(['（', '(']);
    let is_whole = |upper: &Cell| {
        shape::is_indicator_header(&upper.text) && !shape::is_indicator_header(&format!("{}{}", upper.text, cell.text))
    };
    !cell.text.is_empty() && !is_rest && over(above, cell).is_some_and(is_whole)
}

/// A row whose label of the hierarchy is torn: 社会效益 above the break, 指标 below it, and no other row has it.
fn level_goes_on(above: &Table, below: &Table) -> bool {
    below.row(0).any(|cell| {
        cell.row_span == 1
            && over(above, cell)
                .is_some_and(|upper| upper.row_span == 1 && shape::are_halves_of_level_label(&upper.text, &cell.text))
    })
}

/// A row of a label and its text, cut by the break: the label is blank on the second page. What stands beside it may be the
/// heading of the row below instead.
fn label_goes_on(above: &Table, below: &Table) -> bool {
    let last: Vec<&Cell> = above.cells.iter().filter(|cell| cell.row + cell.row_span == above.rows).collect();
    let first: Vec<&Cell> = below.row(0).collect();
    last.len() == 2
        && first.len() == 2
        && last.iter().all(|cell| cell.row_span == 1 || cell.column == last[0].column)
        && first.iter().all(|cell| cell.row_span == 1)
        && !shape::heads_prose(&last[1].text)
        && !last[0].text.is_empty()
        && first[0].text.is_empty()
        && !first[1].text.is_empty()
}

/// A row of a list, cut by the break: on the second page its name, or its value, is blank though the first page has one.
fn name_goes_on(above: &Table, below: &Table) -> bool {
    let Some(header) = keys::header(above) else { return false };
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
pub fn same_structure(above: &Table, below: &Table) -> bool {
    below.row(0).all(|cell| over(above, cell).is_some())
}
