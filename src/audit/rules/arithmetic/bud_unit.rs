//! BUD-UNIT

use crate::audit::amounts::{annual_total, declared_unit, headline, sane, yuan, yuan_per};
use crate::audit::category::Category;
use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::audit::prose::Mention;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{BudgetEntry, Form, FormKind};
use crate::normalise::values::ValueKind;
use rust_decimal::Decimal;

/// Amounts in 元 where 万元 is declared, and the reverse.
pub static RULE: Rule = Rule {
    id: "BUD-UNIT",
    group: Group::Arithmetic,
    severity: Severity::Error,
    since: "0.1.0",
    name: text("元与万元混用", "元 taken for 万元"),
    explanation: Explanation {
        checks: text(
            "项目金额与本表成本指标（自带单位）、与同一文件其他项目、与部门总额相比，恰差约一万倍的，疑为元与万元混用。",
            "A project's amount against its own cost indicators (which carry their unit), against the document's other projects and the department's total: off by about 10,000, 元 was probably taken for 万元.",
        ),
        matters: text("差一万倍的金额会毁掉任何汇总。", "An amount off by 10,000 ruins every sum it enters."),
        example: text(
            "表头单位为万元，某项目 718000，其他项目在 3 至 4067 之间。",
            "Declared in 万元, one project prints 718000 while the others lie between 3 and 4067.",
        ),
        advice: text(
            "核对该项目批复金额，改正单位或数字。",
            "Check the approved amount; correct the unit or the number.",
        ),
        source: None,
    },
    messages: &[
        message(
            "",
            "「{project}」{amount}（表头单位{unit}）疑按{suspect}填写：其他项目在 {low} 至 {high} {unit}之间，除以一万倍后 {converted} 才与之相当",
            "「{project}」 {amount} (declared in {unit}) seems to be in {suspect}: the other projects lie between {low} and {high} {unit}, and converted it would be {converted}",
        ),
        message(
            "cost",
            "「{project}」{amount}（表头单位{unit}）与本表「{indicator}」{target}恰差约一万倍，疑按{suspect}填写",
            "「{project}」 {amount} (declared in {unit}) is about 10,000 times off from its own indicator 「{indicator}」 {target}: it seems to be in {suspect}",
        ),
        message(
            "prose",
            "「{project}」{amount}（表头单位{unit}）与本表文字「{quote}」恰差一万倍，疑按{suspect}填写",
            "「{project}」 {amount} (declared in {unit}) is exactly 10,000 times off from the form's own prose 「{quote}」: it seems to be in {suspect}",
        ),
        message(
            "tiny",
            "「{project}」只有 {amount} 元，疑按万元填写",
            "「{project}」 has {amount} 元 only; it seems to be in 万元",
        ),
        message(
            "department",
            "「{project}」{amount}（表头单位{unit}）大于整个部门的资金总额 {total}，按{suspect}计则相符，疑单位填错",
            "「{project}」 {amount} (declared in {unit}) exceeds the whole department's total {total}; it seems to be in {suspect}",
        ),
    ],
    check: Check::Document(check),
};

/// 元 in one 万元.
const FACTOR: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// A form's amount with its unit.
struct Candidate<'a> {
    form: &'a Form,
    entry: &'a BudgetEntry,
    yuan: Decimal,
    per: Decimal,
    /// Whether the amount seems too large (元 under a 万元 header) or too small (万元 under a 元 header).
    too_large: bool,
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有注明单位的项目金额", "no project amounts with a declared unit");
    let projects: Vec<(&Form, &BudgetEntry, Decimal)> = context
        .forms
        .iter()
        .filter(|form| {
            !matches!(form.kind, None | Some(FormKind::DepartmentTarget | FormKind::DepartmentSelfEvaluation))
        })
        .filter_map(|form| headline(form).and_then(|entry| Some((form, entry, yuan(form, entry)?))))
        .filter(|(_, _, yuan)| *yuan > Decimal::ZERO)
        .collect();
    verdict.count_all(projects.len());
    let mut by_size: Vec<(Decimal, usize)> = projects.iter().map(|(_, _, yuan)| *yuan).zip(0..).collect();
    by_size.sort_unstable();
    for (at, (form, entry, yuan)) in projects.iter().enumerate() {
        let Some(per) = declared_unit(form).and_then(yuan_per) else { continue };
        if per != FACTOR && per != Decimal::ONE {
            continue;
        }
        let too_large = per == FACTOR;
        let candidate = Candidate { form, entry, yuan: *yuan, per, too_large };
        let found = by_cost(&candidate)
            .or_else(|| by_prose(context, &candidate))
            .or_else(|| by_department(context, &candidate))
            .or_else(|| by_siblings(&candidate, &Others::of(&by_size, at)?))
            .or_else(|| by_itself(&candidate));
        if let Some(finding) = found {
            verdict.find(finding);
        }
    }
    verdict
}

/// The other projects' amounts, in yuan.
struct Others {
    low: Decimal,
    high: Decimal,
    count: usize,
}

impl Others {
    /// Of projects by size, those but one; `None` where there is no other.
    fn of(by_size: &[(Decimal, usize)], but: usize) -> Option<Self> {
        let (low, _) = by_size.iter().find(|(_, at)| *at != but)?;
        let (high, _) = by_size.iter().rev().find(|(_, at)| *at != but)?;
        Some(Others { low: *low, high: *high, count: by_size.len() - 1 })
    }
}

impl Candidate<'_> {
    fn converted(&self) -> Decimal {
        if self.too_large { self.yuan / FACTOR } else { self.yuan * FACTOR }
    }

    fn finding(&self) -> Finding {
        let (unit, suspect) = if self.too_large { ("万元", "元") } else { ("元", "万元") };
        let printed = self.yuan / self.per;
        Finding::new(&RULE, self.form)
            .group(format!("{}/{}", RULE.id, self.form.id))
            .arg("project", evidence::name(self.form))
            .arg("amount", printed.normalize())
            .arg("unit", unit)
            .arg("suspect", suspect)
            .arg("converted", (self.converted() / self.per).normalize())
            .pair((self.converted() / self.per).normalize(), printed.normalize())
            .with(evidence::budget(self.form, self.entry))
    }
}

/// The form's own cost indicator states the amount with its unit.
fn by_cost(candidate: &Candidate) -> Option<Finding> {
    let near = |a: Decimal, b: Decimal| (a - b).abs() * Decimal::from(10) <= b.abs();
    let cost = candidate.form.indicators.iter().find(|indicator| {
        let is_total = ["总成本", "预算控制", "总额", "总投资", "成本控制数", "项目成本"]
            .iter()
            .any(|word| indicator.level3.contains(word));
        let money = (indicator.target.kind == ValueKind::Money && indicator.target.base_unit.as_deref() == Some("元"))
            .then(|| indicator.target.base_value.and_then(sane))
            .flatten();
        is_total
            && Category::of(indicator) == Some(Category::Cost)
            && money.is_some_and(|money| money > Decimal::ZERO && near(candidate.converted(), money))
    })?;
    Some(
        candidate
            .finding()
            .variant("cost")
            .arg("indicator", &cost.level3)
            .arg("target", &cost.target.raw)
            .with(evidence::target(candidate.form, cost)),
    )
}

/// The form's own prose states the amount with its unit.
fn by_prose<'a>(context: &Context<'a>, candidate: &Candidate<'a>) -> Option<Finding> {
    let form = candidate.form;
    form.narratives.iter().find_map(|narrative| {
        let mentions = context.mentions(narrative);
        let yuan = |mention: &Mention| {
            let value = Some(&mention.value).filter(|value| value.base_unit.as_deref() == Some("元"))?;
            sane(value.base_value?)
        };
        let states = |amount: Decimal| move |mention: &&Mention| yuan(mention) == Some(amount);
        // Prose that states the printed amount as well speaks of two.
        if mentions.iter().any(|mention| states(candidate.yuan)(&mention)) {
            return None;
        }
        let said = mentions.iter().find(states(candidate.converted()))?;
        let finding = candidate.finding().variant("prose").severity(Severity::Warning).arg("quote", &said.quote);
        Some(finding.with(evidence::narrative(form, narrative, &said.quote)))
    })
}

/// No project costs less than a thousand yuan.
fn by_itself(candidate: &Candidate) -> Option<Finding> {
    let tiny = !candidate.too_large && candidate.yuan < Decimal::ONE_THOUSAND;
    tiny.then(|| candidate.finding().variant("tiny").severity(Severity::Warning))
}

/// The amount exceeds the whole department's total, and would not if converted.
fn by_department(context: &Context, candidate: &Candidate) -> Option<Finding> {
    if !candidate.too_large {
        return None;
    }
    let portfolio =
        context.portfolios.iter().find(|p| p.projects.iter().any(|form| std::ptr::eq(*form, candidate.form)))?;
    let department = portfolio.department?;
    let total_entry = annual_total(department)?;
    let total = yuan(department, total_entry)?;
    let fits = candidate.yuan > total * Decimal::TWO && candidate.converted() <= total;
    // 上级资金 may lie outside the department's figures, but not by so much.
    fits.then(|| {
        candidate
            .finding()
            .variant("department")
            .arg("total", total_entry.amount.unwrap_or_default())
            .table(department)
            .with(evidence::budget(department, total_entry))
    })
}

/// All other projects are of another order of magnitude, and the converted amount is of theirs.
fn by_siblings(candidate: &Candidate, others: &Others) -> Option<Finding> {
    let Others { low, high, count } = *others;
    let hundred = Decimal::ONE_HUNDRED;
    let printed = candidate.yuan / candidate.per;
    let outlier = if candidate.too_large {
        // Yuan printed under a 万元 header are whole and mostly round; one sibling is too few to judge by.
        count >= 2 && candidate.yuan >= high * hundred && printed.fract().is_zero() && printed >= Decimal::from(10_000)
    } else {
        // No project costs less than ten thousand yuan where the others cost hundreds of thousands.
        candidate.yuan * hundred <= low && printed < Decimal::from(10_000) && low >= Decimal::from(100_000)
    };
    let spread = Decimal::from(20);
    let fits = candidate.converted() * spread >= low && candidate.converted() <= high * spread;
    (outlier && fits).then(|| {
        candidate
            .finding()
            .severity(Severity::Warning)
            .arg("low", (low / candidate.per).normalize())
            .arg("high", (high / candidate.per).normalize())
            .with_all(unit_evidence(candidate.form))
    })
}

fn unit_evidence(form: &Form) -> Option<Evidence> {
    form.currency_unit.as_ref().map(|field| evidence::header(form, "currency_unit", field))
}
