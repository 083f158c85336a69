//! `findings`: one row for each finding, with its first printed passage; the JSON has them all.

use super::Kind::{Coordinate, Decimal as Exact, Integer, Text};
use super::{Cell, Column, Dataset, column, name, place};
use crate::audit::finding::{Evidence, Finding, Origin};
use crate::convert::Conversion;
use crate::emit::sentence;
use crate::normalise::disclosure::{Field, Form};
use crate::wording::Lang;

/// The dataset.
pub struct Findings;

/// What a row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The name of the document.
    pub source: &'a str,
    /// The year of the form that the finding is listed under.
    pub fiscal_year: Option<i32>,
    /// The bureau of that form.
    pub department: Option<&'a str>,
    /// The project of that form.
    pub project: Option<&'a str>,
    /// The code of that project.
    pub project_code: Option<&'a str>,
    /// The finding.
    pub finding: &'a Finding,
    /// The language of its sentences.
    pub lang: Lang,
}

/// The rows of a document.
pub fn rows(conversion: &Conversion, lang: Lang) -> impl Iterator<Item = Row<'_>> {
    conversion.findings.iter().map(move |finding| {
        let form = finding.tables.first().and_then(|id| Form::with_id(&conversion.disclosure.forms, id));
        Row {
            source: &conversion.name,
            fiscal_year: form.and_then(|form| form.fiscal_year.as_ref()).map(|year| year.year),
            department: form.and_then(|form| published(&form.department)),
            project: form.and_then(|form| published(&form.project)),
            project_code: form.and_then(|form| published(&form.project_code)),
            finding,
            lang,
        }
    })
}

/// The rows of findings across the documents of a run.
pub fn across(findings: &[Finding], lang: Lang) -> impl Iterator<Item = Row<'_>> {
    findings.iter().filter_map(move |finding| {
        let Origin { source, fiscal_year, department, project } = finding.origin.as_ref()?;
        let (department, project) = (department.as_deref(), project.as_deref());
        Some(Row { source, fiscal_year: *fiscal_year, department, project, project_code: None, finding, lang })
    })
}

fn published(field: &Option<Field>) -> Option<&str> {
    field.as_ref().and_then(|field| field.text.as_deref())
}

impl<'a> Row<'a> {
    fn evidence(&self) -> Option<&'a Evidence> {
        self.finding.evidence.first()
    }
}

impl Dataset for Findings {
    type Row<'a> = Row<'a>;
    const NAME: &'static str = "findings";
    const COLUMNS: &'static [Column<Self>] = &[
        column("source", Text, "文档", |row| Cell::text(row.source)),
        column("rule", Text, "规则", |row| Cell::text(row.finding.rule)),
        column("severity", Text, "等级", |row| name(&row.finding.severity)),
        column("table", Text, "表号", |row| Cell::some(row.finding.tables.first().map(String::as_str))),
        column("tables", Text, "涉及各表", |row| Cell::owned(row.finding.tables.join(" "))),
        column("fiscal_year", Integer, "年度", |row| {
            row.fiscal_year.map_or(Cell::Blank, |year| Cell::Integer(year.into()))
        }),
        column("department", Text, "部门", |row| Cell::some(row.department)),
        column("project", Text, "项目", |row| Cell::some(row.project)),
        column("project_code", Text, "项目编码", |row| Cell::some(row.project_code)),
        column("message", Text, "问题", |row| Cell::owned(sentence(row.finding, row.lang))),
        column("expected", Text, "应为", |row| Cell::some(row.finding.expected.as_deref())),
        column("found", Text, "实为", |row| Cell::some(row.finding.found.as_deref())),
        column("difference", Exact, "差额", |row| Cell::decimal(row.finding.difference)),
        column("explanation", Text, "说明", |row| {
            Cell::some(row.finding.explanation.as_ref().map(|explanation| explanation.get(row.lang)))
        }),
        column("cause", Text, "同因组", |row| Cell::some(row.finding.group.as_deref())),
        column("evidence_count", Integer, "依据数", |row| Cell::count(row.finding.evidence.len())),
        column("field", Text, "字段", |row| Cell::some(row.evidence().map(|evidence| evidence.field.as_str()))),
        column("quote", Text, "原文", |row| Cell::some(row.evidence().map(|evidence| evidence.quote.as_str()))),
        column("page", Integer, "页", |row| row.evidence().map_or(Cell::Blank, |first| place::page(&first.place))),
        column("x0", Coordinate, "左", |row| row.evidence().map_or(Cell::Blank, |first| place::edge(&first.place, 0))),
        column("y0", Coordinate, "上", |row| row.evidence().map_or(Cell::Blank, |first| place::edge(&first.place, 1))),
        column("x1", Coordinate, "右", |row| row.evidence().map_or(Cell::Blank, |first| place::edge(&first.place, 2))),
        column("y1", Coordinate, "下", |row| row.evidence().map_or(Cell::Blank, |first| place::edge(&first.place, 3))),
        column("line", Integer, "行", |row| row.evidence().map_or(Cell::Blank, |first| place::line(&first.place))),
    ];
}
