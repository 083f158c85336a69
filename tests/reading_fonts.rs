//! Fonts by hand, one for each way in which a file says, or does not say, which characters it shows.

#[path = "pdf/both.rs"]
mod both;
#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use both::{page, read, text};
use build::Pdf;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use jixiao::read::document::{Content, Direction};
use jixiao::read::limits::Limits;
use jixiao::read::{cross_check, pdf};
use jixiao::spare::Spare;

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page that shows a string in a composite font that is not embedded, with a predefined CMap.
fn predefined(cmap: &str, ordering: &str, string: &str) -> Vec<u8> {
    with_widths("/DW 1000", cmap, ordering, string)
}

fn with_widths(widths: &str, cmap: &str, ordering: &str, string: &str) -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("", format!("BT /F 10 Tf 100 700 Td <{string}> Tj ET").as_bytes());
    pdf.add(&format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song-{cmap} /Encoding /{cmap} /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /Song {widths} /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
         /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 >> >>] >>"
    ));
    pdf.finish()
}

/// How a predefined CMap writes its codes.
enum Codes {
    Legacy(&'static Encoding),
    /// JIS X 0208 in seven bits: EUC without the high bits.
    Jis,
    Utf16,
}

fn codes(text: &str, codes: &Codes) -> String {
    match codes {
        Codes::Legacy(encoding) => hex(encoding.encode(text).0.iter().copied()),
        Codes::Jis => hex(EUC_JP.encode(text).0.iter().map(|byte| byte & 0x7f)),
        Codes::Utf16 => hex(text.encode_utf16().flat_map(u16::to_be_bytes)),
    }
}

/// An ordering, a text that its characters can write, and CMaps for it.
type Collection<'a> = (&'a str, &'a str, &'a [(&'a str, Codes)]);

#[test]
fn predefined_cmaps_of_all_four_collections() {
    use Codes::{Jis, Legacy, Utf16};
    let cases: [Collection<'_>; 4] = [
        (
            "GB1",
            "绩效目标，合格率达95%以上（2022年）",
            &[
                ("GB-EUC-H", Legacy(GB18030)),
                ("GBpc-EUC-H", Legacy(GB18030)),
                ("GBK-EUC-H", Legacy(GB18030)),
                ("GBKp-EUC-H", Legacy(GB18030)),
                ("GBK2K-H", Legacy(GB18030)),
                ("UniGB-UCS2-H", Utf16),
                ("UniGB-UTF16-H", Utf16),
            ],
        ),
        (
            "CNS1",
            "績效目標，合格率達95%以上（2022年）",
            &[
                ("ETen-B5-H", Legacy(BIG5)),
                ("ETenms-B5-H", Legacy(BIG5)),
                ("B5pc-H", Legacy(BIG5)),
                ("HKscs-B5-H", Legacy(BIG5)),
                ("UniCNS-UCS2-H", Utf16),
                ("UniCNS-UTF16-H", Utf16),
            ],
        ),
        (
            "Japan1",
            "業績目標、合格率は２０２２年に達成",
            &[
                ("90ms-RKSJ-H", Legacy(SHIFT_JIS)),
                ("90msp-RKSJ-H", Legacy(SHIFT_JIS)),
                ("90pv-RKSJ-H", Legacy(SHIFT_JIS)),
                ("EUC-H", Legacy(EUC_JP)),
                ("H", Jis),
                ("UniJIS-UCS2-H", Utf16),
                ("UniJIS-UTF16-H", Utf16),
            ],
        ),
        (
            "Korea1",
            "성과목표, 합격률 95% 이상 2022년",
            &[
                ("KSC-EUC-H", Legacy(EUC_KR)),
                ("KSCms-UHC-H", Legacy(EUC_KR)),
                ("KSCpc-EUC-H", Legacy(EUC_KR)),
                ("UniKS-UCS2-H", Utf16),
                ("UniKS-UTF16-H", Utf16),
            ],
        ),
    ];
    let mut faults = Vec::new();
    for (ordering, said, cmaps) in cases {
        for (cmap, encoding) in cmaps {
            let bytes = predefined(cmap, ordering, &codes(said, encoding));
            let document =
                pdf::read(&bytes, &Limits::default(), None, None, &Spare::default()).expect("a readable file");
            let second = cross_check::read(&bytes, &Limits::default(), None).expect("a readable file");
            let first = text(page(&document));
            let second: String = second[0].characters.iter().map(|(character, _)| *character).collect();
            if first != said || second != said.replace(' ', "") {
                faults.push(format!("{cmap}: {first} and {second}, not {said}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn text_in_a_font_that_cannot_be_read_is_told() {
    let bytes = predefined("X-Unheard-Of-H", "Nobody1", "4e004e8c");
    let document = pdf::read(&bytes, &Limits::default(), None, None, &Spare::default()).expect("a readable file");
    assert_eq!(document.notices[0].code, "font-unreadable");
}

/// A composite font that is embedded and has no ToUnicode map: object 9 is its program, which names no characters.
fn embedded(ordering: &str) -> String {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /ABCDEF+Song /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
         /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontFile3 9 0 R >> >>] >>"
    )
}

/// A TrueType program of 200 glyphs that says nothing of characters: `head` and `maxp` alone.
fn nameless_true_type() -> Vec<u8> {
    let (mut head, maxp) = ([0; 56], b"\0\0\x50\0\0\xc8\0\0");
    head[..4].copy_from_slice(&[0, 1, 0, 0]);
    head[12..16].copy_from_slice(&0x5f0f_3cf5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut program = b"\0\x01\0\0\0\x02\0\x20\0\x01\0\0".to_vec();
    for (tag, at, length) in [(b"head", 44_u32, 54_u32), (b"maxp", 100, 6)] {
        program.extend(tag);
        program.extend([0, at, length].map(u32::to_be_bytes).concat());
    }
    program.extend(head);
    program.extend(maxp);
    program
}

/// The characters of two pages, each of which shows a code in a font of its own; with `both` the fonts are on both pages.
fn two_pages(fonts: [&str; 2], codes: [&str; 2], both: bool) -> [Vec<Option<char>>; 2] {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] >>");
    for (page, other) in [(0, 1), (1, 0)] {
        let other = if both { format!("/G {} 0 R", 7 + other) } else { String::new() };
        let (contents, font) = (5 + page, 7 + page);
        pdf.add(&format!(
            "<< /Type /Page /Parent 2 0 R /Contents {contents} 0 R /Resources << /Font << /F {font} 0 R {other} >> >> >>"
        ));
    }
    for code in codes {
        pdf.stream("", format!("BT /F 10 Tf 100 700 Td <{code}> Tj ET").as_bytes());
    }
    for font in fonts {
        pdf.add(font);
    }
    let program = b"\x01\0\x04\x01\0\x01\x01\x01\x06empty\0\x01\x01\x01\x03\xa4\x11\0\0\0\0\0\x01\x01\x01\x02\x0e";
    pdf.stream("/Subtype /CIDFontType0C", program);
    pdf.stream("", &nameless_true_type());
    let document =
        pdf::read(&pdf.finish(), &Limits::default(), None, None, &Spare::default()).expect("a readable file");
    let Content::Pages(pages) = &document.content else { panic!("no pages") };
    [0, 1].map(|page: usize| pages[page].glyphs.iter().map(|glyph| glyph.char).collect())
}

#[test]
fn a_font_says_nothing_of_another_of_its_name() {
    let unicode = "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>";
    let (gb1, identity) = (embedded("GB1"), embedded("Identity"));
    // In GB1, CID 34 is A. A glyph of a font that does not tell its characters has none, whatever others of its name tell.
    for both in [false, true] {
        assert_eq!(two_pages([unicode, &identity], ["4e2d", "4e2d"], both), [vec![Some('中')], vec![None]]);
    }
    assert_eq!(two_pages([&gb1, &identity], ["0022", "0022"], false), [vec![Some('A')], vec![None]]);
    assert_eq!(two_pages([&identity, &gb1], ["0022", "0022"], false), [vec![None], vec![Some('A')]]);
    assert_eq!(two_pages([&identity, &gb1], ["0022", "0022"], true), [vec![None], vec![None]], "which is which?");
    let mapped = identity.replace("/Encoding", "/ToUnicode 99 0 R /Encoding");
    assert_eq!(two_pages([&mapped, &gb1], ["0022", "0022"], true)[1], [Some('A')], "the other maps its codes itself");
    // Nor does a simple font have its codes explained by a composite one. Codes of two bytes are none of its.
    let simple = "<< /Type /Font /Subtype /TrueType /BaseFont /Song /FirstChar 127 /LastChar 127 /Widths [1000] /FontDescriptor \
         << /Type /FontDescriptor /FontName /Song /Flags 4 /FontFile2 10 0 R >> >>";
    for both in [false, true] {
        assert_eq!(two_pages([simple, unicode], ["7f", "4e2d"], both), [vec![None], vec![Some('中')]]);
        assert_eq!(two_pages([simple, &gb1], ["7f", "0322"], both), [vec![None], vec![Some('╀')]]);
    }
    assert_eq!(two_pages([simple, &gb1], ["7f", "0022"], true), [vec![None], vec![None]], "whose code is it?");
}

#[test]
fn characters_of_gbk_beyond_gb_2312_keep_name_and_width() {
    use Codes::{Legacy, Utf16};
    // CID 11391 is 堃, whose width is not that of others; 一 and ， are of GB 2312.
    let widths = "/DW 1000 /W [11391 [700]]";
    for said in ["堃，一堃一", "一二三", "喆"] {
        let [gbk, unicode] = [("GBK-EUC-H", Legacy(GB18030)), ("UniGB-UCS2-H", Utf16)].map(|(cmap, encoding)| {
            let document = read(&with_widths(widths, cmap, "GB1", &codes(said, &encoding)));
            assert!(document.notices.is_empty(), "{:?}", document.notices);
            let page = page(&document);
            assert_eq!(text(page), said, "{cmap}");
            page.glyphs.iter().map(|glyph| glyph.rect).collect::<Vec<_>>()
        });
        assert_eq!(gbk, unicode, "{said}");
        let width = if said.starts_with('堃') { 7.0 } else { 10.0 };
        assert!((gbk[0].width() - width).abs() < 0.01, "{said}: {:?}", gbk[0]);
    }
}

#[test]
fn vertical_writing_runs_down() {
    for (cmap, encoding) in [("UniGB-UCS2-V", Codes::Utf16), ("GBK-EUC-V", Codes::Legacy(GB18030))] {
        let document = read(&predefined(cmap, "GB1", &codes("产出指标", &encoding)));
        assert!(document.notices.is_empty(), "{:?}", document.notices);
        let page = page(&document);
        assert_eq!(text(page), "产出指标", "{cmap}");
        assert!(page.glyphs.iter().all(|glyph| glyph.direction == Direction::Down), "{cmap}");
        for pair in page.glyphs.windows(2) {
            assert!((pair[1].rect.y0 - pair[0].rect.y0 - 10.0).abs() < 0.5, "{pair:?}");
            assert!((pair[1].rect.center().x - pair[0].rect.center().x).abs() < 0.5, "{pair:?}");
        }
        // The middle of the column of writing is where the text was placed.
        assert!((page.glyphs[0].rect.center().x - 100.0).abs() < 1.5, "{:?}", page.glyphs[0].rect);
    }
}

/// A font with a ToUnicode CMap: codes from 1 for these texts, each in UTF-16.
fn to_unicode(texts: &[&str]) -> String {
    let map: String = texts
        .iter()
        .enumerate()
        .map(|(index, text)| format!("<{:02x}> <{}>\n", index + 1, hex(text.encode_utf16().flat_map(u16::to_be_bytes))))
        .collect();
    format!(
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange {} beginbfchar {map} endbfchar endcmap",
        texts.len()
    )
}

/// A page with a Type 3 font `F`, whose glyphs 1, 2, 3 are boxes, with widths of 1000, 1000 and 0.
fn type3(content: &str, texts: Option<&[&str]>, names: &str) -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("", content.as_bytes());
    let map = if texts.is_some() { "/ToUnicode 7 0 R" } else { "" };
    pdf.add(&format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 \
         /LastChar 3 /Widths [1000 1000 0] /Encoding << /Type /Encoding /Differences [1 {names}] >> \
         /CharProcs << /a 6 0 R /b 6 0 R /c 6 0 R /A 6 0 R /B 6 0 R >> /Resources << >> {map} >>"
    ));
    pdf.stream("", b"1000 0 0 0 1000 1000 d1 100 100 800 800 re f");
    pdf.stream("", to_unicode(texts.unwrap_or_default()).as_bytes());
    pdf.finish()
}

#[test]
fn type_3_fonts_are_read_by_their_maps() {
    let content = "BT /F 10 Tf 100 700 Td <0102> Tj ET";
    let document = read(&type3(content, Some(&["绩", "效", "x"]), "/a /b /c"));
    let page = page(&document);
    assert_eq!(text(page), "绩效");
    assert_eq!(page.rulings, [], "the drawings of glyphs are no rulings");
    let step = page.glyphs[1].origin.x - page.glyphs[0].origin.x;
    assert!((step - 10.0).abs() < 0.1, "{step}");
    assert!((page.glyphs[0].size - 10.0).abs() < 0.1);
}

#[test]
fn glyphs_of_type_3_fonts_without_a_name_are_kept_and_told() {
    let document = read(&type3("BT /F 10 Tf 100 700 Td <0102> Tj ET", None, "/a /b /c"));
    let found = text(page(&document));
    assert!(found == "ab" || found == "\u{fffd}\u{fffd}", "{found}");
    if found != "ab" {
        assert_eq!(document.notices[0].code, "nameless-glyphs");
    }
}

#[test]
fn zero_width_characters_are_nothing_and_glyphs_without_width_stay() {
    // A zero-width space between two characters; then a glyph whose width is 0, as some converters write all of theirs.
    let document = read(&type3("BT /F 10 Tf 100 700 Td <010203> Tj ET", Some(&["绩", "\u{200b}", "效"]), "/a /b /c"));
    let found = page(&document);
    assert_eq!(text(found), "绩效");
    assert!((found.glyphs[1].origin.x - 120.0).abs() < 0.1);
}

#[test]
fn compatibility_and_radical_characters_read_as_what_is_seen() {
    let document =
        read(&type3("BT /F 10 Tf 100 700 Td <010203> Tj ET", Some(&["\u{2f00}", "\u{2f8f}", "〇"]), "/a /b /c"));
    assert_eq!(text(page(&document)), "一行〇");
    assert_eq!(document.notices[0].code, "radicals-folded");
}

#[test]
fn invisible_text_over_a_scan_is_kept_apart() {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 7 0 R >> >>");
    pdf.stream("", "q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 10 Tf 100 700 Td <010201> Tj 0 Tr ET".as_bytes());
    pdf.add(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 1 /LastChar 2 /Widths [1000 1000] /ToUnicode 6 0 R >>",
    );
    pdf.stream("", to_unicode(&["绩", "效"]).as_bytes());
    pdf.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let document = read(&pdf.finish());
    let page = page(&document);
    assert_eq!((text(page).as_str(), page.images.len(), page.hidden_characters), ("", 1, 0));
    let layer: String = page.invisible.iter().filter_map(|glyph| glyph.char).collect();
    assert_eq!(layer, "绩效绩");
    assert!((page.invisible[1].origin.x - 110.0).abs() < 0.1 && (page.invisible[1].origin.y - 142.0).abs() < 0.1);
    assert_eq!(document.notices[0].code, "scanned-page");
}
