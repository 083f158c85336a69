//! [`Document`] → [`Flow`]: lines and tables in reading order.

mod abreast;
mod across;
mod boxes;
mod columns;
mod continuation;
mod edges;
mod fill;
pub mod flow;
mod furniture;
mod grid;
mod halves;
mod keys;
mod marks;
pub mod markup;
mod merged;
pub mod page;
mod parts;
mod reprint;
mod settings;
mod shape;
mod sideways;
mod spans;
mod text;
mod torn;
mod unruled;

use crate::read::document::{Content, Document, Page};
use crate::read::exclusion;
use crate::spare::Spare;
use flow::{Block, Flow, Line};
use page::{PageBlock, PageFlow};
use reprint::Head;
pub(crate) use shape::{is_indicator_header, is_page_number};
use std::collections::HashSet;

/// Pages in which a thread finds the tables in one go.
const STRETCH: usize = 64;

/// Finds the tables of a document: of laid-out pages by their rulings and positions, of text forms by their markup.
/// Threads to spare help with the pages.
pub fn find(document: &Document, spare: &Spare) -> Flow {
    let mut flow = match &document.content {
        Content::Pages(pages) => {
            let stretches: Vec<&[Page]> = pages.chunks(STRETCH).collect();
            let read = |_: &mut (), number: usize| stretches[number].iter().flat_map(flows).collect::<Vec<_>>();
            joined(spare.share(stretches.len(), &mut (), || (), read).into_iter().flatten().collect())
        }
        Content::Flow(_) => markup::flow(document),
    };
    flow.characters += exclusion::characters(&document.excluded);
    flow.excluded.splice(0..0, document.excluded.iter().cloned());
    flow
}

/// Finds the tables of pages and joins what page breaks have cut.
pub fn of_pages(pages: &[Page]) -> Flow {
    joined(pages.iter().flat_map(flows).collect())
}

/// What is found on a page, or on each of the two that are printed on one sheet.
fn flows(page: &Page) -> Vec<PageFlow> {
    match halves::of(page) {
        Some(halves) => halves.iter().map(page::read).collect(),
        None => vec![page::read(page)],
    }
}

fn joined(mut found: Vec<PageFlow>) -> Flow {
    let mut flow = Flow {
        characters: found.iter().map(|page| page.characters).sum(),
        furniture: found.iter().map(|page| page.watermark).sum(),
        ..Flow::default()
    };
    flow.excluded = found.iter_mut().flat_map(|page| std::mem::take(&mut page.excluded)).collect();
    flow.furniture += furniture::take(&mut found);
    sideways::join(&mut found);
    let mut blocks: Vec<PageBlock> = Vec::new();
    // Of the page that the last table begins on.
    let mut head = Head::default();
    // What tables begin with below the lines at the top of a page.
    let mut labels = HashSet::new();
    for page in found {
        let mut own = Head::of(&page.blocks);
        let again = head.is_again_in(&own, &labels);
        // Lines at the top of a page that only say "continued", or what was said before, wait for the table that they belong to.
        let mut waiting: Vec<Line> = Vec::new();
        let mut at_top = true;
        for block in page.blocks {
            match block {
                PageBlock::Line(line) if at_top && (again || shape::says_continued(&line.text)) => {
                    waiting.push(line);
                }
                PageBlock::Line(line) => {
                    at_top = false;
                    blocks.extend(waiting.drain(..).map(PageBlock::Line));
                    blocks.push(PageBlock::Line(line));
                }
                PageBlock::Table(table) => {
                    own.tables += 1;
                    match blocks.last_mut() {
                        Some(PageBlock::Table(last)) if at_top && continuation::continues(last, &table, again) => {
                            flow.furniture += continuation::append(last, table);
                            flow.furniture += waiting.drain(..).map(|line| line.characters).sum::<u64>();
                        }
                        _ => {
                            blocks.extend(waiting.drain(..).map(PageBlock::Line));
                            blocks.push(PageBlock::Table(table));
                            labels.extend(own.label().filter(|_| own.tables == 1).cloned());
                            head.clone_from(&own);
                        }
                    }
                    at_top = false;
                }
            }
        }
        blocks.extend(waiting.into_iter().map(PageBlock::Line));
    }
    flow.blocks = blocks
        .into_iter()
        .map(|block| match block {
            PageBlock::Line(line) => Block::Line(line),
            PageBlock::Table(table) => Block::Table(table.table),
        })
        .collect();
    flow
}
