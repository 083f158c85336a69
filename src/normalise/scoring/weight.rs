//! The weight a rule states: 共计20分, （10分）, 满分10分, 计5分, ×15分, 权重10.

use crate::normalise::values::number;
use rust_decimal::Decimal;

/// Words before a weight that stand for nothing else, the longer first.
const WORDS: [&str; 17] = [
    "指标分值",
    "权重分值",
    "权重分",
    "标准分",
    "满分值",
    "共计",
    "总计",
    "合计",
    "满分",
    "总分",
    "分值",
    "权重",
    "本项",
    "该项",
    "共得",
    "共",
    "计",
];

/// A clause that only states the weight: 共计20分, 计10分, 满分为10分, 权重10%.
pub(super) fn clause(clause: &str) -> Option<Decimal> {
    let clause = without_owner(clause);
    let rest = WORDS.iter().find_map(|word| clause.strip_prefix(word))?;
    let rest = rest.strip_prefix(['为', ':', '是', '得', '=']).unwrap_or(rest);
    let (weight, rest) = number::arabic(rest)?;
    let rest = rest.strip_prefix(['分', '%']).unwrap_or(rest);
    (rest.is_empty() && weight >= Decimal::ZERO).then_some(weight)
}

/// 本指标满分5分 without 本指标.
fn without_owner(clause: &str) -> &str {
    const OWNERS: [&str; 6] = ["本指标", "该指标", "此指标", "该项指标", "本项指标", "此项"];
    OWNERS.iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause)
}

/// A weight in brackets: （10分）, （满分10分）, (分值:5).
pub(super) fn bracketed(text: &str) -> Option<(Decimal, &str)> {
    let body = text.strip_prefix('(')?;
    let (inside, rest) = body.split_once(')')?;
    if let Some(weight) = clause(inside) {
        return Some((weight, rest));
    }
    let (weight, after) = number::arabic(inside)?;
    (after == "分").then_some((weight, rest))
}

/// A weight right after 得满分: 得满分10分, 得满分（10分）.
pub(super) fn after_full(text: &str) -> Option<Decimal> {
    if let Some((weight, _)) = bracketed(text) {
        return Some(weight);
    }
    let (weight, rest) = number::arabic(text)?;
    (rest == "分").then_some(weight)
}

/// Whether a clause's first word is one that can only state a weight (共计, 满分 …), not what a level earns (计, 得).
pub(super) fn is_certain(clause: &str) -> bool {
    let clause = without_owner(clause);
    WORDS
        .iter()
        .find(|word| clause.starts_with(**word))
        .is_some_and(|word| *word != "计" && *word != "本项" && *word != "该项")
}

/// The weight at the end of a formula: ×15分, ×10.
pub(super) fn factor(text: &str) -> Option<Decimal> {
    for (at, c) in text.char_indices() {
        if !matches!(c, '×' | '*') && !text[at..].starts_with("乘以") {
            continue;
        }
        let skip = if matches!(c, '×' | '*') { c.len_utf8() } else { "乘以".len() };
        if let Some((weight, rest)) = number::arabic(&text[at + skip..])
            && !rest.starts_with('%')
            && (rest.starts_with('分') || rest.is_empty())
            && !rest.starts_with("分值")
        {
            return Some(weight);
        }
    }
    None
}
