//! The words of performance forms by what they mean, read once from `templates/vocabulary.toml`.

use crate::normalise::disclosure::Phase;
use crate::normalise::label::{self, Label};
use crate::normalise::pattern::Pattern;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words by meaning, for looking up only (never iterated).
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    fields: Words<String>,
    extra: Words<()>,
    narratives: Words<String>,
    budget: Words<String>,
    phases: Words<PhaseColumn>,
    columns: Words<Column>,
    tasks: Words<String>,
    costs: Words<String>,
    sections: Words<()>,
    totals: Words<()>,
    level1: Words<String>,
    level2: Words<String>,
    like: Vec<Like>,
    pub(super) titles: Titles,
}

/// Label keys and what they mean.
#[derive(Clone, Debug)]
struct Words<T>(FxHashMap<String, T>);

impl<T> Default for Words<T> {
    fn default() -> Self {
        Words(FxHashMap::default())
    }
}

impl<T: Clone> Words<T> {
    fn add<'a>(&mut self, labels: impl IntoIterator<Item = &'a String>, meaning: &T) {
        for label in labels {
            self.0.insert(label::full_key(label), meaning.clone());
        }
    }

    /// The meaning of a printed label: with its brackets' content first, then without.
    fn get(&self, label: &Label) -> Option<&T> {
        if label.is_empty() {
            return None;
        }
        label.full.as_ref().and_then(|full| self.0.get(full)).or_else(|| self.0.get(&label.bare))
    }
}

/// A column of the indicator block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Column {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标, 指标名称, 指标内容
    Name,
    /// 指标值
    Target,
    /// 调整指标值
    AdjustedTarget,
    /// 指标性质, 符号
    Sign,
    /// 度量单位
    Unit,
    /// 分值, 权重
    Weight,
    /// 评分标准
    Rule,
    /// 实际完成值
    Actual,
    /// 得分
    Score,
    /// 偏差原因分析及改进措施
    Deviation,
    /// A column kept under its own header.
    Extra,
}

/// A column of a self-evaluation's budget block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhaseColumn {
    /// An amount, rate or score.
    Phase(Phase),
    /// Why the budget was not spent.
    Reason,
}

/// What titles are made of.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Titles {
    pub(super) ends: Vec<String>,
    pub(super) contains: Vec<String>,
    pub(super) self_evaluation: Vec<String>,
    pub(super) transfer: Vec<String>,
    pub(super) department: Vec<String>,
    /// Titles of forms that neither set targets nor evaluate them.
    pub(super) other: Vec<String>,
    /// The characters that `ends` end in, each once.
    #[serde(skip)]
    last: Vec<char>,
}

impl Titles {
    /// Whether a text has a character that a title ends in; asked first, since most texts have none. Han characters fold to
    /// themselves; an end in another character could be written in several ways.
    pub(super) fn may_end(&self, text: &str) -> bool {
        self.last.iter().any(|c| !('\u{4e00}'..='\u{9fff}').contains(c) || text.contains(*c))
    }

    fn add(&mut self, more: &Titles) {
        for (into, from) in [
            (&mut self.ends, &more.ends),
            (&mut self.contains, &more.contains),
            (&mut self.self_evaluation, &more.self_evaluation),
            (&mut self.transfer, &more.transfer),
            (&mut self.department, &more.department),
            (&mut self.other, &more.other),
        ] {
            into.extend(from.iter().filter(|word| !word.is_empty()).cloned());
        }
        self.last = self.ends.iter().filter_map(|end| end.chars().next_back()).collect();
        self.last.sort_unstable();
        self.last.dedup();
    }
}

/// The vocabulary as the file, or a template's own words, spell it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Source {
    fields: BTreeMap<String, Vec<String>>,
    extra: Labels,
    narratives: BTreeMap<String, Vec<String>>,
    budget: BTreeMap<String, Vec<String>>,
    phases: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<String, Vec<String>>,
    tasks: BTreeMap<String, Vec<String>>,
    costs: BTreeMap<String, Vec<String>>,
    sections: Sections,
    level1: BTreeMap<String, Vec<String>>,
    level2: BTreeMap<String, Vec<String>>,
    titles: Option<Titles>,
    like: Vec<Like>,
}

/// What labels of one meaning look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Like {
    of: Of,
    is: String,
    words: Vec<Pattern>,
}

/// What kind of label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Of {
    Column,
    Budget,
    Narrative,
    Field,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Labels {
    labels: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sections {
    labels: Vec<String>,
    totals: Vec<String>,
}

/// What follows the words for this year at the beginning of a label.
fn without_year(label: &str) -> Option<&str> {
    let words = ["本年度", "当年度", "本年", "当年", "今年"];
    words.iter().find_map(|word| label.strip_prefix(word)).or_else(|| {
        let digits = label.bytes().take_while(u8::is_ascii_digit).count();
        let rest = label[digits..].strip_prefix('年').filter(|_| digits == 4)?;
        Some(rest.strip_prefix('度').unwrap_or(rest))
    })
}

impl Vocabulary {
    /// The names of level 2 and of level 1, without the 指标 at their end, and the heads of columns: forms use no others for what
    /// they mean. In no order.
    pub(super) fn closed_terms(&self) -> [Vec<&String>; 3] {
        [self.level2.0.keys().collect(), self.level1.0.keys().collect(), self.columns.0.keys().collect()]
    }

    /// Whether a label's key is a known word of any kind.
    pub(super) fn is_closed(&self, key: &str) -> bool {
        let Vocabulary { fields, extra, narratives, budget, phases, columns, tasks, costs, sections, totals, .. } =
            self;
        [&fields.0, &narratives.0, &budget.0, &tasks.0, &costs.0].iter().any(|words| words.contains_key(key))
            || [&extra.0, &sections.0, &totals.0].iter().any(|words| words.contains_key(key))
            || phases.0.contains_key(key)
            || columns.0.contains_key(key)
            || self.level1.0.contains_key(key)
            || self.level2.0.contains_key(key)
    }

    /// Adds words; later ones win over earlier ones. Fails on a column or phase that does not exist.
    pub(super) fn add(&mut self, source: &Source) -> Result<(), String> {
        for (into, from) in [
            (&mut self.fields, &source.fields),
            (&mut self.narratives, &source.narratives),
            (&mut self.budget, &source.budget),
            (&mut self.tasks, &source.tasks),
            (&mut self.costs, &source.costs),
        ] {
            for (meaning, labels) in from {
                into.add(labels, meaning);
            }
        }
        self.extra.add(&source.extra.labels, &());
        self.sections.add(&source.sections.labels, &());
        self.totals.add(&source.sections.totals, &());
        for (name, labels) in &source.phases {
            self.phases.add(labels, &phase(name).ok_or_else(|| format!("no phase is called {name}"))?);
        }
        for (name, labels) in &source.columns {
            self.columns.add(labels, &column(name).ok_or_else(|| format!("no column is called {name}"))?);
        }
        for (into, from) in [(&mut self.level1, &source.level1), (&mut self.level2, &source.level2)] {
            for (code, labels) in from {
                into.add(labels, code);
            }
        }
        for like in &source.like {
            if like.of == Of::Column && column(&like.is).is_none() {
                return Err(format!("no column is called {}", like.is));
            }
        }
        // A template's own come first.
        self.like.splice(0..0, source.like.iter().cloned());
        if let Some(titles) = &source.titles {
            self.titles.add(titles);
        }
        Ok(())
    }

    /// The header field that a label names.
    pub(super) fn field(&self, label: &Label) -> Option<&str> {
        self.fields.get(label).map(String::as_str)
    }

    /// Whether it is a label of a header field without a place of its own.
    pub(super) fn is_extra(&self, label: &Label) -> bool {
        self.extra.get(label).is_some()
    }

    /// The narrative role that a label names.
    pub(super) fn narrative(&self, label: &Label) -> Option<&str> {
        self.narratives.get(label).map(String::as_str)
    }

    /// The budget role that a label names.
    pub(super) fn budget(&self, label: &Label) -> Option<&str> {
        let last = || {
            // `资金来源：（1）政府预算资金`: the block's label and that of its first amount in one cell.
            let (block, amount) = label.bare.split_once(':')?;
            let part = |text: &str| Label { bare: text.to_owned(), full: None };
            self.is_section(&part(block)).then(|| self.budget.get(&part(amount))).flatten()
        };
        // 本年金额, 2023年度金额: this year's, however the form says so.
        let of_year = || self.budget.get(&Label { bare: format!("年度{}", without_year(&label.bare)?), full: None });
        self.budget.get(label).or_else(last).or_else(of_year).map(String::as_str)
    }

    /// The budget phase that a column header names.
    pub(super) fn phase(&self, label: &Label) -> Option<PhaseColumn> {
        let months = || self.phases.get(&Label { bare: without_months(&label.bare)?.to_owned(), full: None });
        self.phases.get(label).or_else(months).copied()
    }

    /// The indicator column that a header names.
    pub(super) fn column(&self, label: &Label) -> Option<Column> {
        self.columns.get(label).copied()
    }

    /// The indicator column that an unknown header looks like.
    pub(super) fn column_like(&self, label: &Label) -> Option<Column> {
        self.column(label).or_else(|| column(self.like(Of::Column, label)?))
    }

    /// The budget role that an unknown label looks like.
    pub(super) fn budget_like(&self, label: &Label) -> Option<&str> {
        self.budget(label).or_else(|| self.like(Of::Budget, label))
    }

    /// The narrative role that an unknown label looks like.
    pub(super) fn narrative_like(&self, label: &Label) -> Option<&str> {
        self.narrative(label).or_else(|| self.like(Of::Narrative, label))
    }

    /// The header field that an unknown label looks like.
    pub(super) fn field_like(&self, label: &Label) -> Option<&str> {
        self.field(label).or_else(|| self.like(Of::Field, label))
    }

    fn like(&self, of: Of, label: &Label) -> Option<&str> {
        // Labels are short; longer texts that hold such words are prose.
        if label.is_empty() || label.bare.chars().count() > 20 {
            return None;
        }
        let fits = |like: &&Like| like.of == of && like.words.iter().any(|word| word.fits(&label.bare));
        self.like.iter().find(fits).map(|like| like.is.as_str())
    }

    /// The column of a task list that a header names.
    pub(super) fn task(&self, label: &Label) -> Option<&str> {
        self.tasks.get(label).map(String::as_str)
    }

    /// The column of a cost composition that a header names.
    pub(super) fn cost(&self, label: &Label) -> Option<&str> {
        self.costs.get(label).map(String::as_str)
    }

    /// Whether it is the label of a whole block.
    pub(super) fn is_section(&self, label: &Label) -> bool {
        self.sections.get(label).is_some()
    }

    /// Whether it is the label of a row of sums.
    pub(super) fn is_total(&self, label: &Label) -> bool {
        self.totals.get(label).is_some()
    }

    /// The code of a level-1 label.
    pub(super) fn level1(&self, label: &Label) -> Option<&str> {
        level(&self.level1, label)
    }

    /// The code of a level-2 label.
    pub(super) fn level2(&self, label: &Label) -> Option<&str> {
        level(&self.level2, label)
    }

    /// Whether it is a label of any kind that stands beside or above what is filled in.
    pub(super) fn is_label(&self, label: &Label) -> bool {
        self.field(label).is_some()
            || self.narrative(label).is_some()
            || self.budget(label).is_some()
            || self.is_section(label)
            || self.is_extra(label)
    }

    /// Whether a label looks like one of a form's head, goals or amounts.
    pub(super) fn is_like(&self, label: &Label) -> bool {
        self.field_like(label).or(self.narrative_like(label)).or(self.budget_like(label)).is_some()
    }
}

/// A header of a budget under way without the months in front: 1—7月执行数.
fn without_months(text: &str) -> Option<&str> {
    let (months, rest) = text.split_once('月')?;
    let rest = rest.strip_prefix('份').unwrap_or(rest).trim_start_matches('底');
    let is_month = |c: char| c.is_ascii_digit() || "-—–~～至到".contains(c);
    (!rest.is_empty() && months.starts_with(|c: char| c.is_ascii_digit()) && months.chars().all(is_month))
        .then_some(rest)
}

/// 指标 at the end makes no difference, nor do points in brackets.
fn level<'a>(words: &'a Words<String>, label: &Label) -> Option<&'a str> {
    let bare = label.bare.strip_suffix("指标").unwrap_or(&label.bare);
    words.0.get(bare).map(String::as_str)
}

fn phase(name: &str) -> Option<PhaseColumn> {
    Some(match name {
        "initial" => PhaseColumn::Phase(Phase::Initial),
        "adjusted" => PhaseColumn::Phase(Phase::Adjusted),
        "executed" => PhaseColumn::Phase(Phase::Executed),
        "weight" => PhaseColumn::Phase(Phase::Weight),
        "rate" => PhaseColumn::Phase(Phase::Rate),
        "score" => PhaseColumn::Phase(Phase::Score),
        "reason" => PhaseColumn::Reason,
        _ => return None,
    })
}

fn column(name: &str) -> Option<Column> {
    Some(match name {
        "level1" => Column::Level1,
        "level2" => Column::Level2,
        "name" => Column::Name,
        "target" => Column::Target,
        "adjusted_target" => Column::AdjustedTarget,
        "sign" => Column::Sign,
        "unit" => Column::Unit,
        "weight" => Column::Weight,
        "rule" => Column::Rule,
        "actual" => Column::Actual,
        "score" => Column::Score,
        "deviation" => Column::Deviation,
        "extra" => Column::Extra,
        _ => return None,
    })
}
