//! Numbers in prose with the words they belong to: 安置帮教核查率98%以上、回执率96%.

use crate::normalise::values::{self, Value, comparator, fold, number, unit};

/// A number in a goal or report, with what it is said of.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The words before the number within its clause, without comparator: 全市安置帮教核查率.
    pub head: String,
    /// In a list (、) the head of its first item, whose beginning the later items may share.
    pub list_head: Option<String>,
    /// The number with comparator and unit, parsed.
    pub value: Value,
    /// The clause up to the end of the value.
    pub quote: String,
}

/// Characters of a narrative that are looked at.
const LONGEST: usize = 20_000;

/// Numbers of a narrative that are looked at.
const MOST: usize = 400;

/// Words between a metric and its number that say nothing: 定位率达到98%.
const LINKS: &[&str] = &[
    "达到",
    "达",
    "不低于",
    "不少于",
    "不小于",
    "不超过",
    "不高于",
    "不大于",
    "控制在",
    "保持在",
    "稳定在",
    "维持在",
    "大于等于",
    "小于等于",
    "大于",
    "高于",
    "超过",
    "小于",
    "低于",
    "少于",
    "至少",
    "不得低于",
    "不得超过",
    "约为",
    "约",
    "为",
    "是",
    "在",
    "至",
    "到",
    "≥",
    ">=",
    "≤",
    "<=",
    ">",
    "<",
    "=",
    ":",
    "完成",
    "实现",
    "力争",
    "均",
    "须",
    "应",
    "要",
    "需",
    "(",
    "）",
    ")",
    "共",
    "共计",
    "总计",
    "合计",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "控制到",
];
/// Words that make a number a change, a share of time or another year's, and so no statement of the metric itself.
const OTHERWISE: &[&str] = &[
    "提高", "提升", "增长", "增加", "下降", "降低", "减少", "上升", "新增", "同比", "环比", "上年", "去年", "往年",
    "同期", "每", "人均", "平均", "各", "截至", "截止", "累计", "近", "原", "以往", "比", "较", "以来", "三年", "五年",
    "占",
];

/// The numbers of a narrative in order. Dates and years are left out.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for paragraph in text.split('\n').filter(|paragraph| paragraph.contains(char::is_numeric)) {
        let (folded, _) = fold::fold(paragraph, LONGEST);
        for sentence in folded.split(['。', ';', '；', '!', '！']) {
            if found.len() < MOST {
                in_sentence(sentence, &mut found);
            }
        }
    }
    found
}

fn in_sentence(sentence: &str, found: &mut Vec<Mention>) {
    let mut start = 0;
    let mut at = 0;
    let mut list: Option<String> = None;
    let mut clause = 0;
    while let Some(c) = sentence[at..].chars().next() {
        match c {
            '、' => {
                start = at + c.len_utf8();
                clause = start;
            }
            '，' | ',' | ':' | '：' => {
                list = None;
                start = at + c.len_utf8();
                clause = start;
            }
            c if c.is_ascii_digit() => {
                let Some((value, end)) = value_at(sentence, at) else {
                    at += sentence[at..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count().max(1);
                    continue;
                };
                let words = &sentence[start..at];
                let head = without_links(words);
                let is_change =
                    is_plan_period(head) || OTHERWISE.iter().any(|word| head.contains(word) || words.ends_with(word));
                if !head.is_empty() && !is_change {
                    found.push(Mention {
                        head: head.to_owned(),
                        list_head: list.clone(),
                        value,
                        quote: sentence[clause..end].to_owned(),
                    });
                    list.get_or_insert_with(|| head.to_owned());
                }
                at = end;
                start = end;
                continue;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
}

/// Whether words name a five-year plan: 十四五, 十五五.
fn is_plan_period(words: &str) -> bool {
    words.match_indices('五').any(|(at, _)| {
        let before = words[..at].trim_end_matches(|c| "一二三四五六七八九".contains(c));
        before.len() < at && before.ends_with('十')
    })
}

/// The value whose number begins at `at`, and where it ends; `None` for dates, ordinals and bare numbers.
fn value_at(sentence: &str, at: usize) -> Option<(Value, usize)> {
    let before = &sentence[..at];
    if before.ends_with(['第', '-', '.']) || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (_, rest) = number::arabic(&sentence[at..])?;
    let (unit, after) = unit::known_prefix(rest)?;
    if ["年", "月", "日", "号", "年度", "季度", "点", "级", "步"].contains(&unit)
        || after.starts_with(['-', '~', '－', '～'])
    {
        return None;
    }
    let rest = comparator::after(after).map_or(after, |(_, rest)| rest);
    let end = sentence.len() - rest.len();
    let sign = sign_before(before);
    let value = values::parse(&format!("{sign}{}", &sentence[at..end]), &values::Context::default());
    value.value.is_some().then_some((value, end))
}

/// The longest comparator that the words before a number end with.
fn sign_before(words: &str) -> &str {
    let tail: Vec<usize> = words.char_indices().rev().take(6).map(|(at, _)| at).collect();
    let longest =
        tail.iter().rev().find(|at| comparator::before(&words[**at..]).is_some_and(|(_, rest)| rest.is_empty()));
    longest.map_or("", |at| &words[*at..])
}

fn without_links(words: &str) -> &str {
    let mut head = words;
    while let Some(shorter) = LINKS.iter().filter_map(|link| head.strip_suffix(link)).min_by_key(|rest| rest.len()) {
        head = shorter;
    }
    head
}
