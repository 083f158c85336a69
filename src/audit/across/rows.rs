//! Indicators that two forms have in common, by name.

use crate::audit::facts::{FormFacts, Row};
use crate::audit::names;
use std::collections::BTreeMap;

/// Likeness from which two names may mean one indicator after all.
const NEAR: usize = 55;

/// The indicators that both forms have, by name; a name that stands twice on a form tells nothing. In the order of the second.
pub fn common<'a>(base: &'a FormFacts, other: &'a FormFacts) -> Vec<(&'a Row, &'a Row)> {
    let (bases, others) = (by_name(base), by_name(other));
    let single = |rows: Option<&Vec<&'a Row>>| match rows.map(Vec::as_slice) {
        Some([only]) => Some(*only),
        _ => None,
    };
    other
        .rows
        .iter()
        .filter_map(|row| {
            let key = names::key(&row.name);
            Some((single(bases.get(&key))?, single(others.get(&key))?))
        })
        .collect()
}

/// The indicators of the first form of which the second has none of that name or one near to it, in their order.
pub fn missing<'a>(base: &'a FormFacts, other: &FormFacts) -> Vec<&'a Row> {
    let others = by_name(other);
    let is_near = |key: &str| {
        let near = |name: &str| {
            let (short, long) = if name.len() <= key.len() { (name, key) } else { (key, name) };
            (names::length(short) >= 3 && names::is_short_form(short, long)) || names::likeness(name, key) >= NEAR
        };
        others.keys().any(|name| near(name))
    };
    base.rows.iter().filter(|row| !is_near(&names::key(&row.name))).collect()
}

fn by_name(form: &FormFacts) -> BTreeMap<String, Vec<&Row>> {
    let mut rows: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in &form.rows {
        let key = names::key(&row.name);
        if !key.is_empty() {
            rows.entry(key).or_default().push(row);
        }
    }
    rows
}
