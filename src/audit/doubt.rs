//! The doubt gate: a finding is what an auditor can sign only where everything it rests on is certain. Where a form holds a
//! number that was put into no field, where two forms may have been read as one, or where a row was put together from torn
//! pieces, the finding asks for a look at the page and names the doubt.

use crate::audit::finding::{Finding, Severity};
use crate::audit::misreading;
use crate::normalise::disclosure::{Form, Indicator, Phase};
use crate::place::Place;
use crate::wording::Wording;

/// Rules, by the beginnings of their ids, that reckon with the amounts of a form.
const OVER_MONEY: &[&str] = &["BUD-", "EXE-", "X-COST", "Q-FEW"];
/// Rules, by the beginnings of their ids, that reckon with all of a form's rows.
const OVER_ROWS: &[&str] = &["W-", "SE-TOTAL", "STR-L1", "STR-DUP", "X-DEPT-", "Q-REQUIRED", "Q-DUPLICATE"];
/// Rules that compare a row with its like: a row that was put together wrongly is like anything.
const OF_LIKE_ROWS: &[&str] = &["STR-DUP", "Q-DUPLICATE"];
/// Longest text that may be an amount with its label; longer ones are prose.
const LONGEST: usize = 80;
/// How far, in points, beside a block a number may stand and still belong to it.
const MARGIN: f32 = 24.0;

/// Turns findings that rest on something doubtful into notes for the reader.
pub(super) fn temper(findings: &mut Vec<Finding>, forms: &[Form]) {
    findings.retain(|finding| !is_of_doubtful_likes(finding, forms));
    for finding in findings.iter_mut().filter(|finding| finding.severity != Severity::Info) {
        let concerned = finding.tables.iter().filter_map(|id| Form::with_id(forms, id));
        let Some(note) = concerned.filter_map(|form| doubt(finding.rule, form)).next() else { continue };
        finding.severity = Severity::Info;
        misreading::add_note(finding, note);
    }
}

fn begins(rule: &str, families: &[&str]) -> bool {
    families.iter().any(|family| rule.starts_with(family))
}

/// What makes a finding of a rule on a form doubtful.
fn doubt(rule: &str, form: &Form) -> Option<Wording> {
    let (money, rows) = (begins(rule, OVER_MONEY), begins(rule, OVER_ROWS));
    if !money && !rows {
        return None;
    }
    if let Some(text) = loose_number(form, money, rows) {
        return Some(Wording::new(
            format!("请核对原页：表中「{text}」未能归入任何栏目，计算可能缺了它"),
            format!("check the page: 「{text}」 in the form was put into no field, and the reckoning may lack it"),
        ));
    }
    has_two_totals(form).then(|| {
        Wording::new(
            "请核对原页：表中有两个同名的总额，可能是几张表连在了一起",
            "check the page: the form has two totals of one name, as though several forms were read as one",
        )
    })
}

/// The first text with a number that stands within the block a rule reckons with and was put into no field.
fn loose_number(form: &Form, money: bool, rows: bool) -> Option<&str> {
    if form.unplaced.is_empty() {
        return None;
    }
    let amounts = form.budget.iter().map(|entry| &entry.place).filter(|_| money);
    let points = form.indicators.iter().map(|indicator| &indicator.place).filter(|_| rows);
    let block: Vec<&Place> = amounts.chain(points).collect();
    let loose = form.unplaced.iter().find(|text| has_number(&text.text) && is_within(&text.place, &block))?;
    Some(loose.text.trim())
}

/// Whether a text may hold an amount: a number that is no year, month or day, and little else.
fn has_number(text: &str) -> bool {
    if text.chars().count() > LONGEST {
        return false;
    }
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let after = &rest[end..];
        if !after.trim_start().starts_with(['年', '月', '日']) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether a place lies within what the places of a block span, or just beside it. Places without coordinates tell nothing,
/// so that a number there may belong to any block.
fn is_within(place: &Place, block: &[&Place]) -> bool {
    let pages = |place: &Place| -> Vec<u32> {
        std::iter::once(place.page).chain(place.continued.iter().map(|part| part.page)).collect()
    };
    let spans: Vec<&&Place> = block.iter().filter(|other| pages(other).contains(&place.page)).collect();
    if spans.is_empty() {
        return block.is_empty();
    }
    let Some(rect) = place.rect else { return true };
    let rects: Option<Vec<_>> = spans.iter().map(|other| other.rect).collect();
    let Some(rects) = rects else { return true };
    // A row that goes on across pages has its rectangle on the first of them.
    if spans.iter().any(|other| !other.continued.is_empty()) {
        return true;
    }
    let top = rects.iter().map(|rect| rect.y0).fold(f32::MAX, f32::min) - MARGIN;
    let bottom = rects.iter().map(|rect| rect.y1).fold(f32::MIN, f32::max) + MARGIN;
    rect.y0 <= bottom && rect.y1 >= top
}

/// Whether the form prints the same total twice, with two amounts.
fn has_two_totals(form: &Form) -> bool {
    let totals = |phase: Option<Phase>| {
        form.budget
            .iter()
            .filter(move |entry| entry.role.item == "total" && entry.role.phase == phase && entry.amount.is_some())
    };
    [None, Some(Phase::Initial), Some(Phase::Adjusted), Some(Phase::Executed)].into_iter().any(|phase| {
        totals(phase).any(|first| totals(phase).any(|other| other.label == first.label && other.amount != first.amount))
    })
}

/// Whether a finding says that rows are alike of which one was put together from torn pieces, or told by where its text stands.
fn is_of_doubtful_likes(finding: &Finding, forms: &[Form]) -> bool {
    if !begins(finding.rule, OF_LIKE_ROWS) || finding.variant == "project" {
        return false;
    }
    finding.evidence.iter().any(|evidence| {
        let Some(form) = Form::with_id(forms, &evidence.table) else { return false };
        let id = evidence.field.rsplit_once('.').map_or(evidence.field.as_str(), |(id, _)| id);
        form.by_text || form.indicators.iter().find(|row| row.id == id).is_some_and(is_torn)
    })
}

fn is_torn(row: &Indicator) -> bool {
    row.repairs.iter().any(|repair| repair.contains("joined with the row below") || repair.contains("shifted"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::normalise::disclosure::{BudgetEntry, Role, Unplaced};

    #[test]
    fn numbers_that_may_be_amounts() {
        assert!(["502.77", "其中：公共预算安排：9,859.72", "共3项"].iter().all(|text| has_number(text)));
        assert!(["2024年", "2024年1月—12月31日", "另筹资金", ""].iter().all(|text| !has_number(text)));
    }

    #[test]
    fn a_number_without_a_field_within_the_block_is_a_doubt() {
        let place = |y: f32| Place::on_page(1, Rect { x0: 0.0, y0: y, x1: 10.0, y1: y + 10.0 });
        let entry = BudgetEntry { role: Role::of("total"), place: place(100.0), ..BudgetEntry::default() };
        let mut form = Form { budget: vec![entry], ..Form::default() };
        assert!(doubt("BUD-PART-SUM", &form).is_none());
        form.unplaced.push(Unplaced { text: "38".into(), place: place(110.0) });
        assert!(doubt("BUD-PART-SUM", &form).is_some() && doubt("Q-GOAL", &form).is_none());
        form.unplaced[0].place = place(600.0);
        assert!(doubt("BUD-PART-SUM", &form).is_none(), "far below the amounts");
        form.unplaced[0].place = Place::default();
        form.unplaced[0].place.page = 1;
        assert!(doubt("BUD-PART-SUM", &form).is_some(), "without coordinates it may be anywhere");
    }
}
