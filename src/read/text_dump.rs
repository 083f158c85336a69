//! Text dumps of documents: a tab between cells, stray `<p …>` tags, form feeds between pages.
//!
//! Such dumps drop or shift leading cells and tear cells at page breaks, so their tables are marked as not aligned; what belongs
//! together is settled above.

use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::exclusion::Excluded;
use crate::read::text_rows::{self, Line};
use crate::read::{inline_markup, spacing, text_encoding};
use crate::wording::Wording;

/// Reads a text dump: lines with tabs are rows of tables, all others are lines.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = text_encoding::decode(bytes)?;
    let text = decoded.text;
    let mut reader = Reader { page: 1, ..Reader::default() };
    let lines: Vec<&str> = text.lines().collect();
    let separator = if text.contains('\t') { Some('\t') } else { text_rows::separator(&text) };
    reader.table.aligned = separator.is_some_and(|separator| separator != '\t');
    reader.aligned = reader.table.aligned;
    let mut index = 0;
    while index < lines.len() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let mut parts = lines[index].split('\u{c}');
        let last = parts.next_back().unwrap_or("");
        for content in parts {
            reader.line(content, separator, number);
            reader.close_table();
            reader.page = reader.page.saturating_add(1);
        }
        index += match separator.filter(|separator| last.contains(*separator) && last.contains('"')) {
            Some(separator) => {
                let mut from = vec![last];
                from.extend(lines[index + 1..].iter().take(60));
                let (row, taken) = text_rows::quoted_row(&from, separator);
                reader.row(row.iter().map(String::as_str), number);
                taken
            }
            None => {
                reader.line(last, separator, number);
                1
            }
        };
    }
    reader.close_table();
    let characters = reader.blocks.iter().any(|block| match block {
        Markup::Line { text, .. } => !text.is_empty(),
        Markup::Table(_) => true,
    });
    let mut notices = decoded.notices;
    notices.extend(reader.notices());
    Ok(Document {
        format: Format::Text,
        page_count: reader.page,
        content: Content::Flow(reader.blocks),
        text_layer: if characters { TextLayer::Digital } else { TextLayer::None },
        excluded: reader.excluded,
        ink: Vec::new(),
        notices,
    })
}

/// The lines of a drawn table so far.
#[derive(Default)]
struct Drawn {
    borders: usize,
    /// For each line of cells, whether a drawn line stands before it.
    starts: Vec<bool>,
    within: bool,
}

#[derive(Default)]
struct Reader {
    page: u32,
    drawn: Drawn,
    /// Whether the places of cells can be trusted.
    aligned: bool,
    /// Lines whose parts stand in columns that only blanks tell, and the first of them.
    columns: usize,
    column: Option<Place>,
    table: MarkupTable,
    blocks: Vec<Markup>,
    excluded: Vec<Excluded>,
    /// Tags that were dropped, and the first place of one.
    tags: usize,
    tagged: Option<Place>,
}

impl Reader {
    /// The tags that were dropped: artefacts of whatever made the dump, or of the publisher's system.
    fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if let Some(place) = self.column.as_ref().filter(|_| self.columns >= FEW) {
            let message = Wording::new(
                format!("有 {} 行文字仅以空格分栏，无法确定其表格，按文字读取", self.columns),
                format!("{} lines stand in columns that only blanks tell; they were read as text", self.columns),
            );
            notices.push(Notice { stage: Stage::Read, code: "columns-of-blanks", message, place: Some(place.clone()) });
        }
        let Some(place) = &self.tagged else { return notices };
        let message = Wording::new(
            format!("文本中有 {} 处网页标记（如 <p>），已略去", self.tags),
            format!("{} tags of web pages (such as <p>) stand in the text and were left out", self.tags),
        );
        notices.push(Notice { stage: Stage::Read, code: "markup", message, place: Some(place.clone()) });
        notices
    }

    /// The text without tags.
    fn strip(&mut self, raw: &str, place: &Place) -> String {
        let mut apart = Vec::new();
        let text = inline_markup::strip_apart(raw, &mut apart);
        self.excluded.extend(apart.into_iter().filter(|(_, text)| !text.is_empty()).map(|(reason, text)| Excluded {
            reason,
            text,
            place: place.clone(),
        }));
        let opened = |text: &str| text.bytes().filter(|byte| *byte == b'<').count();
        let dropped = opened(raw).saturating_sub(opened(&text));
        if dropped > 0 {
            self.tags += dropped;
            self.tagged.get_or_insert_with(|| place.clone());
        }
        text
    }

    fn line(&mut self, line: &str, separator: Option<char>, number: u32) {
        let place = Place::at_line(self.page, number);
        if let Some(separator) = separator.filter(|separator| line.contains(*separator)) {
            return self.row(line.split(separator), number);
        }
        match text_rows::drawn(line) {
            Some(Line::Border) => {
                self.drawn.borders += 1;
                self.drawn.within = false;
                return;
            }
            Some(Line::Row(row)) => return self.drawn_row(&row, number),
            _ => {}
        }
        // A blank line between two rows ends the table: it is where dumps break pages.
        self.close_table();
        if in_columns(line) {
            self.columns += 1;
            self.column.get_or_insert_with(|| place.clone());
        }
        let stripped = self.strip(line, &place);
        let text = spacing::line(&stripped);
        if !text.is_empty() {
            self.blocks.push(Markup::Line { text, place });
        }
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>, number: u32) {
        let place = Place::at_line(self.page, number);
        let row = cells.map(|cell| self.cell(cell, &place)).collect();
        self.table.rows.push(row);
    }

    /// A line of a drawn table: a row, or where lines are drawn between the rows, a further line of one.
    fn drawn_row(&mut self, row: &[String], number: u32) {
        if self.drawn.borders == 0 && !self.table.aligned && !self.table.rows.is_empty() {
            self.close_table();
        }
        self.table.aligned = true;
        self.row(row.iter().map(String::as_str), number);
        self.drawn.starts.push(!std::mem::replace(&mut self.drawn.within, true));
    }

    /// Joins the lines of rows that stand between drawn lines, where such lines part more than a head from its rows.
    fn join_drawn(&mut self) {
        let drawn = std::mem::take(&mut self.drawn);
        if drawn.borders <= 3 || drawn.starts.len() != self.table.rows.len() {
            return;
        }
        let mut rows: Vec<Vec<MarkupCell>> = Vec::new();
        for (row, starts) in std::mem::take(&mut self.table.rows).into_iter().zip(drawn.starts) {
            match rows.last_mut().filter(|last| !starts && last.len() == row.len()) {
                Some(last) => {
                    for (cell, more) in last.iter_mut().zip(row) {
                        if !cell.text.is_empty() && !more.text.is_empty() {
                            cell.text.push('\n');
                        }
                        cell.text.push_str(&more.text);
                        cell.repairs.extend(more.repairs);
                    }
                }
                None => rows.push(row),
            }
        }
        self.table.rows = rows;
    }

    fn cell(&mut self, raw: &str, place: &Place) -> MarkupCell {
        let text = if raw.is_empty() { String::new() } else { spacing::close(&self.strip(raw, place)) };
        MarkupCell { text, row_span: 1, col_span: 1, place: place.clone(), repairs: Vec::new() }
    }

    fn close_table(&mut self) {
        if self.table.rows.is_empty() {
            self.drawn = Drawn::default();
            return;
        }
        self.join_drawn();
        let aligned = self.aligned;
        let mut table = std::mem::replace(&mut self.table, MarkupTable { rows: Vec::new(), aligned });
        // A year and a unit on one line above the rows are no row.
        while table.rows.len() > 1
            && table.rows[0].iter().any(|cell| is_year(&cell.text))
            && let Some(line) = lone_line(&MarkupTable { rows: vec![table.rows[0].clone()], aligned })
        {
            self.blocks.push(line);
            table.rows.remove(0);
        }
        self.blocks.push(lone_line(&table).unwrap_or(Markup::Table(table)));
    }
}

/// Lines in columns of blanks from which on they are a table that is not read.
const FEW: usize = 5;

/// Whether runs of blanks part a line into three columns.
fn in_columns(line: &str) -> bool {
    let parts = line.trim().split("  ").filter(|part| !part.trim().is_empty()).count();
    parts >= 3
}

/// Whether a text is a year in brackets.
fn is_year(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.contains('年') && text.chars().count() <= 14
}

/// A lone row of `label：value` parts is no table but a line whose parts stand apart (`填报单位：…` and `单位：万元` above a form).
fn lone_line(table: &MarkupTable) -> Option<Markup> {
    let [row] = table.rows.as_slice() else { return None };
    let parts: Vec<&MarkupCell> = row.iter().filter(|cell| !cell.text.is_empty()).collect();
    let first = parts.first()?;
    let labelled = |cell: &&&MarkupCell| {
        (cell.text.contains(['：', ':']) && cell.text.chars().count() <= 40) || is_year(&cell.text)
    };
    let apart = !row[0].text.is_empty() && parts.iter().filter(labelled).count() == parts.len();
    let text = parts.iter().map(|cell| cell.text.replace('\n', "")).collect::<Vec<_>>().join("\t");
    apart.then(|| Markup::Line { text, place: first.place.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<Markup> {
        match read(text.as_bytes()).map(|document| document.content) {
            Ok(Content::Flow(blocks)) => blocks,
            _ => Vec::new(),
        }
    }

    #[test]
    fn rows_tags_and_pages() {
        let found = blocks("2022 年 表\n\n名称\t<p>甲</p><p>乙 丙</p>\t\n\t有效保 障\n\u{c}第二页");
        assert_eq!(found.len(), 3);
        let Markup::Table(table) = &found[1] else { panic!("a table") };
        assert_eq!(table.rows[0][1].text, "甲\n乙丙");
        assert_eq!(table.rows[1][1].text, "有效保障");
        assert!(!table.aligned);
        let Markup::Line { place, .. } = &found[2] else { panic!("a line") };
        assert_eq!((place.page, place.line), (2, Some(5)));
    }
}
