//! What was found and could not be read: amounts that are no number, values with a lost sign or digit, tables without a form.

use crate::normalise::disclosure::{BudgetEntry, Form};
use crate::normalise::regions::Regions;
use crate::normalise::values::flag;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::tables::flow::{Flow, Line, Table};
use crate::wording::Wording;
use std::collections::BTreeSet;

/// Tables that belong to no form, and lines set in columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread {
    tables: usize,
    lines: usize,
    /// Heads of columns that stand alone on lines: cells one below another.
    heads: usize,
    pages: BTreeSet<u32>,
    characters: u64,
    place: Option<Place>,
}

impl Unread {
    /// Takes up a table that is no form; one row or one column is no table to read.
    pub(super) fn table(&mut self, table: &Table, characters: u64) {
        if table.rows < 2 || table.columns < 2 || characters == 0 {
            return;
        }
        self.tables += 1;
        self.pages.extend(&table.pages);
        self.characters += characters;
        let first = || table.cells.first().map(|cell| cell.place.clone());
        self.place = self.place.take().or_else(first);
    }

    /// Takes up a line whose parts stand far apart, as the cells of a table without rules do.
    pub(super) fn line(&mut self, line: &Line) {
        if line.text.contains('\t') {
            self.lines += 1;
            self.pages.insert(line.place.page);
            self.characters += line.characters;
            self.place.get_or_insert_with(|| line.place.clone());
        } else if crate::tables::is_indicator_header(&line.text) {
            self.heads += 1;
            self.pages.insert(line.place.page);
            self.place.get_or_insert_with(|| line.place.clone());
        }
    }
}

/// The notice of a document in which tables stand and none was understood.
pub(super) fn tables(regions: &Regions) -> Option<Notice> {
    const FEW: usize = 3;
    let Unread { tables, lines, heads, pages, characters, place } = &regions.unread;
    if !regions.forms.is_empty() || (*tables == 0 && *lines < FEW && *heads < FEW) {
        return None;
    }
    let pages = pages.iter().map(u32::to_string).collect::<Vec<_>>().join("、");
    let message = if *tables > 0 {
        Wording::new(
            format!("文中有 {tables} 个表格（第 {pages} 页），未能识别出绩效表，共 {characters} 个字符未读取"),
            format!(
                "{tables} tables (pages {pages}) were found and none was understood as a form; {characters} characters were not read"
            ),
        )
    } else if *lines < FEW {
        Wording::new(
            format!("文中有 {heads} 个表头单独成行（第 {pages} 页），单元格逐行排列，无法确定其行列，未能识别出绩效表"),
            format!(
                "{heads} heads of columns (pages {pages}) stand each on a line of its own: the cells' rows and columns cannot be told, and no form was understood"
            ),
        )
    } else {
        Wording::new(
            format!(
                "文中有 {lines} 行分栏文字（第 {pages} 页），可能是无框线的表格，未能识别，共 {characters} 个字符未读取"
            ),
            format!(
                "{lines} lines (pages {pages}) are set in columns, perhaps a table without rules, and no form was understood; {characters} characters were not read"
            ),
        )
    };
    Some(Notice { stage: Stage::Normalise, code: "tables-not-read", message, place: place.clone() })
}

/// Takes up what a flow holds outside its tables.
pub(super) fn lines(flow: &Flow, unread: &mut Unread) {
    for block in &flow.blocks {
        if let crate::tables::flow::Block::Line(line) = block {
            unread.line(line);
        }
    }
}

/// Whether an amount is printed that no number was read from. Its own label beside it says nothing.
pub(super) fn is_unread(entry: &BudgetEntry) -> bool {
    let raw = if entry.label.is_empty() { entry.raw.clone() } else { entry.raw.replace(&entry.label, "") };
    entry.amount.is_none() && entry.number.is_none() && is_printed(raw.trim().trim_start_matches("其中"))
}

/// Whether a text is more than a sign or word of a blank, or the unit that a blank form prints.
fn is_printed(raw: &str) -> bool {
    const SIGNS: &str = "—-－–−―─~/／\\|_＿…*.。·:：,，、;；()（）[]【】¥￥";
    const WORDS: [&str; 14] =
        ["无", "空", "空白", "没有", "不适用", "不涉及", "暂无", "N/A", "n/a", "元", "万元", "亿元", "%", "分"];
    let said = raw.trim_matches(|c: char| c.is_whitespace() || SIGNS.contains(c));
    !said.is_empty() && !WORDS.contains(&said) && said != "％"
}

/// What there is to be said of a form's values that gave no number.
pub(super) fn notices(form: &Form) -> Vec<Notice> {
    let amounts: Vec<&BudgetEntry> = form.budget.iter().filter(|entry| is_unread(entry)).collect();
    let mut notices = Vec::new();
    if let Some(first) = amounts.first() {
        let (count, label, raw) = (amounts.len(), &first.label, &first.raw);
        notices.push(Notice {
            stage: Stage::Normalise,
            code: "amount-not-read",
            message: Wording::new(
                format!("{count} 个金额不是一个数（首个：{label}「{raw}」），未作空白或零处理"),
                format!(
                    "{count} amounts are not one number (the first: {label} 「{raw}」); none is taken as blank or zero"
                ),
            ),
            place: Some(first.place.clone()),
        });
    }
    let values = || {
        form.indicators.iter().flat_map(|indicator| {
            let named = |name: &str| indicator.places.get(name).unwrap_or(&indicator.place);
            let target = std::iter::once((&indicator.target, named("target")));
            target.chain(indicator.actual.iter().map(move |actual| (actual, named("actual"))))
        })
    };
    let lost: Vec<_> = values().filter(|(value, _)| value.has(flag::UNREADABLE)).collect();
    if let Some((value, place)) = lost.first() {
        let (count, raw) = (lost.len(), &value.raw);
        notices.push(Notice {
            stage: Stage::Normalise,
            code: "value-unreadable",
            message: Wording::new(
                format!("{count} 个指标值有无法辨认的符号或数字（首个：「{raw}」），未给出数值"),
                format!("{count} values hold a sign or digit that could not be told (the first: 「{raw}」); no number is given"),
            ),
            place: Some((*place).clone()),
        });
    }
    notices
}
