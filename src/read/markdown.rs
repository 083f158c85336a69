//! Markdown as OCR services return it: pipe tables, HTML tables in between, headings, everything else as lines.

use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::{html, inline_markup, spacing, text_encoding};

/// Reads a Markdown document.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let text = text_encoding::decode(bytes)?;
    let blocks = blocks(&text);
    let text_layer = if blocks.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Markdown,
        page_count: 1,
        content: Content::Flow(blocks),
        text_layer,
        excluded: Vec::new(),
        ink: Vec::new(),
        notices: Vec::new(),
    })
}

fn blocks(text: &str) -> Vec<Markup> {
    let mut blocks = Vec::new();
    let mut table = MarkupTable::default();
    let mut html_from: Option<(u32, String)> = None;
    for (index, line) in text.lines().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        if html_from.is_none() && contains_ignoring_case(line, "<table") {
            close(&mut table, &mut blocks);
            html_from = Some((number, String::new()));
        }
        if let Some((first, html)) = &mut html_from {
            html.push_str(line);
            html.push('\n');
            if contains_ignoring_case(line, "</table") {
                blocks.extend(html::blocks(html, *first));
                html_from = None;
            }
            continue;
        }
        let place = Place::at_line(1, number);
        let trimmed = line.trim();
        if let Some(row) = row(trimmed) {
            if !is_delimiter(&row) {
                table.rows.push(row.iter().map(|cell| cell_of(cell, &place)).collect());
            }
            continue;
        }
        close(&mut table, &mut blocks);
        if trimmed.starts_with("```") || trimmed.starts_with("![") || trimmed.starts_with("<!--") || is_rule(trimmed) {
            continue;
        }
        let text =
            spacing::line(&inline_markup::strip(&unescape(unmark(trimmed.trim_start_matches(['#', '>']).trim()))));
        if !text.is_empty() {
            blocks.push(Markup::Line { text, place });
        }
    }
    if let Some((first, html)) = html_from {
        blocks.extend(html::blocks(&html, first));
    }
    close(&mut table, &mut blocks);
    blocks
}

fn close(table: &mut MarkupTable, blocks: &mut Vec<Markup>) {
    if !table.rows.is_empty() {
        let rows = std::mem::take(&mut table.rows);
        blocks.push(Markup::Table(MarkupTable { rows, aligned: true }));
    }
}

/// The raw cells of a pipe table's row; `None` where the line is none.
fn row(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('|')?;
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'|' if !escaped => {
                cells.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    // What follows the last pipe is a cell only where the closing pipe is missing.
    if !inner[start..].trim().is_empty() {
        cells.push(&inner[start..]);
    }
    (!cells.is_empty()).then_some(cells)
}

/// Whether a row is the line of dashes under a table's head.
fn is_delimiter(row: &[&str]) -> bool {
    row.iter().all(|cell| {
        let cell = cell.trim();
        cell.contains("--") && cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
    })
}

/// Whether a line is a thematic break.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'*'))
}

fn cell_of(raw: &str, place: &Place) -> MarkupCell {
    let text = spacing::close(&inline_markup::strip(&unescape(unmark(raw.trim()))));
    MarkupCell { text, row_span: 1, col_span: 1, place: place.clone(), repairs: Vec::new() }
}

/// The text without emphasis around the whole of it; stars inside, such as the placeholder `≥**%`, stay.
fn unmark(text: &str) -> &str {
    for mark in ["**", "__"] {
        if let Some(inner) = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && !inner.is_empty()
            && !inner.contains(mark)
        {
            return inner;
        }
    }
    text
}

/// The text with backslash escapes of punctuation resolved.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\'
            && let Some(&next) = chars.peek()
            && next.is_ascii_punctuation()
        {
            continue;
        }
        out.push(c);
    }
    out
}

fn contains_ignoring_case(text: &str, needle: &str) -> bool {
    text.as_bytes().windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipe_tables_headings_and_html_tables() {
        let found = blocks(
            "# 目标表\n\n（2021 年）\n\n| 名称 | 甲<br>乙 |\n| --- | :--: |\n|  | a\\|b **|\n\n<table><tr><td>x</td></tr>\n</table>\n**单位**",
        );
        let [
            Markup::Line { text: title, .. },
            Markup::Line { .. },
            Markup::Table(pipe),
            Markup::Table(html),
            Markup::Line { text: last, .. },
        ] = found.as_slice()
        else {
            panic!("five blocks, not {found:?}")
        };
        assert_eq!((title.as_str(), last.as_str()), ("目标表", "单位"));
        assert_eq!(pipe.rows.len(), 2);
        assert_eq!(pipe.rows[0][1].text, "甲\n乙");
        assert_eq!(pipe.rows[1][1].text, "a|b **");
        assert_eq!(html.rows[0][0].text, "x");
        assert!(pipe.aligned && html.aligned);
    }
}
