//! Text dumps drop, add and shift cells: what belongs in which column is settled by what the cells hold.
//!
//! Below each head (see [`header`]) the cells of a row are matched to its columns in order, at the least cost: a cell costs what it
//! does not look like (a number under 三级指标), and every change of shift against the printed position costs a little.

use crate::normalise::header::{self, ColumnRole, Header, HeaderColumn, Kind};
use crate::normalise::inline;
use crate::normalise::shape;
use crate::normalise::sheet::{NOWHERE, Sheet};
use crate::normalise::vocabulary::{Column, PhaseColumn, Vocabulary};
use std::collections::BTreeMap;

/// More cells than a row of any form has; longer rows are left as they are.
const MAX_CELLS: usize = 64;
/// What it costs when the shift against the printed position changes.
const SHIFT: u32 = 3;
/// What it costs to pass over the name column with something to its right: a row without a name is rare.
const NAMELESS: u32 = 10;
/// What it costs to find no column for a cell.
const HOMELESS: u32 = 40;

/// How far the cells of a block's rows stand from their columns. Most rows agree; one that does not has lost cells, or has
/// some too many, and says so.
#[derive(Default)]
struct Shifts {
    /// The first cell of a row, how far it stands from its column, and whether the others stand as far.
    rows: Vec<(usize, i64, bool)>,
}

/// What a cell says whose row was shifted against the others.
pub(super) const SHIFTED: &str = "row shifted against the others of its table; its cells were put under their columns";

impl Shifts {
    fn take(&mut self, sheet: &Sheet, begun: &[usize], columns: &[Option<usize>]) {
        let shift = |(&cell, column): (&usize, &Option<usize>)| {
            let printed = i64::try_from(sheet.cells[cell].column).ok()?;
            Some(i64::try_from((*column)?).ok()? - printed)
        };
        let shifts: Vec<i64> = begun.iter().zip(columns).filter_map(shift).collect();
        if let (Some(&cell), Some(&first)) = (begun.last(), shifts.first()) {
            self.rows.push((cell, first, shifts.iter().all(|shift| *shift == first)));
        }
    }

    /// Marks the rows of a block that stand otherwise than most.
    fn tell(&mut self, sheet: &mut Sheet) {
        let rows = std::mem::take(&mut self.rows);
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        rows.iter().for_each(|(_, shift, _)| *counts.entry(*shift).or_default() += 1);
        let Some(usual) = counts.iter().max_by_key(|(_, count)| **count).map(|(shift, _)| *shift) else { return };
        for (cell, shift, is_even) in rows {
            if shift != usual || !is_even {
                sheet.cells[cell].repairs.push(SHIFTED.to_owned());
            }
        }
    }
}

/// Moves the cells of an unaligned sheet to the columns they belong in.
pub(super) fn realign(sheet: &mut Sheet, words: &Vocabulary) {
    let mut head: Option<Header> = None;
    let mut shifts = Shifts::default();
    let mut row = 0;
    while row < sheet.rows.len() {
        if let Some(found) = header::find(sheet, row, words) {
            shifts.tell(sheet);
            let found = settle(sheet, row, found);
            row += found.rows;
            head = Some(found);
            continue;
        }
        if head.as_ref().is_some_and(|head| ends(sheet, row, head, words)) {
            head = None;
        }
        if let Some(head) = &head {
            align_row(sheet, row, head, words, &mut shifts);
        }
        row += 1;
    }
    shifts.tell(sheet);
    sheet.aligned = true;
    sheet.index(0);
}

/// Numbers the head's columns without gaps, with a column for the block's label in front, and moves its cells there.
fn settle(sheet: &mut Sheet, row: usize, found: Header) -> Header {
    let labelled = found.columns.first().is_some_and(|column| column.role == ColumnRole::Section);
    let lists = matches!(found.kind, Kind::List | Kind::Wide);
    let front = usize::from(!labelled && !lists);
    // A budget block has two columns of labels in front: the block's and the rows'.
    let front = front + usize::from(found.kind == Kind::Phases && labelled);
    let mut columns: Vec<HeaderColumn> = Vec::with_capacity(found.columns.len() + front);
    let section = |start| HeaderColumn {
        start,
        end: start + 1,
        role: ColumnRole::Section,
        text: String::new(),
        cell: usize::MAX,
        parent: None,
    };
    if !labelled && front > 0 {
        columns.push(section(0));
    }
    for (index, column) in found.columns.into_iter().enumerate() {
        let to = columns.len();
        let cell = &mut sheet.cells[column.cell];
        (cell.column, cell.column_span) = (to, 1);
        if let Some(parent) = column.parent {
            // A spanning header stands over its columns, which follow one another.
            let first = columns.iter().find(|other| other.parent == Some(parent)).map_or(to, |other| other.start);
            let cell = &mut sheet.cells[parent];
            (cell.column, cell.column_span) = (first, to + 1 - first);
        }
        columns.push(HeaderColumn { start: to, end: to + 1, ..column });
        if index == 0 && labelled && front > 0 {
            columns.push(section(to + 1));
        }
    }
    // Blank cells of a dump's head say nothing about columns.
    for at in row..row + found.rows {
        for cell in sheet.covering(at).to_vec() {
            if sheet.cells[cell].text.is_empty() {
                sheet.cells[cell].column = NOWHERE;
            }
        }
    }
    Header { columns, ..found }
}

/// Whether a row no longer belongs to the block.
fn ends(sheet: &Sheet, row: usize, head: &Header, words: &Vocabulary) -> bool {
    let begun = sheet.begun(row);
    let Some(&first) = begun.first() else { return false };
    let cell = &sheet.cells[first];
    let label = &cell.label;
    if cell.column > 0 {
        return false;
    }
    let header_label = words.field(label).is_some() || words.narrative(label).is_some() || words.is_extra(label);
    match head.kind {
        Kind::List | Kind::Wide => false,
        Kind::Indicators if inline::split(words, &cell.text).is_some() => true,
        Kind::Indicators => header_label && words.level1(label).is_none() && words.level2(label).is_none(),
        Kind::Phases => header_label || (words.is_section(label) && words.budget(label).is_none()),
        Kind::Tasks | Kind::Costs => header_label,
        Kind::Goals => header_label || words.is_section(label) || words.budget(label).is_some(),
    }
}

fn align_row(sheet: &mut Sheet, row: usize, head: &Header, words: &Vocabulary, shifts: &mut Shifts) {
    let begun = sheet.begun(row);
    if begun.is_empty() || begun.len() > MAX_CELLS {
        return;
    }
    let first = &sheet.cells[begun[0]].label;
    let total = words.is_total(first);
    let columns = match head.kind {
        Kind::Indicators if total => total_row(sheet, &begun, head),
        // A heading over a group of projects, or the label of their sums, stands in front.
        Kind::List | Kind::Wide if begun.len() == 1 => vec![Some(0)],
        Kind::List | Kind::Wide if total => {
            let mut columns = vec![Some(0)];
            columns.extend(best(sheet, &begun[1..], head, words));
            columns
        }
        _ => best(sheet, &begun, head, words),
    };
    if head.kind == Kind::Indicators && !total {
        shifts.take(sheet, &begun, &columns);
    }
    for (&cell, column) in begun.iter().zip(&columns) {
        match column {
            Some(column) => sheet.cells[cell].column = *column,
            // To the right of every column: found by nobody, so it is reported as unplaced.
            None => sheet.cells[cell].column = head.columns.len() + cell,
        }
    }
    // Blank cells of a dump say nothing about columns.
    for cell in sheet.covering(row).to_vec() {
        if sheet.cells[cell].text.is_empty() {
            sheet.cells[cell].column = NOWHERE;
        }
    }
}

/// A row of sums: the label, then weight and score.
fn total_row(sheet: &Sheet, begun: &[usize], head: &Header) -> Vec<Option<usize>> {
    let find = |wanted: Column| head.columns.iter().position(|column| column.role == ColumnRole::Indicator(wanted));
    let (weight, score) = (find(Column::Weight), find(Column::Score));
    let numbers = begun[1..].iter().filter(|&&cell| shape::is_number(&sheet.cells[cell].text)).count();
    let mut homes: Vec<usize> = match (weight, score, numbers) {
        (Some(weight), Some(score), 2..) => vec![weight, score],
        (_, Some(score), _) => vec![score],
        (Some(weight), None, _) => vec![weight],
        _ => Vec::new(),
    };
    homes.reverse();
    let mut columns = vec![Some(0)];
    for &cell in &begun[1..] {
        if shape::is_number(&sheet.cells[cell].text) {
            columns.push(homes.pop());
        } else {
            columns.push(find(Column::Deviation));
        }
    }
    columns
}

/// The columns of a row's cells at the least cost, in order; `None` for a cell that fits nowhere.
fn best(sheet: &Sheet, begun: &[usize], head: &Header, words: &Vocabulary) -> Vec<Option<usize>> {
    let (cells, columns) = (begun.len(), head.columns.len());
    // cost[i][j]: cells 0..=i placed, the last of them in column j. A homeless cell keeps the column of the cell before it.
    let mut cost = vec![vec![u32::MAX; columns]; cells];
    let mut from: Vec<Vec<Option<usize>>> = vec![vec![None; columns]; cells];
    let position = |i: usize| i64::try_from(sheet.cells[begun[i]].column).unwrap_or(i64::MAX / 4);
    let shift = |i: usize, j: usize| i64::try_from(j).unwrap_or(0) - position(i);
    let misfit = |i: usize, j: usize| 2 * misfit(&head.columns[j].role, sheet, begun[i], head.kind, words);
    let mut homeless = vec![false; cells];
    let name = head.columns.iter().position(|column| column.role == ColumnRole::Indicator(Column::Name));
    // Whether the name column lies between two columns.
    let skips =
        |from: Option<usize>, to: usize| name.is_some_and(|name| from.is_none_or(|from| from < name) && to > name);
    for i in 0..cells {
        for j in 0..columns {
            let own = misfit(i, j);
            let mut least = u32::MAX;
            if i == 0 {
                least = if shift(0, j) == 0 { 0 } else { SHIFT };
                least += if skips(None, j) { NAMELESS } else { 0 };
            } else {
                for (k, &before) in cost[i - 1].iter().enumerate().take(j) {
                    if before == u32::MAX {
                        continue;
                    }
                    let change = if shift(i, j) == shift(i - 1, k) { 0 } else { SHIFT };
                    let nameless = if skips(Some(k), j) { NAMELESS } else { 0 };
                    let total = before + change + nameless;
                    if total < least {
                        least = total;
                        from[i][j] = Some(k);
                    }
                }
            }
            if least < u32::MAX {
                cost[i][j] = least + own;
            }
        }
        // More cells than columns, or nothing fits: this cell has no home.
        if cost[i].iter().all(|&cost| cost >= HOMELESS * 2) {
            homeless[i] = true;
            for j in 0..columns {
                let before = if i == 0 { 0 } else { cost[i - 1][j] };
                cost[i][j] = before.saturating_add(HOMELESS);
                from[i][j] = Some(j);
            }
        }
    }
    let mut out = vec![None; cells];
    let mut j = (0..columns).min_by_key(|&j| cost[cells - 1][j]);
    for i in (0..cells).rev() {
        let Some(column) = j else { break };
        if homeless[i] {
            out[i] = None;
            continue;
        }
        out[i] = Some(column);
        j = from[i][column];
    }
    out
}

/// How little a cell looks like what a column holds: 0 fits, 10 cannot be.
fn misfit(role: &ColumnRole, sheet: &Sheet, cell: usize, kind: Kind, words: &Vocabulary) -> u32 {
    let cell = &sheet.cells[cell];
    let (text, label) = (cell.text.as_str(), &cell.label);
    let number = shape::is_number(text);
    let dash = shape::is_dash(text);
    let level = words.level1(label).is_some() || words.level2(label).is_some();
    let long = text.chars().count();
    match role {
        ColumnRole::Section if kind == Kind::Phases => match () {
            () if words.budget(label).is_some() || words.is_section(label) => 0,
            () if number || dash => 10,
            () => 3,
        },
        ColumnRole::Section => {
            if words.is_section(label) {
                0
            } else {
                8
            }
        }
        ColumnRole::Indicator(Column::Level1) => match () {
            // 成本指标 is a label of both levels; of the second far more often.
            () if words.level1(label).is_some() => u32::from(words.level2(label) == Some("cost")),
            () if number => 10,
            () if words.level2(label).is_some() => 5,
            () => 6,
        },
        ColumnRole::Indicator(Column::Level2) => match () {
            () if words.level2(label).is_some() => 0,
            () if number => 10,
            () if words.level1(label).is_some() => 5,
            () if label.bare.ends_with("指标") => 1,
            () => 6,
        },
        ColumnRole::Indicator(Column::Name) => match () {
            () if level && label.bare.ends_with("指标") => 8,
            () if number => 8,
            () if shape::is_rule(text) => 6,
            () if shape::is_valued(text) => 4,
            () => 0,
        },
        ColumnRole::Indicator(Column::Target | Column::AdjustedTarget | Column::Actual) => match () {
            () if level && label.bare.ends_with("指标") => 8,
            () if shape::is_rule(text) && long > 12 => 5,
            () if shape::is_valued(text) || number => 0,
            () if long <= 30 => 1,
            () => 3,
        },
        ColumnRole::Indicator(Column::Sign) => {
            if shape::is_sign(text) {
                0
            } else {
                10
            }
        }
        ColumnRole::Indicator(Column::Unit) => match () {
            () if shape::is_sign(text) || number => 9,
            () if long <= 6 => 0,
            () => 5,
        },
        ColumnRole::Indicator(Column::Weight | Column::Score) => match () {
            () if number => 0,
            () if dash => 1,
            () => 10,
        },
        ColumnRole::Indicator(Column::Rule) => match () {
            () if shape::is_rule(text) => 0,
            () if number => 9,
            () => 2,
        },
        // A list's other columns hold anything: 序号 most of all.
        ColumnRole::Extra if matches!(kind, Kind::List | Kind::Wide) => u32::from(!number && long > 20),
        ColumnRole::Indicator(Column::Deviation | Column::Extra) | ColumnRole::Extra => match () {
            () if number && *role == ColumnRole::Indicator(Column::Deviation) => 4,
            () if level && label.bare.ends_with("指标") => 6,
            () => 1,
        },
        ColumnRole::Field(_) | ColumnRole::Item => {
            if number {
                6
            } else {
                1
            }
        }
        ColumnRole::Budget(_) => match () {
            () if number => 0,
            () if dash => 1,
            () => 9,
        },
        ColumnRole::Narrative(_) => {
            if number {
                6
            } else {
                1
            }
        }
        ColumnRole::Category { .. } => {
            if shape::is_valued(text) || text.contains('：') {
                0
            } else {
                2
            }
        }
        ColumnRole::Phase(PhaseColumn::Reason) => {
            if number {
                5
            } else {
                1
            }
        }
        ColumnRole::Phase(PhaseColumn::Phase(phase)) => {
            use crate::normalise::disclosure::Phase;
            let percent = text.ends_with(['%', '％']);
            match (phase, number, dash) {
                (Phase::Rate, true, _) => u32::from(!percent),
                (_, true, _) if percent => 5,
                (_, true, _) => 0,
                (_, _, true) => 1,
                _ => 9,
            }
        }
    }
}
