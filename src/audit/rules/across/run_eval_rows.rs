//! RUN-EVAL-ROWS

use crate::audit::across::{Pair, Relation, common, missing};
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;

/// Indicators that only one of target form and self-evaluation has.
pub static RULE: Rule = Rule {
    id: "RUN-EVAL-ROWS",
    group: Group::Across,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("自评遗漏或增加指标", "Indicators dropped or added at evaluation"),
    explanation: Explanation {
        checks: text(
            "本次转换的文件中，同一项目（部门）同一年度的目标表所列指标，自评表应逐项评价；自评表另增的指标予以提示。只在两表多数指标同名时比较。",
            "In the documents of a run, a self-evaluation takes up every indicator that the target form of the same project (or department) and year lists; further indicators are mentioned. Compared only where most names agree.",
        ),
        matters: text("漏评的往往是没有完成的指标。", "What is left out is often what was missed."),
        example: text(
            "目标表有“群众满意度”，自评表没有。",
            "The target form has 群众满意度, the self-evaluation does not.",
        ),
        advice: text("补评，或说明不再适用的原因。", "Evaluate it, or say why it no longer applies."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：{year} 年目标表（{document}）{total} 项指标中 {count} 项自评表没有评价：{rows}",
            "{name}: of {total} indicators of the target form of {year} ({document}), {count} are not evaluated: {rows}",
        ),
        message(
            "added",
            "{name}：自评表另有 {count} 项指标不在 {year} 年目标表（{document}）的 {total} 项之内：{rows}",
            "{name}: {count} indicators of the self-evaluation are not among the {total} of the target form of {year} ({document}): {rows}",
        ),
    ],
    check: Check::Pairs(Relation::Evaluated, check),
};

fn check(&Pair { base, other, .. }: &Pair, _: &Settings, verdict: &mut Verdict) {
    let shared = common(base.form, other.form).len();
    if shared == 0 || shared * 2 < base.form.rows.len().min(other.form.rows.len()) {
        verdict.because(
            "目标表与自评表的指标名称多数不同，不能逐项对应",
            "most indicators of target form and self-evaluation have different names",
        );
        return;
    }
    verdict.count();
    let dropped = missing(base.form, other.form);
    let added = missing(other.form, base.form);
    for (rows, at, variant, severity) in
        [(dropped, base, "", Severity::Warning), (added, other, "added", Severity::Info)]
    {
        if rows.is_empty() {
            continue;
        }
        let names: Vec<String> = rows.iter().map(|row| format!("「{}」", row.name)).collect();
        let mut finding = Finding::across(&RULE, other)
            .variant(variant)
            .severity(severity)
            .arg("name", other.form.name())
            .arg("year", other.form.year.unwrap_or_default())
            .arg("document", base.source)
            .arg("total", base.form.rows.len())
            .arg("count", rows.len())
            .arg("rows", names.join("、"))
            .with_all(rows.iter().map(|row| evidence::target_of(at, row)));
        if variant.is_empty() {
            let whole = evidence::passage(other, "table", other.form.name(), other.form.place);
            finding.evidence.insert(0, whole);
        }
        verdict.find(finding);
    }
}
