//! Word documents (.docx): paragraphs and tables in order, with page headers above the section that they belong to and notes below the
//! text. Source: ECMA-376 Part 1, 17.2–17.4, 17.10, 17.11.
//!
//! What is read is what shows on the page: hidden, struck and deleted text, placeholders and marks beside values are left out
//! and told, pictures and objects that may hold a form are read or told.

mod body;
mod drawing;
mod embedded;
mod field;
mod found;
mod look;
mod nest;
mod paragraph;
mod styles;
mod table;
mod zone;

use super::office::{Kind, Office};
use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, TextLayer};
use crate::read::limits::Limits;
use crate::read::spacing;
use body::{Parts, Reader, Section};
use embedded::Allowance;
use found::Found;
use std::collections::{BTreeSet, HashMap};
use styles::Styles;
use table::Item;

/// Reads a Word document. Word has no fixed pages, so every place is on page 1, by the number of its paragraph or row.
///
/// # Errors
/// [`Error::Damaged`] where the container or its XML is broken, [`Error::Limit`] where it unpacks to too much.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    read_within(bytes, limits, Allowance::whole())
}

/// Reads a Word document that may be within another.
fn read_within(bytes: &[u8], limits: &Limits, mut allowance: Allowance) -> Result<Document, Error> {
    let mut office = Office::open(bytes, limits.content_bytes)?;
    let Some(main) = office.main_part()?.filter(|main| main.kind == Kind::Word) else {
        return Err(Error::Damaged { format: "Word document", cause: "it has no document part".into() });
    };
    let links = office.relationships(&main.name)?;
    // Old writers leave relationships out; the parts have their usual names then.
    let folder = main.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let named = |kind: &str| {
        let linked = links.values().find(|link| link.kind == kind && !link.external).map(|link| link.target.clone());
        linked.unwrap_or_else(|| format!("{folder}/{kind}.xml"))
    };
    let xml = office.part(&main.name)?.unwrap_or_default();
    let (styles_part, settings_part) = (named("styles"), named("settings"));
    let mut found = Found::default();
    let part = office.part(&styles_part);
    let styles = found.unless_damaged(part.and_then(|xml| Styles::read(&xml.unwrap_or_default(), &styles_part)))?;
    let part = office.part(&settings_part);
    let even = part.and_then(|xml| styles::has_even_headers(&xml.unwrap_or_default(), &settings_part));
    let even = found.unless_damaged(even)?;
    let notes = [named("footnotes"), named("endnotes")];

    let mut reader =
        Reader { office: &mut office, limits, styles: &styles, allowance: &mut allowance, found: &mut found, line: 0 };
    let mut whole = body::read(&mut reader, &xml, &main.name, None)?;
    drop(xml);
    for (part, shown) in notes.iter().zip(&whole.notes) {
        let items = beside(&mut reader, part, Some(shown))?;
        whole.items.extend(items);
    }
    let flow = flow(&mut reader, whole, even, &|id| {
        links.get(id).filter(|link| !link.external).map(|link| link.target.clone())
    })?;
    let text_layer = if flow.is_empty() { TextLayer::None } else { TextLayer::Digital };
    let (excluded, ink, notices) = found.into_parts();
    Ok(Document {
        format: Format::Docx,
        page_count: 1,
        content: Content::Flow(flow),
        text_layer,
        excluded,
        ink,
        notices,
    })
}

/// The body with the page headers of each section above it and the footers below all.
fn flow(
    reader: &mut Reader<'_, '_>,
    whole: Parts,
    even: bool,
    target: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Markup>, Error> {
    let (mut flow, mut footers) = (Vec::new(), Vec::new());
    let mut current: [HashMap<String, String>; 2] = Default::default();
    let mut read: BTreeSet<String> = BTreeSet::new();
    let mut running = Running::default();
    let mut items = whole.items.into_iter().enumerate().peekable();
    for section in whole.sections {
        let line = items.peek().map_or(reader.line, |(_, item)| line_of(item).saturating_sub(1));
        for (at, current) in current.iter_mut().enumerate() {
            for (kind, part) in parts_of(&section, at == 1, current, target) {
                if !read.insert(part.to_ascii_lowercase()) {
                    continue;
                }
                let shown = match kind.as_str() {
                    "first" => section.first_differs,
                    "even" => even,
                    _ => true,
                };
                let last = std::mem::replace(&mut reader.line, line);
                let own = beside(reader, &part, None)?;
                reader.line = last;
                if !shown {
                    reader.found.hide(own);
                } else if at == 0 {
                    running = Running::of(&own);
                    own.into_iter().for_each(|item| push(item, &mut flow));
                } else {
                    footers.extend(own);
                }
            }
        }
        let end = section.end;
        while let Some((_, item)) = items.next_if(|(at, _)| *at < end) {
            running.before(&item, &mut flow);
            push(item, &mut flow);
        }
    }
    // Parts that no section names do not show.
    for part in reader.office.names() {
        let file = part.rsplit('/').next().unwrap_or_default();
        if (file.starts_with("header") || file.starts_with("footer")) && file.ends_with(".xml") && !read.contains(&part)
        {
            let own = beside(reader, &part, None)?;
            reader.found.hide(own);
        }
    }
    items.map(|(_, item)| item).chain(footers).for_each(|item| push(item, &mut flow));
    Ok(flow)
}

/// Page headers of this many characters may say what holds for each table: 单位：万元.
const LONGEST_RUNNING: usize = 40;

/// What the page header says above every table, since it stands on every page.
#[derive(Default)]
struct Running {
    lines: Vec<String>,
    tables: usize,
}

impl Running {
    /// Of the header's short lines that name something.
    fn of(items: &[Item]) -> Self {
        let texts = items.iter().filter_map(|item| match item {
            Item::Text { text, .. } => Some(paragraph::line(text)),
            Item::Table(_) => None,
        });
        let names = |text: &String| text.contains(['：', ':']) && text.chars().count() <= LONGEST_RUNNING;
        Running { lines: texts.filter(names).take(2).collect(), tables: 0 }
    }

    /// Says it again above a table that has a heading of its own; above the first one it stands already.
    fn before(&mut self, item: &Item, flow: &mut Vec<Markup>) {
        if !matches!(item, Item::Table(_)) {
            return;
        }
        if self.tables > 0 && matches!(flow.last(), Some(Markup::Line { .. })) {
            let place = Place::at_line(1, line_of(item));
            flow.extend(self.lines.iter().map(|text| Markup::Line { text: text.clone(), place: place.clone() }));
        }
        self.tables += 1;
    }
}

/// What a part beside the body holds; a damaged one is told.
fn beside(reader: &mut Reader<'_, '_>, part: &str, shown_notes: Option<&BTreeSet<String>>) -> Result<Vec<Item>, Error> {
    let items = match reader.office.part(part) {
        Ok(Some(xml)) => body::read(reader, &xml, part, shown_notes).map(|parts| parts.items),
        Ok(None) => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    reader.found.unless_damaged(items)
}

/// The header or footer parts of a section: its own, else those of the section before.
fn parts_of(
    section: &Section,
    footers: bool,
    current: &mut HashMap<String, String>,
    target: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    for (kind, id) in if footers { &section.footers } else { &section.headers } {
        if let Some(part) = target(id) {
            current.insert(kind.clone(), part);
        }
    }
    // The first page comes first.
    ["first", "default", "even"]
        .into_iter()
        .filter_map(|kind| current.get(kind).map(|part| (kind.to_owned(), part.clone())))
        .collect()
}

fn line_of(item: &Item) -> u32 {
    let place = match item {
        Item::Text { place, .. } => Some(place),
        Item::Table(table) => table.rows.iter().flatten().next().map(|cell| &cell.place),
    };
    place.and_then(|place| place.line).unwrap_or(1)
}

fn push(item: Item, flow: &mut Vec<Markup>) {
    match item {
        Item::Text { text, place, .. } => {
            for (text, line) in text.lines().map(paragraph::line).zip(0..) {
                let mut place = place.clone();
                place.line = place.line.map(|first| first + line);
                if !text.is_empty() {
                    flow.push(Markup::Line { text, place });
                }
            }
        }
        Item::Table(mut table) => {
            table.rows.iter_mut().flatten().for_each(|cell| cell.text = spacing::close(&cell.text));
            flow.push(Markup::Table(table));
        }
    }
}
