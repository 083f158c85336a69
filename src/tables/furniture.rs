//! Page numbers and running headers and footers: set aside and counted.

use super::flow::Line;
use super::page::{PageBlock, PageFlow};
use super::settings::{MARGIN_ZONE, RUNNING_PAGES};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// "3", "— 3 —", "第 3 页", "第3页 共20页", "3/20", "Page 3 of 20".
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[-—–─·•.\s]*(?:第|page)?\s*\d{1,4}\s*页?(?:\s*[/／,，、-]?\s*(?:共|of|/)?\s*\d{1,4}\s*页?)?[-—–─·•.\s]*$")
        .expect("a constant pattern")
});

/// A line that names or describes a form, which recurs on every page of a document of forms and yet is no furniture.
static FORM_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"表(?:[（(].*[）)])?$|^[（(]?\d{4}\s*年度?[）)]?$|填报|单位[：:]|项目|部门[：:]|^附[件表]")
        .expect("a constant pattern")
});

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
                && (PAGE_NUMBER.is_match(&line.text) || running.get(&key(line)).is_some_and(|pages| *pages >= enough));
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
                && !FORM_LINE.is_match(&line.text)
            {
                *count.entry(key(line)).or_default() += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_of_every_style() {
        for text in ["3", "— 3 —", "- 12 -", "第 3 页", "第3页 共20页", "3/20", "第1页，共2页", "Page 3 of 20", "·3·"]
        {
            assert!(PAGE_NUMBER.is_match(text), "{text}");
        }
        for text in ["2022年", "3万元", "第3季度", "3.5万", "共计20分"] {
            assert!(!PAGE_NUMBER.is_match(text), "{text}");
        }
    }
}
