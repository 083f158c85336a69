//! Every level-3 name, target and scoring text of the truth files stands whole in one cell of the found tables, name and target
//! in one row. Needs the corpus (`../shared`, or `JIXIAO_SHARED`); says so and passes where it is absent.

use jixiao::read::limits::Limits;
use jixiao::spare::Spare;
use jixiao::tables::flow::{Block, Cell, Table};
use jixiao::{read, tables};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The share of truths that must stand in their cells, per document family and in all.
const REQUIRED: f64 = 0.995;

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("JIXIAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    folder.join("corpus/public").is_dir().then_some(folder)
}

fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '≧' => '≥',
            '≦' => '≤',
            '。' => '.',
            '—' | '–' | '－' | '−' | '―' | '‐' | '─' => '-',
            '“' | '”' => '"',
            c => c,
        })
        .collect()
}

struct Tally {
    hits: usize,
    all: usize,
    misses: Vec<String>,
}

impl Tally {
    fn count(&mut self, hit: bool, what: impl FnOnce() -> String) {
        self.all += 1;
        self.hits += usize::from(hit);
        if !hit {
            self.misses.push(what());
        }
    }
}

/// Cells by folded text, with the table they stand in.
fn cells(blocks: &[Block]) -> Vec<(usize, String, &Cell)> {
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    });
    tables
        .enumerate()
        .flat_map(|(index, table): (usize, &Table)| table.cells.iter().map(move |cell| (index, fold(&cell.text), cell)))
        .collect()
}

fn accepted(value: &Value, key: &str) -> Vec<String> {
    let mut texts: Vec<String> = value[key].as_str().map(fold).into_iter().collect();
    if let Some(more) = value[format!("{key}_accept")].as_array() {
        texts.extend(more.iter().filter_map(Value::as_str).map(fold));
    }
    texts
}

fn check(pdf: &Path, truth: &Value, tally: &mut Tally) {
    let bytes = fs::read(pdf).expect("a readable document");
    let document = read::pdf::read(&bytes, &Limits::default(), None, None, &Spare::default()).expect("a readable PDF");
    let flow = tables::find(&document, &Spare::default());
    let cells = cells(&flow.blocks);
    let lists = truth["meta"]["template"].as_str().is_some_and(|template| template.contains("H1"));
    let stands = |cell: &str, text: &str| if lists { cell.contains(text) } else { cell == text };
    for table in truth["tables"].as_array().expect("tables") {
        for indicator in table["indicators"].as_array().expect("indicators") {
            let names = accepted(indicator, "level3");
            let targets = accepted(&indicator["target"], "raw");
            let name_cells: Vec<_> =
                cells.iter().filter(|(_, cell, _)| names.iter().any(|name| stands(cell, name))).collect();
            tally.count(!name_cells.is_empty(), || format!("name {}", names[0]));
            let beside = name_cells.iter().any(|(at, _, name)| {
                cells.iter().any(|(table, cell, target)| {
                    table == at
                        && target.row < name.row + name.row_span
                        && name.row < target.row + target.row_span
                        && targets.iter().any(|raw| stands(cell, raw))
                })
            });
            tally.count(beside, || format!("target {} beside {}", targets[0], names[0]));
            if let Some(rule) = indicator["scoring_raw"].as_str().map(fold) {
                let whole = cells.iter().any(|(_, cell, _)| stands(cell, &rule));
                tally.count(whole, || format!("rule {rule}"));
            }
        }
    }
}

#[test]
fn truths_stand_whole_in_their_cells() {
    let Some(shared) = shared() else {
        println!("skipped: the corpus is not here (../shared, or set JIXIAO_SHARED)");
        return;
    };
    let mut all = Tally { hits: 0, all: 0, misses: Vec::new() };
    for folder in ["seed", "corpus/public"] {
        let mut pdfs: Vec<PathBuf> = fs::read_dir(shared.join(folder).join("docs"))
            .expect("documents")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
            .collect();
        pdfs.sort();
        for pdf in pdfs {
            let stem = pdf.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            let truth =
                fs::read(shared.join(folder).join("truth").join(format!("{stem}.truth.json"))).expect("a truth");
            let truth: Value = serde_json::from_slice(&truth).expect("JSON");
            if truth["meta"]["scan"].as_bool() == Some(true) {
                continue;
            }
            let mut tally = Tally { hits: 0, all: 0, misses: Vec::new() };
            check(&pdf, &truth, &mut tally);
            if tally.hits < tally.all {
                println!("{stem}: {} of {}", tally.hits, tally.all);
                tally.misses.iter().take(5).for_each(|miss| println!("    {miss}"));
            }
            all.hits += tally.hits;
            all.all += tally.all;
        }
    }
    println!("{} of {} truths stand whole in their cells", all.hits, all.all);
    assert!(all.hits as f64 >= REQUIRED * all.all as f64);
}
