//! HTML pages and fragments: `<table>` with rowspan and colspan, everything else as lines.
//!
//! A tolerant scanner of its own rather than a browser's parser: what bureaus and OCR services put out is flat (tables, paragraphs,
//! breaks), often not well formed, and only text and cells matter. Unknown tags leave no trace, missing end tags are supplied, and
//! nothing nests on the call stack.

use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::inline_markup::{self, Tag};
use crate::read::{spacing, text_encoding};

/// Reads an HTML document.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let text = text_encoding::decode(bytes)?;
    let blocks = blocks(&text, 1);
    let text_layer = if blocks.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Html,
        page_count: 1,
        content: Content::Flow(blocks),
        text_layer,
        excluded: Vec::new(),
        ink: Vec::new(),
        notices: Vec::new(),
    })
}

/// The lines and tables of an HTML text whose first line has the given number.
pub(super) fn blocks(text: &str, first_line: u32) -> Vec<Markup> {
    let mut builder = Builder { line: first_line, ..Builder::default() };
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        builder.text(&rest[..open]);
        rest = &rest[open..];
        let taken = builder.tag(rest);
        builder.count_lines(&rest[..taken]);
        rest = &rest[taken..];
    }
    builder.text(rest);
    builder.finish()
}

/// A table under construction; tables nest, and an inner one becomes a block of its own.
#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<MarkupCell>>,
    row_open: bool,
    cell: Option<MarkupCell>,
}

#[derive(Default)]
struct Builder {
    line: u32,
    blocks: Vec<Markup>,
    /// The line outside tables that is being collected.
    outside: String,
    open: Vec<OpenTable>,
}

impl Builder {
    fn count_lines(&mut self, text: &str) {
        let breaks = text.bytes().filter(|&byte| byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
    }

    fn place(&self) -> Place {
        Place::at_line(1, self.line)
    }

    /// Character data: line ends in the source are only blanks.
    fn text(&mut self, raw: &str) {
        let mut plain = String::with_capacity(raw.len());
        inline_markup::references(raw, &mut plain);
        let plain = plain.replace(['\n', '\r', '\t'], " ");
        match self.open.last_mut() {
            None => self.outside.push_str(&plain),
            Some(table) => match &mut table.cell {
                Some(cell) => cell.text.push_str(&plain),
                // Text between cells, where a tag is missing.
                None if plain.chars().all(spacing::is_blank) => {}
                None => {
                    let place = self.place();
                    self.open_cell("", place);
                    if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
                        cell.text.push_str(&plain);
                    }
                }
            },
        }
        self.count_lines(raw);
    }

    /// The tag, comment or lone `<` at the start of the text; returns how many bytes it takes.
    fn tag(&mut self, text: &str) -> usize {
        if let Some(comment) = text.strip_prefix("<!--") {
            return comment.find("-->").map_or(text.len(), |end| end + 7);
        }
        if text.starts_with("<!") || text.starts_with("<?") {
            return text.find('>').map_or(text.len(), |end| end + 1);
        }
        let closing = text[1..].starts_with('/');
        let name_start = if closing { 2 } else { 1 };
        let name: String =
            text[name_start..].chars().take_while(|&c| c.is_ascii_alphanumeric() || c == ':').take(16).collect();
        let name = name.to_ascii_lowercase();
        let Some(end) = (!name.is_empty()).then(|| tag_end(text)).flatten() else {
            self.text("&lt;");
            return 1;
        };
        let attributes = &text[name_start + name.len()..end];
        match (name.as_str(), closing) {
            ("script" | "style" | "title", false) => {
                let close = format!("</{name}");
                return find_ignoring_case(&text[end..], &close).map_or(text.len(), |at| end + at);
            }
            ("table", false) => {
                if self.open.is_empty() {
                    self.break_outside();
                }
                self.open.push(OpenTable::default());
            }
            ("table", true) => self.close_table(),
            ("tr", false) if !self.open.is_empty() => self.open_row(),
            ("tr", true) if !self.open.is_empty() => self.close_row(),
            ("td" | "th", false) if !self.open.is_empty() => {
                let place = self.place();
                self.open_cell(attributes, place);
            }
            ("td" | "th", true) if !self.open.is_empty() => self.close_cell(),
            _ if inline_markup::tag(&name) == Some(Tag::Break) => match self.open.last_mut() {
                None => self.break_outside(),
                Some(OpenTable { cell: Some(cell), .. }) => cell.text.push('\n'),
                Some(_) => {}
            },
            _ => {}
        }
        end + 1
    }

    fn break_outside(&mut self) {
        let text = spacing::line(&std::mem::take(&mut self.outside));
        if !text.is_empty() {
            let place = self.place();
            self.blocks.push(Markup::Line { text, place });
        }
    }

    fn open_row(&mut self) {
        self.close_row();
        if let Some(table) = self.open.last_mut() {
            table.rows.push(Vec::new());
            table.row_open = true;
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            table.row_open = false;
        }
    }

    fn open_cell(&mut self, attributes: &str, place: Place) {
        if self.open.last().is_some_and(|table| !table.row_open) {
            self.open_row();
        }
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            let (row_span, col_span) = (span(attributes, "rowspan"), span(attributes, "colspan"));
            table.cell = Some(MarkupCell { row_span, col_span, place, ..MarkupCell::default() });
        }
    }

    fn close_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        if let (Some(mut cell), Some(row)) = (table.cell.take(), table.rows.last_mut()) {
            cell.text = spacing::close(&cell.text);
            row.push(cell);
        }
    }

    fn close_table(&mut self) {
        self.close_row();
        if let Some(table) = self.open.pop()
            && table.rows.iter().any(|row| !row.is_empty())
        {
            self.blocks.push(Markup::Table(MarkupTable { rows: table.rows, aligned: true }));
        }
    }

    fn finish(mut self) -> Vec<Markup> {
        while !self.open.is_empty() {
            self.close_table();
        }
        self.break_outside();
        self.blocks
    }
}

/// The offset of the `>` that ends a tag, quotes skipped; `None` where there is none within reason.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(65_536) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    // An unbalanced quote: the next `>` ends the tag after all.
    text.find('>')
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// The value of `rowspan` or `colspan`, at least 1 and at most 1000 as browsers have it.
fn span(attributes: &str, name: &str) -> u32 {
    let Some(at) = find_ignoring_case(attributes, name) else { return 1 };
    let digits: String = attributes[at + name.len()..]
        .trim_start_matches([' ', '=', '"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .take(6)
        .collect();
    digits.parse::<u32>().unwrap_or(1).clamp(1, 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_lines_and_missing_end_tags() {
        let found = blocks(
            "<style>p{}</style><h3>表 一</h3><p>甲：&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;乙</p><TABLE><tr><td rowspan=\"2\" colspan=3>\
             <p>绩</p><p>效</p>\n<td>&gt;=5%<tr><td>b<br>c</table>尾",
            1,
        );
        let [
            Markup::Line { text: title, .. },
            Markup::Line { text: line, .. },
            Markup::Table(table),
            Markup::Line { text: tail, .. },
        ] = found.as_slice()
        else {
            panic!("four blocks, not {found:?}")
        };
        assert_eq!((title.as_str(), line.as_str(), tail.as_str()), ("表一", "甲：\t乙", "尾"));
        assert_eq!((table.rows[0][0].row_span, table.rows[0][0].col_span), (2, 3));
        assert_eq!(table.rows[0][0].text, "绩\n效");
        assert_eq!(table.rows[0][1].text, ">=5%");
        assert_eq!(table.rows[1][0].text, "b\nc");
    }

    #[test]
    fn broken_markup_ends() {
        for text in [
            "<",
            "<table><tr><td",
            "<table",
            "<!--",
            "<td>x</td>",
            "</table></table>",
            "<a href=\"x>y",
            "<table>x<table>y",
        ] {
            let found = blocks(text, 1);
            assert!(found.len() <= 2, "{text}: {found:?}");
        }
    }
}
