//! Page numbers and running headers and footers: set aside and counted.

use super::flow::Line;
use super::page::{PageBlock, PageFlow};
use super::settings::{MARGIN_ZONE, RUNNING_PAGES};
use super::shape;
use std::collections::HashMap;

/// Takes furniture lines out of the pages; returns the non-blank characters that went.
pub fn take(pages: &mut [PageFlow]) -> u64 {
    let running = running_lines(pages);
    // A document of two pages has a running header on both.
    let enough = RUNNING_PAGES.min(pages.len().max(2));
    let mut taken = 0;
    for page in pages.iter_mut() {
        let height = page.height;
        page.blocks.retain(|block| {
            let PageBlock::Line(line) = block else { return true };
            let furniture = in_margin(line, height)
                && (shape::is_page_number(&line.text) || running.get(&key(line)).is_some_and(|pages| *pages >= enough));
            if furniture {
                taken += line.characters;
            }
            !furniture
        });
    }
    taken
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
    (masked, line.place.rect.map_or(0, |rect| (rect.y0 / 3.0).round() as i32))
}

fn running_lines(pages: &[PageFlow]) -> HashMap<(String, i32), usize> {
    let mut count: HashMap<(String, i32), usize> = HashMap::new();
    for page in pages {
        for block in &page.blocks {
            if let PageBlock::Line(line) = block
                && in_margin(line, page.height)
                && !shape::describes_form(&line.text)
            {
                *count.entry(key(line)).or_default() += 1;
            }
        }
    }
    count
}
