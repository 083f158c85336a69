//! PDFs drawn by hand, one for each thing that a driver does its own way: what is read is what is seen.

#[path = "pdf/both.rs"]
mod both;
#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use both::{page, read, text};
use build::Pdf;
use encoding_rs::GBK;
use jixiao::read::document::{Direction, Document};
use jixiao::spare::Spare;
use jixiao::tables;
use jixiao::tables::flow::Block;

fn codes(document: &Document) -> Vec<&str> {
    document.notices.iter().map(|notice| notice.code).collect()
}

/// A string operand of GBK bytes.
fn gbk(text: &str) -> String {
    let (bytes, ..) = GBK.encode(text);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("<{digits}>")
}

/// A page with a simple font `F` of this name that is not embedded, and Helvetica as `H`.
fn gbk_page(font: &str, entries: &str, content: &str) -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R /H 6 0 R >> >>");
    pdf.stream("", content.as_bytes());
    let widths = "500 ".repeat(224);
    pdf.add(&format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont {font} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 \
         /Widths [{widths}] /FontDescriptor << /Type /FontDescriptor /FontName {font} /Flags 32 >> {entries} >>"
    ));
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    pdf.finish()
}

#[test]
fn simple_fonts_of_chinese_names_hold_gbk() {
    let said = "绩效目标2022年度，同比增长3.5%";
    let content = format!("BT /F 10 Tf 50 700 Td {} Tj 0 -30 Td /H 10 Tf (25\\260C caf\\351) Tj ET", gbk(said));
    for font in ["/#cb#ce#cc#e5", "/#b7#c2#cb#ce_GB2312", "/SimSun", "/FangSong_GB2312,Bold"] {
        let document = read(&gbk_page(font, "", &content));
        let page = page(&document);
        assert_eq!(text(page), format!("{said}25°C café"), "{font}");
        let (first, second) = (page.glyphs[0], page.glyphs[1]);
        assert!((first.rect.width() - 10.0).abs() < 0.1, "a character is as wide as its two halves: {:?}", first.rect);
        assert!((second.origin.x - first.origin.x - 10.0).abs() < 0.1);
    }
}

#[test]
fn western_fonts_hold_no_gbk() {
    let content = "BT /F 10 Tf 50 700 Td (\\311\\311 na\\357ve \\304\\326) Tj ET";
    assert_eq!(text(page(&read(&gbk_page("/Arial", "", content)))), "ÉÉ naïve ÄÖ");
}

/// A ruled table of two rows and three columns, 300 by 60 points from (100, 100), with a line of text below.
fn table() -> String {
    let mut content = String::from("1 w ");
    for (row, texts) in [["一级指标", "三级指标", "指标值"], ["产出指标", "培训人数", "一百人次"]].iter().enumerate()
    {
        for (column, text) in texts.iter().enumerate() {
            let (x, y) = (100 + 100 * column, 130 - 30 * row);
            content += &format!("{x} {y} 100 30 re S BT /F 10 Tf {} {} Td {} Tj ET ", x + 10, y + 10, gbk(text));
        }
    }
    content + &format!("BT /F 10 Tf 100 60 Td {} Tj ET", gbk("填报说明：本表由单位填报"))
}

#[test]
fn pages_that_lie_on_their_side_are_turned_upright() {
    // The landscape page of 842 by 595 points drawn onto a portrait one, turned either way; and a page upside down.
    let turns =
        [("0 1 -1 0 595 0 cm", (842, 595)), ("0 -1 1 0 0 842 cm", (842, 595)), ("-1 0 0 -1 595 842 cm", (595, 842))];
    for (turn, (width, height)) in turns {
        let document = read(&gbk_page("/SimSun", "", &format!("{turn} {}", table())));
        assert_eq!(codes(&document), ["page-turned"], "{turn}");
        let page = page(&document);
        assert_eq!((page.width.round() as u16, page.height.round() as u16), (width, height), "{turn}");
        assert!(page.glyphs.iter().all(|glyph| glyph.direction == Direction::Right), "{turn}");
        let first = page.glyphs[0];
        assert!(
            (first.origin.x - 110.0).abs() < 0.1 && (first.origin.y - (f32::from(height) - 140.0)).abs() < 0.1,
            "{first:?}"
        );
        let flow = tables::find(&document, &Spare::default());
        let Some(Block::Table(table)) = flow.blocks.first() else { panic!("{turn}: {flow:?}") };
        let cells: Vec<&str> = table.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["一级指标", "三级指标", "指标值", "产出指标", "培训人数", "一百人次"], "{turn}");
        assert!(matches!(flow.blocks.get(1), Some(Block::Line(line)) if line.text == "填报说明：本表由单位填报"));
    }
}

#[test]
fn upright_pages_stay_whatever_stands_beside_the_table() {
    let beside = format!("BT /F 8 Tf 0 1 -1 0 40 300 Tm {} Tj ET", gbk("装订线内不要填写"));
    let document = read(&gbk_page("/SimSun", "", &format!("{} {beside}", table())));
    assert!(document.notices.is_empty());
    assert_eq!(page(&document).height.round() as u16, 842);
}
