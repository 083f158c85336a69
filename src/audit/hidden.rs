//! Values that a spreadsheet did not show when it was printed: `####` where a number is wider than its column, `#DIV/0!` where a
//! formula failed.

use crate::audit::evidence;
use crate::audit::finding::{Evidence, Finding};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, PrintedNumber};

/// What Excel prints in place of a formula's result
/// (<https://support.microsoft.com/office/error-type-function-10958677-7c8d-44f7-ae77-b9a9ee6eefaa>).
const ERRORS: [&str; 9] = ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
/// Rules, by the beginnings of their ids, that reckon with numbers of a form: one that is not shown is neither zero nor blank.
const RECKONING: [&str; 8] = ["BUD-", "EXE-", "SE-", "W-", "VAL-NUM", "VAL-ZERO", "X-COST", "X-DEPT-SUM"];

/// Whether a text stands in place of a value that is not shown.
pub fn is_hidden(text: &str) -> bool {
    let text = text.trim();
    let too_wide = text.len() >= 2 && text.bytes().all(|byte| byte == b'#');
    text.starts_with('#') && (too_wide || ERRORS.contains(&text.trim_end_matches('%')))
}

/// The values of a form that are not shown.
pub fn values(form: &Form) -> Vec<Evidence> {
    let mut found = Vec::new();
    for field in &form.extra {
        if field.text.as_deref().is_some_and(is_hidden) {
            found.push(evidence::header(form, "extra", field));
        }
    }
    found.extend(form.budget.iter().filter(|entry| is_hidden(&entry.raw)).map(|entry| evidence::budget(form, entry)));
    for indicator in &form.indicators {
        if is_hidden(&indicator.target.raw) {
            found.push(evidence::target(form, indicator));
        }
        if indicator.actual.as_ref().is_some_and(|actual| is_hidden(&actual.raw)) {
            found.push(evidence::part(form, indicator, "actual"));
        }
        // A column of numbers keeps there what is none.
        for (label, text) in indicator.extra.iter().filter(|(_, text)| is_hidden(text)) {
            let field = format!("{}.extra", indicator.id);
            found.push(evidence::at(form, field, format!("{label}：{text}"), &indicator.place));
        }
    }
    let total = |field, number: &Option<PrintedNumber>| {
        let number = number.as_ref().filter(|number| is_hidden(&number.raw))?;
        Some(evidence::number(form, field, number))
    };
    found.extend(total("total_weight", &form.total_weight));
    found.extend(total("total_score", &form.total_score));
    found
}

/// The forms, by their ids, with values that are not shown.
pub fn forms(forms: &[Form]) -> Vec<&str> {
    forms.iter().filter(|form| !values(form).is_empty()).map(|form| form.id.as_str()).collect()
}

/// Takes findings out that reckon with a value that is not shown, and says why.
pub fn set_aside(verdict: &mut Verdict, rule: &str, hidden: &[&str]) {
    if hidden.is_empty() || !RECKONING.iter().any(|begin| rule.starts_with(begin)) {
        return;
    }
    let reckons = |finding: &Finding| finding.tables.iter().any(|id| hidden.contains(&id.as_str()));
    verdict.set_aside(
        reckons,
        "表中有数值没有显示出来（印作“###”或公式错误），无法核对",
        "some values of the form are not shown (printed as ### or a formula's error)",
    );
}

#[cfg(test)]
mod tests {
    use super::is_hidden;

    #[test]
    fn what_stands_in_place_of_a_value() {
        assert!(["##", " ######## ", "#DIV/0!", "#REF!", "#N/A", "#DIV/0!%"].iter().all(|text| is_hidden(text)));
        assert!(["", "#", "#1楼", "1#", "C#", "##号楼", "N/A", "/"].iter().all(|text| !is_hidden(text)));
    }
}
