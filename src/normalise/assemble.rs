//! One form's rows read from top to bottom: labels with what is filled in beside them, and blocks under a head.

mod fields;
mod goals;

use crate::normalise::disclosure::{Field, Form};
use crate::normalise::header::{self, Header, Kind};
use crate::normalise::label;
use crate::normalise::parsing::{self, Rules};
use crate::normalise::sheet::Sheet;
use crate::normalise::vocabulary::Vocabulary;
use crate::normalise::{budget, heading, indicators, inline, shape};
use crate::place::Place;
use crate::tables::markup::is_finished;

pub(super) use fields::without_seal;

/// A form under construction.
pub(super) struct Builder<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) rules: &'a Rules,
    pub(super) sheet: &'a mut Sheet,
    pub(super) form: Form,
    /// Goals printed side by side, with their columns: they name the parallel groups of the indicator block below.
    pub(super) goals: Vec<(usize, usize, String)>,
    /// What a row without a label continues.
    last: Option<Last>,
    /// The budget entry that parts printed under 其中 belong to.
    pub(super) whole: Option<usize>,
    /// Totals of the budget block with the columns of their labels: a source belongs to the total above it.
    pub(super) totals: Vec<(usize, String)>,
    start: Option<Field>,
    end: Option<Field>,
    superior: Option<Field>,
}

/// What was filled in last, and in which columns.
#[derive(Clone, Copy)]
struct Last {
    target: Target,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Narrative(usize),
    Extra(usize),
    Project,
    Period,
}

/// A label that waits for what is filled in beside it.
#[derive(Clone, PartialEq, Eq)]
enum Meaning {
    Field(String),
    Extra,
    Narrative(String),
    Budget(String),
    Section,
}

impl<'a> Builder<'a> {
    pub(super) fn new(words: &'a Vocabulary, rules: &'a Rules, sheet: &'a mut Sheet, form: Form) -> Self {
        Builder {
            words,
            rules,
            sheet,
            form,
            goals: Vec::new(),
            last: None,
            whole: None,
            totals: Vec::new(),
            start: None,
            end: None,
            superior: None,
        }
    }

    /// Reads rows of a form that has no list of projects, from a row on, to the end or to a list's head, which is returned.
    pub(super) fn read(&mut self, from: usize, to: usize) -> Option<(usize, Header)> {
        let mut row = from;
        while row < to {
            let Some(head) = header::find(self.sheet, row, self.words) else {
                row = self.label_row(row, to);
                continue;
            };
            if matches!(head.kind, Kind::List | Kind::Wide) {
                return Some((row, head));
            }
            self.furnish_head(row, &head);
            row = match head.kind {
                Kind::Indicators => indicators::block(self, row + head.rows, to, &head),
                Kind::Phases => budget::phases(self, row + head.rows, to, &head),
                Kind::Tasks | Kind::Costs => budget::items(self, row + head.rows, to, &head),
                Kind::Goals | Kind::List | Kind::Wide => self.goal_rows(row + head.rows, to, &head),
            };
        }
        None
    }

    /// Counts a head's cells as furniture.
    pub(super) fn furnish_head(&mut self, row: usize, head: &Header) {
        for at in row..row + head.rows {
            for cell in self.sheet.begun(at) {
                self.sheet.furnish(cell);
            }
        }
    }

    /// What a label means beside which something is filled in.
    fn meaning(&self, cell: usize) -> Option<Meaning> {
        let label = &self.sheet.cells[cell].label;
        if let Some(field) = self.words.field(label) {
            Some(Meaning::Field(field.to_owned()))
        } else if let Some(role) = self.words.narrative(label) {
            Some(Meaning::Narrative(role.to_owned()))
        } else if let Some(role) = self.words.budget(label) {
            Some(Meaning::Budget(role.to_owned()))
        } else if self.words.is_section(label) {
            Some(Meaning::Section)
        } else if self.words.is_extra(label) {
            Some(Meaning::Extra)
        } else {
            None
        }
    }

    /// Whether a row begins with a label of its own, so that a block before it is over.
    pub(super) fn begins_anew(&self, row: usize) -> bool {
        let begun = self.sheet.begun(row);
        let Some(&first) = begun.first() else { return false };
        let label = &self.sheet.cells[first].label;
        if self.words.level1(label).is_some() || self.words.level2(label).is_some() {
            return false;
        }
        self.words.field(label).is_some() || self.words.narrative(label).is_some() || self.words.is_extra(label)
    }

    /// A row of labels and values; returns the next row.
    pub(super) fn label_row(&mut self, row: usize, to: usize) -> usize {
        let cells = self.distinct(row);
        let filled: Vec<usize> =
            cells.iter().copied().filter(|&cell| !self.sheet.cells[cell].text.is_empty()).collect();
        let mut passed = 0;
        // Cells that have been taken up with one before them.
        let mut taken = 0;
        let mut pending: Option<(usize, Meaning)> = None;
        // Blank cells passed since the label; the first one is where a blank value stands.
        let mut blank: Option<usize> = None;
        // The amount filled in last, which a text form may repeat for each column that its cell covers.
        let mut amount: Option<usize> = None;
        for &cell in &cells {
            if self.sheet.cells[cell].text.is_empty() {
                blank = blank.or(Some(cell));
                continue;
            }
            passed += 1;
            if taken > 0 {
                taken -= 1;
                continue;
            }
            let after = &filled[passed..];
            if self.sheet.spelled_out
                && pending.is_none()
                && amount.is_some_and(|amount| self.sheet.cells[amount].text == self.sheet.cells[cell].text)
            {
                self.sheet.furnish(cell);
                continue;
            }
            let adjacent = blank.is_none();
            if let Some((label, meaning)) = pending.take() {
                if self.is_value(cell, &meaning, adjacent, after) {
                    self.fill(label, &meaning, cell);
                    if matches!(&meaning, Meaning::Field(name) if name == "period") {
                        taken = self.join_period(cell, after);
                    }
                    amount = Some(cell);
                    blank = None;
                    continue;
                }
                if self.heads_amounts(label, &meaning, cell) {
                    self.sheet.furnish(label);
                } else {
                    self.leave_blank(label, &meaning, blank);
                }
            }
            blank = None;
            match self.meaning(cell) {
                Some(meaning) => pending = Some((cell, meaning)),
                None if inline::read(self, cell) => {}
                None if filled.len() == 1 && self.is_year(cell) => {}
                None if after.is_empty() && self.continues(cell, filled.len()) => {}
                None if self.is_unknown_label(cell, after) => pending = Some((cell, self.likely(cell, after))),
                None => {}
            }
        }
        if let Some((label, meaning)) = pending {
            if filled.len() == 1
                && let Meaning::Narrative(_) = &meaning
                && let Some(below) = self.value_below(row, to)
            {
                self.fill(label, &meaning, below);
                return row + 2;
            }
            self.leave_blank(label, &meaning, blank);
        }
        row + 1
    }

    /// The cells that begin in a row, without the repetitions by which text forms show a merged cell.
    fn distinct(&mut self, row: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut previous: Option<usize> = None;
        for cell in self.sheet.covering(row).to_vec() {
            let printed = &self.sheet.cells[cell];
            if printed.row != row {
                continue;
            }
            let repeated =
                self.sheet.spelled_out && previous.is_some_and(|before| self.sheet.cells[before].text == printed.text);
            if repeated && !printed.text.is_empty() && !shape::is_number(&printed.text) {
                self.sheet.furnish(cell);
                if let Some(before) = previous {
                    self.sheet.say_repeated(before);
                }
                continue;
            }
            if !printed.text.is_empty() {
                previous = Some(cell);
            }
            out.push(cell);
        }
        out
    }

    /// A year of its own in the first rows: （2023年度） below a title inside the table.
    fn is_year(&mut self, cell: usize) -> bool {
        let printed = &self.sheet.cells[cell];
        if printed.row > 4 || printed.text.chars().count() > 16 || self.form.fiscal_year.is_some() {
            return false;
        }
        let (text, place) = (printed.text.clone(), printed.place.clone());
        heading::set_year(&mut self.form, &text, &place);
        let found = self.form.fiscal_year.is_some();
        if found {
            self.sheet.place(cell);
        }
        found
    }

    /// The only cell of the next row, where it is no label: what is filled in below a label.
    fn value_below(&self, row: usize, to: usize) -> Option<usize> {
        let begun = self.sheet.begun(row + 1);
        let [below] = begun.as_slice() else { return None };
        (row + 1 < to
            && self.meaning(*below).is_none()
            && inline::split(self.words, &self.sheet.cells[*below].text).is_none())
        .then_some(*below)
    }

    /// Whether a cell is what is filled in beside a waiting label, rather than a label itself.
    fn is_value(&self, cell: usize, waiting: &Meaning, adjacent: bool, after: &[usize]) -> bool {
        let Some(own) = self.meaning(cell) else {
            // A label followed by `label：value` in one cell is blank itself.
            let text = &self.sheet.cells[cell].text;
            let inline = matches!(waiting, Meaning::Budget(_) | Meaning::Section)
                && (inline::split(self.words, text).is_some() || inline::is_several(self.words, text));
            return *waiting != Meaning::Section && !inline;
        };
        // A value may happen to read like a label (项目名称 | 项目支出): where it stands right beside a header field, is no header
        // label itself, and is not followed by a value of its own.
        let weak = matches!(own, Meaning::Budget(_) | Meaning::Section | Meaning::Extra);
        let header = matches!(waiting, Meaning::Field(_) | Meaning::Extra);
        let alone = after.first().is_none_or(|&next| self.meaning(next).is_some());
        header && weak && adjacent && alone
    }

    /// A short text with something beside it is a label that no vocabulary knows.
    fn is_unknown_label(&self, cell: usize, after: &[usize]) -> bool {
        let text = &self.sheet.cells[cell].text;
        let is_value = |next: usize| {
            // `资金总额：2115.3` is a label with its value already, not what stands beside one.
            let inline = inline::split(self.words, &self.sheet.cells[next].text);
            self.meaning(next).is_none() && !matches!(inline, Some((_, _, inline::Inline::Budget(_))))
        };
        after.first().is_some_and(|&next| is_value(next))
            && text.chars().count() <= 24
            && !shape::is_number(text)
            && !text.ends_with('。')
    }

    /// What a label that no vocabulary knows looks like, together with what stands beside it.
    fn likely(&self, cell: usize, after: &[usize]) -> Meaning {
        let label = &self.sheet.cells[cell].label;
        let value = after.first().map(|&value| self.sheet.cells[value].text.as_str()).unwrap_or_default();
        if let Some(field) = self.words.field_like(label) {
            Meaning::Field(field.to_owned())
        } else if parsing::money(value).is_some() {
            self.words.budget_like(label).map_or(Meaning::Extra, |role| Meaning::Budget(role.to_owned()))
        } else if value.chars().count() >= 8 {
            self.words.narrative_like(label).map_or(Meaning::Extra, |role| Meaning::Narrative(role.to_owned()))
        } else {
            Meaning::Extra
        }
    }

    /// A value filled in beside its label.
    fn fill(&mut self, label: usize, meaning: &Meaning, value: usize) {
        self.sheet.furnish(label);
        self.sheet.place(value);
        let cell = &self.sheet.cells[value];
        let (start, end) = (cell.column, cell.end());
        let field = Field {
            label: label::published(&self.sheet.cells[label].text),
            text: Some(cell.text.clone()),
            place: cell.place.clone(),
            repairs: cell.repairs.clone(),
        };
        let target = match meaning {
            Meaning::Field(name) => {
                let target = match name.as_str() {
                    "project" => Some(Target::Project),
                    "period" => Some(Target::Period),
                    _ => None,
                };
                self.set_field(name, field);
                target
            }
            Meaning::Extra | Meaning::Section => {
                self.form.extra.push(field);
                Some(Target::Extra(self.form.extra.len() - 1))
            }
            Meaning::Narrative(role) => {
                self.push_narrative(role, field);
                Some(Target::Narrative(self.form.narratives.len() - 1))
            }
            Meaning::Budget(role) => {
                let printed = self.sheet.cells[label].text.clone();
                budget::push(self, role, &printed, Some(self.sheet.cells[label].column), field);
                None
            }
        };
        self.last = target.map(|target| Last { target, start, end });
    }

    /// Whether a label of an amount stands in front of a whole block of amounts: 年度金额 | 年度金额：, 其中：中央补助 …
    fn heads_amounts(&self, label: usize, meaning: &Meaning, beside: usize) -> bool {
        let Meaning::Budget(role) = meaning else { return false };
        let text = &self.sheet.cells[beside].text;
        // 资金总额 | 总额：259 其中财政拨款：259
        if inline::has_amount_of(self.words, text, role) {
            return true;
        }
        let inner = match self.meaning(beside) {
            Some(Meaning::Budget(role)) => Some(role),
            None => inline::split(self.words, text).and(Some(String::new())),
            _ => None,
        };
        inner.is_some_and(|inner| inner == *role || self.hangs_down(label))
    }

    /// Whether a cell spans rows, or is repeated in the next or the last one, as text forms show such a cell.
    fn hangs_down(&self, cell: usize) -> bool {
        let printed = &self.sheet.cells[cell];
        let repeated = |row: usize| {
            let mut cells = self.sheet.each_begun(row).map(|cell| &self.sheet.cells[cell]);
            cells.any(|other| other.column == printed.column && other.text == printed.text)
        };
        printed.row_span > 1 || repeated(printed.row + 1) || printed.row.checked_sub(1).is_some_and(repeated)
    }

    /// A label beside which nothing is filled in.
    fn leave_blank(&mut self, label: usize, meaning: &Meaning, blank: Option<usize>) {
        self.sheet.furnish(label);
        let printed = self.sheet.cells[label].text.clone();
        let place = self.sheet.cells[blank.unwrap_or(label)].place.clone();
        let field = Field { label: label::published(&printed), text: None, place, repairs: Vec::new() };
        match meaning {
            Meaning::Field(name) => self.set_field(name, field),
            Meaning::Budget(role) => {
                // A block's label that is also a word for its total (项目资金) has no amount of its own.
                if !self.words.is_section(&self.sheet.cells[label].label) {
                    budget::push(self, role, &printed, Some(self.sheet.cells[label].column), field);
                }
            }
            Meaning::Narrative(role) => {
                if !self.words.is_section(&self.sheet.cells[label].label) {
                    self.push_narrative(role, field);
                }
            }
            Meaning::Extra => self.form.extra.push(field),
            Meaning::Section => {}
        }
    }

    /// A cell without a label that goes on with what was filled in last; whether it does.
    fn continues(&mut self, cell: usize, filled: usize) -> bool {
        let Some(last) = self.last else { return false };
        let row = self.sheet.cells[cell].row;
        let below = self.sheet.cells[cell].overlaps(last.start, last.end) || !self.sheet.aligned;
        let seam = self.sheet.seams.get(row).copied().unwrap_or(false);
        // What begins left of the values is a note of its own, not more of them.
        if filled != 1 || !below || (self.sheet.cells[cell].column < last.start && !seam) {
            return false;
        }
        let (text, place) = (self.sheet.cells[cell].text.clone(), self.sheet.cells[cell].place.clone());
        let page = self.sheet.seams.get(row).copied().unwrap_or(false);
        let repair = if page { "joined across a page break" } else { "joined with the cell below" };
        let append = |into: &mut String, at: &mut Place, repairs: &mut Vec<String>| {
            if !into.is_empty() && is_finished(into) {
                into.push('\n');
            }
            into.push_str(&text);
            at.extend(&place);
            if repairs.last().is_none_or(|known| known != repair) {
                repairs.push(repair.to_owned());
            }
        };
        let field = match last.target {
            Target::Narrative(index) => {
                let Some(narrative) = self.form.narratives.get_mut(index) else { return false };
                append(&mut narrative.text, &mut narrative.place, &mut narrative.repairs);
                self.sheet.place(cell);
                return true;
            }
            Target::Extra(index) => self.form.extra.get_mut(index),
            Target::Project => self.form.project.as_mut(),
            Target::Period => self.form.period.as_mut(),
        };
        let Some(field) = field.filter(|_| page) else { return false };
        let mut joined = field.text.take().unwrap_or_default();
        append(&mut joined, &mut field.place, &mut field.repairs);
        field.text = Some(joined);
        self.sheet.place(cell);
        true
    }
}
