//! `budgets`: one row for each entry of a budget block.

use super::Kind::{Coordinate, Decimal as Exact, Integer, Text};
use super::tables::{kind, year};
use super::{Cell, Column, Dataset, column, place};
use crate::audit::amounts;
use crate::convert::Conversion;
use crate::normalise::disclosure::{BudgetEntry, Form, Phase};
use rust_decimal::Decimal;

/// The dataset.
pub struct Budgets;

/// What a row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The document.
    pub conversion: &'a Conversion,
    /// The form.
    pub form: &'a Form,
    /// The entry.
    pub entry: &'a BudgetEntry,
}

/// The rows of a document.
pub fn rows(conversion: &Conversion) -> impl Iterator<Item = Row<'_>> {
    let forms = conversion.disclosure.forms.iter();
    forms.flat_map(move |form| form.budget.iter().map(move |entry| Row { conversion, form, entry }))
}

/// The unit an amount is in: its own, or the form's. Points and rates have none.
fn unit<'a>(form: &'a Form, entry: &'a BudgetEntry) -> Option<&'a str> {
    let money = !matches!(entry.role.phase, Some(Phase::Weight | Phase::Rate | Phase::Score));
    let declared = form.currency_unit.as_ref().and_then(|field| field.text.as_deref());
    entry.unit.as_deref().or(declared).filter(|_| money)
}

/// An amount in yuan, exactly; `None` where it is blank or nothing says its unit.
fn yuan(form: &Form, entry: &BudgetEntry) -> Option<Decimal> {
    unit(form, entry).and_then(|_| amounts::yuan(form, entry))
}

impl Dataset for Budgets {
    type Row<'a> = Row<'a>;
    const NAME: &'static str = "budgets";
    const COLUMNS: &'static [Column<Self>] = &[
        column("source", Text, "文档", |row| Cell::text(&row.conversion.name)),
        column("table", Text, "表号", |row| Cell::text(&row.form.id)),
        column("kind", Text, "表类", |row| kind(row.form)),
        column("fiscal_year", Integer, "年度", |row| year(row.form)),
        column("department", Text, "部门", |row| Cell::field(&row.form.department)),
        column("project", Text, "项目", |row| Cell::field(&row.form.project)),
        column("project_code", Text, "项目编码", |row| Cell::field(&row.form.project_code)),
        column("role", Text, "角色", |row| Cell::owned(row.entry.role.to_string())),
        column("item", Text, "项", |row| Cell::text(&row.entry.role.item)),
        column("phase", Text, "栏", |row| Cell::some(row.entry.role.phase.map(|phase| phase.name()))),
        column("label", Text, "名目", |row| Cell::text(&row.entry.label)),
        column("raw", Text, "原文", |row| Cell::text(&row.entry.raw)),
        column("amount", Exact, "金额", |row| Cell::decimal(row.entry.amount)),
        column("currency_unit", Text, "单位", |row| Cell::some(unit(row.form, row.entry))),
        column("amount_yuan", Exact, "金额（元）", |row| Cell::decimal(yuan(row.form, row.entry))),
        column("number", Exact, "分值、执行率或得分", |row| Cell::decimal(row.entry.number)),
        column("part_of", Text, "其中", |row| {
            row.entry.part_of.as_ref().map_or(Cell::Blank, |role| Cell::owned(role.to_string()))
        }),
        column("page", Integer, "页", |row| place::page(&row.entry.place)),
        column("x0", Coordinate, "左", |row| place::edge(&row.entry.place, 0)),
        column("y0", Coordinate, "上", |row| place::edge(&row.entry.place, 1)),
        column("x1", Coordinate, "右", |row| place::edge(&row.entry.place, 2)),
        column("y1", Coordinate, "下", |row| place::edge(&row.entry.place, 3)),
        column("line", Integer, "行", |row| place::line(&row.entry.place)),
        column("confidence", Exact, "识别把握", |row| place::confidence(&row.entry.place)),
    ];
}
