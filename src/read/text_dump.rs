//! Text dumps of documents: a tab between cells, stray `<p …>` tags, form feeds between pages.
//!
//! Such dumps drop or shift leading cells and tear cells at page breaks, so their tables are marked as not aligned; what belongs
//! together is settled above.

use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::{inline_markup, spacing, text_encoding};
use crate::wording::Wording;

/// Reads a text dump: lines with tabs are rows of tables, all others are lines.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = text_encoding::decode(bytes)?;
    let text = decoded.text;
    let mut reader = Reader { page: 1, ..Reader::default() };
    for (index, line) in text.lines().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (part, content) in line.split('\u{c}').enumerate() {
            if part > 0 {
                reader.close_table();
                reader.page = reader.page.saturating_add(1);
            }
            reader.line(content, number);
        }
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
        excluded: Vec::new(),
        ink: Vec::new(),
        notices,
    })
}

#[derive(Default)]
struct Reader {
    page: u32,
    table: MarkupTable,
    blocks: Vec<Markup>,
    /// Tags that were dropped, and the first place of one.
    tags: usize,
    tagged: Option<Place>,
}

impl Reader {
    /// The tags that were dropped: artefacts of whatever made the dump, or of the publisher's system.
    fn notices(&self) -> Vec<Notice> {
        let Some(place) = &self.tagged else { return Vec::new() };
        let message = Wording::new(
            format!("文本中有 {} 处网页标记（如 <p>），已略去", self.tags),
            format!("{} tags of web pages (such as <p>) stand in the text and were left out", self.tags),
        );
        vec![Notice { stage: Stage::Read, code: "markup", message, place: Some(place.clone()) }]
    }

    /// The text without tags.
    fn strip(&mut self, raw: &str, place: &Place) -> String {
        let text = inline_markup::strip(raw);
        let opened = |text: &str| text.bytes().filter(|byte| *byte == b'<').count();
        let dropped = opened(raw).saturating_sub(opened(&text));
        if dropped > 0 {
            self.tags += dropped;
            self.tagged.get_or_insert_with(|| place.clone());
        }
        text
    }

    fn line(&mut self, line: &str, number: u32) {
        let place = Place::at_line(self.page, number);
        if line.contains('\t') {
            let row = line.split('\t').map(|cell| self.cell(cell, &place)).collect();
            self.table.rows.push(row);
            return;
        }
        // A blank line between two rows ends the table: it is where dumps break pages.
        self.close_table();
        let text = spacing::line(&self.strip(line, &place));
        if !text.is_empty() {
            self.blocks.push(Markup::Line { text, place });
        }
    }

    fn cell(&mut self, raw: &str, place: &Place) -> MarkupCell {
        let text = if raw.is_empty() { String::new() } else { spacing::close(&self.strip(raw, place)) };
        MarkupCell { text, row_span: 1, col_span: 1, place: place.clone(), repairs: Vec::new() }
    }

    fn close_table(&mut self) {
        if self.table.rows.is_empty() {
            return;
        }
        let table = std::mem::take(&mut self.table);
        self.blocks.push(lone_line(&table).unwrap_or(Markup::Table(table)));
    }
}

/// A lone row of `label：value` parts is no table but a line whose parts stand apart (`填报单位：…` and `单位：万元` above a form).
fn lone_line(table: &MarkupTable) -> Option<Markup> {
    let [row] = table.rows.as_slice() else { return None };
    let parts: Vec<&MarkupCell> = row.iter().filter(|cell| !cell.text.is_empty()).collect();
    let first = parts.first()?;
    let labelled = |cell: &&&MarkupCell| cell.text.contains(['：', ':']) && cell.text.chars().count() <= 40;
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
