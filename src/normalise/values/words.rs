//! Values in words: grades, trends, conformity, yes and no, 不发生, 全覆盖.

use super::value::{Comparator, ComparatorSource, Grade, Value, ValueKind, flag};
use super::word_list::WordList;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Whole scales: 优良中低差 is not a level.
const SCALES: [&str; 12] = [
    "优良中低差",
    "优良中差",
    "优/良/中/差",
    "优、良、中、差",
    "优良中可差",
    "高中低",
    "高/中/低",
    "好坏",
    "好/一般/差",
    "好、一般、差",
    "好中差",
    "是/否",
];

/// Words with one level each.
const LEVELS: [(&str, Grade); 42] = [
    ("优", Grade::Top),
    ("优秀", Grade::Top),
    ("优良", Grade::Top),
    ("好", Grade::Top),
    ("高", Grade::Top),
    ("强", Grade::Top),
    ("很好", Grade::Top),
    ("很高", Grade::Top),
    ("满意", Grade::Top),
    ("良好", Grade::Top),
    ("及时", Grade::Top),
    ("长期", Grade::Top),
    ("可持续", Grade::Top),
    ("持续", Grade::Top),
    ("稳定", Grade::Top),
    ("健全", Grade::Top),
    ("完善", Grade::Top),
    ("合格", Grade::Top),
    ("达标", Grade::Top),
    ("准确", Grade::Top),
    ("规范", Grade::Top),
    ("良", Grade::Good),
    ("较好", Grade::Good),
    ("较高", Grade::Good),
    ("较强", Grade::Good),
    ("较满意", Grade::Good),
    ("比较好", Grade::Good),
    ("基本满意", Grade::Good),
    ("中", Grade::Fair),
    ("中等", Grade::Fair),
    ("一般", Grade::Fair),
    ("尚可", Grade::Fair),
    ("基本合格", Grade::Fair),
    ("及格", Grade::Fair),
    ("低", Grade::Poor),
    ("差", Grade::Poor),
    ("较低", Grade::Poor),
    ("较差", Grade::Poor),
    ("很差", Grade::Poor),
    ("不及时", Grade::Poor),
    ("不满意", Grade::Poor),
    ("不合格", Grade::Poor),
];

/// Done or not done.
const ANSWERS: [(&str, Grade); 26] = [
    ("√", Grade::Top),
    ("☑", Grade::Top),
    ("×", Grade::Poor),
    ("超额完成", Grade::Top),
    ("是", Grade::Top),
    ("否", Grade::Poor),
    ("有", Grade::Top),
    ("完成", Grade::Top),
    ("已完成", Grade::Top),
    ("全部完成", Grade::Top),
    ("按时完成", Grade::Top),
    ("按期完成", Grade::Top),
    ("按进度完成", Grade::Top),
    ("按计划完成", Grade::Top),
    ("达成", Grade::Top),
    ("已达成", Grade::Top),
    ("达成年度指标", Grade::Top),
    ("达成预期指标", Grade::Top),
    ("已实现", Grade::Top),
    ("基本完成", Grade::Fair),
    ("基本达成", Grade::Fair),
    ("部分完成", Grade::Fair),
    ("部分达成", Grade::Fair),
    ("未完成", Grade::Poor),
    ("未达成", Grade::Poor),
    ("未实现", Grade::Poor),
];

/// Wordings of a trend: better than before, but than what is not said.
const TRENDS: [&str; 12] =
    ["逐步", "持续", "不断", "稳步", "进一步", "有所", "逐渐", "日益", "日趋", "逐年", "继续", "稳中"];

/// Verbs and adjectives that make a wording qualitative.
static QUALITIES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "明显 显著 有效 提高 提升 改善 增强 促进 保障 维护 加强 推动 推进 优化 完善 健全 规范 稳定 巩固 满意 良好 及时 持续 充分 到位 落实 减少 降低
        缓解 化解 成效 效果 作用 和谐 安全 合理 科学 高效 顺利 助力 带动 营造 夯实 确保 发挥 影响 扩大 增加 遏制 提质 改进 达到预期 正常 足额 按时 按期 合格 通过 超额 增长 上升 下降 节约",
    )
});

/// Words for the lowest level inside a sentence.
static POOR: LazyLock<WordList> =
    LazyLock::new(|| WordList::new("较差 差 较低 未达成 未完成 不及时 不明显 不到位 不合格 没有 无明显 未"));

/// Words for a middling level inside a sentence.
static FAIR: LazyLock<WordList> = LazyLock::new(|| WordList::new("一般 部分 基本 中等 尚可 有一定 不够"));

/// Words for the second level inside a sentence.
static GOOD: LazyLock<WordList> = LazyLock::new(|| WordList::new("较好 较高 较为 比较 较明显 良好 有所"));

/// Wordings of conformity.
const COMPLIANCE: [&str; 14] = [
    "符合",
    "达到国家",
    "达到行业",
    "达到相关",
    "达到规定",
    "达到合同",
    "达到设计",
    "严格执行",
    "严格按照",
    "按照",
    "依法",
    "遵守",
    "合规",
    "按规定",
];

/// A value in words; `None` where no list knows it.
pub(super) fn parse(text: &str) -> Option<Value> {
    let text = text.trim_end_matches(['。', ';', ',', '、', '!']);
    if let Some(value) = number_in_words(text) {
        return Some(value);
    }
    if SCALES.contains(&text) {
        return Some(qualitative(Some(Grade::Top), &[flag::GRADE_SET]));
    }
    if let Some((_, grade)) = ANSWERS.iter().find(|(word, _)| *word == text) {
        return Some(qualitative(Some(*grade), &[flag::YES_NO]));
    }
    if let Some((_, grade)) = LEVELS.iter().find(|(word, _)| *word == text) {
        return Some(qualitative(Some(*grade), &[]));
    }
    if COMPLIANCE.iter().any(|word| text.starts_with(word)) || text.ends_with("标准") || text.ends_with("要求") {
        return Some(qualitative(Some(Grade::Top), &[flag::COMPLIANCE]));
    }
    if let Some(trend) = TRENDS.iter().find(|word| text.starts_with(**word)) {
        let grade = if *trend == "有所" { Grade::Good } else { Grade::Top };
        return Some(qualitative(Some(grade), &[flag::NO_BASELINE]));
    }
    if QUALITIES.stands_in(text) {
        return Some(qualitative(grade_of(text), &[]));
    }
    None
}

/// The level that words stand for in a sentence such as 保障情况一般, 成效较差, 部分达成.
pub(crate) fn grade_of(text: &str) -> Option<Grade> {
    if let Some((_, grade)) = LEVELS.iter().chain(&ANSWERS).find(|(word, _)| *word == text) {
        return Some(*grade);
    }
    if POOR.stands_in(text) && !text.contains("误差") && !text.contains("差异") && !text.contains("差错") {
        return Some(Grade::Poor);
    }
    if FAIR.stands_in(text) {
        return Some(Grade::Fair);
    }
    if GOOD.stands_in(text) {
        return Some(Grade::Good);
    }
    QUALITIES.stands_in(text).then_some(Grade::Top)
}

/// 全覆盖 is 100%, 不发生 and 无重大事故 are zero.
fn number_in_words(text: &str) -> Option<Value> {
    const ALL: [&str; 11] = [
        "全覆盖",
        "实现全覆盖",
        "全部",
        "全部覆盖",
        "应保尽保",
        "应发尽发",
        "应收尽收",
        "全额",
        "应助尽助",
        "百分百",
        "百分之百覆盖",
    ];
    const ZERO: [&str; 9] = ["零", "零事故", "零投诉", "零差错", "不发生", "未发生", "零发生", "零上访", "零伤亡"];
    const BAD_THINGS: [&str; 32] = [
        "发生",
        "事故",
        "投诉",
        "事件",
        "案件",
        "案例",
        "违规",
        "违法",
        "违纪",
        "漏管",
        "差错",
        "隐患",
        "舆情",
        "上访",
        "伤亡",
        "污染",
        "拖欠",
        "纠纷",
        "犯罪",
        "失误",
        "超支",
        "截留",
        "挪用",
        "死亡",
        "问题",
        "现象",
        "泄密",
        "信访",
        "疫情",
        "不良反应",
        "遗漏",
        "误差",
    ];
    let goal = ["做到", "实现", "确保"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    if ALL.contains(&goal) {
        return Some(Value {
            kind: ValueKind::Ratio,
            comparator: Some(Comparator::Eq),
            comparator_source: Some(ComparatorSource::Implied),
            value: Some(Decimal::ONE_HUNDRED),
            unit: Some("%".to_string()),
            flags: vec![flag::ALL_IN_WORDS],
            ..Value::default()
        });
    }
    let negated = text.strip_prefix('无').or_else(|| text.strip_prefix("没有")).or_else(|| text.strip_prefix("杜绝"));
    let none = ZERO.contains(&text)
        || text.starts_with("不发生")
        || text.starts_with("未发生")
        || negated.is_some_and(|rest| BAD_THINGS.iter().any(|word| rest.ends_with(word)));
    none.then(|| Value {
        kind: ValueKind::Quantity,
        comparator: Some(Comparator::Eq),
        comparator_source: Some(ComparatorSource::Implied),
        value: Some(Decimal::ZERO),
        flags: vec![flag::ZERO_IN_WORDS],
        ..Value::default()
    })
}

fn qualitative(grade: Option<Grade>, flags: &[&'static str]) -> Value {
    Value { kind: ValueKind::Qualitative, grade, flags: flags.to_vec(), ..Value::default() }
}
