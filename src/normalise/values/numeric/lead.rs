//! What stands before a number: 不低于, 约, 每月, 确保.

use crate::normalise::values::comparator;
use crate::normalise::values::value::Comparator;

/// Words before a comparator or number that say nothing about the value.
const LEADS: [&str; 32] = [
    "确保达到",
    "力争达到",
    "预计达到",
    "确保",
    "力争",
    "保证",
    "保持在",
    "维持在",
    "稳定在",
    "保持",
    "维持",
    "实现",
    "完成",
    "预计",
    "计划",
    "全年",
    "年度",
    "年",
    "总",
    "共",
    "共计",
    "合计",
    "约为",
    "为",
    "是",
    "应",
    "在",
    "需",
    "均",
    "人民币",
    "￥",
    "¥",
];

/// Words for about, before a number.
const ABOUT_BEFORE: [&str; 8] = ["大约", "大概", "约", "接近", "将近", "近", "≈", "~"];

/// What stands before a number.
#[derive(Default)]
pub(super) struct Before {
    pub comparator: Option<Comparator>,
    pub about: bool,
    pub conflict: bool,
    pub stretch: bool,
    pub bounded: bool,
    /// 每人每月: the denominator of a unit, 人·月.
    pub per: String,
}

/// What precedes the number: leads, comparators, approximation, 每月.
pub(super) fn lead(text: &str) -> (Before, &str) {
    let mut before = Before::default();
    let mut rest = text;
    loop {
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return (before, rest);
        }
        if let Some(next) = ABOUT_BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
            before.about = true;
            rest = next;
        } else if let Some((comparator, next)) = comparator::before(rest) {
            before.bounded |= rest.starts_with("控制");
            match before.comparator {
                // 控制在不超过5%: the printed bound counts, 控制在 only leads to it.
                Some(Comparator::Le) if before.bounded => before.comparator = Some(comparator),
                Some(earlier) if earlier != comparator => before.conflict = true,
                _ => before.comparator = Some(comparator),
            }
            rest = next;
        } else if let Some((per, next)) = period(rest) {
            if !before.per.is_empty() {
                before.per.push('·');
            }
            before.per.push_str(per);
            rest = next;
        } else if let Some(word) = LEADS.iter().find(|word| rest.starts_with(**word)) {
            before.stretch |= word.starts_with("力争");
            rest = &rest[word.len()..];
        } else {
            let rest = rest.strip_prefix([':', ',']).filter(|_| rest.len() < text.len()).unwrap_or(rest);
            return (before, rest);
        }
    }
}

/// 每月, 每年, 每人: what a count is for, as the denominator of a unit.
fn period(text: &str) -> Option<(&'static str, &str)> {
    if !text.starts_with(['每', '人', '户']) {
        return None;
    }
    const PERIODS: [(&str, &str); 22] = [
        ("每个月", "月"),
        ("每月", "月"),
        ("每季度", "季度"),
        ("每季", "季度"),
        ("每半年", "半年"),
        ("每年度", "年"),
        ("每年", "年"),
        ("每周", "周"),
        ("每星期", "周"),
        ("每天", "天"),
        ("每日", "天"),
        ("每次", "次"),
        ("每场", "场"),
        ("每期", "期"),
        ("每人", "人"),
        ("每户", "户"),
        ("每村", "村"),
        ("每个村", "村"),
        ("每件", "件"),
        ("每批", "批"),
        ("人均", "人"),
        ("户均", "户"),
    ];
    PERIODS.iter().find_map(|(word, per)| Some((*per, text.strip_prefix(word)?)))
}
