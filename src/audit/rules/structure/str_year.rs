//! STR-YEAR

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Year};
use std::collections::BTreeMap;

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
    let years: Vec<i32> = years(period).collect();
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
    let (quote, stated) = task_of_year(&goal.text)?;
    // A goal that names this year too speaks of both on purpose.
    if stated == year.year || goal.text.contains(&year.year.to_string()) {
        return None;
    }
    Some(
        finding
            .variant("goal")
            .arg("quote", quote)
            .pair(year.year, stated)
            .with(evidence::at(form, "fiscal_year", year.year.to_string(), &year.place))
            .with(evidence::narrative(form, goal, quote)),
    )
}

/// The years of this century in a text.
fn years(text: &str) -> impl Iterator<Item = i32> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find("20")?..];
            match rest.get(..4).and_then(|year| year.parse().ok()) {
                Some(year) => {
                    rest = &rest[4..];
                    return Some(year);
                }
                None => rest = &rest[1..],
            }
        }
    })
}

/// `完成2021年度任务` with its year: what of a goal says of which year its task is.
fn task_of_year(text: &str) -> Option<(&str, i32)> {
    const VERB: &str = "完成";
    /// Characters between the year and the task.
    const REACH: usize = 10;
    text.match_indices(VERB).find_map(|(begin, _)| {
        let year = text.get(begin + VERB.len()..begin + VERB.len() + 4).filter(|year| year.starts_with("20"))?;
        let rest = text[begin + VERB.len() + 4..].trim_start().strip_prefix('年')?;
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        let between = rest.char_indices().take_while(|(_, c)| !"，。；、".contains(*c)).map(|(at, _)| at);
        let ends: Vec<usize> = between.take(REACH + 1).collect();
        let last = ends
            .into_iter()
            .rev()
            .find(|&at| ["任务", "目标", "工作"].iter().any(|word| rest[at..].starts_with(word)))?;
        let end = text.len() - rest.len() + last + "任务".len();
        Some((&text[begin..end], year.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_the_tasks_of_years_are_found_in_prose() {
        assert_eq!(years("2021年1月—2023年，120万元，202，20").collect::<Vec<_>>(), [2021, 2023]);
        for (text, found) in [
            ("保证完成2021年度任务。", Some(("完成2021年度任务", 2021))),
            ("完成 2021年任务，完成2022 年各项工作目标", Some(("完成2022 年各项工作目标", 2022))),
            ("完成2021年的，任务", None),
            ("完成2021任务", None),
            ("完成20个任务", None),
            ("完成2021年一二三四五六七八九十任务", Some(("完成2021年一二三四五六七八九十任务", 2021))),
            ("完成2021年一二三四五六七八九十百任务", None),
        ] {
            assert_eq!(task_of_year(text), found, "{text}");
        }
    }
}
