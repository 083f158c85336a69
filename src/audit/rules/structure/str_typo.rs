//! STR-TYPO

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Evidence, Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::values::ValueKind;
use std::collections::{BTreeMap, HashMap};

/// Slips of the pen.
pub static RULE: Rule = Rule {
    id: "STR-TYPO",
    group: Group::Structure,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("文字疏漏", "Slips of the pen"),
    explanation: Explanation {
        checks: text(
            "词语重复（完成完成）、以逗号结尾、与同一文件别处写法只差一个重复字的词（规范性文性），以及同一文件中字序不同的定性指标值（明显成效与成效明显）。",
            "Doubled words (完成完成), sentences that end with a comma, words that differ from the document's usual spelling by a repeated character (规范性文性 for 规范性文件), and targets of the same words in another order (明显成效, 成效明显).",
        ),
        matters: text("疏漏说明未经校对。", "They show that nobody proofread."),
        example: text("完成完成500人培训得满分。", "完成完成500人培训得满分."),
        advice: text("校对后重新公开。", "Proofread and publish again."),
        source: None,
    },
    messages: &[
        message("", "{name}：{label}词语重复「{quote}」", "{name}: {label}: doubled word 「{quote}」"),
        message("comma", "{name}：{label}以逗号结尾「{quote}」", "{name}: {label} ends with a comma 「{quote}」"),
        message(
            "spelling",
            "{name}：{label}「{quote}」疑为「{usual}」",
            "{name}: {label}: 「{quote}」 probably for 「{usual}」",
        ),
        message(
            "order",
            "定性指标值「{quote}」与别处「{usual}」字序不同",
            "the target 「{quote}」 is elsewhere written 「{usual}」",
        ),
    ],
    check: Check::Document(check),
};

/// Words that forms double by mistake. Of other words two may well follow each other by chance: 学法考法考试.
const WORDS: &[&str] = &[
    "完成", "开展", "组织", "工作", "项目", "提高", "提升", "加强", "保障", "推进", "推动", "建设", "实施", "服务",
    "管理", "培训", "落实", "确保", "实现", "进行", "达到", "资金", "经费", "单位", "部门", "指标", "目标", "任务",
    "满意", "及时", "有效", "全面", "促进", "维护", "监督", "检查", "督查", "宣传", "办理", "发放", "支付", "采购",
    "维修", "改造", "万元", "全市", "全县",
];

/// A passage of a form with what a reader knows it by.
struct Passage<'a> {
    form: &'a Form,
    label: &'a str,
    text: &'a str,
    evidence: Box<dyn Fn(&str) -> Evidence + 'a>,
}

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有文字内容", "no text");
    let passages: Vec<Passage> = context.forms.iter().flat_map(passages).collect();
    let all: Vec<char> = passages.iter().flat_map(|passage| passage.text.chars()).collect();
    let mut rest = &all[..];
    let texts: Vec<&[char]> = passages
        .iter()
        .map(|passage| {
            let (text, others) = rest.split_at(passage.text.chars().count());
            rest = others;
            text
        })
        .collect();
    let spelling = Spelling::of(&texts);
    for (passage, chars) in passages.iter().zip(texts) {
        verdict.count();
        let base = |variant, quote: &str| {
            Finding::new(&RULE, passage.form)
                .variant(variant)
                .arg("name", evidence::name(passage.form))
                .arg("label", passage.label)
                .arg("quote", quote)
                .with((passage.evidence)(quote))
        };
        if let Some(word) = doubled(chars) {
            verdict.find(base("", &word));
        }
        if passage.text.trim_end().ends_with(['，', ',', '、']) {
            let tail: Vec<char> = passage.text.trim_end().chars().collect();
            let tail: String = tail[tail.len().saturating_sub(8)..].iter().collect();
            verdict.find(base("comma", &tail));
        }
        if let Some((quote, usual)) = spelling.slip(chars) {
            verdict.find(base("spelling", &quote).arg("usual", usual));
        }
    }
    orders(context, &mut verdict);
    verdict
}

fn passages(form: &Form) -> Vec<Passage<'_>> {
    let narratives = form.narratives.iter().map(move |narrative| Passage {
        form,
        label: if narrative.label.is_empty() { &narrative.role } else { &narrative.label },
        text: &narrative.text,
        evidence: Box::new(move |quote| evidence::narrative(form, narrative, quote)),
    });
    let rows = form.indicators.iter().flat_map(move |indicator| {
        let part = move |part: &'static str, text| Passage {
            form,
            label: &indicator.level3,
            text,
            evidence: Box::new(move |_: &str| evidence::part(form, indicator, part)),
        };
        let scoring = indicator.scoring_raw.as_deref().map(|text| part("scoring", text));
        [Some(part("level3", indicator.level3.as_str())), scoring].into_iter().flatten()
    });
    narratives.chain(rows).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The first two-character word that stands twice in a row.
fn doubled(chars: &[char]) -> Option<String> {
    chars.windows(4).find_map(|window| {
        let [a, b, c, d] = window else { return None };
        if a != c || b != d {
            return None;
        }
        let word: String = [a, b].into_iter().collect();
        WORDS.contains(&word.as_str()).then(|| word.repeat(2))
    })
}

/// How the document spells: which character follows four others, and what stands after it.
struct Spelling {
    followers: BTreeMap<[char; 4], HashMap<(char, char), usize>>,
}

impl Spelling {
    fn of(texts: &[&[char]]) -> Self {
        // Only words with a repeated character can be slips, and those are few.
        let mut followers: BTreeMap<[char; 4], HashMap<(char, char), usize>> = BTreeMap::new();
        for window in texts.iter().flat_map(|chars| chars.windows(5)) {
            if let [a, b, c, d, e] = window
                && e == c
                && window.iter().all(|c| is_han(*c))
            {
                followers.entry([*a, *b, *c, *d]).or_default();
            }
        }
        if followers.is_empty() {
            return Spelling { followers };
        }
        // Looked up at every place of every text, where hardly one is there: asked for by two characters first.
        const SLOTS: usize = 4096;
        let slot = |b: char, c: char| (b as usize ^ ((c as usize) << 4)) % SLOTS;
        let mut may_be = [false; SLOTS];
        for [_, b, c, _] in followers.keys() {
            may_be[slot(*b, *c)] = true;
        }
        for window in texts.iter().flat_map(|chars| chars.windows(6)) {
            let [a, b, c, d, e, f] = window else { continue };
            if may_be[slot(*b, *c)]
                && is_han(*e)
                && let Some(here) = followers.get_mut(&[*a, *b, *c, *d])
            {
                *here.entry((*e, *f)).or_default() += 1;
            }
        }
        Spelling { followers }
    }

    /// A word whose last character repeats an earlier one where the document elsewhere has another, in the same place.
    fn slip(&self, chars: &[char]) -> Option<(String, String)> {
        if self.followers.is_empty() {
            return None;
        }
        chars.windows(6).find_map(|window| {
            let [a, b, c, d, e, f] = window else { return None };
            let stem = [*a, *b, *c, *d];
            if *e != *c || !is_han(*e) {
                return None;
            }
            let here = self.followers.get(&stem)?;
            let usual = here
                .iter()
                .filter(|((other, after), count)| other != e && after == f && **count >= 1)
                .map(|((other, _), _)| *other);
            // The usual spelling is the document's: twice or more, and the slip just once.
            let total = |wanted: char| {
                here.iter().filter(|((other, _), _)| *other == wanted).map(|(_, count)| *count).sum::<usize>()
            };
            let usual = usual.filter(|other| total(*other) >= 2).max_by_key(|other| (total(*other), *other))?;
            let word = |last: char| stem.iter().chain([&last]).collect::<String>();
            (total(*e) == 1).then(|| (word(*e), word(usual)))
        })
    }
}

/// The rows that print a target, by how they spell it.
type Spellings<'a> = BTreeMap<&'a str, Vec<(&'a Form, &'a Indicator)>>;

/// Qualitative targets of the same characters in another order.
fn orders(context: &Context, verdict: &mut Verdict) {
    let mut spellings: BTreeMap<Vec<char>, Spellings> = BTreeMap::new();
    for (form, indicator) in context.indicators() {
        let raw = indicator.target.raw.as_str();
        if indicator.target.kind == ValueKind::Qualitative
            && raw.chars().all(is_han)
            && (3..=8).contains(&raw.chars().count())
        {
            let mut letters: Vec<char> = raw.chars().collect();
            letters.sort_unstable();
            spellings.entry(letters).or_default().entry(raw).or_default().push((form, indicator));
        }
    }
    for spellings in spellings.values().filter(|spellings| spellings.len() > 1) {
        let Some((usual, others)) = spellings.iter().max_by_key(|(_, rows)| rows.len()) else { continue };
        for (raw, rows) in spellings.iter().filter(|(raw, _)| *raw != usual) {
            let ((form, indicator), (other_form, other)) = (rows[0], others[0]);
            let finding = Finding::new(&RULE, form)
                .variant("order")
                .arg("quote", raw)
                .arg("usual", usual)
                .with(evidence::target(form, indicator))
                .with(evidence::target(other_form, other));
            verdict.find(finding);
        }
    }
}
