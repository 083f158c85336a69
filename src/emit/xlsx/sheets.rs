//! What one document adds to the workbook: its rows, free of the conversion they were made from.

use super::layout::{FINDINGS, INDICATORS, SHEETS, SHOWN, TABLES};
use crate::emit::rows::Cell;
use crate::emit::rows::records::{Broken, Records};
use crate::emit::rows::shape::{self, shapes};

/// The rows of one document.
#[derive(Debug, Default)]
pub struct Sheets {
    /// The rows of each sheet, in the order of the sheets.
    pub(super) rows: [Vec<Vec<Cell<'static>>>; SHEETS],
    /// The ids of the forms, by row.
    pub(super) tables: Vec<String>,
    /// The ids of the indicators, by row.
    pub(super) indicators: Vec<String>,
    /// What each finding is about: the id of an indicator or a form.
    pub(super) about: Vec<String>,
}

impl Sheets {
    /// The rows of a document, from those of each dataset.
    ///
    /// # Errors
    /// The records are not whole.
    pub fn read(rows: &[Records; shape::COUNT]) -> Result<Self, Broken> {
        let mut sheets = Sheets::default();
        for (sheet, dataset) in SHOWN.into_iter().enumerate() {
            rows[dataset].each(&shapes()[dataset].columns, |cells| {
                sheets.rows[sheet].push(cells.iter().cloned().map(Cell::into_owned).collect());
                Ok::<(), Broken>(())
            })?;
        }
        sheets.tables = sheets.column(TABLES, "table");
        sheets.indicators = sheets.column(INDICATORS, "indicator");
        let (fields, tables) = (sheets.column(FINDINGS, "field"), sheets.column(FINDINGS, "table"));
        sheets.about = fields.iter().zip(tables).map(|(field, table)| about(field, table)).collect();
        Ok(sheets)
    }

    /// The texts of a column.
    fn column(&self, sheet: usize, name: &str) -> Vec<String> {
        let position = shapes()[SHOWN[sheet]].position(name);
        let text = |cells: &Vec<Cell>| match position.and_then(|position| cells.get(position)) {
            Some(Cell::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        self.rows[sheet].iter().map(text).collect()
    }
}

/// The indicator that a finding's first passage belongs to (`t01.i03.target`), else its first form.
fn about(field: &str, table: String) -> String {
    let mut parts = field.split('.');
    match (parts.next(), parts.next()) {
        (Some(form), Some(indicator)) if form.starts_with('t') && is_number(indicator.strip_prefix('i')) => {
            format!("{form}.{indicator}")
        }
        _ => table,
    }
}

fn is_number(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}
