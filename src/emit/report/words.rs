//! Small words of the report: places, severities, escaped text.

use crate::audit::finding::Severity;
use crate::normalise::disclosure::FormKind;
use crate::place::Place;
use crate::wording::Lang;

/// Characters of a quotation before it is cut; the JSON has it whole.
const QUOTE: usize = 80;

/// Published text as Markdown shows it: on one line, with nothing that Markdown or HTML would take for markup.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (position, word) in text.split_whitespace().enumerate() {
        if position > 0 {
            out.push(' ');
        }
        for character in word.chars() {
            match character {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '*' | '`' | '[' | ']' | '|' | '\\' | '~' | '#' => out.extend(['\\', character]),
                _ => out.push(character),
            }
        }
    }
    out
}

/// A quotation in corner brackets, cut where it is long.
pub fn quote(text: &str) -> String {
    let short: String = text.chars().take(QUOTE).collect();
    let cut = if short.len() < text.len() { "……" } else { "" };
    format!("「{}{cut}」", plain(&short))
}

/// Where something stands: page, and line in text files.
pub fn place(place: &Place, lang: Lang) -> String {
    let last = place.last_page();
    match (place.line, last > place.page) {
        (Some(line), _) => lang.pick(format!("第 {line} 行"), format!("line {line}")),
        (None, true) => lang.pick(format!("第 {}–{last} 页", place.page), format!("pp. {}–{last}", place.page)),
        (None, false) => lang.pick(format!("第 {} 页", place.page), format!("p. {}", place.page)),
    }
}

/// Page numbers as ranges: `1–4, 6`.
pub fn pages(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let range = |&(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

/// A severity as a heading has it.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "Errors"),
        Severity::Warning => lang.pick("警告", "Warnings"),
        Severity::Info => lang.pick("提示", "For information"),
    }
}

/// A kind of form.
pub fn kind(kind: Option<FormKind>, lang: Lang) -> &'static str {
    match kind {
        Some(FormKind::DepartmentTarget) => lang.pick("部门整体目标", "department targets"),
        Some(FormKind::ProjectTarget) => lang.pick("项目目标", "project targets"),
        Some(FormKind::TransferTarget) => lang.pick("转移支付目标", "transfer payment targets"),
        Some(FormKind::DepartmentSelfEvaluation) => lang.pick("部门整体自评", "department self-evaluation"),
        Some(FormKind::ProjectSelfEvaluation) => lang.pick("项目自评", "project self-evaluation"),
        Some(FormKind::Other) | None => lang.pick("其他", "other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_text_cannot_become_markup() {
        assert_eq!(plain("<p style>a\n|b*"), "&lt;p style&gt;a \\|b\\*");
        assert_eq!(quote("≥95%"), "「≥95%」");
        assert!(quote(&"长".repeat(200)).ends_with("……」"));
    }

    #[test]
    fn pages_are_ranges() {
        assert_eq!(pages(&[1, 2, 3, 6, 8, 9]), "1–3, 6, 8–9");
    }
}
