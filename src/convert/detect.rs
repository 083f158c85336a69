//! Which format a document is in: its bytes decide, its extension only between kinds of text.

use super::Source;
use crate::error::Error;
use crate::read::document::Format;
use crate::read::office::{Kind, Office};
use crate::read::text_encoding;

/// Formats that are often taken for documents, by their first bytes.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (.doc, .xls)"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
];

/// What the parts may unpack to that name an Office document's main part.
const DIRECTORY: u64 = 8 << 20;
/// How far into a file the PDF header may stand, and how much of a text is looked at.
const HEAD: usize = 1024;

/// Tells the format of a document.
///
/// # Errors
/// [`Error::Empty`] without bytes; [`Error::UnknownFormat`] where the bytes are of none that jixiao reads.
pub fn format(source: &Source) -> Result<Format, Error> {
    let bytes = source.bytes;
    let extension = extension(source.name);
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if find(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return of_zip(bytes);
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(unknown(name));
    }
    // A PDF that lost its head may still be read; anything else of that name is something else.
    if extension == "pdf" && (find(bytes, b"endobj") || find(bytes, b"startxref")) {
        return Ok(Format::Pdf);
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if head.contains(&0) && !utf16 && text_encoding::utf16(bytes).is_none() {
        return Err(unknown("binary data"));
    }
    let html = looks_like_html(head);
    match extension.as_str() {
        "pdf" if html => Err(unknown("an HTML page, as servers send in place of a missing file")),
        "pdf" => Err(unknown("plain text")),
        "html" | "htm" | "xhtml" => Ok(Format::Html),
        "md" | "markdown" => Ok(Format::Markdown),
        _ if html => Ok(Format::Html),
        _ => Ok(Format::Text),
    }
}

/// Office documents are ZIP archives; their main part tells which they are.
fn of_zip(bytes: &[u8]) -> Result<Format, Error> {
    let kind = Office::open(bytes, DIRECTORY).and_then(|mut office| office.main_part());
    match kind {
        Ok(Some(main)) => match main.kind {
            Kind::Word => Ok(Format::Docx),
            Kind::Excel => Ok(Format::Xlsx),
            Kind::BinaryExcel => Err(unknown("a binary Excel workbook (.xlsb)")),
            Kind::PowerPoint => Err(unknown("a PowerPoint presentation (.pptx)")),
        },
        Ok(None) => Err(unknown("a ZIP archive")),
        // A damaged archive still names its parts in plain bytes; its reader says what is damaged.
        Err(_) if find(bytes, b"word/document.xml") => Ok(Format::Docx),
        Err(_) if find(bytes, b"xl/workbook.xml") => Ok(Format::Xlsx),
        Err(_) => Err(unknown("a ZIP archive")),
    }
}

/// The extension of a name in lower case; empty where it has none.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}

/// Whether a text begins as an HTML document does.
fn looks_like_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<head", "<body", "<table"]
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

fn find(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn unknown(found: &str) -> Error {
    Error::UnknownFormat { found: found.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, bytes: &[u8]) -> String {
        match format(&Source { name, bytes }) {
            Ok(format) => format!("{format:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn bytes_decide_and_the_extension_only_between_texts() {
        assert_eq!(of("a.txt", b"%PDF-1.7\n"), "Pdf");
        assert_eq!(of("a.pdf", b"junk before\n%PDF-1.4"), "Pdf");
        assert_eq!(of("a.pdf", b"1 0 obj\n<<>>\nendobj"), "Pdf");
        assert_eq!(of("a.txt", "表".as_bytes()), "Text");
        assert_eq!(of("a.TXT", b"<p>x</p>"), "Text");
        assert_eq!(of("a.md", b"| a |"), "Markdown");
        assert_eq!(of("dir.pdf/a", b"x"), "Text");
        assert_eq!(of("a.txt", b"<!DOCTYPE html><p>"), "Html");
        assert_eq!(of("a.htm", b"x"), "Html");
        assert_eq!(of("a.txt", b"\xFF\xFEh\0"), "Text");
    }

    #[test]
    fn what_is_no_document_is_named() {
        assert!(of("a.pdf", b"").contains("empty"));
        assert!(of("a.pdf", b"\xFF\xD8\xFF\xE0").contains("a JPEG image"));
        assert!(of("a.pdf", b"<html>404").contains("HTML page"));
        assert!(of("a.pdf", b"PK\x03\x04").contains("ZIP"));
        assert!(of("a.txt", b"a\0b").contains("binary"));
    }
}
