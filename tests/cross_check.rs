//! The two readers, independent of each other, read the same characters.

#[path = "corpus/folder.rs"]
mod corpus;

use jixiao::geometry::{Point, Rect};
use jixiao::read::cross_check::{self, PageAgreement, PageCharacters};
use jixiao::read::document::{Content, Document, Format, Glyph, Page, TextLayer};
use jixiao::read::limits::Limits;
use jixiao::read::pdf;
use jixiao::spare::Spare;
use std::fs;
use std::path::Path;

/// The share of characters on which the two have to agree.
const REQUIRED: f64 = 0.999;

/// Characters on which the two agree and on which not, with a line for each page that differs.
fn agreement(path: &Path) -> (usize, usize, Vec<String>) {
    let bytes = fs::read(path).expect("a readable file");
    let limits = Limits::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let document =
        pdf::read(&bytes, &limits, None, None, &Spare::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let second = cross_check::read(&bytes, &limits, None).unwrap_or_else(|error| panic!("{name}: second: {error}"));
    assert_eq!(document.page_count as usize, second.len(), "{name}: pages");
    let pages = cross_check::compare(&document, &second);
    let differing = |page: &PageAgreement| page.only_first.chars().count() + page.only_second.chars().count();
    let lines = pages.iter().filter(|page| !page.agrees()).map(|page| format!("{name}: {page:?}")).collect();
    (pages.iter().map(|page| page.agreed).sum(), pages.iter().map(differing).sum(), lines)
}

#[test]
fn the_readers_agree_on_every_sample() {
    let mut characters = 0;
    for sample in corpus::pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")) {
        let (agreed, _, lines) = agreement(&sample);
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
        characters += agreed;
    }
    assert!(characters > 10_000, "only {characters} characters were compared");
}

#[test]
fn the_readers_agree_on_the_corpus() {
    let Some(shared) = corpus::shared() else { return };
    let (mut agreed, mut differing) = (0, 0);
    for folder in ["seed/docs", "corpus/public/docs", "corpus/real/gov"] {
        for path in corpus::pdfs(&shared.join(folder)) {
            let (same, other, lines) = agreement(&path);
            lines.iter().for_each(|line| println!("{line}"));
            agreed += same;
            differing += other;
        }
    }
    println!("the readers agree on {agreed} characters and differ on {differing}");
    assert!(agreed > 0 && agreed as f64 >= REQUIRED * (agreed + differing) as f64);
}

fn first(text: &str, hidden: u32) -> Document {
    let glyph = |char| Glyph {
        char: Some(char),
        origin: Point::default(),
        rect: Rect::default(),
        size: 10.0,
        direction: Default::default(),
        run: 0,
        confidence: None,
    };
    let glyphs = text.chars().map(glyph).collect();
    let page = Page { number: 1, glyphs, hidden_characters: hidden, ..Page::default() };
    Document {
        format: Format::Pdf,
        page_count: 1,
        content: Content::Pages(vec![page]),
        text_layer: TextLayer::Digital,
        excluded: Vec::new(),
        ink: Vec::new(),
        notices: Vec::new(),
    }
}

fn second(text: &str) -> Vec<PageCharacters> {
    let characters = text.chars().map(|c| (c, Point::default())).collect();
    vec![PageCharacters { page: 1, characters, ..PageCharacters::default() }]
}

#[test]
fn differences_are_told_apart_from_what_is_hidden() {
    let only = |document: &Document, text: &str| {
        let page = cross_check::compare(document, &second(text)).remove(0);
        (page.agreed, page.only_first, page.only_second)
    };
    let same = |agreed, a: &str, b: &str| (agreed, a.to_owned(), b.to_owned());
    assert_eq!(only(&first("绩效 目标", 0), "目标绩效"), same(4, "", ""));
    assert_eq!(only(&first("绩效目标", 0), "绩放目标"), same(3, "效", "放"));
    assert_eq!(only(&first("绩效", 2), "绩效绩效"), same(2, "", ""));
    assert_eq!(only(&first("绩效", 1), "绩效绩效"), same(2, "", "效绩"));
}
