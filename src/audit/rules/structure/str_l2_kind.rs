//! STR-L2-KIND

use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::Indicator;
use crate::normalise::values::ValueKind;

/// A rate filed as quantity, a count filed as quality, and the like.
pub static RULE: Rule = Rule {
    id: "STR-L2-KIND",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("指标类别与内容不符", "Category does not fit the indicator"),
    explanation: Explanation {
        checks: text(
            "数量指标应为数（次数、人数、件数），不应是比率；质量指标不应是次数；时效指标应与时间有关（及时率、完成时间），不应是与时间无关的比率。",
            "Quantity means counts, not rates; quality is no count of events; timeliness has to do with time (及时率, 完成时间), not rates that do not.",
        ),
        matters: text(
            "全部“数量”都是完成率的项目，实际上没有说明要做多少事。",
            "A project whose only quantity is a completion rate does not say how much is to be done.",
        ),
        example: text("数量指标：法律顾问工作完成率 100%。", "数量指标: 法律顾问工作完成率 100%."),
        advice: text("改列到相应类别，并补充真正的数量。", "File it where it belongs, and state a real quantity."),
        source: Some(text("财预〔2021〕101号", "MoF 财预〔2021〕101号")),
    },
    messages: &[
        message(
            "",
            "{name}：{category}「{indicator}」{target} 是比率，不是数量",
            "{name}: 「{indicator}」 {target} under {category} is a rate, not a quantity",
        ),
        message(
            "count",
            "{name}：{category}「{indicator}」{target} 是数量，不是质量",
            "{name}: 「{indicator}」 {target} under {category} is a quantity, not a quality",
        ),
        message(
            "time",
            "{name}：{category}「{indicator}」{target} 与时间无关",
            "{name}: 「{indicator}」 {target} under {category} has nothing to do with time",
        ),
    ],
    check: Check::Document(check),
};

const TIME: &[&str] = &[
    "时",
    "期",
    "进度",
    "日",
    "天",
    "月",
    "季",
    "年",
    "周",
    "快",
    "效率",
    "速度",
    "启动",
    "完成率",
    "完成情况",
    "支付率",
    "执行率",
    "支出率",
    "响应",
    "工期",
    "早",
    "晚",
    "拨付",
    "到位",
];
const COUNT_ENDINGS: &[&str] =
    &["次数", "人数", "件数", "场次", "人次", "个数", "份数", "户数", "面积", "里程", "台数", "套数"];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有产出指标", "no indicators of output");
    for (form, indicator) in context.indicators() {
        let Some(category) = Category::of(indicator) else { continue };
        let variant = match category {
            Category::Quantity => is_rate(indicator).then_some(""),
            Category::Quality => is_count(indicator).then_some("count"),
            Category::Timeliness => {
                (is_rate(indicator) && !TIME.iter().any(|word| indicator.level3.contains(word))).then_some("time")
            }
            _ => continue,
        };
        verdict.count();
        let Some(variant) = variant else { continue };
        let finding = Finding::new(&RULE, form)
            .variant(variant)
            .group(format!("{}/{variant}", RULE.id))
            .arg("name", evidence::name(form))
            .arg("category", indicator.level2.as_deref().unwrap_or(category.label()))
            .arg("indicator", &indicator.level3)
            .arg("target", &indicator.target.raw)
            .with(evidence::part(form, indicator, "level2"))
            .with(evidence::target(form, indicator));
        verdict.find(finding);
    }
    verdict
}

/// Named a rate, with a percentage as its target. Both, since a column of percentages may also say how far a count is met.
fn is_rate(indicator: &Indicator) -> bool {
    let percent = indicator.target.unit.as_deref() == Some("%") || indicator.target.base_unit.as_deref() == Some("%");
    let name = indicator.level3.trim_end_matches(|c: char| "（()）%％".contains(c) || c.is_ascii_digit());
    matches!(indicator.target.kind, ValueKind::Ratio | ValueKind::Range) && percent && name.ends_with('率')
}

fn is_count(indicator: &Indicator) -> bool {
    indicator.target.kind == ValueKind::Quantity
        && COUNT_ENDINGS.iter().any(|ending| indicator.level3.ends_with(ending))
}
