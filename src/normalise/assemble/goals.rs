//! Goals side by side: 预期目标 and 实际完成情况, 中期目标 and 年度目标, the prose below their labels.

use super::Builder;
use crate::normalise::disclosure::Field;
use crate::normalise::header::{self, ColumnRole, Header};
use crate::normalise::label;
use crate::tables::markup::is_finished;

impl Builder<'_> {
    /// The prose below goals that stand side by side.
    pub(super) fn goal_rows(&mut self, from: usize, to: usize, head: &Header) -> usize {
        let mut filled: Vec<Option<usize>> = vec![None; head.columns.len()];
        let mut row = from;
        while row < to {
            let begun = self.sheet.begun(row);
            if row > from && (self.begins_anew(row) || header::find(self.sheet, row, self.words).is_some()) {
                break;
            }
            let mut any = false;
            // The block's label in front of the prose, where columns are only guessed.
            let labels = begun.iter().take_while(|&&cell| self.meaning(cell).is_some()).count();
            let labels = if labels < begun.len() { labels } else { 0 };
            for &cell in &begun[..labels] {
                self.sheet.furnish(cell);
            }
            for &cell in &begun[labels..] {
                let found = head.columns.iter().position(|column| {
                    matches!(column.role, ColumnRole::Narrative(_))
                        && self.sheet.cells[cell].overlaps(column.start, column.end)
                });
                let Some(index) = found else {
                    // The label of the block, repeated or standing in the middle of its rows.
                    if self.meaning(cell).is_some() || self.sheet.cells[cell].column < head.columns[0].end {
                        self.sheet.furnish(cell);
                    }
                    continue;
                };
                any = true;
                self.goal(&head.columns[index], cell, &mut filled[index]);
            }
            if !any && row > from {
                break;
            }
            row += 1;
        }
        for (column, filled) in head.columns.iter().zip(&filled) {
            if let ColumnRole::Narrative(role) = &column.role {
                self.goals.push((column.start, column.end, column.text.clone()));
                if filled.is_none() {
                    let above = self
                        .sheet
                        .covering(from.saturating_sub(1))
                        .iter()
                        .find(|&&cell| self.sheet.cells[cell].overlaps(column.start, column.end));
                    let place = above.map(|&cell| self.sheet.cells[cell].place.clone()).unwrap_or_default();
                    let field = Field { label: label::published(&column.text), text: None, place, repairs: Vec::new() };
                    self.push_narrative(role, field);
                }
            }
        }
        row
    }

    fn goal(&mut self, column: &header::HeaderColumn, cell: usize, filled: &mut Option<usize>) {
        let ColumnRole::Narrative(role) = &column.role else { return };
        let printed = &self.sheet.cells[cell];
        let (text, place, repairs) = (printed.text.clone(), printed.place.clone(), printed.repairs.clone());
        match *filled {
            None => {
                self.sheet.place(cell);
                let field = Field { label: label::published(&column.text), text: Some(text), place, repairs };
                self.push_narrative(role, field);
                *filled = Some(self.form.narratives.len() - 1);
            }
            Some(index) => {
                let Some(narrative) = self.form.narratives.get_mut(index) else { return };
                if narrative.text == text {
                    // A merged cell that a text form repeats.
                    self.sheet.furnish(cell);
                    return;
                }
                self.sheet.place(cell);
                if is_finished(&narrative.text) {
                    narrative.text.push('\n');
                }
                narrative.text.push_str(&text);
                narrative.place.extend(&place);
                narrative.repairs.push("joined with the cell below".to_owned());
            }
        }
    }
}
