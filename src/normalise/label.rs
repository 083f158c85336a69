//! Labels as they are compared: without blanks, brackets, colons, stars and 其中.

use crate::read::spacing;
use unicode_normalization::UnicodeNormalization;

/// A text as a label: its keys, made once per cell since a cell is looked up many times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// What stands in brackets left out.
    pub(super) bare: String,
    /// What stands in brackets kept, where the label has any.
    pub(super) full: Option<String>,
}

/// No label is longer than this many bytes; longer texts are prose and have no key.
const LONGEST: usize = 150;

impl Label {
    /// The label of a text; empty for blank and for long texts.
    pub(super) fn of(text: &str) -> Self {
        if text.is_empty() || text.len() > LONGEST {
            return Label::default();
        }
        let folded = fold(text);
        let full = folded.contains('(').then(|| full_key(&folded));
        Label { bare: key_of_folded(folded), full }
    }

    /// Whether the text is no label at all.
    pub(super) fn is_empty(&self) -> bool {
        self.bare.is_empty()
    }
}

/// A label's key: compatibility forms folded, blanks and decoration removed, what stands in brackets left out.
#[cfg(test)]
fn key(text: &str) -> String {
    key_of_folded(fold(text))
}

fn key_of_folded(folded: String) -> String {
    let bare = if folded.contains('(') { without_brackets(&folded) } else { String::new() };
    // A label that is all brackets keeps what stands in them.
    let bare = if bare.is_empty() { folded } else { bare };
    let trimmed = trim(&bare);
    if trimmed.len() == bare.len() { bare } else { trimmed.to_owned() }
}

/// The same with what stands in brackets kept: `评（扣）分标准` → `评扣分标准`.
pub(super) fn full_key(text: &str) -> String {
    let folded: String = fold(text).chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']')).collect();
    trim(&folded).to_owned()
}

/// Compatibility forms folded (full width → half width), blanks and stars removed.
pub(super) fn fold(text: &str) -> String {
    let stays = |c| matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'A'..='Z' | 'a'..='z');
    let folded = changed(text, stays, |folded, c| {
        folded.extend(undress(std::iter::once(simple(c)?)));
        Some(())
    });
    folded.unwrap_or_else(|| undress(text.nfkc()).collect())
}

/// A text with its characters changed but for those that stay, nearly all of most texts, which go over by the run; `None` as soon
/// as one cannot be changed by itself.
pub(crate) fn changed(
    text: &str,
    stays: impl Fn(char) -> bool,
    mut change: impl FnMut(&mut String, char) -> Option<()>,
) -> Option<String> {
    let mut changed = String::with_capacity(text.len());
    let mut begin = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !stays(*c)) {
        changed.push_str(&text[begin..at]);
        begin = at + c.len_utf8();
        change(&mut changed, c)?;
    }
    changed.push_str(&text[begin..]);
    Some(changed)
}

/// The compatibility form (NFKC) of a character that has one of its own whatever stands beside it, for those that nearly all
/// labels consist of. Others go the long way.
pub(crate) fn simple(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' => Some(c),
        '、' | '。' | '《' | '》' | '【' | '】' | '〔' | '〕' | '“' | '”' | '—' | '★' | '☆' => {
            Some(c)
        }
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// Without blanks and decoration, brackets of one kind.
fn undress(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    text.filter(|&c| !spacing::is_blank(c))
        .filter(|c| !matches!(c, '★' | '☆' | '*' | '▲' | '△' | '●' | '\u{f06c}'))
        .map(|c| match c {
            '【' | '〔' | '[' => '(',
            '】' | '〕' | ']' => ')',
            '∶' => ':',
            '“' | '”' => '"',
            c => c,
        })
}

/// The text without bracketed parts; an opening bracket without its partner cuts off the rest.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0u32;
    text.chars()
        .filter(|&c| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// Without 其中, numbering (`1.`, `一、`, `①`) in front and colons or full stops at either end.
fn trim(text: &str) -> &str {
    let mut text = text.trim_matches([':', '.', ',', ';', '、', '-', '—']);
    loop {
        let before = text;
        text = text.strip_prefix("其中").unwrap_or(text).trim_start_matches([':', ',', '、']);
        text = without_number(text);
        if text.len() == before.len() {
            return text;
        }
    }
}

/// Without a number in front that is followed by `.` or `、`.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if rest.len() == text.len() {
        return text;
    }
    match rest.strip_prefix(['.', '、']) {
        Some(rest) if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// The label as published for the output: without 其中, colons and line breaks, brackets kept.
pub(super) fn published(text: &str) -> String {
    let joined: String = text.split('\n').collect();
    let mut out = joined.trim();
    out = out.strip_prefix("其中").map_or(out, |rest| rest.trim_start_matches(['：', ':', '，', ',', '、', ' ']));
    out.trim_matches(['：', ':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_without_their_dress() {
        for (text, expected) in [
            ("年度预算申请\n（万元）", "年度预算申请"),
            ("其中： 一般公共预算：", "一般公共预算"),
            ("部门(单位)名称", "部门名称"),
            ("★一级指标", "一级指标"),
            ("绩\n效\n指\n标", "绩效指标"),
            ("1.财政拨款", "财政拨款"),
            ("其中：1、上级资金", "上级资金"),
            ("（万元）", "(万元)"),
            ("全年预算数(A)", "全年预算数"),
            ("12月", "12月"),
        ] {
            assert_eq!(key(text), expected);
        }
        assert_eq!(full_key("评（扣）分标准"), "评扣分标准");
        assert_eq!(published("其中：当年财政拨款："), "当年财政拨款");
    }

    #[test]
    fn simple_characters_are_as_unicode_folds_them() {
        for c in ('\0'..=char::MAX).filter(|c| simple(*c).is_some()) {
            assert_eq!(std::iter::once(c).nfkc().collect::<String>(), simple(c).expect("simple").to_string(), "{c:?}");
        }
    }
}
