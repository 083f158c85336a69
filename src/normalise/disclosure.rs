//! The domain model: what a disclosure says. No logic beyond names.
//!
//! Text is as published with layout-made breaks removed; numbers are exact decimals that keep their printed digits.

use crate::normalise::division::Division;
use crate::normalise::scoring::ScoringRule;
use crate::normalise::values::Value;
use crate::notice::Notice;
use crate::place::Place;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt;

/// A document as data.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// The forms in order of appearance; wide lists give one form per project.
    pub forms: Vec<Form>,
    /// What normalisation could not settle.
    pub notices: Vec<Notice>,
    /// Where every character went.
    pub coverage: Coverage,
}

/// Non-blank characters of a document by where they went; the last four add up to the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// All non-blank characters.
    pub characters: u64,
    /// In a field of the output.
    pub placed: u64,
    /// Labels, headers, page numbers, seals, text outside any recognised table.
    pub furniture: u64,
    /// In a table's area, but in no field.
    pub unplaced: u64,
    /// Left out for a reason: hidden, struck, covered, a mark beside a value; `excluded` lists them.
    pub excluded: u64,
}

impl Coverage {
    /// The share of characters that are accounted for, to four decimals; `None` where there are no characters.
    pub fn share(&self) -> Option<Decimal> {
        let total = Decimal::from(self.characters);
        (self.characters > 0).then(|| (Decimal::from(self.placed + self.furniture + self.excluded) / total).round_dp(4))
    }
}

/// What kind of form a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 部门整体支出绩效目标表
    DepartmentTarget,
    /// 项目支出绩效目标表
    ProjectTarget,
    /// 转移支付区域(项目)绩效目标表
    TransferTarget,
    /// 部门整体支出绩效自评表
    DepartmentSelfEvaluation,
    /// 项目支出绩效自评表
    ProjectSelfEvaluation,
    /// A performance form that no template covers, read generically, or one of another purpose: 绩效监控表.
    Other,
}

/// A printed field: the form has the label; the value may be blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The label as published, such as `项目支出名称`.
    pub label: String,
    /// The value as published; `None` where the form leaves it blank.
    pub text: Option<String>,
    /// Where the value stands, or the label where the value is blank.
    pub place: Place,
    /// What was repaired on the way.
    pub repairs: Vec<String>,
}

/// One form (表): a department's or a project's targets or self-evaluation.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// `t01`, `t02`, … by order of appearance in the document.
    pub id: String,
    /// What kind of form.
    pub kind: Option<FormKind>,
    /// Name of the template that recognised it; empty where read generically.
    pub template: String,
    /// By how many points of evidence the template leads over the second best.
    pub margin: u32,
    /// The title line.
    pub title: Option<Field>,
    /// The year the form is for, with where it was read.
    pub fiscal_year: Option<Year>,
    /// 填报单位, without （盖章）.
    pub reporting_unit: Option<Field>,
    /// 部门名称, 预算部门, 主管部门.
    pub department: Option<Field>,
    /// 实施单位.
    pub implementing_unit: Option<Field>,
    /// The place that the department's, the reporting or the implementing unit's name, or else the title, begins with.
    pub division: Option<Division>,
    /// 项目名称, 项目支出名称.
    pub project: Option<Field>,
    /// 项目编码, the code as printed: in a field of its own, or before the project's name (`51000021R000000000001-工资性支出`).
    pub project_code: Option<Field>,
    /// 实施期 as published.
    pub period: Option<Field>,
    /// The money unit the form declares: 万元 or 元.
    pub currency_unit: Option<Field>,
    /// Whether its rows and columns are told by where the text stands, more than by lines: not every row may be read as one.
    pub by_text: bool,
    /// The pages it stands on, ascending.
    pub pages: Vec<u32>,
    /// The whole table's place on its first page, with its further pages as parts.
    pub place: Place,
    /// Amounts by role, in printed order; an entry printed without amount has `amount: None`.
    pub budget: Vec<BudgetEntry>,
    /// Prose by role, in printed order.
    pub narratives: Vec<Narrative>,
    /// Level-3 indicators in printed order.
    pub indicators: Vec<Indicator>,
    /// Printed level-2 labels (二级指标) with no 三级指标 beside them.
    pub empty_categories: Vec<EmptyCategory>,
    /// Points printed with a level-1 label (`产出指标（50分）`), by label in printed order.
    pub level_points: Vec<LevelPoints>,
    /// Printed total of the weights (总分, 分值 column), where the form has one.
    pub total_weight: Option<PrintedNumber>,
    /// Printed total of the scores (总分, 得分 column), where the form has one.
    pub total_score: Option<PrintedNumber>,
    /// Other labelled fields of the header (项目负责人, 联系电话, 项目属性 …), by label in printed order.
    pub extra: Vec<Field>,
    /// Text inside the table's area that found no field.
    pub unplaced: Vec<Unplaced>,
}

impl Form {
    /// The place of the form with an id: ids count the forms, so that it is where its id says.
    pub fn position(forms: &[Form], id: &str) -> Option<usize> {
        let counted = id.trim_start_matches('t').parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let is = |at: &usize| forms.get(*at).is_some_and(|form| form.id == id);
        counted.filter(is).or_else(|| forms.iter().position(|form| form.id == id))
    }

    /// The form with an id.
    pub fn with_id<'a>(forms: &'a [Form], id: &str) -> Option<&'a Form> {
        Form::position(forms, id).map(|at| &forms[at])
    }
}

/// A year and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The year, such as 2022.
    pub year: i32,
    /// Where it was read.
    pub place: Place,
}

/// A number printed in a cell of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedNumber {
    /// The text as published.
    pub raw: String,
    /// The number, if it is one.
    pub number: Option<Decimal>,
    /// Where it stands.
    pub place: Place,
}

/// Points printed with a level-1 label.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelPoints {
    /// 一级指标 without the points.
    pub level1: String,
    /// The points.
    pub points: Decimal,
    /// Where the label stands.
    pub place: Place,
}

/// One amount of the budget block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BudgetEntry {
    /// What the amount is.
    pub role: Role,
    /// The label as published, without 其中：.
    pub label: String,
    /// The text as published.
    pub raw: String,
    /// The amount in the form's unit, digits as printed (thousands separators removed); `None` where blank.
    pub amount: Option<Decimal>,
    /// The number of a column that is no money (分值, 执行率 in percent, 得分); `amount` is `None` there.
    pub number: Option<Decimal>,
    /// The entry it is a part of where 其中 under a source says so (财政拨款, 其中：上级财政资金): not to be added up beside it.
    pub part_of: Option<Role>,
    /// A unit printed with the amount itself (`2.5万元`), which overrides the form's.
    pub unit: Option<String>,
    /// Where the amount stands, or the label where it is blank.
    pub place: Place,
    /// What was repaired on the way.
    pub repairs: Vec<String>,
}

/// The role of an amount: what it is of, and in which phase. Prints as `source.general_public.initial`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// `total`, `source.general_public`, `nature.basic`, `task.total` … as the data contract lists them.
    pub item: String,
    /// Self-evaluation column, where the form has several.
    pub phase: Option<Phase>,
}

/// The columns of a self-evaluation's budget block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 年初预算数
    Initial,
    /// 全年预算数, 调整后预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 分值
    Weight,
    /// 执行率
    Rate,
    /// 得分
    Score,
}

impl BudgetEntry {
    /// Whether something is printed there that no number could be read from: neither blank nor zero.
    pub fn is_unread(&self) -> bool {
        crate::normalise::unread::is_unread(self)
    }
}

impl Role {
    /// A role without phase.
    pub fn of(item: impl Into<String>) -> Self {
        Role { item: item.into(), phase: None }
    }

    /// Whether it is a source of funds (按收入性质).
    pub fn is_source(&self) -> bool {
        self.item.starts_with("source.")
    }

    /// Whether it is a nature of spending (按支出性质).
    pub fn is_nature(&self) -> bool {
        self.item.starts_with("nature.")
    }
}

impl Phase {
    /// The name in the data contract.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Initial => "initial",
            Phase::Adjusted => "adjusted",
            Phase::Executed => "executed",
            Phase::Weight => "weight",
            Phase::Rate => "rate",
            Phase::Score => "score",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.item)?;
        match self.phase {
            Some(phase) => write!(f, ".{}", phase.name()),
            None => Ok(()),
        }
    }
}

/// A piece of prose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrative {
    /// `duties`, `overall_goal`, `implementation_goal`, `annual_goal`, `actual_completion`, `overview`, `basis`, `task`, `other`.
    pub role: String,
    /// The label as published.
    pub label: String,
    /// The prose, `\n` between paragraphs; empty where the form leaves it blank.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// What was repaired on the way.
    pub repairs: Vec<String>,
}

/// A level-3 indicator with its target.
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    /// `t01.i03`: the form and the order on it.
    pub id: String,
    /// 一级指标 as published.
    pub level1: Option<String>,
    /// 二级指标 as published.
    pub level2: Option<String>,
    /// 三级指标 as published.
    pub level3: String,
    /// 指标值: raw text and its parse.
    pub target: Value,
    /// Points, from the form's own column or from the scoring rule (共计20分).
    pub weight: Option<Decimal>,
    /// Where the weight was read.
    pub weight_source: Option<WeightSource>,
    /// 绩效标准 / 评分标准 as published.
    pub scoring_raw: Option<String>,
    /// The same, parsed.
    pub scoring: Option<ScoringRule>,
    /// 实际完成值, parsed like the target; `None` on forms without that column, and where it is blank.
    pub actual: Option<Value>,
    /// 得分.
    pub score: Option<Decimal>,
    /// 偏差原因分析及改进措施; `None` where blank.
    pub deviation: Option<String>,
    /// The block it stands in where the form has several (长期绩效指标 and 年度绩效指标, 中期目标 and 年度目标), as published.
    pub section: Option<String>,
    /// Columns without a field of their own, by column header.
    pub extra: BTreeMap<String, String>,
    /// The whole row's place.
    pub place: Place,
    /// The place of each printed part: `level1`, `level2`, `level3`, `target`, `weight`, `scoring`, `actual`, `score`, `deviation`.
    /// A printed but blank cell has a place too.
    pub places: BTreeMap<&'static str, Place>,
    /// What was repaired on the way, in English.
    pub repairs: Vec<String>,
}

/// Where a weight was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeightSource {
    /// The form has a column for it.
    Column,
    /// The scoring rule says it (共计20分).
    Rule,
    /// The indicator's name carries it （5分）.
    Name,
}

/// A printed level-2 label with no indicator beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyCategory {
    /// 一级指标 it stands under, as published.
    pub level1: Option<String>,
    /// 二级指标 as published.
    pub level2: String,
    /// Where it stands.
    pub place: Place,
}

/// Text inside a table's area that found no field.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unplaced {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}
