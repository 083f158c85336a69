//! `tables`: one form with its header fields, budget, narratives and indicators.

mod indicator;

use crate::normalise::disclosure::{self, Field, Form, FormKind, PrintedNumber, Unplaced};
use crate::normalise::division::Division;
use crate::place::Place;
use indicator::Indicator;
use serde::Serialize;
use std::collections::BTreeMap;

/// One form.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table<'a> {
    id: &'a str,
    kind: FormKind,
    template: &'a str,
    /// Points of evidence by which the template leads over the second best.
    template_margin: u32,
    title: Option<&'a str>,
    fiscal_year: Option<i32>,
    reporting_unit: Option<&'a str>,
    department: Option<&'a str>,
    implementing_unit: Option<&'a str>,
    project: Option<&'a str>,
    /// The project's code as printed.
    project_code: Option<&'a str>,
    region: Option<&'a Division>,
    period: Option<&'a str>,
    currency_unit: Option<&'a str>,
    pages: &'a [u32],
    place: &'a Place,
    places: BTreeMap<&'static str, &'a Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repairs: Vec<String>,
    budget: Vec<Amount<'a>>,
    narratives: Vec<Narrative<'a>>,
    indicators: Vec<Indicator<'a>>,
    empty_categories: Vec<&'a str>,
    empty_category_places: Vec<EmptyCategory<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    level_points: Vec<LevelPoints<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_weight: Option<Printed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_score: Option<Printed<'a>>,
    extra: Vec<Extra<'a>>,
    unplaced: &'a [Unplaced],
}

impl<'a> Table<'a> {
    /// One form of a disclosure.
    pub fn of(form: &'a Form) -> Self {
        let fields = [
            ("title", &form.title),
            ("reporting_unit", &form.reporting_unit),
            ("department", &form.department),
            ("implementing_unit", &form.implementing_unit),
            ("project", &form.project),
            ("project_code", &form.project_code),
            ("period", &form.period),
            ("currency_unit", &form.currency_unit),
        ];
        let mut places: BTreeMap<&'static str, &Place> =
            fields.iter().filter_map(|(name, field)| Some((*name, &field.as_ref()?.place))).collect();
        if let Some(year) = &form.fiscal_year {
            places.insert("fiscal_year", &year.place);
        }
        let repairs = fields
            .iter()
            .filter_map(|(name, field)| Some((name, field.as_ref()?)))
            .flat_map(|(name, field)| field.repairs.iter().map(move |repair| format!("{name}: {repair}")))
            .collect();
        Table {
            id: &form.id,
            kind: form.kind.unwrap_or(FormKind::Other),
            template: &form.template,
            template_margin: form.margin,
            title: text(&form.title),
            fiscal_year: form.fiscal_year.as_ref().map(|year| year.year),
            reporting_unit: text(&form.reporting_unit),
            department: text(&form.department),
            implementing_unit: text(&form.implementing_unit),
            project: text(&form.project),
            project_code: text(&form.project_code),
            region: form.division.as_ref(),
            period: text(&form.period),
            currency_unit: text(&form.currency_unit),
            pages: &form.pages,
            place: &form.place,
            places,
            repairs,
            budget: form.budget.iter().map(Amount::of).collect(),
            narratives: form.narratives.iter().map(Narrative::of).collect(),
            indicators: form.indicators.iter().map(Indicator::of).collect(),
            empty_categories: form.empty_categories.iter().map(|category| category.level2.as_str()).collect(),
            empty_category_places: form.empty_categories.iter().map(EmptyCategory::of).collect(),
            level_points: form.level_points.iter().map(LevelPoints::of).collect(),
            total_weight: form.total_weight.as_ref().map(Printed::of),
            total_score: form.total_score.as_ref().map(Printed::of),
            extra: form.extra.iter().map(Extra::of).collect(),
            unplaced: &form.unplaced,
        }
    }
}

/// A field's text, if the form has the field and it is not blank.
fn text(field: &Option<Field>) -> Option<&str> {
    field.as_ref()?.text.as_deref()
}

/// One amount of the budget block.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Amount<'a> {
    role: String,
    label: &'a str,
    raw: &'a str,
    amount: Option<String>,
    /// Of a column that is no money: points, or percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The role it is a part of where the form says 其中 under a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    place: &'a Place,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    repairs: &'a [String],
}

impl<'a> Amount<'a> {
    fn of(entry: &'a disclosure::BudgetEntry) -> Self {
        Amount {
            role: entry.role.to_string(),
            label: &entry.label,
            raw: &entry.raw,
            amount: entry.amount.map(|amount| amount.to_string()),
            number: entry.number.map(|number| number.to_string()),
            part_of: entry.part_of.as_ref().map(ToString::to_string),
            unit: entry.unit.as_deref(),
            place: &entry.place,
            repairs: &entry.repairs,
        }
    }
}

/// One piece of prose.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Narrative<'a> {
    role: &'a str,
    label: &'a str,
    text: &'a str,
    place: &'a Place,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    repairs: &'a [String],
}

impl<'a> Narrative<'a> {
    fn of(narrative: &'a disclosure::Narrative) -> Self {
        Narrative {
            role: &narrative.role,
            label: &narrative.label,
            text: &narrative.text,
            place: &narrative.place,
            repairs: &narrative.repairs,
        }
    }
}

/// Where a printed level-2 label without indicators stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EmptyCategory<'a> {
    level1: Option<&'a str>,
    level2: &'a str,
    place: &'a Place,
}

impl<'a> EmptyCategory<'a> {
    fn of(category: &'a disclosure::EmptyCategory) -> Self {
        EmptyCategory { level1: category.level1.as_deref(), level2: &category.level2, place: &category.place }
    }
}

/// Points printed with a level-1 label.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LevelPoints<'a> {
    level1: &'a str,
    points: String,
    place: &'a Place,
}

impl<'a> LevelPoints<'a> {
    fn of(printed: &'a disclosure::LevelPoints) -> Self {
        LevelPoints { level1: &printed.level1, points: printed.points.to_string(), place: &printed.place }
    }
}

/// A number in a cell of its own.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Printed<'a> {
    raw: &'a str,
    number: Option<String>,
    place: &'a Place,
}

impl<'a> Printed<'a> {
    fn of(printed: &'a PrintedNumber) -> Self {
        Printed { raw: &printed.raw, number: printed.number.map(|number| number.to_string()), place: &printed.place }
    }
}

/// A labelled header field without a name of its own.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Extra<'a> {
    label: &'a str,
    text: Option<&'a str>,
    place: &'a Place,
}

impl<'a> Extra<'a> {
    fn of(field: &'a Field) -> Self {
        Extra { label: &field.label, text: field.text.as_deref(), place: &field.place }
    }
}
