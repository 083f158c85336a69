//! The prose of a form that states goals or results.

use crate::normalise::disclosure::{Form, Narrative};

/// Words in place of a goal that refer to another.
const REFERENCES: &[&str] =
    &["同上", "同左", "同实施期绩效目标", "同总体目标", "同中期目标", "详见附件", "见附件", "略", "无", "/"];

/// Whether the prose only refers to another passage, or says nothing.
pub fn is_reference(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['。', '.', '；']);
    text.is_empty() || REFERENCES.contains(&text)
}

/// The narratives that state what is to be reached this year. A goal for several years counts only where the annual goal
/// refers to it or there is none, for its numbers need not be this year's.
pub fn annual(form: &Form) -> Vec<&Narrative> {
    let stated = |role: &str| form.narratives.iter().find(|n| n.role == role && !is_reference(&n.text));
    let has_annual = stated("annual_goal").is_some();
    let this_year = form.narratives.iter().filter(|narrative| match narrative.role.as_str() {
        "annual_goal" => true,
        "overall_goal" | "implementation_goal" => !has_annual,
        _ => false,
    });
    this_year.filter(|narrative| !is_reference(&narrative.text)).collect()
}

/// The narratives that state what was reached.
pub fn results(form: &Form) -> impl Iterator<Item = &Narrative> {
    form.narratives.iter().filter(|narrative| narrative.role == "actual_completion" && !is_reference(&narrative.text))
}
