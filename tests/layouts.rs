//! The samples read the same in other layouts: without the lines that run down their tables, printed smaller, and with two pages on
//! one sheet.
//! What changed pages hold is held against what the pages hold as they are.

use jixiao::audit::{Settings, Severity, audit};
use jixiao::geometry::Rect;
use jixiao::normalise::disclosure::{Disclosure, Form};
use jixiao::normalise::normalise;
use jixiao::place::Place;
use jixiao::read::document::{Axis, Content, Page, Ruling};
use jixiao::read::limits::Limits;
use jixiao::read::pdf;
use jixiao::spare::Spare;
use jixiao::tables;
use std::fs;

const SAMPLES: [&str; 5] = [
    "application-in-yuan",
    "department-and-projects",
    "department-and-projects-gbk",
    "project-self-evaluations",
    "symbol-value-unit",
];

fn pages(name: &str) -> Vec<Page> {
    let bytes = fs::read(format!("samples/{name}.pdf")).expect("a sample");
    let document = pdf::read(&bytes, &Limits::default(), None, None, &Spare::default()).expect("it is read");
    let Content::Pages(pages) = document.content else { panic!("a PDF has pages") };
    pages
}

/// Horizontal lines whose pieces touch become one, so that their ends tell nothing of the columns.
fn joined(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut sorted: Vec<Ruling> = rulings.iter().filter(|ruling| ruling.axis == Axis::Horizontal).copied().collect();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Ruling> = Vec::new();
    for ruling in sorted {
        match joined.iter_mut().rev().find(|open| (open.at - ruling.at).abs() < 1.0 && ruling.from <= open.to + 2.0) {
            Some(open) => open.to = open.to.max(ruling.to),
            None => joined.push(ruling),
        }
    }
    joined
}

fn read(pages: &[Page]) -> Disclosure {
    normalise(&tables::of_pages(pages))
}

/// What a form says, each indicator in a line.
fn told(form: &Form) -> Vec<String> {
    let title = form.title.as_ref().and_then(|title| title.text.clone());
    let project = form.project.as_ref().and_then(|project| project.text.clone());
    let mut told = vec![format!("{title:?} {:?} {project:?}", form.kind)];
    told.extend(form.budget.iter().map(|entry| format!("{} {:?}", entry.role, entry.amount)));
    told.extend(form.narratives.iter().map(|narrative| narrative.text.clone()));
    told.extend(form.indicators.iter().map(|indicator| {
        let (level1, level2, target) = (&indicator.level1, &indicator.level2, &indicator.target.raw);
        format!("{level1:?} {level2:?} {} {target:?} {:?} {:?}", indicator.level3, indicator.weight, indicator.score)
    }));
    told
}

fn compare(name: &str, pages: &[Page], ruled: &Disclosure) {
    let read = read(pages);
    assert_eq!(read.forms.len(), ruled.forms.len(), "{name}: forms");
    for (form, ruled) in read.forms.iter().zip(&ruled.forms) {
        let (told, ruled) = (told(form), told(ruled));
        let differs = told.iter().zip(&ruled).find(|(told, ruled)| told != ruled);
        assert_eq!(differs, None, "{name}: {}", form.id);
        assert_eq!(told.len(), ruled.len(), "{name}: {}", form.id);
    }
    let counted = read.coverage.placed + read.coverage.furniture + read.coverage.unplaced;
    assert_eq!(counted, read.coverage.characters, "{name}: every character is counted once");
}

#[test]
fn samples_without_vertical_rulings() {
    for name in SAMPLES {
        let mut pages = pages(name);
        let ruled = read(&pages);
        for page in &mut pages {
            page.rulings.retain(|ruling| ruling.axis == Axis::Horizontal);
        }
        compare(&format!("{name}, rules in pieces"), &pages, &ruled);
        for page in &mut pages {
            page.rulings = joined(&page.rulings);
        }
        compare(&format!("{name}, whole rules"), &pages, &ruled);
        for page in &mut pages {
            let from = page.rulings.iter().map(|ruling| ruling.from).fold(f32::MAX, f32::min);
            let to = page.rulings.iter().map(|ruling| ruling.to).fold(0.0, f32::max);
            for at in [30.0, page.height - 30.0] {
                page.rulings.push(Ruling { axis: Axis::Horizontal, at, from, to, width: 0.5 });
            }
        }
        compare(&format!("{name}, rules at the page's head and foot"), &pages, &ruled);
    }
}

/// What a page shows, printed so many times as large, that much to the right and further down.
fn printed(page: &Page, scale: f32, right: f32, down: f32) -> Page {
    let (x, y) = (|x: f32| scale * x + right, |y: f32| scale * y + down);
    let mut printed = page.clone();
    for glyph in &mut printed.glyphs {
        (glyph.origin.x, glyph.origin.y) = (x(glyph.origin.x), y(glyph.origin.y));
        glyph.rect = Rect::new(x(glyph.rect.x0), y(glyph.rect.y0), x(glyph.rect.x1), y(glyph.rect.y1));
        glyph.size *= scale;
    }
    for ruling in &mut printed.rulings {
        let (at, along): (&dyn Fn(f32) -> f32, &dyn Fn(f32) -> f32) = match ruling.axis {
            Axis::Horizontal => (&y, &x),
            Axis::Vertical => (&x, &y),
        };
        (ruling.at, ruling.from, ruling.to) = (at(ruling.at), along(ruling.from), along(ruling.to));
        ruling.width *= scale;
    }
    printed
}

/// Two pages on one sheet, the second to the right of the first or below it.
fn sheet(pages: &[Page], beside: bool) -> Page {
    let mut sheet = pages[0].clone();
    let (right, down) = if beside { (sheet.width, 0.0) } else { (0.0, sheet.height) };
    sheet.width += right;
    sheet.height += down;
    for page in &pages[1..] {
        let page = printed(page, 1.0, right, down);
        sheet.glyphs.extend(page.glyphs);
        sheet.rulings.extend(page.rulings);
    }
    sheet
}

/// The pages two by two on sheets.
fn sheets(pages: &[Page], beside: bool) -> Vec<Page> {
    let sheets = pages.chunks(2).map(|pages| sheet(pages, beside));
    sheets.zip(1..).map(|(sheet, number)| Page { number, ..sheet }).collect()
}

#[test]
fn samples_printed_smaller() {
    for name in SAMPLES.iter().chain(&["wide-project-list"]) {
        let pages = pages(name);
        for scale in [0.5, 0.71] {
            let share = (1.0 - scale) / 2.0;
            let smaller = |page: &Page| printed(page, scale, share * page.width, share * page.height);
            let smaller: Vec<Page> = pages.iter().map(smaller).collect();
            compare(&format!("{name}, {scale} times as large"), &smaller, &read(&pages));
        }
    }
}

#[test]
fn samples_with_two_pages_on_a_sheet() {
    for name in SAMPLES.iter().chain(&["wide-project-list"]) {
        let pages = pages(name);
        let single = read(&pages);
        compare(&format!("{name}, two pages one above the other"), &sheets(&pages, false), &single);
        let sheets = sheets(&pages, true);
        compare(&format!("{name}, two pages side by side"), &sheets, &single);
        let sheets = read(&sheets);
        let rows = |found: &Disclosure| -> Vec<Place> {
            let rows = found.forms.iter().flat_map(|form| &form.indicators);
            rows.filter_map(|row| row.places.get("level3").cloned()).collect()
        };
        for (place, on_sheet) in rows(&single).iter().zip(rows(&sheets)).filter(|(place, _)| place.continued.is_empty())
        {
            let left = |place: &Place| place.rect.expect("a place").x0;
            let right = if place.page % 2 == 0 { pages[0].width } else { 0.0 };
            assert_eq!(on_sheet.page, place.page.div_ceil(2), "{name}");
            assert!((left(&on_sheet) - left(place) - right).abs() < 0.1, "{name}: {place:?} {on_sheet:?}");
        }
    }
}

/// A compilation: nothing is held against the forms of another bureau.
#[test]
fn samples_bound_into_one_file() {
    let names = ["department-and-projects", "symbol-value-unit", "wide-project-list", "application-in-yuan"];
    let single: Vec<Disclosure> = names.iter().map(|name| read(&pages(name))).collect();
    let bound = names.iter().flat_map(|name| pages(name)).zip(1..);
    let bound = read(&bound.map(|(page, number)| Page { number, ..page }).collect::<Vec<_>>());
    let forms = |found: &Disclosure| found.forms.iter().flat_map(told).collect::<Vec<_>>();
    assert_eq!(forms(&bound), single.iter().flat_map(forms).collect::<Vec<_>>());
    let mut apart: Vec<String> = single.iter().flat_map(findings).collect();
    for finding in findings(&bound) {
        let at = apart.iter().position(|other| *other == finding);
        assert!(at.is_some(), "in one file alone: {finding}");
        at.map(|at| apart.swap_remove(at));
    }
}

/// What is more than information, without the numbers of the forms.
fn findings(disclosure: &Disclosure) -> Vec<String> {
    let findings = audit(disclosure, &Settings::default()).findings.into_iter();
    let findings = findings.filter(|finding| finding.severity != Severity::Info);
    findings.map(|finding| format!("{} {:?}", finding.rule, finding.args)).collect()
}

/// A list of projects, some of whose cells have text to their very edges, with punctuation hung over the next one: of its 150
/// indicators two are not told apart.
#[test]
fn a_wide_list_without_vertical_rulings() {
    let mut pages = pages("wide-project-list");
    let ruled = read(&pages);
    for page in &mut pages {
        page.rulings = joined(&page.rulings);
    }
    let lines = |found: &Disclosure| found.forms.iter().flat_map(told).collect::<Vec<_>>();
    let (found, ruled) = (lines(&read(&pages)), lines(&ruled));
    let lost: Vec<&String> = ruled.iter().filter(|line| !found.contains(line)).collect();
    assert!(lost.len() <= 2 && ruled.len() > 150, "{} of {}: {lost:?}", lost.len(), ruled.len());
}

#[test]
fn without_any_ruling_findings_are_for_the_reader_to_check() {
    let mut pages = pages("symbol-value-unit");
    let ruled = read(&pages);
    pages.iter_mut().for_each(|page| page.rulings.clear());
    compare("symbol-value-unit, no rules", &pages, &ruled);
    let read = read(&pages);
    assert!(ruled.forms.iter().all(|form| !form.by_text) && read.forms.iter().all(|form| form.by_text));
    let told = read.notices.iter().filter(|notice| notice.code == "form-without-rulings").count();
    assert_eq!(told, read.forms.len());
    // A row not read, or two read as one, would explain what is said of sums and missing rows.
    let told = |disclosure| -> Vec<(&str, Severity)> {
        let findings = audit(disclosure, &Settings::default()).findings;
        findings.iter().map(|finding| (finding.rule, finding.severity)).collect()
    };
    let over_rows = |rule: &str| ["BUD-", "W-", "STR-"].iter().any(|begin| rule.starts_with(begin));
    let (with, without) = (told(&ruled), told(&read));
    assert_eq!(with.len(), without.len());
    assert!(with.iter().any(|(rule, severity)| over_rows(rule) && *severity != Severity::Info), "{with:?}");
    for ((rule, severity), (_, ruled)) in without.iter().zip(&with) {
        assert_eq!(*severity, if over_rows(rule) { Severity::Info } else { *ruled }, "{rule}");
    }
}
