//! `tables`: one row for each form.

use super::Kind::{Coordinate, Decimal as Exact, Integer, Text};
use super::{Cell, Column, Dataset, column, name, place};
use crate::convert::Conversion;
use crate::normalise::disclosure::{Form, FormKind, PrintedNumber};
use crate::normalise::division::Division;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The dataset.
pub struct Tables;

/// What a row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The document.
    pub conversion: &'a Conversion,
    /// The form.
    pub form: &'a Form,
    /// Number of findings about it.
    pub findings: usize,
}

/// The rows of a document.
pub fn rows(conversion: &Conversion) -> impl Iterator<Item = Row<'_>> {
    // Counted once: a document of a thousand forms has thousands of findings.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &conversion.findings {
        let mut ids: Vec<&str> = finding.tables.iter().map(String::as_str).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().for_each(|id| *counts.entry(id).or_default() += 1);
    }
    conversion.disclosure.forms.iter().map(move |form| {
        let findings = counts.get(form.id.as_str()).copied().unwrap_or_default();
        Row { conversion, form, findings }
    })
}

/// The kind of a form as the JSON has it.
pub(super) fn kind(form: &Form) -> Cell<'static> {
    name(&form.kind.unwrap_or(FormKind::Other))
}

/// The year a form is for.
pub(super) fn year(form: &Form) -> Cell<'static> {
    form.fiscal_year.as_ref().map_or(Cell::Blank, |year| Cell::integer(year.year))
}

/// Page numbers with blanks between them: `3-4` would become a date in a spreadsheet.
fn pages(form: &Form) -> String {
    form.pages.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}

/// The prose of some roles, a line break between pieces.
fn prose(form: &Form, roles: &[&str]) -> String {
    let pieces = form.narratives.iter().filter(|piece| roles.contains(&piece.role.as_str()) && !piece.text.is_empty());
    pieces.map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn number(printed: &Option<PrintedNumber>) -> Option<Decimal> {
    printed.as_ref().and_then(|printed| printed.number)
}

fn division<'a>(row: &Row<'a>, part: fn(&Division) -> Option<&'static str>) -> Cell<'a> {
    row.form.division.as_ref().and_then(part).map_or(Cell::Blank, Cell::text)
}

impl Dataset for Tables {
    type Row<'a> = Row<'a>;
    const NAME: &'static str = "tables";
    const COLUMNS: &'static [Column<Self>] = &[
        column("source", Text, "文档", |row| Cell::text(&row.conversion.name)),
        column("table", Text, "表号", |row| Cell::text(&row.form.id)),
        column("kind", Text, "表类", |row| kind(row.form)),
        column("template", Text, "模板", |row| Cell::text(&row.form.template)),
        column("title", Text, "标题", |row| Cell::field(&row.form.title)),
        column("fiscal_year", Integer, "年度", |row| year(row.form)),
        column("reporting_unit", Text, "填报单位", |row| Cell::field(&row.form.reporting_unit)),
        column("department", Text, "部门", |row| Cell::field(&row.form.department)),
        column("implementing_unit", Text, "实施单位", |row| Cell::field(&row.form.implementing_unit)),
        column("project", Text, "项目", |row| Cell::field(&row.form.project)),
        column("project_code", Text, "项目编码", |row| Cell::field(&row.form.project_code)),
        column("period", Text, "实施期", |row| Cell::field(&row.form.period)),
        column("currency_unit", Text, "金额单位", |row| Cell::field(&row.form.currency_unit)),
        column("goal", Text, "绩效目标", |row| {
            Cell::owned(prose(row.form, &["overall_goal", "implementation_goal", "annual_goal"]))
        }),
        column("completion", Text, "实际完成情况", |row| Cell::owned(prose(row.form, &["actual_completion"]))),
        column("pages", Text, "页", |row| Cell::owned(pages(row.form))),
        column("budget_entries", Integer, "预算条目数", |row| Cell::count(row.form.budget.len())),
        column("indicators", Integer, "指标数", |row| Cell::count(row.form.indicators.len())),
        column("empty_categories", Integer, "空白类别数", |row| Cell::count(row.form.empty_categories.len())),
        column("total_weight", Exact, "分值合计", |row| Cell::decimal(number(&row.form.total_weight))),
        column("total_score", Exact, "总分", |row| Cell::decimal(number(&row.form.total_score))),
        column("findings", Integer, "问题数", |row| Cell::count(row.findings)),
        column("unplaced", Integer, "未归位数", |row| Cell::count(row.form.unplaced.len())),
        column("page", Integer, "起始页", |row| place::page(&row.form.place)),
        column("x0", Coordinate, "左", |row| place::edge(&row.form.place, 0)),
        column("y0", Coordinate, "上", |row| place::edge(&row.form.place, 1)),
        column("x1", Coordinate, "右", |row| place::edge(&row.form.place, 2)),
        column("y1", Coordinate, "下", |row| place::edge(&row.form.place, 3)),
        column("region_code", Text, "行政区划代码", |row| division(row, |division| Some(division.code))),
        column("province", Text, "省", |row| division(row, |division| Some(division.province))),
        column("city", Text, "市", |row| division(row, |division| division.city)),
        column("county", Text, "县", |row| division(row, |division| division.county)),
    ];
}
