//! Which tables are performance forms, and which lines and parts of tables belong to one form.

use crate::normalise::header::{self, Kind};
use crate::normalise::heading;
use crate::normalise::label::Label;
use crate::normalise::realign;
use crate::normalise::sheet::{Sheet, SheetCell};
use crate::normalise::unread::{self, Unread};
use crate::normalise::vocabulary::Vocabulary;
use crate::place::Place;
use crate::tables::flow::{Block, Flow, Line, Table};
use std::collections::BTreeSet;

/// The lines above a form and its rows.
pub(super) struct Region<'a> {
    pub(super) lines: Vec<&'a Line>,
    /// The lines above the form before it, which stand above this one as well: both are in one table.
    pub(super) shared: Vec<&'a Line>,
    /// Scraps of text between its tables, which belong to some cell or to nothing.
    pub(super) scraps: Vec<&'a Line>,
    /// A title printed as the first row of the table.
    pub(super) title: Option<usize>,
    pub(super) sheet: Sheet,
}

/// What a document holds: forms, and how many characters belong to none.
pub(super) struct Regions<'a> {
    pub(super) forms: Vec<Region<'a>>,
    pub(super) outside: u64,
    pub(super) passed: Vec<Passed>,
    pub(super) unread: Unread,
}

/// A table below the title of a form that nothing else speaks for being one.
pub(super) struct Passed {
    pub(super) title: String,
    pub(super) place: Place,
    pub(super) characters: u64,
}

/// So many rows tell the head of a form.
const HEAD: usize = 3;
/// A line of so few characters between a table and one of as many columns is a scrap that fell out of a cell at the page break.
const SCRAP: u64 = 6;

/// What speaks for a part of a table being a form.
#[derive(Default)]
struct Evidence {
    /// The head of an indicator block.
    indicators: bool,
    /// A label that names whose form it is, in one of the first [`TOP`] rows.
    identity: bool,
    /// Labels of goals or amounts.
    labels: usize,
    /// A label of a level.
    levels: bool,
}

/// Rows in which a form says whose it is.
const TOP: usize = 4;

impl Evidence {
    /// Whether it is a form with indicators.
    fn is_performance(&self, titled: bool) -> bool {
        self.indicators && (self.levels || titled)
    }
}

/// Groups the blocks of a document into forms.
pub(super) fn find<'a>(flow: &'a Flow, words: &Vocabulary) -> Regions<'a> {
    let mut regions = Regions { forms: Vec::new(), outside: 0, passed: Vec::new(), unread: Unread::default() };
    unread::lines(flow, &mut regions.unread);
    let mut pending: Vec<&Line> = Vec::new();
    // Whether the last form may still go on.
    let mut open = false;
    for block in &flow.blocks {
        match block {
            Block::Line(line) => pending.push(line),
            Block::Table(table) => {
                open &= !(flow.by_sheet && regions.forms.last().is_some_and(|form| is_apart(form, table)));
                let anew = heads(table, words);
                for rows in parts(table, words, &anew) {
                    let begins = anew.contains(&rows.start) || (table.abreast && rows.start == 0);
                    let known = regions.forms.len();
                    open = part(&mut regions, &mut pending, table, rows, words, open && !begins);
                    if begins
                        && regions.forms.len() > known
                        && let [.., before, own] = &mut regions.forms[..]
                    {
                        own.shared = if before.lines.is_empty() { before.shared.clone() } else { before.lines.clone() };
                    }
                }
            }
        }
    }
    regions.outside += count(&pending);
    regions
}

/// Whether a table begins on another page than a form ends on.
fn is_apart(form: &Region, table: &Table) -> bool {
    let last = form.sheet.cells.last().map(|cell| cell.place.last_page());
    last.is_some() && last != table.pages.first().copied()
}

fn count(lines: &[&Line]) -> u64 {
    lines.iter().map(|line| line.characters).sum()
}

/// Rows in which the head of another form begins, without a title of its own: as many rows as [`HEAD`] are cut as those that the
/// table begins with, all but one of them have the labels that stand there, what is filled in is not all the same, and before and
/// after them stand indicators.
fn heads(table: &Table, words: &Vocabulary) -> Vec<usize> {
    let filled = |row: usize| table.row(row).filter(|cell| !cell.text.is_empty()).count();
    let Some(first) = (0..table.rows.min(HEAD)).find(|row| filled(*row) >= 2) else { return Vec::new() };
    if table.rows < 2 * (first + HEAD) {
        return Vec::new();
    }
    let label = |row: usize| table.row(row).next().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    // A text that stands in two of its rows is a value of a list (a code, a level), no label.
    let told: BTreeSet<&str> = (first..first + HEAD).filter_map(label).collect();
    if told.len() < (first..first + HEAD).filter_map(label).count() {
        return Vec::new();
    }
    // The head of a list, which a page prints again: labels alone, with nothing filled in beside them.
    let is_label = |text: &str| {
        let label = Label::of(text);
        words.column(&label).is_some() || words.field(&label).is_some()
    };
    if filled(first) >= HEAD && table.texts(first).filter(|text| is_label(text)).count() * 3 >= filled(first) * 2 {
        return Vec::new();
    }
    let cut =
        |row: usize| table.row(row).map(|cell| (cell.column, cell.column_span, cell.row_span)).collect::<Vec<_>>();
    let same_label =
        |row: usize, offset: usize| label(row + offset).is_some() && label(row + offset) == label(first + offset);
    let is_head = |row: &usize| {
        (0..HEAD).filter(|offset| same_label(*row, *offset)).count() + 1 >= HEAD
            && (0..HEAD).all(|offset| cut(row + offset) == cut(first + offset))
            && !(0..HEAD).all(|offset| table.texts(row + offset).eq(table.texts(first + offset)))
    };
    let mut found: Vec<usize> = (first + HEAD..=table.rows - HEAD).filter(is_head).collect();
    if found.is_empty() {
        return found;
    }
    let is_level = |text: &str| {
        let label = Label::of(text);
        words.level1(&label).is_some() || words.level2(&label).is_some()
    };
    let levels: Vec<usize> = table.cells.iter().filter(|cell| is_level(&cell.text)).map(|cell| cell.row).collect();
    let has_level = |from: usize, to: usize| {
        let at = levels.partition_point(|row| *row < from);
        levels.get(at).is_some_and(|row| *row < to)
    };
    let mut before = first;
    let all = found.clone();
    found.retain(|row| {
        let next = all.iter().copied().find(|next| next > row).unwrap_or(table.rows);
        let is_new = has_level(before, *row) && has_level(*row, next);
        if is_new {
            before = *row;
        }
        is_new
    });
    // Rows of one cell above the first head, a title or a year, stand above the others as well; a title parts the forms by itself.
    let is_titled = |row: usize| table.texts(row).any(|text| heading::title(words, text).is_some());
    let begins = |row: usize| if (row - first..row).all(|above| filled(above) < 2) { row - first } else { row };
    found.into_iter().filter(|row| !(begins(*row)..*row).any(is_titled)).map(begins).collect()
}

/// The parts of a table that begin with a title row, or with the head of another form.
fn parts(table: &Table, words: &Vocabulary, anew: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut filled = vec![0usize; table.rows];
    let mut titled = vec![false; table.rows];
    let mut before: Vec<&str> = vec![""; table.rows];
    for cell in table.cells.iter().filter(|cell| !cell.text.is_empty() && cell.row < table.rows) {
        // A repeated text is one cell that a text form shows several times.
        filled[cell.row] += usize::from(before[cell.row] != cell.text);
        before[cell.row] = &cell.text;
        titled[cell.row] |= heading::title(words, &cell.text).is_some() && !heading::is_continuation(&cell.text);
    }
    // The title may share its row with 单位：万元 at most.
    let mut starts: Vec<usize> = (1..table.rows).filter(|&row| titled[row] && filled[row] <= 2).collect();
    starts.extend(anew);
    starts.extend([0, table.rows]);
    starts.sort_unstable();
    starts.dedup();
    starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|rows| !rows.is_empty()).collect()
}

/// Takes up one part of a table; returns whether the last form may still go on after it.
fn part<'a>(
    regions: &mut Regions<'a>,
    pending: &mut Vec<&'a Line>,
    table: &'a Table,
    rows: std::ops::Range<usize>,
    words: &Vocabulary,
    open: bool,
) -> bool {
    let mut sheet = Sheet::default();
    sheet.append(table, rows.clone(), words);
    let title = sheet.each_begun(0).find(|&cell| {
        let text = &sheet.cells[cell].text;
        heading::title(words, text).is_some() && sheet.each_begun(0).count() <= 2
    });
    let above = pending.iter().rev().take(12).find_map(|line| heading::title(words, &line.text).map(|_| line));
    let continued = above.is_some_and(|line| heading::is_continuation(&line.text));
    let titled = title.is_some() || (above.is_some() && !continued);
    let evidence = evidence(&sheet, words, titled);
    let same_columns = regions.forms.last().is_some_and(|region| region.sheet.width() == table.columns);
    let is_scrap = |line: &Line| same_columns && line.characters <= SCRAP;
    let is_between = |line: &Line| heading::is_between(words, &line.text);
    // Looked at where something else stands between only: it takes going through the form again.
    let completes = evidence.indicators
        && !pending.iter().all(|line| is_between(line) || is_scrap(line))
        && regions.forms.last().is_some_and(|form| is_completed(form, table, words));
    let is_rest = |line: &Line| is_scrap(line) || (completes && !is_between(line) && line.characters <= 2 * SCRAP);
    let between = pending.iter().all(|line| is_between(line) || is_rest(line));
    if open
        && !titled
        && between
        && !evidence.identity
        && let Some(region) = regions.forms.last_mut()
        && region.sheet.aligned == sheet.aligned
    {
        region.sheet.append(table, rows, words);
        let (scraps, others) = pending.drain(..).partition::<Vec<_>, _>(|line| is_rest(line));
        region.scraps.extend(scraps);
        regions.outside += count(&others);
        return true;
    }
    if evidence.is_performance(titled) || (titled && (evidence.identity || evidence.labels >= 2)) {
        regions.forms.push(Region {
            lines: std::mem::take(pending),
            shared: Vec::new(),
            scraps: Vec::new(),
            title,
            sheet,
        });
        return true;
    }
    let whole = |cell: &SheetCell| {
        let (placed, furniture, open) = cell.account();
        placed + furniture + open
    };
    let characters = sheet.cells.iter().map(whole).sum::<u64>();
    let said = match title {
        Some(cell) => Some((&sheet.cells[cell].text, &sheet.cells[cell].place)),
        // Another text below the title parts it from the table.
        None => above
            .filter(|_| !continued)
            .filter(|title| {
                pending.iter().rev().take_while(|line| !std::ptr::eq(**line, **title)).all(|line| is_between(line))
            })
            .map(|line| (&line.text, &line.place)),
    };
    if let Some((title, place)) =
        said.and_then(|(text, place)| Some((heading::title(words, text)?.to_owned(), place.clone())))
    {
        regions.passed.push(Passed { title, place, characters });
    } else {
        regions.unread.table(table, characters);
    }
    regions.outside += characters + count(pending);
    pending.clear();
    false
}

/// Whether a form that has no indicators yet ends on the page before a table: its indicators may well be there, whatever fell
/// out of a cell in between.
fn is_completed(form: &Region, table: &Table, words: &Vocabulary) -> bool {
    let last = form.sheet.cells.iter().map(|cell| cell.place.last_page()).max();
    let next = last.map(|page| page + 1);
    next.is_some() && next == table.pages.first().copied() && !evidence(&form.sheet, words, true).indicators
}

fn evidence(sheet: &Sheet, words: &Vocabulary, titled: bool) -> Evidence {
    let mut evidence = Evidence::default();
    for row in 0..sheet.rows.len() {
        // What further rows have would change nothing.
        if row >= TOP && evidence.is_performance(titled) {
            break;
        }
        if !evidence.indicators {
            evidence.indicators = matches!(header::find(sheet, row, words), Some(head) if matches!(head.kind, Kind::Indicators | Kind::List | Kind::Wide));
        }
        for cell in sheet.each_begun(row) {
            let label = &sheet.cells[cell].label;
            if row < TOP
                && matches!(words.field(label), Some("project" | "department"))
                && sheet.each_begun(row).count() <= 8
                && !evidence.indicators
            {
                evidence.identity = true;
            }
            evidence.labels += usize::from(words.narrative(label).is_some() || words.budget(label).is_some());
            evidence.levels |= words.level1(label).is_some() || words.level2(label).is_some();
        }
    }
    evidence
}

impl Region<'_> {
    /// Settles the columns of a dump.
    pub(super) fn settle(&mut self, words: &Vocabulary) {
        if !self.sheet.aligned {
            realign::realign(&mut self.sheet, words);
        }
    }
}
