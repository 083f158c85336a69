//! One table, ruled in each of the ways that drivers have: its cells are always the same.

#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use build::Pdf;
use encoding_rs::GBK;
use jixiao::read::limits::Limits;
use jixiao::read::pdf;
use jixiao::spare::Spare;
use jixiao::tables;
use jixiao::tables::flow::Block;

const XS: [f32; 4] = [100.0, 180.0, 300.0, 360.0];
const YS: [f32; 4] = [700.0, 670.0, 640.0, 610.0];
const TEXTS: [[&str; 3]; 3] =
    [["一级指标", "三级指标", "指标值"], ["产出指标", "培训人次", "一百"], ["效益指标", "满意程度", "九成"]];

/// The texts of the table in PDF coordinates. Those of the second column stand on two lines each, as far from the next row's as
/// from each other, and those beside them where nothing but a line tells to which row they belong.
fn texts() -> String {
    let mut content = String::new();
    let mut show = |x: f32, y: f32, text: &str| {
        let hex: String = GBK.encode(text).0.iter().map(|byte| format!("{byte:02x}")).collect();
        content += &format!("BT /F 10 Tf {x} {y} Td <{hex}> Tj ET\n");
    };
    for (row, [first, second, third]) in TEXTS.iter().enumerate() {
        show(XS[0] + 8.0, YS[row] - 12.0, first);
        let (upper, lower) = second.split_at(second.len() / 2);
        show(XS[1] + 8.0, YS[row] - 10.0, upper);
        show(XS[1] + 8.0, YS[row] - 25.0, lower);
        show(XS[2] + 8.0, YS[row] - 25.0, third);
    }
    content
}

/// The lines of the table: `(x0, y0, x1, y1)`.
fn lines() -> Vec<[f32; 4]> {
    let across = YS.iter().map(|&y| [XS[0], y, XS[3], y]);
    across.chain(XS.iter().map(|&x| [x, YS[3], x, YS[0]])).collect()
}

/// Each cell, `(x0, y0, x1, y1)`, drawn by a function.
fn each_cell(draw: impl Fn([f32; 4]) -> String) -> String {
    let cells = YS.windows(2).flat_map(|y| XS.windows(2).map(move |x| [x[0], y[1], x[1], y[0]]));
    cells.map(draw).collect()
}

/// Whether a line runs across the page.
fn across(line: &[f32; 4]) -> bool {
    line[2] - line[0] > line[3] - line[1]
}

/// Each line with its ends moved along and the second one aside, `(along, aside)`; then drawn.
fn moved(along: f32, aside: f32) -> String {
    each(|line| {
        let [a, b, c, d] = line;
        let line =
            if across(&line) { [a + along, b, c - along, d + aside] } else { [a, b + along, c + aside, d - along] };
        stroke(line)
    })
}

/// Each line drawn by a function of its ends.
fn each(draw: impl Fn([f32; 4]) -> String) -> String {
    lines().into_iter().map(draw).collect()
}

fn stroke([x0, y0, x1, y1]: [f32; 4]) -> String {
    format!("{x0} {y0} m {x1} {y1} l S\n")
}

/// A line as a rectangle of this thickness.
fn rectangle([x0, y0, x1, y1]: [f32; 4], thick: f32) -> String {
    let half = thick / 2.0;
    if across(&[x0, y0, x1, y1]) {
        format!("{x0} {} {} {thick} re ", y0 - half, x1 - x0)
    } else {
        format!("{} {y0} {thick} {} re ", x0 - half, y1 - y0)
    }
}

/// A line in pieces: `on` points drawn, `off` points not.
fn pieces([x0, y0, x1, y1]: [f32; 4], on: f32, off: f32, draw: impl Fn([f32; 4]) -> String) -> String {
    let length = (x1 - x0).max(y1 - y0);
    let mut content = String::new();
    let mut at = 0.0;
    while at < length {
        let end = (at + on).min(length);
        content += &if across(&[x0, y0, x1, y1]) {
            draw([x0 + at, y0, x0 + end, y1])
        } else {
            draw([x0, y0 + at, x1, y0 + end])
        };
        at += on + off;
    }
    content
}

/// Reads a page with this content; `XObject`s `/I` (an image) and `/G` (a form with `form` as its content, doubled in size), the
/// tiling pattern `/P`, the shading pattern `/S`, and the colour spaces `/C1`, `/C3` and `/C4` by ICC profiles of one, three and
/// four components are there.
fn cells(content: &str, form: &str) -> Vec<Vec<String>> {
    let resources = "/Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R /G 7 0 R >> \
         /Pattern << /P 8 0 R /S 9 0 R >> /ColorSpace << /C1 [/ICCBased 10 0 R] /C3 [/ICCBased 11 0 R] /C4 [/ICCBased 12 0 R] >> >>";
    let mut pdf = Pdf::with_page(resources);
    pdf.stream("", content.as_bytes());
    pdf.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font /Subtype \
         /CIDFontType0 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>",
    );
    pdf.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"\0");
    let form_entries = "/Type /XObject /Subtype /Form /BBox [0 0 300 450] /Matrix [2 0 0 2 0 0] /Resources << >>";
    pdf.stream(form_entries, form.as_bytes());
    let pattern =
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>";
    pdf.stream(pattern, b"0 0 2 2 re f");
    pdf.add(
        "<< /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 0] /Function \
         << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >> >> >>",
    );
    for components in [1, 3, 4] {
        pdf.stream(&format!("/N {components}"), b"a profile");
    }
    let document =
        pdf::read(&pdf.finish(), &Limits::default(), None, None, &Spare::default()).expect("a readable file");
    let flow = tables::find(&document, &Spare::default());
    let tables: Vec<_> = flow
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Line(_) => None,
        })
        .collect();
    let [table] = tables[..] else { return Vec::new() };
    (0..table.rows).map(|row| table.row(row).map(|cell| cell.text.replace('\n', "")).collect()).collect()
}

#[test]
fn however_its_lines_are_drawn_the_table_is_the_same() {
    let texts = texts();
    let one_path = each(|line| stroke(line).replace(" S", ""));
    let grid_of_rectangles = each_cell(|[x0, y0, x1, y1]| format!("{x0} {y0} {} {} re S ", x1 - x0, y1 - y0));
    let inner_cells =
        each_cell(|[x0, y0, x1, y1]| format!("{} {} {} {} re f ", x0 + 0.4, y0 + 0.4, x1 - x0 - 0.8, y1 - y0 - 0.8));
    let dotted_cells = each_cell(|[x0, y0, x1, y1]| {
        let sides = [
            [x0 + 1.6, y0, x1 - 1.6, y0],
            [x0 + 1.6, y1, x1 - 1.6, y1],
            [x0, y0 + 1.6, x0, y1 - 1.6],
            [x1, y0 + 1.6, x1, y1 - 1.6],
        ];
        let corner = format!("{} {} 0.4 0.4 re f {} {} 0.4 0.4 re f ", x0 - 0.2, y0 - 0.2, x1 - 0.2, y1 - 0.2);
        sides.map(|side| pieces(side, 1.0, 1.1, |piece| rectangle(piece, 1.0) + "f ")).concat() + &corner
    });
    let polyline = format!(
        "{0} {2} m {1} {2} l {1} {3} l {0} {3} l h S {4}",
        XS[0],
        XS[3],
        YS[0],
        YS[3],
        lines()[1..3].iter().chain(&lines()[5..7]).map(|line| stroke(*line)).collect::<String>()
    );
    let image = |[x0, y0, x1, y1]: [f32; 4]| {
        let (width, height) = ((x1 - x0).max(0.5), (y1 - y0).max(0.5));
        format!("q {width} 0 0 {height} {x0} {y0} cm /I Do Q ")
    };
    let halved = each(|line| stroke(line.map(|v| v / 2.0)));
    let in_header = stroke([180.0, 670.0, 180.0, 700.0]) + &stroke([300.0, 670.0, 300.0, 700.0]);
    let below_header = each(|[a, b, c, d]| stroke([a, b, c, if across(&[a, b, c, d]) { d } else { 670.0 }]));
    let cases: Vec<(&str, String, &str)> = vec![
        ("strokes", each(stroke), ""),
        ("one path", format!("{one_path} S"), ""),
        ("a rectangle for each cell", grid_of_rectangles, ""),
        ("polylines", polyline, ""),
        ("hair lines", format!("0 w {}", each(stroke)), ""),
        ("thick lines", format!("3 w {}", each(stroke)), ""),
        ("dashes", format!("[3 2] 0 d {}", each(stroke)), ""),
        ("dots by dash", format!("1 J [0 2] 0 d {}", each(stroke)), ""),
        ("dashes one by one", each(|line| pieces(line, 4.0, 2.0, stroke)), ""),
        ("short dashes one by one", each(|line| pieces(line, 1.5, 1.5, stroke)), ""),
        ("dots one by one", each(|line| pieces(line, 0.5, 1.0, |piece| rectangle(piece, 0.5) + "f ")), ""),
        ("dots that begin anew in every cell", dotted_cells, ""),
        ("white cells on a dark ground", format!("0.3 g 99.6 609.6 260.8 90.8 re f 1 g {inner_cells} 0 g "), ""),
        ("double lines", each(|line| stroke(line.map(|v| v - 0.8)) + &stroke(line.map(|v| v + 0.8))), ""),
        ("filled rectangles", each(|line| rectangle(line, 0.5) + "f* "), ""),
        ("filled in one path", each(|line| rectangle(line, 0.5)) + "f", ""),
        ("filled and stroked", each(|line| rectangle(line, 0.5) + "B "), ""),
        ("images", each(image), ""),
        ("a tiling pattern", format!("/Pattern cs /P scn {}", each(|line| rectangle(line, 0.8) + "f ")), ""),
        ("a shading pattern", format!("/Pattern CS /S SCN {}", each(stroke)), ""),
        ("a form with a matrix", "/G Do".into(), &halved),
        (
            "a turned coordinate system",
            format!("q 0 1 -1 0 0 0 cm {} Q", each(|[a, b, c, d]| stroke([b, -a, d, -c]))),
            "",
        ),
        ("gaps at the corners", moved(1.5, 0.0), ""),
        ("overshoots", moved(-2.0, 0.0), ""),
        ("slightly skew", moved(0.0, 0.4), ""),
        ("filled cells below", format!("0.8 g 100 670 260 30 re f 0 g {}", each(stroke)), ""),
        (
            "white lines on a dark header",
            format!("0.2 0.3 0.6 rg 100 670 260 30 re f 1 G {in_header} 0 G {below_header}"),
            "",
        ),
        (
            "colours by profile",
            format!(
                "/C3 cs 0.2 0.3 0.6 scn 100 670 260 30 re f /C1 CS 1 SCN {in_header} /C4 CS 0 0 0 1 SCN {below_header}"
            ),
            "",
        ),
        (
            "white rectangles between dark cells",
            format!("0.2 0.3 0.6 rg 100 610 260 90 re f 1 g {} 0 g ", each(|line| rectangle(line, 1.0) + "f ")),
            "",
        ),
    ];
    assert_ne!(cells(&texts, ""), TEXTS, "without lines it is another table");
    let mut faults = Vec::new();
    for (name, content, form) in cases {
        let found = cells(&format!("q {content} Q 0 g {texts}"), form);
        if found != TEXTS {
            faults.push(format!("{name}: {found:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_does_not_show_rules_nothing() {
    let cross = stroke([240.0, 610.0, 240.0, 700.0]) + &stroke([100.0, 655.0, 360.0, 655.0]);
    let invisible = [
        ("white lines on white paper", format!("q 1 G {cross} Q")),
        ("white by a profile of three", format!("q /C3 CS 1 1 1 SCN {cross} Q")),
        ("white by a profile of four", format!("q /C4 CS 0 0 0 0 SCN {cross} Q")),
        ("white rectangles", format!("q 1 g {} f Q", rectangle([240.0, 610.0, 240.0, 700.0], 1.0))),
        ("a path that ends without paint", cross.replace(" S", " n")),
        ("clipped away", format!("q 0 0 50 50 re W n {cross} Q")),
        ("a coloured bar behind a cell", "q 0.9 g 184 675 112 20 re f Q".into()),
        (
            "white boxes on a coloured bar",
            "q 0.9 g 184 642 112 56 re f 1 g 200 680 30 8 re f 250 650 9 9 re f Q".into(),
        ),
        ("hatching behind a cell", "q /Pattern cs /P scn 184 645 112 20 re f Q".into()),
        ("white lines covered by nothing, coloured elsewhere", format!("q 0.5 g 400 400 50 50 re f 1 G {cross} Q")),
    ];
    let mut faults = Vec::new();
    for (name, content) in invisible {
        let found = cells(&format!("{} {content} {}", each(stroke), texts()), "");
        if found != TEXTS {
            faults.push(format!("{name}: {found:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
