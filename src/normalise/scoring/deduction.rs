//! Deductions and bonuses by step or event: 每少1件扣0.04分, 每下降百分之一扣权重分的1%, 逾期1天扣0.5分.

use super::award;
use super::condition;
use super::{AmountKind, Condition, Deduction, DeductionDirection, PartialStep, flag};
use crate::normalise::values::number;
use DeductionDirection::{Above, Below, Event};
use rust_decimal::Decimal;

/// What a step counts, by the word after 每; the longer words first.
const COUNTS: [(&str, DeductionDirection); 52] = [
    ("少完成", Below),
    ("未完成", Below),
    ("减少", Below),
    ("缺少", Below),
    ("少于", Below),
    ("少", Below),
    ("下降", Below),
    ("降低", Below),
    ("低于", Below),
    ("偏低", Below),
    ("降", Below),
    ("低", Below),
    ("不足", Below),
    ("未达到", Below),
    ("相差", Below),
    ("缺", Below),
    ("差", Below),
    ("超过", Above),
    ("超出", Above),
    ("超支", Above),
    ("超期", Above),
    ("超", Above),
    ("高于", Above),
    ("高出", Above),
    ("偏高", Above),
    ("高", Above),
    ("增加", Above),
    ("增长", Above),
    ("上升", Above),
    ("上涨", Above),
    ("提高", Above),
    ("多", Above),
    ("大于", Above),
    ("延迟", Above),
    ("延期", Above),
    ("延误", Above),
    ("延后", Above),
    ("逾期", Above),
    ("推迟", Above),
    ("拖延", Above),
    ("滞后", Above),
    ("迟", Above),
    ("晚", Above),
    ("延长", Above),
    ("偏离", Above),
    ("发现", Event),
    ("出现", Event),
    ("发生", Event),
    ("存在", Event),
    ("有", Event),
    ("违反", Event),
    ("漏", Event),
];

/// The sign of what is done to the points.
pub(super) enum Change {
    Deduct(Deduction),
    Add(Deduction),
    /// An amount left to fill in.
    Placeholder,
    /// 按比例扣分: no step.
    Proportional,
    /// 最多扣5分.
    Limit(Decimal),
}

/// A deduction or bonus in a clause; `pending` is what the clauses before left without points.
pub(super) fn find(clause: &str, pending: &str) -> Option<Change> {
    for (at, c) in clause.char_indices() {
        if c != '扣' && c != '加' && c != '减' {
            continue;
        }
        let before = &clause[..at];
        let after = &clause[at + c.len_utf8()..];
        let after = after.strip_prefix(['除', '减', '掉', '去', '计']).unwrap_or(after);
        if before.ends_with("最多")
            || before.ends_with("最高")
            || before.ends_with("累计")
            || before.ends_with("最多可")
        {
            let (limit, _) = number::arabic(after.strip_prefix("不超过").unwrap_or(after))?;
            return Some(Change::Limit(limit));
        }
        if c == '扣' && (before.ends_with("比例") || after.starts_with("相应") || after.starts_with("对应")) {
            return Some(Change::Proportional);
        }
        if c == '扣' && after.starts_with(['X', 'x', '*', '×', '_']) {
            return Some(Change::Placeholder);
        }
        let Some((amount, kind)) = amount(after) else { continue };
        let split = before.is_empty();
        let mut deduction = step_of(if split { pending } else { before })?;
        deduction.amount = amount;
        deduction.amount_kind = kind;
        if !split {
            deduction.from = from(pending, &deduction);
        }
        // What the clauses before say without points belongs to it: ①…②…以上情况每出现一例.
        let whole = split || deduction.from.is_none() && !pending.is_empty();
        deduction.raw = if whole { format!("{pending},{clause}") } else { clause.to_string() };
        return Some(if c == '加' { Change::Add(deduction) } else { Change::Deduct(deduction) });
    }
    None
}

/// What one step costs: 0.04分, 权重分的1%, 5%分值.
fn amount(text: &str) -> Option<(Decimal, AmountKind)> {
    if let Some(rest) = award::share_of(text) {
        let (share, rest) = number::arabic(rest)?;
        return rest.starts_with('%').then_some((share, AmountKind::PercentOfWeight));
    }
    let (numeral, rest) = number::scan(text)?;
    if let Some(rest) = rest.strip_prefix('%') {
        award::of_weight(rest)?;
        return Some((numeral.value, AmountKind::PercentOfWeight));
    }
    rest.starts_with('分').then_some((numeral.value, AmountKind::Points))
}

/// The step in the words before 扣: 每少2天, 完成值每低于目标值5%, 逾期1天, 发现1例违规.
fn step_of(words: &str) -> Option<Deduction> {
    let blank = Deduction {
        direction: Event,
        step: Decimal::ONE,
        unit: None,
        relative: false,
        partial: PartialStep::Open,
        from: None,
        amount: Decimal::ZERO,
        amount_kind: AmountKind::Points,
        limit: None,
        raw: String::new(),
    };
    let (leading, step) = match words.rfind('每') {
        Some(at) => (&words[..at], &words[at + '每'.len_utf8()..]),
        None => ("", words),
    };
    let counted = COUNTS.iter().find_map(|(word, direction)| Some((*direction, step.strip_prefix(word)?)));
    let (direction, rest) = match counted {
        Some(counted) => counted,
        // 超出部分每10%, 未完成的每1个: the word stands before 每.
        None if !leading.is_empty() => (direction_of(leading)?, step),
        // 未公开, 信息不完整: one event.
        None if !words.contains('每') => {
            let inside = COUNTS.iter().filter(|(_, direction)| *direction != Below).find_map(|(word, direction)| {
                let at = words.find(word)?;
                let rest = &words[at + word.len()..];
                condition::quantity(rest, true).map(|_| (*direction, rest))
            });
            match inside {
                Some(inside) => inside,
                // 一项不符合
                None => (Event, words),
            }
        }
        None => match condition::quantity(step, true) {
            // 每1个百分点, 每一例.
            Some(_) => (direction_of(step).unwrap_or(Event), step),
            None => (direction_of(step).unwrap_or(Event), ""),
        },
    };
    let rest = rest.strip_prefix("完成").unwrap_or(rest);
    let relative = ["目标值", "计划数", "计划", "指标值", "标准值", "预期值", "标准"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let rest = relative.unwrap_or(rest);
    let rest = rest.strip_prefix(['的', '值', '了']).unwrap_or(rest);
    let Some((step, unit, rest)) = condition::quantity(rest, true) else {
        return Some(Deduction { direction, ..blank });
    };
    if step <= Decimal::ZERO {
        return None;
    }
    let whole = ["以内", "之内", "及以内", "或不足"].iter().any(|word| rest.starts_with(word));
    Some(Deduction {
        direction,
        step,
        unit: unit.map(str::to_string),
        relative: relative.is_some() && unit == Some("%"),
        partial: if whole { PartialStep::Whole } else { PartialStep::Open },
        ..blank
    })
}

/// The direction that words somewhere in a text give.
fn direction_of(text: &str) -> Option<DeductionDirection> {
    COUNTS.iter().filter(|(word, _)| word.chars().count() > 1).find(|(word, _)| text.contains(word)).map(|(_, d)| *d)
}

/// Where counting begins, where the words before say so: 偏离度超过30%的, >0.
fn from(pending: &str, deduction: &Deduction) -> Option<Condition> {
    if pending.is_empty() || deduction.direction == Event || pending.contains('分') {
        return None;
    }
    let condition = condition::parse(pending);
    condition.value.is_some().then_some(condition)
}

/// The flags that a deduction's wording earns.
pub(super) fn flags(deduction: &Deduction) -> Vec<&'static str> {
    let mut flags = Vec::new();
    if deduction.direction == Event {
        return flags;
    }
    let percent = deduction.unit.as_deref() == Some("%");
    if percent && !deduction.relative && deduction.from.is_none() {
        flags.push(flag::PERCENT_POINT_AMBIGUOUS);
    }
    let divisible =
        percent || deduction.step != Decimal::ONE || deduction.unit.as_deref().is_some_and(super::measure::divisible);
    if divisible && deduction.partial == PartialStep::Open {
        flags.push(flag::PARTIAL_STEP_OPEN);
    }
    flags
}
