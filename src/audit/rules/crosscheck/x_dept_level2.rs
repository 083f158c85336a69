//! X-DEPT-LEVEL2

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::kinship::Kin;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// One indicator under two categories.
pub static RULE: Rule = Rule {
    id: "X-DEPT-LEVEL2",
    group: Group::Crosscheck,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("同一指标归类不同", "One indicator, two categories"),
    explanation: Explanation {
        checks: text(
            "部门表与项目表的同一指标归入不同二级指标的予以提示。",
            "An indicator that the department files under one category and a project under another.",
        ),
        matters: text(
            "归类不一，汇总分析时会被算到不同类别。",
            "Analyses by category count it twice or in the wrong place.",
        ),
        example: text(
            "“安置帮教衔接率”部门列质量，项目列时效。",
            "安置帮教衔接率 is quality for the department, timeliness for the project.",
        ),
        advice: text("统一归类。", "Use one category."),
        source: None,
    },
    messages: &[message(
        "",
        "「{indicator}」部门表列入{category}，项目「{project}」的「{other}」列入{found}",
        "「{indicator}」 is filed under {category} by the department; 「{other}」 of project 「{project}」 under {found}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless(
        "没有部门表与项目表共有的指标",
        "no indicator stands on both a department's and a project's form",
    );
    for portfolio in &context.portfolios {
        let Some(department) = portfolio.department else { continue };
        for indicator in &department.indicators {
            let Some(category) = Category::of(indicator) else { continue };
            let kin = portfolio.family().kin(indicator);
            let categories: Vec<(&Kin, Category)> =
                kin.iter().filter_map(|kin| Some((kin, Category::of(kin.indicator)?))).collect();
            if categories.is_empty() {
                continue;
            }
            verdict.count();
            if categories.iter().any(|(_, other)| *other == category) {
                continue;
            }
            let (kin, other) = &categories[0];
            let finding = Finding::new(&RULE, department)
                .table(kin.form)
                .arg("indicator", &indicator.level3)
                .arg("category", category.label())
                .arg("project", evidence::name(kin.form))
                .arg("other", &kin.indicator.level3)
                .arg("found", other.label())
                .pair(other.label(), category.label())
                .with(evidence::part(department, indicator, "level2"))
                .with(evidence::part(kin.form, kin.indicator, "level2"));
            verdict.find(finding);
        }
    }
    verdict
}
