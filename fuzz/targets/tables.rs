//! Any glyphs and rulings as pages: the table finder and what follows it neither panic nor lose a character.

#![no_main]

use arbitrary::Arbitrary;
use jixiao::convert::{Options, audit, normalise};
use jixiao::geometry::{Point, Rect};
use jixiao::read::document::{Axis, Direction, Glyph, Page, Ruling};
use jixiao::tables::flow::Block;
use jixiao::tables::of_pages;
use libfuzzer_sys::fuzz_target;

/// Words that make forms, so that the later stages have something to do.
const WORDS: &[&str] = &[
    "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "质量指标", "效益指标", "满意度指标", "年度绩效目标",
    "项目支出绩效目标表", "部门整体支出绩效目标表", "绩效自评表", "资金总额", "万元", "≥95%", "100", "（续）", "评分标准", "12月底前",
    "第 3 页", "共计10分，每下降1%扣1分", "，", " ", "2022年", "单位：万元", "年初预算数", "得分", "分值",
];

#[derive(Arbitrary, Debug)]
struct Sheet {
    width: u16,
    height: u16,
    turned: bool,
    texts: Vec<Text>,
    lines: Vec<Line>,
}

#[derive(Arbitrary, Debug)]
struct Text {
    word: u8,
    x: i16,
    y: i16,
    size: u8,
    direction: u8,
    tight: bool,
}

#[derive(Arbitrary, Debug)]
struct Line {
    vertical: bool,
    snapped: bool,
    at: i16,
    from: i16,
    length: u16,
    width: u8,
}

fn page(number: u32, sheet: &Sheet) -> Page {
    let mut page =
        Page { number, width: f32::from(sheet.width), height: f32::from(sheet.height), ..Page::default() };
    for (run, text) in (0u32..).zip(&sheet.texts) {
        let size = f32::from(text.size) / 8.0;
        let (mut x, mut y) = (f32::from(text.x) / 16.0, f32::from(text.y) / 16.0);
        let direction = match text.direction % 12 {
            0 => Direction::Up,
            1 => Direction::Down,
            2 => Direction::Left,
            3 => Direction::Oblique,
            _ => Direction::Right,
        };
        for char in WORDS[usize::from(text.word) % WORDS.len()].chars() {
            let rect = Rect::new(x, y - 0.88 * size, x + size, y + 0.12 * size);
            page.glyphs.push(Glyph { char: Some(char), origin: Point { x, y }, rect, size, direction, run });
            let step = if text.tight { size } else { 1.5 * size };
            match direction {
                Direction::Down => y += step,
                Direction::Up => y -= step,
                _ => x += step,
            }
        }
    }
    for line in &sheet.lines {
        let at = if line.snapped { f32::from(line.at / 512) * 24.0 } else { f32::from(line.at) / 16.0 };
        let from = f32::from(line.from) / 16.0;
        let axis = if line.vertical { Axis::Vertical } else { Axis::Horizontal };
        let to = from + f32::from(line.length) / 16.0;
        page.rulings.push(Ruling { axis, at, from, to, width: f32::from(line.width) / 32.0 });
    }
    page
}

fuzz_target!(|sheets: Vec<Sheet>| {
    let pages: Vec<Page> = (1u32..).zip(&sheets).map(|(number, sheet)| page(number, sheet)).collect();
    let flow = of_pages(&pages);
    let placed: u64 = flow.blocks.iter().map(Block::characters).sum();
    assert_eq!(placed + flow.furniture, flow.characters, "{sheets:#?}");
    let options = Options::default();
    let disclosure = normalise(&flow, &options);
    let coverage = disclosure.coverage;
    assert_eq!(coverage.placed + coverage.furniture + coverage.unplaced, coverage.characters);
    assert_eq!(coverage.characters, flow.characters);
    audit(&disclosure, &options);
});
