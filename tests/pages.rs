//! Documents of many pages come out the same whoever reads which of their pages.

#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use build::Pdf;
use encoding_rs::GBK;
use jixiao::convert::{self, Options, Source};
use jixiao::emit::json;
use jixiao::error::Error;
use jixiao::read::document::{Content, Document, Page};
use jixiao::read::limits::Limits;
use jixiao::read::pdf;
use jixiao::spare::Spare;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Pages of the document: threads share out stretches of some of them.
const PAGES: usize = 90;

/// A document each of whose pages shows its number, in the fonts of the page: `fonts` are PDF objects that object 3 and those
/// after it hold, `show` draws a page.
fn document(fonts: &[&str], show: impl Fn(usize) -> (usize, String)) -> Vec<u8> {
    let mut pdf = Pdf::default();
    let first = 3 + fonts.len();
    let kids: String = (0..PAGES).map(|page| format!("{} 0 R ", first + 2 * page)).collect();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add(&format!("<< /Type /Pages /Kids [{kids}] /Count {PAGES} /MediaBox [0 0 595 842] >>"));
    for font in fonts {
        pdf.add(font);
    }
    for page in 0..PAGES {
        let (font, content) = show(page);
        let number = first + 2 * page;
        pdf.add(&format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /Font << /F {} 0 R >> >> >>",
            number + 1,
            3 + font
        ));
        pdf.stream("", content.as_bytes());
    }
    pdf.finish()
}

fn read(bytes: &[u8], limits: &Limits, threads: usize) -> Result<Document, Error> {
    let spare = Spare::new(threads);
    spare.at_work(|| pdf::read(bytes, limits, None, None, &spare))
}

fn pages(document: &Document) -> &[Page] {
    let Content::Pages(pages) = &document.content else { panic!("pages") };
    pages
}

fn said(page: usize) -> String {
    format!("绩效目标第{}页", page + 1)
}

fn shown(text: &str, y: usize) -> String {
    let codes = GBK.encode(text).0.iter().fold(String::new(), |mut codes, byte| {
        write!(codes, "{byte:02x}").expect("a String takes every character");
        codes
    });
    format!("BT /F 10 Tf 100 {y} Td <{codes}> Tj ET ")
}

/// A composite font with a predefined CMap, and simple ones of GBK bytes, of which the second has no Chinese name: that the
/// document may hold such bytes is known from the first.
const FONTS: [&str; 3] = [
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimHei /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font /Subtype \
     /CIDFontType2 /BaseFont /SimHei /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor \
     << /Type /FontDescriptor /FontName /SimHei /Flags 4 >> >>] >>",
    "<< /Type /Font /Subtype /TrueType /BaseFont /SimSun /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /TrueType /BaseFont /F2 /Encoding /WinAnsiEncoding >>",
];

#[test]
fn a_document_reads_the_same_with_any_number_of_threads() {
    // One page breaks off, one has a font that only later pages explain.
    let bytes = document(&FONTS, |page| match page {
        40 => (0, shown(&said(page), 700) + "BT /F 10 Tf (unclosed"),
        5 => (2, shown(&said(page), 700)),
        _ => (page % 2, shown(&said(page), 700)),
    });
    let alone = read(&bytes, &Limits::default(), 1).expect("a readable file");
    for (page, read) in pages(&alone).iter().enumerate() {
        let text: String = read.glyphs.iter().filter_map(|glyph| glyph.char).collect();
        assert!(text.starts_with(&said(page)), "page {}: {text}", page + 1);
    }
    for threads in [0, 2, 8] {
        let helped = read(&bytes, &Limits::default(), threads).expect("a readable file");
        assert_eq!(format!("{alone:?}"), format!("{helped:?}"), "{threads} threads");
    }
}

#[test]
fn the_first_page_that_cannot_be_read_is_the_one_that_is_told() {
    let limits = Limits { operations: 200, ..Limits::default() };
    let bytes = document(&FONTS, |page| {
        let lines = if [61, 77].contains(&page) { 60 } else { 1 };
        (0, (0..lines).map(|line| shown(&said(page), 700 - line)).collect())
    });
    for threads in [1, 2, 8] {
        let error = read(&bytes, &limits, threads).expect_err("too many operations");
        assert!(matches!(error, Error::Limit { page: 62, .. }), "{threads} threads: {error}");
    }
}

#[test]
fn a_conversion_is_the_same_with_any_number_of_threads() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for name in ["department-and-projects.pdf", "wide-project-list.pdf", "department-with-tasks.html"] {
        let bytes = fs::read(samples.join(name)).expect("a sample");
        let converted = |threads| {
            let options = Options { spare: Spare::new(threads), ..Options::default() };
            let source = Source { name, bytes: &bytes };
            json::json(&options.spare.at_work(|| convert::convert(&source, &options)).expect("a conversion"))
        };
        let alone = converted(1);
        for threads in [2, 8] {
            assert!(alone == converted(threads), "{name}: {threads} threads");
        }
    }
}
