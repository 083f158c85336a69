//! VAL-HIDDEN

use crate::audit::context::Context;
use crate::audit::finding::{Finding, Severity};
use crate::audit::rule::{Check, Explanation, Group, Rule, message, text};
use crate::audit::verdict::Verdict;
use crate::audit::{evidence, hidden};

/// Values that the spreadsheet did not show.
pub static RULE: Rule = Rule {
    id: "VAL-HIDDEN",
    group: Group::Values,
    severity: Severity::Warning,
    since: "0.1.0",
    name: text("数值未显示", "Values that are not shown"),
    explanation: Explanation {
        checks: text(
            "表格软件在列宽不足时把数值印作“####”，公式出错时印作“#DIV/0!”“#REF!”等。",
            "A spreadsheet prints #### where a number is wider than its column, and #DIV/0! or #REF! where a formula failed.",
        ),
        matters: text(
            "这些格子里的数值没有公开，与之有关的合计也无从核对。",
            "The numbers of these cells are not published, and no sum they belong to can be checked.",
        ),
        example: text("预算数：###。", "预算数: ###."),
        advice: text("加宽列或修正公式后重新导出。", "Widen the column or mend the formula, and export again."),
        source: None,
    },
    messages: &[message(
        "",
        "{name}：{count} 处数值没有显示出来（{quotes}）",
        "{name}: {count} values are not shown ({quotes})",
    )],
    check: Check::Document(check),
};

/// Cells that are quoted in the sentence; all are evidence.
const QUOTED: usize = 3;

fn check(context: &Context) -> Verdict {
    let mut verdict = Verdict::unless("没有绩效表", "no forms");
    for form in context.forms {
        verdict.count();
        let values = hidden::values(form);
        if values.is_empty() {
            continue;
        }
        let mut quotes: Vec<&str> = values.iter().take(QUOTED).map(|value| value.quote.as_str()).collect();
        if values.len() > QUOTED {
            quotes.push("…");
        }
        let finding = Finding::new(&RULE, form)
            .arg("name", evidence::name(form))
            .arg("count", values.len())
            .arg("quotes", quotes.join("、"))
            .with_all(values);
        verdict.find(finding);
    }
    verdict
}
