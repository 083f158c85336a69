//! The sheets: their names, columns and widths.

use crate::emit::rows::{Dataset, Kind, budgets, documents, findings, indicators, tables};
use crate::wording::Lang;

/// Number of sheets with rows.
pub const SHEETS: usize = 5;
/// The sheet of forms.
pub const TABLES: usize = 1;
/// The sheet of indicators.
pub const INDICATORS: usize = 2;
/// The sheet of findings.
pub const FINDINGS: usize = 4;

/// One sheet.
pub struct Layout {
    zh: &'static str,
    en: &'static str,
    /// Its columns in order.
    pub columns: Vec<Column>,
}

/// One column.
pub struct Column {
    /// The name in the other files.
    pub name: &'static str,
    title: &'static str,
    kind: Kind,
}

impl Layout {
    /// The sheets in order.
    pub fn all() -> [Layout; SHEETS] {
        [
            Layout::of::<documents::Documents>("概览"),
            Layout::of::<tables::Tables>("表"),
            Layout::of::<indicators::Indicators>("指标"),
            Layout::of::<budgets::Budgets>("预算"),
            Layout::of::<findings::Findings>("问题"),
        ]
    }

    fn of<D: Dataset>(zh: &'static str) -> Self {
        let columns =
            D::COLUMNS.iter().map(|column| Column { name: column.name, title: column.title, kind: column.kind });
        Layout { zh, en: D::NAME, columns: columns.collect() }
    }

    /// The sheet's name.
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// The column of the form's id, which carries the links.
    pub fn link(&self) -> u16 {
        let position = self.columns.iter().position(|column| column.name == "table");
        position.and_then(|position| u16::try_from(position).ok()).unwrap_or(0)
    }
}

impl Column {
    /// The heading.
    pub fn heading(&self, lang: Lang) -> &'static str {
        lang.pick(self.title, self.name)
    }

    /// The width in characters: wide where sentences stand, narrow where numbers do.
    pub fn width(&self) -> f64 {
        match (self.name, self.kind) {
            ("message", _) => 60.0,
            ("explanation" | "quote" | "scoring_raw" | "error", _) => 44.0,
            ("source" | "level3" | "title" | "project" | "department" | "deviation", _) => 28.0,
            (_, Kind::Text) => 16.0,
            (_, Kind::Integer | Kind::Decimal | Kind::Coordinate) => 11.0,
        }
    }
}
