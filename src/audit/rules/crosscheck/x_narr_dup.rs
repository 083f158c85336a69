//! X-NARR-DUP

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, goals, names};
use crate::normalise::disclosure::{Form, Narrative};
use std::collections::BTreeMap;

/// The same goal for two projects.
pub static RULE: Rule = Rule {
    id: "X-NARR-DUP",
    group: Group::Crosscheck,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("不同项目目标雷同", "One goal for two projects"),
    explanation: Explanation {
        checks: text(
            "同一文件中不同项目的绩效目标文字完全相同（20 字以上）的予以提示。",
            "Different projects of a document whose goals are word for word the same (20 characters or more).",
        ),
        matters: text("照抄的目标不反映项目自身的内容。", "A copied goal says nothing about the project."),
        example: text(
            "“行政执法培训费”与“行政执法责任制工作经费”目标一字不差。",
            "Two projects about law enforcement share one goal word for word.",
        ),
        advice: text("按各项目内容分别填写。", "Write each project's own."),
        source: None,
    },
    messages: &[message(
        "",
        "{count} 个项目的绩效目标完全相同：{projects}",
        "{count} projects share one goal: {projects}",
    )],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("写有绩效目标的项目不足两个", "fewer than two projects state a goal");
    for portfolio in &context.portfolios {
        let mut goals_of: BTreeMap<String, Vec<(&Form, &Narrative)>> = BTreeMap::new();
        for form in &portfolio.projects {
            let Some(goal) = goals::annual(form).first().copied() else { continue };
            verdict.count();
            let key = names::key(&goal.text);
            if names::length(&key) >= 20 {
                goals_of.entry(key).or_default().push((form, goal));
            }
        }
        let mut shared: Vec<_> = goals_of.into_values().filter(|forms| forms.len() > 1).collect();
        shared.sort_by(|a, b| a[0].0.id.cmp(&b[0].0.id));
        for forms in shared {
            // Forms of one project for several units may well share its goal.
            let mut projects: Vec<&str> = forms.iter().map(|(form, _)| evidence::name(form)).collect();
            projects.dedup();
            if projects.len() < 2 {
                continue;
            }
            let mut finding = Finding::new(&RULE, forms[0].0)
                .arg("count", forms.len())
                .arg("projects", projects.iter().map(|name| format!("「{name}」")).collect::<Vec<_>>().join("、"));
            for (form, goal) in forms {
                finding = finding.table(form).with(evidence::narrative(form, goal, &goal.text));
            }
            verdict.find(finding);
        }
    }
    verdict
}
