//! Whether more or less is better, and why.

use super::comparator::{from_above, from_below};
use super::value::{Value, ValueKind};
use crate::normalise::lexicon::{Lazy, Lexicon};

/// Which way an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// The value is met or not met, as with dates, ranges and words.
    Neither,
}

/// Which way an indicator is better, with what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Direction {
    /// Which way.
    pub better: Better,
    /// What says so.
    pub reason: Reason,
}

/// What a direction rests on, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The printed comparator (≥, 不超过).
    Comparator,
    /// The notation: a date, range or words.
    Notation,
    /// A word in the indicator's name (投诉率, 节约率).
    Name(&'static str),
    /// Nothing says otherwise: more of a product or an effect is better.
    Default,
}

/// Words in a name that turn a bad thing into a good one: 降低率, 节约率, 化解率.
static GOOD_ENDINGS: Lazy = Lazy::new(|| {
    Lexicon::new(&[
        "节约率",
        "节约额",
        "节省率",
        "降低率",
        "下降率",
        "减少率",
        "压减率",
        "压缩率",
        "降幅",
        "减幅",
        "削减率",
        "减排量",
        "处理率",
        "处置率",
        "化解率",
        "办结率",
        "整改率",
        "查处率",
        "侦破率",
        "破案率",
        "控制达标率",
        "治理率",
        "调解率",
        "调解成功率",
        "回复率",
        "合格率",
    ])
});

/// Words in a name of which less is better, the longer first.
static BAD_WORDS: Lazy = Lazy::new(|| {
    Lexicon::new(&[
        "脱管漏管",
        "投诉率",
        "投诉次数",
        "投诉数",
        "有责投诉",
        "差错率",
        "错误率",
        "出错率",
        "误差率",
        "误差",
        "事故率",
        "事故发生",
        "事故数",
        "事故次数",
        "故障率",
        "故障次数",
        "失业率",
        "死亡率",
        "发病率",
        "感染率",
        "患病率",
        "犯罪率",
        "重新犯罪",
        "再犯罪",
        "违规率",
        "违法率",
        "违纪率",
        "违约率",
        "逾期率",
        "延误率",
        "流失率",
        "空置率",
        "闲置率",
        "漏管率",
        "脱管率",
        "漏报率",
        "瞒报率",
        "退回率",
        "返工率",
        "损耗率",
        "能耗",
        "排放量",
        "污染物",
        "结转率",
        "结余率",
        "结转结余率",
        "负债率",
        "变动率",
        "调整率",
        "控制率",
        "辍学率",
        "贫困发生率",
        "发案率",
        "超支率",
        "上访",
        "响应时间",
        "办理时限",
        "等待时间",
    ])
});

/// Words in a name that make it money.
const MONEY_WORDS: [&str; 16] = [
    "成本",
    "费用",
    "经费",
    "金额",
    "单价",
    "预算",
    "支出",
    "资金",
    "补助标准",
    "补贴标准",
    "投资额",
    "造价",
    "收入",
    "产值",
    "税收",
    "价格",
];

/// Whether more or less of an indicator is better, by its comparator, its notation or its name.
pub fn direction(name: &str, value: &Value) -> Direction {
    if let Some(comparator) = value.comparator
        && value.value.is_some()
        && value.kind != ValueKind::Range
        && value.kind != ValueKind::Date
    {
        if from_below(comparator) {
            return Direction { better: Better::Higher, reason: Reason::Comparator };
        }
        if from_above(comparator) {
            return Direction { better: Better::Lower, reason: Reason::Comparator };
        }
    }
    match value.kind {
        ValueKind::Date | ValueKind::Range | ValueKind::Qualitative => {
            return Direction { better: Better::Neither, reason: Reason::Notation };
        }
        ValueKind::Duration => return Direction { better: Better::Lower, reason: Reason::Notation },
        _ => {}
    }
    if let Some(word) = GOOD_ENDINGS.first_within(name) {
        return Direction { better: Better::Higher, reason: Reason::Name(word) };
    }
    if let Some(word) = BAD_WORDS.first_within(name) {
        return Direction { better: Better::Lower, reason: Reason::Name(word) };
    }
    const COST: [&str; 8] = ["成本", "费用", "经费", "单价", "造价", "支出", "控制数", "标准"];
    if value.kind == ValueKind::Money
        && let Some(word) = COST.iter().find(|word| name.contains(**word))
    {
        return Direction { better: Better::Lower, reason: Reason::Name(word) };
    }
    Direction { better: Better::Higher, reason: Reason::Default }
}

/// Whether a name is that of a rate: 合格率, 满意度.
pub(super) fn names_rate(name: &str) -> bool {
    const ENDINGS: [&str; 6] = ["率", "满意度", "知晓度", "比例", "占比", "程度"];
    let name = name.trim_end_matches([')', '）', '%', '％', '(', '（']);
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a name is that of an amount of money.
pub(super) fn names_money(name: &str) -> bool {
    const COUNTS: [&str; 12] =
        ["数量", "人数", "次数", "个数", "户数", "件数", "项目数", "率", "家数", "面积", "天数", "时间"];
    MONEY_WORDS.iter().any(|word| name.contains(word)) && !COUNTS.iter().any(|ending| name.ends_with(ending))
}
