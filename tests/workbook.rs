//! Excel workbooks: what shows in the sheet is what is read, and what is left out is told with its reason.

use jixiao::read::document::{Content, Document, Markup};
use jixiao::read::exclusion::Reason;
use jixiao::read::ink::{InkKind, InkOutcome};
use jixiao::read::limits::Limits;
use jixiao::read::xlsx;
use std::io::{Cursor, Write};

/// Styles: 0 plain, 1 struck, 2 white, 3 white on blue, 4 `;;;`, 5 white by the theme, 6 white on a fill of white, 7 text shown by `@`.
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode=";;;"/><numFmt numFmtId="171" formatCode="0;-0;0;@"/></numFmts>
<fonts><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="9"/></patternFill></fill></fills>
<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="2" fillId="2"/><xf numFmtId="170"/><xf fontId="3"/><xf fontId="3" fillId="3"/>
<xf numFmtId="171"/></cellXfs>
<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"#;

/// A workbook of sheets (name, state, XML within the worksheet) and further parts.
fn book(sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Document {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("its bytes");
    };
    let (mut entries, mut links) = (String::new(), String::new());
    for (index, (name, state, xml)) in sheets.iter().enumerate() {
        entries.push_str(&format!(r#"<sheet name="{name}" state="{state}" r:id="r{index}"/>"#));
        links.push_str(&format!(r#"<Relationship Id="r{index}" Type="x/worksheet" Target="s{index}.xml"/>"#));
        put(&format!("xl/s{index}.xml"), &format!("<worksheet>{xml}</worksheet>"));
    }
    put("xl/workbook.xml", &format!(r#"<workbook xmlns:r="r"><sheets>{entries}</sheets></workbook>"#));
    put("xl/_rels/workbook.xml.rels", &format!("<Relationships>{links}</Relationships>"));
    put("xl/styles.xml", STYLES);
    for (name, text) in parts {
        put(name, text);
    }
    let bytes = writer.finish().expect("a container").into_inner();
    xlsx::read(&bytes, &Limits::default()).expect("a workbook")
}

/// A book of one sheet with this within its `sheetData`, and this before and behind.
fn sheet(before: &str, data: &str, behind: &str) -> Document {
    book(&[("Sheet1", "visible", &format!("{before}<sheetData>{data}</sheetData>{behind}"))], &[])
}

/// A cell with a text.
fn text(at: &str, style: u32, text: &str) -> String {
    format!(r#"<c r="{at}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn row(number: u32, attributes: &str, cells: &[String]) -> String {
    format!(r#"<row r="{number}" {attributes}>{}</row>"#, cells.concat())
}

/// Lines as they are, tables as rows of texts with their spans where these are not one.
fn texts(document: &Document) -> Vec<String> {
    let Content::Flow(flow) = &document.content else { panic!("a text form") };
    let mut out = Vec::new();
    for block in flow {
        match block {
            Markup::Line { text, .. } => out.push(text.clone()),
            Markup::Table(table) => out.extend(table.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| match (cell.row_span, cell.col_span) {
                    (1, 1) => cell.text.clone(),
                    (rows, columns) => format!("{}({rows}x{columns})", cell.text),
                });
                cells.collect::<Vec<_>>().join("|")
            })),
        }
    }
    out
}

fn excluded(document: &Document) -> Vec<(Reason, &str, u32)> {
    let line = |place: &jixiao::place::Place| place.line.unwrap_or(0);
    document.excluded.iter().map(|one| (one.reason, one.text.as_str(), line(&one.place))).collect()
}

#[test]
fn hidden_rows_and_columns_take_no_part_in_the_table() {
    let rows = |third: &str| {
        [
            row(1, "", &[text("A1", 0, "a"), text("B1", 0, "草稿"), text("C1", 0, "c")]),
            row(2, third, &[text("A2", 0, "旧"), text("C2", 0, "9")]),
            row(3, "", &[text("A3", 0, "d"), text("C3", 0, "f")]),
        ]
        .concat()
    };
    for columns in [r#"<col min="2" max="2" hidden="1"/>"#, r#"<col min="2" max="2" width="0" customWidth="1"/>"#] {
        for height in [r#"hidden="1""#, r#"ht="0" customHeight="1""#] {
            let document = sheet(&format!("<cols>{columns}</cols>"), &rows(height), "");
            assert_eq!(texts(&document), ["a|c", "d|f"]);
            assert_eq!(excluded(&document), [(Reason::Hidden, "草稿", 1), (Reason::Hidden, "旧\t9", 2)]);
        }
    }
}

#[test]
fn a_merged_cell_shows_in_the_part_of_it_that_is_not_hidden() {
    let data = [
        row(1, r#"hidden="1""#, &[text("A1", 0, "合并"), text("B1", 0, "x")]),
        row(2, "", &[text("B2", 0, "b"), text("C2", 0, "c")]),
        row(3, "", &[text("A3", 0, "下"), text("B3", 0, "e")]),
    ]
    .concat();
    let document = sheet("", &data, r#"<mergeCells><mergeCell ref="A1:A3"/></mergeCells>"#);
    assert_eq!(texts(&document), ["合并(2x1)|b|c", "e|"]);
    assert_eq!(excluded(&document), [(Reason::Hidden, "x", 1), (Reason::Covered, "下", 3)]);
}

#[test]
fn hidden_sheets_are_told() {
    let data =
        |text_of: &str| format!("<sheetData>{}</sheetData>", row(3, "", &[text("A3", 0, text_of), text("B3", 0, "2")]));
    let document =
        book(&[("一", "hidden", &data("甲")), ("二", "visible", &data("乙")), ("三", "veryHidden", &data("丙"))], &[]);
    assert_eq!(texts(&document), ["乙|2"]);
    assert_eq!(excluded(&document), [(Reason::Hidden, "甲\t2", 3), (Reason::Hidden, "丙\t2", 3)]);
    assert_eq!(document.excluded.iter().map(|one| one.place.page).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(document.page_count, 3);
}

#[test]
fn what_the_font_or_the_format_hides_is_no_value() {
    let looks = [
        (1, Some(Reason::Struck)),
        (2, Some(Reason::Hidden)),
        (3, None),
        (4, Some(Reason::Hidden)),
        (5, Some(Reason::Hidden)),
        (6, Some(Reason::Hidden)),
        (7, None),
    ];
    for (style, reason) in looks {
        for cell in [text("A1", style, "999"), format!(r#"<c r="A1" s="{style}"><v>999</v></c>"#)] {
            let data = row(1, "", &[cell.clone(), text("B1", 0, "b"), text("C1", 0, "c")]);
            let document = sheet("", &data, "");
            match reason {
                Some(reason) => {
                    assert_eq!(texts(&document), ["|b|c"], "{cell}");
                    assert_eq!(excluded(&document), [(reason, "999", 1)], "{cell}");
                }
                None => {
                    assert_eq!(texts(&document), ["999|b|c"], "{cell}");
                    assert!(document.excluded.is_empty(), "{cell}");
                }
            }
        }
    }
}

#[test]
fn runs_of_rich_text_are_told_apart() {
    let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
    let raised = r#"<vertAlign val="superscript"/>"#;
    type Case = (String, &'static str, Vec<(Reason, &'static str, u32)>);
    let cases: [Case; 6] = [
        (run("", "186.5") + &run(raised, "1"), "186.5", vec![(Reason::Mark, "1", 1)]),
        (run("", "1200m") + &run(raised, "2"), "1200m²", vec![]),
        (run("", "PM") + &run(r#"<vertAlign val="subscript"/>"#, "2.5"), "PM2.5", vec![]),
        (run("<strike/>", "150") + &run("", "186.5"), "186.5", vec![(Reason::Struck, "150", 1)]),
        (run(r#"<strike val="0"/>"#, "150"), "150", vec![]),
        ("<t>重庆</t><rPh sb=\"0\" eb=\"2\"><t>chong</t></rPh>".to_owned(), "重庆", vec![]),
    ];
    for (runs, shown, left_out) in cases {
        let inline = format!(r#"<c r="A1" t="inlineStr"><is>{runs}</is></c>"#);
        let others = [text("B1", 0, "b"), text("C1", 0, "c")].concat();
        let shared = format!("<sst><si>{runs}</si></sst>");
        let written = sheet("", &row(1, "", &[inline, others.clone()]), "");
        let cell = r#"<c r="A1" t="s"><v>0</v></c>"#.to_owned();
        let data = format!("<sheetData>{}</sheetData>", row(1, "", &[cell, others]));
        let referred = book(&[("Sheet1", "visible", &data)], &[("xl/sharedStrings.xml", &shared)]);
        for document in [written, referred] {
            assert_eq!(texts(&document), [format!("{shown}|b|c")], "{runs}");
            assert_eq!(excluded(&document), left_out, "{runs}");
        }
    }
}

#[test]
fn a_name_that_is_a_title_stands_in_for_one() {
    let table = row(2, "", &[text("A2", 0, "项目名称"), text("B2", 0, "供水"), text("C2", 0, "c")]);
    let read = |name: &str, above: &str| {
        let data = format!("<sheetData>{}{table}</sheetData>", row(1, "", &[text("A1", 0, above)]));
        texts(&book(&[(name, "visible", &data)], &[])).join("/")
    };
    assert_eq!(read("2024年项目绩效目标表", "金额单位：万元"), "2024年项目绩效目标表/金额单位：万元/项目名称|供水|c");
    assert_eq!(
        read("2024年项目绩效目标表", "项目支出绩效目标表（2023年度）"),
        "项目支出绩效目标表（2023年度）/项目名称|供水|c"
    );
    assert_eq!(read("Sheet1", "单位：万元"), "单位：万元/项目名称|供水|c");
}

#[test]
fn a_giant_sheet_takes_no_more_than_its_cells() {
    let far: String = (0..3_000)
        .map(|at| {
            row(
                at * 300 + 1,
                "",
                &[text(&format!("A{}", at * 300 + 1), 0, "甲"), text(&format!("XFD{}", at * 300 + 1), 0, "1")],
            )
        })
        .collect();
    let document = sheet("", &far, r#"<mergeCells><mergeCell ref="B2:XFC1048576"/></mergeCells>"#);
    let Content::Flow(flow) = &document.content else { panic!("a text form") };
    let Some(Markup::Table(table)) = flow.last() else { panic!("a table") };
    assert!(table.rows.iter().map(Vec::len).sum::<usize>() < 100_000);
    let held = table.rows.iter().flatten().filter(|cell| !cell.text.is_empty()).count();
    assert_eq!(held, 6_000);
    let all =
        sheet("", &row(1, "", &[text("A1", 0, "题")]), r#"<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#);
    assert_eq!(texts(&all), ["题"]);
}

#[test]
fn what_lies_over_a_sheet_is_told() {
    let anchor = |rows: u32, columns: u32, what: &str| {
        format!(
            "<twoCellAnchor><from><col>1</col><row>4</row></from><to><col>{}</col><row>{}</row></to>{what}</twoCellAnchor>",
            columns + 1,
            rows + 4
        )
    };
    let boxed = |hidden: &str, text: &str| {
        format!(r#"<sp><cNvPr id="1" {hidden}/><txBody><p><r><t>{text}</t></r></p></txBody></sp>"#)
    };
    let drawing = format!(
        "<wsDr>{}{}{}{}{}</wsDr>",
        anchor(20, 6, "<pic/>"),
        anchor(2, 2, "<pic/>"),
        anchor(12, 5, "<graphicFrame/>"),
        anchor(2, 2, &boxed("", "备注：已调整")),
        anchor(2, 2, &boxed(r#"hidden="1""#, "旧说明")),
    );
    let links = ["drawing", "package", "comments"]
        .map(|kind| format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>"#))
        .concat();
    let data =
        format!("<sheetData>{}</sheetData>", row(1, "", &[text("A1", 0, "a"), text("B1", 0, "b"), text("C1", 0, "c")]));
    let document = book(
        &[("Sheet1", "visible", &data)],
        &[
            ("xl/_rels/s0.xml.rels", &format!("<Relationships>{links}</Relationships>")),
            ("xl/drawing.xml", &drawing),
            ("xl/comments.xml", "<comments><comment/><comment/></comments>"),
        ],
    );
    assert_eq!(texts(&document), ["a|b|c", "备注：已调整"]);
    assert_eq!(excluded(&document), [(Reason::Hidden, "旧说明", 5)]);
    let mut ink: Vec<_> = document.ink.iter().map(|ink| (ink.kind, ink.outcome, ink.count)).collect();
    ink.sort_unstable();
    assert_eq!(
        ink,
        [
            (InkKind::Picture, InkOutcome::Decoration, 1),
            (InkKind::Picture, InkOutcome::Unread, 1),
            (InkKind::Picture, InkOutcome::Unread, 1),
            (InkKind::Annotation, InkOutcome::Unread, 2),
            (InkKind::Attachment, InkOutcome::Unread, 1),
        ]
    );
}
