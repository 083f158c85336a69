//! Each form variant as a case: a small table in a compact notation and what is to be read from it (`tests/templates/*.toml`).
//!
//! The notation: a line of text stands for itself; a line beginning with `|` is a row of cells; `<` continues the cell to the left,
//! `^` the cell above; `\n` in a cell is a paragraph break; `---` between rows is a page break; a blank line ends a table.

use jixiao::normalise::disclosure::{Disclosure, Form, Indicator};
use jixiao::normalise::normalise;
use jixiao::place::Place;
use jixiao::tables::flow::{Block, Cell, Flow, Line, Table};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows.
    about: String,
    /// The document.
    document: String,
    /// Whether columns can be trusted; false for dumps.
    #[serde(default = "yes")]
    aligned: bool,
    /// Renderings in which the case does not come out, with the reason: what they lose, the case needs.
    #[serde(default)]
    not_as: BTreeMap<String, String>,
    /// The forms that are to be read, in order.
    #[serde(default)]
    form: Vec<Expected>,
}

fn yes() -> bool {
    true
}

/// What is expected of a form; what is left out is not compared. An empty string is a printed but blank field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: Option<String>,
    template: Option<String>,
    title: Option<String>,
    fiscal_year: Option<i32>,
    reporting_unit: Option<String>,
    department: Option<String>,
    implementing_unit: Option<String>,
    project: Option<String>,
    project_code: Option<String>,
    period: Option<String>,
    currency_unit: Option<String>,
    budget: Option<Vec<String>>,
    narratives: Option<Vec<String>>,
    indicators: Option<Vec<String>>,
    empty: Option<Vec<String>>,
    extra: Option<Vec<String>>,
    totals: Option<Vec<String>>,
    level_points: Option<Vec<String>>,
    #[serde(default)]
    unplaced: Vec<String>,
}

fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 20, "only {} cases were found", paths.len());
    let case = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a case file");
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, case)
    };
    paths.iter().map(case).collect()
}

#[test]
fn every_variant_is_read_as_its_case_says() {
    let mut faults = Vec::new();
    for (name, case) in cases() {
        let found = check(&case, &flow(&case.document, case.aligned));
        faults.extend(found.into_iter().map(|fault| format!("{name} ({}): {fault}", case.about)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// How text forms show a table that lost its spans.
#[derive(Clone, Copy)]
enum Rendering {
    /// Covered places are blank cells.
    Blank,
    /// Covered places repeat the cell.
    Repeated,
    /// A dump: a blank cell for what hangs down from above, none for what is covered from the left, and nothing aligned.
    Dump,
}

#[test]
fn every_variant_comes_out_of_text_forms_too() {
    let mut faults = Vec::new();
    for (name, case) in cases() {
        let flow = flow(&case.document, case.aligned);
        if !case.aligned {
            continue;
        }
        for (rendering, how) in
            [(Rendering::Blank, "blank"), (Rendering::Repeated, "repeated"), (Rendering::Dump, "dump")]
        {
            if case.not_as.contains_key(how) {
                continue;
            }
            let found = check(&case, &rendered(&flow, rendering));
            faults.extend(found.into_iter().map(|fault| format!("{name} as {how}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn rendered(flow: &Flow, rendering: Rendering) -> Flow {
    let mut out = flow.clone();
    for block in &mut out.blocks {
        if let Block::Table(table) = block {
            *table = without_spans(table, rendering);
        }
    }
    out.characters = out.blocks.iter().map(Block::characters).sum();
    out
}

fn without_spans(table: &Table, rendering: Rendering) -> Table {
    let mut cells = Vec::new();
    for row in 0..table.rows {
        let mut next = 0;
        for column in 0..table.columns {
            let Some(cell) = table.cell_at(row, column) else { continue };
            let first = cell.row == row && cell.column == column;
            let from_above = cell.row < row && cell.column == column;
            let at = match rendering {
                Rendering::Blank | Rendering::Repeated => column,
                Rendering::Dump if first || from_above => next,
                Rendering::Dump => continue,
            };
            next += 1;
            let blank = !first && !matches!(rendering, Rendering::Repeated);
            let text = if blank { String::new() } else { cell.text.clone() };
            let characters = if blank { 0 } else { cell.characters };
            cells.push(Cell { row, column: at, row_span: 1, column_span: 1, text, characters, ..cell.clone() });
        }
    }
    let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    let aligned = !matches!(rendering, Rendering::Dump);
    Table { columns, cells, aligned, ..table.clone() }
}

fn check(case: &Case, flow: &Flow) -> Vec<String> {
    let found = normalise(flow);
    let mut faults = Vec::new();
    let mut compare = |what: String, expected: String, found: String| {
        if expected != found {
            faults.push(format!("{what}\n    expected {expected}\n    found    {found}"));
        }
    };
    compare("number of forms".into(), case.form.len().to_string(), found.forms.len().to_string());
    for (index, (expected, form)) in case.form.iter().zip(&found.forms).enumerate() {
        let at = |what: &str| format!("form {}, {what}", index + 1);
        let kind = serde_json::to_value(form.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        let field = |field: &Option<jixiao::normalise::disclosure::Field>| {
            field.as_ref().map(|field| field.text.clone().unwrap_or_default())
        };
        for (what, expected, found) in [
            ("kind", &expected.kind, kind),
            ("template", &expected.template, Some(form.template.clone())),
            ("title", &expected.title, field(&form.title)),
            ("reporting_unit", &expected.reporting_unit, field(&form.reporting_unit)),
            ("department", &expected.department, field(&form.department)),
            ("implementing_unit", &expected.implementing_unit, field(&form.implementing_unit)),
            ("project", &expected.project, field(&form.project)),
            ("project_code", &expected.project_code, field(&form.project_code)),
            ("period", &expected.period, field(&form.period)),
            ("currency_unit", &expected.currency_unit, field(&form.currency_unit)),
            (
                "fiscal_year",
                &expected.fiscal_year.map(|year| year.to_string()),
                form.fiscal_year.as_ref().map(|year| year.year.to_string()),
            ),
        ] {
            if let Some(expected) = expected {
                compare(at(what), expected.clone(), found.unwrap_or_else(|| "(not printed)".to_owned()));
            }
        }
        for (what, expected, found) in [
            ("budget", &expected.budget, budget(form)),
            ("narratives", &expected.narratives, narratives(form)),
            ("indicators", &expected.indicators, form.indicators.iter().map(indicator).collect()),
            ("empty", &expected.empty, form.empty_categories.iter().map(|category| category.level2.clone()).collect()),
            ("extra", &expected.extra, extra(form)),
            ("totals", &expected.totals, totals(form)),
            ("level_points", &expected.level_points, level_points(form)),
            (
                "unplaced",
                &Some(expected.unplaced.clone()),
                form.unplaced.iter().map(|rest| rest.text.clone()).collect(),
            ),
        ] {
            if let Some(expected) = expected {
                compare(at(what), expected.join("\n             "), found.join("\n             "));
            }
        }
    }
    let counted = found.coverage.placed + found.coverage.furniture + found.coverage.unplaced;
    compare("characters".into(), flow.characters.to_string(), counted.to_string());
    faults.extend(places(&found));
    faults
}

/// Every field has a place.
fn places(found: &Disclosure) -> Vec<String> {
    let mut faults = Vec::new();
    for form in &found.forms {
        for indicator in &form.indicators {
            for (name, place) in
                [("row", &indicator.place)].into_iter().chain(indicator.places.iter().map(|(n, p)| (*n, p)))
            {
                if place.page == 0 {
                    faults.push(format!("{} {}: {name} has no place", indicator.id, indicator.level3));
                }
            }
        }
        for place in
            form.budget.iter().map(|entry| &entry.place).chain(form.narratives.iter().map(|narrative| &narrative.place))
        {
            if place.page == 0 {
                faults.push(format!("{}: an amount or narrative has no place", form.id));
            }
        }
    }
    faults
}

fn budget(form: &Form) -> Vec<String> {
    form.budget
        .iter()
        .map(|entry| {
            let value = entry.amount.or(entry.number).map_or_else(|| entry.raw.clone(), |amount| amount.to_string());
            let unit = entry.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let part = entry.part_of.as_ref().map(|role| format!(" | part of {role}")).unwrap_or_default();
            format!("{} | {} | {value}{unit}{part}", entry.role, entry.label)
        })
        .collect()
}

fn narratives(form: &Form) -> Vec<String> {
    form.narratives
        .iter()
        .map(|narrative| format!("{} | {} | {}", narrative.role, narrative.label, narrative.text.replace('\n', "\\n")))
        .collect()
}

fn extra(form: &Form) -> Vec<String> {
    form.extra.iter().map(|field| format!("{} | {}", field.label, field.text.clone().unwrap_or_default())).collect()
}

fn totals(form: &Form) -> Vec<String> {
    let number = |name: &str, number: &Option<jixiao::normalise::disclosure::PrintedNumber>| {
        number.as_ref().map(|number| format!("{name} {}", number.raw))
    };
    number("weight", &form.total_weight).into_iter().chain(number("score", &form.total_score)).collect()
}

fn level_points(form: &Form) -> Vec<String> {
    form.level_points.iter().map(|level| format!("{} {}", level.level1, level.points)).collect()
}

fn indicator(found: &Indicator) -> String {
    let level = |level: &Option<String>| level.clone().unwrap_or_default();
    let mut line =
        format!("{} | {} | {} | {}", level(&found.level1), level(&found.level2), found.level3, found.target.raw);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            line.push_str(&format!(" | {name}={value}"));
        }
    };
    add("weight", found.weight.map(|weight| weight.to_string()));
    add("rule", found.scoring_raw.clone());
    add("actual", found.actual.as_ref().map(|actual| actual.raw.clone()));
    add("score", found.score.map(|score| score.to_string()));
    add("deviation", found.deviation.clone());
    add("section", found.section.clone());
    for (name, value) in &found.extra {
        add(name, Some(value.clone()));
    }
    line
}

/// A document from the compact notation.
fn flow(text: &str, aligned: bool) -> Flow {
    let mut flow = Flow::default();
    let mut table: Option<(Table, u32)> = None;
    let mut page = 1;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if let Some(row) = line.strip_prefix('|') {
            let (table, _) = table.get_or_insert_with(|| (Table { aligned, ..Table::default() }, page));
            push_row(table, row, page, number);
        } else if line == "---" {
            page += 1;
            if let Some((table, _)) = &mut table {
                table.seams.push(table.rows);
            }
        } else {
            close(&mut flow, &mut table);
            if !line.is_empty() {
                let characters = line.chars().filter(|c| !c.is_whitespace()).count() as u64;
                flow.characters += characters;
                let place = Place::at_line(page, number);
                flow.blocks.push(Block::Line(Line { text: line.replace("\\t", "\t"), place, size: 0.0, characters }));
            }
        }
    }
    close(&mut flow, &mut table);
    flow
}

fn close(flow: &mut Flow, table: &mut Option<(Table, u32)>) {
    if let Some((mut table, first)) = table.take() {
        table.pages = (first..=table.cells.last().map_or(first, |cell| cell.place.page)).collect();
        flow.characters += table.cells.iter().map(|cell| cell.characters).sum::<u64>();
        flow.blocks.push(Block::Table(table));
    }
}

fn push_row(table: &mut Table, row: &str, page: u32, number: u32) {
    let at = table.rows;
    table.rows += 1;
    for (column, text) in row.trim_end().trim_end_matches('|').split('|').map(str::trim).enumerate() {
        table.columns = table.columns.max(column + 1);
        let covering = |cell: &&mut Cell| {
            (cell.column..cell.column + cell.column_span).contains(&column) && cell.row + cell.row_span == at
        };
        match text {
            "<" => {
                if let Some(cell) = table.cells.iter_mut().rev().find(|cell| cell.column + cell.column_span == column) {
                    cell.column_span += 1;
                }
            }
            "^" => {
                if let Some(cell) = table.cells.iter_mut().find(covering) {
                    cell.row_span += 1;
                }
            }
            text => table.cells.push(Cell {
                row: at,
                column,
                row_span: 1,
                column_span: 1,
                text: text.replace("\\n", "\n"),
                characters: text.replace("\\n", "").chars().filter(|c| !c.is_whitespace()).count() as u64,
                place: Place::at_line(page, number),
                ..Cell::default()
            }),
        }
    }
}
