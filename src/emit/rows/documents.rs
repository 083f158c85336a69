//! `documents`: one row for each input, converted or not.

use super::Kind::{Decimal as Exact, Integer, Text};
use super::{Cell, Column, Dataset, column, name};
use crate::audit::finding::Severity;
use crate::convert::Conversion;
use rust_decimal::Decimal;

/// The dataset.
pub struct Documents;

/// What a row is made from.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The document's name.
    pub source: &'a str,
    /// The name of its JSON file without extension.
    pub output: &'a str,
    /// Hash of its bytes, where they could be read.
    pub sha256: Option<&'a str>,
    /// Number of its bytes, where they could be read.
    pub bytes: Option<u64>,
    /// What came of it.
    pub result: Result<&'a Conversion, &'a str>,
    /// How long it took, where that is to be told.
    pub seconds: Option<Decimal>,
}

impl Row<'_> {
    fn conversion(&self) -> Option<&Conversion> {
        self.result.as_ref().ok().copied()
    }

    fn count(&self, count: impl Fn(&Conversion) -> usize) -> Cell<'static> {
        self.conversion().map_or(Cell::Blank, |conversion| Cell::count(count(conversion)))
    }

    fn characters(&self, count: impl Fn(&crate::normalise::disclosure::Coverage) -> u64) -> Cell<'static> {
        let count = self.conversion().map(|conversion| count(&conversion.disclosure.coverage));
        count.and_then(|count| i64::try_from(count).ok()).map_or(Cell::Blank, Cell::Integer)
    }

    fn of_severity(&self, severity: Severity) -> Cell<'static> {
        self.count(|conversion| conversion.count_of(severity))
    }
}

impl Dataset for Documents {
    type Row<'a> = Row<'a>;
    const NAME: &'static str = "documents";
    const COLUMNS: &'static [Column<Self>] = &[
        column("source", Text, "文档", |row| Cell::text(row.source)),
        column("output", Text, "输出文件", |row| Cell::text(row.output)),
        column("sha256", Text, "SHA-256", |row| Cell::some(row.sha256)),
        column("bytes", Integer, "字节", |row| {
            row.bytes.and_then(|bytes| i64::try_from(bytes).ok()).map_or(Cell::Blank, Cell::Integer)
        }),
        column("status", Text, "状态", |row| {
            row.conversion().map_or(Cell::text("failed"), |done| name(&done.status()))
        }),
        column("format", Text, "格式", |row| row.conversion().map_or(Cell::Blank, |done| name(&done.format))),
        column("text_layer", Text, "文字层", |row| {
            row.conversion().map_or(Cell::Blank, |done| name(&done.text_layer))
        }),
        column("pages", Integer, "页数", |row| row.count(|done| done.pages as usize)),
        column("tables", Integer, "表数", |row| row.count(|done| done.disclosure.forms.len())),
        column("budget_entries", Integer, "预算条目数", |row| {
            row.count(|done| done.disclosure.forms.iter().map(|form| form.budget.len()).sum())
        }),
        column("indicators", Integer, "指标数", |row| {
            row.count(|done| done.disclosure.forms.iter().map(|form| form.indicators.len()).sum())
        }),
        column("findings", Integer, "问题数", |row| row.count(|done| done.findings.len())),
        column("findings_error", Integer, "错误数", |row| row.of_severity(Severity::Error)),
        column("findings_warning", Integer, "警告数", |row| row.of_severity(Severity::Warning)),
        column("findings_info", Integer, "提示数", |row| row.of_severity(Severity::Info)),
        column("notices", Integer, "读取说明数", |row| row.count(|done| done.notices.len())),
        column("characters", Integer, "字符数", |row| row.characters(|coverage| coverage.characters)),
        column("placed", Integer, "入字段字符数", |row| row.characters(|coverage| coverage.placed)),
        column("furniture", Integer, "版面字符数", |row| row.characters(|coverage| coverage.furniture)),
        column("unplaced", Integer, "未归位字符数", |row| row.characters(|coverage| coverage.unplaced)),
        column("excluded", Integer, "另列字符数", |row| row.characters(|coverage| coverage.excluded)),
        column("coverage", Exact, "覆盖率", |row| {
            Cell::decimal(row.conversion().and_then(|done| done.disclosure.coverage.share()))
        }),
        column("seconds", Exact, "秒", |row| Cell::decimal(row.seconds)),
        column("error", Text, "失败原因", |row| Cell::some(row.result.err())),
    ];
}
