//! Word and Excel attachments: the same form in both gives the same cells.

use jixiao::read::document::{Content, Document, Format, Markup, MarkupTable};
use jixiao::read::limits::Limits;
use jixiao::read::{docx, xlsx};

const WORD: &[u8] = include_bytes!("office/form.docx");
const EXCEL: &[u8] = include_bytes!("office/form.xlsx");

fn content(document: &Document) -> (Vec<&str>, &MarkupTable) {
    let Content::Flow(flow) = &document.content else { panic!("a text form") };
    let mut lines = Vec::new();
    let mut tables = Vec::new();
    for markup in flow {
        match markup {
            Markup::Line { text, .. } => lines.push(text.as_str()),
            Markup::Table(table) => tables.push(table),
        }
    }
    assert_eq!(tables.len(), 1);
    (lines, tables[0])
}

/// Texts with their spans, row by row.
fn cells(table: &MarkupTable) -> Vec<Vec<(&str, u32, u32)>> {
    table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| (cell.text.as_str(), cell.row_span, cell.col_span)).collect())
        .collect()
}

#[test]
fn word_and_excel_give_the_same_form() {
    let word = docx::read(WORD, &Limits::default()).expect("a Word document");
    let excel = xlsx::read(EXCEL, &Limits::default()).expect("a workbook");
    assert_eq!((word.format, excel.format), (Format::Docx, Format::Xlsx));
    let ((word_lines, word), (excel_lines, excel)) = (content(&word), content(&excel));
    assert_eq!(word_lines, ["2023年项目支出绩效自评表", "（2023年度）", "填报单位：某县水利局（盖章）"]);
    assert_eq!(word_lines, excel_lines);
    let (word, excel) = (cells(word), cells(excel));
    assert_eq!(word.len(), 16);
    assert_eq!(word[2][0], ("项目资金\n（万元）", 5, 2));
    assert_eq!(word[12][2..5], [("98%", 1, 1), ("95%", 1, 1), ("20", 1, 1)]);
    // The workbook keeps the decimals of its number format; all else is the same.
    assert_eq!(excel[3][5..7], [("82%", 1, 1), ("8.20", 1, 1)]);
    for (row, (word, excel)) in word.iter().zip(&excel).enumerate() {
        let differing: Vec<_> = word.iter().zip(excel).filter(|(a, b)| a != b).collect();
        assert!(differing.iter().all(|(a, b)| b.0.trim_end_matches('0') == a.0), "row {row}: {differing:?}");
        assert_eq!(word.len(), excel.len(), "row {row}");
    }
}

#[test]
fn a_broken_container_is_a_clear_error() {
    let cut = &WORD[..WORD.len() / 2];
    assert!(
        docx::read(cut, &Limits::default()).expect_err("half a file").to_string().contains("damaged Office document")
    );
    let small = Limits { content_bytes: 100, ..Limits::default() };
    assert!(xlsx::read(EXCEL, &small).expect_err("too much").to_string().contains("100 unpacked bytes"));
}
