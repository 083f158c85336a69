//! What was read: the document in one paragraph, and its forms in a table.

use super::{both, put, words};
use crate::convert::{Conversion, Status};
use crate::normalise::disclosure::{Field, Form};
use crate::read::document::Format;
use crate::wording::Lang;

/// The document in one paragraph.
pub fn read(out: &mut String, conversion: &Conversion, lang: Lang) {
    let forms = &conversion.disclosure.forms;
    let format = match conversion.format {
        Format::Pdf => "PDF",
        Format::Text => lang.pick("文本", "text"),
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Docx => "Word",
        Format::Xlsx => "Excel",
    };
    let indicators: usize = forms.iter().map(|form| form.indicators.len()).sum();
    let amounts: usize = forms.iter().map(|form| form.budget.len()).sum();
    let (pages, tables) = (conversion.pages, forms.len());
    both(
        out,
        lang,
        format_args!("读到：{format}，{pages} 页，{tables} 张绩效表，{indicators} 项指标，{amounts} 条预算金额。"),
        format_args!(
            "Read: {format}, {pages} pages, {tables} performance forms, {indicators} indicators, {amounts} budget entries. "
        ),
    );
    let coverage = conversion.disclosure.coverage;
    let (all, placed, furniture, unplaced, excluded) =
        (coverage.characters, coverage.placed, coverage.furniture, coverage.unplaced, coverage.excluded);
    both(
        out,
        lang,
        format_args!(
            "全文 {all} 个字符：{placed} 个进入字段，{furniture} 个属于标签、表头、页码与表外文字，{unplaced} 个未能归位，{excluded} 个因隐藏、删除、遮盖或为注号而另列。\n"
        ),
        format_args!(
            "Of {all} characters {placed} are in fields, {furniture} are labels, headers, page numbers and text outside forms, {unplaced} found no place, {excluded} were left out as hidden, deleted, covered or marks.\n"
        ),
    );
    let note = match conversion.status() {
        Status::Converted => return,
        Status::NoTables => lang.pick("没有找到绩效表。", "No performance form was found."),
        Status::Scanned => lang.pick(
            "页面是扫描图像，没有文字层，读不到内容；请用文字识别（OCR）处理后再转换。",
            "The pages are images without a text layer, so nothing can be read; run OCR on the file first.",
        ),
        Status::PartlyScanned => lang.pick(
            "部分页面是没有文字层的扫描图像，这些页面读不到内容。",
            "Some pages are images without a text layer; nothing could be read from those.",
        ),
    };
    put(out, format_args!("\n**{note}**\n"));
}

/// The forms.
pub fn list(out: &mut String, conversion: &Conversion, lang: Lang) {
    let forms = &conversion.disclosure.forms;
    if forms.is_empty() {
        return;
    }
    out.push_str(lang.pick(
        "\n| 表 | 类型 | 部门或项目 | 年度 | 页 | 金额 | 指标 |\n|---|---|---|---|---|---|---|\n",
        "\n| form | kind | department or project | year | pages | amount | indicators |\n|---|---|---|---|---|---|---|\n",
    ));
    for form in forms {
        let year = form.fiscal_year.as_ref().map_or(String::new(), |year| year.year.to_string());
        let (kind, pages) = (words::kind(form.kind, lang), words::pages(&form.pages));
        let (subject, amount) = (words::plain(subject(form)), amount(form));
        put(
            out,
            format_args!(
                "| {} | {kind} | {subject} | {year} | {pages} | {amount} | {} |\n",
                form.id,
                form.indicators.len()
            ),
        );
    }
}

/// What a form is about: its project, else its department, else its title.
pub fn subject(form: &Form) -> &str {
    let fields = [&form.project, &form.department, &form.reporting_unit, &form.title];
    fields.into_iter().find_map(text).unwrap_or("")
}

fn text(field: &Option<Field>) -> Option<&str> {
    field.as_ref()?.text.as_deref()
}

/// The total of the budget block as printed, or its first amount where it has no total.
fn amount(form: &Form) -> String {
    let printed = || form.budget.iter().filter(|entry| entry.amount.is_some());
    let total = printed().find(|entry| entry.role.item == "total");
    let Some(entry) = total.or_else(|| printed().next()) else { return String::new() };
    let unit = entry.unit.as_deref().or(text(&form.currency_unit)).unwrap_or("");
    let amount = entry.amount.map_or(String::new(), |amount| amount.to_string());
    format!("{} {amount} {}", words::plain(&entry.label), words::plain(unit)).trim_end().to_owned()
}
