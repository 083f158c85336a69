//! Which amount stands for each project of a document, for the chart of budgets.

use crate::audit::amounts;
use crate::convert::Conversion;
use crate::normalise::disclosure::{Form, FormKind};
use serde::Serialize;

/// One project form's amount.
#[derive(Serialize)]
struct Project<'a> {
    /// The form's id.
    table: &'a str,
    /// The position of the amount in the form's `budget`.
    entry: usize,
    /// The same in yuan, so that forms of different units compare.
    yuan: String,
}

/// The projects as JSON; forms whose amount is blank or of unknown unit are not among them.
pub fn of(conversion: &Conversion) -> String {
    let projects: Vec<Project> = conversion.disclosure.forms.iter().filter_map(project).collect();
    super::in_script(&projects)
}

fn project(form: &Form) -> Option<Project<'_>> {
    let of_project = [FormKind::ProjectTarget, FormKind::TransferTarget, FormKind::ProjectSelfEvaluation]
        .map(Some)
        .contains(&form.kind);
    let headline = amounts::headline(form).filter(|_| of_project)?;
    let entry = form.budget.iter().position(|entry| std::ptr::eq(entry, headline))?;
    Some(Project { table: &form.id, entry, yuan: amounts::yuan(form, headline)?.to_string() })
}
