//! What the rules across documents need to know of one document: small, free of the conversion, and serialisable, so that
//! a run of any length can keep the facts of all its documents.

use crate::audit::amounts;
use crate::audit::finding::Evidence;
use crate::audit::interval::half_unit;
use crate::audit::quantity::Quantity;
use crate::audit::{evidence, goals, names, rows};
use crate::geometry::Rect;
use crate::normalise::disclosure::{BudgetEntry, Disclosure, Field, Form, FormKind, Indicator, Narrative, Phase};
use crate::normalise::values::{Better, Value, direction, flag};
use crate::place::Place;
use crate::read::document::TextLayer;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The facts of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The name under which outputs mention the document.
    pub source: Box<str>,
    /// Whether some of its text was recognised from images, so that a difference may be a misreading.
    pub recognised: bool,
    /// Its forms of a known kind.
    pub forms: Vec<FormFacts>,
}

/// The facts of one form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormFacts {
    /// Its id in the document.
    pub id: Box<str>,
    /// What kind of form.
    pub kind: FormKind,
    /// The title as published; empty where it has none.
    pub title: Box<str>,
    /// The year it is for.
    pub year: Option<i32>,
    /// 部门名称, 预算部门, 主管部门 as published.
    pub department: Option<Box<str>>,
    /// 实施单位, else 填报单位, as published.
    pub unit: Option<Box<str>>,
    /// 项目名称 as published.
    pub project: Option<Box<str>>,
    /// Where it begins.
    pub place: Spot,
    /// The annual amount of a target form, or the amount at the beginning of the year of a self-evaluation.
    pub annual: Option<Amount>,
    /// What a target form prints beside its annual amount as coming from superior levels, in yuan.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub superior: Option<Decimal>,
    /// The indicators for this year.
    pub rows: Vec<Row>,
    /// The goals for this year.
    pub goals: Vec<Goal>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The field path, such as `budget.total`.
    pub field: Box<str>,
    /// Label and text as published.
    pub quote: Box<str>,
    /// The text as published, with the unit that the form declares.
    pub printed: Box<str>,
    /// The amount in yuan.
    #[serde(with = "rust_decimal::serde::str")]
    pub yuan: Decimal,
    /// Half a unit of the last printed decimal, in yuan: what rounding may amount to.
    #[serde(with = "rust_decimal::serde::str")]
    pub rounding: Decimal,
    /// Where it stands.
    pub place: Spot,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number on the form, from 1, as its id has it.
    pub at: u32,
    /// 三级指标 as published.
    pub name: Box<str>,
    /// The target as published.
    pub target: Box<str>,
    /// The target as one number, where it is one without reserve.
    pub number: Option<Number>,
    /// Which way is better.
    pub better: Better,
    /// The actual value as published, where it is one number.
    pub actual: Option<Box<(Box<str>, Number)>>,
    /// Where the target stands.
    pub place: Spot,
}

/// A number in a base unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// The number.
    #[serde(with = "rust_decimal::serde::str")]
    pub value: Decimal,
    /// The base unit; empty where none is printed.
    pub unit: Box<str>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// The role of the narrative.
    pub role: Box<str>,
    /// A hash of its letters and digits.
    pub hash: Box<str>,
    /// Number of its letters and digits.
    pub length: usize,
    /// Its beginning as published.
    pub begins: Box<str>,
    /// Where it stands.
    pub place: Spot,
}

/// A place without its further parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    page: u32,
    within: Within,
}

/// Where on a page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Within {
    /// A rectangle.
    Rect([f32; 4]),
    /// A line of a text file.
    Line(u32),
    /// Somewhere.
    Page,
}

/// Characters of a goal that are kept.
const BEGINNING: usize = 60;

impl Facts {
    /// The facts of a document.
    pub fn of(source: &str, text_layer: TextLayer, disclosure: &Disclosure) -> Self {
        Facts {
            source: source.into(),
            recognised: matches!(text_layer, TextLayer::Scanned | TextLayer::Mixed),
            forms: disclosure.forms.iter().filter_map(FormFacts::of).collect(),
        }
    }
}

impl FormFacts {
    /// The facts of a form of a known kind.
    fn of(form: &Form) -> Option<Self> {
        let kind = form.kind.filter(|kind| *kind != FormKind::Other)?;
        let text = |field: &Option<Field>| field.as_ref().and_then(|field| field.text.as_deref()).map(Box::from);
        let annual = match amounts::is_evaluation(form) {
            true => amounts::entry(form, "total", Some(Phase::Initial)),
            false => amounts::headline(form).filter(|entry| entry.role.phase.is_none()),
        };
        let superior = amounts::entry(form, "source.superior", None).filter(|entry| entry.part_of.is_none());
        Some(FormFacts {
            id: form.id.as_str().into(),
            kind,
            title: text(&form.title).unwrap_or_default(),
            year: form.fiscal_year.as_ref().map(|year| year.year),
            department: text(&form.department),
            unit: text(&form.implementing_unit).or_else(|| text(&form.reporting_unit)),
            project: text(&form.project),
            place: Spot::of(&form.place),
            annual: annual.and_then(|entry| Amount::of(form, entry)),
            superior: superior.and_then(|entry| amounts::yuan(form, entry)),
            rows: rows::annual(form).map(Row::of).collect(),
            goals: goals::annual(form).into_iter().map(Goal::of).collect(),
        })
    }

    /// By what a reader knows the form: its project, else its title, else its id.
    pub fn name(&self) -> &str {
        match (&self.project, self.title.is_empty()) {
            (Some(project), _) => project,
            (None, false) => &self.title,
            (None, true) => &self.id,
        }
    }
}

impl Amount {
    /// Whether it is the same amount as another: printed in one unit with as many decimals the digits must be the same,
    /// otherwise rounding may explain what they differ by.
    pub fn is(&self, other: &Amount) -> bool {
        self.is_yuan(other.yuan, other.rounding)
    }

    /// Whether it is an amount in yuan that is exact to so much, in the same way.
    pub fn is_yuan(&self, yuan: Decimal, rounding: Decimal) -> bool {
        let slack = if self.rounding == rounding { Decimal::ZERO } else { self.rounding + rounding };
        (self.yuan - yuan).abs() <= slack
    }

    fn of(form: &Form, entry: &BudgetEntry) -> Option<Self> {
        let yuan = amounts::yuan(form, entry)?;
        let Evidence { field, quote, .. } = evidence::budget(form, entry);
        let printed = entry.amount?;
        let unit = entry.unit.as_deref().or_else(|| amounts::declared_unit(form)).unwrap_or_default();
        let half = half_unit(printed) * amounts::yuan_per(unit).unwrap_or(Decimal::ONE);
        let printed = format!("{printed}{unit}");
        let place = Spot::of(&entry.place);
        Some(Amount { field: field.into(), quote: quote.into(), printed: printed.into(), yuan, rounding: half, place })
    }
}

impl Row {
    fn of(indicator: &Indicator) -> Self {
        let at = indicator.id.rsplit_once(".i").and_then(|(_, number)| number.parse().ok());
        let place = indicator.places.get("target").unwrap_or(&indicator.place);
        let actual = indicator.actual.as_ref();
        Row {
            at: at.unwrap_or_default(),
            name: indicator.level3.as_str().into(),
            target: indicator.target.raw.as_str().into(),
            number: Number::of(&indicator.target),
            better: direction(&indicator.level3, &indicator.target).better,
            actual: actual.and_then(|actual| Some(Box::new((actual.raw.as_str().into(), Number::of(actual)?)))),
            place: Spot::of(place),
        }
    }
}

impl Number {
    /// The one number that a value prints without reserve.
    fn of(value: &Value) -> Option<Self> {
        let unclear = [
            flag::APPROXIMATE,
            flag::CHANGE,
            flag::OCR_SUSPECT,
            flag::SIGN_CONFLICT,
            flag::UNIT_CONFLICT,
            flag::PLACEHOLDER,
            flag::COLUMN_SHIFT,
            flag::FRACTION_OR_PERCENT,
        ];
        if unclear.iter().any(|flag| value.has(flag)) || !value.also.is_empty() {
            return None;
        }
        let Quantity { low, high, unit } = Quantity::of(value)?;
        (low == high).then(|| Number { value: low, unit: unit.into() })
    }

    /// Whether the two can be compared: both print a unit, and the same.
    pub fn compares(&self, other: &Number) -> bool {
        let quantity = |number: &Number| Quantity {
            low: number.value,
            high: number.value,
            unit: number.unit.clone().into_string(),
        };
        quantity(self).same_unit(&quantity(other))
    }
}

impl Goal {
    fn of(narrative: &Narrative) -> Self {
        let key = names::key(&narrative.text);
        let hash = Sha256::digest(key.as_bytes());
        let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Goal {
            role: narrative.role.as_str().into(),
            hash: hash.into(),
            length: names::length(&key),
            begins: narrative.text.chars().take(BEGINNING).collect::<String>().into(),
            place: Spot::of(&narrative.place),
        }
    }
}

impl Spot {
    fn of(place: &Place) -> Self {
        let within = match (place.rect, place.line) {
            (Some(rect), _) => Within::Rect([rect.x0, rect.y0, rect.x1, rect.y1]),
            (None, Some(line)) => Within::Line(line),
            (None, None) => Within::Page,
        };
        Spot { page: place.page, within }
    }

    /// The place.
    pub fn place(self) -> Place {
        match self.within {
            Within::Rect([x0, y0, x1, y1]) => Place::on_page(self.page, Rect { x0, y0, x1, y1 }),
            Within::Line(line) => Place::at_line(self.page, line),
            Within::Page => Place { page: self.page, ..Place::default() },
        }
    }
}
