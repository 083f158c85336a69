//! Amounts of money: which entry is which, in which unit, and what could be read of it.

use crate::audit::interval::{Interval, half_unit};
use crate::normalise::disclosure::{BudgetEntry, Form, FormKind, Phase};
use rust_decimal::Decimal;

/// The number if it is one that a disclosure can mean. Larger ones are misreadings, and arithmetic on them could overflow.
pub fn sane(number: Decimal) -> Option<Decimal> {
    let limit = Decimal::new(10_000_000_000_000, 0);
    (number.abs() <= limit).then(|| if number.scale() > 8 { number.round_dp(8) } else { number })
}

/// How many yuan one unit of money is; `None` where the unit is not one of money.
pub fn yuan_per(unit: &str) -> Option<Decimal> {
    let bare = |unit: &str| {
        let yuan: i64 = match unit {
            "元" | "人民币元" => 1,
            "千元" => 1_000,
            "万元" | "万" => 10_000,
            "百万元" => 1_000_000,
            "千万元" => 10_000_000,
            "亿元" | "亿" => 100_000_000,
            _ => return None,
        };
        Some(Decimal::from(yuan))
    };
    // Nearly always it stands alone.
    bare(unit).or_else(|| {
        let unit = unit.trim().trim_start_matches("人民币");
        bare(unit.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']))
    })
}

/// The money unit the form declares, as printed.
pub fn declared_unit(form: &Form) -> Option<&str> {
    form.currency_unit.as_ref().and_then(|field| field.text.as_deref()).filter(|unit| yuan_per(unit).is_some())
}

/// The entry's amount in the form's own unit; `None` where blank or no number a budget can hold.
pub fn amount(form: &Form, entry: &BudgetEntry) -> Option<Decimal> {
    let printed = sane(entry.amount?)?;
    match (entry.unit.as_deref().and_then(yuan_per), declared_unit(form).and_then(yuan_per)) {
        (Some(own), Some(declared)) if own != declared => sane(printed * own / declared),
        _ => Some(printed),
    }
}

/// The entry's amount in the form's own unit, with what rounding to its printed decimals may have taken off it.
pub fn printed(form: &Form, entry: &BudgetEntry) -> Option<Interval> {
    let (value, digits) = (amount(form, entry)?, sane(entry.amount?)?);
    let half = match digits.is_zero() {
        true => half_unit(digits),
        false => half_unit(digits).checked_mul(value.checked_div(digits)?)?,
    };
    Some(Interval::around(value, half))
}

/// The entry's amount in yuan, in the same way.
pub fn printed_yuan(form: &Form, entry: &BudgetEntry) -> Option<Interval> {
    let unit = entry.unit.as_deref().and_then(yuan_per).or_else(|| declared_unit(form).and_then(yuan_per))?;
    Interval::printed(sane(entry.amount?)?).times(unit)
}

/// Whether something is printed where the amount stands, and was not read as one: 150（含上级80）, 按实际拨付, a formula
/// without its result. It is neither blank nor zero, and nothing can be reckoned with it.
pub fn is_unreadable(entry: &BudgetEntry) -> bool {
    entry.is_unread()
}

/// The entry's amount in yuan; `None` where blank or where nothing declares a unit.
pub fn yuan(form: &Form, entry: &BudgetEntry) -> Option<Decimal> {
    let unit = entry.unit.as_deref().and_then(yuan_per).or_else(|| declared_unit(form).and_then(yuan_per))?;
    Some(sane(entry.amount?)? * unit)
}

/// The number of a column that is no money: points, a rate in percent, a score.
pub fn number(entry: &BudgetEntry) -> Option<Decimal> {
    sane(entry.number.or(entry.amount)?)
}

/// The first entry of an item and phase.
pub fn entry<'a>(form: &'a Form, item: &str, phase: Option<Phase>) -> Option<&'a BudgetEntry> {
    form.budget.iter().find(|entry| entry.role.item == item && entry.role.phase == phase)
}

/// Whether the entry's label says that it spans several years.
pub fn is_multi_year(entry: &BudgetEntry) -> bool {
    ["中期", "实施期", "项目总", "项目资金总额", "项目期", "总投资", "三年", "五年"]
        .iter()
        .any(|word| entry.label.contains(word))
        && !["年度", "当年", "本年"].iter().any(|word| entry.label.contains(word))
}

/// The annual total of a form without phases: of several totals the one that is said to be annual.
pub fn annual_total(form: &Form) -> Option<&BudgetEntry> {
    let totals = || form.budget.iter().filter(|entry| entry.role.item == "total" && entry.role.phase.is_none());
    let annual = |entry: &&BudgetEntry| ["年度", "当年", "本年"].iter().any(|word| entry.label.contains(word));
    totals().find(annual).or_else(|| totals().find(|entry| !is_multi_year(entry)))
}

/// The amount by which a project counts in its department's 项目支出: its annual total, or the amount of the own level.
pub fn headline(form: &Form) -> Option<&BudgetEntry> {
    annual_total(form)
        .or_else(|| entry(form, "source.own", None))
        .or_else(|| entry(form, "total", Some(Phase::Adjusted)))
}

/// Whether the entry is an amount of money, not a rate, weight or score.
pub fn is_money(entry: &BudgetEntry) -> bool {
    !matches!(entry.role.phase, Some(Phase::Weight | Phase::Rate | Phase::Score))
}

/// A sum written out, such as `9+27+18=54`; long ones are cut in the middle.
pub fn written_out(terms: &[Decimal]) -> String {
    let printed: Vec<String> = terms.iter().map(Decimal::to_string).collect();
    if printed.len() <= 24 {
        return printed.join("+");
    }
    format!("{}+…+{}", printed[..12].join("+"), printed[printed.len() - 4..].join("+"))
}

/// Whether the form states targets before the year, and so has a budget without phases.
pub fn is_target(form: &Form) -> bool {
    matches!(form.kind, Some(FormKind::DepartmentTarget | FormKind::ProjectTarget | FormKind::TransferTarget))
}

/// Whether the form is a self-evaluation after the year.
pub fn is_evaluation(form: &Form) -> bool {
    matches!(form.kind, Some(FormKind::DepartmentSelfEvaluation | FormKind::ProjectSelfEvaluation))
}
