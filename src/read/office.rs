//! The container of Office documents (OOXML): a ZIP of XML parts, read with bounds.

use crate::error::Error;
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The list of the parts' content types.
const TYPES: &str = "[Content_Types].xml";
/// The relationships of the container itself.
const ROOT: &str = "";

/// An opened container.
pub(crate) struct Office<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Plain name of each part → its index.
    parts: HashMap<String, usize>,
    budget: u64,
}

/// What a container is by its main part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Word document, with or without macros, or a template of one.
    Word,
    /// An Excel workbook, likewise.
    Excel,
    /// A workbook in Excel's binary format.
    BinaryExcel,
    /// A presentation.
    PowerPoint,
}

/// The main part of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MainPart {
    /// What the container is.
    pub(crate) kind: Kind,
    /// Its name, as [`Office::part`] takes it.
    pub(crate) name: String,
}

/// What a part refers to.
#[derive(Clone, Debug)]
pub(crate) struct Relationship {
    /// The last segment of its type: `header`, `image`, `worksheet`.
    pub(crate) kind: String,
    /// The name of the part, as [`Office::part`] takes it; the address where it is outside the container.
    pub(crate) target: String,
    /// Whether the target is outside the container.
    pub(crate) external: bool,
}

impl<'b> Office<'b> {
    /// Opens a container; all its parts together may unpack to `limit` bytes.
    pub(crate) fn open(bytes: &'b [u8], limit: u64) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Error::Damaged { format: "Office document", cause: error.to_string() })?;
        // Writers differ in the case of names and in the slash: Word finds the parts all the same.
        let names: Vec<(String, usize)> = archive
            .file_names()
            .flatten()
            .filter_map(|name| Some((name.to_string(), archive.index_for_name(&name)?)))
            .collect();
        let mut parts = HashMap::with_capacity(names.len());
        let (exact, other): (Vec<_>, Vec<_>) = names.into_iter().partition(|(name, _)| plain(name) == *name);
        for (name, index) in exact.into_iter().chain(other) {
            parts.entry(plain(&name)).or_insert(index);
        }
        Ok(Office { archive, parts, budget: limit })
    }

    /// The bytes that all parts read from now on may still unpack to.
    pub(crate) fn budget(&self) -> u64 {
        self.budget
    }

    /// Counts bytes that a container within this one unpacked to.
    pub(crate) fn spend(&mut self, bytes: u64) {
        self.budget = self.budget.saturating_sub(bytes);
    }

    /// The bytes that its parts say they unpack to.
    pub(crate) fn declared(&mut self) -> u64 {
        let sizes = (0..self.archive.len()).map(|index| self.archive.by_index_raw(index).map_or(0, |part| part.size()));
        sizes.fold(0, u64::saturating_add)
    }

    /// The names of all parts in one spelling, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.parts.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// Whether the container has a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&plain(name))
    }

    /// The bytes of a part; `None` where the container lacks it.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(&index) = self.parts.get(&plain(name)) else { return Ok(None) };
        let damaged = |cause: String| Error::Damaged { format: "Office document", cause: format!("{name}: {cause}") };
        let part = self.archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        part.take(self.budget + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        let length = bytes.len() as u64;
        if length > self.budget {
            let limit = format!("{} unpacked bytes", self.budget);
            return Err(Error::Limit { page: 0, limit, option: "--max-content" });
        }
        self.budget -= length;
        Ok(Some(bytes))
    }

    /// A part as text (UTF-8 or UTF-16, as XML may be); `None` where the container lacks it.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
            let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
            if !damaged {
                return Ok(Some(text.into_owned()));
            }
        }
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|error| Error::Damaged { format: "Office document", cause: format!("{name}: {error}") })
    }

    /// The main part: by the container's relationships and content types, else by the names that programs give it.
    pub(crate) fn main_part(&mut self) -> Result<Option<MainPart>, Error> {
        let types = self.part(TYPES)?.unwrap_or_default();
        let mut by_type: Option<MainPart> = None;
        let mut kinds: HashMap<String, Kind> = HashMap::new();
        walk(&types, TYPES, |node| {
            if let Node::Start(tag) = node
                && tag.name() == "Override"
                && let (Some(name), Some(kind)) =
                    (tag.attribute("PartName"), tag.attribute("ContentType").as_deref().and_then(Kind::of_type))
            {
                kinds.insert(plain(&name), kind);
                by_type.get_or_insert(MainPart { kind, name: plain(&name) });
            }
        })?;
        let links = self.relationships(ROOT)?;
        let linked = links.values().filter(|link| link.kind == "officeDocument" && !link.external);
        let mut linked: Vec<&str> = linked.map(|link| link.target.as_str()).filter(|name| self.has(name)).collect();
        linked.sort_unstable();
        for name in linked {
            let name = plain(name);
            if let Some(kind) = kinds.get(&name).copied().or_else(|| Kind::of_name(&name)) {
                return Ok(Some(MainPart { kind, name }));
            }
        }
        if let Some(main) = by_type.filter(|main| self.has(&main.name)) {
            return Ok(Some(main));
        }
        let usual = ["word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"];
        let found = usual.into_iter().find(|name| self.has(name));
        Ok(found.and_then(|name| Some(MainPart { kind: Kind::of_name(name)?, name: name.to_owned() })))
    }

    /// What a part refers to, by id; nothing where it has no relationships.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<HashMap<String, Relationship>, Error> {
        let (folder, file) = part.rsplit_once(['/', '\\']).unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(xml) = self.part(&name)? else { return Ok(HashMap::new()) };
        let mut links = HashMap::new();
        walk(&xml, &name, |node| {
            if let Node::Start(tag) = node
                && tag.name() == "Relationship"
                && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
            {
                let kind = tag.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let external = tag.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                let target = if external { target } else { resolve(folder, &target) };
                links.insert(id, Relationship { kind, target, external });
            }
        })?;
        Ok(links)
    }

    /// The content type of a part, by its own entry or by its extension; empty where nothing tells.
    pub(crate) fn content_type(&mut self, part: &str) -> Result<String, Error> {
        let types = self.part(TYPES)?.unwrap_or_default();
        let (part, mut own, mut by_extension) = (plain(part), None, None);
        let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
        walk(&types, TYPES, |node| {
            let Node::Start(tag) = node else { return };
            match tag.name() {
                "Override" if tag.attribute("PartName").is_some_and(|name| plain(&name) == part) => {
                    own = tag.attribute("ContentType");
                }
                "Default" if tag.attribute("Extension").is_some_and(|own| own.eq_ignore_ascii_case(extension)) => {
                    by_extension = tag.attribute("ContentType");
                }
                _ => {}
            }
        })?;
        Ok(own.or(by_extension).unwrap_or_default())
    }
}

impl Kind {
    /// By the content type of a main part.
    fn of_type(content_type: &str) -> Option<Kind> {
        let lower = content_type.to_ascii_lowercase();
        let main = lower.ends_with(".main+xml") || lower.ends_with(".main");
        if !main {
            return None;
        }
        if lower.contains("wordprocessingml") || lower.contains("ms-word") {
            Some(Kind::Word)
        } else if lower.contains("sheet.binary") {
            Some(Kind::BinaryExcel)
        } else if lower.contains("spreadsheetml") || lower.contains("ms-excel") {
            Some(Kind::Excel)
        } else if lower.contains("presentationml") || lower.contains("ms-powerpoint") {
            Some(Kind::PowerPoint)
        } else {
            None
        }
    }

    /// By the folder that programs put a main part in.
    fn of_name(name: &str) -> Option<Kind> {
        let (folder, file) = name.rsplit_once('/')?;
        match folder.rsplit('/').next()? {
            "word" => Some(Kind::Word),
            "xl" if file.ends_with(".bin") => Some(Kind::BinaryExcel),
            "xl" => Some(Kind::Excel),
            "ppt" => Some(Kind::PowerPoint),
            _ => None,
        }
    }
}

/// The name of a part in one spelling: lower case, forward slashes, none in front.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The name of a part that another one in a folder names by a relative or absolute path.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments.join("/")
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
            Event::Start(tag) => visit(Node::Start(Tag(&tag))),
            Event::Empty(tag) => {
                visit(Node::Start(Tag(&tag)));
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
    /// A tag opens; the end of an empty one follows at once.
    Start(Tag<'a>),
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn container(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            writer.write_all(text.as_bytes()).expect("its text");
        }
        writer.finish().expect("a container").into_inner()
    }

    fn main_of(parts: &[(&str, &str)]) -> Option<(Kind, String)> {
        let bytes = container(parts);
        let mut office = Office::open(&bytes, 1 << 20).expect("a container");
        office.main_part().expect("readable").map(|main| (main.kind, main.name))
    }

    #[test]
    fn the_main_part_is_found_under_any_name_and_in_any_spelling() {
        let rels = |target: &str| {
            format!(
                r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="{target}"/></Relationships>"#
            )
        };
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        let types = format!(r#"<Types><Override PartName="/a/b.xml" ContentType="{word}"/></Types>"#);
        let named = |name: &str| Some((Kind::Word, name.to_owned()));
        let found = main_of(&[("_rels/.rels", &rels("a/b.xml")), ("[Content_Types].xml", &types), ("a/b.xml", "<x/>")]);
        assert_eq!(found, named("a/b.xml"));
        assert_eq!(main_of(&[("[content_types].xml", &types), ("A\\B.xml", "<x/>")]), named("a/b.xml"));
        assert_eq!(
            main_of(&[("_rels\\.rels", &rels("Word\\Document2.xml")), ("WORD\\document2.XML", "<x/>")]),
            named("word/document2.xml")
        );
        assert_eq!(main_of(&[("Word/Document.xml", "<x/>")]), named("word/document.xml"));
        assert_eq!(main_of(&[("xl/workbook.bin", "")]).map(|found| found.0), Some(Kind::BinaryExcel));
        assert_eq!(main_of(&[("a.txt", "")]), None);
    }

    #[test]
    fn relative_and_absolute_targets_name_parts() {
        assert_eq!(resolve("word", "header1.xml"), "word/header1.xml");
        assert_eq!(resolve("word", "../customXml/./item.xml"), "customXml/item.xml");
        assert_eq!(resolve("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(resolve("", "..\\word\\a.xml"), "word/a.xml");
    }
}
