//! Which indicator a name in prose, or on another form, means.

use crate::audit::context::Context;
use crate::audit::prose::Mention;
use crate::audit::{names, rows};
use crate::normalise::disclosure::{Form, Indicator};
use crate::normalise::lexicon::{Lazy, Lexicon};
use std::rc::Rc;

/// How surely a name means an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Its beginning was left out, as in lists, or its ending (培训2次 for 培训次数).
    Shortened,
    /// Its whole name, with nothing before it but words such as 全年完成.
    Whole,
}

/// Words that may stand before a metric without changing what it is.
static LEADS: Lazy = Lazy::new(|| {
    Lexicon::new(&[
        "全年",
        "全市",
        "全县",
        "全区",
        "全省",
        "全州",
        "全国",
        "全局",
        "全系统",
        "全镇",
        "全乡",
        "全域",
        "本年度",
        "本年",
        "年度",
        "年内",
        "当年",
        "计划",
        "确保",
        "保证",
        "力争",
        "预计",
        "预期",
        "拟",
        "完成",
        "实现",
        "开展",
        "组织",
        "做好",
        "使",
        "其中",
        "目标",
        "达到",
        "并",
        "且",
        "以及",
        "和",
        "及",
        "同时",
        "进一步",
        "将",
        "我市",
        "我县",
        "我区",
        "我省",
        "我局",
        "本市",
        "本县",
        "本区",
        "本省",
        "本局",
        "市",
        "县",
        "区",
        "省",
        "不断",
        "努力",
        "总体",
        "按时",
        "按期",
        "切实",
        "有效",
        "保障",
        "维持",
        "坚持",
        "推进",
        "通过",
        "项目",
    ])
});
/// Endings of counts that prose leaves out.
const COUNT_ENDINGS: &[&str] =
    &["次数", "人数", "件数", "人次", "场次", "个数", "份数", "户数", "数量", "数", "面积", "里程", "长度"];
/// Verbs at the beginning of an indicator's name that prose replaces or leaves out.
const VERBS: &[&str] = &["完成", "开展", "组织", "办理", "举办", "参加", "实施"];
/// Rates so common that they mean nothing without the words before them.
const COMMON: &[&str] = &[
    "完成率",
    "合格率",
    "及时率",
    "满意度",
    "满意率",
    "准确率",
    "达标率",
    "覆盖率",
    "到位率",
    "执行率",
    "使用率",
    "利用率",
    "完好率",
    "增长率",
    "通过率",
    "优良率",
    "参与率",
    "知晓率",
    "发放率",
    "节约率",
    "控制率",
    "成功率",
    "落实率",
    "整改率",
    "比率",
    "比例",
    "占比",
    "按期完成率",
    "工作完成率",
    "任务完成率",
];

/// Whether a name says too little by itself to tell which metric is meant.
pub fn is_common(key: &str) -> bool {
    COMMON.contains(&key) || names::length(key) < 3
}

/// The names of a form's indicators, made comparable once.
pub struct Vocabulary<'a> {
    form: &'a Form,
    rows: Vec<(&'a Indicator, Rc<str>)>,
}

impl<'a> Vocabulary<'a> {
    /// The names on a form.
    pub fn of(form: &'a Form, context: &Context<'a>) -> Self {
        Vocabulary { form, rows: rows::annual(form).map(|row| (row, context.key(row))).collect() }
    }

    /// The indicators that a mention in the form's prose means. Several where a name stands twice.
    pub fn meant(&self, mention: &Mention) -> Vec<(&'a Indicator, Match)> {
        let Some(head) = of_this_year(&mention.head, self.form) else { return Vec::new() };
        let head = names::key(head);
        let unit = mention.value.base_unit.as_deref().unwrap_or_default();
        let is_whole = |key: &str| names::length(key) >= 3 && head.strip_suffix(key).is_some_and(is_lead);
        let whole = || self.rows.iter().filter(|(_, key)| is_whole(key));
        if let Some(longest) = whole().map(|(_, key)| key.len()).max() {
            return whole().filter(|(_, key)| key.len() == longest).map(|(row, _)| (*row, Match::Whole)).collect();
        }
        let bare = without_leads(&head);
        let shortened = self.rows.iter().filter(|(row, key)| {
            self.elides_beginning(key, bare, mention.list_head.as_deref())
                || (row.target.base_unit.as_deref() == Some(unit) && elides_ending(key, bare))
        });
        let shortened: Vec<_> = shortened.map(|(row, _)| (*row, Match::Shortened)).collect();
        // A short form that fits several indicators tells nothing.
        if shortened.len() == 1 { shortened } else { Vec::new() }
    }

    /// `回执率` for 安置帮教回执率, in a list that begins with 安置帮教核查率 or where no other indicator ends so.
    fn elides_beginning(&self, key: &str, head: &str, list_head: Option<&str>) -> bool {
        let Some(beginning) = key.strip_suffix(head).filter(|beginning| !beginning.is_empty()) else { return false };
        if names::length(head) < 3 {
            return false;
        }
        match list_head.map(names::key) {
            Some(list_head) => without_leads(&list_head).starts_with(beginning),
            None => {
                let others = self.rows.iter().filter(|(_, key)| key.ends_with(head)).count();
                others == 1 && !is_common(head) && names::length(beginning) <= 8
            }
        }
    }
}

/// The words without the form's year before them; `None` where they name another year.
fn of_this_year<'a>(head: &'a str, form: &Form) -> Option<&'a str> {
    let at = head.find("20").filter(|at| head.get(at + 4..).is_some_and(|rest| rest.starts_with('年')));
    let Some(at) = at else { return Some(head) };
    let year: i32 = head[at..at + 4].parse().ok()?;
    let rest = &head[at + 4 + '年'.len_utf8()..];
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    form.fiscal_year.as_ref().is_some_and(|this| this.year == year).then_some(rest)
}

/// `社区矫正工作督查` for 完成社区矫正工作督查次数.
fn elides_ending(key: &str, head: &str) -> bool {
    let Some(stem) = COUNT_ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)) else { return false };
    let stem = VERBS.iter().find_map(|verb| stem.strip_prefix(verb)).unwrap_or(stem);
    names::length(stem) >= 4 && head.strip_suffix(stem).is_some_and(|lead| is_lead(lead) || VERBS.contains(&lead))
}

/// Whether the words are leads and nothing else.
fn is_lead(words: &str) -> bool {
    let rest = without_leads(words);
    rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit())
}

/// The words after all leads at the beginning.
pub fn without_leads(words: &str) -> &str {
    let mut rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    while let Some(lead) = LEADS.longest(rest) {
        rest = rest[lead.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    rest
}

/// Whether two names are those of one metric: the same, or one is the other with words before it, and says enough.
pub fn same_metric(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (long.ends_with(short) && names::length(short) >= 5 && !is_common(short) && !is_vague(short))
}

/// Whether a rate's name has only 工作, 任务 or the like before a common ending: 工作完成率.
fn is_vague(key: &str) -> bool {
    let stem = COMMON.iter().find_map(|ending| key.strip_suffix(ending));
    stem.is_some_and(|stem| {
        ["工作", "任务", "项目", "资金拨付", "按期", "计划", "工程", "验收", "质量"].contains(&stem)
    })
}
