//! What stands above a form: its title, the year below it, 填报单位 and 单位：万元.

use crate::normalise::assemble::without_seal;
use crate::normalise::disclosure::{Field, Form, FormKind, Year};
use crate::normalise::label::{self, Label};
use crate::normalise::vocabulary::Vocabulary;
use crate::place::Place;
use crate::read::spacing;
use crate::tables::flow::Line;
use crate::tables::is_page_number;

/// How many lines above a table are looked at for its title.
const REACH: usize = 12;

/// A form's title, as far as a line or cell holds one: without numbering in front (附件2：, 表9).
pub(super) fn title<'a>(words: &Vocabulary, text: &'a str) -> Option<&'a str> {
    // 附件2：… and 公开表12：… number the title.
    let behind_colon = |part: &'a str| part.rsplit(['：', ':']).next().unwrap_or(part).trim();
    text.split(['\t', '\n']).map(behind_colon).find(|part| is_title(words, part)).map(without_number)
}

fn is_title(words: &Vocabulary, text: &str) -> bool {
    if !words.titles.may_end(text) || !(4..=60).contains(&text.chars().count()) || text.contains(['。', '；', '…'])
    {
        return false;
    }
    let folded = label::fold(text);
    let bare = label::without_brackets(&folded);
    let titles = &words.titles;
    titles.ends.iter().any(|end| bare.ends_with(end.as_str()))
        && titles.contains.iter().any(|word| bare.contains(word.as_str()))
}

/// Without 附件2：, 附表3, 表9 or 续表 in front.
fn without_number(text: &str) -> &str {
    for start in ["附件", "附表", "表", "续表"] {
        if let Some(rest) = text.strip_prefix(start) {
            let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-—－".contains(c));
            let bare = bare.trim_start_matches(['：', ':', '、', '.', '．', ' ', '\t']);
            if bare.len() < rest.len() && !bare.is_empty() {
                return bare;
            }
        }
    }
    text
}

/// Whether a title only says that the table before goes on.
pub(super) fn is_continuation(text: &str) -> bool {
    text.contains("（续") || text.contains("(续") || text.starts_with("续表") || text.ends_with("续表")
}

/// Whether a line may stand between a title and its table, or inside a form between pages: a unit, a year, a short note, and the
/// number of a page that ends in the middle of a sheet.
pub(super) fn is_between(words: &Vocabulary, text: &str) -> bool {
    text.chars().count() <= 60
        && !text.contains('。')
        && (year_in(text).is_some()
            || is_continuation(text)
            || is_page_number(text)
            || text.split('\t').any(|part| meta(words, part).is_some()))
}

/// Reads the lines above a table into a form; returns how many characters were placed, and whether there is a title.
pub(super) fn read(words: &Vocabulary, lines: &[&Line], form: &mut Form) -> u64 {
    let from = lines.len().saturating_sub(REACH);
    let near = &lines[from..];
    let mut placed = 0;
    let at = near.iter().rposition(|line| title(words, &line.text).is_some());
    if let Some(at) = at
        && let Some(text) = title(words, &near[at].text)
    {
        placed += spacing::count(text);
        set_title(form, text, &near[at].place);
    }
    // What belongs to the form stands below its title; a line or two directly above may, too.
    let first = at.map_or(near.len().saturating_sub(4), |at| at.saturating_sub(2));
    for (index, line) in near.iter().enumerate().skip(first) {
        let below = at.is_none_or(|at| index >= at);
        for part in line.text.split('\t') {
            placed += part_of_heading(words, part, &line.place, below, Some(index) == at, form);
        }
    }
    placed
}

/// One part of a line: a year in brackets, 填报单位：…, 单位：万元.
fn part_of_heading(words: &Vocabulary, part: &str, place: &Place, below: bool, is_title: bool, form: &mut Form) -> u64 {
    // （2024年度） 单位：万元 in one piece is a year, and a unit.
    let (front, unit) = before_unit(part.trim());
    if !unit.is_empty() && is_year_alone(front) {
        return part_of_heading(words, front.trim(), place, below, is_title, form)
            + part_of_heading(words, unit, place, below, false, form);
    }
    if let Some((name, label, value)) = meta(words, part) {
        let (value, rest) = before_unit(value);
        let (value, rest) = if rest.is_empty() { before_year(value) } else { (value, rest) };
        let text = without_seal(value);
        let count = text.as_deref().map_or(0, spacing::count);
        let slot = match name {
            "reporting_unit" => &mut form.reporting_unit,
            "currency_unit" => &mut form.currency_unit,
            "department" => &mut form.department,
            "implementing_unit" => &mut form.implementing_unit,
            "project" => &mut form.project,
            _ => return 0,
        };
        if slot.as_ref().is_none_or(|field| field.text.is_none()) {
            *slot = Some(Field { label: label::published(label), text, place: place.clone(), repairs: Vec::new() });
            return count + if rest.is_empty() { 0 } else { part_of_heading(words, rest, place, below, false, form) };
        }
        return 0;
    }
    // A year of its own, below the title only: （2022年度）.
    if below
        && !is_title
        && form.fiscal_year.is_none()
        && part.chars().count() <= 16
        && let Some(year) = year_in(part)
    {
        form.fiscal_year = Some(Year { year, place: place.clone() });
        return spacing::count(part);
    }
    0
}

/// What 单位 is of where it is of money.
const MONEY: [&str; 4] = ["金额", "货币", "计量", "资金"];

/// A value, and the unit that is named behind it in one piece: `填报单位：甲 单位：万元`.
pub(super) fn before_unit(value: &str) -> (&str, &str) {
    value.find("单位：").or_else(|| value.find("单位:")).map_or((value, ""), |at| {
        let at = MONEY.iter().find_map(|word| value[..at].ends_with(word).then(|| at - word.len())).unwrap_or(at);
        value.split_at(at)
    })
}

/// Whether a text is a year and nothing else: （2024年度）, 2024年.
fn is_year_alone(text: &str) -> bool {
    let text = text.trim();
    year_in(text).is_some() && text.chars().count() <= 12 && !text.contains(['：', ':'])
}

/// A value, and a year in brackets that stands behind it: `万元（2024年度）`.
fn before_year(value: &str) -> (&str, &str) {
    let at =
        value.rfind(['（', '(']).filter(|at| *at > 0 && value.ends_with(['）', ')']) && is_year_alone(&value[*at..]));
    at.map_or((value, ""), |at| value.split_at(at))
}

/// A label of the heading with its value.
pub(super) fn meta<'a, 't>(words: &'a Vocabulary, part: &'t str) -> Option<(&'a str, &'t str, &'t str)> {
    let part = part.trim();
    // （单位：万元）
    let part = part.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')'])).unwrap_or(part);
    let mut depth = 0u32;
    for (at, c) in part.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '：' | ':' if depth == 0 => {
                let (label, value) = (&part[..at], &part[at + c.len_utf8()..]);
                let name = words.field(&Label::of(label))?;
                // 单位：某某局 金额单位：元 names both.
                let (own, _) = before_unit(value);
                let own = own.split(['\t', ' ', '\u{3000}']).find(|word| !word.is_empty()).unwrap_or_default();
                let of_money = MONEY.iter().any(|word| label.contains(word));
                if name == "currency_unit"
                    && !of_money
                    && !own.trim_end_matches(['）', ')']).ends_with('元')
                    && !own.is_empty()
                {
                    // 单位：某某局 names the reporting unit.
                    return Some(("reporting_unit", label, value));
                }
                return Some((name, label, value));
            }
            _ => {}
        }
    }
    None
}

/// Sets title, kind and year of a form from its title.
pub(super) fn set_title(form: &mut Form, text: &str, place: &Place) {
    form.title =
        Some(Field { label: String::new(), text: Some(text.to_owned()), place: place.clone(), repairs: Vec::new() });
    if let Some(year) = year_in(text) {
        form.fiscal_year = Some(Year { year, place: place.clone() });
    }
}

/// Sets the year of a form where none is known yet.
pub(super) fn set_year(form: &mut Form, text: &str, place: &Place) {
    if form.fiscal_year.is_none()
        && let Some(year) = year_in(text)
    {
        form.fiscal_year = Some(Year { year, place: place.clone() });
    }
}

/// The first year in a text: four digits 19xx or 20xx followed by 年, 年度, a date or nothing.
pub(super) fn year_in(text: &str) -> Option<i32> {
    let folded = label::fold(text);
    let digits: Vec<char> = folded.chars().collect();
    let chinese = |c: char| "〇○零一二三四五六七八九".contains(c);
    for at in 0..digits.len().saturating_sub(3) {
        let four = &digits[at..at + 4];
        let before = at.checked_sub(1).map(|at| digits[at]);
        if before.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let after = digits.get(at + 4).copied();
        if four.iter().all(char::is_ascii_digit) && after.is_none_or(|c| matches!(c, '年' | '-' | '.' | '/' | ')')) {
            let year: i32 = four.iter().collect::<String>().parse().ok()?;
            if (1990..=2100).contains(&year) {
                return Some(year);
            }
        }
        if four.iter().all(|&c| chinese(c)) && after == Some('年') {
            let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).unwrap_or(0);
            let year = four.iter().fold(0, |sum, &c| sum * 10 + digit(c));
            return i32::try_from(year).ok().filter(|year| (1990..=2100).contains(year));
        }
    }
    None
}

/// The kind of form that a title and labels speak for.
pub(super) fn kind(words: &Vocabulary, form: &Form, evaluated: bool) -> FormKind {
    let title = form.title.as_ref().and_then(|field| field.text.as_deref()).unwrap_or_default();
    let says = |list: &[String]| list.iter().any(|word| title.contains(word.as_str()));
    let titles = &words.titles;
    if says(&titles.other) {
        return FormKind::Other;
    }
    let evaluation = says(&titles.self_evaluation) || evaluated;
    let named = form.project.as_ref().is_some_and(|field| field.text.is_some());
    let department = says(&titles.department)
        || (title.contains("部门") && !title.contains("项目") && !named)
        || (title.is_empty() && !named);
    match (evaluation, says(&titles.transfer), department) {
        (false, true, _) => FormKind::TransferTarget,
        (true, _, true) => FormKind::DepartmentSelfEvaluation,
        (true, _, false) => FormKind::ProjectSelfEvaluation,
        (false, false, true) => FormKind::DepartmentTarget,
        (false, false, false) => FormKind::ProjectTarget,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years() {
        for (text, year) in [
            ("2022年部门整体支出绩效目标表", Some(2022)),
            ("（2021年度）", Some(2021)),
            ("２０２３年", Some(2023)),
            ("二〇二二年度", Some(2022)),
            ("2022-01-01", Some(2022)),
            ("12345年", None),
            ("第20228号", None),
        ] {
            assert_eq!(year_in(text), year, "{text}");
        }
    }
}
