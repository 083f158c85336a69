//! What a page of a PDF shows is what is read: text that is covered, struck, hidden, clipped or stamped stands apart with its
//! reason, values that no appearance draws are read, and what covers a page besides characters is told.

#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use build::Pdf;
use jixiao::convert::{self, Options, Source};
use jixiao::read::document::{Content, Document};
use jixiao::read::exclusion::Reason;
use jixiao::read::ink::{InkKind, InkOutcome};

const FONT: &str = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /S << /Type /Font /Subtype \
                    /Type1 /BaseFont /Symbol >> >> >> /Contents 4 0 R";

fn read(bytes: &[u8]) -> Document {
    convert::read(&Source { name: "made.pdf", bytes }, &Options::default()).expect("a document")
}

/// A page with some content, and further entries.
fn page(content: &str, entries: &str) -> Pdf {
    let mut pdf = Pdf::with_page(&format!("{FONT} {entries}"));
    pdf.stream("", content.as_bytes());
    pdf
}

fn drawn(content: &str) -> Document {
    read(&page(content, "").finish())
}

fn text(document: &Document) -> String {
    let Content::Pages(pages) = &document.content else { panic!("pages") };
    let glyphs = pages.iter().flat_map(|page| &page.glyphs);
    glyphs.map(|glyph| glyph.char.unwrap_or('\u{fffd}')).filter(|c| !c.is_whitespace()).collect()
}

fn apart(document: &Document) -> Vec<(Reason, &str)> {
    document.excluded.iter().map(|one| (one.reason, one.text.as_str())).collect()
}

fn ink(document: &Document, kind: InkKind) -> Vec<(InkOutcome, u32, Option<&str>)> {
    let of_kind = document.ink.iter().filter(|one| one.kind == kind);
    of_kind.map(|one| (one.outcome, one.count, one.name.as_deref())).collect()
}

/// Shows a text.
fn show(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

#[test]
fn text_below_an_opaque_area_is_covered() {
    let (old, new) = (show(100, 700, "999"), show(100, 700, "186.5"));
    for cover in [
        "1 1 1 rg 98 695 60 16 re f",
        "0.9 0.9 0.5 rg 98 695 60 16 re f*",
        "1 1 1 rg 98 695 m 158 695 l 158 711 l 98 711 l h f",
        "1 1 1 RG 14 w 98 703 m 158 703 l S",
        "q 60 0 0 16 98 695 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q",
    ] {
        let document = drawn(&format!("{old} {cover} 0 g {new}"));
        assert_eq!((text(&document).as_str(), apart(&document)), ("186.5", vec![(Reason::Covered, "999")]), "{cover}");
    }
    for shown in [
        // A frame, an area beside, one below the text, one that is clipped to nothing there.
        "1 1 1 rg 90 690 80 30 re 98 695 60 16 re f*",
        "1 1 1 rg 98 600 60 16 re f",
        "q 300 300 20 20 re W n 1 1 1 rg 98 695 60 16 re f Q",
        "1 1 1 rg 98 695 m 158 695 l 158 696 l h f",
    ] {
        let document = drawn(&format!("{old} {shown}"));
        assert_eq!((text(&document).as_str(), apart(&document)), ("999", vec![]), "{shown}");
    }
    let translucent = "/ExtGState << /G << /ca 0.3 >> /M << /BM /Multiply >> >>";
    for state in ["/G", "/M"] {
        let mut pdf = Pdf::with_page(&FONT.replace("/Font <<", &format!("{translucent} /Font <<")));
        pdf.stream("", format!("{old} q {state} gs 1 1 0 rg 98 695 60 16 re f Q").as_bytes());
        let document = read(&pdf.finish());
        assert_eq!((text(&document).as_str(), apart(&document)), ("999", vec![]), "a highlight: {state}");
    }
}

#[test]
fn text_in_the_colour_of_what_lies_below_is_hidden() {
    let white = "1 1 1 rg";
    for (below, colour, hidden) in [
        ("", white, true),
        ("0.2 0.3 0.6 rg 90 690 100 30 re f", white, false),
        ("0.2 0.3 0.6 rg 90 690 100 30 re f 1 1 1 rg 95 692 80 26 re f", white, true),
        ("0.2 0.3 0.6 rg 90 690 100 30 re f", "0.2 0.3 0.6 rg", true),
        ("0.2 0.3 0.6 rg 90 690 m 190 690 l 200 705 190 720 150 720 c 90 720 l h f", white, false),
    ] {
        let document = drawn(&format!("{below} {colour} {}", show(100, 700, "draft 88")));
        let expected = if hidden { ("", vec![(Reason::Hidden, "draft88")]) } else { ("draft88", vec![]) };
        assert_eq!((text(&document).as_str(), apart(&document)), expected, "{colour} on {below:?}");
    }
    let document = drawn(&format!("3 Tr {} 0 Tr {}", show(100, 700, "88"), show(100, 600, "186.5")));
    assert_eq!((text(&document).as_str(), apart(&document)), ("186.5", vec![(Reason::Hidden, "88")]));
}

#[test]
fn text_that_is_clipped_or_off_the_page_keeps_its_text() {
    let clipped = format!("q 100 600 50 20 re W n {} Q", show(300, 605, "999"));
    let document = drawn(&format!("{clipped} {} {}", show(700, 700, "888"), show(100, 700, "186.5")));
    assert_eq!(text(&document), "186.5");
    assert_eq!(apart(&document), [(Reason::Clipped, "999"), (Reason::Clipped, "888")]);
    let crop = page(&format!("{} {}", show(100, 700, "186.5"), show(100, 100, "777")), "/CropBox [0 400 595 842]");
    assert_eq!(apart(&read(&crop.finish())), [(Reason::Clipped, "777")]);
}

#[test]
fn a_line_through_a_text_from_end_to_end_strikes_it() {
    let texts = format!("{} {}", show(100, 700, "168.5"), show(126, 700, "186.5"));
    for line in [
        "0.7 w 100 702.8 m 125 702.8 l S",
        "100 702.5 25 0.6 re f",
        // Two pieces, and a double line.
        "0.5 w 100 703 m 112 703 l S 112 703 m 125 703 l S",
        "0.3 w 100 702.2 m 125 702.2 l S 100 703.6 m 125 703.6 l S",
    ] {
        let document = drawn(&format!("{texts} {line}"));
        assert_eq!((text(&document).as_str(), apart(&document)), ("186.5", vec![(Reason::Struck, "168.5")]), "{line}");
        let Content::Pages(pages) = &document.content else { panic!("pages") };
        assert!(pages[0].rulings.is_empty(), "the line rules nothing: {line}");
    }
    for line in [
        // An underline, a line of the page, a side of a box.
        "0.7 w 100 698.5 m 125 698.5 l S",
        "0.7 w 40 702.8 m 500 702.8 l S",
        "0.7 w 99 702.8 m 152 702.8 l S 99 690 m 99 720 l S 152 690 m 152 720 l S",
    ] {
        let document = drawn(&format!("{texts} {line}"));
        assert_eq!((text(&document).as_str(), apart(&document)), ("168.5186.5", vec![]), "{line}");
    }
    let mut pdf = page(&texts, "/Annots [5 0 R]");
    pdf.add(
        "<< /Type /Annot /Subtype /StrikeOut /Rect [99 697 125 710] /QuadPoints [99 710 125 710 99 697 125 697] >>",
    );
    assert_eq!(apart(&read(&pdf.finish())), [(Reason::Struck, "168.5")]);
}

#[test]
fn different_texts_at_one_place_are_no_value() {
    let document = drawn(&format!("{} {}", show(100, 700, "999.95"), show(101, 700, "186.5")));
    assert_eq!(text(&document), "\u{fffd}");
    assert_eq!(apart(&document), [(Reason::Covered, "999.95"), (Reason::Covered, "186.5")]);
    let twice = drawn(&format!("{} BT /F 10 Tf 100.4 700 Td (186.5) Tj ET", show(100, 700, "186.5")));
    assert_eq!((text(&twice).as_str(), apart(&twice)), ("186.5", vec![]), "drawn twice for bold");
}

/// Values that share a character's place with another text are two texts: neither loses that character.
#[test]
fn texts_at_one_place_are_compared_as_wholes() {
    // 186.5 and 156.5 have all places but one in common.
    let document = drawn(&format!("{} {}", show(100, 700, "186.5"), show(100, 700, "156.5")));
    assert_eq!(text(&document), "\u{fffd}");
    assert_eq!(apart(&document), [(Reason::Covered, "186.5"), (Reason::Covered, "156.5")]);
    // The last digit of one lies on the first of the other.
    let document = drawn(&format!("{} {}", show(100, 700, "24"), show(106, 700, "4321")));
    assert_eq!(text(&document).chars().filter(char::is_ascii_digit).count(), 6, "{}", text(&document));
    // Bold, letter by letter and as a part of a line.
    let letters: String = (0..3).map(|at| format!("{0} {0} ", show(100 + 10 * at, 700, "8"))).collect();
    assert_eq!(text(&drawn(&letters)), "888");
    let document = drawn(&format!("{} {}", show(100, 700, "186.5"), show(100, 700, "186")));
    assert_eq!((text(&document).as_str(), apart(&document)), ("186.5", vec![]));
}

/// A watermark in tiles of the size of the values, some of them over values.
#[test]
fn tiles_over_values_leave_them_as_they_are() {
    let mut content = String::new();
    for row in 0..5 {
        for column in 0..3 {
            content += &show(100 + 150 * column, 700 - 60 * row, "2024");
        }
    }
    content += &show(100, 700, "186");
    content += &show(250, 640, "24");
    content += &show(401, 580, "9735");
    content += &show(100, 580, "20");
    let document = drawn(&content);
    assert_eq!(text(&document), format!("{}186249735{}", "2024".repeat(15), "20"));
    assert_eq!(apart(&document), []);
}

#[test]
fn stamps_are_told_by_colour_and_by_what_they_lie_on() {
    let rows: String = (0..6).map(|row| show(100, 700 - 26 * row, "186.5 of 150000")).collect();
    let lines: String = (0..7).map(|row| format!("90 {} m 400 {} l S\n", 716 - 26 * row, 716 - 26 * row)).collect();
    let form = format!("0 g {rows} {lines}");
    let stamp = "BT /F 14 Tf 150 672 Td (AUDITED) Tj ET BT /F 9 Tf 150 655 Td (2024.03.15) Tj ET";
    for drawn_over in [
        format!("q 0.85 0.1 0.1 rg 0.85 0.1 0.1 RG 140 645 110 46 re S {stamp} Q"),
        format!("q 0.1 0.1 0.8 rg {stamp} Q"),
        format!(
            "q 0.9 0 0 rg 0.9 0 0 RG 2 w 260 668 m 260 699 235 724 204 724 c 173 724 148 699 148 668 c 148 637 173 612 204 612 \
             c 235 612 260 637 260 668 c s {stamp} Q"
        ),
    ] {
        let document = drawn(&format!("{form} {drawn_over}"));
        let reasons: Vec<Reason> = document.excluded.iter().map(|one| one.reason).collect();
        assert!(
            !reasons.is_empty() && reasons.iter().all(|reason| *reason == Reason::Stamp),
            "{drawn_over}: {reasons:?}"
        );
        assert!(!text(&document).contains("AUDITED") && !text(&document).contains("2024"), "{drawn_over}");
    }
    // A red value in its cell is a value.
    let document = drawn(&format!("{form} q 0.9 0 0 rg {} Q", show(300, 700, "-20.5")));
    assert!(apart(&document).is_empty() && text(&document).ends_with("-20.5"));
}

#[test]
fn private_characters_are_told_or_unknown() {
    let named = |cmap: &str, actual: &str| {
        let mut pdf = Pdf::with_page(
            "/Resources << /Font << /S 5 0 R /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R",
        );
        pdf.stream("", format!("BT /S 10 Tf 100 700 Td {actual} <B3> Tj ET {}", show(106, 700, "24")).as_bytes());
        pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Symbol /ToUnicode 6 0 R >>");
        let cmap = format!("1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <B3> <{cmap}> endbfchar");
        pdf.stream("", cmap.as_bytes());
        text(&read(&pdf.finish()))
    };
    assert_eq!(named("F0B3", ""), "≥24");
    assert_eq!(named("E0B3", ""), "\u{fffd}24", "nothing tells, and it is not dropped");
    assert_eq!(named("E0B3", "/Span << /ActualText <FEFF2265> >> BDC"), "\u{fffd}24", "a span that does not end");
    let spanned = |cmap: &str| named(cmap, "EMC /Span << /ActualText <FEFF2264> >> BDC").replace('\u{fffd}', "?");
    assert_eq!(spanned("2265"), "≥24", "what is seen counts");
}

#[test]
fn values_without_appearance_are_read_where_they_stand() {
    let fields = [
        "/FT /Tx /V (186.5) /DA (/F 10 Tf 0 g) /Rect [300 690 400 710]",
        "/FT /Ch /V (a) /Opt [[(a) (24)] [(b) (48)]] /DA (/F 0 Tf 0 g) /Rect [300 660 400 680]",
        "/FT /Tx /V <FEFF7EE96548> /Rect [300 630 400 650]",
        "/FT /Btn /AS /Yes /V /Yes /Rect [300 600 312 612]",
        "/FT /Btn /AS /Off /V /Off /Rect [300 570 312 582]",
        "/FT /Tx /F 2 /V (777) /Rect [300 540 400 560]",
    ];
    let numbers: Vec<String> = (0..fields.len() + 2).map(|index| format!("{} 0 R", index + 5)).collect();
    let mut pdf = page(&show(100, 700, "total"), &format!("/Annots [{}]", numbers.join(" ")));
    fields.iter().for_each(|field| {
        pdf.add(&format!("<< /Type /Annot /Subtype /Widget {field} >>"));
    });
    pdf.add("<< /Type /Annot /Subtype /FreeText /Contents (20) /DA (0 g /Helv 10 Tf) /Rect [300 500 400 520] >>");
    pdf.add("<< /Type /Annot /Subtype /Text /Contents (check this) /Rect [300 470 320 490] >>");
    let document = read(&pdf.finish());
    assert_eq!(text(&document), "total186.524绩效√20");
    assert_eq!(apart(&document), [(Reason::Hidden, "777")]);
    assert_eq!(ink(&document, InkKind::FormField).len(), 4);
    assert!(ink(&document, InkKind::Annotation).contains(&(InkOutcome::Unread, 1, Some("check this"))));
    let Content::Pages(pages) = &document.content else { panic!("pages") };
    let first = pages[0].glyphs.iter().find(|glyph| glyph.char == Some('1')).expect("186.5");
    assert!(first.rect.x0 >= 300.0 && first.rect.y0 >= 132.0 && first.rect.y1 <= 152.0, "{:?}", first.rect);
}

#[test]
fn layers_that_are_off_and_files_within_are_told() {
    let layered = "/Properties << /L 5 0 R >> /Font <<";
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add(&format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {} >>", FONT.replace("/Font <<", layered)));
    pdf.stream("", format!("/OC /L BDC {} EMC {}", show(100, 700, "88"), show(120, 700, "186.5")).as_bytes());
    pdf.add("<< /Type /OCG /Name (draft) >>");
    let document = read(&pdf.finish());
    assert_eq!((text(&document).as_str(), apart(&document)), ("186.5", vec![(Reason::Hidden, "88")]));

    for (collection, outcome) in [("/Collection << /View /D >>", InkOutcome::Read), ("", InkOutcome::Unread)] {
        let part = page(&show(100, 700, "186.5"), "").finish();
        let mut pdf = Pdf::default();
        pdf.add(&format!(
            "<< /Type /Catalog /Pages 2 0 R {collection} /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >> >>"
        ));
        pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.add(&format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {FONT} >>"));
        pdf.stream("", show(100, 700, "cover").as_bytes());
        pdf.add("<< /Type /Filespec /UF (form.pdf) /EF << /F 6 0 R >> >>");
        pdf.deflated("/Type /EmbeddedFile", &part);
        let document = read(&pdf.finish());
        assert_eq!(ink(&document, InkKind::Attachment), [(outcome, 1, Some("form.pdf"))]);
        let expected = if outcome == InkOutcome::Read { ("cover186.5", 2) } else { ("cover", 1) };
        assert_eq!((text(&document).as_str(), document.page_count), expected);
    }
}

#[test]
fn pictures_and_outlines_that_may_be_text_are_told() {
    let picture =
        |width: u32, height: u32| format!("q {width} 0 0 {height} 60 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q");
    let footer: String = (0..3).map(|row| show(60, 60 + 14 * row, "printed by the system of the bureau")).collect();
    for (size, outcome) in
        [((480, 600), InkOutcome::Unread), ((300, 100), InkOutcome::Unread), ((40, 40), InkOutcome::Decoration)]
    {
        let document = drawn(&format!("{} {footer}", picture(size.0, size.1)));
        assert_eq!(ink(&document, InkKind::Picture), [(outcome, 1, None)], "{size:?}");
    }
    let sign = |x: u32, y: u32| {
        format!("{x} {y} m {x} {} l {} {} {} {} {} {y} c h f\n", y + 9, x + 3, y + 9, x + 7, y + 5, x + 8)
    };
    let rows: String =
        (0..6).flat_map(|row| (0..20).map(move |at| (60 + 11 * at, 700 - 20 * row))).map(|(x, y)| sign(x, y)).collect();
    assert_eq!(ink(&drawn(&rows), InkKind::Outlines), [(InkOutcome::Unread, 120, None)]);
    assert_eq!(ink(&drawn(&sign(60, 700)), InkKind::Outlines), [(InkOutcome::Decoration, 1, None)]);
}
