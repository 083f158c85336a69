//! VAL-PCT

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::{Comparator, flag};
use rust_decimal::Decimal;

/// More than 100% of what cannot exceed it.
pub static RULE: Rule = Rule {
    id: "VAL-PCT",
    group: Group::Values,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("比率超过100%", "More than 100%"),
    explanation: Explanation {
        checks: text(
            "占整体的比率（合格率、及时率、入学率、满意度等）不可能超过 100%；增长、计划完成、能力利用以及两种不同事物之比不在此列：指标值大于 100%、要求“大于100%”，或评分标准写“100%以上”的予以报告。“≥100%”只能恰好达到，不报告。",
            "A share of a whole (合格率, 及时率, 入学率, 满意度) cannot exceed 100%; growth, completion of a plan, use of a capacity and ratios of different things may. Reported are targets above it, 大于100%, and rules that say 100%以上. ≥100% can be met exactly, and is not.",
        ),
        matters: text(
            "达不到的目标无法评分；“290%”之类常是“≥90%”误排。",
            "An impossible target cannot be scored; 290% is often ≥90% misprinted.",
        ),
        example: text("衔接率 100%以上得满分。", "衔接率100%以上得满分."),
        advice: text("改为“达到100%”。", "Say 达到100%."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」指标值 {target}，不可能达到",
            "{name}: the target {target} of 「{indicator}」 is impossible",
        ),
        message(
            "misprint",
            "{name}：「{indicator}」指标值 {target}，疑为“≥”误印为“2”",
            "{name}: the target {target} of 「{indicator}」: ≥ was probably printed as 2",
        ),
        message(
            "rule",
            "{name}：「{indicator}」满分条件「{condition}」，而比率不可能超过 100%",
            "{name}: full marks for 「{indicator}」 need 「{condition}」, but a rate cannot exceed 100%",
        ),
    ],
    check: Check::Document(check),
};

/// Endings of names that are shares of a whole: so many of the pupils, of the cases, of those asked.
const SHARE: &[&str] = &["率", "满意度", "知晓度", "比例", "占比", "比重"];
/// What may exceed 100% though it is called a rate: growth and change, what is done of a plan or used of a capacity, and one
/// thing in relation to another that it is no part of.
const MAY_EXCEED: &[&str] = &[
    "增",
    "升",
    "提高",
    "降",
    "减",
    "变动",
    "波动",
    "速",
    "同比",
    "环比",
    "较上年",
    "比上年",
    "完成",
    "执行",
    "实现",
    "达成",
    "超额",
    "使用率",
    "利用率",
    "占用",
    "负荷",
    "负载",
    "上座",
    "入住",
    "周转",
    "收益",
    "回报",
    "利润",
    "产出",
    "带动",
    "放大",
    "保值",
    "负债",
    "流动",
    "杠杆",
    "拨备",
    "偿",
    "倍",
    "费率",
    "税率",
    "汇率",
    "利率",
    "价格",
    "成本",
    "自给",
    "兑付",
];

/// Whether a percentage counts a share of a whole, which cannot exceed 100%.
fn is_share(name: &str) -> bool {
    let name = name.trim().trim_end_matches(|c: char| "（()）%％≥≤".contains(c) || c.is_ascii_digit());
    SHARE.iter().any(|ending| name.ends_with(ending)) && !MAY_EXCEED.iter().any(|word| name.contains(word))
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有以百分比表示的指标", "no indicators in percent");
    for (form, indicator) in context.indicators() {
        let Some(target) = Quantity::of(&indicator.target).filter(Quantity::is_percent) else { continue };
        verdict.count();
        if indicator.target.has(flag::OCR_SUSPECT) {
            verdict.find(finding(form, indicator, "misprint").severity(Severity::Warning));
            continue;
        }
        if indicator.target.has(flag::CHANGE) || !is_share(&indicator.level3) {
            continue;
        }
        let hundred = Decimal::ONE_HUNDRED;
        let beyond =
            target.low > hundred || (target.low == hundred && indicator.target.comparator == Some(Comparator::Gt));
        if beyond {
            verdict.find(finding(form, indicator, "").pair("≤100%", &indicator.target.raw));
            continue;
        }
        let Some(condition) = indicator.scoring.as_ref().and_then(|rule| rule.full.as_ref()) else { continue };
        let at_hundred = Quantity::of_condition(condition).is_some_and(|threshold| threshold.low == hundred);
        let above = ["以上", "超过", "大于", ">", "＞", "高于"].iter().any(|word| condition.raw.contains(word))
            && !["不", "≥", "大于等于", "大于或等于", "（含）", "(含)"].iter().any(|word| condition.raw.contains(word));
        if at_hundred && above {
            let strict = condition.comparator == Some(Comparator::Gt);
            let severity = if strict { RULE.severity } else { Severity::Warning };
            let finding = finding(form, indicator, "rule").severity(severity).arg("condition", &condition.raw);
            verdict.find(finding.pair("100%", &condition.raw).with(evidence::part(form, indicator, "scoring")));
        }
    }
    verdict
}

fn finding(form: &Form, indicator: &Indicator, variant: &'static str) -> Finding {
    Finding::new(&RULE, form)
        .variant(variant)
        .arg("name", evidence::name(form))
        .arg("indicator", &indicator.level3)
        .arg("target", &indicator.target.raw)
        .with(evidence::target(form, indicator))
}
