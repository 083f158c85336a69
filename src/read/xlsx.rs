//! Excel workbooks (.xlsx): each sheet's leading lines and its table. Numbers are read from the stored digits and their number
//! format, never through a float. Source: ECMA-376 Part 1, 18.3 and 18.8.30–31.

mod drawing;
mod formula;
mod grid;
mod reference;
mod sheet;
mod styles;
mod text;

use super::office::{Kind, Node, Office, walk};
use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, TextLayer};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{Ink, InkKind, InkOutcome};
use crate::read::limits::Limits;
use crate::wording::Wording;
use sheet::{Book, Sheet};

/// Reads a workbook; each sheet is a page, each row a line of it. What sheets, rows and columns that are hidden hold is left out.
///
/// # Errors
/// [`Error::Damaged`] where the container or its XML is broken, [`Error::Limit`] where it unpacks to too much.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut office = Office::open(bytes, limits.content_bytes)?;
    let Some(main) = office.main_part()?.filter(|main| main.kind == Kind::Excel) else {
        return Err(Error::Damaged { format: "Excel workbook", cause: "it has no workbook".into() });
    };
    let workbook = office.part(&main.name)?.unwrap_or_default();
    let links = office.relationships(&main.name)?;
    let named = |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.target.clone());
    let strings = named("sharedStrings").unwrap_or_else(|| "xl/sharedStrings.xml".to_owned());
    let styles = named("styles").unwrap_or_else(|| "xl/styles.xml".to_owned());
    let mut book = Book {
        strings: text::shared(&office.part(&strings)?.unwrap_or_default())?,
        styles: styles::read(&office.part(&styles)?.unwrap_or_default())?,
        from_1904: counts_from_1904(&workbook)?,
        limit: limits.content_bytes,
    };
    let sheets = entries(&workbook)?;
    let mut found = Found::default();
    let mut page = 0;
    for entry in &sheets {
        page += 1;
        let Some(link) = links.get(&entry.id) else { continue };
        let Some(xml) = office.part(&link.target)? else { continue };
        let sheet = Sheet::read(&xml, &link.target, &book)?;
        book.limit = book.limit.saturating_sub(sheet.size);
        if entry.shown {
            let over = drawing::read(&mut office, &link.target, page)?;
            found.show(sheet, over, page, &entry.name);
        } else {
            found.hide(sheet, page);
        }
    }
    let text_layer = if found.flow.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Xlsx,
        page_count: page.max(1),
        content: Content::Flow(found.flow),
        text_layer,
        excluded: found.excluded,
        ink: found.ink,
        notices: found.notices,
    })
}

/// What is found in the sheets.
#[derive(Default)]
struct Found {
    flow: Vec<Markup>,
    excluded: Vec<Excluded>,
    ink: Vec<Ink>,
    notices: Vec<Notice>,
}

impl Found {
    fn show(&mut self, mut sheet: Sheet, over: drawing::Over, page: u32, name: &str) {
        sheet.settle();
        self.leave_out(std::mem::take(&mut sheet.left_out), page);
        let place = |row: u32| Place::at_line(page, row.saturating_add(1));
        let unknown = sheet.cells.iter().filter(|cell| cell.unreckoned);
        self.notices.extend(unknown.map(|cell| unreckoned(place(cell.row))));
        let reckoned = sheet.cells.iter().filter(|cell| cell.reckoned);
        self.notices.extend(reckoned.map(|cell| reckoned_here(place(cell.row), &cell.text)));
        // Text boxes stand above the table or below it.
        let first = sheet.cells.iter().map(|cell| cell.row).min().unwrap_or(0);
        let (shown, hidden): (Vec<_>, Vec<_>) = over.boxes.into_iter().partition(|one| one.shown);
        let (above, below): (Vec<_>, Vec<_>) = shown.into_iter().partition(|one| one.row <= first);
        self.leave_out(hidden.into_iter().map(|one| (one.row, Reason::Hidden, one.text)).collect(), page);
        let line = |one: drawing::Box| Markup::Line { place: place(one.row), text: one.text };
        self.flow.extend(above.into_iter().map(line));
        sheet.into_flow(page, name, &mut self.flow);
        self.flow.extend(below.into_iter().map(line));
        // Decoration is counted together.
        for one in over.ink {
            let decoration = |ink: &&mut Ink| ink.outcome == InkOutcome::Decoration && ink.place.page == page;
            match self.ink.iter_mut().find(decoration).filter(|_| one.outcome == InkOutcome::Decoration) {
                Some(known) if known.kind == InkKind::Picture => known.count += one.count,
                _ => self.ink.push(one),
            }
        }
    }

    fn hide(&mut self, mut sheet: Sheet, page: u32) {
        let cells = std::mem::take(&mut sheet.cells).into_iter().filter(|cell| !cell.unreckoned);
        sheet.left_out.extend(cells.map(|cell| (cell.row, Reason::Hidden, cell.text)));
        self.leave_out(sheet.left_out, page);
    }

    /// Texts of one row and reason are told together.
    fn leave_out(&mut self, mut texts: Vec<(u32, Reason, String)>, page: u32) {
        texts.sort_by_key(|(row, reason, _)| (*row, *reason));
        let mut last = None;
        for (row, reason, text) in texts {
            match self.excluded.last_mut().filter(|_| last == Some((row, reason))) {
                Some(known) => {
                    known.text.push('\t');
                    known.text.push_str(&text);
                }
                None => {
                    let place = Place::at_line(page, row.saturating_add(1));
                    self.excluded.push(Excluded { reason, text, place });
                }
            }
            last = Some((row, reason));
        }
    }
}

fn reckoned_here(place: Place, shown: &str) -> Notice {
    let message = Wording::new(
        format!("公式没有保存计算结果，已按所引用的单元格算得「{shown}」"),
        format!("a formula has no saved result; the cells that it names give 「{shown}」"),
    );
    Notice { stage: Stage::Read, code: "formula-reckoned", message, place: Some(place) }
}

fn unreckoned(place: Place) -> Notice {
    let message = Wording::new(
        "公式没有保存计算结果，数值未知（记作“####”），请在 Excel 中打开并保存后再转换",
        "a formula has no saved result, its value is not known (kept as ####): open and save the workbook in Excel first",
    );
    Notice { stage: Stage::Read, code: "formula-without-result", message, place: Some(place) }
}

/// Whether the workbook counts days from 1904.
fn counts_from_1904(workbook: &str) -> Result<bool, Error> {
    let mut found = false;
    walk(workbook, "xl/workbook.xml", |node| {
        if let Node::Start(tag) = node
            && tag.name() == "workbookPr"
        {
            found |= tag.attribute("date1904").is_some_and(|value| value == "1" || value == "true");
        }
    })?;
    Ok(found)
}

/// A sheet as the workbook lists it.
struct Entry {
    id: String,
    name: String,
    shown: bool,
}

fn entries(workbook: &str) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    walk(workbook, "xl/workbook.xml", |node| {
        if let Node::Start(tag) = node
            && tag.name() == "sheet"
            && let Some(id) = tag.attribute("id")
        {
            let shown = tag.attribute("state").is_none_or(|state| state == "visible");
            entries.push(Entry { id, name: tag.attribute("name").unwrap_or_default(), shown });
        }
    })?;
    Ok(entries)
}
