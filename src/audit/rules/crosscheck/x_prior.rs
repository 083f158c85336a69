//! X-PRIOR

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::{self, Better, Value, direction};
use std::collections::HashMap;
use std::rc::Rc;

/// A target below what was reached before.
pub static RULE: Rule = Rule {
    id: "X-PRIOR",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("目标低于上年实际", "Target below last year's result"),
    explanation: Explanation {
        checks: text(
            "表中列有上年实际值，或同一文件含上年自评表的，本年指标值不应低于上年实际完成值（逆向指标不应高于）。",
            "Where a form prints last year's result, or the document holds last year's self-evaluation, the target should not fall short of it.",
        ),
        matters: text(
            "目标低于已达到的水平，没有激励作用。",
            "A target below what is already reached asks for nothing.",
        ),
        example: text("上年实际 98%，本年目标 95%。", "Last year 98%, this year's target 95%."),
        advice: text("参照历史标准调整目标或说明理由。", "Take results into account, or give reasons."),
        source: Some(text("财预〔2015〕88号（历史标准）", "MoF 财预〔2015〕88号 (historical standards)")),
    },
    messages: &[message(
        "",
        "{name}：「{indicator}」指标值 {target}，上年实际为 {prior}",
        "{name}: the target of 「{indicator}」 is {target}; last year's result was {prior}",
    )],
    check: Check::Document(check),
};

/// A year, and the names of a project and its indicator made comparable.
type Key = (i32, Rc<str>, Rc<str>);

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有上年实际值可供比较", "no results of the year before");
    let mut results: HashMap<Key, (&Form, &Indicator)> = HashMap::new();
    for form in context.evaluations() {
        let Some(year) = &form.fiscal_year else { continue };
        let project: Rc<str> = names::key(evidence::name(form)).into();
        for indicator in form.indicators.iter().filter(|indicator| indicator.actual.is_some()) {
            results.entry((year.year, project.clone(), context.key(indicator))).or_insert((form, indicator));
        }
    }
    for form in context.forms {
        let project: Rc<str> = names::key(evidence::name(form)).into();
        for indicator in &form.indicators {
            if let Some((header, cell)) = prior_column(form, indicator) {
                let prior = values::parse(
                    cell,
                    &values::Context { name: Some(&indicator.level3), ..values::Context::default() },
                );
                let passage = evidence::at(form, format!("{}.extra.{header}", indicator.id), cell, &indicator.place);
                compare(form, indicator, &prior, passage, None, &mut verdict);
            }
            let Some(year) = &form.fiscal_year else { continue };
            let key = (year.year - 1, project.clone(), context.key(indicator));
            if let Some((other, row)) = results.get(&key)
                && let Some(actual) = &row.actual
            {
                compare(form, indicator, actual, evidence::part(other, row, "actual"), Some(other), &mut verdict);
            }
        }
    }
    verdict
}

/// A column with last year's result: 上年实际值, 2021年完成值.
fn prior_column<'a>(form: &Form, indicator: &'a Indicator) -> Option<(&'a str, &'a str)> {
    let last = form.fiscal_year.as_ref().map(|year| format!("{}年", year.year - 1));
    let is_prior = |header: &str| {
        let year = ["上年", "去年", "上一年"].iter().any(|word| header.contains(word))
            || last.as_ref().is_some_and(|last| header.contains(last));
        year && ["实际", "完成", "执行"].iter().any(|word| header.contains(word))
    };
    indicator.extra.iter().find(|(header, _)| is_prior(header)).map(|(header, cell)| (header.as_str(), cell.as_str()))
}

fn compare(
    form: &Form,
    indicator: &Indicator,
    prior: &Value,
    passage: crate::audit::Evidence,
    other: Option<&Form>,
    verdict: &mut Verdict,
) {
    let (Some(target), Some(reached)) = (Quantity::of(&indicator.target), Quantity::of(prior)) else { return };
    if !target.same_unit(&reached) {
        return;
    }
    verdict.count();
    let worse = match direction(&indicator.level3, &indicator.target).better {
        Better::Higher => target.high < reached.low,
        Better::Lower => target.low > reached.high,
        Better::Neither => false,
    };
    if !worse {
        return;
    }
    let mut finding = Finding::new(&RULE, form)
        .arg("name", evidence::name(form))
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .arg("prior", &prior.raw)
        .pair(&prior.raw, &indicator.target.raw)
        .with(evidence::target(form, indicator))
        .with(passage);
    if let Some(other) = other {
        finding = finding.table(other);
    }
    verdict.find(finding);
}
