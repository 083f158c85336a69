//! What a level earns: 得满分, 得12分, 计5分, 得80%, 不得分, 得60%-80%分值.

use super::AmountKind;
use crate::normalise::values::number;
use rust_decimal::Decimal;

/// What a level earns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Award {
    /// The amount, or the upper end of a range of amounts.
    pub amount: Decimal,
    /// The lower end of a range.
    pub least: Option<Decimal>,
    pub kind: AmountKind,
    /// Said as 满分, without a number.
    pub full: bool,
}

impl Award {
    /// 满分, without a number.
    pub(super) fn full() -> Self {
        Award { amount: Decimal::ONE_HUNDRED, least: None, kind: AmountKind::PercentOfWeight, full: true }
    }

    fn points(amount: Decimal) -> Self {
        Award { amount, least: None, kind: AmountKind::Points, full: false }
    }
}

/// Words that earn nothing.
const NOTHING: [&str; 9] = ["不予得分", "均不得分", "不得分", "不计分", "不给分", "计0分", "得0分", "得零分", "为0分"];

/// Words that earn everything.
const FULL: [&str; 13] = [
    "得满分",
    "计满分",
    "为满分",
    "给满分",
    "记满分",
    "拿满分",
    "得全分",
    "得标准分",
    "得权重分",
    "得该项分值",
    "得该指标分值",
    "得分值",
    "不扣分",
];

/// Words before an amount that is earned.
const VERBS: [&str; 7] = ["得分为", "得分", "得", "计", "记", "给", "为"];

/// A clause's condition, what it earns, and what follows; `None` where the clause awards nothing.
pub(super) fn find(clause: &str) -> Option<(&str, Award, &str)> {
    if !clause.contains(['得', '计', '为', '给', '记', '拿', '分', '扣']) {
        return None;
    }
    if let Some((at, word)) = earliest(clause, &NOTHING) {
        let award = Award::points(Decimal::ZERO);
        return Some((&clause[..at], award, &clause[at + word.len()..]));
    }
    if let Some((at, word)) = earliest(clause, &FULL) {
        return Some((&clause[..at], Award::full(), &clause[at + word.len()..]));
    }
    for (at, _) in clause.char_indices() {
        let here = &clause[at..];
        let Some(rest) = VERBS.iter().find_map(|verb| here.strip_prefix(verb)) else { continue };
        if clause[..at].ends_with(['扣', '共', '合', '总', '累', '统', '设', '预']) {
            continue;
        }
        let share = here.starts_with('为'); // 指标值为100% earns nothing
        if let Some((award, rest)) = amount(rest)
            && !(share && award.kind == AmountKind::PercentOfWeight)
        {
            return Some((&clause[..at], award, rest));
        }
    }
    bare(clause).or_else(|| {
        // 达标得分: everything.
        let condition =
            clause.strip_suffix("得分").filter(|c| !c.is_empty() && !c.ends_with(['评', '际', '项', '标', '按']))?;
        Some((condition, Award::full(), ""))
    })
}

/// 无结余3分, 否则0分: an amount without a verb, at the clause's end.
fn bare(clause: &str) -> Option<(&str, Award, &str)> {
    let body = clause.strip_suffix('分')?;
    let digits = body.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (condition, number) = body.split_at(body.len() - digits);
    // 每项1分 is a rate of points, not a level.
    if condition.starts_with('每') {
        return None;
    }
    if condition.is_empty()
        || condition
            .ends_with(['扣', '加', '减', '共', '计', '满', '值', '×', '*', '/', '低', '高', '多', '重', '-', '~'])
    {
        return None;
    }
    let (amount, rest) = number::arabic(number)?;
    rest.is_empty().then(|| (condition, Award::points(amount), ""))
}

/// An amount after a verb: 12分, 80%, 60%-80%分值, 权重分的80%, 8 at the clause's end.
pub(super) fn amount(text: &str) -> Option<(Award, &str)> {
    if let Some(rest) = share_of(text) {
        let (share, rest) = number::arabic(rest)?;
        let rest = rest.strip_prefix('%')?;
        return Some((Award { amount: share, least: None, kind: AmountKind::PercentOfWeight, full: false }, rest));
    }
    let (numeral, rest) = number::scan(text)?;
    let first = numeral.value;
    if let Some(rest) = rest.strip_prefix('%') {
        let rest = closing(rest);
        if let Some((second, rest)) = second_share(rest) {
            let (least, most) = if first < second { (first, second) } else { (second, first) };
            let award = Award { amount: most, least: Some(least), kind: AmountKind::PercentOfWeight, full: false };
            return Some((award, of_weight(rest)?));
        }
        let award = Award { amount: first, least: None, kind: AmountKind::PercentOfWeight, full: false };
        return Some((award, of_weight(rest)?));
    }
    if let Some(after) = rest.strip_prefix(['-', '~', '至'])
        && let Some((second, after)) = number::arabic(after)
        && let Some(after) = after.strip_prefix('分')
    {
        let (least, most) = if first < second { (first, second) } else { (second, first) };
        return Some((Award { amount: most, least: Some(least), kind: AmountKind::Points, full: false }, after));
    }
    if let Some(rest) = rest.strip_prefix('分') {
        // 分值, 分数, 分钟 are other words.
        return (!rest.starts_with(['值', '数', '钟'])).then(|| (Award::points(first), rest));
    }
    // 80-90得8
    (rest.is_empty() && !numeral.chinese).then(|| (Award::points(first), rest))
}

/// A range of points or shares by itself: 90-100%, 10-8分, 60%以下, 4分以下.
pub(super) fn range(text: &str) -> Option<Award> {
    let (first, rest) = number::arabic(text)?;
    let own = rest.strip_prefix(['%', '分']).unwrap_or(rest);
    let (second, end) = if matches!(own, "以下" | "及以下" | "以内") {
        (Decimal::ZERO, rest)
    } else {
        let (second, end) = number::arabic(closing(own).strip_prefix(['-', '~', '至'])?)?;
        (second, end)
    };
    if !end.starts_with(['%', '分']) {
        return None;
    }
    let kind = if end.starts_with('%') { AmountKind::PercentOfWeight } else { AmountKind::Points };
    Some(Award { amount: first.max(second), least: Some(first.min(second)), kind, full: false })
}

/// 权重分的, 该项分值的: what follows is a share of the weight.
pub(super) fn share_of(text: &str) -> Option<&str> {
    const WORDS: [&str; 20] = [
        "该项权重分的",
        "该项分值的",
        "该项满分的",
        "该指标分值的",
        "该指标权重的",
        "该指标权重分的",
        "本项分值的",
        "指标分值的",
        "指标权重的",
        "权重分值的",
        "权重分的",
        "权重的",
        "分值的",
        "满分的",
        "标准分的",
        "总分的",
        "该项权重的",
        "权重分",
        "分值",
        "满分",
    ];
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word))?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

/// What follows a percentage that is a share of the weight; `None` where it is a percentage of something else.
pub(super) fn of_weight(text: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        "的权重分",
        "的分值",
        "的分数",
        "的权重",
        "的得分",
        "权重分值",
        "权重分",
        "权重",
        "分值",
        "分数",
        "的分",
        "满分",
        "得分",
        "分",
    ];
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    (rest.is_empty() || rest.starts_with(['(', ',', '、'])).then_some(rest)
}

/// The second share of a range: -80%（含）.
fn second_share(text: &str) -> Option<(Decimal, &str)> {
    let (share, rest) = number::arabic(text.strip_prefix(['-', '~', '至'])?)?;
    Some((share, closing(rest.strip_prefix('%')?)))
}

fn closing(text: &str) -> &str {
    ["(含)", "(不含)"].iter().find_map(|note| text.strip_prefix(note)).unwrap_or(text)
}

/// The word that occurs first, the longer of two at one place.
fn earliest<'a>(clause: &str, words: &[&'a str]) -> Option<(usize, &'a str)> {
    clause.char_indices().find_map(|(at, c)| {
        // All of the words begin with one of these.
        if !matches!(c, '不' | '均' | '计' | '得' | '为' | '给' | '记' | '拿') {
            return None;
        }
        let here = &clause[at..];
        let word = words.iter().filter(|word| here.starts_with(**word)).max_by_key(|word| word.len())?;
        Some((at, *word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        for word in NOTHING {
            assert_eq!(earliest(word, &NOTHING), Some((0, word)));
        }
        for word in FULL {
            assert_eq!(earliest(word, &FULL), Some((0, word)));
        }
    }
}
