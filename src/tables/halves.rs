//! Two pages printed side by side on one sheet (A4 on A3, or two to a page): each half is read as a page of its own.

use crate::geometry::Rect;
use crate::read::document::{Axis, Page, Ruling};
use crate::read::pieces::is_blank;

/// A sheet is at least this much wider than high.
const WIDE: f32 = 1.2;
/// The strip between two pages is at least this wide (points): their inner margins.
const GUTTER: f32 = 24.0;
/// It lies in the middle of the sheet, give or take this share of its width.
const OFF_MIDDLE: f32 = 0.08;
/// The lines across of a page with a table are together at least this many times as long as the page is wide.
const LINES: f32 = 1.5;

/// The halves of a sheet, left to right, where two pages with a table each stand on it and nothing reaches from one to the other.
pub fn of(page: &Page) -> Option<[Page; 2]> {
    let middle = page.width / 2.0;
    if page.width < WIDE * page.height || !has_table(page, 0.0, middle) || !has_table(page, middle, page.width) {
        return None;
    }
    let (mut left, mut right) = (0.0_f32, page.width);
    let mut take = |from: f32, to: f32| {
        if (from + to) / 2.0 < middle {
            left = left.max(to);
        } else {
            right = right.min(from);
        }
    };
    page.rulings.iter().map(extent).for_each(|(from, to)| take(from, to));
    let shown = page.glyphs.iter().filter(|glyph| !is_blank(glyph));
    shown.for_each(|glyph| take(glyph.rect.x0, glyph.rect.x1));
    let off = ((left + right) / 2.0 - middle).abs();
    if right - left < GUTTER || off > OFF_MIDDLE * page.width {
        return None;
    }
    let half = |is_right: bool| {
        let here = |x: f32| (x >= middle) == is_right;
        let holds = |rect: &Rect| here(rect.center().x);
        Page {
            number: page.number,
            width: page.width,
            height: page.height,
            glyphs: page.glyphs.iter().filter(|glyph| holds(&glyph.rect)).copied().collect(),
            rulings: page.rulings.iter().filter(|line| here(centre(extent(line)))).copied().collect(),
            scan: page.scan,
            ..Page::default()
        }
    };
    Some([half(false), half(true)])
}

/// From where to where a line reaches across the page.
fn extent(line: &Ruling) -> (f32, f32) {
    match line.axis {
        Axis::Horizontal => (line.from, line.to),
        Axis::Vertical => (line.at, line.at),
    }
}

fn centre((from, to): (f32, f32)) -> f32 {
    (from + to) / 2.0
}

/// Whether between two places across the page there are as many lines as a table has.
fn has_table(page: &Page, from: f32, to: f32) -> bool {
    let here = |line: &&Ruling| line.axis == Axis::Horizontal && line.from >= from && line.to <= to;
    page.rulings.iter().filter(here).map(|line| line.to - line.from).sum::<f32>() >= LINES * (to - from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;
    use crate::read::document::{Direction, Glyph};

    fn line(from: f32, to: f32, at: f32) -> Ruling {
        Ruling { axis: Axis::Horizontal, at, from, to, width: 0.5 }
    }

    /// A sheet with a table on either side.
    fn sheet() -> Page {
        let rulings = [100.0, 200.0, 300.0].iter().flat_map(|at| [line(60.0, 540.0, *at), line(660.0, 1140.0, *at)]);
        Page { number: 3, width: 1200.0, height: 840.0, rulings: rulings.collect(), ..Page::default() }
    }

    fn text(x: f32, character: char) -> Glyph {
        Glyph {
            char: Some(character),
            origin: Point { x, y: 60.0 },
            rect: Rect::new(x, 50.0, x + 10.0, 62.0),
            size: 10.0,
            direction: Direction::Right,
            run: 1,
            confidence: None,
        }
    }

    #[test]
    fn a_sheet_has_two_pages_where_nothing_reaches_over_its_middle() {
        let mut page = sheet();
        page.glyphs = vec![text(100.0, '左'), text(700.0, '右')];
        let [left, right] = of(&page).expect("two pages");
        assert_eq!((left.number, right.number, left.rulings.len(), right.rulings.len()), (3, 3, 3, 3));
        assert_eq!((left.glyphs[0].char, right.glyphs[0].char), (Some('左'), Some('右')));
        page.glyphs.push(text(596.0, ' '));
        assert!(of(&page).is_some(), "a blank");
        page.glyphs.push(text(584.0, '题'));
        page.glyphs.push(text(612.0, '目'));
        assert!(of(&page).is_none(), "a title over both");
    }

    #[test]
    fn other_pages_are_one() {
        let whole = Page { rulings: [100.0, 200.0, 300.0].map(|at| line(60.0, 1140.0, at)).to_vec(), ..sheet() };
        assert!(of(&whole).is_none(), "a table over the whole sheet");
        let left = Page { rulings: sheet().rulings.into_iter().filter(|line| line.to < 600.0).collect(), ..sheet() };
        assert!(of(&left).is_none(), "no table on the right");
        assert!(of(&Page { height: 1100.0, ..sheet() }).is_none(), "hardly wider than high");
        let mut under = sheet();
        under.rulings.push(line(60.0, 1140.0, 400.0));
        assert!(of(&under).is_none(), "a line below both");
    }
}
