//! Nothing is lost in silence: every non-blank character of a document is counted once, as a part of a line, of a cell or of page
//! furniture, and then as placed, furniture,
//! unplaced or left out for a reason.

#[path = "corpus/folder.rs"]
mod corpus;

use jixiao::convert::{self, Options, Source};
use jixiao::read::document::{Content, Document, Markup, Page};
use jixiao::read::exclusion;
use jixiao::tables::flow::{Block, Flow};
use std::fs;
use std::path::{Path, PathBuf};

/// Characters in lines and cells.
fn in_blocks(flow: &Flow) -> u64 {
    flow.blocks.iter().map(Block::characters).sum()
}

/// Characters that stand in the texts of lines and cells.
fn in_texts(flow: &Flow) -> u64 {
    let written = flow.blocks.iter().map(|block| match block {
        Block::Line(line) => non_blank(&line.text),
        Block::Table(table) => table.cells.iter().map(|cell| non_blank(&cell.text)).sum(),
    });
    written.sum()
}

fn on_page(page: &Page) -> u64 {
    page.glyphs.iter().filter(|glyph| glyph.char.is_none_or(|c| !c.is_whitespace())).count() as u64
}

fn non_blank(text: &str) -> u64 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u64
}

/// Non-blank characters as read, those left out included, before any table is looked for.
fn as_read(document: &Document) -> u64 {
    let left_out = exclusion::characters(&document.excluded);
    let in_content: u64 = match &document.content {
        Content::Pages(pages) => pages.iter().map(on_page).sum(),
        Content::Flow(markups) => markups
            .iter()
            .map(|markup| match markup {
                Markup::Line { text, .. } => non_blank(text),
                Markup::Table(table) => table.rows.iter().flatten().map(|cell| non_blank(&cell.text)).sum(),
            })
            .sum(),
    };
    in_content + left_out
}

/// What does not add up in a document; nothing where it cannot be read.
fn faults(path: &Path, faults: &mut Vec<String>) -> Option<u64> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).expect("a readable file");
    let options = Options::default();
    let source = Source { name: &name, bytes: &bytes };
    let document = convert::read(&source, &options).ok()?;
    let flow = convert::tables(&document);
    let read = as_read(&document);
    if flow.characters != read {
        faults.push(format!("{name}: {read} characters were read, the flow counts {}", flow.characters));
    }
    let (blocks, furniture) = (in_blocks(&flow), flow.furniture);
    let excluded = exclusion::characters(&flow.excluded);
    if blocks + furniture + excluded != flow.characters {
        let all = flow.characters;
        faults.push(format!(
            "{name}: {blocks} in lines and cells, {furniture} furniture and {excluded} left out are not {all}"
        ));
    }
    let written = in_texts(&flow);
    if written != blocks {
        faults.push(format!("{name}: {blocks} characters counted in lines and cells, {written} stand in their texts"));
    }
    if let Content::Pages(pages) = &document.content {
        for page in pages {
            let alone = jixiao::tables::of_pages(std::slice::from_ref(page));
            let visible = on_page(page);
            let counted = in_blocks(&alone) + alone.furniture + exclusion::characters(&alone.excluded);
            if alone.characters != visible || counted != visible {
                faults.push(format!("{name}, page {}: {visible} characters are not all counted once", page.number));
            }
        }
    }
    let conversion = convert::convert(&source, &options).expect("what was read converts");
    let coverage = &conversion.disclosure.coverage;
    if coverage.characters != flow.characters {
        let (all, counted) = (flow.characters, coverage.characters);
        faults.push(format!("{name}: the flow has {all} characters, the coverage {counted}"));
    }
    if coverage.placed + coverage.furniture + coverage.unplaced + coverage.excluded != coverage.characters {
        faults.push(format!("{name}: {coverage:?} does not add up"));
    }
    Some(read)
}

fn check(files: &[PathBuf]) -> u64 {
    let mut found = Vec::new();
    let characters = files.iter().filter_map(|path| faults(path, &mut found)).sum();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    characters
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| {
        path.is_file() && path.extension().is_none_or(|extension| extension != "json" && extension != "toml")
    });
    files.sort();
    files
}

#[test]
fn every_character_of_the_samples_is_counted_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let characters = check(&[files(&root.join("samples")), files(&root.join("tests/office"))].concat());
    assert!(characters > 10_000, "only {characters} characters");
}

#[test]
fn every_character_of_the_corpus_is_counted_once() {
    let Some(shared) = corpus::shared() else { return };
    let folders = [
        "seed/docs",
        "corpus/public/docs",
        "corpus/real/gov",
        "corpus/real/tables",
        "corpus/real/cjk",
        "corpus/real/robust",
    ];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files(&shared.join(folder))).collect();
    let characters = check(&files);
    println!("{characters} characters in {} files are counted once each", files.len());
    assert!(characters > 0);
}
