//! RUN-YEAR-TARGET

use crate::audit::across::{Pair, Relation, change, common};
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use crate::normalise::values::Better;
use rust_decimal::Decimal;

/// This year's targets against last year's.
pub static RULE: Rule = Rule {
    id: "RUN-YEAR-TARGET",
    group: Group::Across,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("指标值比上年变动较大", "Target changed much since last year"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同一项目（部门）相邻两年目标表的同名指标：指标值放宽且预算没有减少，放宽超过上年的 30%（比率为 5 个百分点）的为警告；其他变动超过 30% 的予以提示。幅度可在 jixiao.toml 的 tolerance.change 设定。",
            "In the documents of a run, targets of one name in two successive years of a project (or department): eased by more than 30% of the earlier (rates: 5 percentage points) though the budget did not shrink is a warning; any other change of more than 30% is mentioned. tolerance.change in jixiao.toml sets the bound.",
        ),
        matters: text("钱不少，目标降低，需要理由。", "Less for the same money needs a reason."),
        example: text(
            "上年培训 500 人，本年 300 人，预算相同。",
            "500 people trained last year, 300 this year, for the same budget.",
        ),
        advice: text("说明调整的依据。", "Say what the change rests on."),
        source: Some(text("财预〔2015〕88号（历史标准）", "MoF 财预〔2015〕88号 (historical standards)")),
    },
    messages: &[
        message(
            "",
            "{name}：「{indicator}」指标值 {found}，上年（{document}）为 {expected}",
            "{name}: the target of 「{indicator}」 is {found}; last year's ({document}) was {expected}",
        ),
        message(
            "eased",
            "{name}：「{indicator}」指标值由上年（{document}）的 {expected} 放宽为 {found}，预算没有减少",
            "{name}: the target of 「{indicator}」 was eased from {expected} last year ({document}) to {found}, though the budget did not shrink",
        ),
    ],
    check: Check::Pairs(Relation::Yearly, check),
};

/// Percentage points by which an eased rate is worth a look.
const POINTS: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

fn check(&Pair { base, other, .. }: &Pair, settings: &Settings, verdict: &mut Verdict) {
    let budgets = base.form.annual.as_ref().zip(other.form.annual.as_ref());
    let kept_money = budgets.is_some_and(|(last, this)| this.yuan + this.rounding + last.rounding >= last.yuan);
    for (last, this) in common(base.form, other.form) {
        let (Some(a), Some(b)) = (&last.number, &this.number) else { continue };
        // A date moves with the year.
        if !a.compares(b) {
            continue;
        }
        verdict.count();
        let eased = match this.better {
            Better::Higher => b.value < a.value,
            Better::Lower => b.value > a.value,
            Better::Neither => false,
        };
        let far = change(a.value, b.value).is_some_and(|change| change.abs() > settings.tolerance.change);
        let fewer_points = &*a.unit == "%" && (a.value - b.value).abs() > POINTS;
        let (variant, severity) = match (eased && kept_money, far, fewer_points) {
            (true, true, _) | (true, _, true) => ("eased", Severity::Warning),
            (_, true, _) => ("", Severity::Info),
            _ => continue,
        };
        let finding = Finding::across(&RULE, other)
            .variant(variant)
            .severity(severity)
            .arg("name", other.form.name())
            .arg("indicator", &this.name)
            .arg("document", base.source)
            .arg("expected", &last.target)
            .arg("found", &this.target)
            .with(evidence::target_of(other, this))
            .with(evidence::target_of(base, last));
        verdict.find(finding);
    }
}
