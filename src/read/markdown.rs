//! Markdown as OCR services return it: pipe tables, HTML tables in between, headings, everything else as lines.

use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::{html, inline_markup, latex, spacing, text_encoding};

/// Reads a Markdown document.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = text_encoding::decode(bytes)?;
    let mut reader = Reader::default();
    reader.text(&decoded.text);
    let text_layer = if reader.blocks.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Markdown,
        page_count: 1,
        content: Content::Flow(reader.blocks),
        text_layer,
        excluded: reader.excluded,
        ink: Vec::new(),
        notices: decoded.notices,
    })
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Markup>,
    excluded: Vec<Excluded>,
    table: MarkupTable,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let mut html_from: Option<(u32, String)> = None;
        let mut comment: Option<(u32, String)> = None;
        // Whether the rows of the table that is open stand between pipes.
        let mut piped = true;
        for (index, &line) in lines.iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            if let Some((first, hidden)) = &mut comment {
                hidden.push_str(line.split("-->").next().unwrap_or(line));
                hidden.push('\n');
                if line.contains("-->") {
                    let place = Place::at_line(1, *first);
                    let text = hidden.trim().to_owned();
                    self.excluded.push(Excluded { reason: Reason::Hidden, text, place });
                    comment = None;
                }
                continue;
            }
            if html_from.is_none() && contains_ignoring_case(line, "<table") {
                self.close();
                html_from = Some((number, String::new()));
            }
            if let Some((first, html)) = &mut html_from {
                html.push_str(line);
                html.push('\n');
                if contains_ignoring_case(line, "</table") {
                    let (first, html) = (*first, std::mem::take(html));
                    self.html(&html, first);
                    html_from = None;
                }
                continue;
            }
            let place = Place::at_line(1, number);
            let trimmed = line.trim();
            if trimmed.starts_with("<!--") && !trimmed.contains("-->") {
                comment = Some((number, trimmed[4..].to_owned() + "\n"));
                continue;
            }
            // Without pipes around them, rows are known by the line of dashes below the first.
            let open = !self.table.rows.is_empty() && !piped && trimmed.contains('|');
            let head = self.table.rows.is_empty()
                && trimmed.contains('|')
                && lines.get(index + 1).is_some_and(|next| {
                    next.contains('|') && row(next.trim(), true).is_some_and(|row| is_delimiter(&row, 1))
                });
            if let Some(row) = row(trimmed, open || head) {
                if self.table.rows.is_empty() {
                    piped = trimmed.starts_with('|');
                }
                let least = if self.table.rows.len() == 1 { 1 } else { 2 };
                if !is_delimiter(&row, least) {
                    let cells = row.iter().map(|cell| self.cell_of(cell, &place)).collect();
                    self.table.rows.push(cells);
                }
                continue;
            }
            self.close();
            if trimmed.starts_with("```") || trimmed.starts_with("![") || is_rule(trimmed) {
                continue;
            }
            let (text, _) = self.inline(unmark(trimmed.trim_start_matches(['#', '>']).trim()), &place);
            let text = spacing::line(&text);
            if !text.is_empty() {
                self.blocks.push(Markup::Line { text, place });
            }
        }
        if let Some((first, html)) = html_from {
            self.html(&html, first);
        }
        if let Some((first, text)) = comment {
            let place = Place::at_line(1, first);
            self.excluded.push(Excluded { reason: Reason::Hidden, text: text.trim().to_owned(), place });
        }
        self.close();
        self.excluded.retain(|one| one.characters() > 0);
    }

    fn html(&mut self, html: &str, first: u32) {
        let mut marks = Vec::new();
        let (blocks, excluded) = html::blocks(&latex::text(html, &mut marks), first);
        self.blocks.extend(blocks);
        self.excluded.extend(excluded);
        let place = Place::at_line(1, first);
        self.excluded.extend(marks.into_iter().map(|text| Excluded {
            reason: Reason::Mark,
            text,
            place: place.clone(),
        }));
    }

    fn close(&mut self) {
        if !self.table.rows.is_empty() {
            let rows = std::mem::take(&mut self.table.rows);
            self.blocks.push(Markup::Table(MarkupTable { rows, aligned: true }));
        }
    }

    fn cell_of(&mut self, raw: &str, place: &Place) -> MarkupCell {
        let (text, repairs) = self.inline(unmark(raw.trim()), place);
        MarkupCell { text: spacing::close(&text), row_span: 1, col_span: 1, place: place.clone(), repairs }
    }

    /// The text of a line or a cell; what is struck, hidden or a mark is put aside, and the repairs tell of the marks.
    fn inline(&mut self, raw: &str, place: &Place) -> (String, Vec<String>) {
        let mut marks = Vec::new();
        let text = latex::text(raw, &mut marks);
        let mut apart: Vec<(Reason, String)> = marks.into_iter().map(|mark| (Reason::Mark, mark)).collect();
        let text = inline_markup::strip_apart(&unescape(&unstruck(&text, &mut apart)), &mut apart);
        let repairs = apart.iter().filter(|(reason, _)| *reason == Reason::Mark);
        let repairs = repairs.map(|(_, mark)| format!("mark kept apart: {mark}")).collect();
        self.excluded.extend(apart.into_iter().map(|(reason, text)| Excluded { reason, text, place: place.clone() }));
        (text, repairs)
    }
}

/// The text without what stands between `~~` and without references to notes (`[^1]`).
fn unstruck(text: &str, apart: &mut Vec<(Reason, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['~', '[']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inner) = rest.strip_prefix("~~")
            && let Some((struck, after)) = inner.split_once("~~")
            && !struck.is_empty()
        {
            apart.push((Reason::Struck, struck.to_owned()));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix("[^")
            && let Some((name, after)) = inner.split_once(']')
            && name.len() <= 20
            && !after.starts_with(':')
        {
            apart.push((Reason::Mark, format!("[^{name}]")));
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The raw cells of a pipe table's row, whose first pipe may be missing where it is known to be one; `None` where the line is none.
fn row(line: &str, known: bool) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('|').or(known.then_some(line))?;
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
fn is_delimiter(row: &[&str], dashes: usize) -> bool {
    row.iter().all(|cell| {
        let cell = cell.trim();
        cell.matches('-').count() >= dashes && cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
    })
}

/// Whether a line is a thematic break.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'*'))
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
        let mut reader = Reader::default();
        reader.text(
            "# 目标表\n\n（2021 年）\n\n| 名称 | 甲<br>乙 |\n| --- | :--: |\n|  | a\\|b **|\n\n<table><tr><td>x</td></tr>\n</table>\n**单位**",
        );
        let [
            Markup::Line { text: title, .. },
            Markup::Line { .. },
            Markup::Table(pipe),
            Markup::Table(html),
            Markup::Line { text: last, .. },
        ] = reader.blocks.as_slice()
        else {
            panic!("five blocks, not {:?}", reader.blocks)
        };
        assert_eq!((title.as_str(), last.as_str()), ("目标表", "单位"));
        assert_eq!(pipe.rows.len(), 2);
        assert_eq!(pipe.rows[0][1].text, "甲\n乙");
        assert_eq!(pipe.rows[1][1].text, "a|b **");
        assert_eq!(html.rows[0][0].text, "x");
        assert!(pipe.aligned && html.aligned);
    }
}
