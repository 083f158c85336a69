//! One page as a drawing of what was read: characters, rulings, and the cells found, for whoever debugs a layout.

use crate::geometry::Rect;
use crate::place::Place;
use crate::read::document::{Axis, Direction, Glyph, Page, Ruling};
use crate::tables::flow::{Block, Flow};
use std::fmt::Write;

/// Colours: characters black, rulings blue, cells green, lines outside tables orange, unknown characters red. Attributes and
/// not a style sheet, so that every viewer shows them.
const TEXT: &str = "font-family=\"Noto Sans CJK SC, Source Han Sans SC, SimSun, sans-serif\"";
const RULINGS: &str = "stroke=\"#1d4ed8\" stroke-opacity=\".7\"";
const CELLS: &str = "fill=\"#16a34a\" fill-opacity=\".08\" stroke=\"#16a34a\" stroke-width=\".6\"";
const LINES: &str = "fill=\"#ea580c\" fill-opacity=\".04\" stroke=\"#ea580c\" stroke-width=\".4\"";
const UNKNOWN: &str = "fill=\"#dc2626\" fill-opacity=\".4\"";
const IMAGES: &str = "fill=\"#64748b\" fill-opacity=\".15\" stroke=\"#64748b\" stroke-width=\".4\"";

/// The drawing of a page, with what was found on it.
pub fn page(page: &Page, flow: &Flow) -> String {
    let mut out = String::with_capacity(page.glyphs.len() * 96);
    let (width, height) = (number(page.width), number(page.height));
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
        ),
    );
    let images = |out: &mut String| page.images.iter().for_each(|image| rectangle(out, image, "image"));
    layer(&mut out, "images", IMAGES, images);
    layer(&mut out, "rulings", RULINGS, |out| page.rulings.iter().for_each(|ruling| line(out, ruling)));
    layer(&mut out, "characters", TEXT, |out| page.glyphs.iter().for_each(|one| glyph(out, one)));
    let unknown = |out: &mut String| {
        for glyph in page.glyphs.iter().filter(|glyph| glyph.char.is_none()) {
            rectangle(out, &glyph.rect, "a character that nothing in the file names");
        }
    };
    layer(&mut out, "unknown", UNKNOWN, unknown);
    layer(&mut out, "lines", LINES, |out| lines(out, page.number, flow));
    layer(&mut out, "cells", CELLS, |out| cells(out, page.number, flow));
    out.push_str("</svg>\n");
    out
}

fn layer(out: &mut String, name: &str, look: &str, fill: impl FnOnce(&mut String)) {
    put(out, format_args!("<g id=\"{name}\" {look}>\n"));
    fill(out);
    out.push_str("</g>\n");
}

/// The lines of text outside tables.
fn lines(out: &mut String, page: u32, flow: &Flow) {
    for block in &flow.blocks {
        if let Block::Line(line) = block {
            on_page(&line.place, page, |rect| rectangle(out, rect, &line.text));
        }
    }
}

/// The cells of tables; a pointer over one shows where it stands in its table and what it holds.
fn cells(out: &mut String, page: u32, flow: &Flow) {
    for (number, block) in (1..).zip(&flow.blocks) {
        let Block::Table(table) = block else { continue };
        for cell in &table.cells {
            let (row, column, rows, columns) = (cell.row + 1, cell.column + 1, cell.row_span, cell.column_span);
            let title = format!("block {number}, row {row}, column {column} ({rows}×{columns}): {}", cell.text);
            on_page(&cell.place, page, |rect| rectangle(out, rect, &title));
        }
    }
}

/// The parts of a place that lie on a page.
fn on_page(place: &Place, page: u32, mut draw: impl FnMut(&Rect)) {
    let first = (place.page, place.rect);
    let parts = place.continued.iter().map(|part| (part.page, part.rect));
    for (_, rect) in std::iter::once(first).chain(parts).filter(|(number, _)| *number == page) {
        if let Some(rect) = rect {
            draw(&rect);
        }
    }
}

fn rectangle(out: &mut String, rect: &Rect, title: &str) {
    let (x, y, width, height) = (number(rect.x0), number(rect.y0), number(rect.width()), number(rect.height()));
    let title = escape(title);
    put(
        out,
        format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><title>{title}</title></rect>\n"),
    );
}

fn line(out: &mut String, ruling: &Ruling) {
    let (at, from, to) = (number(ruling.at), number(ruling.from), number(ruling.to));
    let (x1, y1, x2, y2) = match ruling.axis {
        Axis::Horizontal => (from, at, to, at),
        Axis::Vertical => (at, from, at, to),
    };
    let width = number(ruling.width.max(0.3));
    put(out, format_args!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke-width=\"{width}\"/>\n"));
}

fn glyph(out: &mut String, glyph: &Glyph) {
    let Some(char) = glyph.char else { return };
    let (x, y, size) = (number(glyph.origin.x), number(glyph.origin.y), number(glyph.size));
    let turn = match glyph.direction {
        Direction::Right | Direction::Oblique => 0,
        Direction::Down => 90,
        Direction::Left => 180,
        Direction::Up => 270,
    };
    let turn = if turn == 0 { String::new() } else { format!(" transform=\"rotate({turn} {x} {y})\"") };
    let faded = if glyph.direction == Direction::Oblique { " fill-opacity=\".3\"" } else { "" };
    let text = escape(char.encode_utf8(&mut [0; 4]));
    put(out, format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{turn}{faded}>{text}</text>\n"));
}

/// A coordinate to a hundredth of a point; what is no number becomes 0.
fn number(value: f32) -> f64 {
    if value.is_finite() { (f64::from(value) * 100.0).round() / 100.0 + 0.0 } else { 0.0 }
}

/// Text as XML takes it; characters that XML forbids become the replacement character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(char),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(char),
        }
    }
    out
}

/// Appends formatted text; a `String` takes everything.
fn put(out: &mut String, text: std::fmt::Arguments) {
    out.write_fmt(text).expect("a String takes every character");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    #[test]
    fn a_page_is_drawn_with_text_that_xml_takes() {
        let rect = Rect::new(10.0, 10.0, 20.0, 20.0);
        let glyph = |char| Glyph {
            char,
            origin: Point { x: 10.0, y: 18.8 },
            rect,
            size: 10.0,
            direction: Direction::Right,
            run: 0,
            confidence: None,
        };
        let ruling = Ruling { axis: Axis::Vertical, at: 5.0, from: 0.0, to: 30.0, width: 0.5 };
        let drawn = Page {
            number: 1,
            width: 100.0,
            height: f32::NAN,
            glyphs: vec![glyph(Some('<')), glyph(Some('\u{1}')), glyph(None)],
            rulings: vec![ruling],
            ..Page::default()
        };
        let svg = page(&drawn, &Flow::default());
        assert!(svg.contains(">&lt;</text>") && svg.contains(">\u{fffd}</text>"), "{svg}");
        assert!(
            svg.contains("nothing in the file names") && svg.contains("x1=\"5\" y1=\"0\" x2=\"5\" y2=\"30\""),
            "{svg}"
        );
        assert!(!svg.contains("NaN"), "{svg}");
    }
}
