//! 一级指标 and 二级指标: labels that span rows, are left blank below, are repeated, or are torn at a page break.

use super::Group;
use super::row::Reading;
use crate::normalise::assemble::Builder;
use crate::normalise::header::{ColumnRole, Header};
use crate::normalise::label::Label;
use crate::normalise::parsing;
use crate::normalise::seams::{self, Doubled};
use crate::normalise::sheet::Sheet;
use crate::normalise::vocabulary::Column;
use crate::place::Place;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// All level labels of a block, and which ones hold at the current row.
#[derive(Default)]
pub(super) struct Levels {
    labels: Vec<LevelLabel>,
    level1: Option<usize>,
    /// The current level-2 label by its column.
    level2: Vec<(usize, usize)>,
    /// Level-2 labels that had run into the one above them.
    doubled: Vec<Doubled>,
}

/// One printed level label.
pub(super) struct LevelLabel {
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) parent: Option<usize>,
    second: bool,
    /// The cells that print it: one, or one a row where it is repeated.
    cells: Vec<usize>,
    indicators: usize,
    points: Option<Decimal>,
    /// Whether the label is a whole one that the vocabulary knows.
    known: bool,
}

/// The labels that hold for a group's row, and whether they were printed in it.
#[derive(Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) level1: Option<usize>,
    pub(super) level2: Option<usize>,
    pub(super) printed1: bool,
    pub(super) printed2: bool,
    pub(super) carried1: bool,
    pub(super) carried2: bool,
}

impl Levels {
    pub(super) fn with(doubled: Vec<Doubled>) -> Self {
        Levels { doubled, ..Levels::default() }
    }

    /// Takes up the labels that stand above a row without a row of their own.
    pub(super) fn close(&mut self, row: usize, head: &Header) {
        let (due, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.doubled).into_iter().partition(|doubled| doubled.row <= row);
        self.doubled = rest;
        for doubled in due {
            let column = head.columns.iter().position(|column| (column.start..column.end).contains(&doubled.column));
            let label = LevelLabel {
                text: doubled.text,
                place: doubled.place,
                parent: self.level1,
                second: true,
                cells: Vec::new(),
                indicators: 0,
                points: None,
                known: true,
            };
            self.labels.push(label);
            if let Some(column) = column {
                self.level2.retain(|(known, _)| *known != column);
                self.level2.push((column, self.labels.len() - 1));
            }
        }
    }

    pub(super) fn text(&self, index: usize) -> String {
        self.labels[index].text.clone()
    }

    pub(super) fn place(&self, index: usize) -> &Place {
        &self.labels[index].place
    }

    /// Counts an indicator under its labels.
    pub(super) fn count(&mut self, level1: Option<usize>, level2: Option<usize>) {
        for index in [level1, level2].into_iter().flatten() {
            self.labels[index].indicators += 1;
        }
    }

    /// Level-2 labels with no indicator beside them, in printed order.
    pub(super) fn empty(&self) -> impl Iterator<Item = &LevelLabel> {
        self.labels.iter().filter(|label| label.second && label.indicators == 0)
    }

    /// Accounts for the labels: those of indicators and of empty categories are placed; a level-1 label with nothing under it is
    /// furniture if it is one of the form's words, and stays open if it is not.
    pub(super) fn settle(&self, sheet: &mut Sheet) {
        let parents: BTreeSet<usize> = self.labels.iter().filter_map(|label| label.parent).collect();
        for (index, label) in self.labels.iter().enumerate() {
            for &cell in &label.cells {
                if label.second || label.indicators > 0 || parents.contains(&index) {
                    sheet.place(cell);
                } else if label.known {
                    sheet.furnish(cell);
                }
            }
        }
    }

    /// Points printed with level-1 labels.
    pub(super) fn points(&self) -> impl Iterator<Item = (String, Decimal, Place)> + '_ {
        self.labels
            .iter()
            .filter(|label| !label.second)
            .filter_map(|label| Some((label.text.clone(), label.points?, label.place.clone())))
    }

    /// Reads the level labels of a row.
    pub(super) fn read(&mut self, builder: &mut Builder, row: usize, reading: &Reading, head: &Header) {
        for (index, column) in head.columns.iter().enumerate() {
            match column.role {
                ColumnRole::Indicator(Column::Level2) if self.doubled.iter().any(|doubled| doubled.row <= row) => {
                    self.close(row, head);
                    self.read_level2(builder, row, reading, index);
                }
                ColumnRole::Indicator(Column::Level1) => {
                    if let Some(found) = self.label(builder, row, &reading.cells[index], self.level1, false)
                        && self.level1 != Some(found)
                    {
                        self.level1 = Some(found);
                        self.level2.clear();
                    }
                }
                ColumnRole::Indicator(Column::Level2) => self.read_level2(builder, row, reading, index),
                _ => {}
            }
        }
    }

    fn read_level2(&mut self, builder: &mut Builder, row: usize, reading: &Reading, index: usize) {
        let current = self.current2(index);
        if let Some(found) = self.label(builder, row, &reading.cells[index], current, true) {
            self.level2.retain(|(column, _)| *column != index);
            self.level2.push((index, found));
        }
    }

    fn current2(&self, column: usize) -> Option<usize> {
        self.level2.iter().find(|(index, _)| *index == column).map(|(_, label)| *label)
    }

    /// The label that a row's cells of a level column carry; `None` where they are blank.
    fn label(
        &mut self,
        builder: &mut Builder,
        row: usize,
        cells: &[usize],
        current: Option<usize>,
        second: bool,
    ) -> Option<usize> {
        let cell = cells.iter().copied().find(|&cell| !builder.sheet.cells[cell].text.is_empty())?;
        if let Some(current) = current
            && self.labels[current].cells.contains(&cell)
        {
            return Some(current);
        }
        let printed = &builder.sheet.cells[cell];
        let (mut text, points) = split_points(&printed.text);
        if second && let Some((first, _)) = seams::two_labels(&text, |label| builder.words.level2(label).is_some()) {
            text = first;
        }
        if let Some(current) = current {
            let before = &self.labels[current];
            if before.text == text {
                self.labels[current].cells.push(cell);
                return Some(current);
            }
            // Torn at a page break: neither half is a word, both together are.
            let seam = builder.sheet.seams.get(row).copied().unwrap_or(false);
            let joined = format!("{}{text}", before.text);
            if !before.known && is_known(builder, &joined, second) && (seam || !is_known(builder, &text, second)) {
                let place = printed.place.clone();
                let before = &mut self.labels[current];
                before.text = joined;
                before.known = true;
                before.cells.push(cell);
                before.place.extend(&place);
                return Some(current);
            }
        }
        let parent = if second { self.level1 } else { None };
        let known = is_known(builder, &text, second);
        let place = printed.place.clone();
        self.labels.push(LevelLabel { text, place, parent, second, cells: vec![cell], indicators: 0, points, known });
        Some(self.labels.len() - 1)
    }

    /// What holds for a group in a row.
    pub(super) fn of_group(
        &self,
        builder: &Builder,
        row: usize,
        reading: &Reading,
        head: &Header,
        group: &Group,
    ) -> Known {
        let mut known = Known { level1: self.level1, ..Known::default() };
        for &index in &group.columns {
            let printed = |cells: &[usize]| {
                let begins = cells.iter().any(|&cell| {
                    let cell = &builder.sheet.cells[cell];
                    cell.row == row && !cell.text.is_empty()
                });
                let spans = cells.iter().any(|&cell| !builder.sheet.cells[cell].text.is_empty());
                (begins, !spans)
            };
            match head.columns[index].role {
                ColumnRole::Indicator(Column::Level1) => {
                    (known.printed1, known.carried1) = printed(&reading.cells[index])
                }
                ColumnRole::Indicator(Column::Level2) => {
                    known.level2 = self.current2(index);
                    (known.printed2, known.carried2) = printed(&reading.cells[index]);
                }
                _ => {}
            }
        }
        known
    }
}

fn is_known(builder: &Builder, text: &str, second: bool) -> bool {
    let label = Label::of(text);
    if second { builder.words.level2(&label).is_some() } else { builder.words.level1(&label).is_some() }
}

/// `产出指标（50分）` → the label and its points.
fn split_points(text: &str) -> (String, Option<Decimal>) {
    let text = text.replace('\n', "");
    let text = text.trim_start_matches(['★', '☆', '*']);
    if let Some(open) = text.rfind(['（', '('])
        && open > 0
        && let Some(inner) = text[open..].trim_start_matches(['（', '(']).strip_suffix(['）', ')'])
        && let Some(points) = parsing::number(inner.trim_end_matches('分'))
    {
        return (text[..open].to_owned(), Some(points));
    }
    (text.to_owned(), None)
}
