//! `indicators`: one row for each level-3 indicator.

use super::Kind::{Coordinate, Decimal as Exact, Integer, Text};
use super::tables::{kind, year};
use super::{Cell, Column, Dataset, column, name, place};
use crate::convert::Conversion;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::scoring::{Condition, Deduction, ScoringRule};
use crate::normalise::values::Value;

/// The dataset.
pub struct Indicators;

/// What a row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The document.
    pub conversion: &'a Conversion,
    /// The form.
    pub form: &'a Form,
    /// The indicator.
    pub indicator: &'a Indicator,
}

/// The rows of a document.
pub fn rows(conversion: &Conversion) -> impl Iterator<Item = Row<'_>> {
    let forms = conversion.disclosure.forms.iter();
    forms.flat_map(move |form| form.indicators.iter().map(move |indicator| Row { conversion, form, indicator }))
}

impl<'a> Row<'a> {
    fn target(&self) -> &'a Value {
        &self.indicator.target
    }

    fn rule(&self) -> Option<&'a ScoringRule> {
        self.indicator.scoring.as_ref()
    }

    fn full(&self) -> Option<&'a Condition> {
        self.rule()?.full.as_ref()
    }

    /// The first deduction; a rule with several has them all in the JSON.
    fn deduction(&self) -> Option<&'a Deduction> {
        self.rule()?.deductions.first()
    }

    fn actual(&self) -> Option<&'a Value> {
        self.indicator.actual.as_ref()
    }
}

/// The name of something that may not be there.
fn named(value: Option<impl serde::Serialize>) -> Cell<'static> {
    value.map_or(Cell::Blank, |value| name(&value))
}

/// `得满分=20; 一般=12`: each level with what it earns.
fn tiers(rule: &ScoringRule) -> String {
    let tier = |tier: &crate::normalise::scoring::Tier| {
        let percent = matches!(tier.amount_kind, crate::normalise::scoring::AmountKind::PercentOfWeight);
        let amount = tier.amount.map_or(String::new(), |amount| amount.to_string());
        format!("{}={amount}{}", tier.condition.raw, if percent { "%" } else { "" })
    };
    rule.tiers.iter().map(tier).collect::<Vec<_>>().join("; ")
}

impl Dataset for Indicators {
    type Row<'a> = Row<'a>;
    const NAME: &'static str = "indicators";
    const COLUMNS: &'static [Column<Self>] = &[
        column("source", Text, "文档", |row| Cell::text(&row.conversion.name)),
        column("table", Text, "表号", |row| Cell::text(&row.form.id)),
        column("indicator", Text, "指标号", |row| Cell::text(&row.indicator.id)),
        column("kind", Text, "表类", |row| kind(row.form)),
        column("department", Text, "部门", |row| Cell::field(&row.form.department)),
        column("project", Text, "项目", |row| Cell::field(&row.form.project)),
        column("project_code", Text, "项目编码", |row| Cell::field(&row.form.project_code)),
        column("fiscal_year", Integer, "年度", |row| year(row.form)),
        column("section", Text, "指标区块", |row| Cell::some(row.indicator.section.as_deref())),
        column("level1", Text, "一级指标", |row| Cell::some(row.indicator.level1.as_deref())),
        column("level2", Text, "二级指标", |row| Cell::some(row.indicator.level2.as_deref())),
        column("level3", Text, "三级指标", |row| Cell::text(&row.indicator.level3)),
        column("target_raw", Text, "指标值", |row| Cell::text(&row.target().raw)),
        column("target_kind", Text, "指标值类型", |row| name(&row.target().kind)),
        column("target_comparator", Text, "比较符", |row| named(row.target().comparator)),
        column("target_comparator_source", Text, "比较符来源", |row| named(row.target().comparator_source)),
        column("target_value", Exact, "数值", |row| Cell::decimal(row.target().value)),
        column("target_value_max", Exact, "数值上限", |row| Cell::decimal(row.target().value_max)),
        column("target_unit", Text, "计量单位", |row| Cell::some(row.target().unit.as_deref())),
        column("target_base_value", Exact, "基本单位数值", |row| Cell::decimal(row.target().base_value)),
        column("target_base_value_max", Exact, "基本单位上限", |row| Cell::decimal(row.target().base_value_max)),
        column("target_base_unit", Text, "基本单位", |row| Cell::some(row.target().base_unit.as_deref())),
        column("target_flags", Text, "指标值标记", |row| Cell::owned(row.target().flags.join(" "))),
        column("weight", Exact, "分值", |row| Cell::decimal(row.indicator.weight)),
        column("weight_source", Text, "分值来源", |row| named(row.indicator.weight_source)),
        column("scoring_raw", Text, "评分标准", |row| Cell::some(row.indicator.scoring_raw.as_deref())),
        column("scoring_full_raw", Text, "满分条件", |row| Cell::some(row.full().map(|full| full.raw.as_str()))),
        column("scoring_full_comparator", Text, "满分比较符", |row| {
            named(row.full().and_then(|full| full.comparator))
        }),
        column("scoring_full_value", Exact, "满分数值", |row| {
            Cell::decimal(row.full().and_then(|full| full.value))
        }),
        column("scoring_full_unit", Text, "满分单位", |row| {
            Cell::some(row.full().and_then(|full| full.unit.as_deref()))
        }),
        column("scoring_step", Exact, "扣分步长", |row| {
            Cell::decimal(row.deduction().map(|deduction| deduction.step))
        }),
        column("scoring_step_unit", Text, "步长单位", |row| {
            Cell::some(row.deduction().and_then(|deduction| deduction.unit.as_deref()))
        }),
        column("scoring_deduction", Exact, "每步扣分", |row| {
            Cell::decimal(row.deduction().map(|deduction| deduction.amount))
        }),
        column("scoring_deduction_kind", Text, "扣分单位", |row| {
            named(row.deduction().map(|deduction| deduction.amount_kind))
        }),
        column("scoring_floor", Exact, "最低分", |row| Cell::decimal(row.rule().and_then(|rule| rule.floor))),
        column("scoring_tiers", Text, "分档", |row| Cell::owned(row.rule().map_or(String::new(), tiers))),
        column("scoring_method", Text, "计分方法", |row| named(row.rule().and_then(|rule| rule.method))),
        column("scoring_flags", Text, "评分标准标记", |row| {
            Cell::owned(row.rule().map_or(String::new(), |rule| rule.flags.join(" ")))
        }),
        column("actual_raw", Text, "实际完成值", |row| Cell::some(row.actual().map(|actual| actual.raw.as_str()))),
        column("actual_kind", Text, "完成值类型", |row| named(row.actual().map(|actual| actual.kind))),
        column("actual_value", Exact, "完成数值", |row| {
            Cell::decimal(row.actual().and_then(|actual| actual.value))
        }),
        column("actual_unit", Text, "完成值单位", |row| {
            Cell::some(row.actual().and_then(|actual| actual.unit.as_deref()))
        }),
        column("actual_base_value", Exact, "完成基本数值", |row| {
            Cell::decimal(row.actual().and_then(|actual| actual.base_value))
        }),
        column("actual_base_unit", Text, "完成基本单位", |row| {
            Cell::some(row.actual().and_then(|actual| actual.base_unit.as_deref()))
        }),
        column("score", Exact, "得分", |row| Cell::decimal(row.indicator.score)),
        column("deviation", Text, "偏差原因", |row| Cell::some(row.indicator.deviation.as_deref())),
        column("repairs", Text, "修复", |row| Cell::owned(row.indicator.repairs.join("; "))),
        column("page", Integer, "页", |row| place::page(&row.indicator.place)),
        column("x0", Coordinate, "左", |row| place::edge(&row.indicator.place, 0)),
        column("y0", Coordinate, "上", |row| place::edge(&row.indicator.place, 1)),
        column("x1", Coordinate, "右", |row| place::edge(&row.indicator.place, 2)),
        column("y1", Coordinate, "下", |row| place::edge(&row.indicator.place, 3)),
        column("line", Integer, "行", |row| place::line(&row.indicator.place)),
        column("confidence", Exact, "识别把握", |row| place::confidence(&row.indicator.place)),
    ];
}
