//! STR-YEAR

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Year};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The year of a form against its period and the document's other forms.
pub static RULE: Rule = Rule {
    id: "STR-YEAR",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("年度不一致", "Years differ"),
    explanation: Explanation {
        checks: text(
            "表的年度应落在实施期之内，并与同一文件同类表的年度一致；年度目标中写明的“XXXX年度”任务应是本年度。",
            "A form's year must lie within its period and be that of the document's other forms of its kind; an annual goal that names a year must name this one.",
        ),
        matters: text(
            "年度错误多为沿用上年表格所致，往往意味着其他内容也未更新。",
            "A wrong year mostly comes from last year's form, and other parts may be old as well.",
        ),
        example: text(
            "标题为 2022 年，年度目标写“完成2021年度任务”。",
            "The title says 2022, the annual goal 完成2021年度任务.",
        ),
        advice: text("核对该表是否为旧表。", "See whether an old form was used."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：表的年度为 {year}，实施期为「{period}」",
            "{name}: the form is for {year}, its period is 「{period}」",
        ),
        message(
            "peer",
            "{name}：表的年度为 {year}，其他 {count} 张同类表为 {usual}",
            "{name}: the form is for {year}, {count} others of its kind for {usual}",
        ),
        message(
            "goal",
            "{name}：表的年度为 {year}，年度目标写的是「{quote}」",
            "{name}: the form is for {year}, its annual goal says 「{quote}」",
        ),
    ],
    check: Check::Document(check),
};

static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"20\d{2}").expect("a constant pattern"));
static TASK_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"完成(20\d{2})\s*年度?[^，。；、]{0,10}(任务|目标|工作)").expect("a constant pattern")
});

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有写明年度的表", "no form states its year");
    let mut families: BTreeMap<_, BTreeMap<i32, usize>> = BTreeMap::new();
    for form in context.forms {
        if let Some(year) = &form.fiscal_year {
            *families.entry(form.kind).or_default().entry(year.year).or_default() += 1;
        }
    }
    for form in context.forms {
        let Some(year) = &form.fiscal_year else { continue };
        verdict.count();
        let base = || Finding::new(&RULE, form).arg("name", evidence::name(form)).arg("year", year.year);
        if let Some(finding) = against_period(form, year, base()) {
            verdict.find(finding);
        }
        if let Some(finding) = against_goal(form, year, base()) {
            verdict.find(finding);
        }
        let family = &families[&form.kind];
        let forms: usize = family.values().sum();
        // One form out of step is a slip; several years in balance are a document about several years.
        if let Some((usual, count)) = family.iter().max_by_key(|(_, count)| **count)
            && *usual != year.year
            && forms >= 4
            && forms - count == 1
        {
            let finding = base().variant("peer").arg("usual", usual).arg("count", count).pair(usual, year.year);
            verdict.find(finding.with(evidence::title(form)));
        }
    }
    verdict
}

fn against_period(form: &Form, year: &Year, finding: Finding) -> Option<Finding> {
    let field = form.period.as_ref()?;
    let period = field.text.as_deref()?;
    let years: Vec<i32> = YEARS.find_iter(period).filter_map(|found| found.as_str().parse().ok()).collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    // A single starting date leaves the end open.
    let open = ["起", "长期", "至今", "以来", "开始"].iter().any(|word| period.contains(word));
    if (first..=last).contains(&year.year) || (open && first <= year.year) {
        return None;
    }
    Some(
        finding
            .arg("period", period)
            .pair(year.year, period)
            .with(evidence::at(form, "fiscal_year", year.year.to_string(), &year.place))
            .with(evidence::header(form, "period", field)),
    )
}

fn against_goal(form: &Form, year: &Year, finding: Finding) -> Option<Finding> {
    let goal = form.narratives.iter().find(|narrative| narrative.role == "annual_goal")?;
    let found = TASK_YEAR.captures(&goal.text)?;
    let stated: i32 = found[1].parse().ok()?;
    // A goal that names this year too speaks of both on purpose.
    if stated == year.year || goal.text.contains(&year.year.to_string()) {
        return None;
    }
    Some(
        finding
            .variant("goal")
            .arg("quote", &found[0])
            .pair(year.year, stated)
            .with(evidence::at(form, "fiscal_year", year.year.to_string(), &year.place))
            .with(evidence::narrative(form, goal, &found[0])),
    )
}
