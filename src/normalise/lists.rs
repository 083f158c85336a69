//! Lists of projects: one indicator a row with the project in a column, or one project a row with a category in each cell.

use crate::normalise::assemble::Builder;
use crate::normalise::disclosure::{EmptyCategory, Field, Form, Indicator};
use crate::normalise::header::{ColumnRole, Header, HeaderColumn, Kind};
use crate::normalise::parsing::Rules;
use crate::normalise::sheet::Sheet;
use crate::normalise::vocabulary::{Column, Vocabulary};
use crate::normalise::{budget, header, indicators, label, seams, shape};
use crate::place::Place;
use crate::tables::markup::is_finished;
use std::collections::BTreeSet;

/// Reads a list from its head on: one form per project, each with the fields of the list itself.
pub(super) fn read(
    (words, rules): (&Vocabulary, &Rules),
    sheet: &mut Sheet,
    common: &Form,
    row: usize,
    head: &Header,
) -> Vec<Form> {
    for at in row..row + head.rows {
        for cell in sheet.begun(at) {
            sheet.furnish(cell);
        }
    }
    let from = row + head.rows;
    let of_project: Vec<&HeaderColumn> = head
        .columns
        .iter()
        .filter(|column| matches!(column.role, ColumnRole::Field(_) | ColumnRole::Budget(_) | ColumnRole::Narrative(_)))
        .collect();
    seams::lift(sheet, &of_project, from, sheet.rows.len());
    let mut forms: Vec<Form> = Vec::new();
    let ranges = projects(sheet, words, from, head);
    let sums = sums_and_groups(sheet, words, from, head);
    for (start, end) in ranges {
        let mut builder = Builder::new(words, rules, sheet, common.clone());
        fields(&mut builder, start, end, head);
        if let Some(before) = forms.last() {
            inherit(&mut builder.form, before);
        }
        match head.kind {
            Kind::Wide => categories(&mut builder, start, end, head),
            _ => {
                indicators::block(&mut builder, start, end, head);
                // What is said once for the project is no part of its indicators.
                let of_project =
                    head.columns.iter().filter(|column| is_of_project(builder.sheet, start, end, column, head));
                let names: Vec<&str> = of_project.map(|column| column.text.as_str()).collect();
                for indicator in &mut builder.form.indicators {
                    indicator.extra.retain(|name, _| !names.contains(&name.as_str()));
                }
            }
        }
        forms.push(builder.finish());
    }
    if let Some(first) = forms.first_mut() {
        first.extra.extend(sums);
    }
    forms
}

/// A unit's cell that spans its projects, or is left blank below the first one, names the unit of them all.
fn inherit(form: &mut Form, before: &Form) {
    for (field, known) in [
        (&mut form.department, &before.department),
        (&mut form.implementing_unit, &before.implementing_unit),
        (&mut form.reporting_unit, &before.reporting_unit),
    ] {
        if field.as_ref().is_some_and(|field| field.text.is_none())
            && let Some(known) = known.as_ref().filter(|known| known.text.is_some())
        {
            let mut known = known.clone();
            known.repairs.push("carried down from the project above".to_owned());
            *field = Some(known);
        }
    }
}

/// What says which project a row is of: its code where the list has a column of codes, and its name.
struct Keys<'a> {
    name: Option<&'a HeaderColumn>,
    code: Option<&'a HeaderColumn>,
    /// How long the codes are.
    lengths: BTreeSet<usize>,
}

impl<'a> Keys<'a> {
    fn of(sheet: &Sheet, from: usize, head: &'a Header) -> Self {
        let code = field_column(head, "project_code");
        let cells = |column| (from..sheet.rows.len()).filter_map(move |row| filled(sheet, row, column));
        let lengths = code.into_iter().flat_map(cells).map(|cell| sheet.cells[cell].text.len()).collect();
        Keys { name: field_column(head, "project"), code, lengths }
    }

    /// Whether a code at a page break is the rest of the one before it: together they are as long as others are.
    fn is_rest(&self, before: &str, rest: &str) -> bool {
        self.lengths.contains(&(before.len() + rest.len()))
    }
}

/// The cells of the project that rows belong to, as far as they are printed.
#[derive(Clone, Copy, Default)]
struct Current {
    name: Option<usize>,
    code: Option<usize>,
}

fn field_column<'a>(head: &'a Header, name: &str) -> Option<&'a HeaderColumn> {
    head.columns.iter().find(|column| matches!(&column.role, ColumnRole::Field(field) if field == name))
}

/// The column that names the project, or else has its code.
fn key_column(head: &Header) -> Option<&HeaderColumn> {
    field_column(head, "project").or_else(|| field_column(head, "project_code"))
}

/// The rows of each project. Another code begins another project; the cell of a name spans its rows, is left blank or repeated below,
/// and may be torn at a page break.
fn projects(sheet: &mut Sheet, words: &Vocabulary, from: usize, head: &Header) -> Vec<(usize, usize)> {
    let Some(column) = key_column(head) else { return Vec::new() };
    let keys = Keys::of(sheet, from, head);
    let is_key = |other: &HeaderColumn| [keys.name, keys.code].iter().flatten().any(|key| key.start == other.start);
    let others: Vec<&HeaderColumn> = head
        .columns
        .iter()
        .filter(|other| matches!(other.role, ColumnRole::Budget(_) | ColumnRole::Field(_)) && !is_key(other))
        .collect();
    let level1 = head.columns.iter().find(|column| column.role == ColumnRole::Indicator(Column::Level1));
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut current: Option<Current> = None;
    // The rest of a torn name, which a text form may repeat below.
    let mut torn_rest: Option<String> = None;
    for row in from..sheet.rows.len() {
        if header::repeats(sheet, row, head) {
            for cell in sheet.begun(row) {
                sheet.furnish(cell);
                sheet.cells[cell].text.clear();
            }
            sheet.pass_seam(row);
            continue;
        }
        let begun = sheet.begun(row);
        if is_sum_or_group(sheet, words, &begun, column) {
            current = None;
            continue;
        }
        let in_row = |column: Option<&HeaderColumn>| column.and_then(|column| filled(sheet, row, column));
        let here = Current { name: in_row(keys.name), code: in_row(keys.code) };
        let start = out.last().map_or(row, |last| last.0);
        let begins = match current {
            None => here.name.is_some() || here.code.is_some(),
            Some(before) if another_code(sheet, &keys, (before, here), row) => true,
            Some(before) => match (here.name, before.name) {
                (None, _) => false,
                // A name below a code: its own, where the code says so.
                (Some(_), None) => here.code.is_none() || before.code.is_none(),
                (Some(cell), Some(before)) => {
                    let repeats_rest = torn_rest.as_ref() == Some(&sheet.cells[cell].text);
                    if repeats_rest {
                        sheet.furnish(cell);
                        sheet.cells[cell].text.clear();
                    }
                    let same = repeats_rest || sheet.cells[cell].text == sheet.cells[before].text;
                    let torn = !same && sheet.seams[row] && is_torn(sheet, &others, level1, (start, row));
                    if torn {
                        torn_rest = Some(join_name(sheet, before, cell));
                    }
                    let coded = keys.code.is_some();
                    (!same && !torn) || (same && !coded && is_namesake(sheet, &others, before, (start, row)))
                }
            },
        };
        if begins {
            torn_rest = None;
            current = Some(here);
            out.push((row, row + 1));
        } else if let Some(known) = &mut current
            && let Some((_, end)) = out.last_mut()
        {
            known.name = known.name.or(here.name);
            known.code = known.code.or(here.code);
            *end = row + 1;
        }
    }
    out
}

/// Whether a row has another code than the project above it, and not the rest of that code from over a page break.
fn another_code(sheet: &Sheet, keys: &Keys, (before, here): (Current, Current), row: usize) -> bool {
    let (Some(before), Some(here)) = (before.code, here.code) else { return false };
    let (before, here) = (sheet.cells[before].text.as_str(), sheet.cells[here].text.as_str());
    before != here && !(sheet.seams[row] && keys.is_rest(before, here))
}

/// Whether a name printed again is another project's: both cells are of their own height, and what is filled in once per project is
/// filled in again.
fn is_namesake(sheet: &Sheet, others: &[&HeaderColumn], before: usize, (start, row): (usize, usize)) -> bool {
    let amounts = |column: &&&HeaderColumn| matches!(column.role, ColumnRole::Budget(_));
    !sheet.seams[row]
        && sheet.cells[before].row_span > 1
        && sheet.cells[before].row + sheet.cells[before].row_span == row
        && others
            .iter()
            .filter(amounts)
            .any(|column| filled(sheet, start, column).is_some() && filled(sheet, row, column).is_some())
}

/// Puts the rest of a name to what stands on the page before; the rest.
fn join_name(sheet: &mut Sheet, before: usize, cell: usize) -> String {
    let rest = sheet.cells[cell].text.clone();
    let place = sheet.cells[cell].place.clone();
    sheet.place(cell);
    sheet.cells[cell].text.clear();
    let whole = &mut sheet.cells[before];
    whole.text.push_str(&rest);
    whole.place.extend(&place);
    whole.repairs.push("joined across a page break".to_owned());
    rest
}

/// Whether a row belongs to no project: sums of all, or a heading over the projects below.
fn is_sum_or_group(sheet: &Sheet, words: &Vocabulary, begun: &[usize], column: &HeaderColumn) -> bool {
    let Some(&first) = begun.first() else { return false };
    let cell = &sheet.cells[first];
    let over = cell.column <= column.start && cell.end() > column.end && cell.column_span > 2;
    let group = begun.len() == 1 && (over || (cell.column < column.start && cell.row_span == 1));
    let sum = begun
        .iter()
        .take_while(|&&cell| sheet.cells[cell].column < column.end)
        .any(|&cell| words.is_total(&sheet.cells[cell].label));
    sum || group
}

/// What stands in rows that belong to no project, as further fields: `合计›预算数`, or a group's heading.
fn sums_and_groups(sheet: &mut Sheet, words: &Vocabulary, from: usize, head: &Header) -> Vec<Field> {
    let mut found = Vec::new();
    let Some(column) = key_column(head) else { return found };
    for row in from..sheet.rows.len() {
        let begun = sheet.begun(row);
        if !is_sum_or_group(sheet, words, &begun, column) {
            continue;
        }
        let label = sheet.cells[begun[0]].text.replace('\n', "");
        for (at, &cell) in begun.iter().enumerate() {
            let printed = &sheet.cells[cell];
            let under = head.columns.iter().find(|column| (column.start..column.end).contains(&printed.column));
            if begun.len() > 1 && (at == 0 || printed.label == sheet.cells[begun[0]].label) {
                sheet.furnish(cell);
                continue;
            }
            let under = under.map(|column| column.text.clone()).unwrap_or_default();
            let label = if at == 0 { under } else { format!("{label}›{under}") };
            let (text, place, repairs) = (Some(printed.text.clone()), printed.place.clone(), printed.repairs.clone());
            found.push(Field { label, text, place, repairs });
            sheet.place(cell);
        }
    }
    found
}

/// The cell of a column that begins in a row and is filled in.
fn filled(sheet: &Sheet, row: usize, column: &HeaderColumn) -> Option<usize> {
    sheet
        .each_begun(row)
        .find(|&cell| sheet.cells[cell].column >= column.start && sheet.cells[cell].column < column.end)
}

/// Whether the project named at a page break is the rest of the one before it: the columns filled in once per project are filled in
/// on one side only, and the indicators do not start over.
fn is_torn(
    sheet: &Sheet,
    others: &[&HeaderColumn],
    level1: Option<&HeaderColumn>,
    (start, seam): (usize, usize),
) -> bool {
    let before = |column: &HeaderColumn| (start..seam).any(|row| filled(sheet, row, column).is_some());
    let after = |column: &HeaderColumn| filled(sheet, seam, column).is_some();
    if others.iter().any(|other| before(other) && after(other)) {
        return false;
    }
    let level = level1.and_then(|column| filled(sheet, seam, column));
    let Some(level) = level else {
        // No label of the first level here: it goes on from the page before.
        return level1.is_some() || others.iter().any(|other| before(other) != after(other));
    };
    let label = &sheet.cells[level].label;
    let known: Vec<usize> =
        level1.map_or_else(Vec::new, |column| (start..seam).filter_map(|row| filled(sheet, row, column)).collect());
    let starts_over = known.iter().rev().skip(1).any(|&cell| sheet.cells[cell].label == *label);
    !starts_over && others.iter().any(|other| before(other) != after(other))
}

/// The header fields, amounts and goals of a project's rows.
fn fields(builder: &mut Builder, start: usize, end: usize, head: &Header) {
    for column in &head.columns {
        let label = label::published(&column.text);
        let plain = matches!(column.role, ColumnRole::Field(_) | ColumnRole::Budget(_) | ColumnRole::Narrative(_))
            || is_of_project(builder.sheet, start, end, column, head);
        if !plain {
            continue;
        }
        let field = collect(builder.sheet, start, end, column, label);
        match &column.role {
            ColumnRole::Field(name) => builder.set_field(name, field),
            ColumnRole::Budget(role) => budget::push(builder, role, "", None, field),
            ColumnRole::Narrative(role) => builder.push_narrative(role, field),
            _ if field.text.is_some() => builder.form.extra.push(field),
            _ => {}
        }
    }
}

/// Whether a column without a known header speaks of the project, not of its indicators: it stands in front of their columns, or is
/// filled in once for several of them.
fn is_of_project(sheet: &Sheet, start: usize, end: usize, column: &HeaderColumn, head: &Header) -> bool {
    if column.role != ColumnRole::Extra {
        return false;
    }
    let of_indicators = |column: &HeaderColumn| matches!(column.role, ColumnRole::Indicator(_));
    if head.columns.iter().find(|column| of_indicators(column)).is_some_and(|first| column.end <= first.start) {
        return true;
    }
    let filled = (start..end).filter(|&row| {
        sheet
            .each_begun(row)
            .any(|cell| sheet.cells[cell].column >= column.start && sheet.cells[cell].column < column.end)
    });
    head.kind == Kind::Wide || (end > start + 1 && filled.count() <= 1)
}

/// A column's text over a project's rows: repeated cells once, torn ones joined.
fn collect(sheet: &mut Sheet, start: usize, end: usize, column: &HeaderColumn, label: String) -> Field {
    let mut field = Field { label, ..Field::default() };
    let mut place: Option<Place> = None;
    let mut last: Option<String> = None;
    for row in start..end {
        let cells: Vec<usize> = sheet
            .covering(row)
            .iter()
            .copied()
            .filter(|&cell| {
                let cell = &sheet.cells[cell];
                cell.row == row && cell.column >= column.start && cell.column < column.end
            })
            .collect();
        for cell in cells {
            let printed = &sheet.cells[cell];
            if printed.text.is_empty() {
                place = place.or_else(|| Some(printed.place.clone()));
                continue;
            }
            if last.as_deref() == Some(printed.text.as_str()) || field.text.as_deref() == Some(printed.text.as_str()) {
                sheet.furnish(cell);
                continue;
            }
            last = Some(printed.text.clone());
            match (&mut place, &mut field.text) {
                (Some(place), Some(text)) => {
                    // Amounts of several rows are no number together.
                    if is_finished(text) || (matches!(column.role, ColumnRole::Budget(_)) && !sheet.seams[row]) {
                        text.push('\n');
                    }
                    text.push_str(&printed.text);
                    place.extend(&printed.place);
                    field.repairs.push("joined across a page break".to_owned());
                }
                (place, text) => {
                    *text = Some(printed.text.clone());
                    *place = Some(printed.place.clone());
                    field.repairs.extend(printed.repairs.iter().cloned());
                }
            }
            sheet.place(cell);
        }
    }
    field.place = place.unwrap_or_default();
    field
}

/// The indicators of a wide list's row: each cell holds all of a category.
fn categories(builder: &mut Builder, start: usize, end: usize, head: &Header) {
    let year = builder.form.fiscal_year.as_ref().map(|year| year.year);
    for column in &head.columns {
        let ColumnRole::Category { level1, level2 } = &column.role else { continue };
        let field = collect(builder.sheet, start, end, column, String::new());
        let text = field.text.unwrap_or_default();
        let before = builder.form.indicators.len();
        for (name, value) in split(&text) {
            let mut found = Indicator {
                level1: level1.clone(),
                level2: Some(level2.clone()),
                target: indicators::value(&value, year, &name),
                level3: name,
                place: field.place.clone(),
                repairs: field.repairs.clone(),
                ..Indicator::default()
            };
            found.places.insert("level3", field.place.clone());
            found.places.insert("target", field.place.clone());
            builder.form.indicators.push(found);
        }
        if builder.form.indicators.len() == before {
            builder.form.empty_categories.push(EmptyCategory {
                level1: level1.clone(),
                level2: level2.clone(),
                place: field.place,
            });
        }
    }
}

/// `名称：值；名称≥值；` → names and values. A line that begins no part of its own goes on with the one before it.
fn split(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for piece in text.split(['；', ';']) {
        let mut first = true;
        for line in piece.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            let whole = name_and_value(line);
            match (out.last_mut().filter(|_| !first), whole) {
                // The name wraps (维修改造面 / 积：2200平方米): so far it has no value.
                (Some((name, value)), Some((rest, found))) if value.is_empty() => {
                    name.push_str(rest);
                    value.push_str(found);
                }
                // The value wraps (98 / %): what follows has no name.
                (Some((name, value)), None) => {
                    if value.is_empty() {
                        name.push_str(line)
                    } else {
                        value.push_str(line)
                    }
                }
                (_, Some((name, value))) => out.push((name.to_owned(), value.to_owned())),
                (None, None) if shape::is_dash(line) || line == "无" => {}
                (None, None) => out.push((line.to_owned(), String::new())),
            }
            first = false;
        }
    }
    out
}

fn name_and_value(part: &str) -> Option<(&str, &str)> {
    let sign = part.char_indices().find(|&(at, c)| at > 0 && "≥≤><=＞＜＝≧≦﹦".contains(c)).map(|(at, _)| at);
    let colon = part.char_indices().find(|&(_, c)| c == '：' || c == ':').map(|(at, _)| at);
    match (colon, sign) {
        (Some(colon), sign) if sign.is_none_or(|sign| colon < sign) => {
            let after = part[colon..].trim_start_matches(['：', ':']);
            Some((part[..colon].trim(), after.trim()))
        }
        (_, Some(sign)) => Some((part[..sign].trim(), part[sign..].trim())),
        _ => {
            // 数量达到30个: the value begins at the first digit or word of comparison.
            let at = part
                .char_indices()
                .find(|&(at, c)| at > 0 && c.is_ascii_digit() && part[at..].len() < part.len())
                .map(|(at, _)| at)?;
            Some((part[..at].trim(), part[at..].trim()))
        }
    }
}
