//! Amounts of money: beside their labels, under the phases of a self-evaluation, per yearly task or cost.

use crate::normalise::assemble::Builder;
use crate::normalise::disclosure::{BudgetEntry, Field, Narrative, Phase, Role};
use crate::normalise::header::{self, ColumnRole, Header, Kind};
use crate::normalise::vocabulary::PhaseColumn;
use crate::normalise::{inline, label, parsing, shape};

/// An amount beside its label.
pub(super) fn push(builder: &mut Builder, role: &str, printed: &str, column: Option<usize>, field: Field) {
    let mut entry = entry(Role::of(role), field);
    let column = column.unwrap_or(0);
    if role == "total" || role == "period.total" {
        builder.totals.push((column, role.to_owned()));
    } else if role.starts_with("source.") {
        let above = builder.totals.iter().rev();
        let total = above.clone().find(|(at, _)| *at == column).or_else(|| above.clone().next());
        if total.is_some_and(|(_, total)| total == "period.total") {
            // A source of the whole term's money, not of the year's.
            entry.role.item = format!("period.{role}");
        }
    }
    add(builder, printed, entry);
}

/// Adds an entry; under 其中 it may be a part of the source before it.
fn add(builder: &mut Builder, printed: &str, mut entry: BudgetEntry) {
    let entries = &mut builder.form.budget;
    if printed.trim_start().starts_with("其中") {
        let whole =
            entries.iter().rposition(|entry| builder.whole.is_none() || !is_public_part(&entry.role, &entry.label));
        builder.whole =
            whole.filter(|&at| matches!(entries[at].role.item.as_str(), "source.fiscal" | "source.general_public"));
    }
    if let Some(whole) = builder.whole {
        if is_public_part(&entry.role, &entry.label) {
            entry.part_of = Some(Role::of(entries[whole].role.item.clone()));
        } else if entry.role.item != entries[whole].role.item {
            builder.whole = None;
        }
    }
    entries.push(entry);
}

/// Whether an amount can be a part of 财政拨款: a level of government gives it.
fn is_public_part(role: &Role, label: &str) -> bool {
    role.item == "source.superior"
        || (role.item == "source.own" && ["本级", "县", "市", "区", "地方"].iter().any(|level| label.contains(level)))
}

/// An entry from a printed text.
fn entry(role: Role, field: Field) -> BudgetEntry {
    let raw = field.text.unwrap_or_default();
    let mut entry = BudgetEntry {
        role,
        label: field.label,
        raw,
        place: field.place,
        repairs: field.repairs,
        ..BudgetEntry::default()
    };
    if matches!(entry.role.phase, Some(Phase::Weight | Phase::Rate | Phase::Score)) {
        entry.number = parsing::number(entry.raw.trim_end_matches(['%', '％', '分']));
    } else if let Some(amount) = parsing::amount(&entry.raw) {
        entry.amount = Some(amount.value);
        entry.unit = amount.unit;
        if amount.approximate {
            entry.repairs.push("printed as approximate".to_owned());
        }
        if let Some(note) = amount.note {
            entry.repairs.push(format!("note kept apart: {note}"));
        }
    }
    entry
}

/// The rows under the phases of a self-evaluation; returns the next row.
pub(super) fn phases(builder: &mut Builder, from: usize, to: usize, head: &Header) -> usize {
    let Some(first) =
        head.columns.iter().find(|column| matches!(column.role, ColumnRole::Phase(_))).map(|column| column.start)
    else {
        return from;
    };
    let mut row = from;
    while row < to {
        if row > from && header::find(builder.sheet, row, builder.words).is_some() {
            break;
        }
        if header::repeats(builder.sheet, row, head) {
            builder.furnish_head(row, &Header { rows: 1, ..head.clone() });
            row += 1;
            continue;
        }
        let begun = builder.sheet.begun(row);
        let labels = row_labels(builder, &begun, first);
        let named = labels.iter().rposition(|&cell| builder.words.budget(&builder.sheet.cells[cell].label).is_some());
        let narrative = begun.first().is_some_and(|&cell| {
            let label = &builder.sheet.cells[cell].label;
            builder.words.narrative(label).is_some() && builder.words.budget(label).is_none()
        });
        // Headings of prose beside a label that is cut off: goals below the amounts.
        let heads_prose = |&cell: &usize| {
            let label = &builder.sheet.cells[cell].label;
            builder.words.narrative_like(label).is_some() && builder.words.budget(label).is_none()
        };
        let headings = begun.len() > 2 && begun[1..].iter().all(heads_prose);
        if narrative || headings || (builder.begins_anew(row) && named.is_none()) {
            break;
        }
        if begun.is_empty() {
            row += 1;
            continue;
        }
        if begun.iter().all(|&cell| head.labels.contains(&builder.sheet.cells[cell].label)) {
            // The block's label alone, which text forms repeat on each row.
            begun.iter().for_each(|&cell| builder.sheet.furnish(cell));
            row += 1;
            continue;
        }
        if has_own_labels(builder, &begun, head) {
            row = builder.label_row(row, to);
            continue;
        }
        if labels.is_empty()
            && row > from
            && builder.sheet.covering(row).iter().all(|&cell| builder.sheet.cells[cell].column >= first)
        {
            // Amounts without any label to the left: a block without row labels has one row only.
            break;
        }
        phase_row(builder, row, head, &labels, named);
        row += 1;
    }
    row
}

/// Whether a row under the phases is not divided into them: 按收入性质分 beside 按支出性质分, 其中：一般公共预算：100 in one cell.
fn has_own_labels(builder: &Builder, begun: &[usize], head: &Header) -> bool {
    let cell = |at: &usize| &builder.sheet.cells[*at];
    let own: Vec<&usize> = begun.iter().filter(|&at| !head.labels.contains(&cell(at).label)).collect();
    let section = |at: &usize| {
        let label = &cell(at).label;
        builder.words.is_section(label) && builder.words.budget(label).is_none()
    };
    let inline =
        |at: &usize| inline::split(builder.words, &cell(at).text).is_some_and(|(_, value, _)| !value.trim().is_empty());
    begun.iter().any(inline) || (!own.is_empty() && own.iter().all(|&at| section(at)))
}

/// The cells of a row that label it: known labels, and what stands left of the amounts without being one.
fn row_labels(builder: &Builder, begun: &[usize], first: usize) -> Vec<usize> {
    let is_label = |cell: usize| {
        let cell = &builder.sheet.cells[cell];
        let known = builder.words.budget(&cell.label).is_some() || builder.words.is_section(&cell.label);
        known || (cell.end() <= first && !shape::is_number(&cell.text) && !shape::is_dash(&cell.text))
    };
    begun.iter().copied().take_while(|&cell| is_label(cell)).collect()
}

fn phase_row(builder: &mut Builder, row: usize, head: &Header, labels: &[usize], named: Option<usize>) {
    for &cell in labels {
        builder.sheet.furnish(cell);
    }
    // The block's label, which text forms repeat on each row, names no line.
    let own = |at: &usize| !head.labels.contains(&builder.sheet.cells[labels[*at]].label);
    let name = named.filter(own).or_else(|| (0..labels.len()).rfind(own)).map(|at| labels[at]);
    let (item, printed) = match name {
        Some(cell) => {
            let cell = &builder.sheet.cells[cell];
            let role = builder.words.budget_like(&cell.label).unwrap_or("source.other");
            (role.to_owned(), cell.text.clone())
        }
        None => ("total".to_owned(), String::new()),
    };
    let label_place = name.map(|cell| builder.sheet.cells[cell].place.clone());
    for column in &head.columns {
        let phase = match &column.role {
            ColumnRole::Phase(phase) => phase,
            // 全年预计执行数 and what else no phase covers is kept under its own header.
            ColumnRole::Extra => &PhaseColumn::Reason,
            _ => continue,
        };
        let covering: Vec<usize> = builder
            .sheet
            .covering(row)
            .iter()
            .copied()
            .filter(|&cell| {
                let cell = &builder.sheet.cells[cell];
                cell.row == row && cell.column >= column.start && cell.column < column.end
            })
            .filter(|cell| !labels.contains(cell))
            .collect();
        let filled = covering.iter().copied().find(|&cell| !builder.sheet.cells[cell].text.is_empty());
        for &cell in &covering {
            builder.sheet.place(cell);
        }
        let place = filled
            .or(covering.first().copied())
            .map(|cell| builder.sheet.cells[cell].place.clone())
            .or_else(|| label_place.clone());
        let field = Field {
            label: label::published(if printed.is_empty() { &column.text } else { &printed }),
            text: filled.map(|cell| builder.sheet.cells[cell].text.clone()),
            place: place.unwrap_or_default(),
            repairs: filled.map(|cell| builder.sheet.cells[cell].repairs.clone()).unwrap_or_default(),
        };
        match phase {
            PhaseColumn::Phase(phase) => {
                let entry = entry(Role { item: item.clone(), phase: Some(*phase) }, field);
                add(builder, &printed, entry);
            }
            PhaseColumn::Reason if field.text.is_some() => {
                let field = Field {
                    label: format!("{}›{}", label::published(&printed), label::published(&column.text)),
                    ..field
                };
                builder.form.extra.push(field);
            }
            PhaseColumn::Reason => {}
        }
    }
}

/// The rows of a list of yearly tasks or costs; returns the next row.
pub(super) fn items(builder: &mut Builder, from: usize, to: usize, head: &Header) -> usize {
    let mut row = from;
    while row < to {
        let own = builder
            .sheet
            .begun(row)
            .first()
            .is_some_and(|&cell| head.labels.contains(&builder.sheet.cells[cell].label));
        if (builder.begins_anew(row) && !own)
            || begins_budget(builder, row, head)
            || header::find(builder.sheet, row, builder.words).is_some()
        {
            break;
        }
        item_row(builder, row, head);
        row += 1;
    }
    row
}

/// Whether a row begins the budget block below a list: 预算情况, then the label of an amount.
fn begins_budget(builder: &Builder, row: usize, head: &Header) -> bool {
    let begun = builder.sheet.begun(row);
    let [first, second, ..] = begun.as_slice() else { return false };
    let label = |cell: usize| &builder.sheet.cells[cell].label;
    let (block, amount) = (label(*first), label(*second));
    builder.words.is_section(block)
        && !head.labels.contains(block)
        && !builder.words.is_total(block)
        && block.bare.contains("预算")
        && builder.words.budget(amount).is_some()
}

/// Counts the repetitions of a cell in the further columns that it covers, as text forms show them, as furniture.
fn furnish_repeated(builder: &mut Builder, row: usize, cell: usize, end: usize) {
    if !builder.sheet.spelled_out {
        return;
    }
    for other in builder.sheet.begun(row) {
        let (first, second) = (&builder.sheet.cells[cell], &builder.sheet.cells[other]);
        if other != cell && second.column > first.column && second.column < end && first.text == second.text {
            builder.sheet.furnish(other);
        }
    }
}

fn item_row(builder: &mut Builder, row: usize, head: &Header) {
    let at = |builder: &Builder, start: usize, end: usize| {
        builder.sheet.each_begun(row).find(|&cell| {
            let cell = &builder.sheet.cells[cell];
            cell.column >= start && cell.column < end
        })
    };
    let name = head
        .columns
        .iter()
        .filter(|column| matches!(column.role, ColumnRole::Item | ColumnRole::Section))
        .filter_map(|column| at(builder, column.start, column.end))
        .rfind(|&cell| {
            !builder.words.is_section(&builder.sheet.cells[cell].label)
                || builder.words.is_total(&builder.sheet.cells[cell].label)
        });
    let label = name.map(|cell| builder.sheet.cells[cell].text.replace('\n', "")).unwrap_or_default();
    let total = name.is_some_and(|cell| {
        let label = &builder.sheet.cells[cell].label;
        builder.words.is_total(label) || builder.words.budget(label) == Some("total")
    });
    if let Some(cell) = name {
        let end = if total { usize::MAX } else { builder.sheet.cells[cell].end() };
        furnish_repeated(builder, row, cell, end);
        if total { builder.sheet.furnish(cell) } else { builder.sheet.place(cell) }
    }
    for cell in builder.sheet.begun(row) {
        if builder.words.is_section(&builder.sheet.cells[cell].label) {
            builder.sheet.furnish(cell);
        }
    }
    for column in &head.columns {
        let Some(cell) = at(builder, column.start, column.end) else { continue };
        furnish_repeated(builder, row, cell, column.end);
        let printed = &builder.sheet.cells[cell];
        let field = |label: String| Field {
            label,
            text: Some(printed.text.clone()),
            place: printed.place.clone(),
            repairs: printed.repairs.clone(),
        };
        match &column.role {
            ColumnRole::Narrative(role) if !total => {
                let field = field(label.clone());
                builder.sheet.place(cell);
                builder.form.narratives.push(Narrative {
                    role: role.clone(),
                    label: field.label,
                    text: field.text.unwrap_or_default(),
                    place: field.place,
                    repairs: field.repairs,
                });
            }
            ColumnRole::Budget(role) => {
                let (item, label) = match (total, role.as_str()) {
                    (true, "task.total" | "cost") => ("total", label::published(&label)),
                    (true, "task.fiscal") => ("source.fiscal", label::published(&column.text)),
                    (true, _) => ("source.other", label::published(&column.text)),
                    (false, role) => (role, label.clone()),
                };
                let entry = entry(Role::of(item), field(label));
                builder.sheet.place(cell);
                builder.form.budget.push(entry);
            }
            ColumnRole::Extra if head.kind == Kind::Costs || head.kind == Kind::Tasks => {
                let field = field(format!("{label}›{}", column.text));
                builder.sheet.place(cell);
                builder.form.extra.push(field);
            }
            _ => {}
        }
    }
}
