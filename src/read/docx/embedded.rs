//! Documents within a document: chunks of HTML, text or Word (`altChunk`), embedded workbooks and documents.

use crate::error::Error;
use crate::place::Place;
use crate::read::document::{Content, Document, Markup};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::limits::Limits;
use crate::read::office::{Kind, Node, Office, walk};
use crate::read::{html, text_dump, xlsx};

/// Documents within documents go no deeper than this.
const DEEPEST: u32 = 3;
/// Documents within one document that are read.
const MOST: u32 = 64;

/// What may still be read within a document.
#[derive(Clone, Copy)]
pub(super) struct Allowance {
    depth: u32,
    left: u32,
}

impl Allowance {
    /// Of a document that is within no other.
    pub(super) fn whole() -> Self {
        Allowance { depth: DEEPEST, left: MOST }
    }
}

/// Reads a part that is shown as if it were part of the document; `None` where it is none that can be read.
pub(super) fn read(
    office: &mut Office<'_>,
    part: &str,
    limits: &Limits,
    allowance: &mut Allowance,
) -> Option<Document> {
    if allowance.depth == 0 || allowance.left == 0 {
        return None;
    }
    allowance.left -= 1;
    let content_type = office.content_type(part).ok()?.to_ascii_lowercase();
    let bytes = office.bytes(part).ok()??;
    let inner = Allowance { depth: allowance.depth - 1, left: allowance.left };
    if bytes.starts_with(b"PK\x03\x04") {
        // One of several takes a share of what is left; what it said it unpacks to is spent.
        let budget = office.budget() / 4;
        let mut container = Office::open(&bytes, budget).ok()?;
        let main = container.main_part().ok()??;
        office.spend(container.declared());
        let limits = Limits { content_bytes: budget, ..*limits };
        return match main.kind {
            Kind::Word => super::read_within(&bytes, &limits, inner).ok(),
            Kind::Excel => workbook(&bytes, &limits, &mut container, &main.name).ok(),
            Kind::BinaryExcel | Kind::PowerPoint => None,
        };
    }
    let extension = part.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let is = |types: &[&str], extensions: &[&str]| {
        types.iter().any(|one| content_type.starts_with(one)) || extensions.contains(&extension.as_str())
    };
    if is(&["text/html", "application/xhtml"], &["htm", "html", "xhtml"]) {
        html::read(&bytes).ok()
    } else if is(&["text/plain"], &["txt"]) {
        text_dump::read(&bytes).ok()
    } else {
        None
    }
}

/// A workbook shows the one sheet that was last looked at; the others are left out.
fn workbook(bytes: &[u8], limits: &Limits, container: &mut Office<'_>, main: &str) -> Result<Document, Error> {
    let mut document = xlsx::read(bytes, limits)?;
    let shown = shown_sheet(&container.part(main)?.unwrap_or_default(), main)?;
    if document.page_count <= 1 || shown == 0 || shown > document.page_count {
        return Ok(document);
    }
    let Content::Flow(flow) = &mut document.content else { return Ok(document) };
    let mut hide = |text: &str, place: &Place| {
        document.excluded.push(Excluded { reason: Reason::Hidden, text: text.to_owned(), place: place.clone() });
    };
    flow.retain(|block| {
        let (texts, place): (Vec<&str>, Option<&Place>) = match block {
            Markup::Line { text, place } => (vec![text], Some(place)),
            Markup::Table(table) => {
                let cells = || table.rows.iter().flatten();
                (cells().map(|cell| cell.text.as_str()).collect(), cells().next().map(|cell| &cell.place))
            }
        };
        let Some(place) = place.filter(|place| place.page != shown) else { return true };
        hide(&texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"), place);
        false
    });
    Ok(document)
}

/// The number of the sheet that is shown; 0 where it is hidden.
fn shown_sheet(workbook: &str, part: &str) -> Result<u32, Error> {
    let (mut active, mut visible) = (0_usize, Vec::new());
    walk(workbook, part, |node| {
        let Node::Start(tag) = node else { return };
        match tag.name() {
            "workbookView" => {
                active = tag.attribute("activeTab").and_then(|value| value.parse().ok()).unwrap_or(0);
            }
            "sheet" => visible.push(tag.attribute("state").is_none_or(|state| state == "visible")),
            _ => {}
        }
    })?;
    let shown = visible.get(active).copied().unwrap_or(false);
    Ok(if shown { u32::try_from(active).unwrap_or(0).saturating_add(1) } else { 0 })
}
