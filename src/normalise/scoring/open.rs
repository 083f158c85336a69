//! What a rule's wording leaves open, and why no points follow.

use crate::wording::Wording;

/// Something a rule's wording leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// What an incomplete step costs: nothing, a share, or the whole step.
    PartialStep,
    /// 百分之一: one percentage point, or one percent of the threshold.
    PercentOrPoint,
    /// How less-is-better is scored in proportion: target ÷ actual, or (1 − excess ÷ target).
    ReverseFormula,
    /// The target prints no comparator: at least, or at most.
    Comparator,
    /// Points rounded to two decimals.
    Rounding,
    /// The level earns a range of points.
    LevelRange,
    /// The threshold is a rate, the actual value is not: the rate of completion was taken.
    CompletionRate,
    /// The rule names no floor; zero was taken.
    Floor,
    /// A rate was taken to end at 100%.
    UpperBound,
}

impl Open {
    /// The question in Chinese and English.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Open::PartialStep => ("不足一档的部分如何扣分，未写明", "what an incomplete step costs is not said"),
            Open::PercentOrPoint => (
                "“百分之一”可指一个百分点，也可指目标值的1%",
                "百分之一 may be one percentage point or one percent of the target",
            ),
            Open::ReverseFormula => ("反向指标按何公式计分，未写明", "the formula for less-is-better is not said"),
            Open::Comparator => ("指标值未写明“不低于”或“不超过”", "the target says neither at least nor at most"),
            Open::Rounding => ("得分四舍五入到两位小数", "points rounded to two decimals"),
            Open::LevelRange => ("该档次的得分是一个区间", "the level earns a range of points"),
            Open::CompletionRate => {
                ("标准是比率，完成值不是，按完成率计算", "the threshold is a rate; the rate of completion was taken")
            }
            Open::Floor => ("未写明扣完为止，按最低零分计算", "no floor is named; zero was taken"),
            Open::UpperBound => ("比率以100%为上限计算", "the rate was taken to end at 100%"),
        };
        Wording::new(zh, en)
    }
}

/// Why no points follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unscored {
    /// The actual value is blank or a reference.
    NoActual,
    /// The target has no number to compare with.
    NoTarget,
    /// Points are left to the evaluator.
    Discretionary,
    /// The words of the actual value fit no level of the rule.
    Words,
    /// The rule counts events or parts, which the actual value does not tell.
    Events,
    /// Units of rule, target and actual value do not fit together.
    Units,
    /// The rule does not say what less than full marks is worth.
    RuleSilent,
    /// The numbers are too large to multiply out.
    Overflow,
}

impl Unscored {
    /// The reason in Chinese and English.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Unscored::NoActual => ("没有完成值", "there is no actual value"),
            Unscored::NoTarget => ("指标值不是数字", "the target has no number"),
            Unscored::Discretionary => ("标准为酌情扣分", "points are left to the evaluator"),
            Unscored::Words => {
                ("完成值的文字不对应标准中的任何档次", "the actual value's words fit no level of the rule")
            }
            Unscored::Events => {
                ("标准按事项计分，完成值没有说明", "the rule counts events that the actual value does not tell")
            }
            Unscored::Units => {
                ("标准、指标值和完成值的单位不一致", "the units of rule, target and actual value do not fit")
            }
            Unscored::RuleSilent => {
                ("标准没有说明未达标如何计分", "the rule does not say what less than full marks is worth")
            }
            Unscored::Overflow => ("数值过大", "the numbers are too large"),
        };
        Wording::new(zh, en)
    }
}
