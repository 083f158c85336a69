//! X-NARR-ROW

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::metric::{Vocabulary, without_leads};
use crate::audit::prose::Mention;
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, goals, names};
use crate::normalise::disclosure::{Form, Indicator, Narrative};
use std::collections::HashMap;
use std::rc::Rc;

/// Goals without an indicator.
pub static RULE: Rule = Rule {
    id: "X-NARR-ROW",
    group: Group::Crosscheck,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("文字目标没有对应指标", "Goals without indicator"),
    explanation: Explanation {
        checks: text(
            "目标文字中写明的比率，或“无……发生”的承诺，本表没有对应指标、而同一文件另一张表有的，予以提示。",
            "A rate in a goal, or a promise that something does not happen (无……发生), for which the form has no indicator though another form of the document has one.",
        ),
        matters: text(
            "目标写了却不考核，或目标文字是从别的项目抄来的。",
            "A goal that nobody scores, or one pasted from another project.",
        ),
        example: text(
            "社区矫正项目的目标写“安置帮教核查率98%”，指标在另一个项目的表中。",
            "A project's goal states 安置帮教核查率98%, whose indicator is another project's.",
        ),
        advice: text("补充指标，或改写目标。", "Add the indicator, or correct the goal."),
        source: None,
    },
    messages: &[
        message(
            "",
            "{name}：目标文字「{quote}」在本表没有对应指标，「{indicator}」在「{other}」的表中",
            "{name}: the goal 「{quote}」 has no indicator on this form; 「{indicator}」 is on that of 「{other}」",
        ),
        message(
            "absence",
            "{name}：目标文字「{quote}」在本表没有对应指标，「{indicator}」在「{other}」的表中",
            "{name}: the promise 「{quote}」 has no indicator on this form; 「{indicator}」 is on that of 「{other}」",
        ),
    ],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有项目表的目标文字写明比率", "no project's goal states a rate");
    let owners = Owners::of(context);
    for form in context.portfolios.iter().flat_map(|portfolio| &portfolio.projects) {
        for narrative in goals::annual(form) {
            rates(context, form, narrative, &owners, &mut verdict);
            absences(context, form, narrative, &owners, &mut verdict);
        }
    }
    verdict
}

/// The names of the projects' indicators, each with the first that bears it, in their order.
struct Owners<'a> {
    names: Vec<(Rc<str>, &'a Form, &'a Indicator)>,
    by_name: HashMap<Rc<str>, usize>,
}

impl<'a> Owners<'a> {
    fn of(context: &Context<'a>) -> Self {
        let mut owners = Owners { names: Vec::new(), by_name: HashMap::new() };
        for form in context.portfolios.iter().flat_map(|portfolio| &portfolio.projects) {
            for indicator in &form.indicators {
                let name = context.key(indicator);
                if !owners.by_name.contains_key(&name) {
                    owners.by_name.insert(name.clone(), owners.names.len());
                    owners.names.push((name, form, indicator));
                }
            }
        }
        owners
    }

    fn named(&self, name: &str) -> Option<(&'a Form, &'a Indicator)> {
        let (_, form, indicator) = &self.names[*self.by_name.get(name)?];
        Some((form, indicator))
    }

    fn speaking_of(&self, what: &str) -> Option<(&'a Form, &'a Indicator)> {
        self.names.iter().find(|(name, ..)| name.contains(what)).map(|(_, form, indicator)| (*form, *indicator))
    }
}

fn rates<'a>(context: &Context<'a>, form: &'a Form, narrative: &'a Narrative, owners: &Owners, verdict: &mut Verdict) {
    let names = Vocabulary::of(form, context);
    for mention in context.mentions(narrative).iter().filter(|mention| mention.value.base_unit.as_deref() == Some("%"))
    {
        verdict.count();
        if !names.meant(mention).is_empty() {
            continue;
        }
        let Some((owner, indicator)) = full_names(mention).iter().find_map(|name| owners.named(name)) else { continue };
        if !std::ptr::eq(owner, form) {
            verdict.find(finding(form, narrative, "", &mention.quote, owner, indicator));
        }
    }
}

/// The metric's name, and in a list its name with each beginning of the first item's.
fn full_names(mention: &Mention) -> Vec<String> {
    let head = names::key(&mention.head);
    let bare = without_leads(&head);
    let mut full = vec![bare.to_owned()];
    if let Some(first) = mention.list_head.as_deref().map(names::key) {
        let first = without_leads(&first);
        full.extend(first.char_indices().skip(2).map(|(at, _)| format!("{}{bare}", &first[..at])));
    }
    full
}

fn absences<'a>(context: &Context<'a>, form: &'a Form, narrative: &Narrative, owners: &Owners, verdict: &mut Verdict) {
    for (quote, what) in promises(&narrative.text) {
        verdict.count();
        if form.indicators.iter().any(|indicator| context.key(indicator).contains(what)) {
            continue;
        }
        if let Some((owner, indicator)) = owners.speaking_of(what) {
            verdict.find(finding(form, narrative, "absence", quote, owner, indicator));
        }
    }
}

fn finding(
    form: &Form,
    narrative: &Narrative,
    variant: &'static str,
    quote: &str,
    owner: &Form,
    indicator: &Indicator,
) -> Finding {
    Finding::new(&RULE, form)
        .variant(variant)
        .group(format!("{}/{}", RULE.id, form.id))
        .table(owner)
        .arg("name", evidence::name(form))
        .arg("quote", quote)
        .arg("indicator", &indicator.level3)
        .arg("other", evidence::name(owner))
        .with(evidence::narrative(form, narrative, quote))
        .with(evidence::target(owner, indicator))
}

/// The promises that something does not happen, each with what: 无安全责任事故发生, 安全责任.
fn promises(text: &str) -> Vec<(&str, &str)> {
    const HAPPENS: &str = "发生";
    let mut found = Vec::new();
    let mut rest = text;
    while rest.contains(HAPPENS) {
        let Some((at, word)) =
            ["无", "不发生", "杜绝", "零"].iter().filter_map(|word| Some((rest.find(word)?, *word))).min()
        else {
            break;
        };
        rest = &rest[at..];
        let after = &rest[word.len()..];
        let han = after.char_indices().take_while(|(_, c)| is_han(*c)).map(|(at, c)| at + c.len_utf8());
        let promise = han.take(8).skip(2).find_map(|end| {
            let what = &after[..end];
            let kinds = ["情况", "现象", "事件", "事故", "案件", "问题", ""];
            let kind = kinds
                .iter()
                .find(|kind| after[end..].strip_prefix(**kind).is_some_and(|rest| rest.starts_with(HAPPENS)))?;
            Some((what, end + kind.len() + HAPPENS.len()))
        });
        let end = match promise {
            Some((what, end)) => {
                found.push((&rest[..word.len() + end], what));
                word.len() + end
            }
            None => word.chars().next().map_or(word.len(), char::len_utf8),
        };
        rest = &rest[end..];
    }
    found
}

fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_name_what_does_not_happen() {
        for (text, found) in [
            ("全年无安全责任事故发生", vec![("无安全责任事故发生", "安全责任")]),
            (
                "不发生重大舆情发生，杜绝违规现象发生",
                vec![("不发生重大舆情发生", "重大舆情"), ("杜绝违规现象发生", "违规现象")],
            ),
            (
                "零重大责任事故发生。无越级上访情况发生",
                vec![("零重大责任事故发生", "重大责任"), ("无越级上访情况发生", "越级上访")],
            ),
            ("无发生", vec![]),
            ("无，安全事故发生", vec![]),
            ("无无安全事故发生", vec![("无无安全事故发生", "无安全")]),
            ("无一二三四五六七八九发生", vec![]),
        ] {
            assert_eq!(promises(text), found, "{text}");
        }
    }
}
