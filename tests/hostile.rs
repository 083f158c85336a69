//! Files made to bring a reader down: each ends in bounded time and memory, with a result or a typed error.

#[path = "pdf/build.rs"]
mod build;

use build::{Pdf, deflate, deflate_repeated};
use jixiao::error::Error;
use jixiao::geometry::{Point, Rect};
use jixiao::read::document::{Axis, Content, Direction, Document, Glyph, Page, Ruling};
use jixiao::read::limits::Limits;
use jixiao::read::{cross_check, pdf};
use jixiao::spare::Spare;
use jixiao::tables;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Each file is read with this time limit, and has to be done (in debug code, on a busy machine) within `PATIENCE`.
const LIMIT: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(40);
/// Peak memory of the whole test process, where the system tells it.
const MEMORY: u64 = 1 << 30;

/// What a file has to end with.
enum Ends {
    /// This many characters on its first page.
    Characters(usize),
    /// A limit.
    Limit,
    /// A limit or the end of the time.
    LimitOrTimeout,
    /// Damage.
    Damaged,
}

fn page_with(content: &[u8]) -> Pdf {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("", content);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf
}

/// `BT … ET` that shows ABC.
const TEXT: &[u8] = b"BT /F 12 Tf 72 720 Td (ABC) Tj ET ";

fn content_bomb() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R");
    pdf.stream("/Filter /FlateDecode", &deflate_repeated(&[b' '; 1 << 20], 600));
    pdf.finish()
}

fn chained_bomb() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R");
    let inner = deflate_repeated(&[b' '; 1 << 20], 2_000);
    pdf.stream("/Filter [/FlateDecode /FlateDecode]", &deflate(&inner));
    pdf.finish()
}

fn one_stream_as_content_a_thousand_times() -> Vec<u8> {
    let mut pdf = Pdf::with_page(&format!("/Contents [{}]", "4 0 R ".repeat(1000)));
    pdf.stream("/Filter /FlateDecode", &deflate_repeated(&[b' '; 1 << 20], 10));
    pdf.finish()
}

fn lzw_bomb() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R");
    let layer = deflate_repeated(&[b' '; 1 << 20], 100);
    pdf.stream("/Filter [/FlateDecode /RunLengthDecode /FlateDecode]", &deflate(&run_lengths(&layer)));
    pdf.finish()
}

fn run_lengths(data: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::new();
    for chunk in data.chunks(128) {
        encoded.push(chunk.len() as u8 - 1);
        encoded.extend_from_slice(chunk);
    }
    encoded.push(128);
    encoded
}

fn object_stream_bomb() -> Vec<u8> {
    let mut pdf = page_with(TEXT);
    pdf.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &deflate_repeated(&[b' '; 1 << 20], 600));
    pdf.finish()
}

fn object_stream_bomb_with_an_escaped_name() -> Vec<u8> {
    let mut pdf = page_with(TEXT);
    let data = deflate_repeated(&[b' '; 1 << 20], 600);
    pdf.stream("/Type /Obj#53tm /N 1 /F#69rst 4 /Filter /Fl#61teDecode", &data);
    pdf.finish()
}

fn cross_reference_bomb() -> Vec<u8> {
    let mut bytes = page_with(TEXT).finish();
    let data = deflate_repeated(&[1; 1 << 20], 400);
    let at = bytes.len();
    bytes.extend_from_slice(
        format!(
            "9 0 obj\n<< /Type /XRef /Size 99999999 /W [1 1 1] /Root 1 0 R /Filter /FlateDecode /Length {} >>\nstream\n",
            data.len()
        )
        .as_bytes(),
    );
    bytes.extend_from_slice(&data);
    bytes.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").as_bytes());
    bytes
}

fn font_bomb() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>");
    pdf.add("<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>");
    pdf.stream("/Filter /FlateDecode", &deflate_repeated(&[0; 1 << 20], 1_000));
    pdf.finish()
}

fn many_large_fonts() -> Vec<u8> {
    let mut pdf = page_with(TEXT);
    let data = deflate_repeated(&[0; 1 << 20], 60);
    for _ in 0..20 {
        pdf.stream("/Filter /FlateDecode", &data);
    }
    pdf.finish()
}

fn character_map_over_everything() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>");
    let range = "1 beginbfrange <00000000> <ffffffff> <0000> endbfrange ".repeat(50);
    pdf.stream("", range.as_bytes());
    pdf.finish()
}

fn form_that_draws_itself() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources 6 0 R");
    pdf.stream("", &[TEXT, b"/X Do"].concat());
    let form = [TEXT, &b"/X Do ".repeat(3)[..]].concat();
    pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources 6 0 R", &form);
    pdf.add("<< /Font << /F 7 0 R >> /XObject << /X 5 0 R >> >>");
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn large_form_that_draws_itself() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources 6 0 R");
    pdf.stream("", b"/X Do");
    let data = [b"/X Do ".to_vec(), vec![b' '; 200 << 20]].concat();
    pdf.deflated("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources 6 0 R", &data);
    pdf.add("<< /XObject << /X 5 0 R >> >>");
    pdf.finish()
}

/// Form `n` draws form `n + 1` twice, 25 levels deep.
fn empty_forms_that_double() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>");
    pdf.stream("", b"/X Do");
    for level in 0..25 {
        let resources = format!("/Resources << /XObject << /X {} 0 R >> >>", level + 6);
        pdf.stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"), b"/X Do /X Do");
    }
    pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b" ");
    pdf.finish()
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}{}", open.repeat(depth), close.repeat(depth))
}

fn deep_arrays_in_the_page() -> Vec<u8> {
    let mut pdf = Pdf::with_page(&format!(
        "/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> /Deep {}",
        nested("[", "]", 100_000)
    ));
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn deep_dictionaries() -> Vec<u8> {
    let mut pdf = page_with(TEXT);
    pdf.add(&nested("<</A", ">>", 100_000));
    pdf.finish()
}

fn deep_arrays_in_the_content() -> Vec<u8> {
    page_with(&[TEXT, nested("[", "]", 500_000).as_bytes(), b" TJ"].concat()).finish()
}

fn deep_page_tree() -> Vec<u8> {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    for level in 0..50_000 {
        pdf.add(&format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", level + 3));
    }
    let page = pdf
        .add("<< /Type /Page /MediaBox [0 0 595 842] /Contents 50003 0 R /Resources << /Font << /F 50004 0 R >> >> >>");
    assert_eq!(page, 50_002);
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn page_tree_with_a_cycle() -> Vec<u8> {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 /Parent 2 0 R >>");
    pdf.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    );
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn resources_with_a_cycle() -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources 6 0 R");
    pdf.stream("", &[TEXT, b"/X Do"].concat());
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 5 0 R /ToUnicode 5 0 R /Widths 5 0 R >>");
    pdf.add("<< /Font << /F 5 0 R >> /XObject 6 0 R /X 6 0 R /ExtGState 6 0 R /Resources 6 0 R >>");
    pdf.finish()
}

fn page_of_size(media_box: &str) -> Vec<u8> {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add(&format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox {media_box} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    ));
    pdf.stream("", TEXT);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn operators(one: &[u8], times: usize) -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.stream("/Filter /FlateDecode", &deflate_repeated(one, times));
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

/// Work that no device hears of, so that the reader does not look at the clock: only a watchdog ends it early.
fn graphics_states(times: usize) -> Vec<u8> {
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /ExtGState << /G 5 0 R >> >>");
    pdf.stream("/Filter /FlateDecode", &deflate_repeated(b"/G gs ", times));
    pdf.add("<< /LW 1 /LC 1 /ca 1 /BM /Multiply >>");
    pdf.finish()
}

fn very_long_string() -> Vec<u8> {
    let text = [b"BT /F 1 Tf (".to_vec(), vec![b'A'; 32 << 20], b") Tj ET".to_vec()].concat();
    let mut pdf = Pdf::with_page("/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>");
    pdf.deflated("", &text);
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.finish()
}

fn pages(count: usize) -> Vec<u8> {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    let kids: String = (0..count).map(|page| format!("{} 0 R ", page + 3)).collect();
    pdf.add(&format!("<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 595 842] >>"));
    for _ in 0..count {
        pdf.add("<< /Type /Page /Parent 2 0 R >>");
    }
    pdf.finish()
}

fn wild_numbers() -> Vec<u8> {
    let numbers = "1e400 -1e400 99999999999999999999999999999999999999999999 .-.-1 0.0000000000000000000000000000001 ";
    let mut content = TEXT.to_vec();
    for operator in ["cm", "Tm", "re", "c", "w", "d", "Tf", "Tz", "TL", "Td", "l", "m", "S", "Ts", "scn", "Tr", "i"] {
        content.extend_from_slice(format!("{numbers} 7 8 {operator} BT /F 12 Tf (ABC) Tj ET ").as_bytes());
        content
            .extend_from_slice(format!("1000000000000000000000 0 0 1000000000000000000000 0 0 {operator} ").as_bytes());
    }
    page_with(&content).finish()
}

/// What it is called, how it is made, and how reading it has to end.
type Case = (&'static str, Box<dyn Fn() -> Vec<u8>>, Ends);

/// Each is made when its turn comes, so that the memory measured is the reader's.
fn cases() -> Vec<Case> {
    use Ends::{Characters, Damaged, Limit, LimitOrTimeout};
    vec![
        ("content bomb", Box::new(content_bomb), Limit),
        ("chained bomb", Box::new(chained_bomb), Limit),
        ("one stream as content a thousand times", Box::new(one_stream_as_content_a_thousand_times), Limit),
        ("bomb of mixed filters", Box::new(lzw_bomb), Limit),
        ("object stream bomb", Box::new(object_stream_bomb), Limit),
        ("object stream bomb, escaped", Box::new(object_stream_bomb_with_an_escaped_name), Limit),
        ("cross-reference bomb", Box::new(cross_reference_bomb), Limit),
        ("font bomb", Box::new(font_bomb), Limit),
        ("many large fonts", Box::new(many_large_fonts), Limit),
        ("character map over everything", Box::new(character_map_over_everything), Characters(3)),
        ("form that draws itself", Box::new(form_that_draws_itself), LimitOrTimeout),
        ("large form that draws itself", Box::new(large_form_that_draws_itself), Limit),
        ("empty forms that double", Box::new(empty_forms_that_double), LimitOrTimeout),
        ("deep arrays in the page", Box::new(deep_arrays_in_the_page), Damaged),
        ("deep dictionaries", Box::new(deep_dictionaries), Characters(3)),
        ("deep arrays in the content", Box::new(deep_arrays_in_the_content), Characters(3)),
        ("deep page tree", Box::new(deep_page_tree), Characters(3)),
        ("page tree with a cycle", Box::new(page_tree_with_a_cycle), Characters(3)),
        ("resources with a cycle", Box::new(resources_with_a_cycle), Characters(3)),
        ("page without area", Box::new(|| page_of_size("[0 0 0 0]")), Characters(3)),
        ("page with a box of other things", Box::new(|| page_of_size("[(a) /b null]")), Characters(3)),
        ("immense page", Box::new(|| page_of_size("[0 0 1000000000000000000000000000000 99999999999]")), Characters(3)),
        (
            "page far away",
            Box::new(|| page_of_size("[-99999999999999999999 0 -99999999999999999000 842]")),
            Characters(0),
        ),
        ("millions of lines", Box::new(|| operators(b"0 0 m 9 9 l S ", 4 << 20)), LimitOrTimeout),
        ("millions of saved states", Box::new(|| operators(b"q ", 4 << 20)), Characters(0)),
        ("millions of fonts", Box::new(|| operators(b"/F 1 Tf ", 1 << 20)), Characters(0)),
        ("one path of millions of segments", Box::new(|| operators(b"0 0 9 9 re ", 5 << 20)), Limit),
        ("one string of millions of bytes", Box::new(very_long_string), Limit),
        ("graphics states", Box::new(|| graphics_states(200_000)), Characters(0)),
        ("thirty thousand pages", Box::new(|| pages(30_000)), Limit),
        ("wild numbers", Box::new(wild_numbers), Characters(3)),
        ("nothing but a head", Box::new(|| b"%PDF-1.7\n".to_vec()), Damaged),
        ("binary zeros", Box::new(|| vec![0; 1 << 16]), Damaged),
    ]
}

fn first_page(document: &Document) -> usize {
    let Content::Pages(pages) = &document.content else { return 0 };
    pages[0].glyphs.iter().filter(|glyph| glyph.char.is_none_or(|c| !c.is_whitespace())).count()
}

#[test]
fn hostile_files_end_in_bounded_time_and_memory() {
    let limits = Limits { time: LIMIT, ..Limits::default() };
    let mut faults: Vec<String> = Vec::new();
    for (name, make, ends) in cases() {
        let bytes = make();
        let begin = Instant::now();
        let result = pdf::read(&bytes, &limits, None, None, &Spare::default());
        let took = begin.elapsed();
        println!("{name}: {} bytes, {took:?}, {} MiB", bytes.len(), peak_memory() >> 20);
        let faults = &mut faults;
        match (&ends, &result) {
            // Text over text is one text, and what wild numbers do to later text is anybody's guess.
            (Ends::Characters(count), Ok(document)) => {
                let found = first_page(document);
                if found != *count && !(name == "wild numbers" && found >= *count) {
                    faults.push(format!("{name}: {found} characters"));
                }
            }
            (Ends::Limit | Ends::LimitOrTimeout, Err(Error::Limit { .. })) => {}
            (Ends::LimitOrTimeout, Err(Error::Timeout { .. })) => {}
            (Ends::Damaged, Err(Error::Damaged { .. })) => {}
            (_, Ok(document)) => faults.push(format!("{name}: read, {} characters", first_page(document))),
            (_, Err(error)) => faults.push(format!("{name}: {error}")),
        }
        assert!(took < PATIENCE, "{name}: {took:?}");
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(peak_memory() < MEMORY, "{} MiB", peak_memory() >> 20);
}

#[test]
fn the_second_reader_ends_as_well() {
    let limits = Limits { time: LIMIT, ..Limits::default() };
    for (name, make, _) in cases() {
        let bytes = make();
        let begin = Instant::now();
        let result = cross_check::read(&bytes, &limits, None).map(|pages| pages.len());
        println!("{name}: {:?}, {} MiB: {result:?}", begin.elapsed(), peak_memory() >> 20);
        assert!(begin.elapsed() < PATIENCE, "{name}: {:?}", begin.elapsed());
    }
    assert!(peak_memory() < MEMORY, "{} MiB", peak_memory() >> 20);
}

/// A page as wide and high as one may be, with these rulings and a character at each of these places.
fn drawn(rulings: Vec<Ruling>, places: &[(f32, f32)]) -> Page {
    let glyph = |(run, &(x, y)): (u32, &(f32, f32))| Glyph {
        char: Some('绩'),
        origin: Point { x, y },
        rect: Rect::new(x, y - 8.8, x + 10.0, y + 1.2),
        size: 10.0,
        direction: Direction::Right,
        run,
        confidence: None,
    };
    let glyphs = (0u32..).zip(places).map(glyph).collect();
    Page { number: 1, width: 14_400.0, height: 14_400.0, glyphs, rulings, ..Page::default() }
}

fn ruling(axis: Axis, at: f32, from: f32, to: f32) -> Ruling {
    Ruling { axis, at, from, to, width: 0.5 }
}

#[test]
fn drawings_of_a_million_boxes_are_no_tables_and_lose_nothing() {
    let both =
        |at: f32, from: f32, to: f32| [ruling(Axis::Horizontal, at, from, to), ruling(Axis::Vertical, at, from, to)];
    let paper = |lines: u16| (0..lines).flat_map(move |line| both(3.1 * f32::from(line), 0.0, 3.1 * f32::from(lines)));
    let corners: Vec<(f32, f32)> =
        (0..4_900u16).map(|box_| (40.0 * f32::from(box_ % 70), 40.0 * f32::from(box_ / 70))).collect();
    let boxes = corners.iter().flat_map(|&(x, y)| {
        [0.0, 15.0, 30.0].into_iter().flat_map(move |at| {
            [ruling(Axis::Horizontal, y + at, x, x + 30.0), ruling(Axis::Vertical, x + at, y, y + 30.0)]
        })
    });
    let inside: Vec<(f32, f32)> = corners.iter().map(|&(x, y)| (x + 2.0, y + 12.0)).collect();
    let pages = [
        ("graph paper", drawn(paper(2_000).collect(), &inside)),
        ("a large table", drawn(paper(300).collect(), &inside)),
        ("thousands of boxes", drawn(boxes.collect(), &inside)),
        ("text all over the page", drawn(Vec::new(), &inside)),
    ];
    for (name, page) in pages {
        let begin = Instant::now();
        let flow = tables::of_pages(std::slice::from_ref(&page));
        println!("{name}: {:?}, {} MiB", begin.elapsed(), peak_memory() >> 20);
        assert_eq!(flow.characters, page.glyphs.len() as u64, "{name}");
        assert!(begin.elapsed() < PATIENCE / 2, "{name}: {:?}", begin.elapsed());
    }
    assert!(peak_memory() < MEMORY, "{} MiB", peak_memory() >> 20);
}

#[test]
fn a_run_gives_up_on_a_document_that_does_not_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/symbol-value-unit.pdf");
    fs::write(folder.path().join("endless.pdf"), graphics_states(8 << 20)).expect("written");
    fs::copy(sample, folder.path().join("good.pdf")).expect("copied");
    let begin = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        // Models that read scans would add to the time.
        .args(["convert", "endless.pdf", "good.pdf", "-o", "out", "--timeout", "1", "--timeout-scan", "0"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("endless.pdf") && errors.contains("--timeout"), "{errors}");
    assert_eq!(output.status.code(), Some(2));
    assert!(folder.path().join("out/good.json").exists());
    assert!(begin.elapsed() < PATIENCE / 2, "{:?}", begin.elapsed());
}

/// The most memory this process ever held (bytes); 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}
