//! X-NARR

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::interval::is_said_as;
use crate::audit::metric::{Match, Vocabulary};
use crate::audit::prose::Mention;
use crate::audit::quantity::Quantity;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, goals};
use crate::normalise::disclosure::{Form, Indicator, Narrative};
use crate::normalise::values::{Value, flag};
use rust_decimal::Decimal;

/// Numbers in the goals against the indicators.
pub static RULE: Rule = Rule {
    id: "X-NARR",
    group: Group::Crosscheck,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("文字目标与指标值", "Numbers in goals against indicators"),
    explanation: Explanation {
        checks: text(
            "绩效目标文字中写明的数值应与本表同名指标的指标值一致；自评表“实际完成情况”中的数值应与实际完成值一致。按名称对应，简称（“回执率”即“安置帮教回执率”）只在并列或唯一时认定；跨年度目标、增减幅度、其他年度的数不比较。",
            "A number in a goal must be the target of the indicator it names; in a self-evaluation the reported results must be the actual values. Names decide; short forms count only in lists or where just one fits. Goals over several years, changes and other years' numbers are not compared.",
        ),
        matters: text(
            "同一目标写了两个数，考核时不知以哪个为准。",
            "With two numbers for one goal nobody knows which one binds.",
        ),
        example: text(
            "文字“回执率96%”，指标“安置帮教回执率 98%”。",
            "The goal says 回执率96%, the indicator 安置帮教回执率 98%.",
        ),
        advice: text("统一文字与指标值。", "Make them the same."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：目标文字「{quote}」，指标「{indicator}」的指标值为 {target}",
            "{name}: the goal says 「{quote}」, the target of 「{indicator}」 is {target}",
        ),
        message(
            "actual",
            "{name}：完成情况「{quote}」，指标「{indicator}」的实际完成值为 {target}",
            "{name}: the results say 「{quote}」, the actual value of 「{indicator}」 is {target}",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict =
        Verdict::unless("目标文字中没有与指标同名的数值", "no goal states a number for an indicator of its form");
    for form in context.forms {
        let names = Vocabulary::of(form, context);
        for narrative in goals::annual(form) {
            compare(context, &names, form, narrative, "target", |indicator| Some(&indicator.target), &mut verdict);
        }
        for narrative in goals::results(form) {
            compare(context, &names, form, narrative, "actual", |indicator| indicator.actual.as_ref(), &mut verdict);
        }
    }
    verdict
}

/// What prose says of one indicator.
struct Said<'a> {
    indicator: &'a Indicator,
    sure: Match,
    mentions: Vec<Mention>,
}

fn compare<'a>(
    context: &Context<'a>,
    names: &Vocabulary<'a>,
    form: &'a Form,
    narrative: &'a Narrative,
    part: &'static str,
    value: impl Fn(&'a Indicator) -> Option<&'a Value>,
    verdict: &mut Verdict,
) {
    let mut said: Vec<Said> = Vec::new();
    for mention in context.mentions(narrative).iter() {
        let meant = names.meant(mention);
        // Where a name stands twice, one row with the number will do.
        if meant
            .iter()
            .any(|(indicator, _)| value(indicator).is_some_and(|value| agrees(&mention.value, value) == Some(true)))
        {
            verdict.count();
        }
        for (indicator, sure) in meant {
            match said.iter_mut().find(|said| std::ptr::eq(said.indicator, indicator)) {
                Some(said) => said.mentions.push(mention.clone()),
                None => said.push(Said { indicator, sure, mentions: vec![mention.clone()] }),
            }
        }
    }
    let settled: Vec<String> = said
        .iter()
        .filter(|said| {
            value(said.indicator)
                .is_some_and(|value| said.mentions.iter().any(|m| agrees(&m.value, value) == Some(true)))
        })
        .map(|said| said.indicator.level3.clone())
        .collect();
    for Said { indicator, sure, mentions } in said {
        let Some(value) = value(indicator) else { continue };
        let Some(mention) = mentions.iter().find(|mention| agrees(&mention.value, value) == Some(false)) else {
            continue;
        };
        if settled.contains(&indicator.level3) {
            continue;
        }
        verdict.count();
        let variant = if part == "actual" { "actual" } else { "" };
        let severity = if sure == Match::Whole { RULE.severity } else { Severity::Warning };
        let (expected, found) = (value.raw.clone(), mention.quote.clone());
        let passage = evidence::part(form, indicator, part);
        let finding = Finding::new(&RULE, form)
            .variant(variant)
            .severity(severity)
            .arg("name", evidence::name(form))
            .arg("quote", &mention.quote)
            .arg("indicator", &indicator.level3)
            .arg("target", &value.raw)
            .pair(expected, found)
            .with(evidence::narrative(form, narrative, &mention.quote))
            .with(evidence::part(form, indicator, "level3"))
            .with(passage);
        verdict.find(finding);
    }
}

/// What the last digit of a number in prose is worth in base units, and whether the value has finer digits.
fn last_digits(said: &Value, value: &Value) -> (Decimal, bool) {
    let digit = |value: &Value| {
        let printed = value.value?;
        let factor = match printed.is_zero() {
            true => Decimal::ONE,
            false => value.base_value?.checked_div(printed)?.abs(),
        };
        Decimal::new(1, printed.scale().min(8)).checked_mul(factor)
    };
    match (digit(said), digit(value)) {
        (Some(said), Some(value)) => (said, value < said),
        _ => (Decimal::ZERO, false),
    }
}

/// Whether a number in prose is the value's; `None` where the two cannot be compared.
fn agrees(said: &Value, value: &Value) -> Option<bool> {
    let (said_number, number) = (Quantity::of(said)?, Quantity::of(value)?);
    if !said_number.fits(&number) || value.has(flag::CHANGE) || value.has(flag::OCR_SUSPECT) {
        return None;
    }
    let within = said_number.low >= number.low && said_number.low <= number.high;
    // Prose may round or cut off the decimals of the target.
    let (digit, finer) = last_digits(said, value);
    let cut = finer && is_said_as(number.low, said_number.low, digit);
    let about = said.has(flag::APPROXIMATE) || value.has(flag::APPROXIMATE);
    let near = about && (said_number.low - number.low).abs() * Decimal::TEN <= number.low.abs();
    Some(within || cut || near || value.also.iter().any(|other| agrees(said, other) == Some(true)))
}
