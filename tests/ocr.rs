//! Scanned pages end to end: samples are printed to images by poppler, put into PDFs without any text, and read by the models
//! that `jixiao models install` fetched (tests/run.sh does; `JIXIAO_OCR_MODELS` or `target/models`).

#![cfg(feature = "ocr")]

#[path = "pdf/build.rs"]
#[allow(dead_code)]
mod build;

use build::Pdf;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the models; prints that the test is skipped where there is none.
fn models() -> Option<PathBuf> {
    let folder = std::env::var_os("JIXIAO_OCR_MODELS").map_or_else(|| root().join("target/models"), PathBuf::from);
    let there = folder.join(jixiao::read::ocr::models::RECOGNISER.name).is_file();
    if !there {
        let required = std::env::var_os("JIXIAO_TOOLS").is_some();
        let unobtainable = std::env::var_os("JIXIAO_NO_MODELS").is_some();
        assert!(!required || unobtainable, "the models are missing: jixiao models install --dir target/models");
        println!("skipped: the models that read scans are not here (jixiao models install --dir target/models)");
    }
    there.then_some(folder)
}

/// A page of a sample as grey pixels: width, height and one byte each.
fn printed(sample: &str, page: u32) -> Option<(usize, usize, Vec<u8>)> {
    let page = page.to_string();
    let output = Command::new("pdftoppm")
        .args(["-gray", "-r", "200", "-f", &page, "-l", &page])
        .arg(root().join("samples").join(sample))
        .output();
    let Ok(output) = output else {
        assert!(std::env::var_os("JIXIAO_TOOLS").is_none(), "pdftoppm (poppler-utils) is missing");
        println!("skipped: pdftoppm (poppler-utils) is not there");
        return None;
    };
    let bytes = output.stdout;
    let header: Vec<&[u8]> = bytes.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |at: usize| std::str::from_utf8(header[at]).expect("ASCII").parse::<usize>().expect("a number");
    let (width, height) = (number(1), number(2));
    Some((width, height, bytes[bytes.len() - width * height..].to_vec()))
}

/// A PDF of so many pages, of which some are the image; the others say a few words.
fn with_scans(count: usize, scanned: Range<usize>, width: usize, height: usize, pixels: &[u8]) -> Vec<u8> {
    let (w, h) = (width as f32 * 0.36, height as f32 * 0.36);
    let mut pdf = Pdf::default();
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add(&format!(
        "<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 {w} {h}] /Resources << /Font << /F << /Type /Font \
         /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /I 3 0 R >> >> >>"
    ));
    let entries = "/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8";
    pdf.deflated(&format!("{entries} /Width {width} /Height {height}"), pixels);
    for page in 0..count {
        pdf.add(&format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 5 + 2 * page));
        let content = match scanned.contains(&page) {
            true => format!("q {w} 0 0 {h} 0 0 cm /I Do Q"),
            false => format!("BT /F 10 Tf 100 700 Td (page {page} in words) Tj ET"),
        };
        pdf.stream("", content.as_bytes());
    }
    pdf.finish()
}

/// A PDF whose one page is the image.
fn scan(width: usize, height: usize, pixels: &[u8]) -> Vec<u8> {
    with_scans(1, 0..1, width, height, pixels)
}

/// The image turned by a small angle about its middle (radians), as paper lies on a scanner.
fn askew(width: usize, height: usize, pixels: &[u8], angle: f32) -> Vec<u8> {
    let (sin, cos) = angle.sin_cos();
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    let at = |x: i64, y: i64| {
        let inside = x >= 0 && y >= 0 && x < width as i64 && y < height as i64;
        if inside { f32::from(pixels[y as usize * width + x as usize]) } else { 255.0 }
    };
    let mut turned = Vec::with_capacity(pixels.len());
    for y in 0..height {
        for x in 0..width {
            let (across, down) = (x as f32 - middle_x, y as f32 - middle_y);
            let (from_x, from_y) = (middle_x + across * cos + down * sin, middle_y - across * sin + down * cos);
            let (left, top) = (from_x.floor() as i64, from_y.floor() as i64);
            let (dx, dy) = (from_x - left as f32, from_y - top as f32);
            let upper = at(left, top) * (1.0 - dx) + at(left + 1, top) * dx;
            let lower = at(left, top + 1) * (1.0 - dx) + at(left + 1, top + 1) * dx;
            turned.push((upper * (1.0 - dy) + lower * dy) as u8);
        }
    }
    turned
}

/// The image with specks of dust, always in the same places.
fn dusty(width: usize, height: usize, mut pixels: Vec<u8>, specks: usize) -> Vec<u8> {
    let mut state = 20_240_601_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..specks {
        let (x, y) = (next(width - 3), next(height - 3));
        for row in y..y + 3 {
            pixels[row * width + x..row * width + x + 3].fill(70);
        }
    }
    pixels
}

fn convert(inputs: &[&Path], out: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("convert")
        .args(inputs)
        .args(arguments)
        .arg("-o")
        .arg(out)
        .env_remove("JIXIAO_OCR_MODELS")
        .output()
        .expect("jixiao starts")
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("an output")).expect("JSON")
}

/// What identifies an indicator, without the differences of punctuation that a recogniser may make.
fn indicators(document: &Value, page: u64) -> BTreeSet<[String; 4]> {
    let text = |value: &Value| {
        let folded = value.as_str().unwrap_or("").replace(['（', '('], "(").replace(['）', ')'], ")");
        folded.replace('，', ",")
    };
    let tables = document["tables"].as_array().expect("tables");
    let all = tables.iter().flat_map(|table| table["indicators"].as_array().expect("indicators"));
    all.filter(|indicator| indicator["place"]["page"] == page)
        .map(|indicator| {
            [&indicator["level1"], &indicator["level2"], &indicator["level3"], &indicator["target"]["raw"]].map(text)
        })
        .collect()
}

#[test]
fn a_scan_reads_like_the_page_it_was_made_from() {
    let Some(models) = models() else { return };
    let Some((width, height, pixels)) = printed("project-self-evaluations.pdf", 1) else { return };
    let there = tempfile::tempdir().expect("a temporary folder");
    let pdf = there.path().join("scan.pdf");
    let pixels = dusty(width, height, askew(width, height, &pixels, 0.012), 120);
    fs::write(&pdf, scan(width, height, &pixels)).expect("written");
    let sample = root().join("samples/project-self-evaluations.pdf");
    let arguments = ["--quiet", "--timeout", "600", "--ocr-models", models.to_str().expect("UTF-8")];
    let output = convert(&[&pdf, &sample], there.path(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let (read, digital) =
        (json(&there.path().join("scan.json")), json(&there.path().join("project-self-evaluations.json")));
    let (read_indicators, printed) = (indicators(&read, 1), indicators(&digital, 1));
    let lost: Vec<_> = printed.difference(&read_indicators).collect();
    assert!(printed.len() > 4, "{} indicators on the page", printed.len());
    assert!(lost.len() * 20 <= printed.len(), "of {} lost: {lost:?}", printed.len());

    assert_eq!(read["source"]["text_layer"], "scanned");
    let codes: Vec<&str> =
        read["notices"].as_array().expect("notices").iter().filter_map(|n| n["code"].as_str()).collect();
    assert!(codes.contains(&"recognised-page") && !codes.contains(&"scanned-page"), "{codes:?}");
    for indicator in read["tables"][0]["indicators"].as_array().expect("indicators") {
        let confidence = indicator["place"]["confidence"].as_str().expect("a confidence");
        let value: f64 = confidence.parse().expect("a number");
        assert!(confidence.len() == 4 && (0.0..=1.0).contains(&value), "{confidence}");
    }
    let errors = |document: &Value| {
        let findings = document["findings"].as_array().expect("findings").clone();
        let errors = findings.into_iter().filter(|finding| finding["severity"] == "error");
        errors.map(|finding| finding["rule"].as_str().unwrap_or("").to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(errors(&read).is_subset(&errors(&digital)), "{:?} {:?}", errors(&read), errors(&digital));
    let report = fs::read_to_string(there.path().join("report.html")).expect("a report");
    assert!(report.contains("data:image/png;base64,"), "the report shows the page");
}

/// The image turned clockwise by a quarter.
fn on_its_side(width: usize, height: usize, pixels: &[u8]) -> Vec<u8> {
    (0..width).flat_map(|x| (0..height).rev().map(move |y| pixels[y * width + x])).collect()
}

#[test]
fn a_scan_on_its_side_is_turned_and_the_bytes_do_not_depend_on_the_number_of_threads() {
    let Some(models) = models() else { return };
    let Some((width, height, pixels)) = printed("project-self-evaluations.pdf", 1) else { return };
    let there = tempfile::tempdir().expect("a temporary folder");
    let pdf = there.path().join("side.pdf");
    fs::write(&pdf, scan(height, width, &on_its_side(width, height, &pixels))).expect("written");
    let sample = root().join("samples/project-self-evaluations.pdf");
    let mut outputs = Vec::new();
    for jobs in ["1", "2"] {
        let out = there.path().join(jobs);
        let models = models.to_str().expect("UTF-8");
        let arguments = ["--quiet", "--timeout", "600", "--jobs", jobs, "--ocr-models", models];
        assert!(convert(&[&pdf, &sample], &out, &arguments).status.success());
        let files = ["side.json", "indicators.csv", "findings.csv", "report.html"];
        outputs.push(files.map(|file| fs::read(out.join(file)).expect("an output")));
    }
    assert!(outputs[0] == outputs[1], "one thread and two give the same bytes");

    let (read, digital) =
        (json(&there.path().join("1/side.json")), json(&there.path().join("1/project-self-evaluations.json")));
    let (found, printed) = (indicators(&read, 1), indicators(&digital, 1));
    let lost: Vec<_> = printed.difference(&found).collect();
    assert!(printed.len() > 4 && lost.len() * 20 <= printed.len(), "of {} lost: {lost:?}", printed.len());
    let said = read["notices"][0]["message_en"].as_str().expect("a message");
    assert!(said.contains("turned clockwise by 270°"), "{said}");
}

#[test]
fn scans_among_many_pages_come_out_the_same_with_one_thread_and_two() {
    let Some(models) = models() else { return };
    let Some((width, height, pixels)) = printed("project-self-evaluations.pdf", 1) else { return };
    let scanned = 40..42;
    let there = tempfile::tempdir().expect("a temporary folder");
    let path = there.path().join("mixed.pdf");
    fs::write(&path, with_scans(60, scanned.clone(), width, height, &pixels)).expect("written");
    let outputs = ["1", "2"].map(|jobs| {
        let out = there.path().join(jobs);
        let models = models.to_str().expect("UTF-8");
        let arguments = ["--quiet", "--timeout", "600", "--jobs", jobs, "--ocr-models", models];
        assert!(convert(&[&path], &out, &arguments).status.success());
        ["mixed.json", "indicators.csv", "report.html"].map(|file| fs::read(out.join(file)).expect("an output"))
    });
    assert!(outputs[0] == outputs[1], "one thread and two give the same bytes");
    let read = json(&there.path().join("2/mixed.json"));
    for page in scanned {
        assert!(indicators(&read, page as u64 + 1).len() > 4, "page {}", page + 1);
    }
}

#[test]
fn an_image_that_unfolds_to_gigabytes_is_not_drawn() {
    let Some(models) = models() else { return };
    let there = tempfile::tempdir().expect("a temporary folder");
    let pdf = there.path().join("bomb.pdf");
    let bytes = scan(4000, 6000, &[]);
    let bytes: Vec<u8> =
        String::from_utf8_lossy(&bytes).replace("/Width 4000 /Height 6000", "/Width 60000 /Height 60000").into();
    fs::write(&pdf, bytes).expect("written");
    let arguments = ["--quiet", "--ocr-models", models.to_str().expect("UTF-8")];
    let output = convert(&[&pdf], there.path(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let notice = &json(&there.path().join("bomb.json"))["notices"][0];
    assert_eq!(notice["code"], "scanned-page");
    assert!(notice["message_en"].as_str().expect("a message").contains("too large"), "{notice}");
}

#[test]
fn digital_documents_come_out_the_same_with_and_without_models() {
    let Some(models) = models() else { return };
    let there = tempfile::tempdir().expect("a temporary folder");
    let sample = root().join("samples/department-and-projects.pdf");
    let mut outputs = Vec::new();
    for (name, folder) in [("with", models.as_path()), ("without", there.path())] {
        let out = there.path().join(name);
        let arguments = ["--quiet", "--ocr-models", folder.to_str().expect("UTF-8")];
        assert!(convert(&[&sample], &out, &arguments).status.success());
        let files = ["department-and-projects.json", "indicators.csv", "findings.csv", "report.md"];
        outputs.push(files.map(|file| fs::read(out.join(file)).expect("an output")));
    }
    assert_eq!(outputs[0], outputs[1]);
}

#[test]
fn without_models_a_scan_is_reported_with_what_to_do_and_the_others_are_converted() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let pdf = there.path().join("scan.pdf");
    fs::write(&pdf, scan(400, 600, &[200; 240_000])).expect("written");
    let sample = root().join("samples/symbol-value-unit.pdf");
    let out = there.path().join("out");
    let output = convert(&[&pdf, &sample], &out, &["--ocr-models", there.path().to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.matches("jixiao models install").count(), 1, "{said}");
    let documents = fs::read_to_string(out.join("documents.csv")).expect("documents");
    assert!(documents.contains(",scanned,") && documents.contains(",converted,"), "{documents}");
    let scanned = json(&out.join("scan.json"));
    assert_eq!(scanned["notices"][0]["code"], "scanned-page");
    assert_eq!(scanned["source"]["text_layer"], "scanned");
}

#[test]
fn a_scan_that_takes_too_long_is_given_up_and_the_others_are_converted() {
    let Some(models) = models() else { return };
    let Some((width, height, pixels)) = printed("project-self-evaluations.pdf", 1) else { return };
    let there = tempfile::tempdir().expect("a temporary folder");
    let pdf = there.path().join("scan.pdf");
    fs::write(&pdf, scan(width, height, &pixels)).expect("written");
    let html = there.path().join("page.html");
    fs::write(&html, "<table><tr><td>项目支出名称</td><td>普法宣传</td></tr></table>").expect("written");
    let out = there.path().join("out");
    let arguments = ["--timeout", "1", "--timeout-scan", "0", "--ocr-models", models.to_str().expect("UTF-8")];
    let output = convert(&[&pdf, &html], &out, &arguments);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.lines().count() == 1 && said.contains("time limit"), "{said}");
    assert!(out.join("page.json").is_file());
}

#[test]
fn models_that_are_not_there_are_said_to_be() {
    let there = tempfile::tempdir().expect("a temporary folder");
    let folder = there.path().to_str().expect("UTF-8");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_jixiao")).arg("models").args(arguments).output();
        let output = output.expect("jixiao starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let (code, said) = run(&["--dir", folder]);
    assert!(code == Some(0) && said.contains("not there") && said.contains("Apache-2.0"), "{said}");
    let wheel = there.path().join("other.whl");
    fs::write(&wheel, "no package").expect("written");
    let (code, said) = run(&["install", "--dir", folder, "--from", wheel.to_str().expect("UTF-8")]);
    assert!(code == Some(2) && said.lines().count() == 1 && said.contains("other.whl"), "{said}");
}
