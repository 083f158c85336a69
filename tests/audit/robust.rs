//! The audit of forms that no bureau would publish: it must answer, whatever they hold.

use crate::build::{Row, decimal, entry, field, place, push_row};
use jixiao::audit::{Settings, audit, render};
use jixiao::normalise::disclosure::{Disclosure, Form, FormKind, LevelPoints, Narrative, PrintedNumber, Year};
use jixiao::wording::Lang;
use rust_decimal::Decimal;

/// A sequence of numbers that is the same on every machine (Knuth's MMIX).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }
}

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "90",
    "100",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "9999999999999",
    "10000000000000",
    "2131.30",
    "0.1",
    "12345.6789",
];
const TEXTS: &[&str] = &[
    "",
    " ",
    "，",
    "、",
    "同上",
    "100%",
    "0%",
    "-5%",
    "≥95%",
    "290%",
    "15万人",
    "12月底前",
    "及时",
    "有效保障",
    "优",
    "完成完成",
    "99999999999999999999999999999%",
    "90%-95%",
    "2次以上，每次≥50人",
    "**",
    "1/0",
    "（",
    "）",
    "{name}",
    "𠀀𠀁",
    "a\u{0301}",
    "79228162514264337593543950335万元",
    "0.00000000000000000001件",
    "完成0件得满分，共计10分，每少1件扣0分，扣完为止",
    "达到98%得满分，共计10分，每下降百分之一扣权重分的1%",
    "成本节约率大于0得满分，共计20分，等于0得16分，小于0不得分",
    "安置帮教核查率98%以上、回执率96%、衔接率90%以上。无脱管漏管情况发生。",
    "完成2021年度任务，预算安排30万元",
    "0",
    "100",
];
const NAMES: &[&str] = &[
    "",
    "核查率",
    "安置帮教核查率",
    "甲和乙督查次数",
    "乙督查次数",
    "预算执行率",
    "成本节约率",
    "群众满意度",
    "小计",
    "项目总成本",
    "1",
    "指标1：",
];
const LEVELS: &[&str] = &[
    "",
    "产出指标",
    "效益指标（30分）",
    "满意度指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "社会效益指标",
    "服务对象满意度指标",
];
const ROLES: &[&str] = &[
    "total",
    "total.initial",
    "total.adjusted",
    "total.executed",
    "total.weight",
    "total.rate",
    "total.score",
    "source.own",
    "source.superior",
    "source.fiscal",
    "source.general_public",
    "nature.basic",
    "nature.project",
    "task.total",
];

fn form(number: usize, sequence: &mut Sequence) -> Form {
    let kinds = [
        FormKind::DepartmentTarget,
        FormKind::ProjectTarget,
        FormKind::TransferTarget,
        FormKind::DepartmentSelfEvaluation,
        FormKind::ProjectSelfEvaluation,
        FormKind::Other,
    ];
    let mut header =
        |label| Some(field(label, Some(TEXTS[sequence.next(TEXTS.len())]).filter(|text| !text.is_empty())));
    let mut form = Form {
        id: format!("t{number:02}"),
        title: header(""),
        project: header("项目名称"),
        department: header("部门名称"),
        period: header("实施期"),
        place: place(1),
        ..Form::default()
    };
    form.kind = Some(kinds[sequence.next(kinds.len())]).filter(|_| sequence.next(20) > 0);
    form.fiscal_year = (sequence.next(3) > 0).then(|| Year { year: 2020 + sequence.next(4) as i32, place: place(1) });
    form.currency_unit = Some(field("单位", Some(sequence.pick(&["万元", "元", "亿元", "吨"]))));
    for _ in 0..sequence.next(12) {
        let mut amount = entry(sequence.pick(ROLES), "资金", Some(sequence.pick(NUMBERS)));
        amount.unit = (sequence.next(4) == 0).then(|| sequence.pick(&["万元", "亿元", "元"]).to_owned());
        form.budget.push(amount);
    }
    for role in ["duties", "annual_goal", "implementation_goal", "actual_completion", "overview"] {
        let text = (0..sequence.next(4)).map(|_| sequence.pick(TEXTS)).collect::<Vec<_>>().join("，");
        form.narratives.push(Narrative { role: role.into(), text, place: place(1), ..Narrative::default() });
    }
    for _ in 0..sequence.next(14) {
        let row = Row {
            level1: Some(sequence.pick(LEVELS)),
            level2: Some(sequence.pick(LEVELS)),
            level3: sequence.pick(NAMES),
            target: sequence.pick(TEXTS),
            weight: (sequence.next(3) > 0).then(|| sequence.pick(NUMBERS)),
            scoring: (sequence.next(2) > 0).then(|| sequence.pick(TEXTS)),
            actual: (sequence.next(2) > 0).then(|| sequence.pick(TEXTS)),
            score: (sequence.next(2) > 0).then(|| sequence.pick(NUMBERS)),
            deviation: (sequence.next(2) > 0).then(|| sequence.pick(TEXTS)),
        };
        push_row(&mut form, row);
    }
    let mut number =
        || PrintedNumber { raw: "x".into(), number: Some(decimal(sequence.pick(NUMBERS))), place: place(1) };
    form.total_weight = Some(number());
    form.total_score = Some(number());
    form.level_points.push(LevelPoints { level1: "产出指标".into(), points: Decimal::MAX, place: place(1) });
    form
}

#[test]
fn nothing_makes_the_audit_panic_or_differ() {
    let mut sequence = Sequence(20_220_101);
    for _ in 0..400 {
        let forms = (1..=sequence.next(7)).map(|number| form(number, &mut sequence)).collect();
        let disclosure = Disclosure { forms, ..Disclosure::default() };
        let result = audit(&disclosure, &Settings::default());
        assert_eq!(result, audit(&disclosure, &Settings::default()));
        for finding in &result.findings {
            assert!(!render(finding, Lang::Zh).is_empty() && !render(finding, Lang::En).is_empty());
        }
    }
}
