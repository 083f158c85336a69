//! X-DEPT-PROJ

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::kinship::{Kin, Relation};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::flag;
use rust_decimal::Decimal;

/// A department's target against its project's.
pub static RULE: Rule = Rule {
    id: "X-DEPT-PROJ",
    group: Group::Crosscheck,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("部门指标与项目指标", "Department targets against project targets"),
    explanation: Explanation {
        checks: text(
            "部门整体表与项目表的同名指标，换算单位后指标值应一致（15 万人与 150000 人相同）。几个项目有同名指标的，部门值等于其一、等于合计或介于其间的不报告。评分标准用了另一简称的也据以对应。",
            "Indicators of one name on the department's form and on a project's must have one target, after units (15万人 is 150000人). Where several projects have it, the department's may equal one, their sum, or lie between. Names that scoring rules use count as well.",
        ),
        matters: text(
            "部门目标由项目支撑，同一件事两个目标值，考核标准不一。",
            "Projects carry the department's goals; with two targets for one thing there are two standards.",
        ),
        example: text("部门“救助管理完成及时率”93%，项目 95%。", "The department has 93%, the project 95%."),
        advice: text("统一两处指标值。", "Make the two the same."),
        source: None,
    },
    messages: &[
        message(
            "",
            "部门指标「{indicator}」{target}，项目「{project}」同名指标为 {found}",
            "the department's 「{indicator}」 is {target}; on project 「{project}」 it is {found}",
        ),
        message(
            "related",
            "部门指标「{indicator}」{target}，项目「{project}」的「{other}」为 {found}，疑为同一指标",
            "the department's 「{indicator}」 is {target}; 「{other}」 of project 「{project}」, probably the same, is {found}",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有部门表与项目表同名的指标",
        "no indicator stands on both a department's and a project's form",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department else { continue };
        for indicator in &department.indicators {
            let Some(own) = Quantity::of(&indicator.target) else { continue };
            let kin = portfolio.family().kin(indicator);
            let comparable: Vec<(&Kin, Quantity)> = kin
                .iter()
                .filter_map(|kin| Some((kin, Quantity::of(&kin.indicator.target)?)))
                .filter(|(kin, other)| other.same_unit(&own) && !kin.indicator.target.has(flag::CHANGE))
                .collect();
            if comparable.is_empty() {
                continue;
            }
            verdict.count();
            judge(department, indicator, &own, &comparable, &mut verdict);
        }
    }
    verdict
}

fn judge(department: &Form, indicator: &Indicator, own: &Quantity, kin: &[(&Kin, Quantity)], verdict: &mut Verdict) {
    if let Some((equal, _)) = kin.iter().find(|(_, other)| overlaps(own, other)) {
        if equal.relation == Relation::Same && indicator.target.raw != equal.indicator.target.raw && !own.is_percent() {
            let (name, a, b) = (&indicator.level3, &indicator.target.raw, &equal.indicator.target.raw);
            verdict
                .state(format!("「{name}」部门 {a} = 项目 {b}"), format!("「{name}」: department {a} = project {b}"));
        }
        return;
    }
    // Counts of other scope are no contradiction; a rate of a part can hardly differ from that of the whole.
    let same: Vec<&(&Kin, Quantity)> =
        kin.iter().filter(|(kin, _)| kin.relation == Relation::Same || own.is_percent()).collect();
    if same.len() > 1 {
        let low = same.iter().map(|(_, other)| other.low).min().unwrap_or_default();
        let high = same.iter().map(|(_, other)| other.high).max().unwrap_or_default();
        let sum: Decimal = same.iter().map(|(_, other)| other.low).sum();
        let between = own.low >= low && own.low <= if own.is_percent() { high } else { sum };
        if between {
            return;
        }
    }
    let Some((kin, _)) = same.first() else { return };
    let variant = if kin.relation == Relation::Same { "" } else { "related" };
    let finding = Finding::new(&RULE, department)
        .variant(variant)
        .table(kin.form)
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .arg("project", evidence::name(kin.form))
        .arg("other", &kin.indicator.level3)
        .arg("found", &kin.indicator.target.raw)
        .pair(&kin.indicator.target.raw, &indicator.target.raw)
        .with(evidence::target(department, indicator))
        .with_all(same.iter().map(|(kin, _)| evidence::target(kin.form, kin.indicator)));
    verdict.find(finding);
}

fn overlaps(a: &Quantity, b: &Quantity) -> bool {
    a.low <= b.high && b.low <= a.high
}
