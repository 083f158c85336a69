//! The indicator block: rows under a head → level-3 indicators with their levels.

mod levels;
mod row;

use crate::normalise::assemble::Builder;
use crate::normalise::disclosure::{EmptyCategory, Indicator, LevelPoints, PrintedNumber, WeightSource};
use crate::normalise::header::{self, ColumnRole, Header, HeaderColumn, Kind};
use crate::normalise::values::{Context, flag};
use crate::normalise::vocabulary::Column;
use crate::normalise::{inline, parsing, seams, shape};
use crate::place::Place;
use levels::Levels;
use row::{Draft, Reading};

/// A group of columns that tells one indicator a row; forms with 中期 beside 年度 have two.
#[derive(Clone, Debug, Default)]
struct Group {
    /// Indices into the head's columns.
    columns: Vec<usize>,
    /// The label the group stands under, where there are several.
    section: Option<String>,
}

/// Reads the rows of an indicator block; returns the next row.
pub(super) fn block(builder: &mut Builder, from: usize, to: usize, head: &Header) -> usize {
    let of = |wanted: Column| head.columns.iter().filter(move |column| column.role == ColumnRole::Indicator(wanted));
    let mut doubled = Vec::new();
    for column in of(Column::Level2) {
        doubled.extend(seams::part_level2(builder.sheet, builder.words, column, from, to));
    }
    for column in of(Column::Level1) {
        seams::part_level1(builder.sheet, builder.words, column, (from, to), &doubled);
    }
    let labels: Vec<&HeaderColumn> = head
        .columns
        .iter()
        .filter(|column| matches!(column.role, ColumnRole::Indicator(Column::Level1 | Column::Level2)))
        .collect();
    seams::lift(builder.sheet, &labels, from, to);
    let groups = groups(builder, head);
    let mut levels = Levels::with(doubled);
    let mut drafts: Vec<Vec<Draft>> = vec![Vec::new(); groups.len()];
    let mut section: Option<String> = head
        .columns
        .iter()
        .find(|column| column.role == ColumnRole::Section && !column.text.is_empty())
        .map(|column| column.text.clone());
    let mut row = from;
    while row < to {
        if builder.sheet.each_begun(row).next().is_none() {
            row += 1;
            continue;
        }
        if header::repeats(builder.sheet, row, head) {
            // The same head below 长期绩效指标 and again below 年度绩效指标.
            section_label(builder, &Reading::of(builder.sheet, row, head), head, &mut section);
            builder.furnish_head(row, &Header { rows: 1, ..head.clone() });
            builder.sheet.pass_seam(row);
            row += 1;
            continue;
        }
        if total_row(builder, row, head) {
            row += 1;
            continue;
        }
        if head.kind != Kind::List && ends(builder, row, head) {
            break;
        }
        let reading = Reading::of(builder.sheet, row, head);
        section_label(builder, &reading, head, &mut section);
        levels.read(builder, row, &reading, head);
        for (group, drafts) in groups.iter().zip(&mut drafts) {
            let known = levels.of_group(builder, row, &reading, head, group);
            row::read(builder, row, &reading, head, group, known, section.as_deref(), drafts, &mut levels);
        }
        row += 1;
    }
    levels.close(row, head);
    finish(builder, head, drafts, &levels);
    row
}

/// Splits a head with several name columns into groups; level columns before the first one belong to all.
fn groups(builder: &Builder, head: &Header) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    let mut shared: Vec<usize> = Vec::new();
    for (index, column) in head.columns.iter().enumerate() {
        let ColumnRole::Indicator(role) = column.role else {
            if column.role == ColumnRole::Extra
                && let Some(group) = groups.last_mut()
            {
                group.columns.push(index);
            }
            continue;
        };
        if role == Column::Level1 {
            shared.push(index);
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        let holds =
            |wanted: Column| group.columns.iter().any(|&at| head.columns[at].role == ColumnRole::Indicator(wanted));
        if (role == Column::Name || role == Column::Level2) && holds(Column::Name) && holds(role) {
            let mut next = Group::default();
            // A second group without a level 2 of its own shares that of the first.
            if role == Column::Name {
                next.columns.extend(
                    group
                        .columns
                        .iter()
                        .copied()
                        .filter(|&at| head.columns[at].role == ColumnRole::Indicator(Column::Level2)),
                );
            }
            next.columns.push(index);
            groups.push(next);
            continue;
        }
        group.columns.push(index);
    }
    let several = groups.len() > 1;
    let one_each = groups.len() == builder.goals.len();
    for (at, group) in groups.iter_mut().enumerate() {
        group.columns.splice(0..0, shared.iter().copied());
        if several {
            let names = group.columns.iter().find(|&&at| head.columns[at].role == ColumnRole::Indicator(Column::Name));
            // The goals above stand over their groups; as many goals as groups are theirs in order.
            let over = |at: &usize| {
                let column = &head.columns[*at];
                builder.goals.iter().find(|(start, end, _)| column.start < *end && *start < column.end)
            };
            let goal = if one_each { builder.goals.get(at) } else { names.and_then(over) };
            group.section = goal.map(|(_, _, text)| text.clone());
        }
    }
    groups
}

/// Whether a row no longer belongs to the block.
fn ends(builder: &Builder, row: usize, head: &Header) -> bool {
    let begun = builder.sheet.begun(row);
    let Some(&first) = begun.first() else { return false };
    let cell = &builder.sheet.cells[first];
    if header::find(builder.sheet, row, builder.words).is_some() {
        return true;
    }
    let names = head.columns.iter().find(|column| column.role == ColumnRole::Indicator(Column::Name));
    let labels_end = names.map_or(0, |column| column.start);
    if names.is_some_and(|names| is_label_row(builder, &begun, head, names)) {
        return true;
    }
    // A note below the block runs over its whole width.
    let wide = begun.len() == 1
        && cell.column == 0
        && cell.column_span * 3 >= builder.sheet.width() * 2
        && cell.column_span > 1;
    // 注：… in a table that lost its spans.
    let note = begun.len() == 1 && cell.column == 0 && inline::split(builder.words, &cell.text).is_some();
    wide || note || (cell.column < labels_end.max(1) && builder.begins_anew(row))
}

/// Whether a row holds a label and its value rather than an indicator: a cell runs over levels and names alike, or all that stands
/// left of the names is unknown to the form.
fn is_label_row(builder: &Builder, begun: &[usize], head: &Header, names: &HeaderColumn) -> bool {
    let cell = |index: usize| &builder.sheet.cells[index];
    let level = |column: &&HeaderColumn| matches!(column.role, ColumnRole::Indicator(Column::Level1 | Column::Level2));
    let Some(levels) = head.columns.iter().find(level) else { return false };
    let over = begun.iter().any(|&index| cell(index).column <= levels.start && cell(index).end() > names.start);
    let known = |index: usize| {
        let label = &cell(index).label;
        builder.words.is_section(label)
            || builder.words.level1(label).is_some()
            || builder.words.level2(label).is_some()
    };
    let left = begun.iter().filter(|&&index| cell(index).column < names.start).count();
    let alone = left == begun.len() && left >= 2 && cell(begun[0]).column < levels.start;
    over || (alone && !begun.iter().any(|&index| known(index)))
}

/// The label of the block, which may change within it (长期绩效指标, then 年度绩效指标).
fn section_label(builder: &mut Builder, reading: &Reading, head: &Header, section: &mut Option<String>) {
    for (index, column) in head.columns.iter().enumerate() {
        if column.role != ColumnRole::Section {
            continue;
        }
        for &cell in &reading.cells[index] {
            let printed = &builder.sheet.cells[cell];
            if printed.row == reading.row && !printed.text.is_empty() {
                let text = printed.text.replace('\n', "");
                builder.sheet.furnish(cell);
                *section = Some(text);
            }
        }
    }
}

/// A row of sums; whether it was one.
fn total_row(builder: &mut Builder, row: usize, head: &Header) -> bool {
    let Some(first) = builder.sheet.each_begun(row).next() else { return false };
    if !builder.words.is_total(&builder.sheet.cells[first].label) {
        return false;
    }
    let begun = builder.sheet.begun(row);
    let name = head.columns.iter().find(|column| column.role == ColumnRole::Indicator(Column::Name));
    // 小计 and 合计 stand left of the names, or as a name with nothing but numbers beside it.
    let numbers = begun[1..].iter().all(|&cell| {
        let cell = &builder.sheet.cells[cell];
        shape::is_number(&cell.text) || shape::is_dash(&cell.text) || cell.text == builder.sheet.cells[first].text
    });
    if !numbers && name.is_some_and(|name| builder.sheet.cells[first].column >= name.start) {
        return false;
    }
    for &cell in &begun {
        let printed = &builder.sheet.cells[cell];
        if printed.label == builder.sheet.cells[first].label {
            builder.sheet.furnish(cell);
            continue;
        }
        let number = PrintedNumber {
            raw: printed.text.clone(),
            number: parsing::number(printed.text.trim_end_matches('分')),
            place: printed.place.clone(),
        };
        let column = head.columns.iter().find(|column| printed.column >= column.start && printed.column < column.end);
        match column.map(|column| &column.role) {
            Some(ColumnRole::Indicator(Column::Weight)) => {
                builder.form.total_weight = builder.form.total_weight.take().or(Some(number));
                builder.sheet.place(cell);
            }
            Some(ColumnRole::Indicator(Column::Score)) => {
                builder.form.total_score = builder.form.total_score.take().or(Some(number));
                builder.sheet.place(cell);
            }
            Some(_) => {
                let label = column.map(|column| column.text.clone()).unwrap_or_default();
                let title = builder.sheet.cells[first].text.replace('\n', "");
                builder.form.extra.push(crate::normalise::disclosure::Field {
                    label: format!("{title}›{label}"),
                    text: Some(number.raw),
                    place: number.place,
                    repairs: Vec::new(),
                });
                builder.sheet.place(cell);
            }
            None => {}
        }
    }
    true
}

/// Turns drafts into indicators and level-2 labels without any into empty categories.
fn finish(builder: &mut Builder, head: &Header, drafts: Vec<Vec<Draft>>, levels: &Levels) {
    let year = builder.form.fiscal_year.as_ref().map(|year| year.year);
    let mut all: Vec<Draft> = drafts.into_iter().flatten().collect();
    // Groups side by side are read row by row; a stable sort keeps the left one first.
    all.sort_by_key(|draft| draft.row);
    for draft in all {
        if !draft.is_indicator() {
            continue;
        }
        if let Some(indicator) = indicator(builder, head, draft, levels, year) {
            builder.form.indicators.push(indicator);
        }
    }
    levels.settle(builder.sheet);
    for label in levels.empty() {
        builder.form.empty_categories.push(EmptyCategory {
            level1: label.parent.map(|parent| levels.text(parent)),
            level2: label.text.clone(),
            place: label.place.clone(),
        });
    }
    for (level1, points, place) in levels.points() {
        builder.form.level_points.push(LevelPoints { level1, points, place });
    }
}

/// A value in a wide list's cell.
pub(super) fn value(raw: &str, year: Option<i32>, name: &str) -> crate::normalise::values::Value {
    row::value(raw, &Context { year, name: Some(name), ..Context::default() })
}

/// Whether a category is one of costs in money; 社会成本 and 生态环境成本 may be counted in anything.
fn is_cost(level1: Option<&str>, level2: Option<&str>) -> bool {
    let (level1, level2) = (level1.unwrap_or_default(), level2.unwrap_or_default());
    (level1.contains("成本") || level2.contains("成本"))
        && !["社会", "生态", "环境"].iter().any(|word| level2.contains(word))
}

fn indicator(
    builder: &mut Builder,
    head: &Header,
    draft: Draft,
    levels: &Levels,
    year: Option<i32>,
) -> Option<Indicator> {
    let mut found = Indicator { section: draft.section.clone(), ..Indicator::default() };
    let mut place: Option<Place> = None;
    let mut grow = |other: &Place| match &mut place {
        Some(place) => place.extend(other),
        None => place = Some(other.clone()),
    };
    for (slot, name, level) in
        [(&mut found.level1, "level1", draft.level1), (&mut found.level2, "level2", draft.level2)]
    {
        if let Some(level) = level {
            *slot = Some(levels.text(level));
            found.places.insert(name, levels.place(level).clone());
        }
    }
    found.repairs.extend(draft.repairs.iter().cloned());
    let text = |column: Column| {
        draft
            .parts
            .iter()
            .find(|part| part.column == column)
            .map(|part| part.text.as_str())
            .filter(|text| !text.is_empty())
    };
    let (name, mark, points) = row::clean_name(text(Column::Name).unwrap_or_default());
    found.level3 = name.to_owned();
    if let Some(mark) = mark {
        found.extra.insert("标记".to_owned(), mark.to_string());
    }
    let sign = text(Column::Sign);
    let unit = text(Column::Unit);
    let printed_target = text(Column::Target).unwrap_or_default();
    let cost = is_cost(found.level1.as_deref(), found.level2.as_deref());
    let context = Context { sign, unit, year, name: Some(name), cost };
    found.target = row::value(printed_target, &context);
    if found.target.has(flag::NONE_OR_ZERO) {
        found.repairs.push("target 无: nothing or zero, which is not told".to_owned());
    }
    if let Some(actual) = text(Column::Actual) {
        let unit = unit.filter(|_| shape::is_number(actual));
        found.actual = Some(row::value(actual, &Context { sign: None, unit, ..context }));
    }
    if let Some(raw) = text(Column::Rule) {
        let rule = builder.rules.rule(raw);
        if let Some(weight) = rule.weight {
            found.weight = Some(weight);
            found.weight_source = Some(WeightSource::Rule);
        }
        found.scoring_raw = Some(raw.to_owned());
        found.scoring = Some(rule);
    }
    if let Some(weight) = points.filter(|_| found.weight.is_none()) {
        found.weight = Some(weight);
        found.weight_source = Some(WeightSource::Name);
    }
    if let Some(weight) = text(Column::Weight).and_then(|text| parsing::number(text.trim_end_matches('分'))) {
        found.weight = Some(weight);
        found.weight_source = Some(WeightSource::Column);
    }
    found.score = text(Column::Score).and_then(|text| parsing::number(text.trim_end_matches('分')));
    found.deviation = text(Column::Deviation).map(str::to_owned);
    for part in &draft.parts {
        if let Some(place) = &part.place {
            grow(place);
            if let Some(name) = row::place_name(part.column) {
                found.places.entry(name).or_insert_with(|| place.clone());
            }
        }
        let kept = match part.column {
            Column::Extra | Column::AdjustedTarget | Column::Sign => true,
            // A number column that holds no number is kept as it stands.
            Column::Weight => found.weight_source != Some(WeightSource::Column) && !shape::is_dash(&part.text),
            Column::Score => found.score.is_none() && !shape::is_dash(&part.text),
            _ => false,
        };
        if kept && !part.text.is_empty() {
            let header = head.columns.get(part.index).map(|column| column.text.clone()).unwrap_or_default();
            found.extra.entry(header).or_insert_with(|| part.text.clone());
        }
    }
    for cell in draft.parts.iter().flat_map(|part| &part.cells) {
        builder.sheet.place(*cell);
    }
    found.place = place.unwrap_or_default();
    Some(found)
}
