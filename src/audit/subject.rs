//! What a finding is about, in words that stay the same when the document grows: the form by its project or title, the
//! indicator by its name, the field. Never the number of a form or row, so that one inserted form changes no other finding.

use crate::audit::finding::{Evidence, Finding};
use crate::audit::{evidence, names};
use crate::normalise::disclosure::{Form, FormKind};
use std::cell::OnceCell;
use std::collections::HashMap;

/// More forms than this make a finding one on the document as a whole.
const FEW: usize = 2;

/// By what the forms of a document are known, worked out once for all rules that ask.
pub(super) struct FormKeys {
    keys: Vec<OnceCell<String>>,
}

impl FormKeys {
    /// For so many forms.
    pub(super) fn of(forms: &[Form]) -> FormKeys {
        FormKeys { keys: vec![OnceCell::new(); forms.len()] }
    }
}

/// Names what each finding of one rule is about. Findings about the same thing are told apart by their order.
pub(super) fn name(findings: &mut [Finding], forms: &[Form], keys: &FormKeys) {
    let mut known: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let subject = subject(finding, forms, keys);
        let again = known.entry(format!("{}\n{subject}", finding.variant)).or_default();
        *again += 1;
        finding.subject = if *again > 1 { format!("{subject}\n#{again}") } else { subject };
    }
}

/// The subject of a finding that came of comparing documents: its form, and the indicator or field.
pub(super) fn name_across(finding: &mut Finding) {
    let Some(origin) = &finding.origin else { return };
    let text = |text: &Option<String>| text.as_deref().map(names::key).unwrap_or_default();
    let year = origin.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
    let row = finding.args.iter().find(|(name, _)| *name == "indicator").map(|(_, name)| names::key(name));
    let fields = finding.evidence.iter().take(1).map(|evidence| field(&evidence.field));
    let others = finding.evidence.iter().filter_map(|evidence| evidence.source.clone()).filter(|s| *s != origin.source);
    let form = format!("{year}/{}/{}", text(&origin.department), text(&origin.project));
    let parts = std::iter::once(form).chain(row).chain(fields).chain(others.take(1));
    finding.subject = parts.collect::<Vec<_>>().join("\n");
}

fn subject(finding: &Finding, forms: &[Form], keys: &FormKeys) -> String {
    let Some(at) = finding.tables.first().and_then(|id| Form::position(forms, id)) else { return String::new() };
    let form = &forms[at];
    let is_department = matches!(form.kind, Some(FormKind::DepartmentTarget | FormKind::DepartmentSelfEvaluation));
    if finding.tables.len() > FEW && !is_department {
        return "document".to_owned();
    }
    // The first passages are what a finding is about; further ones say why.
    let own = finding.evidence.iter().filter(|evidence| evidence.table == form.id);
    let mut parts: Vec<String> = own.take(2).map(|evidence| of_form(evidence, form)).collect();
    parts.dedup();
    parts.insert(0, keys.keys[at].get_or_init(|| form_key(form)).clone());
    parts.join("\n")
}

/// By what a form is known: kind, year, and project or title.
fn form_key(form: &Form) -> String {
    let year = form.fiscal_year.as_ref().map(|year| year.year.to_string()).unwrap_or_default();
    let unit =
        [&form.implementing_unit, &form.department].into_iter().flatten().find_map(|field| field.text.as_deref());
    let name = Some(evidence::name(form)).filter(|name| *name != form.id).unwrap_or_default();
    format!("{:?}/{year}/{}/{}", form.kind, names::key(unit.unwrap_or_default()), names::key(name))
}

/// The field of a passage, a row by its name.
fn of_form(evidence: &Evidence, form: &Form) -> String {
    let row = evidence.field.split_once('.').and_then(|(_, rest)| {
        let id = &evidence.field[..form.id.len() + 1 + rest.find('.').unwrap_or(rest.len())];
        form.indicators.iter().find(|row| row.id == id)
    });
    match row {
        Some(row) => {
            let levels = [&row.section, &row.level2].map(|level| names::key(level.as_deref().unwrap_or_default()));
            format!("{}/{}/{}", levels[0], levels[1], names::key(&row.level3))
        }
        None => field(&evidence.field),
    }
}

/// A field path without the number of its form and row.
fn field(path: &str) -> String {
    let is_number = |part: &&str| {
        let mut rest = part.chars();
        matches!(rest.next(), Some('t' | 'i')) && part.len() > 1 && rest.all(|c| c.is_ascii_digit())
    };
    path.split('.').filter(|part| !is_number(part)).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_their_numbers_only() {
        for (path, kept) in
            [("t01.i03.target", "target"), ("budget.total.initial", "budget.total.initial"), ("title", "title")]
        {
            assert_eq!(field(path), kept);
        }
    }
}
