//! Whatever a table holds, normalising it ends without a panic and counts every character once.

use jixiao::normalise::normalise;
use jixiao::place::Place;
use jixiao::read::{html, markdown, text_dump};
use jixiao::tables::flow::{Block, Cell, Flow, Line, Table};
use jixiao::tables::markup;

/// Words that steer the normaliser into every branch, between ordinary text.
const WORDS: [&str; 64] = [
    "",
    "",
    "",
    "项目支出绩效目标表",
    "2022年部门整体支出绩效自评表",
    "（2022年度）",
    "填报单位：某局（盖章）",
    "单位：万元",
    "项目名称",
    "项目支出名称",
    "预算部门",
    "主管部门",
    "实施单位",
    "年度本级预算金额",
    "年度资金总额：",
    "其中：财政拨款",
    "其中：上级财政资金：5",
    "资金总额：2115.3",
    "项目资金（万元）",
    "年度总体目标",
    "预期目标",
    "实际完成情况",
    "中期目标",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "分值",
    "得分",
    "任务名称",
    "主要内容",
    "预算金额（万元）",
    "成本构成",
    "金额",
    "绩效指标",
    "长期绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "指标性质",
    "度量单位",
    "绩效标准",
    "实际完成值",
    "产出指标",
    "产出指标（50分）",
    "产出指标效益指标",
    "数量指标",
    "成本指标经济效益指标",
    "社会效益指标",
    "服务对象满意度",
    "指标1：次数",
    "……",
    "培训次数：3次；人数≥5人",
    "≥",
    "%",
    "95%",
    "12",
    "—",
    "总分",
    "合计",
    "完成得满分，共计10分，每少1次扣1分",
    "按照要求完成任务，为群众提供",
    "注：说明。",
];

/// A small deterministic generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    fn word(&mut self) -> String {
        let mut word = WORDS[self.below(WORDS.len())].to_owned();
        if self.below(12) == 0 {
            word.push('\n');
            word.push_str(WORDS[self.below(WORDS.len())]);
        }
        word
    }
}

fn count(text: &str) -> u64 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u64
}

fn random_flow(dice: &mut Dice) -> Flow {
    let mut flow = Flow::default();
    for page in 1..=1 + u32::try_from(dice.below(4)).unwrap_or(0) {
        for _ in 0..dice.below(4) {
            let text = dice.word().replace('\n', "\t");
            flow.characters += count(&text);
            let characters = count(&text);
            flow.blocks.push(Block::Line(Line { text, place: Place::at_line(page, 1), size: 0.0, characters }));
        }
        let table = random_table(dice, page);
        flow.characters += table.cells.iter().map(|cell| cell.characters).sum::<u64>();
        flow.blocks.push(Block::Table(table));
    }
    flow
}

fn random_table(dice: &mut Dice, page: u32) -> Table {
    let (rows, columns) = (dice.below(14), 1 + dice.below(10));
    let mut table = Table { rows, columns, pages: vec![page], aligned: dice.below(3) > 0, ..Table::default() };
    let boxes = dice.below(2) == 0;
    for row in 0..rows {
        if row > 0 && dice.below(4) == 0 {
            table.seams.push(row);
        }
        let mut column = 0;
        while column < columns {
            if dice.below(10) == 0 {
                column += 1;
                continue;
            }
            let text = dice.word();
            // Overlapping and overlong spans included.
            let (row_span, column_span) = (1 + dice.below(3) * dice.below(3), 1 + dice.below(2) * dice.below(4));
            let mut place = Place::at_line(page, 1);
            if boxes {
                place.rect = Some(jixiao::geometry::Rect::new(0.0, 0.0, 1.0, 1.0));
            }
            table.cells.push(Cell {
                row,
                column,
                row_span,
                column_span,
                characters: count(&text),
                text,
                place,
                ..Cell::default()
            });
            column += column_span;
        }
    }
    table
}

fn check(flow: &Flow, what: &str) {
    let found = normalise(flow);
    let counted = found.coverage.placed + found.coverage.furniture + found.coverage.unplaced;
    assert_eq!(counted, flow.characters, "{what}: every character is counted once");
    let unplaced: u64 = found.forms.iter().flat_map(|form| &form.unplaced).map(|rest| count(&rest.text)).sum();
    assert!(unplaced >= found.coverage.unplaced, "{what}: what is counted as unplaced is reported");
}

#[test]
fn random_tables_end_and_every_character_is_counted_once() {
    for seed in 0..1500 {
        let mut dice = Dice(seed * 7919 + 1);
        let flow = random_flow(&mut dice);
        check(&flow, &format!("seed {seed}"));
    }
}

#[test]
fn a_table_larger_than_any_form_ends() {
    let cells = (0..20_000)
        .map(|index| Cell {
            row: index / 10,
            column: index % 10,
            row_span: if index % 97 == 0 { 5_000 } else { 1 },
            column_span: 1,
            text: WORDS[(index * 31) % WORDS.len()].to_owned(),
            characters: count(WORDS[(index * 31) % WORDS.len()]),
            place: Place::at_line(1, 1),
            ..Cell::default()
        })
        .collect();
    let table = Table {
        rows: 2_000,
        columns: 10,
        cells,
        pages: vec![1],
        seams: (1..2_000).step_by(40).collect(),
        aligned: true,
        ..Table::default()
    };
    let mut flow = Flow { characters: table.cells.iter().map(|cell| cell.characters).sum(), ..Flow::default() };
    flow.blocks.push(Block::Table(table));
    check(&flow, "a large table");
}

#[test]
fn random_text_forms_end_and_every_character_is_counted_once() {
    for seed in 0..1500 {
        let mut dice = Dice(seed * 104_729 + 3);
        let mut text = String::new();
        for _ in 0..dice.below(60) {
            text.push_str(&dice.word());
            let separators = [
                "\t",
                "\t",
                "\t\t",
                "\n",
                "\n\n",
                "|",
                "| ",
                "\n| --- |\n",
                "<br>",
                "<td>",
                "<tr>",
                "<table>",
                "</table>",
                "<p>",
                "\u{c}",
            ];
            text.push_str(separators[dice.below(separators.len())]);
        }
        let bytes = text.as_bytes();
        for (name, document) in
            [("text", text_dump::read(bytes)), ("markdown", markdown::read(bytes)), ("html", html::read(bytes))]
        {
            let Ok(document) = document else { continue };
            check(&markup::flow(&document), &format!("{name} {seed}"));
        }
    }
}
