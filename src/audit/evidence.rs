//! Evidence from the parts of a form: field path, quote, place.

use crate::audit::across::At;
use crate::audit::facts::{Row, Spot};
use crate::audit::finding::Evidence;
use crate::normalise::disclosure::{BudgetEntry, EmptyCategory, Field, Form, Indicator, Narrative, PrintedNumber};
use crate::place::Place;

/// An amount of the budget block.
pub fn budget(form: &Form, entry: &BudgetEntry) -> Evidence {
    let quote = match entry.raw.is_empty() {
        true => format!("{}：", entry.label),
        false if entry.raw.contains(entry.label.as_str()) => entry.raw.clone(),
        false => format!("{}：{}", entry.label, entry.raw),
    };
    Evidence {
        source: None,
        table: form.id.clone(),
        field: format!("budget.{}", entry.role),
        quote,
        place: entry.place.clone(),
    }
}

/// A field of the header, such as `reporting_unit`.
pub fn header(form: &Form, name: &str, field: &Field) -> Evidence {
    let quote = match &field.text {
        Some(text) if field.label.is_empty() => text.clone(),
        Some(text) => format!("{}：{text}", field.label),
        None => format!("{}：", field.label),
    };
    Evidence {
        source: None,
        table: form.id.clone(),
        field: format!("header.{name}"),
        quote,
        place: field.place.clone(),
    }
}

/// The form's title, or the form as a whole where it has none.
pub fn title(form: &Form) -> Evidence {
    match &form.title {
        Some(field) => header(form, "title", &Field { label: String::new(), ..field.clone() }),
        None => whole(form),
    }
}

/// The form as a whole.
pub fn whole(form: &Form) -> Evidence {
    Evidence {
        source: None,
        table: form.id.clone(),
        field: "table".into(),
        quote: name(form).into(),
        place: form.place.clone(),
    }
}

/// A passage of a narrative.
pub fn narrative(form: &Form, narrative: &Narrative, quote: &str) -> Evidence {
    let field = format!("narrative.{}", narrative.role);
    Evidence { source: None, table: form.id.clone(), field, quote: quote.to_owned(), place: narrative.place.clone() }
}

/// A part of an indicator row: `level2`, `level3`, `target`, `weight`, `scoring`, `actual`, `score`, `deviation`.
pub fn part(form: &Form, indicator: &Indicator, part: &'static str) -> Evidence {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let quote = match part {
        "level1" => text(&indicator.level1),
        "level2" => text(&indicator.level2),
        "target" => indicator.target.raw.clone(),
        "weight" => indicator.weight.map(|weight| weight.to_string()).unwrap_or_default(),
        "scoring" => text(&indicator.scoring_raw),
        "actual" => indicator.actual.as_ref().map(|actual| actual.raw.clone()).unwrap_or_default(),
        "score" => indicator.score.map(|score| score.to_string()).unwrap_or_default(),
        "deviation" => text(&indicator.deviation),
        _ => indicator.level3.clone(),
    };
    let place = indicator.places.get(part).unwrap_or(&indicator.place).clone();
    Evidence { source: None, table: form.id.clone(), field: format!("{}.{part}", indicator.id), quote, place }
}

/// An indicator with its target: `安置帮教核查率 98%`.
pub fn target(form: &Form, indicator: &Indicator) -> Evidence {
    let mut evidence = part(form, indicator, "target");
    evidence.quote = format!("{} {}", indicator.level3, indicator.target.raw);
    evidence
}

/// A printed 二级指标 without indicator.
pub fn empty_category(form: &Form, category: &EmptyCategory) -> Evidence {
    let quote = category.level2.clone();
    Evidence {
        source: None,
        table: form.id.clone(),
        field: "empty_categories".into(),
        quote,
        place: category.place.clone(),
    }
}

/// A number in a cell of its own, such as the printed total score.
pub fn number(form: &Form, field: &str, number: &PrintedNumber) -> Evidence {
    Evidence {
        source: None,
        table: form.id.clone(),
        field: field.into(),
        quote: number.raw.clone(),
        place: number.place.clone(),
    }
}

/// Any place of a form under a field path.
pub fn at(form: &Form, field: impl Into<String>, quote: impl Into<String>, place: &Place) -> Evidence {
    Evidence { source: None, table: form.id.clone(), field: field.into(), quote: quote.into(), place: place.clone() }
}

/// A target in one of several documents: `安置帮教核查率 98%`.
pub fn target_of(at: At, row: &Row) -> Evidence {
    row_of(at, row, "target", &row.target)
}

/// Part of an indicator row in one of several documents.
pub fn row_of(at: At, row: &Row, part: &str, text: &str) -> Evidence {
    let field = format!("{}.i{:02}.{part}", at.form.id, row.at);
    passage(at, field, format!("{} {text}", row.name), row.place)
}

/// Any passage of a form in one of several documents.
pub fn passage(at: At, field: impl Into<String>, quote: impl Into<String>, spot: Spot) -> Evidence {
    Evidence {
        source: Some(at.source.to_owned()),
        table: at.form.id.to_string(),
        field: field.into(),
        quote: quote.into(),
        place: spot.place(),
    }
}

/// By what a reader knows the form: its project, else its title, else its id.
pub fn name(form: &Form) -> &str {
    let text = |field: &'_ Option<Field>| field.as_ref().and_then(|field| field.text.clone());
    if text(&form.project).is_some() {
        return form.project.as_ref().and_then(|field| field.text.as_deref()).unwrap_or(&form.id);
    }
    form.title.as_ref().and_then(|field| field.text.as_deref()).unwrap_or(&form.id)
}
