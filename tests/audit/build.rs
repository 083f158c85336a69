//! Forms built by hand, for the cases and from truth files.

use jixiao::normalise::disclosure::{BudgetEntry, Field, Form, Indicator, Phase, Role, WeightSource};
use jixiao::normalise::scoring;
use jixiao::normalise::values::{self, Value, ValueKind};
use jixiao::place::Place;
use rust_decimal::Decimal;
use std::str::FromStr;

/// A decimal; panics on anything else, since test data are right or the test is wrong.
pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap_or_else(|_| panic!("not a number: {text}"))
}

/// A place on a page, so that evidence can be told apart.
pub fn place(page: u32) -> Place {
    Place { page, ..Place::default() }
}

/// A header field; `text: None` is printed but blank.
pub fn field(label: &str, text: Option<&str>) -> Field {
    Field { label: label.into(), text: text.map(str::to_owned), place: place(1), repairs: Vec::new() }
}

/// A role from its name in the data contract, such as `total.adjusted`.
pub fn role(name: &str) -> Role {
    let phases = [Phase::Initial, Phase::Adjusted, Phase::Executed, Phase::Weight, Phase::Rate, Phase::Score];
    for phase in phases {
        if let Some(item) = name.strip_suffix(phase.name()).and_then(|item| item.strip_suffix('.')) {
            return Role { item: item.into(), phase: Some(phase) };
        }
    }
    Role::of(name)
}

/// An amount of the budget block; `-` or nothing is blank. Columns that are no money keep their number apart.
pub fn entry(name: &str, label: &str, raw: Option<&str>) -> BudgetEntry {
    let raw = raw.filter(|raw| *raw != "-").unwrap_or_default();
    let digits = raw.trim_end_matches("万元").trim_end_matches('元').trim_end_matches('%');
    let role = role(name);
    // What a spreadsheet did not show is no number, and neither are words.
    let parsed = Decimal::from_str(digits).ok();
    let is_money = !matches!(role.phase, Some(Phase::Weight | Phase::Rate | Phase::Score));
    BudgetEntry {
        role,
        label: label.into(),
        raw: raw.into(),
        amount: parsed.filter(|_| is_money),
        number: parsed.filter(|_| !is_money),
        unit: ["万元", "元"].into_iter().find(|unit| raw.ends_with(unit)).map(str::to_owned),
        place: place(1),
        ..BudgetEntry::default()
    }
}

/// What a row of a form prints.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row<'a> {
    pub level1: Option<&'a str>,
    pub level2: Option<&'a str>,
    pub level3: &'a str,
    pub target: &'a str,
    pub weight: Option<&'a str>,
    pub scoring: Option<&'a str>,
    /// `None` on forms without that column; empty where blank.
    pub actual: Option<&'a str>,
    pub score: Option<&'a str>,
    pub deviation: Option<&'a str>,
}

/// Adds a row to a form, with target, actual and rule parsed as the program parses them.
pub fn push_row(form: &mut Form, row: Row) {
    let year = form.fiscal_year.as_ref().map(|year| year.year);
    let parse = |raw: &str| -> Value {
        values::parse(raw, &values::Context { year, name: Some(row.level3), ..values::Context::default() })
    };
    let rule = row.scoring.map(scoring::parse);
    let printed = row.weight.map(decimal);
    let stated = rule.as_ref().and_then(|rule| rule.weight);
    let mut indicator = Indicator {
        id: format!("{}.i{:02}", form.id, form.indicators.len() + 1),
        level1: row.level1.map(str::to_owned),
        level2: row.level2.map(str::to_owned),
        level3: row.level3.into(),
        target: parse(row.target),
        weight: printed.or(stated),
        weight_source: printed.map(|_| WeightSource::Column).or(stated.map(|_| WeightSource::Rule)),
        scoring_raw: row.scoring.map(str::to_owned),
        scoring: rule,
        actual: row.actual.map(parse).filter(|actual| actual.kind != ValueKind::Blank || !actual.raw.is_empty()),
        score: row.score.map(decimal),
        deviation: row.deviation.map(str::to_owned),
        place: place(1),
        ..Indicator::default()
    };
    let present = [
        ("level3", true),
        ("target", true),
        ("weight", row.weight.is_some()),
        ("scoring", row.scoring.is_some()),
        ("actual", row.actual.is_some()),
        ("score", row.score.is_some() || row.actual.is_some()),
        ("deviation", row.deviation.is_some() || row.actual.is_some()),
    ];
    indicator.places.extend(present.into_iter().filter(|(_, there)| *there).map(|(part, _)| (part, place(1))));
    form.indicators.push(indicator);
}
