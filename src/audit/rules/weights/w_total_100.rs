//! W-TOTAL-100

use crate::audit::amounts::sane;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::points::Points;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// The points of a self-evaluation.
pub static RULE: Rule = Rule {
    id: "W-TOTAL-100",
    group: Group::Weights,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("自评表分值合计", "Points of a self-evaluation"),
    explanation: Explanation {
        checks: text(
            "自评表各指标分值与预算执行率分值合计应为 100 分，并与表中印出的合计一致。",
            "The points of a self-evaluation, execution rate included, must come to 100, and to the total the form prints.",
        ),
        matters: text(
            "满分不是 100 分的自评，得分和等级都没有可比性。",
            "Where full marks are not 100, scores and grades cannot be compared.",
        ),
        example: text("执行率 10 分，指标合计 85 分，共 95 分。", "Execution 10 points, indicators 85: 95 in all."),
        advice: text("核对各指标分值。", "Check the points of each indicator."),
        source: Some(text(
            "财预〔2020〕10号《项目支出绩效评价管理办法》",
            "MoF 财预〔2020〕10号, measures for evaluating project expenditure",
        )),
    },
    messages: &[
        message(
            "",
            "{name}：指标分值合计 {indicators}，加预算执行率 {execution} 共 {sum}，应为 100",
            "{name}: indicators {indicators} and execution rate {execution} come to {sum} points, not 100",
        ),
        message(
            "printed",
            "{name}：分值合计印为 {printed}，各行相加为 {sum}",
            "{name}: the total of points is printed as {printed}, the rows come to {sum}",
        ),
    ],
    check: Check::Document(check),
};

/// Whether a printed total is what the rows take together with the points of an execution rate that was not found.
fn lacks_execution(points: &Points, total: Decimal) -> bool {
    points.execution.is_none() && total == Decimal::ONE_HUNDRED && points.sum == Decimal::from(90)
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有印出分值的自评表", "no self-evaluation prints points");
    let mut in_order = 0;
    for form in context.evaluations() {
        let Some(points) = Points::of(form) else { continue };
        if !points.missing.is_empty() {
            verdict.because("分值不全，见 W-MISSING", "weights are missing, see W-MISSING");
            continue;
        }
        let (sum, hundred) = (points.with_execution(), Decimal::ONE_HUNDRED);
        // 绩效指标（90分） without printed points of the execution rate: the other ten stand elsewhere.
        let fits =
            sum == hundred || points.sum == hundred || (points.execution.is_none() && points.sum == Decimal::from(90));
        let weights =
            || form.indicators.iter().filter(|i| i.weight.is_some()).map(|i| evidence::part(form, i, "weight"));
        let printed = form.total_weight.as_ref().and_then(|total| Some((total, sane(total.number?)?)));
        let execution = points.execution.map_or("—".to_owned(), |points| points.to_string());
        let finding = Finding::new(&RULE, form)
            .group(format!("{}/weights", form.id))
            .arg("name", evidence::name(form))
            .arg("sum", sum);
        match printed {
            // The ten points of the execution rate stand in the budget block, and were not known as such.
            Some((total, number)) if lacks_execution(&points, number) => {
                verdict.not_compared(
                    &evidence::number(form, "total_weight", total),
                    format!("各行分值合计 {}，其余 {} 分没有读到", points.sum, number - points.sum),
                    format!("the rows take {} points; the other {} were not found", points.sum, number - points.sum),
                );
            }
            Some((total, number)) if number != sum && number != points.sum => {
                verdict.count();
                let finding = finding.variant("printed").arg("printed", number).numbers(sum, number);
                verdict.find(finding.with(evidence::number(form, "total_weight", total)).with_all(weights()));
            }
            _ if !fits => {
                verdict.count();
                let finding = finding.arg("indicators", points.sum).arg("execution", execution).numbers(hundred, sum);
                verdict.find(finding.with_all(weights()));
            }
            _ => {
                verdict.count();
                in_order += 1;
            }
        }
    }
    if in_order > 0 {
        verdict.state(
            format!("{in_order} 张自评表的分值合计相符"),
            format!("the points of {in_order} self-evaluations add up"),
        );
    }
    verdict
}
