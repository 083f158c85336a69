//! Rows that head columns: the indicator block, lists of projects, the budget block of self-evaluations, yearly tasks, goals.

mod leaves;

use crate::normalise::disclosure::Phase;
use crate::normalise::label::Label;
use crate::normalise::sheet::Sheet;
use crate::normalise::vocabulary::{Column, PhaseColumn, Vocabulary};
use leaves::{Leaf, below, leaves};

/// The head of a block of columns.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// Number of rows the head takes.
    pub(super) rows: usize,
    /// The labels of all its cells, by which a repetition on a new page is known.
    pub(super) labels: Vec<Label>,
    /// Its columns, left to right, without overlap.
    pub(super) columns: Vec<HeaderColumn>,
}

/// What kind of block a head begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One indicator a row.
    Indicators,
    /// One indicator a row, with the project in a column.
    List,
    /// One project a row, a cell holding all indicators of a category.
    Wide,
    /// 年初预算数, 全年预算数, 全年执行数 …
    Phases,
    /// 年度主要任务
    Tasks,
    /// 成本构成
    Costs,
    /// 预期目标 beside 实际完成情况, the prose below.
    Goals,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct HeaderColumn {
    /// First column it covers.
    pub(super) start: usize,
    /// The column after the last.
    pub(super) end: usize,
    pub(super) role: ColumnRole,
    /// The header as published.
    pub(super) text: String,
    /// The cell of the header, and of the spanning header above it.
    pub(super) cell: usize,
    pub(super) parent: Option<usize>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// The label of the whole block, or the labels of its rows.
    Section,
    Indicator(Column),
    Phase(PhaseColumn),
    /// A header field, by name: only in lists.
    Field(String),
    /// A budget role: in lists, tasks and costs.
    Budget(String),
    /// A narrative role.
    Narrative(String),
    /// All indicators of a category, in wide lists.
    Category {
        level1: Option<String>,
        level2: String,
    },
    /// The name of a task or cost.
    Item,
    /// Kept under its own header.
    Extra,
}

/// The head that begins at a row, if one does.
pub(super) fn find(sheet: &Sheet, row: usize, words: &Vocabulary) -> Option<Header> {
    let labels: Vec<&Label> = sheet.each_begun(row).map(|cell| &sheet.cells[cell].label).collect();
    if labels.len() < 2 {
        return None;
    }
    let mut found = wide(sheet, row, words, &labels)
        .or_else(|| indicators(sheet, row, words, &labels))
        .or_else(|| phases(sheet, row, words, &labels))
        .or_else(|| tasks(sheet, row, words, &labels))
        .or_else(|| costs(sheet, row, words, &labels))
        .or_else(|| goals(sheet, row, words))?;
    for at in row..row + found.rows {
        found.labels.extend(sheet.each_begun(at).map(|cell| sheet.cells[cell].label.clone()));
    }
    Some(found)
}

/// Whether two rows carry the same head: a head repeated on a new page.
pub(super) fn repeats(sheet: &Sheet, row: usize, header: &Header) -> bool {
    let known =
        |cell: &usize| !sheet.cells[*cell].label.is_empty() && header.labels.contains(&sheet.cells[*cell].label);
    let count = sheet.each_begun(row).filter(known).count();
    count >= 2 && count * 2 > sheet.each_begun(row).count()
}

fn indicators(sheet: &Sheet, row: usize, words: &Vocabulary, labels: &[&Label]) -> Option<Header> {
    let columns: Vec<Column> = labels.iter().filter_map(|label| words.column(label)).collect();
    let has = |column| columns.contains(&column);
    let levels = has(Column::Level1) || has(Column::Level2);
    let named = has(Column::Name);
    let valued = has(Column::Target) || has(Column::Actual) || has(Column::Rule) || has(Column::Weight);
    if !((named && (levels || valued)) || (has(Column::Level1) && has(Column::Level2)) || (levels && valued)) {
        return None;
    }
    let rows = depth(sheet, row, |label| words.column(label).is_some());
    let leaves = leaves(sheet, row, rows, words);
    let list = leaves.iter().any(|leaf| names_project(&leaf.label, words));
    let columns = leaves.into_iter().map(|leaf| {
        let role = match words.column(&leaf.label) {
            Some(Column::Extra) | None
                if list && words.column_like(&leaf.label).is_none_or(|column| column == Column::Extra) =>
            {
                list_role(&leaf.label, words)
            }
            Some(Column::Extra) => ColumnRole::Extra,
            Some(column) => ColumnRole::Indicator(column),
            None if words.is_section(&leaf.label) => ColumnRole::Section,
            // Under a spanning header such as 年度指标值 a column without a word of its own is what the spanning header says.
            None => {
                let parent = || leaf.parent.as_ref().and_then(|parent| words.column(parent));
                words.column_like(&leaf.label).or_else(parent).map_or(ColumnRole::Extra, ColumnRole::Indicator)
            }
        };
        leaf.column(role)
    });
    let mut columns: Vec<HeaderColumn> = columns.collect();
    if !list {
        // What stands left of the levels is the block's own label, whatever it is called.
        let known = columns.iter().position(|column| matches!(column.role, ColumnRole::Indicator(_))).unwrap_or(0);
        for column in &mut columns[..known] {
            if column.role == ColumnRole::Extra && words.column(&sheet.cells[column.cell].label).is_none() {
                column.role = ColumnRole::Section;
            }
        }
        if let Some(blank) = blank_section(sheet, row, rows, &columns, words) {
            columns.insert(0, blank);
        }
    }
    let kind = if list { Kind::List } else { Kind::Indicators };
    let mut header = Header { kind, rows, labels: Vec::new(), columns: merge_repeated(columns, sheet) };
    name_column(&mut header);
    year_column(&mut header);
    Some(header)
}

/// The column of the block's labels where its cell beside the head is blank: a page break below the head leaves the first of them to
/// the next page.
fn blank_section(
    sheet: &Sheet,
    row: usize,
    rows: usize,
    columns: &[HeaderColumn],
    words: &Vocabulary,
) -> Option<HeaderColumn> {
    let first = columns.first().filter(|column| sheet.aligned && column.start > 0)?;
    let blank = *sheet.covering(row).iter().find(|&&cell| sheet.cells[cell].end() == first.start)?;
    let below = sheet.each_begun(row + rows).next()?;
    let (upper, lower) = (&sheet.cells[blank], &sheet.cells[below]);
    let is_label = lower.column == upper.column && words.is_section(&lower.label);
    (upper.text.is_empty() && is_label).then(|| Leaf::of(sheet, blank, None).column(ColumnRole::Section))
}

/// Of a value for the whole term beside one for the year (实施周期指标值, 当年度指标值), the year's is the form's target.
fn year_column(header: &mut Header) {
    let is = |column: &HeaderColumn, wanted| column.role == ColumnRole::Indicator(wanted);
    let names = header.columns.iter().filter(|column| is(column, Column::Name)).count();
    let says = |column: &HeaderColumn, words: &[&str]| words.iter().any(|word| column.text.contains(word));
    let of_term = ["周期", "实施期", "中期", "长期", "总体"];
    let year = header
        .columns
        .iter()
        .any(|column| is(column, Column::Target) && says(column, &["当年", "年度", "本年"]) && !says(column, &of_term));
    if names > 1 || !year {
        return;
    }
    for column in header.columns.iter_mut().filter(|column| is(column, Column::Target) && says(column, &of_term)) {
        column.role = ColumnRole::Extra;
    }
}

/// A form without a name column calls its names by another word (绩效标准 beside 二级指标): the column after the levels.
fn name_column(header: &mut Header) {
    let is = |column: &HeaderColumn, wanted: &[Column]| matches!(&column.role, ColumnRole::Indicator(role) if wanted.contains(role));
    if header.columns.iter().any(|column| is(column, &[Column::Name])) {
        return;
    }
    let Some(levels) = header.columns.iter().rposition(|column| is(column, &[Column::Level1, Column::Level2])) else {
        return;
    };
    let next = levels + 1;
    let named = match header.columns.get(next) {
        Some(column) if column.role == ColumnRole::Extra || is(column, &[Column::Rule]) => next,
        // Only two levels: the second one names the indicators.
        _ if is(&header.columns[levels], &[Column::Level2]) => levels,
        _ => return,
    };
    header.columns[named].role = ColumnRole::Indicator(Column::Name);
}

/// Whether a column says which project its row is of, by name or by code.
fn names_project(label: &Label, words: &Vocabulary) -> bool {
    matches!(words.field(label), Some("project" | "project_code"))
}

fn list_role(label: &Label, words: &Vocabulary) -> ColumnRole {
    if let Some(field) = words.field(label) {
        ColumnRole::Field(field.to_owned())
    } else if let Some(role) = words.budget(label) {
        ColumnRole::Budget(role.to_owned())
    } else if words.is_extra(label) {
        ColumnRole::Extra
    } else if let Some(field) = words.field_like(label) {
        ColumnRole::Field(field.to_owned())
    } else if let Some(role) = words.narrative_like(label) {
        ColumnRole::Narrative(role.to_owned())
    } else {
        ColumnRole::Extra
    }
}

/// A wide list: the project in one column, the categories (数量指标 …) as columns.
fn wide(sheet: &Sheet, row: usize, words: &Vocabulary, labels: &[&Label]) -> Option<Header> {
    if !labels.iter().any(|label| names_project(label, words)) {
        return None;
    }
    let categories = |labels: &[&Label]| labels.iter().filter(|label| words.level2(label).is_some()).count();
    let below: Vec<&Label> = below(sheet, row).iter().map(|&cell| &sheet.cells[cell].label).collect();
    let rows = if categories(&below) >= 2 && categories(&below) == below.len() {
        2
    } else if categories(labels) >= 3 {
        1
    } else {
        return None;
    };
    let columns = leaves(sheet, row, rows, words).into_iter().map(|leaf| {
        let role = if words.level2(&leaf.label).is_some() {
            ColumnRole::Category { level1: leaf.parent_text.clone(), level2: leaf.text.clone() }
        } else {
            list_role(&leaf.label, words)
        };
        leaf.column(role)
    });
    Some(Header { kind: Kind::Wide, rows, labels: Vec::new(), columns: columns.collect() })
}

fn phases(sheet: &Sheet, row: usize, words: &Vocabulary, labels: &[&Label]) -> Option<Header> {
    let known: Vec<PhaseColumn> = labels.iter().filter_map(|label| words.phase(label)).collect();
    let has = |phase| known.contains(&PhaseColumn::Phase(phase));
    let amounts =
        [Phase::Initial, Phase::Adjusted, Phase::Executed, Phase::Rate].into_iter().filter(|&phase| has(phase));
    if amounts.count() < 2 {
        return None;
    }
    let rows = depth(sheet, row, |label| words.phase(label).is_some());
    // 年度预算数 over the names of the lines is their heading, not a phase.
    let heads_names = |leaf: &Leaf| {
        let under = sheet.each_begun(row + rows).map(|cell| &sheet.cells[cell]);
        sheet.aligned
            && under
                .filter(|cell| (leaf.start..leaf.end).contains(&cell.column))
                .any(|cell| words.budget(&cell.label).is_some())
    };
    let columns = leaves(sheet, row, rows, words).into_iter().map(|leaf| {
        let role = match words.phase(&leaf.label) {
            Some(_) if heads_names(&leaf) => ColumnRole::Section,
            Some(phase) => ColumnRole::Phase(phase),
            None if words.is_label(&leaf.label) => ColumnRole::Section,
            None => ColumnRole::Extra,
        };
        leaf.column(role)
    });
    let mut columns: Vec<HeaderColumn> = columns.collect();
    // A phase named twice: the first one heads the names of the lines.
    if let Some(first) = columns.iter().position(|column| matches!(column.role, ColumnRole::Phase(_)))
        && columns[first + 1..].iter().any(|column| column.role == columns[first].role)
        && columns[first + 1].role != columns[first].role
    {
        columns[first].role = ColumnRole::Section;
    }
    // What stands in front of the phases is the block's own label, whatever it is called.
    for column in columns.iter_mut().take_while(|column| !matches!(column.role, ColumnRole::Phase(_))) {
        column.role = ColumnRole::Section;
    }
    Some(Header { kind: Kind::Phases, rows, labels: Vec::new(), columns: merge_repeated(columns, sheet) })
}

fn tasks(sheet: &Sheet, row: usize, words: &Vocabulary, labels: &[&Label]) -> Option<Header> {
    let has = |meaning: &str| labels.iter().any(|label| words.task(label) == Some(meaning));
    if !has("name") || !(has("content") || has("task.total")) {
        return None;
    }
    let rows = depth(sheet, row, |label| words.task(label).is_some());
    let columns = leaves(sheet, row, rows, words).into_iter().map(|leaf| {
        let role = match words.task(&leaf.label) {
            Some("name") => ColumnRole::Item,
            Some("content") => ColumnRole::Narrative("task".to_owned()),
            Some(role) => ColumnRole::Budget(role.to_owned()),
            None if words.is_section(&leaf.label) => ColumnRole::Section,
            None => ColumnRole::Extra,
        };
        leaf.column(role)
    });
    Some(Header { kind: Kind::Tasks, rows, labels: Vec::new(), columns: merge_repeated(columns.collect(), sheet) })
}

fn costs(sheet: &Sheet, row: usize, words: &Vocabulary, labels: &[&Label]) -> Option<Header> {
    let has = |meaning: &str| labels.iter().any(|label| words.cost(label) == Some(meaning));
    if !has("name") || !has("amount") {
        return None;
    }
    let columns = leaves(sheet, row, 1, words).into_iter().map(|leaf| {
        let role = match words.cost(&leaf.label) {
            Some("name") => ColumnRole::Item,
            Some(_) => ColumnRole::Budget("cost".to_owned()),
            None if words.is_section(&leaf.label) => ColumnRole::Section,
            None => ColumnRole::Extra,
        };
        leaf.column(role)
    });
    Some(Header { kind: Kind::Costs, rows: 1, labels: Vec::new(), columns: columns.collect() })
}

/// Goals side by side: a row of narrative labels only, the prose in the row below.
fn goals(sheet: &Sheet, row: usize, words: &Vocabulary) -> Option<Header> {
    let cell = |index: usize| &sheet.cells[index];
    // What only looks like a goal's label must end as one: 年度目标相关性 is an indicator's name.
    let like = |label: &'_ Label| label.bare.ends_with("目标") || label.bare.ends_with("情况");
    let role = |index: usize| {
        let label = &cell(index).label;
        words.narrative(label).or_else(|| words.narrative_like(label).filter(|_| like(label)))
    };
    // The last label of such a row is a goal's; asked first, since hardly any row ends in one.
    role(sheet.each_begun(row).next_back()?)?;
    let begun = sheet.begun(row);
    let known = |index: usize| words.narrative(&cell(index).label).is_some() || words.is_section(&cell(index).label);
    let values: Vec<usize> = sheet.each_begun(row + 1).filter(|&under| !words.is_label(&cell(under).label)).collect();
    let leaf = |index: usize| role(index).is_some() && cell(index).row_span == 1;
    let level = |index: usize| words.level1(&cell(index).label).or(words.level2(&cell(index).label)).is_some();
    let two = || !begun.iter().any(|&index| level(index)) && heads_two_goals(sheet, &begun, &values, leaf);
    if !begun.iter().all(|&index| known(index)) && !two() {
        return None;
    }
    let under = |index: usize| values.iter().any(|&under| cell(under).overlaps(cell(index).column, cell(index).end()));
    let by_place = begun.iter().filter(|&&index| leaf(index) && under(index)).count();
    // Where columns are not to be trusted, or only guessed, the last labels are those that the prose below belongs to, in order.
    let by_order =
        !sheet.aligned || (values.len() == 2 && by_place < 2 && begun.iter().rev().take(2).all(|&index| leaf(index)));
    let mut columns = Vec::new();
    for (at, &index) in begun.iter().enumerate() {
        let (mut start, mut end) = (cell(index).column, cell(index).end());
        let value = (at + values.len()).checked_sub(begun.len()).and_then(|at| values.get(at));
        let filled = if by_order { value.is_some() } else { under(index) };
        if by_order
            && sheet.aligned
            && let Some(&value) = value
        {
            (start, end) = (cell(value).column, cell(value).end());
        }
        let role = match role(index) {
            Some(role) if filled && leaf(index) => ColumnRole::Narrative(role.to_owned()),
            _ => ColumnRole::Section,
        };
        columns.push(HeaderColumn { start, end, role, text: cell(index).text.clone(), cell: index, parent: None });
    }
    // A label whose value stands beside it is no head.
    let leaves = columns.iter().filter(|column| column.role != ColumnRole::Section).count();
    let last = columns.last().is_some_and(|column| column.role != ColumnRole::Section);
    (leaves >= 1 && last).then(|| Header {
        kind: Kind::Goals,
        rows: 1,
        labels: Vec::new(),
        columns: merge_repeated(columns, sheet),
    })
}

/// Whether a row ends in two or more labels of goals, each with prose of its own below, whatever the block in front of them is called.
fn heads_two_goals(sheet: &Sheet, begun: &[usize], values: &[usize], leaf: impl Fn(usize) -> bool) -> bool {
    let over = |index: usize| {
        let label = &sheet.cells[index];
        values.iter().any(|&under| {
            let under = &sheet.cells[under];
            under.column == label.column && under.end() == label.end()
        })
    };
    sheet.aligned && begun.iter().rev().take_while(|&&index| leaf(index) && over(index)).count() >= 2
}

/// Number of rows a head takes: two where what begins in the second are column headers only.
fn depth(sheet: &Sheet, row: usize, is_header: impl Fn(&Label) -> bool) -> usize {
    let below = below(sheet, row);
    let headers = below.iter().filter(|&&cell| is_header(&sheet.cells[cell].label)).count();
    if headers >= 2 && headers == below.len() { 2 } else { 1 }
}

/// Neighbouring columns with one text are one column whose header a text form repeats instead of spanning.
fn merge_repeated(columns: Vec<HeaderColumn>, sheet: &Sheet) -> Vec<HeaderColumn> {
    if !sheet.spelled_out {
        return columns;
    }
    let mut out: Vec<HeaderColumn> = Vec::with_capacity(columns.len());
    for column in columns {
        match out.last_mut() {
            Some(last) if last.text == column.text && last.role == column.role => last.end = column.end,
            _ => out.push(column),
        }
    }
    out
}
