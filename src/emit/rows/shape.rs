//! The datasets by their columns alone, for emitters that take rows as text and know no row type.

use super::{Dataset, Kind, budgets, documents, findings, indicators, tables};
use std::sync::LazyLock;

/// Number of datasets.
pub const COUNT: usize = 5;

/// One dataset.
#[derive(Debug)]
pub struct Shape {
    /// The file's name without extension.
    pub name: &'static str,
    /// The columns in order.
    pub columns: Vec<Head>,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Its name.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Its heading for people.
    pub title: &'static str,
}

static SHAPES: LazyLock<[Shape; COUNT]> = LazyLock::new(|| {
    [
        Shape::of::<documents::Documents>(),
        Shape::of::<tables::Tables>(),
        Shape::of::<budgets::Budgets>(),
        Shape::of::<indicators::Indicators>(),
        Shape::of::<findings::Findings>(),
    ]
});

/// The datasets of a run in their order: documents, tables, budgets, indicators, findings.
pub fn shapes() -> &'static [Shape; COUNT] {
    &SHAPES
}

impl Shape {
    fn of<D: Dataset>() -> Self {
        let head = |column: &super::Column<D>| Head { name: column.name, kind: column.kind, title: column.title };
        Shape { name: D::NAME, columns: D::COLUMNS.iter().map(head).collect() }
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}
