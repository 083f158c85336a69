//! STR-HDR

use crate::audit::context::Context;
use crate::audit::evidence;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;

/// Header fields left blank.
pub static RULE: Rule = Rule {
    id: "STR-HDR",
    group: Group::Structure,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("表头空白", "Blank header"),
    explanation: Explanation {
        checks: text(
            "表头印有填报单位、部门名称、项目名称、实施单位、实施期等栏目的，应当填写。表上没有的栏目不检查。",
            "Header fields that a form prints (填报单位, 部门名称, 项目名称, 实施单位, 实施期) must be filled in. Fields it does not print are not checked.",
        ),
        matters: text(
            "填报单位空白，责任主体不明，汇总时也无法归属。",
            "Without them nobody answers for the form, and it cannot be assigned when data are put together.",
        ),
        example: text("填报单位：（盖章），单位名称空白。", "填报单位：（盖章）, with no name."),
        advice: text("补填表头后重新公开。", "Fill in the header and publish again."),
        source: None,
    },
    messages: &[message("", "{name}：{field}空白", "{name}: {field} is blank")],
    check: Check::Document(check),
};

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("表头没有这些栏目", "no form prints these header fields");
    for form in context.forms {
        let fields = [
            ("reporting_unit", &form.reporting_unit, "填报单位"),
            ("department", &form.department, "部门名称"),
            ("implementing_unit", &form.implementing_unit, "实施单位"),
            ("project", &form.project, "项目名称"),
            ("period", &form.period, "实施期"),
        ];
        for (name, field, usual) in fields {
            let Some(field) = field else { continue };
            verdict.count();
            if field.text.as_deref().is_some_and(|text| !text.trim().is_empty()) {
                continue;
            }
            let label = field
                .label
                .split(['（', '(', '：', ':'])
                .next()
                .map(str::trim)
                .filter(|label| !label.is_empty())
                .unwrap_or(usual);
            let finding = Finding::new(&RULE, form)
                .group(format!("{}/{name}", RULE.id))
                .arg("name", evidence::name(form))
                .arg("field", label)
                .with(evidence::header(form, name, field));
            verdict.find(finding);
        }
    }
    verdict
}
