//! The container of Office documents (OOXML): a ZIP of XML parts, read with bounds.

use crate::error::Error;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An opened container.
pub(crate) struct Office<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    budget: u64,
}

impl<'b> Office<'b> {
    /// Opens a container; all its parts together may unpack to `limit` bytes.
    pub(crate) fn open(bytes: &'b [u8], limit: u64) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Error::Damaged { format: "Office document", cause: error.to_string() })?;
        Ok(Office { archive, budget: limit })
    }

    /// A part as text; `None` where the container lacks it.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let damaged = |cause: String| Error::Damaged { format: "Office document", cause: format!("{name}: {cause}") };
        let part = self.archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let mut text = Vec::new();
        part.take(self.budget + 1).read_to_end(&mut text).map_err(|error| damaged(error.to_string()))?;
        let length = text.len() as u64;
        if length > self.budget {
            let limit = format!("{} unpacked bytes", self.budget);
            return Err(Error::Limit { page: 0, limit, option: "--max-content" });
        }
        self.budget -= length;
        String::from_utf8(text).map(Some).map_err(|error| damaged(error.to_string()))
    }
}

/// Walks the events of a part; namespace prefixes are dropped from names.
pub(crate) fn walk(xml: &str, part: &str, mut visit: impl FnMut(Node<'_>)) -> Result<(), Error> {
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(|error| Error::Damaged {
            format: "Office document",
            cause: format!("{part}: {error} at byte {}", reader.error_position()),
        })?;
        match event {
            Event::Start(tag) => visit(Node::Start(Tag(&tag), false)),
            Event::Empty(tag) => {
                visit(Node::Start(Tag(&tag), true));
                visit(Node::End(tag.local_name().as_ref()));
            }
            Event::End(tag) => visit(Node::End(tag.local_name().as_ref())),
            Event::Text(text) => visit(Node::Text(&text.xml10_content())),
            Event::CData(text) => visit(Node::Text(text.as_ref())),
            Event::GeneralRef(reference) => {
                if let Some(character) = reference_character(&reference) {
                    visit(Node::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn reference_character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// One event of a part.
pub(crate) enum Node<'a> {
    /// A tag opens; the flag says that it is empty (its end follows at once).
    Start(Tag<'a>, bool),
    /// A tag closes, by local name.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// An opening tag.
pub(crate) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// The local name.
    pub(crate) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// An attribute by local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .map(|attribute| unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Into::into))
    }
}

/// Relationships of a part: id → target, as `xl/_rels/workbook.xml.rels` gives them.
pub(crate) fn relationships(xml: &str, part: &str) -> Result<HashMap<String, String>, Error> {
    let mut targets = HashMap::new();
    walk(xml, part, |node| {
        if let Node::Start(tag, _) = node
            && tag.name() == "Relationship"
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            targets.insert(id, target);
        }
    })?;
    Ok(targets)
}
