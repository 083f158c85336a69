//! What other readers read: where poppler and MuPDF agree on how often a character stands on a page, the reader has to agree with
//! them, or `peers/differences.toml` says why not. Needs the corpus (`../shared`, or `JIXIAO_SHARED`), `pdftotext` and `mutool`;
//! says so and passes where one is absent, unless `JIXIAO_TOOLS=required`.

#[path = "corpus/folder.rs"]
mod corpus;

use jixiao::read::document::{Content, Page};
use jixiao::read::limits::Limits;
use jixiao::read::pdf;
use jixiao::spare::Spare;
use jixiao::tables;
use jixiao::tables::flow::{Block, Table};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// How many differing characters of a page are shown.
const SHOWN: usize = 12;

/// How often each character stands on a page.
type Counts = BTreeMap<char, usize>;

/// Differences that are known, with their cause.
#[derive(Deserialize)]
struct Known {
    difference: Vec<Difference>,
}

#[derive(Deserialize)]
struct Difference {
    file: String,
    /// Pages it is found on; all where none is named.
    #[serde(default)]
    pages: Vec<u32>,
    /// Which characters differ; any where none is named.
    #[serde(default)]
    characters: String,
    /// The peers have them, and the reader counts at least as many as hidden or invisible.
    #[serde(default)]
    hidden: bool,
    /// Why, for whoever reads the file.
    cause: String,
}

/// Characters that mean the same here: compatibility forms by NFKC, radicals as the reader folds them; blanks and what is
/// never printed go.
fn counts(text: impl Iterator<Item = char>) -> Counts {
    let mut counts = Counts::new();
    // The same dots, as NFKC would not have it.
    for character in text.map(|c| if c == '⋯' { '…' } else { c }).nfkc() {
        let invisible = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}');
        if !character.is_whitespace() && !character.is_control() && !invisible {
            *counts.entry(character).or_default() += 1;
        }
    }
    counts
}

/// The pages of a peer's text, which end with form feeds; `None` where the peer fails.
fn peer(command: &mut Command) -> Option<Vec<Counts>> {
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<Counts> = text.split('\u{c}').map(|page| counts(page.chars())).collect();
    pages.pop();
    (!pages.is_empty()).then_some(pages)
}

fn there(tool: &str) -> bool {
    let there = Command::new(tool).arg("-v").output().is_ok();
    assert!(there || std::env::var_os("JIXIAO_TOOLS").is_none(), "{tool} is missing");
    if !there {
        println!("skipped: {tool} is not here");
    }
    there
}

/// Characters that are in the file and not on the page.
fn not_shown(page: &Page) -> usize {
    page.hidden_characters as usize + page.invisible.len()
}

fn own(page: &Page) -> Counts {
    counts(page.glyphs.iter().filter_map(|glyph| glyph.char))
}

/// Characters of a page on which the two peers agree and the reader does not: theirs, ours.
fn differences(own: &Counts, poppler: &Counts, mupdf: &Counts) -> BTreeMap<char, (usize, usize)> {
    let count = |counts: &Counts, c: char| counts.get(&c).copied().unwrap_or(0);
    let characters: BTreeSet<char> =
        [own, poppler, mupdf].into_iter().flat_map(|counts| counts.keys().copied()).collect();
    let differing = characters.into_iter().filter_map(|c| {
        let (theirs, other, ours) = (count(poppler, c), count(mupdf, c), count(own, c));
        (theirs == other && theirs != ours).then_some((c, (theirs, ours)))
    });
    differing.collect()
}

#[test]
fn the_reader_reads_what_poppler_and_mupdf_agree_on() {
    let Some(shared) = corpus::shared() else { return };
    if !there("pdftotext") || !there("mutool") {
        return;
    }
    let known = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/differences.toml"));
    let known: Known = toml::from_str(&known.expect("the known differences")).expect("TOML");
    let (mut same, mut explained, mut faults) = (0, 0, Vec::new());
    let folders = ["corpus/real/cjk", "corpus/real/gov", "corpus/real/tables", "seed/docs", "corpus/public/docs"];
    for path in folders.iter().flat_map(|folder| corpus::pdfs(&shared.join(folder))) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let poppler = peer(Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-"));
        let mupdf = peer(Command::new("mutool").args(["draw", "-q", "-F", "txt"]).arg(&path));
        let (Some(poppler), Some(mupdf)) = (poppler, mupdf) else {
            println!("{name}: not read by both");
            continue;
        };
        let bytes = fs::read(&path).expect("a readable file");
        let document = pdf::read(&bytes, &Limits::default(), None, None, &Spare::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let Content::Pages(pages) = &document.content else { panic!("{name}: no pages") };
        for page in pages {
            let index = page.number as usize - 1;
            let (Some(poppler), Some(mupdf)) = (poppler.get(index), mupdf.get(index)) else { continue };
            let own = own(page);
            let mut differing = differences(&own, poppler, mupdf);
            same += own.iter().filter(|(c, _)| !differing.contains_key(c)).map(|(_, count)| count).sum::<usize>();
            let before = differing.len();
            for cause in known.difference.iter().filter(|known| known.file == name) {
                if !cause.pages.is_empty() && !cause.pages.contains(&page.number) {
                    continue;
                }
                let missing: usize = differing.values().map(|(theirs, ours)| theirs.saturating_sub(*ours)).sum();
                if cause.hidden && missing > not_shown(page) {
                    continue;
                }
                differing.retain(|c, (theirs, ours)| {
                    (cause.hidden && theirs < ours) || !(cause.characters.is_empty() || cause.characters.contains(*c))
                });
            }
            explained += before - differing.len();
            if !differing.is_empty() {
                let first: Vec<_> = differing.iter().take(SHOWN).collect();
                let (count, hidden) = (differing.len(), not_shown(page));
                faults.push(format!(
                    "{name}, page {}, {hidden} not shown: {count} (theirs, ours) {first:?}",
                    page.number
                ));
            }
        }
    }
    println!("{same} characters are the same; {explained} differences are explained");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(known.difference.iter().all(|known| !known.cause.is_empty()));
}

/// The tables of a document.
fn tables_of(path: &Path) -> Vec<Table> {
    let bytes = fs::read(path).expect("a readable file");
    let document = pdf::read(&bytes, &Limits::default(), None, None, &Spare::default()).expect("a readable PDF");
    let blocks = tables::find(&document, &Spare::default()).blocks;
    let tables = blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    });
    tables.collect()
}

/// What PyMuPDF's own test expects of a real prospectus: the texts of its tables, by row, and the rectangles of their cells.
#[derive(Deserialize)]
struct Expected {
    cells: Vec<Vec<[f32; 4]>>,
    extracts: Vec<Vec<Vec<String>>>,
}

#[test]
fn the_tables_of_a_prospectus_are_those_that_pymupdf_expects() {
    let Some(shared) = corpus::shared() else { return };
    let folder = shared.join("corpus/real/tables");
    let expected = fs::read(folder.join("chinese-tables.expected.json")).expect("the expected cells");
    let expected: Expected = serde_json::from_slice(&expected).expect("JSON");
    let tables = tables_of(&folder.join("chinese-tables.pdf"));
    assert_eq!(tables.len(), expected.extracts.len());
    for ((table, texts), rects) in tables.iter().zip(&expected.extracts).zip(&expected.cells) {
        let rows: Vec<Vec<String>> =
            (0..table.rows).map(|row| table.row(row).map(|cell| cell.text.clone()).collect()).collect();
        // Here wrapped lines are joined.
        let texts: Vec<Vec<String>> =
            texts.iter().map(|row| row.iter().map(|text| text.replace('\n', "")).collect()).collect();
        assert_eq!(rows, texts);
        let mut found: Vec<[f32; 4]> = table
            .cells
            .iter()
            .map(|cell| cell.place.rect.map(|rect| [rect.x0, rect.y0, rect.x1, rect.y1]).expect("a rectangle"))
            .collect();
        let mut expected = rects.clone();
        let by_place = |a: &[f32; 4], b: &[f32; 4]| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]));
        found.sort_by(by_place);
        expected.sort_by(by_place);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1.0);
            assert!(near, "{found:?}, not {expected:?}");
        }
    }
}
