//! The styles of cells: number formats, and whether the font shows. Source: ECMA-376 Part 1, 18.8.

use crate::error::Error;
use crate::read::number_format::NumberFormat;
use crate::read::office::{Node, Tag, walk};
use crate::read::raised::Height;
use std::collections::HashMap;

/// The colour of cells without a fill.
const PAPER: &str = "FFFFFF";
/// Channels of two colours that differ by no more than this look the same.
const SAME: u8 = 12;

/// What a font does to its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Font {
    pub(super) struck: bool,
    pub(super) height: Option<Height>,
    /// Its colour, where it is not black.
    pub(super) colour: Option<String>,
}

/// The style of a cell.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    pub(super) font: Font,
    /// The colour behind the text; empty for a pattern.
    fill: Option<String>,
}

impl Style {
    /// Whether a font does not show on the cell's fill.
    pub(super) fn swallows(&self, font: &Font) -> bool {
        let fill = self.fill.as_deref().unwrap_or(PAPER);
        font.colour.as_deref().is_some_and(|colour| same(colour, fill))
    }
}

fn same(a: &str, b: &str) -> bool {
    let channels = |text: &str| -> Option<[u8; 3]> {
        let number = u32::from_str_radix(text, 16).ok().filter(|_| text.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some([red, green, blue])
    };
    match (channels(a), channels(b)) {
        (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME),
        _ => a == b && !a.is_empty(),
    }
}

/// A colour in one spelling; white and black of the theme and of the palette as what they are.
pub(super) fn colour(tag: &Tag<'_>) -> Option<String> {
    if let Some(rgb) = tag.attribute("rgb") {
        return rgb.get(rgb.len().checked_sub(6)?..).map(str::to_ascii_uppercase);
    }
    let tint = tag.attribute("tint").filter(|tint| tint.parse::<f64>().is_ok_and(|tint| tint != 0.0));
    let (name, value) = ["theme", "indexed"].iter().find_map(|name| Some((*name, tag.attribute(name)?)))?;
    match (name, value.as_str(), &tint) {
        ("theme", "0", None) | ("indexed", "1" | "9" | "65", None) => Some(PAPER.to_owned()),
        ("theme", "1", None) | ("indexed", "0" | "8" | "64", None) => Some("000000".to_owned()),
        _ => Some(format!("{name}:{value}:{}", tint.unwrap_or_default())),
    }
}

impl Font {
    /// Takes an element of it.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "strike" => self.struck = tag.attribute("val").is_none_or(|value| value != "0" && value != "false"),
            "color" => self.colour = colour(tag),
            "vertAlign" => {
                self.height = match tag.attribute("val").as_deref() {
                    Some("superscript") => Some(Height::Raised),
                    Some("subscript") => Some(Height::Lowered),
                    _ => None,
                };
            }
            _ => {}
        }
    }
}

/// The styles that cells refer to.
pub(super) fn read(xml: &str) -> Result<Vec<Style>, Error> {
    let mut custom: HashMap<u32, String> = HashMap::new();
    let (mut fonts, mut fills): (Vec<Font>, Vec<Option<String>>) = (Vec::new(), Vec::new());
    let mut cells: Vec<(u32, usize, usize)> = Vec::new();
    let mut section = String::new();
    walk(xml, "xl/styles.xml", |node| match node {
        Node::Start(tag) => match (section.as_str(), tag.name()) {
            (_, name @ ("fonts" | "fills" | "cellXfs" | "dxfs")) => section = name.to_owned(),
            (_, "numFmt") if section != "dxfs" => {
                if let (Some(id), Some(code)) = (number(&tag, "numFmtId"), tag.attribute("formatCode")) {
                    custom.insert(id, code);
                }
            }
            ("fonts", "font") => fonts.push(Font::default()),
            ("fonts", _) => {
                if let Some(font) = fonts.last_mut() {
                    font.take(&tag);
                }
            }
            ("fills", "fill") => fills.push(None),
            ("fills", name) => {
                let Some(fill) = fills.last_mut() else { return };
                match name {
                    "patternFill" => {
                        let none = tag.attribute("patternType").is_none_or(|kind| kind == "none");
                        *fill = (!none).then(String::new);
                        // Only a solid fill is of one colour.
                        if tag.attribute("patternType").is_some_and(|kind| kind == "solid") {
                            *fill = Some("solid".to_owned());
                        }
                    }
                    "gradientFill" => *fill = Some(String::new()),
                    "fgColor" if fill.as_deref() == Some("solid") => *fill = Some(colour(&tag).unwrap_or_default()),
                    _ => {}
                }
            }
            ("cellXfs", "xf") => {
                let index = |name| number(&tag, name).unwrap_or(0);
                cells.push((index("numFmtId"), index("fontId") as usize, index("fillId") as usize));
            }
            _ => {}
        },
        Node::End("fonts" | "fills" | "cellXfs" | "dxfs") => section.clear(),
        _ => {}
    })?;
    let style = |(format, font, fill): (u32, usize, usize)| Style {
        format: NumberFormat::of(format, custom.get(&format).map(String::as_str)),
        font: fonts.get(font).cloned().unwrap_or_default(),
        fill: fills.get(fill).cloned().flatten(),
    };
    Ok(cells.into_iter().map(style).collect())
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.parse().ok()
}
