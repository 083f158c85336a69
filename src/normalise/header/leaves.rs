//! The lowest header cell of each column: heads of two rows, spanning headers, and dumps that lost their spans.

use super::{ColumnRole, HeaderColumn};
use crate::normalise::label::Label;
use crate::normalise::sheet::Sheet;
use crate::normalise::vocabulary::{Column, Vocabulary};

/// The lowest header cell of a column.
pub(super) struct Leaf {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: Label,
    pub(super) text: String,
    pub(super) parent: Option<Label>,
    pub(super) parent_text: Option<String>,
    cell: usize,
    above: Option<usize>,
}

impl Leaf {
    /// The column it heads.
    pub(super) fn column(self, role: ColumnRole) -> HeaderColumn {
        let text = match &self.parent_text {
            Some(parent) if role == ColumnRole::Extra => format!("{parent}›{}", self.text),
            _ => self.text,
        };
        HeaderColumn { start: self.start, end: self.end, role, text, cell: self.cell, parent: self.above }
    }

    pub(super) fn of(sheet: &Sheet, cell: usize, above: Option<usize>) -> Self {
        let printed = &sheet.cells[cell];
        let text = |cell: usize| sheet.cells[cell].text.replace('\n', "");
        Leaf {
            start: printed.column,
            end: printed.end(),
            label: printed.label.clone(),
            text: text(cell),
            parent: above.map(|above| sheet.cells[above].label.clone()),
            parent_text: above.map(text),
            cell,
            above,
        }
    }
}

/// The leaves of a head of one or two rows, left to right.
pub(super) fn leaves(sheet: &Sheet, row: usize, rows: usize, words: &Vocabulary) -> Vec<Leaf> {
    let upper: Vec<usize> =
        sheet.covering(row).iter().copied().filter(|&cell| !sheet.cells[cell].text.is_empty()).collect();
    let lower: Vec<usize> = if rows > 1 { below(sheet, row) } else { Vec::new() };
    let parents: Vec<Option<usize>> = if sheet.aligned {
        parents_by_place(sheet, &upper, &lower)
    } else {
        parents_by_meaning(sheet, &upper, &lower, words)
    };
    let mut leaves = Vec::with_capacity(upper.len() + lower.len());
    for (index, &cell) in upper.iter().enumerate() {
        let before = leaves.len();
        let children =
            lower.iter().zip(&parents).filter(|(_, parent)| **parent == Some(index)).map(|(&under, _)| under);
        leaves.extend(children.map(|under| Leaf::of(sheet, under, Some(cell))));
        if leaves.len() == before {
            leaves.push(Leaf::of(sheet, cell, None));
        }
    }
    if sheet.aligned {
        leaves.sort_by_key(|leaf| leaf.start);
    } else if rows > 1 {
        // Without columns to trust, their order is all there is.
        for (at, leaf) in leaves.iter_mut().enumerate() {
            (leaf.start, leaf.end) = (at, at + 1);
        }
    }
    leaves
}

/// What begins in the row below, without repetitions of what stands above it (text forms repeat instead of spanning).
pub(super) fn below(sheet: &Sheet, row: usize) -> Vec<usize> {
    let repeated = |cell: usize| {
        let cell = &sheet.cells[cell];
        sheet.covering(row).iter().any(|&above| {
            let above = &sheet.cells[above];
            above.label == cell.label && above.overlaps(cell.column, cell.end())
        })
    };
    sheet.each_begun(row + 1).filter(|&cell| !repeated(cell)).collect()
}

/// The spanning header over each lower cell, as an index into the upper ones. In Markdown a spanning header stands once, with blank
/// cells after it.
fn parents_by_place(sheet: &Sheet, upper: &[usize], lower: &[usize]) -> Vec<Option<usize>> {
    let over = |under: &usize| {
        let column = sheet.cells[*under].column;
        let at = upper.iter().rposition(|&cell| sheet.cells[cell].column <= column)?;
        let cell = &sheet.cells[upper[at]];
        // A cell that reaches down into the second row itself stands beside it, not over it.
        (column < cell.end() || (cell.row_span == 1 && sheet.cells[*under].row == cell.row + 1)).then_some(at)
    };
    lower.iter().map(over).collect()
}

/// The same for a dump: by what the headers mean, in their order.
fn parents_by_meaning(sheet: &Sheet, upper: &[usize], lower: &[usize], words: &Vocabulary) -> Vec<Option<usize>> {
    let mut from = 0;
    let mut out = Vec::with_capacity(lower.len());
    for &under in lower {
        let label = &sheet.cells[under].label;
        let satisfied = upper.iter().any(|&cell| words.level1(&sheet.cells[cell].label) == Some("satisfaction"));
        let fits = |&cell: &usize| takes(&sheet.cells[cell].label, label, words, satisfied);
        // Headers stay in order: a lower one never goes back behind the parent of the one before it.
        let found = upper[from..].iter().position(fits).map(|at| at + from);
        if let Some(found) = found {
            from = found;
        }
        out.push(found.or(out.last().copied().flatten()));
    }
    out
}

/// Whether one header can span another.
fn takes(above: &Label, below: &Label, words: &Vocabulary, satisfied: bool) -> bool {
    if let (Some(first), Some(second)) = (words.level1(above), words.level2(below)) {
        return match first {
            "output" => ["quantity", "quality", "timeliness", "cost"].contains(&second),
            // Satisfaction is a benefit where it is no level of its own.
            "benefit" if second == "satisfaction" => !satisfied,
            "benefit" => ["economic", "social", "ecological", "sustainability"].contains(&second),
            "satisfaction" => second == "satisfaction",
            "cost" => second.starts_with("cost"),
            _ => true,
        };
    }
    if words.task(below).is_some_and(|meaning| meaning.starts_with("task.")) {
        return words.task(above) == Some("task.total");
    }
    match words.column(below) {
        Some(Column::Sign | Column::Unit | Column::Target) => {
            matches!(words.column(above), Some(Column::Target | Column::AdjustedTarget))
        }
        _ => false,
    }
}
