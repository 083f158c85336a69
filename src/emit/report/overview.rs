//! The head of the report: the whole run in one table.

use super::{both, put, words};
use crate::audit::finding::Severity;
use crate::convert::{Conversion, Status};
use crate::wording::Lang;
use serde::{Deserialize, Serialize};

/// One document in the overview.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    name: String,
    counts: Option<Counts>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Counts {
    status: Status,
    pages: u32,
    tables: usize,
    indicators: usize,
    findings: [usize; 3],
}

impl Line {
    /// A document that was converted.
    pub fn of(conversion: &Conversion) -> Self {
        let forms = &conversion.disclosure.forms;
        let counts = Counts {
            status: conversion.status(),
            pages: conversion.pages,
            tables: forms.len(),
            indicators: forms.iter().map(|form| form.indicators.len()).sum(),
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| conversion.count_of(severity)),
        };
        Line { name: conversion.name.clone(), counts: Some(counts) }
    }

    /// A document that was not.
    pub fn failed(name: &str) -> Self {
        Line { name: name.to_owned(), counts: None }
    }
}

/// What the documents of a run amount to, for the head of the report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    documents: usize,
    converted: usize,
    tables: usize,
    indicators: usize,
    findings: [usize; 3],
    /// Those of the findings that came of holding documents against each other.
    across: usize,
}

impl Totals {
    /// Adds a document.
    pub fn add(&mut self, line: &Line) {
        self.documents += 1;
        let Some(counts) = &line.counts else { return };
        self.converted += 1;
        self.tables += counts.tables;
        self.indicators += counts.indicators;
        for (sum, count) in self.findings.iter_mut().zip(counts.findings) {
            *sum += count;
        }
    }

    /// Adds what came of holding the documents against each other: findings of severity error, warning, info.
    pub fn add_across(&mut self, counts: [usize; 3]) {
        self.across = counts.iter().sum();
        for (sum, count) in self.findings.iter_mut().zip(counts) {
            *sum += count;
        }
    }
}

/// The head of the report, up to the first row of its table.
pub fn head(totals: &Totals, lang: Lang) -> String {
    let mut out = String::new();
    let Totals { documents, converted, tables, indicators, findings: [errors, warnings, infos], across } = totals;
    let failed = documents - converted;
    both(
        &mut out,
        lang,
        format_args!(
            "# 绩效公开文件核对报告\n\n共 {documents} 份文件：转换 {converted} 份，失败 {failed} 份；{tables} 张绩效表，{indicators} 项指标；错误 {errors} 项，警告 {warnings} 项，提示 {infos} 项。\n\n\
                「错误」指文件自相矛盾；「警告」值得核实；「提示」仅供参考。每项都注明页码与原文。\n\n"
        ),
        format_args!(
            "# Report on budget-performance disclosures\n\n{documents} documents: {converted} converted, {failed} failed; {tables} forms, {indicators} indicators; {errors} errors, {warnings} warnings, {infos} for information.\n\n\
                An error is a document contradicting itself; a warning deserves a look; the rest is for information. Each is given with page and quotation.\n\n"
        ),
    );
    if *across > 0 {
        both(
            &mut out,
            lang,
            format_args!("其中 {across} 项出自各文件之间的核对，列在文末。\n\n"),
            format_args!(
                "{across} of these came of holding the documents against each other; they are at the end.\n\n"
            ),
        );
    }
    out.push_str(lang.pick(
        "| # | 文件 | 页 | 表 | 指标 | 错误 | 警告 | 提示 | 状态 |\n|---|---|---|---|---|---|---|---|---|\n",
        "| # | file | pages | forms | indicators | errors | warnings | info | status |\n|---|---|---|---|---|---|---|---|---|\n",
    ));
    out
}

/// The row of a document in the table; `number` is its place in the run, from 1.
pub fn row(line: &Line, number: usize, lang: Lang) -> String {
    let mut out = String::new();
    let name = words::plain(&line.name);
    match &line.counts {
        None => {
            let status = lang.pick("失败", "failed");
            put(&mut out, format_args!("| {number} | {name} | | | | | | | {status} |\n"));
        }
        Some(Counts { status, pages, tables, indicators, findings: [errors, warnings, infos] }) => {
            let status = word(*status, lang);
            put(
                &mut out,
                format_args!(
                    "| {number} | {name} | {pages} | {tables} | {indicators} | {errors} | {warnings} | {infos} | {status} |\n"
                ),
            );
        }
    }
    out
}

fn word(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Converted => lang.pick("已转换", "converted"),
        Status::NoTables => lang.pick("无绩效表", "no forms"),
        Status::Scanned => lang.pick("扫描件", "scanned"),
        Status::PartlyScanned => lang.pick("部分扫描", "partly scanned"),
    }
}
