//! What one document adds to the workbook: its rows, free of the conversion they were made from.

use crate::audit::Finding;
use crate::convert::Conversion;
use crate::emit::rows::{Cell, Dataset, budgets, documents, findings, indicators, tables};
use crate::wording::Lang;

/// The rows of one document.
#[derive(Debug, Default)]
pub struct Sheets {
    /// The rows of each sheet, in the order of the sheets.
    pub(super) rows: [Vec<Vec<Cell<'static>>>; super::layout::SHEETS],
    /// The ids of the forms, by row.
    pub(super) tables: Vec<String>,
    /// The ids of the indicators, by row.
    pub(super) indicators: Vec<String>,
    /// What each finding is about: the id of an indicator or a form.
    pub(super) about: Vec<String>,
}

impl Sheets {
    /// The rows of a document, converted or not.
    pub fn of(document: documents::Row, conversion: Option<&Conversion>, lang: Lang) -> Self {
        let mut sheets = Sheets::default();
        sheets.rows[0] = owned::<documents::Documents>(std::iter::once(document));
        let Some(conversion) = conversion else { return sheets };
        let forms = &conversion.disclosure.forms;
        sheets.rows[1] = owned::<tables::Tables>(tables::rows(conversion));
        sheets.rows[2] = owned::<indicators::Indicators>(indicators::rows(conversion));
        sheets.rows[3] = owned::<budgets::Budgets>(budgets::rows(conversion));
        sheets.rows[4] = owned::<findings::Findings>(findings::rows(conversion, lang));
        sheets.tables = forms.iter().map(|form| form.id.clone()).collect();
        sheets.indicators =
            forms.iter().flat_map(|form| &form.indicators).map(|indicator| indicator.id.clone()).collect();
        sheets.about = conversion.findings.iter().map(about).collect();
        sheets
    }
}

/// The indicator that a finding's first passage belongs to (`t01.i03.target`), else its first form.
fn about(finding: &Finding) -> String {
    let field = finding.evidence.first().map_or("", |evidence| evidence.field.as_str());
    let mut parts = field.split('.');
    match (parts.next(), parts.next()) {
        (Some(form), Some(indicator)) if form.starts_with('t') && is_number(indicator.strip_prefix('i')) => {
            format!("{form}.{indicator}")
        }
        _ => finding.tables.first().cloned().unwrap_or_default(),
    }
}

fn is_number(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn owned<'a, D: Dataset>(rows: impl Iterator<Item = D::Row<'a>>) -> Vec<Vec<Cell<'static>>> {
    rows.map(|row| D::COLUMNS.iter().map(|column| (column.cell)(&row).into_owned()).collect()).collect()
}
