//! The table finder on drawn pages: one small sheet for each way in which bureaus' documents draw, cut and disturb tables.

mod sheet;

use jixiao::normalise::normalise;
use jixiao::read::document::{Direction, Page};
use jixiao::read::exclusion::{self, Reason};
use jixiao::tables::flow::{Block, Flow, Table};
use jixiao::tables::of_pages;
use sheet::Sheet;

fn tables(flow: &Flow) -> Vec<&Table> {
    flow.blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Line(_) => None,
        })
        .collect()
}

fn lines(flow: &Flow) -> Vec<&str> {
    flow.blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.text.as_str()),
            Block::Table(_) => None,
        })
        .collect()
}

/// Rows of texts; a cell stands where it begins, `-` for a blank cell.
fn rows(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows)
        .map(|row| {
            table.row(row).map(|cell| if cell.text.is_empty() { "-".into() } else { cell.text.clone() }).collect()
        })
        .collect()
}

/// Finds tables and checks that no character went missing on the way.
fn find(pages: &[Page]) -> Flow {
    let flow = of_pages(pages);
    let in_blocks: u64 = flow.blocks.iter().map(Block::characters).sum();
    let left_out = exclusion::characters(&flow.excluded);
    assert_eq!(
        in_blocks + flow.furniture + left_out,
        flow.characters,
        "every character is in a cell, in a line or furniture"
    );
    flow
}

fn one(page: Sheet) -> Vec<Vec<String>> {
    let flow = find(&[page.into()]);
    let tables = tables(&flow);
    assert_eq!(tables.len(), 1);
    rows(tables[0])
}

#[test]
fn merged_cells_and_wrapped_lines() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 120.0, 200.0, 300.0], &[100.0, 130.0, 160.0])
        .erase_h(130.0, 50.0, 120.0)
        .text(60.0, 126.0, "产出指标")
        .text(130.0, 120.0, "数量指标")
        .text(205.0, 112.0, "办理法律援助案")
        .text(205.0, 124.0, "件数")
        .text(130.0, 150.0, "质量指标")
        .text(205.0, 150.0, "98%");
    assert_eq!(one(sheet), [vec!["产出指标", "数量指标", "办理法律援助案件数"], vec!["质量指标", "98%"]]);
}

#[test]
fn double_lines_gaps_and_overshoots() {
    let sheet = Sheet::new(1)
        .h(100.0, 48.0, 303.0)
        .h(101.8, 48.0, 303.0)
        .h(130.0, 50.0, 170.0)
        .h(130.4, 172.0, 300.0)
        .h(160.0, 51.5, 298.5)
        .v(50.0, 98.0, 162.0)
        .v(180.0, 101.0, 128.5)
        .v(180.3, 131.0, 159.0)
        .v(300.0, 100.0, 160.0)
        .text(60.0, 120.0, "资金总额")
        .text(190.0, 120.0, "16")
        .text(60.0, 150.0, "其他资金")
        .text(190.0, 150.0, "8");
    assert_eq!(one(sheet), [["资金总额", "16"], ["其他资金", "8"]]);
}

#[test]
fn borders_drawn_cell_by_cell() {
    let sheet = Sheet::new(1)
        .cell(50.0, 100.0, 150.0, 130.0)
        .cell(150.5, 100.0, 300.0, 130.0)
        .cell(50.0, 130.6, 150.0, 160.0)
        .cell(150.5, 130.6, 300.0, 160.0)
        .text(60.0, 120.0, "部门名称")
        .text(160.0, 120.0, "某市水利局")
        .text(60.0, 150.0, "实施期")
        .text(160.0, 150.0, "2022年");
    assert_eq!(one(sheet), [["部门名称", "某市水利局"], ["实施期", "2022年"]]);
}

#[test]
fn outer_border_missing() {
    let sheet = Sheet::new(1)
        .h(100.0, 50.0, 300.0)
        .h(130.0, 50.0, 300.0)
        .h(160.0, 50.0, 300.0)
        .v(150.0, 100.0, 160.0)
        .text(60.0, 120.0, "项目名称")
        .text(160.0, 120.0, "河道整治")
        .text(60.0, 150.0, "主管部门")
        .text(160.0, 150.0, "某市水利局");
    assert_eq!(one(sheet), [["项目名称", "河道整治"], ["主管部门", "某市水利局"]]);
}

#[test]
fn punctuation_hung_beyond_the_border_stays_with_its_text() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 110.0, 200.0], &[100.0, 140.0])
        .text(60.0, 115.0, "完成两次")
        .run(100.0, 115.0, "分")
        .run(110.5, 115.0, "，")
        .text(60.0, 130.0, "共计五分")
        .text(120.0, 115.0, "旁格");
    assert_eq!(one(sheet), [["完成两次分，共计五分", "旁格"]]);
}

#[test]
fn a_unit_in_its_own_cell_is_no_hung_sign_of_the_name_before_it() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 110.5, 150.0, 200.0], &[100.0, 125.0, 150.0])
        .text(60.0, 115.0, "群众满意度")
        .run(111.5, 115.0, "%")
        .text(160.0, 115.0, "90")
        .text(60.0, 140.0, "满意度达到")
        .run(109.5, 140.0, "%")
        .text(160.0, 140.0, "90");
    assert_eq!(one(sheet), [["群众满意度", "%", "90"], ["满意度达到%", "-", "90"]]);
}

#[test]
fn text_running_over_an_empty_neighbour_is_one_text() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 90.0, 130.0, 200.0], &[100.0, 130.0])
        .text(52.0, 120.0, "4,480,000.00元整")
        .text(140.0, 120.0, "备注");
    assert_eq!(one(sheet), [["4,480,000.00元整", "-", "备注"]]);
}

#[test]
fn spaces_made_by_layout_go_and_words_stay_apart() {
    let sheet = Sheet::new(1).grid(&[50.0, 160.0, 320.0], &[100.0, 130.0]).text(60.0, 120.0, "完成 2 次").text(
        170.0,
        120.0,
        "GDP growth 5 %",
    );
    assert_eq!(one(sheet), [["完成2次", "GDP growth 5%"]]);
}

#[test]
fn vertical_writing_in_a_narrow_label() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 70.0, 200.0], &[100.0, 180.0])
        .down(60.0, 110.0, "绩效指标")
        .text(80.0, 140.0, "550件");
    assert_eq!(one(sheet), [["绩效指标", "550件"]]);
}

const PROJECTS: [&str; 3] = ["河道整治", "水库加固", "山洪防治"];

/// A form of one row: its project beside the label.
fn form(sheet: Sheet, top: f32, project: &str) -> Sheet {
    sheet.grid(&[50.0, 150.0, 300.0], &[top, top + 30.0]).text(60.0, top + 20.0, "项目名称").text(
        160.0,
        top + 20.0,
        project,
    )
}

#[test]
fn watermarks_page_numbers_and_running_headers_are_furniture() {
    let page = |number: u32| -> Page {
        let sheet =
            Sheet::new(number).text(200.0, 30.0, "某市水利局2022年部门预算公开").oblique(150.0, 200.0, "内部资料");
        form(sheet, 100.0, PROJECTS[number as usize - 1]).text(280.0, 820.0, &format!("— {number} —")).into()
    };
    let flow = find(&[page(1), page(2), page(3)]);
    assert!(lines(&flow).is_empty(), "{:?}", lines(&flow));
    assert_eq!(tables(&flow).len(), 3, "the same label with another value begins another form");
}

#[test]
fn large_text_behind_a_table_is_a_watermark_and_a_large_title_none() {
    let sheet = |y: f32| {
        Sheet::new(1)
            .large(40.0, y, 6.0, "内部资料")
            .grid(&[50.0, 150.0, 300.0], &[100.0, 130.0, 160.0])
            .text(60.0, 120.0, "项目名称")
            .text(160.0, 120.0, "河道整治")
            .text(60.0, 150.0, "主管部门")
            .text(160.0, 150.0, "某市水利局")
    };
    let cells = [["项目名称", "河道整治"], ["主管部门", "某市水利局"]];
    assert_eq!(one(sheet(145.0)), cells);
    let specks = (0..8).fold(Sheet::new(1).large(40.0, 300.0, 6.0, "本页文字很大"), |sheet, at| {
        sheet.text(60.0 + 20.0 * at as f32, 280.0, ".")
    });
    assert!(lines(&find(&[specks.into()])).concat().contains('大'), "most of the page is no watermark");
    let flow = find(&[sheet(85.0).into()]);
    assert_eq!(
        (lines(&flow), rows(tables(&flow)[0])),
        (vec!["内部资料"], cells.map(|row| row.map(String::from).into()).into())
    );
}

#[test]
fn titles_that_recur_on_every_page_are_no_running_headers() {
    let page = |number: u32| -> Page {
        form(Sheet::new(number).text(200.0, 60.0, "2022年项目支出绩效目标表"), 100.0, PROJECTS[0]).into()
    };
    let flow = find(&[page(1), page(2), page(3)]);
    assert_eq!(lines(&flow), ["2022年项目支出绩效目标表"; 3]);
}

#[test]
fn running_lines_and_page_numbers_within_wide_margins_part_no_table() {
    let page = |number: u32| -> Page {
        Sheet::new(number)
            .text(200.0, 150.0, "某市水利局2022年部门预算公开")
            .grid(&[150.0, 250.0, 400.0], &[200.0, 230.0])
            .text(160.0, 220.0, PROJECTS[number as usize - 1])
            .text(260.0, 220.0, "12万元")
            .text(370.0, 640.0, &format!("第{number} 页"))
            .into()
    };
    let flow = find(&[page(1), page(2), page(3)]);
    assert!(lines(&flow).is_empty(), "{:?}", lines(&flow));
    assert_eq!(rows(tables(&flow)[0]).len(), 3, "{:?}", tables(&flow));
}

#[test]
fn what_recurs_beside_a_title_is_the_forms() {
    let page = |number: u32| -> Page {
        let sheet = Sheet::new(number).text(200.0, 120.0, "项目支出绩效目标表").text(60.0, 150.0, "预算年度：2023");
        form(sheet, 200.0, PROJECTS[number as usize - 1]).into()
    };
    let flow = find(&[page(1), page(2), page(3)]);
    assert_eq!(lines(&flow), ["项目支出绩效目标表", "预算年度：2023"].repeat(3));
}

fn list_head(sheet: Sheet) -> Sheet {
    sheet
        .grid(&[50.0, 110.0, 200.0, 260.0, 400.0], &[700.0, 730.0, 760.0])
        .text(55.0, 720.0, "二级指标")
        .text(115.0, 720.0, "三级指标")
        .text(205.0, 720.0, "指标值")
        .text(265.0, 720.0, "绩效标准")
        .text(55.0, 750.0, "数量指标")
        .text(115.0, 750.0, "培训次数")
        .text(205.0, 750.0, "2次")
}

#[test]
fn a_row_torn_in_a_sentence_is_one_row() {
    let first = list_head(Sheet::new(1)).text(265.0, 750.0, "完成2次得满分，共");
    let second = Sheet::new(2)
        .grid(&[50.0, 110.0, 200.0, 260.0, 400.0], &[80.0, 110.0, 140.0])
        .text(265.0, 100.0, "计5分")
        .text(55.0, 130.0, "质量指标")
        .text(115.0, 130.0, "合格率")
        .text(205.0, 130.0, "98%")
        .text(265.0, 130.0, "达到98%得满分");
    let flow = find(&[first.into(), second.into()]);
    let table = tables(&flow)[0];
    assert_eq!(
        rows(table)[1..],
        [["数量指标", "培训次数", "2次", "完成2次得满分，共计5分"], ["质量指标", "合格率", "98%", "达到98%得满分"]]
    );
    assert_eq!(table.pages, [1, 2]);
    let torn = table.cells.iter().find(|cell| cell.text.ends_with("共计5分")).expect("the torn cell");
    assert_eq!(torn.repairs, ["joined across pages 1-2"]);
    assert_eq!(torn.place.continued.len(), 1, "its place names both pages");
}

#[test]
fn a_row_of_its_own_below_a_break_stays_one() {
    let first = list_head(Sheet::new(1)).text(265.0, 750.0, "完成2次得满分，共计5分");
    let second = Sheet::new(2)
        .grid(&[50.0, 110.0, 200.0, 260.0, 400.0], &[80.0, 110.0])
        .text(115.0, 100.0, "培训人数")
        .text(205.0, 100.0, "90人")
        .text(265.0, 100.0, "达到90人得满分，共计5分");
    let flow = find(&[first.into(), second.into()]);
    assert_eq!(tables(&flow)[0].rows, 3);
}

#[test]
fn header_rows_printed_again_and_continued_titles_are_furniture() {
    let first = list_head(Sheet::new(1)).text(265.0, 750.0, "完成2次得满分");
    let second = Sheet::new(2)
        .text(200.0, 70.0, "（续表）")
        .grid(&[50.0, 110.0, 200.0, 260.0, 400.0], &[80.0, 110.0, 140.0])
        .text(55.0, 100.0, "二级指标")
        .text(115.0, 100.0, "三级指标")
        .text(205.0, 100.0, "指标值")
        .text(265.0, 100.0, "绩效标准")
        .text(55.0, 130.0, "质量指标")
        .text(115.0, 130.0, "合格率")
        .text(205.0, 130.0, "98%")
        .text(265.0, 130.0, "达到98%得满分");
    let flow = find(&[first.into(), second.into()]);
    let tables = tables(&flow);
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0].rows, 3);
    assert!(lines(&flow).is_empty());
}

#[test]
fn every_line_that_says_continued_is_kept() {
    let sheet = Sheet::new(1).text(100.0, 100.0, "（续）").text(300.0, 300.0, "（续）");
    assert_eq!(lines(&find(&[sheet.into()])), ["（续）", "（续）"]);
}

#[test]
fn merged_labels_go_on_over_the_break() {
    let first = Sheet::new(1)
        .grid(&[50.0, 110.0, 200.0, 300.0], &[700.0, 730.0, 760.0])
        .erase_h(730.0, 50.0, 110.0)
        .text(55.0, 735.0, "产出指标")
        .text(115.0, 720.0, "培训次数")
        .text(205.0, 720.0, "2次")
        .text(115.0, 750.0, "培训人数")
        .text(205.0, 750.0, "90人");
    let second = Sheet::new(2)
        .grid(&[50.0, 110.0, 200.0, 300.0], &[80.0, 110.0, 140.0])
        .erase_h(110.0, 50.0, 110.0)
        .text(115.0, 100.0, "合格率")
        .text(205.0, 100.0, "98%")
        .text(115.0, 130.0, "及时率")
        .text(205.0, 130.0, "100%");
    let flow = find(&[first.into(), second.into()]);
    let label = &tables(&flow)[0].cells[0];
    assert_eq!((label.text.as_str(), label.row_span), ("产出指标", 4));
}

/// Columns of an indicator block near the foot of a page, its head and one row of indicators.
const COLUMNS: [f32; 5] = [50.0, 110.0, 200.0, 260.0, 400.0];

fn first_row_below(y: f32) -> Sheet {
    Sheet::new(2).grid(&COLUMNS, &[80.0, y])
}

#[test]
fn the_sum_below_a_break_is_no_rest_of_the_row_above() {
    let first = list_head(Sheet::new(1)).text(265.0, 750.0, "30");
    let second = first_row_below(110.0).text(55.0, 100.0, "总分").text(265.0, 100.0, "100");
    let flow = find(&[first.into(), second.into()]);
    assert_eq!(rows(tables(&flow)[0])[1..], [["数量指标", "培训次数", "2次", "30"], ["总分", "-", "-", "100"]]);
}

#[test]
fn dots_below_a_break_are_a_row_of_their_own() {
    let first = list_head(Sheet::new(1)).text(265.0, 750.0, "完成2次得满分");
    let second = first_row_below(110.0).text(115.0, 100.0, "……");
    assert_eq!(tables(&find(&[first.into(), second.into()]))[0].rows, 3);
}

#[test]
fn a_row_is_torn_where_its_level_label_is() {
    let first = list_head(Sheet::new(1)).grid(&COLUMNS, &[760.0, 790.0]).text(55.0, 780.0, "社会效益");
    let first = first.text(115.0, 780.0, "档案利用").text(205.0, 780.0, "优良中").text(265.0, 780.0, "30");
    let second = first_row_below(110.0).text(55.0, 100.0, "指标").text(115.0, 100.0, "便捷程度");
    let flow = find(&[first.into(), second.text(205.0, 100.0, "低差").into()]);
    assert_eq!(rows(tables(&flow)[0])[2..], [["社会效益指标", "档案利用便捷程度", "优良中低差", "30"]]);
}

#[test]
fn a_torn_head_is_one_head() {
    let first = Sheet::new(1).grid(&COLUMNS, &[730.0, 760.0]).text(55.0, 750.0, "二级指标");
    let first =
        first.text(115.0, 750.0, "三级指标").text(205.0, 750.0, "年度指标").text(265.0, 750.0, "偏差原因分析及改");
    let second = Sheet::new(2).grid(&COLUMNS, &[80.0, 110.0, 140.0]).text(205.0, 100.0, "值");
    let second = second.text(265.0, 100.0, "进措施").text(55.0, 130.0, "数量指标").text(115.0, 130.0, "培训次数");
    let flow = find(&[first.into(), second.text(205.0, 130.0, "2次").into()]);
    assert_eq!(
        rows(tables(&flow)[0]),
        [["二级指标", "三级指标", "年度指标值", "偏差原因分析及改进措施"], ["数量指标", "培训次数", "2次", "-"]]
    );
}

#[test]
fn goals_below_their_headings_are_no_rest_of_them() {
    let xs = [50.0, 110.0, 200.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[700.0, 730.0, 760.0]).text(55.0, 720.0, "项目名称");
    let first = first.text(115.0, 720.0, "供暖补贴").text(205.0, 720.0, "某某局").text(55.0, 750.0, "年度总体目标");
    let first = first.text(115.0, 750.0, "预期目标").text(205.0, 750.0, "实际完成情况");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0]).text(115.0, 100.0, "供暖达标。");
    let flow = find(&[first.into(), second.text(205.0, 100.0, "达标，群众满意。").into()]);
    assert_eq!(rows(tables(&flow)[0])[2], ["-", "供暖达标。", "达标，群众满意。"]);
}

#[test]
fn a_label_that_ends_in_a_colon_goes_on() {
    let xs = [50.0, 110.0, 200.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[700.0, 730.0, 760.0]).text(55.0, 720.0, "年度资金总额");
    let first = first.text(115.0, 720.0, "300").text(205.0, 720.0, "150").text(55.0, 750.0, "其中：");
    let first = first.text(115.0, 750.0, "300").text(205.0, 750.0, "150");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0, 140.0]).text(55.0, 100.0, "财政拨款");
    let second = second.text(55.0, 130.0, "其他资金").text(115.0, 130.0, "0").text(205.0, 130.0, "0");
    let flow = find(&[first.into(), second.into()]);
    assert_eq!(rows(tables(&flow)[0])[1..], [["其中：财政拨款", "300", "150"], ["其他资金", "0", "0"]]);
}

/// A block of level 1 cut by the break, its label above; the level-2 label below stands at `y`.
fn level2_below(y: f32) -> Vec<String> {
    let xs = [50.0, 110.0, 200.0, 300.0];
    let first = Sheet::new(1)
        .grid(&xs, &[700.0, 730.0, 760.0])
        .erase_h(730.0, 50.0, 200.0)
        .text(55.0, 735.0, "投入管理指标")
        .text(115.0, 755.0, "工作目标管理")
        .text(205.0, 720.0, "相关性")
        .text(205.0, 750.0, "科学性");
    let second = Sheet::new(2)
        .grid(&xs, &[80.0, 110.0, 140.0])
        .erase_h(110.0, 50.0, 200.0)
        .text(115.0, y, "预算和财务管理")
        .text(205.0, 100.0, "完整性")
        .text(205.0, 130.0, "执行率");
    let flow = find(&[first.into(), second.into()]);
    tables(&flow)[0].cells.iter().filter(|cell| cell.column == 1).map(|cell| cell.text.clone()).collect()
}

#[test]
fn a_label_in_the_middle_of_its_box_below_a_break_is_another_one() {
    assert_eq!(level2_below(115.0), ["工作目标管理", "预算和财务管理"]);
    assert_eq!(level2_below(90.0), ["工作目标管理预算和财务管理"], "the rest of a torn one stands at the top");
}

#[test]
fn the_head_of_the_next_form_is_no_head_printed_again() {
    let xs = [50.0, 200.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[640.0, 670.0, 700.0]).text(55.0, 660.0, "填报单位：某某局");
    let first = first.text(205.0, 660.0, "单位：万元").text(55.0, 690.0, "项目名称").text(205.0, 690.0, "甲项目");
    let first = first.cell(50.0, 700.0, 400.0, 730.0).text(150.0, 720.0, "项目支出绩效目标表");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0, 140.0]).text(55.0, 100.0, "填报单位：某某局");
    let second = second.text(205.0, 100.0, "单位：万元").text(55.0, 130.0, "项目名称").text(205.0, 130.0, "乙项目");
    let flow = find(&[first.into(), second.into()]);
    let units = tables(&flow).iter().flat_map(|table| &table.cells).filter(|cell| cell.text == "单位：万元").count();
    assert_eq!(units, 2);
}

#[test]
fn text_that_runs_out_of_a_cell_cut_by_the_break_is_the_cells() {
    // The label goes on below the break, its box has no line at the bottom; the boxes beside it have one.
    let cut = |x: f32| {
        let sheet = Sheet::new(1)
            .grid(&[50.0, 110.0, 200.0], &[700.0, 730.0])
            .erase_h(730.0, 50.0, 110.0)
            .text(55.0, 726.0, "资金总额及构")
            .text(115.0, 720.0, "100");
        find(&[sheet.text(x, 740.0, "成（万元）").into()])
    };
    let flow = cut(55.0);
    assert_eq!(rows(tables(&flow)[0]), [["资金总额及构成（万元）", "100"]]);
    let flow = cut(115.0);
    assert_eq!(lines(&flow), ["成（万元）"], "below a line that is drawn it is text of the page");
}

#[test]
fn cells_whose_top_and_bottom_are_on_other_pages_are_cells() {
    // The project's cells hang down over the whole page: nothing crosses their sides.
    let sheet = Sheet::new(1).v(50.0, 80.0, 200.0).v(110.0, 80.0, 200.0).v(200.0, 80.0, 200.0).v(300.0, 80.0, 200.0);
    let sheet = sheet.h(140.0, 200.0, 300.0).v(400.0, 80.0, 120.0).text(205.0, 100.0, "合格率");
    let table = find(&[sheet.text(205.0, 160.0, "及时率").into()]);
    let table = tables(&table)[0];
    assert_eq!(
        (table.columns, rows(table)),
        (3, vec![vec!["-".into(), "-".into(), "合格率".into()], vec!["及时率".into()]])
    );
}

#[test]
fn two_tables_on_a_page_stay_two() {
    let sheet = Sheet::new(1)
        .grid(&[50.0, 150.0, 300.0], &[100.0, 130.0])
        .text(60.0, 120.0, "项目名称")
        .text(160.0, 120.0, "河道整治")
        .text(60.0, 180.0, "2022年项目支出绩效目标表")
        .grid(&[50.0, 150.0, 300.0], &[200.0, 230.0])
        .text(60.0, 220.0, "项目名称")
        .text(160.0, 220.0, "水库加固");
    let flow = find(&[sheet.into()]);
    assert_eq!(tables(&flow).len(), 2);
    assert_eq!(lines(&flow), ["2022年项目支出绩效目标表"]);
}

#[test]
fn a_frame_around_the_page_is_no_table() {
    let sheet = Sheet::new(1)
        .cell(20.0, 20.0, 575.0, 820.0)
        .text(60.0, 60.0, "标题")
        .grid(&[50.0, 150.0, 300.0], &[100.0, 130.0])
        .text(60.0, 120.0, "项目名称")
        .text(160.0, 120.0, "河道整治");
    assert_eq!(one(sheet), [["项目名称", "河道整治"]]);
}

#[test]
fn prose_never_becomes_a_table() {
    let sheet = Sheet::new(1)
        .text(60.0, 100.0, "本部门2022年设一级指标三个、二级指标七个。")
        .text(60.0, 120.0, "产出指标包括数量指标和质量指标。")
        .h(700.0, 50.0, 200.0)
        .text(60.0, 715.0, "注：数据来自部门决算。");
    let flow = find(&[sheet.into()]);
    assert!(tables(&flow).is_empty());
    assert_eq!(lines(&flow).len(), 3);
}

/// The indicator table of a form, as text alone.
fn indicator_text(sheet: Sheet, y: f32) -> Sheet {
    sheet
        .text(60.0, y, "一级指标")
        .text(140.0, y, "二级指标")
        .text(230.0, y, "三级指标")
        .text(350.0, y, "指标值")
        .text(430.0, y, "分值")
        .text(140.0, y + 30.0, "数量指标")
        .text(220.0, y + 30.0, "培训次数")
        .text(355.0, y + 30.0, "2次")
        .text(435.0, y + 30.0, "20")
        .text(60.0, y + 45.0, "产出指标")
        .text(140.0, y + 60.0, "质量指标")
        .text(220.0, y + 54.0, "培训考核合格")
        .text(220.0, y + 66.0, "率")
        .text(350.0, y + 60.0, "≥95%")
        .text(435.0, y + 60.0, "30")
        .text(60.0, y + 90.0, "效益指标")
        .text(135.0, y + 90.0, "社会效益指标")
        .text(220.0, y + 90.0, "队伍素质")
        .text(345.0, y + 90.0, "有效提升")
        .text(435.0, y + 90.0, "30")
}

const INDICATORS: [&[&str]; 4] = [
    &["一级指标", "二级指标", "三级指标", "指标值", "分值"],
    &["产出指标", "数量指标", "培训次数", "2次", "20"],
    &["质量指标", "培训考核合格率", "≥95%", "30"],
    &["效益指标", "社会效益指标", "队伍素质", "有效提升", "30"],
];

#[test]
fn horizontal_rules_only() {
    let sheet = indicator_text(Sheet::new(1).text(220.0, 60.0, "项目支出绩效目标表"), 120.0)
        .h(105.0, 50.0, 480.0)
        .h(130.0, 50.0, 480.0)
        .h(164.0, 130.0, 480.0)
        .h(194.0, 50.0, 480.0)
        .h(224.0, 50.0, 480.0);
    let flow = find(&[sheet.into()]);
    assert_eq!(rows(tables(&flow)[0]), INDICATORS);
    assert_eq!(lines(&flow), ["项目支出绩效目标表"]);
}

#[test]
fn no_rules_at_all() {
    let sheet = indicator_text(Sheet::new(1).text(220.0, 60.0, "项目支出绩效目标表"), 130.0)
        .text(60.0, 100.0, "项目名称")
        .text(260.0, 100.0, "干部培训")
        .text(280.0, 800.0, "- 1 -");
    let flow = find(&[sheet.into()]);
    let rows = rows(tables(&flow)[0]);
    assert_eq!(rows[0].iter().filter(|text| *text != "-").collect::<Vec<_>>(), ["项目名称", "干部培训"]);
    assert_eq!(rows[1..], INDICATORS);
    assert_eq!(lines(&flow), ["项目支出绩效目标表"]);
}

#[test]
fn a_sheet_printed_side_by_side_is_one_table() {
    let left = Sheet::new(1)
        .text(400.0, 60.0, "项目支出绩效")
        .grid(&[50.0, 150.0, 560.0], &[100.0, 130.0, 160.0, 190.0])
        .text(60.0, 120.0, "项目名称")
        .text(160.0, 120.0, "年度目标")
        .text(60.0, 150.0, "河道整治")
        .text(160.0, 150.0, "整治河道3公里")
        .text(60.0, 180.0, "水库加固")
        .text(160.0, 180.0, "加固水库2座");
    let right = Sheet::new(2)
        .text(50.0, 60.0, "目标汇总表")
        .grid(&[50.0, 120.0, 240.0], &[100.0, 130.0, 160.0, 190.0])
        .text(60.0, 120.0, "数量指标")
        .text(130.0, 120.0, "质量指标")
        .text(60.0, 150.0, "3公里")
        .text(130.0, 150.0, "合格率100%")
        .text(60.0, 180.0, "2座")
        .text(130.0, 180.0, "合格率98%");
    let flow = find(&[left.into(), right.into()]);
    assert_eq!(lines(&flow), ["项目支出绩效目标汇总表"]);
    assert_eq!(rows(tables(&flow)[0])[1], ["河道整治", "整治河道3公里", "3公里", "合格率100%"]);
}

/// The top of a page of a spreadsheet whose title, and rows of whose table, are printed on each: a grid of so many rows below it.
fn titled(number: u32, rows: &[[&str; 3]]) -> Page {
    let ys: Vec<f32> = (0..=rows.len()).map(|row| 100.0 + 30.0 * row as f32).collect();
    let mut sheet = Sheet::new(number).text(200.0, 60.0, "项目支出绩效目标表").text(60.0, 90.0, "（2023年度）");
    sheet = sheet.grid(&[50.0, 150.0, 300.0, 450.0], &ys);
    for (row, texts) in rows.iter().enumerate() {
        for (x, text) in [60.0, 160.0, 310.0].into_iter().zip(texts) {
            sheet = sheet.text(x, 120.0 + 30.0 * row as f32, text);
        }
    }
    sheet.into()
}

const HEAD: [&str; 3] = ["二级指标", "三级指标", "指标值"];

#[test]
fn titles_that_a_spreadsheet_prints_on_each_page_part_no_table() {
    let first = titled(1, &[["项目名称", "甲项目", ""], HEAD, ["数量指标", "培训次数", "2次"]]);
    let flow = find(&[first.clone(), titled(2, &[["质量指标", "合格率", "98%"]])]);
    assert_eq!(lines(&flow), ["项目支出绩效目标表", "（2023年度）"]);
    assert_eq!(rows(tables(&flow)[0])[3..], [["质量指标", "合格率", "98%"]]);

    let next = titled(2, &[["项目名称", "乙项目", ""], HEAD, ["质量指标", "合格率", "98%"]]);
    assert_eq!(tables(&find(&[first.clone(), next])).len(), 2, "the next form has the same title");
    let again = Page { number: 2, ..first.clone() };
    assert_eq!(tables(&find(&[first, again])).len(), 2, "a form that is there twice");
}

#[test]
fn rows_that_a_spreadsheet_prints_on_each_page_are_the_first_pages() {
    let first = titled(1, &[HEAD, ["数量指标", "培训次数", "2次"]]);
    let flow = find(&[first.clone(), titled(2, &[HEAD, ["质量指标", "合格率", "98%"]])]);
    assert_eq!(rows(tables(&flow)[0]), [HEAD, ["数量指标", "培训次数", "2次"], ["质量指标", "合格率", "98%"]]);
    let next = titled(2, &[HEAD, ["数量指标", "培训次数", "3次"]]);
    assert_eq!(tables(&find(&[first, next])).len(), 2, "the next form begins with the same indicator");

    let list = ["项目名称", "绩效目标", "预算金额"];
    let first = titled(1, &[list, ["甲项目", "完成维修。", "12"]]);
    let rest = titled(2, &[list, ["", "保障出行。", ""]]);
    assert_eq!(tables(&find(&[first.clone(), rest])).len(), 1, "a project that the break cut");
    let sum = titled(2, &[list, ["合计", "", "12"]]);
    assert_eq!(tables(&find(&[first.clone(), sum])).len(), 1);
    let next = titled(2, &[list, ["乙项目", "完成维修。", "12"]]);
    assert_eq!(tables(&find(&[first, next])).len(), 2, "a project that begins below the break");
}

#[test]
fn a_title_in_the_table_is_printed_again_with_it() {
    let page = |number: u32, name: &str| -> Page {
        let sheet = Sheet::new(number).cell(50.0, 100.0, 300.0, 130.0).grid(&[50.0, 150.0, 300.0], &[130.0, 160.0]);
        sheet.text(100.0, 120.0, "项目支出绩效目标表").text(60.0, 150.0, name).text(160.0, 150.0, "98%").into()
    };
    let flow = find(&[page(1, "合格率"), page(2, "及时率")]);
    assert_eq!(rows(tables(&flow)[0])[1..], [["合格率", "98%"], ["及时率", "98%"]]);
    assert_eq!(tables(&find(&[page(1, "项目名称"), page(2, "项目名称")])).len(), 2);
}

#[test]
fn a_page_that_is_there_again_is_no_rest_of_its_last_table() {
    let page = |number: u32| -> Page {
        let sheet = Sheet::new(number).text(200.0, 60.0, "部门预算公开表").grid(&[50.0, 150.0, 300.0], &[100.0, 130.0]);
        let sheet = sheet.text(60.0, 120.0, "收入").text(160.0, 120.0, "12").text(60.0, 180.0, "二、绩效目标");
        sheet.grid(&[50.0, 150.0, 300.0], &[200.0, 230.0]).text(60.0, 220.0, "项目名称").text(160.0, 220.0, "甲").into()
    };
    assert_eq!(tables(&find(&[page(1), page(2)])).len(), 4);
}

#[test]
fn a_head_torn_in_each_of_its_cells_is_one_head() {
    let first = Sheet::new(1).grid(&COLUMNS, &[730.0, 760.0]).text(55.0, 750.0, "指标").text(115.0, 750.0, "计量");
    let first = first.text(205.0, 750.0, "指标").text(265.0, 750.0, "得分");
    let second =
        Sheet::new(2).grid(&COLUMNS, &[80.0, 110.0, 140.0]).text(55.0, 100.0, "名称").text(115.0, 100.0, "单位");
    let second = second.text(205.0, 100.0, "性质").text(265.0, 100.0, "系数").text(55.0, 130.0, "培训次数");
    let flow = find(&[first.into(), second.text(115.0, 130.0, "次").text(205.0, 130.0, "≥").into()]);
    assert_eq!(rows(tables(&flow)[0])[0], ["指标名称", "计量单位", "指标性质", "得分系数"]);
}

#[test]
fn the_first_indicator_below_its_head_is_no_rest_of_it() {
    let xs = [20.0, 50.0, 110.0, 200.0, 260.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[730.0, 760.0]).text(20.0, 750.0, "绩效指").text(55.0, 750.0, "二级指标");
    let first = first.text(115.0, 750.0, "指标内容").text(205.0, 750.0, "指标值").text(265.0, 750.0, "备注");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0]).text(25.0, 100.0, "标").text(55.0, 100.0, "数量指标");
    let flow = find(&[first.into(), second.text(115.0, 100.0, "书屋个数").text(205.0, 100.0, "30个").into()]);
    assert_eq!(rows(tables(&flow)[0])[1][1..], ["数量指标", "书屋个数", "30个", "-"]);
}

#[test]
fn a_percent_sign_below_a_break_belongs_to_its_number() {
    let xs = [50.0, 110.0, 200.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[700.0, 730.0]).text(55.0, 720.0, "其中：").text(115.0, 720.0, "456.00");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0]).text(55.0, 100.0, "财政资金").text(205.0, 100.0, "%");
    let flow = find(&[first.text(205.0, 720.0, "95.00").into(), second.into()]);
    assert_eq!(rows(tables(&flow)[0]), [["其中：财政资金", "456.00", "95.00%"]]);
}

#[test]
fn a_name_between_boxes_that_go_on_goes_on() {
    let xs = [50.0, 110.0, 200.0, 260.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[700.0, 720.0]).text(55.0, 714.0, "101001").text(115.0, 714.0, "档案库房");
    let first = first.text(205.0, 714.0, "12.5").text(265.0, 714.0, "维修面积");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0, 140.0]).erase_h(110.0, 50.0, 260.0).text(115.0, 113.0, "维修");
    let flow = find(&[first.into(), second.text(265.0, 100.0, "使用年限").text(265.0, 130.0, "满意度").into()]);
    let names: Vec<&str> =
        tables(&flow)[0].cells.iter().filter(|cell| cell.column == 1).map(|cell| cell.text.as_str()).collect();
    assert_eq!(names, ["档案库房维修"]);
}

#[test]
fn a_table_below_the_title_of_a_form_that_is_none_is_told_of() {
    let page = titled(1, &[["序号", "事项", "说明"], ["1", "项目库", "已建立"]]);
    let read = normalise(&find(&[page]));
    let told: Vec<&str> = read.notices.iter().map(|notice| notice.code).collect();
    assert_eq!((read.forms.len(), told), (0, vec!["not-a-form"]));
    assert_eq!(read.coverage.furniture, read.coverage.characters, "it is text outside any form");
    assert!(read.notices[0].message.zh.contains("共 13 个字符"), "{:?}", read.notices);
}

/// A list printed over two pages: on the left the projects, each beside two rows of what is on the right, and the title where it falls.
fn wide_list(right: f32, title_on: u32) -> Vec<Page> {
    let title = |sheet: Sheet, number: u32| match number == title_on {
        true => sheet.text(100.0, 60.0, "2024年项目支出绩效目标批复表"),
        false => sheet,
    };
    let ys = [100.0, 130.0, 160.0, 190.0, 220.0, 250.0];
    let left = Sheet::new(1).text(60.0, 90.0, "单位：万元").grid(&[50.0, 150.0, 400.0], &[100.0, 130.0, 190.0, 250.0]);
    let left = left.text(60.0, 120.0, "项目名称").text(160.0, 120.0, "年度目标").text(60.0, 160.0, "档案数字化");
    let left = left.text(160.0, 160.0, "完成数字化。").text(60.0, 220.0, "库房维修").text(160.0, 220.0, "完成维修。");
    let mut sheet =
        Sheet::new(2).grid(&[50.0, 200.0, right], &ys).text(60.0, 120.0, "三级指标").text(210.0, 120.0, "指标值");
    for (row, name) in ["页数", "合格率", "面积", "年限"].iter().enumerate() {
        sheet = sheet.text(60.0, 150.0 + 30.0 * row as f32, name).text(210.0, 150.0 + 30.0 * row as f32, "10");
    }
    vec![title(left, 1).into(), title(sheet, 2).into()]
}

#[test]
fn a_list_printed_over_two_pages_is_one_though_only_one_shows_every_row() {
    for title_on in [1, 2] {
        let flow = find(&wide_list(300.0, title_on));
        assert_eq!(lines(&flow), ["2024年项目支出绩效目标批复表", "单位：万元"]);
        let table = tables(&flow)[0];
        assert_eq!(rows(table)[1..3], [vec!["档案数字化", "完成数字化。", "页数", "10"], vec!["合格率", "10"]]);
        assert_eq!(table.cell_at(4, 0).map(|cell| cell.text.as_str()), Some("库房维修"));
    }
    assert_eq!(tables(&find(&wide_list(400.0, 1)))[0].columns, 3, "as wide as the page before, it goes on downwards");
}

#[test]
fn brackets_below_a_break_belong_to_the_label_above() {
    let xs = [50.0, 110.0, 200.0, 400.0];
    let first = Sheet::new(1).grid(&xs, &[700.0, 730.0]).text(55.0, 720.0, "年度预算数").text(115.0, 720.0, "年初预算");
    let second = Sheet::new(2).grid(&xs, &[80.0, 110.0]).text(55.0, 100.0, "（万元）");
    let flow = find(&[first.text(205.0, 720.0, "预算执行数").into(), second.into()]);
    assert_eq!(rows(tables(&flow)[0]), [["年度预算数（万元）", "年初预算", "预算执行数"]]);
}

#[test]
fn a_first_row_that_is_printed_on_each_page_is_the_first_pages() {
    let xs = [50.0, 150.0, 300.0];
    let page = |number: u32, name: &str, value: &str| -> Page {
        let sheet = Sheet::new(number).grid(&xs, &[100.0, 130.0, 160.0]).text(60.0, 120.0, "项目名称");
        sheet.text(160.0, 120.0, "2023年城乡环境治理").text(60.0, 150.0, name).text(160.0, 150.0, value).into()
    };
    let flow = find(&[page(1, "资金总额", "12"), page(2, "合格率", "98%")]);
    assert_eq!(rows(tables(&flow)[0])[1..], [["资金总额", "12"], ["合格率", "98%"]]);
    let flow = find(&[page(1, "资金总额", "12"), page(2, "资金总额", "13")]);
    assert_eq!(rows(tables(&flow)[0]).len(), 4, "the next form begins with the same row, too");
}

#[test]
fn a_row_with_labels_of_its_own_is_no_rest_though_names_would_join() {
    let first = list_head(Sheet::new(1)).grid(&COLUMNS, &[760.0, 790.0]).text(55.0, 780.0, "社会效益指标");
    let second = first_row_below(110.0).text(55.0, 100.0, "满意度指标").text(115.0, 100.0, "满意度");
    let flow = find(&[first.text(115.0, 780.0, "影响").into(), second.into()]);
    assert_eq!(rows(tables(&flow)[0])[2..], [["社会效益指标", "影响", "-", "-"], ["满意度指标", "满意度", "-", "-"]]);
}

/// A table of two rows, for what stands in its cells.
fn two_by_two() -> Sheet {
    Sheet::new(1).grid(&[50.0, 200.0, 400.0], &[100.0, 200.0, 300.0])
}

#[test]
fn text_turned_either_way_is_read_as_it_is_written() {
    let page = two_by_two()
        .turned(100.0, 180.0, Direction::Up, "产出")
        .turned(112.0, 180.0, Direction::Up, "指标")
        .down(120.0, 210.0, "成本")
        .down(108.0, 210.0, "指标")
        .turned(300.0, 150.0, Direction::Left, "效益")
        .turned(300.0, 138.0, Direction::Left, "指标")
        .text(220.0, 250.0, "10");
    assert_eq!(one(page), [["产出指标", "效益指标"], ["成本指标", "10"]]);
}

/// The marks and stamps that were left out.
fn left_out(flow: &Flow) -> Vec<(Reason, &str)> {
    flow.excluded.iter().map(|one| (one.reason, one.text.as_str())).collect()
}

#[test]
fn raised_and_lowered_notes_are_kept_apart_from_the_value_in_whatever_order_they_are_drawn() {
    let page = two_by_two()
        .large(235.0, 146.0, 0.6, "1")
        .text(220.0, 150.0, "186")
        .text(60.0, 150.0, "≥24座")
        .large(91.0, 146.0, 0.6, "①")
        .text(60.0, 250.0, "≥98%")
        .large(86.0, 252.0, 0.6, "2")
        .text(220.0, 250.0, "12.5②");
    let flow = find(&[page.into()]);
    let table = tables(&flow)[0];
    assert_eq!(rows(table), [["≥24座", "186"], ["≥98%", "12.5"]]);
    let kept = |cell: usize| table.cells[cell].repairs.join(" ");
    assert_eq!(
        [kept(0), kept(1), kept(2), kept(3)],
        ["①", "1", "2", "②"].map(|mark| format!("mark kept apart: {mark}"))
    );
    assert!(left_out(&flow).iter().all(|(reason, _)| *reason == Reason::Mark) && flow.excluded.len() == 4);
}

#[test]
fn powers_of_units_and_numbers_of_atoms_stay_with_their_text() {
    let page = two_by_two()
        .text(60.0, 150.0, "1200m")
        .large(85.0, 146.0, 0.6, "2")
        .text(220.0, 150.0, "CO")
        .large(230.0, 152.0, 0.6, "2")
        .text(60.0, 250.0, "①完成。②建成")
        .text(220.0, 250.0, "20")
        .large(236.0, 250.0, 0.6, "3");
    let flow = find(&[page.into()]);
    assert_eq!(rows(tables(&flow)[0]), [["1200m2", "CO2"], ["①完成。②建成", "20 3"]]);
    assert!(flow.excluded.is_empty(), "{:?}", flow.excluded);
}

#[test]
fn powers_of_units_and_indices_stay_and_notes_behind_units_go() {
    let parts = [("12km", "2"), ("9cm", "2"), ("36万m", "3"), ("15亩", "2"), ("1.2×10", "4"), ("7公里", "²")];
    for (text, small) in parts {
        let page = Sheet::new(1).grid(&[50.0, 200.0, 400.0], &[100.0, 130.0]).text(60.0, 120.0, "面积");
        let end = 220.0 + text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum::<f32>();
        let flow = find(&[page.text(220.0, 120.0, text).large(end, 115.5, 0.6, small).into()]);
        assert_eq!(rows(tables(&flow)[0]), [["面积", &format!("{text}{small}")]]);
        assert!(flow.excluded.is_empty(), "{:?}", flow.excluded);
    }
    let page = Sheet::new(1).grid(&[50.0, 200.0, 400.0], &[100.0, 130.0]).text(60.0, 120.0, "浓度");
    let flow = find(&[page.text(220.0, 120.0, "PM").large(230.0, 123.0, 0.6, "2.5").into()]);
    assert_eq!(rows(tables(&flow)[0]), [["浓度", "PM2.5"]]);
    for (text, small) in [("12km", "1"), ("186.5", "2"), ("15座", "3"), ("98%", "1")] {
        let page = Sheet::new(1).grid(&[50.0, 200.0, 400.0], &[100.0, 130.0]).text(60.0, 120.0, "面积");
        let end = 220.0 + text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum::<f32>();
        let flow = find(&[page.text(220.0, 120.0, text).large(end, 115.5, 0.6, small).into()]);
        assert_eq!(rows(tables(&flow)[0]), [["面积", text]], "{text}^{small}");
        assert_eq!(left_out(&flow), [(Reason::Mark, small)]);
    }
}

#[test]
fn a_watermark_in_tiles_is_kept_apart_from_what_it_runs_over() {
    let mut page = Sheet::new(1).grid(&[50.0, 200.0, 400.0], &[100.0, 130.0, 160.0, 190.0]);
    for row in 0..6 {
        for column in 0..3 {
            page = page.text(60.0 + 120.0 * column as f32, 60.0 + 60.0 * row as f32, "内部2024");
        }
    }
    // Values that are said again and again are none, wherever they stand.
    for row in 0..3 {
        let y = 122.0 + 30.0 * row as f32;
        page = page.text(62.0, y, "完成率达标").text(250.0, y, "95%");
    }
    let flow = find(&[page.into()]);
    assert_eq!(rows(tables(&flow)[0]), [["完成率达标", "95%"], ["完成率达标", "95%"], ["完成率达标", "95%"]]);
    assert_eq!(left_out(&flow), [(Reason::Stamp, "内部2024"); 18]);
}

#[test]
fn cells_drawn_as_boxes_of_their_own_are_one_table() {
    for gap in [3.5, 5.0, 7.0] {
        let mut page = Sheet::new(1);
        for row in 0..4 {
            let y = 100.0 + 30.0 * row as f32;
            let ends: &[f32] = if row == 0 { &[50.0, 150.0, 400.0] } else { &[50.0, 150.0, 300.0, 400.0] };
            for (column, pair) in ends.windows(2).enumerate() {
                page = page.cell(pair[0], y, pair[1] - gap, y + 30.0 - gap).text(
                    pair[0] + 5.0,
                    y + 15.0,
                    &format!("{row}{column}"),
                );
            }
        }
        let rows = one(page);
        assert_eq!(rows, [&["00", "01"][..], &["10", "11", "12"], &["20", "21", "22"], &["30", "31", "32"]], "{gap}");
    }
}

/// Two projects below one title, with or without the same word for the name of the second; two pages of one project.
#[test]
fn the_head_of_another_project_begins_a_form_of_its_own() {
    let form = |label: &str, name: &str, amount: &str| {
        [
            [label, name],
            ["主管部门", "某某局"],
            ["年度资金总额", amount],
            ["一级指标", "三级指标"],
            ["产出指标", "办件数"],
        ]
        .map(|row| row.map(str::to_owned))
    };
    let read = |second: [[String; 2]; 5]| {
        let mut page = Sheet::new(1).text(200.0, 60.0, "项目支出绩效目标表").text(60.0, 80.0, "（2024年度）单位：万元");
        let ys: Vec<f32> = (0..=10).map(|row| 100.0 + 20.0 * row as f32).collect();
        page = page.grid(&[50.0, 200.0, 400.0], &ys);
        for (row, texts) in form("项目名称", "甲", "10").into_iter().chain(second).enumerate() {
            let y = 114.0 + 20.0 * row as f32;
            page = page.text(60.0, y, &texts[0]).text(210.0, y, &texts[1]);
        }
        let forms = normalise(&find(&[page.into()])).forms;
        forms
            .iter()
            .map(|form| {
                (form.project.clone().and_then(|field| field.text), form.fiscal_year.clone().map(|year| year.year))
            })
            .collect::<Vec<_>>()
    };
    let two = [(Some("甲".to_owned()), Some(2024)), (Some("乙".to_owned()), Some(2024))];
    assert_eq!(read(form("项目名称", "乙", "12")), two);
    assert_eq!(read(form("专项资金名称", "乙", "12")).len(), 2);
    assert_eq!(read(form("项目名称", "甲", "10")).len(), 1);
}
