//! RULE-TERM

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, names};
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::lexicon::{Lazy, Lexicon};

/// The noun of a rule against the indicator's name.
pub static RULE: Rule = Rule {
    id: "RULE-TERM",
    group: Group::Scoring,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("评分标准与指标名称用语不一", "Rule and indicator use other terms"),
    explanation: Explanation {
        checks: text(
            "评分标准中的指标名称应与三级指标一致：简称、语序不同不算；名词不同的予以报告，“满意率”与“满意度”之类只作提示。分档用语提到表中没有的事项的也予以报告。",
            "The indicator a rule names must be the one it stands beside. Short forms and other word orders do not count; 满意率 for 满意度 is only mentioned. Levels that speak of something else are reported too.",
        ),
        matters: text(
            "用语不同往往是从别的项目抄来的评分标准。",
            "Other terms mostly mean that the rule was pasted from another project.",
        ),
        example: text(
            "指标“办理法律援助及时率”，评分标准“案件受理及时率达到100%”。",
            "Indicator 办理法律援助及时率, rule 案件受理及时率.",
        ),
        advice: text("改为与指标名称一致。", "Use the indicator's name."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：指标「{indicator}」的评分标准写的是「{term}」",
            "{name}: the rule of 「{indicator}」 speaks of 「{term}」",
        ),
        message(
            "level",
            "{name}：指标「{indicator}」（{target}）的评分标准分档写的是「{term}」，与指标无关",
            "{name}: a level in the rule of 「{indicator}」 ({target}) speaks of 「{term}」, which is not its subject",
        ),
    ],
    check: Check::Document(check),
};

/// Words that say nothing about what an indicator measures.
const GENERIC: &[&str] = &[
    "实际完成率",
    "实际完成值",
    "实际完成数",
    "完成率",
    "完成",
    "实际值",
    "目标值",
    "年度指标",
    "指标值",
    "得分",
    "年度",
    "项目",
    "任务",
    "工作",
    "目标",
    "计划",
    "指标",
    "实际",
    "全年",
    "按时",
    "按期",
    "组织",
    "保障",
    "开展",
    "预算",
    "资金",
    "控制",
    "达成",
    "数量",
    "人数",
    "次数",
];
/// Comparators that may cling to a subject.
const COMPARATORS: &[&str] =
    &["大于等于", "小于等于", "大于", "小于", "不低于", "不高于", "不超过", "达到", "等于", "低于", "高于", "超过"];
/// Words of results and levels that say nothing about their subject.
static LEVEL_WORDS: Lazy = Lazy::new(|| {
    Lexicon::new(&[
        "情况",
        "成效",
        "效果",
        "程度",
        "工作",
        "质量",
        "水平",
        "一般",
        "较差",
        "较好",
        "较为",
        "明显",
        "显著",
        "有效",
        "基本",
        "比较",
        "达成",
        "目标值",
        "目标",
        "超出",
        "超过",
        "控制",
        "年度",
        "指标",
        "部分",
        "完成",
        "具有",
        "一定",
        "很",
        "非常",
        "提升",
        "提高",
        "改善",
        "及时",
        "达到",
        "预期",
        "以内",
        "以上",
        "以下",
        "区间",
        "下限",
        "上限",
        "低于",
        "高于",
        "不",
        "差",
        "好",
        "良",
        "优",
        "中",
        "未",
        "且",
        "并",
        "得",
        "分",
        "的",
        "为",
        "较",
        "无",
        "或",
        "在",
        "值",
    ])
});

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有写明指标名称的评分标准", "no scoring rule names what it scores");
    for (form, indicator) in context.indicators() {
        let Some(rule) = &indicator.scoring else { continue };
        let name = context.key(indicator);
        // A condition of several clauses is RULE-EXTRA's; its first noun is not all it is about.
        let condition = rule.full.as_ref().filter(|condition| !condition.raw.contains([',', '，']));
        if let Some(subject) = condition.and_then(|condition| condition.subject.as_deref()) {
            let subject = COMPARATORS.iter().find_map(|word| subject.strip_suffix(word)).unwrap_or(subject);
            verdict.count();
            let all = names::key(&format!("{}{}", indicator.level3, indicator.target.raw));
            if let Some(severity) = other_term(&names::key(subject), &name, &all) {
                verdict.find(finding(form, indicator, "", subject).severity(severity));
                continue;
            }
        }
        let full = rule.full.as_ref().map(|condition| condition.raw.as_str()).unwrap_or_default();
        let known = names::key(&format!("{}{}{full}", indicator.level3, indicator.target.raw));
        let levels = rule.tiers.iter().map(|tier| tier.condition.raw.as_str()).filter(|raw| *raw != full);
        let stray =
            levels.filter(|raw| raw.chars().count() <= 12 && !raw.contains(|c: char| c.is_ascii_digit())).find(|raw| {
                let noun = names::without(&names::key(raw), &LEVEL_WORDS);
                names::length(&noun) >= 2 && names::shared_pairs(&noun, &known).next().is_none()
            });
        if let Some(raw) = stray {
            verdict.count();
            verdict.find(finding(form, indicator, "level", raw));
        }
    }
    verdict
}

fn finding(form: &Form, indicator: &Indicator, variant: &'static str, term: &str) -> Finding {
    Finding::new(&RULE, form)
        .variant(variant)
        .arg("name", evidence::name(form))
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .arg("term", term)
        .pair(&indicator.level3, term)
        .with(evidence::part(form, indicator, "level3"))
        .with(evidence::part(form, indicator, "scoring"))
}

/// How serious it is that a rule says `term` where the indicator is called `name`; `None` where it is the same. `all` is
/// the name with the target's words.
fn other_term(term: &str, name: &str, all: &str) -> Option<Severity> {
    let same_word = |word: &str| word.replace("满意率", "满意度").replace("及格率", "合格率");
    let subject = names::without(term, &LEVEL_WORDS);
    let says_nothing = names::length(&subject) < 2 || GENERIC.contains(&term);
    if says_nothing
        || names::is_short_form(term, all)
        || names::is_short_form(name, term)
        || names::is_short_form(&subject, name)
    {
        return None;
    }
    if names::is_short_form(&same_word(term), &same_word(name))
        || names::is_short_form(&same_word(name), &same_word(term))
    {
        return Some(Severity::Info);
    }
    let foreign = term.chars().filter(|c| !name.contains(*c)).count();
    // The same words in another order: 审查文件合格率 for 文件审查合格率.
    if foreign == 0 && names::likeness(term, name) >= 60 {
        return None;
    }
    if foreign == 0 {
        return Some(Severity::Info);
    }
    // Words of the condition that were taken for its subject share nothing at all with an indicator.
    (names::likeness(term, name) > 0 || foreign >= 2).then_some(Severity::Warning)
}
