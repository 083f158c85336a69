//! One row of an indicator block, and rows that a page break has torn in two.

use super::Group;
use super::levels::{Known, Levels};
use crate::normalise::assemble::Builder;
use crate::normalise::header::{ColumnRole, Header};
use crate::normalise::sheet::Sheet;
use crate::normalise::values::{Context, Value};
use crate::normalise::vocabulary::Column;
use crate::normalise::{parsing, shape};
use crate::place::Place;
use crate::tables::markup::is_finished;
use rust_decimal::Decimal;

/// The cells of a row by the head's columns, those hanging down from above included.
pub(super) struct Reading {
    pub(super) row: usize,
    pub(super) cells: Vec<Vec<usize>>,
}

impl Reading {
    pub(super) fn of(sheet: &Sheet, row: usize, head: &Header) -> Self {
        let mut cells = vec![Vec::new(); head.columns.len()];
        for &index in sheet.covering(row) {
            let cell = &sheet.cells[index];
            let begins = head.columns.iter().position(|column| cell.column >= column.start && cell.column < column.end);
            let overlaps = || head.columns.iter().position(|column| cell.overlaps(column.start, column.end));
            if let Some(column) = begins.or_else(overlaps) {
                cells[column].push(index);
            }
        }
        Reading { row, cells }
    }
}

/// An indicator under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) row: usize,
    pub(super) level1: Option<usize>,
    pub(super) level2: Option<usize>,
    carried2: bool,
    pub(super) section: Option<String>,
    pub(super) parts: Vec<Part>,
    pub(super) repairs: Vec<String>,
}

/// What one column says of an indicator.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) column: Column,
    /// Index of the head's column.
    pub(super) index: usize,
    pub(super) text: String,
    pub(super) place: Option<Place>,
    pub(super) cells: Vec<usize>,
}

/// Columns of which a row of its own has at least one filled in.
const KEYS: [Column; 6] = [Column::Target, Column::Sign, Column::Unit, Column::Weight, Column::Score, Column::Actual];

impl Draft {
    fn text(&self, column: Column) -> &str {
        self.parts
            .iter()
            .find(|part| part.column == column && !part.text.is_empty())
            .map_or("", |part| part.text.as_str())
    }

    fn has(&self, column: Column) -> bool {
        !self.text(column).is_empty()
    }

    /// Whether it has a name that is more than a placeholder row's.
    pub(super) fn is_indicator(&self) -> bool {
        self.has(Column::Name) && !self.is_filler()
    }

    /// A placeholder row of the printed form: `……`, `指标2：`, or 无 with nothing beside it.
    fn is_filler(&self) -> bool {
        let (name, _, _) = clean_name(self.text(Column::Name));
        let nothing = ["无", "不适用", "不涉及", "/", "—", "-", "－", "——"].contains(&name);
        let dots = !name.is_empty() && name.chars().all(|c| matches!(c, '…' | '.' | '·' | '。'));
        let other = self.parts.iter().any(|part| {
            !matches!(part.column, Column::Name | Column::Sign | Column::Unit)
                && !part.text.is_empty()
                && !["无", "不适用", "不涉及"].contains(&part.text.as_str())
                && !shape::is_dash(&part.text)
                && !part.text.chars().all(|c| matches!(c, '…' | '.'))
        });
        (name.is_empty() || nothing || dots) && !other
    }
}

/// Reads a group's part of a row: a new draft, or more of the one before it.
#[expect(clippy::too_many_arguments, reason = "one call site; the arguments are the block's state")]
pub(super) fn read(
    builder: &mut Builder,
    row: usize,
    reading: &Reading,
    head: &Header,
    group: &Group,
    known: Known,
    section: Option<&str>,
    drafts: &mut Vec<Draft>,
    levels: &mut Levels,
) {
    let mut draft = Draft {
        row,
        level1: known.level1,
        level2: known.level2,
        carried2: known.carried2,
        section: group.section.clone().or_else(|| section.map(str::to_owned)),
        ..Draft::default()
    };
    for &index in &group.columns {
        let column = match head.columns[index].role {
            ColumnRole::Indicator(Column::Level1 | Column::Level2) => continue,
            ColumnRole::Indicator(column) => column,
            _ => Column::Extra,
        };
        if let Some(part) = part(builder.sheet, row, &reading.cells[index], column, index) {
            // A second column of one kind is kept under its own header.
            let taken = column != Column::Extra && draft.parts.iter().any(|known| known.column == column);
            draft.parts.push(Part { column: if taken { Column::Extra } else { column }, ..part });
        }
    }
    if draft.parts.iter().all(|part| part.text.is_empty()) {
        return;
    }
    let seam = builder.sheet.seams.get(row).copied().unwrap_or(false);
    if let Some(before) = drafts.last_mut()
        && continues(before, &draft, seam, known)
    {
        join(before, draft, seam, known, levels);
        return;
    }
    if draft.is_filler() {
        for cell in draft.parts.iter().flat_map(|part| part.cells.clone()) {
            builder.sheet.furnish(cell);
        }
        return;
    }
    if draft.has(Column::Name) {
        levels.count(draft.level1, draft.level2);
        if known.carried1 && draft.level1.is_some() {
            draft.repairs.push("level1 carried down".to_owned());
        }
        if known.carried2 && draft.level2.is_some() {
            draft.repairs.push("level2 carried down".to_owned());
        }
    }
    for part in &draft.parts {
        for &cell in &part.cells {
            draft.repairs.extend(builder.sheet.cells[cell].repairs.iter().cloned());
        }
    }
    drafts.push(draft);
}

/// What the cells of one column say; blank where all are, `None` where no cell is printed.
fn part(sheet: &Sheet, row: usize, cells: &[usize], column: Column, index: usize) -> Option<Part> {
    // Points that span several rows are those rows' together: the first one has them.
    let first_row_only = matches!(column, Column::Weight | Column::Score);
    let mut part = Part { column, index, text: String::new(), place: None, cells: Vec::new() };
    let mut last = "";
    for &cell in cells {
        let printed = &sheet.cells[cell];
        if printed.row < row && first_row_only {
            continue;
        }
        match &mut part.place {
            Some(place) => place.extend(&printed.place),
            None => part.place = Some(printed.place.clone()),
        }
        part.cells.push(cell);
        // A merged cell that a text form repeats says it once.
        if printed.text.is_empty() || (sheet.spelled_out && printed.text == last) {
            continue;
        }
        // Two numbers in two cells stay two.
        if part.text.ends_with(|c: char| c.is_ascii_digit()) && printed.text.starts_with(|c: char| c.is_ascii_digit()) {
            part.text.push(' ');
        }
        part.text.push_str(&printed.text);
        last = &printed.text;
    }
    if column != Column::Deviation && column != Column::Rule && column != Column::Extra {
        part.text = joined_lines(&part.text);
    }
    part.place.is_some().then_some(part)
}

/// Lines as one, but two numbers below one another stay two.
fn joined_lines(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.split('\n') {
        if whole.ends_with(|c: char| c.is_ascii_digit()) && line.starts_with(|c: char| c.is_ascii_digit()) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

/// Whether a row goes on with the one before it.
fn continues(before: &Draft, draft: &Draft, seam: bool, known: Known) -> bool {
    let both = |column: Column| before.has(column) && draft.has(column);
    if draft.has(Column::Name) && draft.is_filler() {
        return false;
    }
    if !seam {
        // Within a page only prose without anything else beside it goes on.
        let prose = draft.parts.iter().all(|part| {
            part.text.is_empty() || matches!(part.column, Column::Rule | Column::Deviation | Column::Extra)
        });
        return prose && before.row + 1 == draft.row && !known.printed2 && !known.printed1;
    }
    if known.printed2 && before.has(Column::Name) && draft.has(Column::Name) {
        return false;
    }
    if !draft.has(Column::Name) {
        return true;
    }
    if !before.has(Column::Name) {
        return !KEYS.iter().any(|&key| both(key))
            || before.parts.iter().all(|part| part.column != Column::Target || part.text.is_empty());
    }
    if KEYS.iter().any(|&key| both(key)) {
        return false;
    }
    let filled = |draft: &Draft| KEYS.iter().any(|&key| draft.has(key));
    // Both have a part of the name; one of them has none of what every row has.
    filled(before) != filled(draft)
}

/// Puts the second half of a torn row to the first.
fn join(before: &mut Draft, draft: Draft, seam: bool, known: Known, levels: &mut Levels) {
    if !before.has(Column::Name) && draft.has(Column::Name) {
        levels.count(draft.level1, draft.level2);
    }
    // The label of a torn row may be printed in its second half only.
    if known.printed2 && before.carried2 {
        before.level1 = draft.level1;
        before.level2 = draft.level2;
    }
    for part in draft.parts {
        match before.parts.iter_mut().find(|known| known.index == part.index) {
            Some(known) => {
                if !known.text.is_empty() && !part.text.is_empty() {
                    let prose = matches!(part.column, Column::Deviation);
                    if prose && is_finished(&known.text) {
                        known.text.push('\n');
                    }
                }
                known.text.push_str(&part.text);
                if let Some(place) = &part.place
                    && !part.text.is_empty()
                {
                    match &mut known.place {
                        Some(whole) => whole.extend(place),
                        None => known.place = Some(place.clone()),
                    }
                }
                known.cells.extend(part.cells);
            }
            None => before.parts.push(part),
        }
    }
    before.repairs.push(if seam { "joined across a page break" } else { "joined with the row below" }.to_owned());
}

/// A name without the form's decoration: the name, a star, points in brackets (`指标1：…`, `★…`, `…（5分）`).
pub(super) fn clean_name(text: &str) -> (&str, Option<char>, Option<Decimal>) {
    let mut mark = None;
    let mut name = text.trim();
    if let Some(first) = name.chars().next()
        && matches!(first, '★' | '☆' | '*')
    {
        mark = Some(first);
        name = name.trim_start_matches(['★', '☆', '*']).trim_start();
    }
    if let Some(rest) = name.strip_prefix("指标") {
        let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        if bare.len() < rest.len() {
            if let Some(rest) = bare.strip_prefix(['：', ':', '、', '.']) {
                name = rest.trim_start();
            } else if bare.is_empty() {
                name = "";
            }
        }
    }
    let mut points = None;
    if let Some(open) = name.rfind(['（', '('])
        && open > 0
        && let Some(inner) = name[open..].trim_start_matches(['（', '(']).strip_suffix(['）', ')'])
        && let Some(number) = inner.strip_suffix('分')
        && let Some(number) = parsing::number(number)
    {
        points = Some(number);
        name = &name[..open];
    }
    (name, mark, points)
}

/// A value with its sign and unit, which may stand in columns of their own.
pub(super) fn value(text: &str, context: &Context<'_>) -> Value {
    let mut value = parsing::value(text, context);
    let (sign, unit) = (context.sign, context.unit);
    let comparator = sign
        .filter(|sign| shape::is_sign(sign) && !sign.starts_with('定') && !text.is_empty() && !text.starts_with(sign));
    // A qualitative value has no unit, whatever the column is filled with: 定性 | 优良中低差 | 其他.
    let qualitative = sign.is_some_and(|sign| sign.starts_with('定')) && value.value.is_none();
    let unit = unit.filter(|unit| !text.is_empty() && !qualitative && !text.ends_with(unit) && !shape::is_dash(unit));
    value.raw = format!("{}{text}{}", comparator.unwrap_or_default(), unit.unwrap_or_default());
    value
}

/// The name under which a column's place is kept.
pub(super) fn place_name(column: Column) -> Option<&'static str> {
    Some(match column {
        Column::Name => "level3",
        Column::Target => "target",
        Column::Weight => "weight",
        Column::Rule => "scoring",
        Column::Actual => "actual",
        Column::Score => "score",
        Column::Deviation => "deviation",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_forms_decoration() {
        assert_eq!(clean_name("指标1：培训人数").0, "培训人数");
        assert_eq!(clean_name("指标2：").0, "");
        assert_eq!(clean_name("指标完成率").0, "指标完成率");
        assert_eq!(clean_name("★救助率"), ("救助率", Some('★'), None));
        assert_eq!(clean_name("培训人数（5分）"), ("培训人数", None, Some(Decimal::from(5))));
    }
}
