//! Amounts that are printed and no number (按实际拨付, 见附件, 100/120): neither blank nor zero, so nothing is reckoned with them.

use crate::audit::finding::Finding;
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{BudgetEntry, Form};

/// Beginnings of the ids of rules that add up or compare amounts.
const RECKONING: [&str; 8] =
    ["BUD-TOTAL", "BUD-PART", "BUD-SRC", "BUD-PROJ", "BUD-UPPER", "BUD-PHASE", "BUD-PERSONNEL", "EXE-"];

/// The forms, by their ids, with such amounts.
pub fn forms(forms: &[Form]) -> Vec<&str> {
    let has = |form: &&Form| form.budget.iter().any(BudgetEntry::is_unread);
    forms.iter().filter(has).map(|form| form.id.as_str()).collect()
}

/// Takes findings out that reckon with such an amount, and says why.
pub fn set_aside(verdict: &mut Verdict, rule: &str, unread: &[&str]) {
    if unread.is_empty() || !RECKONING.iter().any(|begin| rule.starts_with(begin)) {
        return;
    }
    let reckons = |finding: &Finding| finding.tables.iter().any(|id| unread.contains(&id.as_str()));
    verdict.set_aside(
        reckons,
        "表中有金额不是一个数，既非空白也非零，无法核对",
        "some amounts of the form are printed and no number, neither blank nor zero",
    );
}
