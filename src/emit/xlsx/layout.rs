//! The sheets: their names, columns and widths.

use crate::emit::rows::Kind;
use crate::emit::rows::shape::{Head, shapes};
use crate::wording::Lang;

/// Number of sheets with rows.
pub const SHEETS: usize = 5;
/// The sheet of forms.
pub const TABLES: usize = 1;
/// The sheet of indicators.
pub const INDICATORS: usize = 2;
/// The sheet of findings.
pub const FINDINGS: usize = 4;

/// The dataset that each sheet shows, as [`shapes`] has them in order.
pub const SHOWN: [usize; SHEETS] = [0, 1, 3, 2, 4];

/// One sheet.
pub struct Layout {
    zh: &'static str,
    en: &'static str,
    /// Its columns in order.
    pub columns: &'static [Head],
}

impl Layout {
    /// The sheets in order.
    pub fn all() -> [Layout; SHEETS] {
        let names = ["概览", "表", "指标", "预算", "问题"];
        std::array::from_fn(|sheet| {
            let shape = &shapes()[SHOWN[sheet]];
            Layout { zh: names[sheet], en: shape.name, columns: &shape.columns }
        })
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

/// The heading of a column.
pub fn heading(column: &Head, lang: Lang) -> &'static str {
    lang.pick(column.title, column.name)
}

/// The width of a column in characters: wide where sentences stand, narrow where numbers do.
pub fn width(column: &Head) -> f64 {
    match (column.name, column.kind) {
        ("message", _) => 60.0,
        ("explanation" | "quote" | "scoring_raw" | "error", _) => 44.0,
        ("source" | "level3" | "title" | "project" | "department" | "deviation", _) => 28.0,
        (_, Kind::Text) => 16.0,
        (_, Kind::Integer | Kind::Decimal | Kind::Coordinate) => 11.0,
    }
}
