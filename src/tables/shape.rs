//! What short lines and labels are by their shape: titles, page numbers, labels of the hierarchy, numbered paragraphs.
//!
//! Written out rather than as patterns: those take longer to build at every start than to match in a whole document.

use std::ops::RangeInclusive;

const OPENING: [char; 2] = ['（', '('];
const CLOSING: [char; 2] = ['）', ')'];

/// "3", "— 3 —", "第 3 页", "第3页 共20页", "3/20", "Page 3 of 20".
pub fn is_page_number(text: &str) -> bool {
    let decoration = |c: char| c.is_whitespace() || "-—–─·•.".contains(c);
    let ends = |text: &str| without_spaced(text, &["页"]).trim_start_matches(decoration).is_empty();
    let text = without_spaced(text.trim_start_matches(decoration), &["第", "page"]);
    if let Some(rest) = after(text, 1..=4, is_digit) {
        let between = without_spaced(without_spaced(rest, &["页"]), &["/", "／", ",", "，", "、", "-"]);
        let second = after(without_spaced(between, &["共", "of", "/"]), 1..=4, is_digit);
        return ends(rest) || second.is_some_and(ends);
    }
    // Two numbers without anything between them.
    after(text, 5..=8, is_digit).is_some_and(ends)
}

/// A line that names or describes a form, which recurs on every page of a document of forms and yet is no furniture.
pub fn describes_form(text: &str) -> bool {
    let label =
        |word: &str| text.match_indices(word).any(|(at, word)| text[at + word.len()..].starts_with(['：', ':']));
    ends_as_title(text)
        || is_year(text)
        || is_attachment(text)
        || text.contains("填报")
        || text.contains("项目")
        || label("单位")
        || label("部门")
}

/// A line that stands above a form and does not belong to its table.
pub fn stands_above(text: &str) -> bool {
    let reported = text
        .strip_prefix("填报")
        .is_some_and(|rest| ["单位", "部门", "日期"].iter().any(|word| rest.starts_with(word)));
    let unit = without_one(text, &["金额"]).strip_prefix("单位");
    ends_as_title(text) || is_year(text) || reported || unit.is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// A title printed as a row of the table itself.
pub fn is_title_row(text: &str) -> bool {
    text.match_indices('表').any(|(at, word)| is_end(text[at + word.len()..].trim_start())) || is_attachment(text)
}

/// A line between the parts of a continued table: 续表, （续）.
pub fn says_continued(text: &str) -> bool {
    let after_word = |text| {
        let rest = without_one(str::strip_prefix(text, '续')?.trim_start(), &["表", "页"]);
        Some(rest.trim_start_matches(is_numeral))
    };
    let closes = |rest: &str| rest.strip_prefix(CLOSING) == Some("");
    let whole = after_word(text.strip_prefix(OPENING).unwrap_or(text));
    let in_brackets = |(at, bracket): (usize, &str)| after_word(&text[at + bracket.len()..]).is_some_and(closes);
    whole.is_some_and(|rest| rest.is_empty() || closes(rest)) || text.match_indices(OPENING).any(in_brackets)
}

/// A label of the indicator hierarchy, whole: 产出指标, 社会公众或服务对象满意度.
pub fn is_level_label(text: &str) -> bool {
    let ends_in = |word: &&str| {
        text.match_indices(*word).any(|(at, word)| {
            let lead = &text[..at];
            is_end(&text[at + word.len()..]) && !lead.contains('\n') && (2..=14).contains(&lead.chars().count())
        })
    };
    ["指标", "满意度"].iter().any(ends_in)
}

/// Two halves of one label of the hierarchy: 社会效益, 指标. The first may be one by itself: 服务对象满意度, 指标.
pub fn are_halves_of_level_label(first: &str, rest: &str) -> bool {
    let is_ending = !rest.is_empty() && "指标".ends_with(rest);
    (is_ending || !is_level_label(first) && !is_level_label(rest)) && is_level_label(&format!("{first}{rest}"))
}

/// A number and nothing else but its percent sign: no column is so narrow that a line breaks within one.
pub fn is_number(text: &str) -> bool {
    let digits = text.strip_suffix(['%', '％']).unwrap_or(text);
    digits.starts_with(is_digit) && digits.chars().all(|c| is_digit(c) || matches!(c, '.' | ','))
}

/// The label of a row that adds up those above.
pub fn is_sum(text: &str) -> bool {
    ["合计", "小计", "总计"].contains(&text)
}

/// Dots that say "and so on", as forms print them in rows to be filled in: ……
pub fn is_dots(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.' | '·'))
}

/// The heading of prose that stands below it: 年度目标, 实际完成情况.
pub fn heads_prose(text: &str) -> bool {
    text.chars().count() <= 12 && ["目标", "情况"].iter().any(|ending| text.ends_with(ending))
}

/// The header of a column of values: 年度指标值.
pub fn heads_values(text: &str) -> bool {
    let text = without_one(text, &["年度", "当年", "全年"]);
    let rest = ["指标", "目标", "绩效标准", "预期"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| without_one(rest, &["实现"]).starts_with('值'))
}

/// A header cell of an indicator table; a line that holds at least two of them is its header row.
pub fn is_indicator_header(text: &str) -> bool {
    const HEADERS: [&str; 17] = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标名称",
        "指标内容",
        "指标性质",
        "指标解释",
        "实际完成值",
        "完成值",
        "权重",
        "分值",
        "得分",
        "绩效标准",
        "评分标准",
        "评分细则",
        "度量单位",
        "计量单位",
    ];
    let value = without_one(text, &["年度", "全年", "当年"]);
    let after_value = ["指标值", "目标值"].iter().find_map(|word| value.strip_prefix(word));
    after_value.is_some_and(|rest| !rest.contains('\n')) || HEADERS.contains(&text)
}

/// The beginning of a numbered paragraph: （一）, (2), 1、, 2., 一、, ①, 目标1：, 指标2：, 第一.
pub fn is_numbered(text: &str) -> bool {
    let begins = |rest: Option<&str>, marks: &[char]| rest.is_some_and(|rest| rest.starts_with(marks));
    let in_brackets = text.strip_prefix(OPENING).and_then(|rest| after(rest, 1..=3, |c| is_numeral(c) || c == '百'));
    let worded = ["目标", "任务", "指标"].iter().find_map(|word| text.strip_prefix(word));
    let ordinal = text.strip_prefix('第').and_then(|rest| after(rest, 1..=2, is_chinese_numeral));
    // 1.5 is a number.
    let arabic = after(text, 1..=2, is_digit).and_then(|rest| rest.strip_prefix(['、', '.', '．', ')', '）']));
    text.starts_with(|c| ('①'..='⑳').contains(&c))
        || begins(in_brackets, &CLOSING)
        || begins(after(text, 1..=3, is_chinese_numeral), &['、', '.', '．'])
        || arabic.and_then(|rest| rest.chars().next()).is_some_and(|c| !is_digit(c))
        || begins(worded.and_then(|rest| after(rest, 1..=2, is_numeral)), &['：', ':', '、', '.'])
        || begins(ordinal, &['，', ',', '、'])
}

/// 表 at the end, or before what stands in brackets there.
fn ends_as_title(text: &str) -> bool {
    text.match_indices('表').any(|(at, word)| is_end(&text[at + word.len()..]))
}

/// 附件2, 附表3.
fn is_attachment(text: &str) -> bool {
    text.strip_prefix('附').is_some_and(|rest| rest.starts_with(['件', '表']))
}

/// A year alone: （2022年度）.
fn is_year(text: &str) -> bool {
    let text = text.strip_prefix(OPENING).unwrap_or(text).trim_start();
    let rest = after(text, 4..=4, is_digit).and_then(|rest| rest.trim_start().strip_prefix('年'));
    rest.map(|rest| without_one(rest, &["度"]).trim_start())
        .is_some_and(|rest| rest.strip_prefix(CLOSING).unwrap_or(rest).is_empty())
}

/// Nothing, or something in brackets and nothing more.
fn is_end(text: &str) -> bool {
    let inner = text.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix(CLOSING));
    text.is_empty() || inner.is_some_and(|inner| !inner.contains('\n'))
}

/// The text after so many characters of a kind, and no further one.
fn after(text: &str, many: RangeInclusive<usize>, kind: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.trim_start_matches(kind);
    let count = text[..text.len() - rest.len()].chars().count();
    many.contains(&count).then_some(rest)
}

/// The text without one of the words in front, whatever its case.
fn without_one<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let begins = |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    words.iter().find(begins).map_or(text, |word| &text[word.len()..])
}

/// The same where blanks may stand before and after it.
fn without_spaced<'a>(text: &'a str, words: &[&str]) -> &'a str {
    without_one(text.trim_start(), words).trim_start()
}

/// A digit, of either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_chinese_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn is_numeral(c: char) -> bool {
    is_digit(c) || is_chinese_numeral(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn page_numbers_of_every_style() {
        for text in ["3", "— 3 —", "- 12 -", "第 3 页", "第3页 共20页", "3/20", "第1页，共2页", "Page 3 of 20", "·3·"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2022年", "3万元", "第3季度", "3.5万", "共计20分"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn halves_of_a_label_are_told_from_labels() {
        for (first, rest) in [("社会效益", "指标"), ("效益指", "标"), ("服务对象满意度", "指标")] {
            assert!(are_halves_of_level_label(first, rest), "{first} {rest}");
        }
        for (first, rest) in [("数量指标", "质量指标"), ("数量指标", ""), ("", "数量指标"), ("档案利用", "便捷程度")]
        {
            assert!(!are_halves_of_level_label(first, rest), "{first} {rest}");
        }
    }

    #[test]
    fn numbers_dots_and_headings_of_prose() {
        assert!(is_number("30") && is_number("1,200.5") && is_number("86.2%"));
        assert!(!is_number("") && !is_number("30人") && !is_number("≥30") && !is_number("."));
        assert!(is_dots("……") && is_dots("...") && !is_dots("") && !is_dots("…人"));
        assert!(heads_prose("年度目标") && heads_prose("实际完成情况"));
        assert!(!heads_prose("保障困难群众基本生活，完成全年各项目标") && !heads_prose("预算数"));
    }

    /// A shape, the pattern that says the same, and pieces of which texts are put together.
    type Case = (fn(&str) -> bool, &'static str, &'static [&'static str]);

    const CASES: [Case; 9] = [
        (
            is_page_number,
            r"(?i)^[-—–─·•.\s]*(?:第|page)?\s*\d{1,4}\s*页?(?:\s*[/／,，、-]?\s*(?:共|of|/)?\s*\d{1,4}\s*页?)?[-—–─·•.\s]*$",
            &["3", "20", "12345", "页", "第", "共", "Page", "of", "/", "-", "，", " ", "年"],
        ),
        (
            describes_form,
            r"表(?:[（(].*[）)])?$|^[（(]?\s*\d{4}\s*年度?\s*[）)]?$|填报|单位[：:]|项目|部门[：:]|^附[件表]",
            &["表", "（", ")", "2022", "１", "年", "度", "填报", "单位", "部门", "：", "项目", "附", "件", " ", "\n"],
        ),
        (
            stands_above,
            r"表(?:[（(].*[）)])?$|^[（(]?\s*\d{4}\s*年度?\s*[）)]?$|^填报(?:单位|部门|日期)|^(?:金额)?单位[：:]",
            &["表", "（", ")", "2022", "年", "度", "填报", "单位", "部门", "：", "金额", "日期", " ", "\n"],
        ),
        (is_title_row, r"表\s*(?:[（(].*[）)])?$|^附[件表]", &["表", "（", ")", "年", "附", "件", " ", "\n"]),
        (
            says_continued,
            r"^[（(]?续\s*[表页]?[一二三四五六七八九十\d]*[）)]?$|[（(]续\s*[表页]?[一二三四五六七八九十\d]*[）)]$",
            &["续", "表", "页", "（", ")", "一", "2", " ", "上"],
        ),
        (
            is_level_label,
            r"^.{2,14}(?:指标|满意度)(?:[（(].*[）)])?$",
            &["指标", "满意度", "产", "出", "社会公众或服务对象", "（", ")", "\n"],
        ),
        (
            heads_values,
            r"^(?:年度|当年|全年)?(?:指标|目标|绩效标准|预期)(?:实现)?值",
            &["年度", "当年", "指标", "目标", "绩效标准", "预期", "实现", "值", "数"],
        ),
        (
            is_indicator_header,
            r"^(?:[一二三]级指标|指标(?:名称|内容|值|性质|解释)|(?:年度|全年|当年)?(?:指标|目标)值.*|实际完成值|完成值|权重|分值|得分|绩效标准|评分标准|评分细则|度量单位|计量单位)$",
            &["一级", "指标", "名称", "值", "年度", "目标", "实际", "完成值", "权重", "分值", "评分标准", "\n"],
        ),
        (
            is_numbered,
            r"^(?:[（(][一二三四五六七八九十百\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．)）]\D|[①-⑳]|(?:目标|任务|指标)[一二三四五六七八九十\d]{1,2}[：:、.]|第[一二三四五六七八九十]{1,2}[，,、])",
            &["（", ")", "一", "百", "2", "３", "、", ".", "：", "，", "①", "目标", "第", "的"],
        ),
    ];

    #[test]
    fn shapes_are_what_their_patterns_say() {
        for (shape, pattern, pieces) in CASES {
            let pattern = Regex::new(pattern).expect("a pattern");
            let (mut texts, mut last) = (vec![String::new()], 0);
            for _ in 0..5 {
                let more: Vec<String> = texts[last..]
                    .iter()
                    .flat_map(|text| pieces.iter().map(move |piece| format!("{text}{piece}")))
                    .collect();
                last = texts.len();
                texts.extend(more.into_iter().filter(|text| text.len() < 100));
                if texts.len() > 200_000 {
                    break;
                }
            }
            let other = texts.iter().find(|text| shape(text) != pattern.is_match(text));
            assert_eq!(other, None, "{pattern}");
            assert!(texts.iter().any(|text| shape(text)), "{pattern}");
        }
    }
}
