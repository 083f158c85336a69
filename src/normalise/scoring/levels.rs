//! Levels taken together: the official three tiers, parts that add up, the level of full marks.

use super::award::{self, Award};
use super::condition;
use super::{AmountKind, Condition, Tier};
use crate::normalise::values::{number, words};
use rust_decimal::Decimal;

/// A level with what it earns, as its clause says.
pub(super) struct Level {
    pub condition: Condition,
    pub award: Award,
}

impl Level {
    pub(super) fn tier(&self) -> Tier {
        Tier {
            condition: self.condition.clone(),
            amount: Some(self.award.amount),
            amount_min: self.award.least,
            amount_kind: self.award.kind,
        }
    }
}

/// 达成年度指标、部分达成…、未达成…三档，分别按照100%-80%（含）、80%-60%（含）、60%-0%合理确定分值: names and shares apart.
pub(super) fn three_tiers(text: &str) -> Option<Vec<Tier>> {
    if !text.contains('档') && !text.contains("分别") && !text.contains("等级") {
        return None;
    }
    let shares = shares(text);
    if shares.len() < 2 {
        return None;
    }
    let names = names(text, shares.len())?;
    let tiers = names.into_iter().zip(shares).map(|(name, (most, least))| Tier {
        condition: Condition { raw: name.to_string(), ..Condition::default() },
        amount: Some(most),
        amount_min: Some(least),
        amount_kind: AmountKind::PercentOfWeight,
    });
    Some(tiers.collect())
}

/// The ranges of percentages in a text: 100%-80%（含） → (100, 80).
fn shares(text: &str) -> Vec<(Decimal, Decimal)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let Some((first, after)) = number::arabic(rest) else { break };
        let bound = |text: &str| text.strip_prefix('%').unwrap_or(text).trim_start_matches("(含)").to_string();
        let tail = bound(after);
        if let Some(second) = tail.strip_prefix(['-', '~', '至'])
            && let Some((second, end)) = number::arabic(second)
            && end.starts_with('%')
        {
            found.push(if first > second { (first, second) } else { (second, first) });
            let consumed = after.len() - (end.len().min(after.len()));
            rest = &after[consumed..];
        } else {
            rest = after;
        }
    }
    found
}

/// The level names before 档 or 分别, as many as there are shares.
fn names(text: &str, count: usize) -> Option<Vec<&str>> {
    let end = ["三档", "三个档次", "三个等级", "等档次", "分别", "四档", "几档"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()?;
    let start = text[..end]
        .rfind(['为', ':', '。', ';'])
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let names: Vec<&str> =
        text[start..end].split(['、', ',', '/']).map(without_lead).filter(|name| !name.is_empty()).collect();
    (names.len() == count).then_some(names)
}

/// 优（90-100%）、良（80-90%）、差（60%以下）; 好（10-8分）、一般（6-4分）: levels with ranges of points in brackets.
pub(super) fn listed(clause: &str) -> Option<Vec<Level>> {
    let body = clause.rsplit(':').next().unwrap_or(clause);
    let parts: Vec<&str> = body.split(['、', ',']).collect();
    if parts.len() < 2 {
        return None;
    }
    let level = |part: &&str| {
        let (name, range) = part.strip_suffix(')')?.split_once('(')?;
        let award = award::range(range)?;
        (!name.is_empty()).then(|| Level { condition: condition::parse(name), award })
    };
    parts.iter().map(level).collect()
}

/// A level's name without 按照 or 分为.
fn without_lead(name: &str) -> &str {
    ["根据", "按照", "分为", "按"].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name)
}

/// Whether levels are parts that add up rather than grades of one thing: words without a grade, none like another.
pub(super) fn are_parts(levels: &[Level]) -> bool {
    let earning: Vec<&Level> = levels.iter().filter(|level| level.award.amount > Decimal::ZERO).collect();
    earning.len() > 1
        && levels.iter().all(|level| !level.award.full && level.award.kind == AmountKind::Points)
        && levels.iter().filter(|level| level.award.amount.is_zero()).all(|level| is_else(&level.condition.raw))
        && earning.iter().all(|level| {
            let raw = &level.condition.raw;
            level.condition.value.is_none()
                && !level.condition.is_target
                && !["一般", "较", "基本", "部分", "未", "不", "良", "中", "差", "优"]
                    .iter()
                    .any(|word| raw.contains(word))
        })
        && !share_words(&earning)
}

/// Whether two levels' conditions have two neighbouring characters in common.
fn share_words(levels: &[&Level]) -> bool {
    const MOST: usize = 64;
    let pairs = |text: &str| -> Vec<(char, char)> {
        let characters: Vec<char> = text.chars().take(MOST).collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let all: Vec<Vec<(char, char)>> = levels.iter().take(8).map(|level| pairs(&level.condition.raw)).collect();
    all.iter().enumerate().any(|(i, a)| all[i + 1..].iter().any(|b| a.iter().any(|pair| b.contains(pair))))
}

/// 否则, 其他: what no other level covers.
pub(super) fn is_else(raw: &str) -> bool {
    matches!(raw.trim_end_matches(['的', '情', '况']), "否则" | "其他" | "其它" | "反之" | "其余" | "以外" | "")
}

/// The best level: said as 满分, else the one with most points if its words are no lower grade.
pub(super) fn best(levels: &[Level]) -> Option<&Level> {
    let whole =
        |level: &&Level| level.award.kind == AmountKind::PercentOfWeight && level.award.amount == Decimal::ONE_HUNDRED;
    levels.iter().find(whole).or_else(|| {
        let best = levels
            .iter()
            .filter(|level| level.award.kind == AmountKind::Points && level.award.amount > Decimal::ZERO)
            .reduce(|best, level| if level.award.amount > best.award.amount { level } else { best })?;
        let grade = words::grade_of(&best.condition.raw);
        let lower = grade.is_some_and(|grade| grade >= crate::normalise::values::Grade::Fair);
        (!lower || best.condition.value.is_some()).then_some(best)
    })
}
