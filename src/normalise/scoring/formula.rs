//! Formulas: 得分=实际完成值÷目标值×分值, 按完成比例计分.

use super::{Method, weight};
use crate::normalise::values::unit;

/// Words for what was done.
const ACTUAL: [&str; 6] = ["实际", "完成值", "完成数", "完成量", "执行数", "完成率"];

/// Words for what was to be done.
const TARGET: [&str; 7] = ["目标", "指标值", "计划", "预算数", "年初", "标准值", "应"];

/// The formula in a clause.
pub(super) fn find(clause: &str) -> Option<Method> {
    if !clause.contains(['÷', '/', '按', '×', '*', '乘', '根', '比'])
        || clause.contains("酌情")
        || clause.contains("视情")
    {
        return None;
    }
    // 按B/A或A/B: A is the target, B what was done, as the forms letter their columns.
    if clause.contains("B/A") {
        return Some(if clause.contains("A/B") { Method::ProRataByDirection } else { Method::ProRata });
    }
    if let Some(quotient) = quotient(clause) {
        return Some(quotient);
    }
    let share = ["比例", "完成率", "达成率", "执行率", "完成程度", "完成进度", "实际进度", "满意率", "满意度"];
    let points = ["得分", "计分", "计算", "给分", "赋分", "记分", "折算", "分值", "扣分", "权重"];
    let by = clause.contains('按')
        || clause.contains("乘以")
        || clause.contains('×')
        || clause.contains("根据")
        || clause.contains("比例得分");
    (by && share.iter().any(|word| clause.contains(word))
        && (points.iter().any(|word| clause.contains(word)) || weight::factor(clause).is_some()))
    .then_some(Method::ProRata)
}

/// A printed quotient: which of actual and target is above the line.
fn quotient(clause: &str) -> Option<Method> {
    let at = clause.find(['/', '÷'])?;
    let (above, below) = clause.split_at(at);
    let above = above.rsplit(['=', ':']).next().unwrap_or(above);
    let is = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    // 目标值 also stands in 实际完成值占目标值; what is done decides.
    if is(above, &ACTUAL) && is(below, &TARGET) {
        return Some(Method::ProRata);
    }
    (is(above, &TARGET) && is(below, &ACTUAL)).then_some(Method::ProRataReverse)
}

/// 控制率=（在职人员数/编制数）×100%: how the rate is defined, no rule.
pub(super) fn is_definition(clause: &str) -> bool {
    let Some((name, terms)) = clause.split_once('=') else { return false };
    name.chars().filter(|c| unit::is_han(*c)).count() > 1
        && !name.ends_with("得分")
        && terms.starts_with(|c: char| c == '(' || unit::is_han(c))
        && terms.contains(['/', '÷'])
        && terms.contains("100%")
}
