//! Word documents (.docx): paragraphs and tables in order. Source: ECMA-376 Part 1, 17.2–17.4.

use super::office::{Kind, Node, Office, walk};
use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::limits::Limits;

/// Cells and rows beyond these spans are a forged file.
const MAX_SPAN: u32 = 1_000;

/// Reads a Word document. Word has no fixed pages, so every place is on page 1, by the number of its paragraph or row.
///
/// # Errors
/// [`Error::Damaged`] where the container or its XML is broken, [`Error::Limit`] where it unpacks to too much.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut office = Office::open(bytes, limits.content_bytes)?;
    let Some(main) = office.main_part()?.filter(|main| main.kind == Kind::Word) else {
        return Err(Error::Damaged { format: "Word document", cause: "it has no document part".into() });
    };
    let body = office.part(&main.name)?.unwrap_or_default();
    let mut builder = Builder::default();
    walk(&body, &main.name, |node| builder.node(node))?;
    let text_layer = if builder.flow.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Docx,
        page_count: 1,
        content: Content::Flow(builder.flow),
        text_layer,
        excluded: Vec::new(),
        ink: Vec::new(),
        notices: Vec::new(),
    })
}

/// Puts the events of the body together.
#[derive(Default)]
struct Builder {
    flow: Vec<Markup>,
    tables: Vec<OpenTable>,
    paragraph: String,
    line: u32,
    in_text: bool,
    /// Depth of elements whose content is shown elsewhere too (the fallback of a drawing) or not at all (deleted text).
    skipped: u32,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<MarkupCell>>,
    /// The cell that each grid column's vertical merge goes on from: row and index in it.
    merges: Vec<Option<(usize, usize)>>,
    column: usize,
    cell: Option<OpenCell>,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    col_span: u32,
    merge: Merge,
}

#[derive(Default, PartialEq)]
enum Merge {
    #[default]
    None,
    Begins,
    GoesOn,
}

impl Builder {
    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Start(tag, empty) => {
                let name = tag.name();
                if matches!(name, "Fallback" | "del" | "moveFrom") && !empty {
                    self.skipped += 1;
                }
                self.start(name, &tag);
            }
            Node::End(name) => {
                if matches!(name, "Fallback" | "del" | "moveFrom") {
                    self.skipped = self.skipped.saturating_sub(1);
                }
                self.end(name);
            }
            Node::Text(text) if self.in_text && self.skipped == 0 => self.paragraph.push_str(text),
            Node::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, tag: &super::office::Tag<'_>) {
        match name {
            "t" => self.in_text = true,
            "tab" if self.skipped == 0 && !self.paragraph.is_empty() => self.paragraph.push('\t'),
            "br" | "cr" if self.skipped == 0 => self.paragraph.push('\n'),
            "tbl" => {
                self.end_paragraph();
                self.tables.push(OpenTable::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                    table.column = 0;
                    self.line += 1;
                }
            }
            "gridBefore" => {
                let skipped = span(tag.attribute("val"));
                let line = self.line;
                if let Some(table) = self.tables.last_mut() {
                    table.push(OpenCell { col_span: skipped, ..OpenCell::default() }, line);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(OpenCell { col_span: 1, ..OpenCell::default() });
                }
            }
            "gridSpan" => {
                if let Some(cell) = self.cell() {
                    cell.col_span = span(tag.attribute("val"));
                }
            }
            "vMerge" => {
                let begins = tag.attribute("val").is_some_and(|value| value == "restart");
                if let Some(cell) = self.cell() {
                    cell.merge = if begins { Merge::Begins } else { Merge::GoesOn };
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => {
                self.end_paragraph();
                let line = self.line;
                if let Some(table) = self.tables.last_mut()
                    && let Some(cell) = table.cell.take()
                {
                    table.push(cell, line);
                }
            }
            "tbl" => {
                let Some(table) = self.tables.pop() else { return };
                if let Some(outer) = self.cell() {
                    // A table inside a cell: its texts stay in the cell, row by row.
                    for row in &table.rows {
                        let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                        push_paragraph(&mut outer.text, &texts.join("\t"));
                    }
                } else if !table.rows.is_empty() {
                    self.flow.push(Markup::Table(MarkupTable { rows: table.rows, aligned: true }));
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self) -> Option<&mut OpenCell> {
        self.tables.last_mut()?.cell.as_mut()
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = text.trim();
        if let Some(cell) = self.cell() {
            push_paragraph(&mut cell.text, text);
        } else if !text.is_empty() {
            for text in text.lines() {
                self.line += 1;
                self.flow.push(Markup::Line { text: text.to_string(), place: Place::at_line(1, self.line) });
            }
        }
    }
}

impl OpenTable {
    fn push(&mut self, cell: OpenCell, line: u32) {
        let Some(row) = self.rows.len().checked_sub(1) else { return };
        let end = self.column + cell.col_span as usize;
        if self.merges.len() < end {
            self.merges.resize(end, None);
        }
        if cell.merge == Merge::GoesOn
            && let Some((above, index)) = self.merges[self.column]
        {
            let upper = &mut self.rows[above][index];
            upper.row_span = (row - above + 1) as u32;
            push_paragraph(&mut upper.text, &cell.text);
        } else {
            let at = (row, self.rows[row].len());
            self.merges[self.column..end].fill((cell.merge == Merge::Begins).then_some(at));
            self.rows[row].push(MarkupCell {
                text: cell.text,
                row_span: 1,
                col_span: cell.col_span,
                place: Place::at_line(1, line),
                repairs: Vec::new(),
            });
        }
        self.column = end;
    }
}

fn push_paragraph(text: &mut String, paragraph: &str) {
    if paragraph.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(paragraph);
}

fn span(value: Option<String>) -> u32 {
    value.and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}
