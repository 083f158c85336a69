//! Page numbers and running headers and footers: set aside and counted.

use super::flow::Line;
use super::page::{PageBlock, PageFlow};
use super::settings::{MARGIN_ZONE, RUNNING_PAGES};
use super::shape;
use std::collections::HashMap;

/// Takes furniture lines out of the pages; returns the non-blank characters that went.
pub fn take(pages: &mut [PageFlow]) -> u64 {
    let Recurring { running, numbered } = Recurring::of(pages);
    // A document of two pages has a running header on both.
    let enough = RUNNING_PAGES.min(pages.len().max(2));
    let is_running = |line: &Line| running.get(&key(line)).is_some_and(|pages| *pages >= enough);
    let is_numbered = |line: &Line| {
        shape::is_page_number(&line.text) && numbered.get(&at_height(line)).is_some_and(|pages| *pages >= 2)
    };
    let mut taken = 0;
    for page in pages.iter_mut() {
        let (height, edges) = (page.height, Edges::of(page));
        let recurs = |line: &Line| is_running(line) || is_numbered(line);
        // What recurs below the page's margin goes where nothing else stands above the first table: beside a title it may be the
        // year of the form, or its unit of money.
        let is_bare = page.blocks[..edges.first].iter().all(|block| match block {
            PageBlock::Line(line) => in_margin(line, height) || recurs(line),
            PageBlock::Table(_) => true,
        });
        let mut index = 0;
        page.blocks.retain(|block| {
            let (above, below) = (index < edges.first, index >= edges.last);
            index += 1;
            let PageBlock::Line(line) = block else { return true };
            let furniture = if in_margin(line, height) {
                shape::is_page_number(&line.text) || is_running(line)
            } else {
                ((above && is_bare) || below) && recurs(line)
            };
            if furniture {
                taken += line.characters;
            }
            !furniture
        });
    }
    taken
}

/// The blocks of a page above its first table, and those below its last one, by their places: up to the one, from the other on. A
/// page without tables has neither.
struct Edges {
    first: usize,
    last: usize,
}

impl Edges {
    fn of(page: &PageFlow) -> Self {
        let is_table = |block: &PageBlock| matches!(block, PageBlock::Table(_));
        let last = page.blocks.iter().rposition(is_table).map_or(page.blocks.len(), |last| last + 1);
        Edges { first: page.blocks.iter().position(is_table).unwrap_or(0), last }
    }

    fn hold(&self, index: usize) -> bool {
        index < self.first || index >= self.last
    }
}

/// Lines in the margins of the pages, or beyond their tables: pages that are printed smaller have wide margins.
#[derive(Default)]
struct Recurring {
    /// On how many pages a line recurs, but for its numbers.
    running: HashMap<(String, i32), usize>,
    /// On how many pages a page number stands at a height.
    numbered: HashMap<i32, usize>,
}

impl Recurring {
    fn of(pages: &[PageFlow]) -> Self {
        let mut recurring = Recurring::default();
        for page in pages {
            let edges = Edges::of(page);
            for (index, block) in page.blocks.iter().enumerate() {
                let PageBlock::Line(line) = block else { continue };
                if !in_margin(line, page.height) && !edges.hold(index) {
                    continue;
                }
                if shape::is_page_number(&line.text) {
                    *recurring.numbered.entry(at_height(line)).or_default() += 1;
                }
                if !shape::describes_form(&line.text) {
                    *recurring.running.entry(key(line)).or_default() += 1;
                }
            }
        }
        recurring
    }
}

fn in_margin(line: &Line, height: f32) -> bool {
    line.place.rect.is_some_and(|rect| {
        let middle = rect.center().y;
        middle < MARGIN_ZONE * height || middle > (1.0 - MARGIN_ZONE) * height
    })
}

/// Text with numbers masked, and height on the page: what recurs of a running line.
fn key(line: &Line) -> (String, i32) {
    let masked = line.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    (masked, at_height(line))
}

fn at_height(line: &Line) -> i32 {
    line.place.rect.map_or(0, |rect| (rect.y0 / 3.0).round() as i32)
}
