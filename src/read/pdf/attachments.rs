//! Files within a document: attachments, and the parts of a portfolio.

use super::annotations::string;
use super::streams::filters;
use crate::read::limits::Limits;
use crate::read::preflight::fits;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream};

/// Files that are listed, and nodes of the tree of their names that are looked at.
const MOST: usize = 64;
const NODES: usize = 256;
const DEEPEST: usize = 8;

/// A file within a document.
pub(super) struct Attachment<'a> {
    pub(super) name: String,
    content: Option<Stream<'a>>,
}

/// The files within a document, and whether it is a portfolio: a cover around them.
pub(super) fn of(pdf: &Pdf) -> (Vec<Attachment<'_>>, bool) {
    let mut files = Vec::new();
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return (files, false) };
    let names = catalog.get::<Dict<'_>>(b"Names").and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles"));
    if let Some(tree) = names {
        collect(&tree, 0, &mut 0, &mut files);
    }
    if files.is_empty()
        && let Some(associated) = catalog.get::<Array<'_>>(b"AF")
    {
        files.extend(associated.iter::<Dict<'_>>().take(MOST).filter_map(|file| Attachment::of(&file)));
    }
    (files, catalog.contains_key(b"Collection"))
}

fn collect<'a>(node: &Dict<'a>, depth: usize, seen: &mut usize, files: &mut Vec<Attachment<'a>>) {
    *seen += 1;
    if depth > DEEPEST || *seen > NODES {
        return;
    }
    if let Some(names) = node.get::<Array<'a>>(b"Names") {
        for object in names.iter::<Object<'a>>() {
            if let Object::Dict(file) = object
                && files.len() < MOST
            {
                files.extend(Attachment::of(&file));
            }
        }
    }
    if let Some(kids) = node.get::<Array<'a>>(b"Kids") {
        kids.iter::<Dict<'a>>().for_each(|kid| collect(&kid, depth + 1, seen, files));
    }
}

impl<'a> Attachment<'a> {
    fn of(file: &Dict<'a>) -> Option<Self> {
        let name = string(file, b"UF").or_else(|| string(file, b"F")).unwrap_or_default();
        let contents = file.get::<Dict<'a>>(b"EF")?;
        let content = [&b"F"[..], b"UF"].iter().find_map(|key| contents.get::<Stream<'a>>(*key));
        Some(Attachment { name, content })
    }

    /// The bytes of the file, if it is a PDF within the limits.
    pub(super) fn pdf(&self, limits: &Limits) -> Option<Vec<u8>> {
        let content = self.content.as_ref()?;
        let within = fits(&content.raw_data(), &filters(content)?, limits.stream_bytes());
        let bytes = within.then(|| content.decoded_data().ok()).flatten()?;
        let head = &bytes[..bytes.len().min(1024)];
        memchr::memmem::find(head, b"%PDF-").map(|_| bytes.into_owned())
    }
}
