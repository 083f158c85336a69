//! BUD-PERSONNEL

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::normalise::disclosure::FormKind;

/// Pay of staff filed as a project.
pub static RULE: Rule = Rule {
    id: "BUD-PERSONNEL",
    group: Group::Arithmetic,
    severity: Severity::Info,
    since: "0.1.0",
    name: text("人员待遇列入项目支出", "Pay filed as a project"),
    explanation: Explanation {
        checks: text(
            "项目名称含工资、津贴、奖金、补助（本单位人员）等字样的予以提示：人员经费一般属于基本支出。",
            "Projects named after wages, allowances or bonuses of the bureau's own staff are mentioned: pay is normally basic expenditure.",
        ),
        matters: text(
            "把人员经费列作项目，会使项目支出虚大、基本支出虚小。",
            "Pay filed as a project inflates project expenditure and hides basic expenditure.",
        ),
        example: text("项目“警察补助（执勤）”。", "A project named 警察补助（执勤）."),
        advice: text(
            "核对支出性质；聘用人员、对群众的补助不在此列。",
            "Check the nature of the spending; hired helpers and benefits to citizens are not meant.",
        ),
        source: None,
    },
    messages: &[message(
        "",
        "项目「{project}」名称含「{word}」，疑为本单位人员待遇，一般应列基本支出",
        "project 「{project}」 is named 「{word}」: pay of own staff would normally be basic expenditure",
    )],
    check: Check::Document(check),
};

/// Words that mean pay of staff by themselves.
const PAY: &[&str] =
    &["工资", "津贴", "奖金", "绩效奖", "津补贴", "加班费", "值班费", "社保缴费", "住房公积金", "年终奖"];
/// Staff whose 补助 or 补贴 is pay.
const STAFF: &[&str] = &["警察", "民警", "干警", "在职", "职工", "干部", "公务员", "执勤"];
/// People outside the staff, whose benefits are projects indeed.
const OTHERS: &[&str] = &[
    "聘用",
    "劳务",
    "辅警",
    "临聘",
    "编外",
    "农民工",
    "村",
    "社区",
    "退役",
    "遗属",
    "困难",
    "优抚",
    "公益性",
    "教师",
    "学生",
];

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有写明名称的项目支出表", "no project form with a name");
    for form in context.forms.iter().filter(|form| form.kind == Some(FormKind::ProjectTarget)) {
        let Some(field) = form.project.as_ref() else { continue };
        let Some(name) = field.text.as_deref() else { continue };
        verdict.count();
        if OTHERS.iter().any(|word| name.contains(word)) {
            continue;
        }
        let pay = PAY.iter().find(|word| name.contains(**word)).copied();
        let benefit = ["补助", "补贴"]
            .into_iter()
            .find(|word| name.contains(word) && STAFF.iter().any(|staff| name.contains(staff)));
        if let Some(word) = pay.or(benefit) {
            let finding = Finding::new(&RULE, form)
                .arg("project", name)
                .arg("word", word)
                .with(evidence::header(form, "project", field));
            verdict.find(finding);
        }
    }
    verdict
}
