//! Word documents: what shows on the page is what is read, and what is left out is told with its reason.

use jixiao::read::document::{Content, Document, Markup};
use jixiao::read::docx;
use jixiao::read::exclusion::Reason;
use jixiao::read::ink::{InkKind, InkOutcome};
use jixiao::read::limits::Limits;
use std::io::{Cursor, Write};

const SPACES: &str = r#"xmlns:w="w" xmlns:r="r" xmlns:wp="wp" xmlns:a="a" xmlns:o="o" xmlns:v="v" xmlns:m="m" xmlns:mc="mc" xmlns:w14="w14""#;

/// A container of these parts.
fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a container").into_inner()
}

/// A document with this body, these styles and these further parts: (relationship, name, bytes).
fn word(body: &str, styles: &str, parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let links: String = parts
        .iter()
        .map(|(kind, name, _)| format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="{name}"/>"#))
        .collect();
    let links = format!("<Relationships>{links}</Relationships>");
    let body = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles {SPACES}>{styles}</w:styles>");
    let names: Vec<String> = parts.iter().map(|(_, name, _)| format!("word/{name}")).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
    ];
    all.extend(names.iter().zip(parts).map(|(name, (_, _, bytes))| (name.as_str(), *bytes)));
    container(&all)
}

fn read(bytes: &[u8]) -> Document {
    docx::read(bytes, &Limits::default()).expect("a Word document")
}

/// Lines as they are, tables as rows of texts with their spans where these are not one.
fn texts(document: &Document) -> Vec<String> {
    let Content::Flow(flow) = &document.content else { panic!("a text form") };
    flow.iter()
        .flat_map(|block| match block {
            Markup::Line { text, .. } => vec![text.clone()],
            Markup::Table(table) => table
                .rows
                .iter()
                .map(|row| {
                    let cells = row.iter().map(|cell| match (cell.row_span, cell.col_span) {
                        (1, 1) => cell.text.clone(),
                        (rows, columns) => format!("{}({rows}x{columns})", cell.text),
                    });
                    cells.collect::<Vec<_>>().join("|")
                })
                .collect(),
        })
        .collect()
}

fn excluded(document: &Document) -> Vec<(Reason, &str)> {
    document.excluded.iter().map(|one| (one.reason, one.text.as_str())).collect()
}

/// A run with properties.
fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn plain(text: &str) -> String {
    run("", text)
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn cell(text: &str) -> String {
    format!("<w:p>{}</w:p>", plain(text))
}

fn style(id: &str, kind: &str, base: &str, properties: &str) -> String {
    format!(
        r#"<w:style w:type="{kind}" w:styleId="{id}"><w:basedOn w:val="{base}"/><w:rPr>{properties}</w:rPr></w:style>"#
    )
}

#[test]
fn a_run_that_does_not_show_is_left_out_however_it_is_hidden() {
    let styles = [
        style("Gone", "paragraph", "", "<w:vanish/>"),
        style("Draft", "character", "", "<w:vanish/>"),
        style("DraftToo", "character", "Draft", ""),
        style("Old", "character", "", "<w:strike/>"),
        style("White", "character", "", r#"<w:color w:val="FFFFFF"/>"#),
    ]
    .concat();
    let hidden = [
        "<w:vanish/>",
        r#"<w:vanish w:val="true"/>"#,
        "<w:specVanish/>",
        r#"<w:rStyle w:val="Draft"/>"#,
        r#"<w:rStyle w:val="DraftToo"/>"#,
        r#"<w:rStyle w:val="White"/>"#,
        r#"<w:color w:val="FFFFFF"/>"#,
        r#"<w:color w:val="FDFDFE"/>"#,
        r#"<w:color w:val="4472C4"/><w:shd w:val="clear" w:fill="4472C4"/>"#,
        r#"<w:color w:val="000000"/><w:highlight w:val="black"/>"#,
        r#"<w:sz w:val="2"/>"#,
        r#"<w:w w:val="1"/>"#,
        "<w14:textFill><w14:noFill/></w14:textFill>",
    ];
    let struck = ["<w:strike/>", "<w:dstrike/>", r#"<w:rStyle w:val="Old"/>"#];
    let shown = [
        r#"<w:vanish w:val="0"/>"#,
        r#"<w:strike w:val="false"/>"#,
        "<w:webHidden/>",
        r#"<w:rStyle w:val="Draft"/><w:vanish w:val="0"/>"#,
        r#"<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>"#,
        r#"<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>"#,
        r#"<w:color w:val="auto"/>"#,
        "<w:rPrChange><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>",
    ];
    let all = hidden
        .iter()
        .map(|look| (look, Some(Reason::Hidden)))
        .chain(struck.iter().map(|look| (look, Some(Reason::Struck))))
        .chain(shown.iter().map(|look| (look, None)));
    for (look, reason) in all {
        let document = read(&word(&format!("<w:p>{}{}</w:p>", run(look, "999"), plain("186.5")), &styles, &[]));
        match reason {
            Some(reason) => {
                assert_eq!(texts(&document), ["186.5"], "{look}");
                assert_eq!(excluded(&document), [(reason, "999")], "{look}");
            }
            None => {
                assert_eq!(texts(&document), ["999186.5"], "{look}");
                assert!(document.excluded.is_empty(), "{look}");
            }
        }
    }
    // Toggle properties of a paragraph's and a character's style undo one another.
    let gone = |look: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr>{}</w:p>"#, run(look, "5"));
    assert!(texts(&read(&word(&gone(""), &styles, &[]))).is_empty());
    assert_eq!(texts(&read(&word(&gone(r#"<w:rStyle w:val="Draft"/>"#), &styles, &[]))), ["5"]);
    // By the defaults of the document.
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    let body = format!("<w:p>{}{}</w:p>", plain("999"), run(r#"<w:vanish w:val="0"/>"#, "5"));
    assert_eq!(texts(&read(&word(&body, defaults, &[]))), ["5"]);
}

#[test]
fn deleted_and_hidden_elements_are_left_out_and_their_rows_with_them() {
    for (body, expected, left_out) in [
        (
            "<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>5</w:t></w:r></w:p>",
            "5",
            (Reason::Deleted, "9"),
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>5</w:t></w:r></w:moveTo></w:p>",
            "5",
            (Reason::Deleted, "9"),
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "5",
            (Reason::Deleted, "9"),
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "5",
            (Reason::Hidden, "9"),
        ),
        (
            r#"<w:tbl><w:tr><w:trPr><w:trHeight w:val="2" w:hRule="exact"/></w:trPr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
            "5",
            (Reason::Clipped, "9"),
        ),
        (
            "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "|5",
            (Reason::Deleted, "9"),
        ),
        (
            r#"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>请输入</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>5</w:t></w:r></w:p>"#,
            "5",
            (Reason::Hidden, "请输入"),
        ),
        (
            r#"<w:p><w:r><w:t>5</w:t><w:drawing><wp:anchor><wp:docPr hidden="1"/><w:txbxContent><w:p><w:r><w:t>9</w:t></w:r></w:p></w:txbxContent></wp:anchor></w:drawing></w:r></w:p>"#,
            "5",
            (Reason::Hidden, "9"),
        ),
        (
            r#"<w:p><w:r><w:t>5</w:t><w:pict><v:shape><v:textpath string="草稿"/></v:shape></w:pict></w:r></w:p>"#,
            "5",
            (Reason::Stamp, "草稿"),
        ),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>shu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>数</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "数",
            (Reason::Mark, "shu"),
        ),
    ] {
        let document = read(&word(body, "", &[]));
        assert_eq!(texts(&document), [expected], "{body}");
        assert_eq!(excluded(&document), [left_out], "{body}");
    }
    let joined =
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>18</w:t></w:r></w:p><w:p><w:r><w:t>6.5</w:t></w:r></w:p>";
    assert_eq!(texts(&read(&word(joined, "", &[]))), ["186.5"]);
}

#[test]
fn marks_are_kept_beside_the_value_and_exponents_in_it() {
    let raised = r#"<w:vertAlign w:val="superscript"/>"#;
    let styles = style("Note", "character", "", raised);
    let note = |properties: &str, mark: &str| {
        let row = row(&[&format!("<w:p>{}{}</w:p>", plain("186.5"), run(properties, mark))]);
        let document = read(&word(&format!("<w:tbl>{row}</w:tbl>"), &styles, &[]));
        let Content::Flow(flow) = &document.content else { panic!("a text form") };
        let [Markup::Table(table)] = flow.as_slice() else { panic!("a table, not {flow:?}") };
        assert_eq!(table.rows[0][0].repairs, [format!("mark kept apart: {mark}")]);
        assert_eq!(excluded(&document), [(Reason::Mark, mark)]);
        table.rows[0][0].text.clone()
    };
    for mark in ["1", "[1]", "（2）", "①", "*", "注1"] {
        assert_eq!(note(raised, mark), "186.5");
    }
    for properties in [
        r#"<w:rStyle w:val="Note"/>"#,
        r#"<w:vertAlign w:val="subscript"/>"#,
        r#"<w:position w:val="8"/><w:sz w:val="10"/>"#,
    ] {
        assert_eq!(note(properties, "1"), "186.5");
    }
    for (body, expected) in [
        (format!("{}{}", plain("1200m"), run(raised, "2")), "1200m²"),
        (format!("{}{}", plain("PM"), run(r#"<w:vertAlign w:val="subscript"/>"#, "2.5")), "PM2.5"),
        (run(raised, "186.5"), "186.5"),
        (run(r#"<w:position w:val="6"/>"#, "186.5"), "186.5"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>5km</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>".into(), "5km²"),
    ] {
        let document = read(&word(&format!("<w:p>{body}</w:p>"), "", &[]));
        assert_eq!(texts(&document), [expected]);
        assert!(document.excluded.is_empty());
    }
}

#[test]
fn signs_of_symbol_fonts_and_fields_are_what_is_seen() {
    let symbol = r#"<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>"#;
    let field = |instruction: &str, data: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    for (body, expected) in [
        (r#"<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>"#.to_owned(), "≥"),
        (r#"<w:r><w:sym w:font="Symbol" w:char="A3"/></w:r>"#.to_owned(), "≤"),
        (r#"<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#.to_owned(), "☑"),
        (r#"<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>"#.to_owned(), "☑"),
        (r#"<w:r><w:sym w:font="Wingdings 3" w:char="F061"/></w:r>"#.to_owned(), "\u{fffd}"),
        (run(symbol, "\u{f0b3}\u{f032}"), "≥2"),
        (run(symbol, "\u{b3}5%"), "≥5%"),
        (plain("\u{f0b3}24"), "≥24"),
        (
            r#"<w:r><w:t>2022</w:t><w:noBreakHyphen/><w:t>20</w:t><w:softHyphen/><w:t>24</w:t></w:r>"#.to_owned(),
            "2022-2024",
        ),
        (field(" eq \\o\\ac(□,√) ", ""), "☑"),
        (field(" SYMBOL 179 \\f \"Symbol\" ", ""), "≥"),
        (
            field(
                "FORMCHECKBOX",
                r#"<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>"#,
            ),
            "☑",
        ),
        (
            field(
                "FORMDROPDOWN",
                r#"<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="否"/><w:listEntry w:val="是"/></w:ddList></w:ffData>"#,
            ),
            "是",
        ),
        (format!("{}{}", field(" MERGEFIELD 金额 ", ""), plain("万元")), "\u{fffd}万元"),
    ] {
        assert_eq!(texts(&read(&word(&format!("<w:p>{body}</w:p>"), "", &[]))), [expected], "{body}");
    }
}

#[test]
fn tables_in_cells_are_set_in_or_stand_by_themselves() {
    let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let inner = table(&[row(&[&cell("总额"), &cell("5")]), row(&[&cell("其中"), &cell("3")])]);
    // Beside a label: its rows are rows of the outer table.
    let outer = table(&[row(&[&cell("名称"), &cell("甲")]), row(&[&cell("资金"), &format!("{inner}<w:p/>")])]);
    let expected = ["名称|甲(1x2)", "资金(2x1)|总额|5", "其中|3"];
    assert_eq!(texts(&read(&word(&outer, "", &[]))), expected);
    // Only laid out by the outer one: text and table by themselves.
    let outer = table(&[row(&[&format!("{}{inner}<w:p/>", cell("表"))]), row(&[&cell("注")])]);
    assert_eq!(texts(&read(&word(&outer, "", &[]))), ["表", "总额|5", "其中|3", "注"]);
    // Deeper than anyone nests.
    let deep = format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(3000), cell("5"), "</w:tc></w:tr></w:tbl>".repeat(3000));
    assert_eq!(texts(&read(&word(&deep, "", &[]))), ["5"]);
    let boxes = format!(
        "<w:p>{}5{}</w:p>",
        "<w:r><w:t>a</w:t><w:txbxContent><w:p>".repeat(3000),
        "</w:p></w:txbxContent></w:r>".repeat(3000)
    );
    assert!(!texts(&read(&word(&boxes, "", &[]))).is_empty());
}

#[test]
fn a_text_box_is_read_once() {
    let text = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice><w:drawing>{text}</w:drawing></mc:Choice><mc:Fallback><w:pict>{text}</w:pict></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>"
    );
    assert_eq!(texts(&read(&word(&body, "", &[]))), ["前后", "框"]);
}

#[test]
fn page_headers_and_notes_stand_where_they_show() {
    let header = format!("<w:hdr {SPACES}><w:p><w:r><w:t>单位：万元</w:t></w:r></w:p></w:hdr>");
    let first = header.replace("万元", "元");
    let notes = format!(
        r#"<w:footnotes {SPACES}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>含结转</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>无人提及</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let body = r#"<w:p><w:r><w:t>5</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="first"/></w:sectPr>"#;
    let parts: [(&str, &str, &[u8]); 3] = [
        ("header", "header1.xml", header.as_bytes()),
        ("first", "header2.xml", first.as_bytes()),
        ("footnotes", "footnotes.xml", notes.as_bytes()),
    ];
    let document = read(&word(body, "", &parts));
    assert_eq!(texts(&document), ["单位：万元", "5", "含结转"]);
    let left_out = [(Reason::Mark, "1"), (Reason::Hidden, "无人提及"), (Reason::Hidden, "单位：元")];
    assert_eq!(excluded(&document), left_out);
    let titled = body.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>");
    assert_eq!(texts(&read(&word(&titled, "", &parts)))[..2], ["单位：元", "单位：万元"]);
    // It stands on each page, so above each table that has a heading of its own.
    let table = format!("<w:tbl>{}</w:tbl>", row(&[&cell("甲")]));
    let twice = format!("{}{table}<w:p/>{}{table}<w:p/>{table}{body}", cell("表一"), cell("表二"));
    let expected = ["单位：万元", "表一", "甲", "表二", "单位：万元", "甲", "甲", "5", "含结转"];
    assert_eq!(texts(&read(&word(&twice, "", &parts))), expected);
    // A damaged header is told and the rest is read.
    let broken: [(&str, &str, &[u8]); 1] = [("header", "header1.xml", b"<w:hdr><w:p></w:hdr>")];
    let document = read(&word(body, "", &broken));
    assert_eq!((texts(&document), document.notices.len()), (vec!["5".to_owned()], 1));
}

#[test]
fn chunks_and_embedded_documents_are_read_at_their_place() {
    let chunk = r#"<w:p><w:r><w:t>前</w:t></w:r></w:p><w:altChunk r:id="aFChunk"/><w:p><w:r><w:t>后</w:t></w:r></w:p>"#;
    let object = |program: &str, aspect: &str| {
        format!(
            r#"<w:p><w:r><w:t>前</w:t><w:object><o:OLEObject ProgID="{program}" DrawAspect="{aspect}" r:id="package"/></w:object></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>"#
        )
    };
    let inner = word("<w:p><w:r><w:t>内</w:t></w:r></w:p>", "", &[]);
    let book = include_bytes!("office/form.xlsx");
    let html = "<p>内</p>".as_bytes();
    for (body, part) in [
        (chunk.to_owned(), ("aFChunk", "a.htm", html)),
        (chunk.to_owned(), ("aFChunk", "a.txt", "内".as_bytes())),
        (chunk.to_owned(), ("aFChunk", "a.docx", inner.as_slice())),
        (object("Word.Document.12", "Content"), ("package", "a.docx", inner.as_slice())),
    ] {
        let document = read(&word(&body, "", &[part]));
        assert_eq!(texts(&document), ["前", "内", "后"], "{part:?}");
        assert_eq!((document.ink[0].kind, document.ink[0].outcome), (InkKind::Attachment, InkOutcome::Read));
    }
    let document = read(&word(&object("Excel.Sheet.12", "Content"), "", &[("package", "a.xlsx", book)]));
    assert!(texts(&document).iter().any(|text| text.contains("山洪灾害防治")));
    for (program, aspect, part) in [
        ("Excel.Sheet.12", "Icon", book.as_slice()),
        ("Package", "Content", b"?"),
        ("Excel.Sheet.8", "Content", b"\xD0\xCF"),
    ] {
        let document = read(&word(&object(program, aspect), "", &[("package", "a.bin", part)]));
        assert_eq!(texts(&document), ["前", "后"]);
        assert_eq!((document.ink[0].kind, document.ink[0].outcome), (InkKind::Attachment, InkOutcome::Unread));
        assert_eq!(document.ink[0].name.as_deref(), Some("a.bin"));
    }
    // A document that holds itself ends.
    let own = (0..6).fold(inner, |inner, _| word(chunk, "", &[("aFChunk", "a.docx", &inner)]));
    assert!(texts(&read(&own)).len() >= 4);
}

#[test]
fn pictures_that_may_hold_a_form_are_told_and_small_ones_are_decoration() {
    let picture = |kind: &str, cx: u32, cy: u32| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:{kind}><wp:extent cx="{cx}" cy="{cy}"/><a:blip/></wp:{kind}></w:drawing></w:r></w:p>"#
        )
    };
    let in_cell = |inner: String| format!("<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>");
    for (body, outcome) in [
        (picture("inline", 5_760_000, 3_992_276), InkOutcome::Unread),
        (picture("inline", 720_000, 720_000), InkOutcome::Decoration),
        (picture("anchor", 1_500_000, 1_500_000), InkOutcome::Decoration),
        (in_cell(picture("inline", 720_000, 360_000)), InkOutcome::Unread),
        (in_cell(picture("anchor", 1_500_000, 1_500_000)), InkOutcome::Decoration),
        (r#"<w:p><w:r><w:pict><v:shape style="width:400pt;height:300pt"><v:imagedata/></v:shape></w:pict></w:r></w:p>"#.to_owned(), InkOutcome::Unread),
    ] {
        let document = read(&word(&body, "", &[]));
        assert_eq!((document.ink[0].kind, document.ink[0].outcome), (InkKind::Picture, outcome), "{body}");
    }
}

#[test]
fn damaged_documents_never_panic() {
    let good = word(
        &format!(
            "<w:tbl>{}</w:tbl><w:p>{}</w:p>",
            row(&[&cell("a"), &format!("<w:tbl>{}</w:tbl>", row(&[&cell("b"), &cell("c")]))]),
            run("<w:vanish/>", "x")
        ),
        "",
        &[],
    );
    for cut in 0..good.len() {
        let _ = docx::read(&good[..cut], &Limits::default());
    }
    // Elements out of place.
    let elements = [
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:p",
        "w:r",
        "w:t",
        "w:rPr",
        "w:pPr",
        "w:tcPr",
        "w:trPr",
        "w:txbxContent",
        "w:sdt",
        "w:sdtPr",
        "w:sdtContent",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:drawing",
        "w:object",
        "w:del",
        "w:sectPr",
        "w:rt",
        "w:fldChar w:fldCharType=\"begin\"",
        "w:gridSpan w:val=\"99999\"",
        "w:vMerge",
        "w:hMerge",
        "w:footnote",
    ];
    let mut seed = 7_u64;
    for _ in 0..2000 {
        let (mut body, mut open) = (String::new(), Vec::new());
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let pick = (seed >> 33) as usize;
            if pick.is_multiple_of(3)
                && let Some(name) = open.pop()
            {
                body.push_str(&format!("</{name}>"));
                continue;
            }
            let element = elements[pick % elements.len()];
            open.push(element.split(' ').next().unwrap_or(element));
            body.push_str(&format!("<{element}>字"));
        }
        while let Some(name) = open.pop() {
            body.push_str(&format!("</{name}>"));
        }
        let _ = read(&word(&body, "", &[]));
    }
}
