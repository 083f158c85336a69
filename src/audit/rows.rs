//! The indicators of a form that are for this year.

use crate::normalise::disclosure::{Form, Indicator};

/// Whether a block of a form is for several years.
fn is_longer(section: &str) -> bool {
    ["长期", "中期", "实施期", "总体", "中长期"].iter().any(|word| section.contains(word)) && !section.contains("年度")
}

/// The indicators for this year: all, unless the form has a block for several years beside the annual one.
pub fn annual(form: &Form) -> impl Iterator<Item = &Indicator> {
    let section = |indicator: &Indicator| indicator.section.as_deref().is_some_and(is_longer);
    let has_both = form.indicators.iter().any(section) && !form.indicators.iter().all(section);
    form.indicators.iter().filter(move |indicator| (!has_both || !section(indicator)) && !is_sum(indicator))
}

/// Whether the row is a sum of others that the form prints among them.
fn is_sum(indicator: &Indicator) -> bool {
    ["小计", "合计", "总计", "总分", "得分合计"].contains(&indicator.level3.trim())
}
