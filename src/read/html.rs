//! HTML pages and fragments: tables of `<table>` or laid out by styles and classes, everything else as lines.
//!
//! A tolerant scanner of its own rather than a browser's parser: what bureaus and OCR services put out is flat (tables, paragraphs,
//! breaks), often not well formed, and only text, cells and what shows of them matter. Unknown tags leave no trace, missing end tags
//! are supplied, and nothing nests on the call stack.

mod attributes;
mod element;
mod grid;
mod styles;

use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, TextLayer};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::inline_markup::{self, Tag};
use crate::read::raised::{self, Becomes};
use crate::read::{spacing, text_encoding};
use attributes::get;
use element::{Element, Role};
use grid::OpenTable;
use styles::Styles;

/// Reads an HTML document.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = text_encoding::decode(bytes)?;
    let (blocks, excluded) = blocks(&decoded.text, 1);
    let text_layer = if blocks.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Html,
        page_count: 1,
        content: Content::Flow(blocks),
        text_layer,
        excluded,
        ink: Vec::new(),
        notices: decoded.notices,
    })
}

/// The lines and tables of an HTML text whose first line has the given number, and what of it does not show.
pub(super) fn blocks(text: &str, first_line: u32) -> (Vec<Markup>, Vec<Excluded>) {
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

/// Elements that may be open at once; what is beyond has no look of its own.
const MAX_DEPTH: usize = 512;

#[derive(Default)]
struct Builder {
    line: u32,
    blocks: Vec<Markup>,
    excluded: Vec<Excluded>,
    styles: Styles,
    /// The elements that are open.
    elements: Vec<Element>,
    /// Text of an element above or below the line, until it is known what it is.
    small: String,
    /// The options of a list that is open: their texts, and whether they are chosen.
    options: Option<Vec<(String, bool)>>,
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
        self.shown(&plain.replace(['\n', '\r', '\t'], " "));
        self.count_lines(raw);
    }

    /// Text as it shows, or does not, where it stands.
    fn shown(&mut self, plain: &str) {
        let top = self.elements.last();
        if let Some(reason) = top.and_then(|element| element.reason) {
            self.exclude(reason, plain);
        } else if let Some(options) = &mut self.options {
            if let Some((text, _)) = options.last_mut() {
                text.push_str(plain);
            }
        } else if top.is_some_and(|element| element.height.is_some()) {
            self.small.push_str(plain);
        } else {
            self.put(plain);
        }
    }

    fn exclude(&mut self, reason: Reason, text: &str) {
        let place = self.place();
        // What is left out of one element is one text.
        let apart = self.elements.last_mut().is_none_or(|element| !std::mem::replace(&mut element.told, true));
        match self.excluded.last_mut() {
            Some(last) if !apart && last.reason == reason => last.text.push_str(text),
            _ if text.chars().all(spacing::is_blank) => {}
            _ => self.excluded.push(Excluded { reason, text: text.to_owned(), place }),
        }
    }

    fn put(&mut self, plain: &str) {
        let blank = plain.chars().all(spacing::is_blank);
        // Text beside the rows of a table that is none by its tags ends it.
        while !blank && self.open.last().is_some_and(|table| !table.tagged && !table.row_open) {
            self.close_table();
        }
        match self.open.last_mut() {
            None => self.outside.push_str(plain),
            Some(table) => match &mut table.cell {
                Some(cell) => cell.text.push_str(plain),
                // Text between cells, where a tag is missing.
                None if blank => {}
                None => {
                    let place = self.place();
                    self.open_cell(&[], place);
                    if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
                        cell.text.push_str(plain);
                    }
                }
            },
        }
    }

    /// The tag, comment or lone `<` at the start of the text; returns how many bytes it takes.
    fn tag(&mut self, text: &str) -> usize {
        if let Some(comment) = text.strip_prefix("<!--") {
            let end = comment.find("-->");
            self.comment(&comment[..end.unwrap_or(comment.len())]);
            return end.map_or(text.len(), |end| end + 7);
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
        let after = &text[end + 1..];
        if closing {
            self.end(&name, after);
            return end + 1;
        }
        let attributes = attributes::parse(&text[name_start + name.len()..end]);
        if matches!(name.as_str(), "script" | "style" | "title" | "textarea") {
            let close = format!("</{name}");
            let length = find_ignoring_case(after, &close).unwrap_or(after.len());
            match name.as_str() {
                "style" => self.styles.add(&after[..length]),
                "textarea" => {
                    self.start(&name, &attributes);
                    let mut value = String::new();
                    inline_markup::references(&after[..length], &mut value);
                    self.shown(&value);
                }
                _ => {}
            }
            return end + 1 + length;
        }
        self.start(&name, &attributes);
        end + 1
    }

    /// A comment that says something in Chinese or in numbers, which is not what programs leave behind.
    fn comment(&mut self, text: &str) {
        let text = inline_markup::strip(text);
        let says = |c: char| c.is_ascii_digit() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        if !text.trim_start().starts_with('[') && !text.contains(['{', '=', '<']) && text.chars().any(says) {
            let place = self.place();
            self.excluded.push(Excluded { reason: Reason::Hidden, text: text.trim().to_owned(), place });
        }
    }

    /// Begins an element.
    fn start(&mut self, name: &str, attributes: &[(String, String)]) {
        self.supply_ends(name);
        match name {
            "input" => return self.input(attributes),
            "option" => {
                if let Some(options) = &mut self.options {
                    options.push((String::new(), get(attributes, "selected").is_some()));
                }
            }
            "select" => self.options = Some(Vec::new()),
            _ => {}
        }
        let look = self.styles.of(name, attributes);
        let mut element = Element::within(self.elements.last(), name, attributes, &look);
        if !element.gone {
            element.role = Role::of(name, attributes, &look, self.elements.last());
            self.open_role(&mut element, attributes);
            element.depth = self.open.len();
        }
        if !element::is_void(name) && self.elements.len() < MAX_DEPTH {
            self.elements.push(element);
        }
    }

    /// Ends the elements that the start of another one ends.
    fn supply_ends(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr"], &["table"]),
            "option" => (&["option"], &["select"]),
            "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "li" => (&["li"], &["ul", "ol", "table"]),
            "p" | "div" | "table" | "h1" | "h2" | "h3" => (&["p"], &["td", "th", "div", "table"]),
            _ => return,
        };
        let mut names = self.elements.iter().enumerate().rev().map(|(at, element)| (at, element.name.as_str()));
        let found = names.find(|(_, name)| ended.contains(name) || within.contains(name));
        if let Some((at, _)) = found.filter(|(_, name)| ended.contains(name)) {
            self.pop_to(at, "");
        }
    }

    fn end(&mut self, name: &str, after: &str) {
        let barrier = |known: &str| known == "table" && name != "table";
        let found = self.elements.iter().rposition(|element| element.name == name || barrier(&element.name));
        match found {
            Some(at) if self.elements[at].name == name => self.pop_to(at, after),
            _ if inline_markup::tag(name) == Some(Tag::Break) => self.line_break(),
            _ => {}
        }
    }

    fn pop_to(&mut self, at: usize, after: &str) {
        while self.elements.len() > at {
            let Some(element) = self.elements.pop() else { return };
            if element.height.is_some() && self.elements.last().is_none_or(|outer| outer.height.is_none()) {
                self.settle(&element, after);
            }
            // Rows without a table around them end with the cell or table that they stand in.
            while element.role != Role::None && self.open.len() > element.depth {
                self.close_table();
            }
            match (element.role, element.name.as_str()) {
                (_, "select") => self.choose(),
                (_, "option") => {}
                (Role::Table, _) => self.close_table(),
                (Role::Group, _) => self.close_group(),
                (Role::Row, _) => self.close_row(),
                (Role::Cell, _) => self.close_cell(),
                (Role::None, name) if element.block && !element.gone && name != "br" => self.line_break(),
                _ => {}
            }
        }
    }

    /// Tells what a text above or below the line is, now that it is whole.
    fn settle(&mut self, element: &Element, after: &str) {
        let small = std::mem::take(&mut self.small);
        let Some(height) = element.height.filter(|_| !small.trim().is_empty()) else { return };
        let cell = self.open.last_mut().and_then(|table| table.cell.as_mut());
        let before = cell.as_ref().map_or(self.outside.as_str(), |cell| cell.text.as_str());
        match raised::tell(&small, height, before, after) {
            Becomes::Text(text) => self.put(&text),
            Becomes::Mark => {
                let mark = small.trim().to_owned();
                if let Some(cell) = cell {
                    cell.repairs.push(format!("mark kept apart: {mark}"));
                }
                let place = self.place();
                self.excluded.push(Excluded { reason: Reason::Mark, text: mark, place });
            }
        }
    }

    /// What a field that is filled in shows.
    fn input(&mut self, attributes: &[(String, String)]) {
        let value = get(attributes, "value").unwrap_or_default();
        let checked = get(attributes, "checked").is_some();
        match get(attributes, "type").unwrap_or("text").to_ascii_lowercase().as_str() {
            "hidden" => self.exclude(Reason::Hidden, value),
            "checkbox" | "radio" => self.shown(if checked { "☑" } else { "☐" }),
            "button" | "submit" | "reset" | "image" | "file" | "password" => {}
            _ => {
                let look = self.styles.of("input", attributes);
                let element = Element::within(self.elements.last(), "input", attributes, &look);
                match element.reason {
                    Some(reason) => self.exclude(reason, value),
                    None => self.shown(value),
                }
            }
        }
    }

    /// The end of a list of options: the chosen ones show, or the first.
    fn choose(&mut self) {
        let Some(mut options) = self.options.take() else { return };
        if !options.iter().any(|(_, chosen)| *chosen)
            && let Some((_, chosen)) = options.first_mut()
        {
            *chosen = true;
        }
        let place = self.place();
        for (text, chosen) in options {
            if chosen {
                self.shown(text.trim());
            } else if !text.trim().is_empty() {
                let text = text.trim().to_owned();
                self.excluded.push(Excluded { reason: Reason::Hidden, text, place: place.clone() });
            }
        }
    }

    fn line_break(&mut self) {
        if self.options.is_some() {
            return;
        }
        match self.open.last_mut() {
            None => self.break_outside(),
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push('\n');
                }
            }
        }
    }

    fn break_outside(&mut self) {
        let text = spacing::line(&std::mem::take(&mut self.outside));
        if !text.is_empty() {
            let place = self.place();
            self.blocks.push(Markup::Line { text, place });
        }
    }

    fn finish(mut self) -> (Vec<Markup>, Vec<Excluded>) {
        self.pop_to(0, "");
        while !self.open.is_empty() {
            self.close_table();
        }
        self.break_outside();
        self.excluded.retain(|one| one.characters() > 0);
        (self.blocks, self.excluded)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_lines_and_missing_end_tags() {
        let (found, _) = blocks(
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
            let (found, _) = blocks(text, 1);
            assert!(found.len() <= 2, "{text}: {found:?}");
        }
    }
}
