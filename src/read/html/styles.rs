//! What a page's styles say of its elements, as far as it matters to reading: what shows, what is struck, raised, or laid out as a
//! table. Rules of simple selectors (`td`, `.a`, `#b`, `td.a`); rules for media and for elements within others are not followed.

use super::attributes::get;
use crate::read::raised::Height;
use std::collections::HashMap;

/// How an element is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    Gone,
    Table,
    Row,
    Cell,
    /// A grid of so many columns.
    Grid(usize),
    Other,
}

/// What is said of an element; `None` where nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub display: Option<Display>,
    pub visible: Option<bool>,
    pub struck: Option<bool>,
    pub height: Option<Height>,
    pub colour: Option<String>,
    pub background: Option<String>,
    /// Wholly transparent, of no size.
    pub faded: bool,
    /// Laid over the page: fixed or turned, and half transparent or beyond the mouse's reach.
    pub overlay: u8,
}

impl Look {
    fn declare(&mut self, name: &str, value: &str) {
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        let zero = |text: &str| {
            let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
            !number.is_empty() && number.parse::<f32>().is_ok_and(|number| number == 0.0)
        };
        match name {
            "display" => {
                self.display = Some(match value.as_str() {
                    "none" => Display::Gone,
                    "table" | "inline-table" => Display::Table,
                    "table-row" => Display::Row,
                    "table-cell" => Display::Cell,
                    "grid" | "inline-grid" => Display::Grid(match self.display {
                        Some(Display::Grid(columns)) => columns,
                        _ => 0,
                    }),
                    _ => Display::Other,
                });
            }
            "grid-template-columns" => self.display = Some(Display::Grid(tracks(&value))),
            "visibility" => self.visible = Some(!matches!(value.as_str(), "hidden" | "collapse")),
            "text-decoration" | "text-decoration-line" => self.struck = Some(value.contains("line-through")),
            "vertical-align" if value == "super" => self.height = Some(Height::Raised),
            "vertical-align" if value == "sub" => self.height = Some(Height::Lowered),
            "opacity" if zero(&value) => self.faded = true,
            "opacity" if value.parse::<f32>().is_ok_and(|share| share < 0.6) => self.overlay |= 2,
            "font-size" if zero(&value) => self.faded = true,
            "position" if matches!(value.as_str(), "fixed" | "absolute") => self.overlay |= 1,
            "transform" if value.contains("rotate") => self.overlay |= 2,
            "color" => self.colour = Some(colour(&value)),
            "background" | "background-color" => {
                let one = value.split_whitespace().find(|part| !part.contains("url"));
                self.background = one.map(colour);
            }
            _ => {}
        }
    }

    fn add(&mut self, other: &Look) {
        self.display = other.display.or(self.display);
        self.visible = other.visible.or(self.visible);
        self.struck = other.struck.or(self.struck);
        self.height = other.height.or(self.height);
        self.colour = other.colour.clone().or(self.colour.take());
        self.background = other.background.clone().or(self.background.take());
        self.faded |= other.faded;
        self.overlay |= other.overlay;
    }
}

/// The columns of `1fr 2fr` or `repeat(4, 1fr)`.
fn tracks(value: &str) -> usize {
    let repeated = value.split_once("repeat(").and_then(|(_, rest)| rest.split(',').next()?.trim().parse().ok());
    repeated.unwrap_or_else(|| value.split_whitespace().count()).min(64)
}

/// A colour, written in one way.
fn colour(value: &str) -> String {
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let value = match value.as_str() {
        "white" | "#fff" | "rgb(255,255,255)" | "rgba(255,255,255,1)" => "#ffffff",
        "black" | "#000" | "rgb(0,0,0)" | "rgba(0,0,0,1)" => "#000000",
        "rgba(0,0,0,0)" | "rgba(255,255,255,0)" => "transparent",
        "red" | "#f00" => "#ff0000",
        other => other,
    };
    match value.strip_prefix('#') {
        Some(short) if short.len() == 3 => format!("#{}", short.chars().flat_map(|c| [c, c]).collect::<String>()),
        _ => value.to_owned(),
    }
}

fn declarations(text: &str) -> Look {
    let mut look = Look::default();
    for one in text.split(';') {
        if let Some((name, value)) = one.split_once(':') {
            look.declare(name.trim().to_ascii_lowercase().as_str(), value);
        }
    }
    look
}

/// The rules of a page, by their selectors.
#[derive(Default)]
pub(super) struct Styles {
    rules: HashMap<String, Look>,
}

impl Styles {
    /// Adds the rules of a `<style>`.
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text;
        let mut plain = String::with_capacity(text.len());
        while let Some((before, after)) = rest.split_once("/*") {
            plain.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        let mut rest = plain.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            // What stands before the last `;` is an @import or the like.
            let selectors = selectors.rsplit(';').next().unwrap_or(selectors).trim().trim_start_matches("<!--");
            if selectors.trim_start().starts_with('@') {
                rest = &after[block_end(after)..];
                continue;
            }
            let (body, behind) = after.split_once('}').unwrap_or((after, ""));
            let look = declarations(body);
            for selector in selectors.split(',') {
                let selector = selector.trim();
                let simple = |c: char| c.is_alphanumeric() || matches!(c, '.' | '#' | '-' | '_');
                if !selector.is_empty() && selector.chars().all(simple) {
                    self.rules.entry(selector.to_owned()).or_default().add(&look);
                }
            }
            rest = behind;
        }
    }

    /// What is said of an element.
    pub(super) fn of(&self, name: &str, attributes: &[(String, String)]) -> Look {
        let mut look = self.rules.get(name).cloned().unwrap_or_default();
        if !self.rules.is_empty() {
            let classes = || get(attributes, "class").unwrap_or_default().split_whitespace().take(16);
            let keys = classes().map(|class| format!(".{class}"));
            let keys = keys.chain(classes().map(|class| format!("{name}.{class}")));
            for key in keys.chain(get(attributes, "id").map(|id| format!("#{id}"))) {
                if let Some(rule) = self.rules.get(&key) {
                    look.add(rule);
                }
            }
        }
        if let Some(style) = get(attributes, "style") {
            look.add(&declarations(style));
        }
        match name {
            "sup" => look.height = Some(Height::Raised),
            "sub" => look.height = Some(Height::Lowered),
            "del" | "s" | "strike" => look.struck = look.struck.or(Some(true)),
            "font" => look.colour = get(attributes, "color").map(|value| colour(&value.to_ascii_lowercase())),
            "template" | "noscript" => look.display = Some(Display::Gone),
            _ => {}
        }
        if let Some(value) = get(attributes, "bgcolor") {
            look.background = look.background.or(Some(colour(&value.to_ascii_lowercase())));
        }
        if get(attributes, "hidden").is_some() && look.display.is_none() {
            look.display = Some(Display::Gone);
        }
        look
    }
}

/// The offset behind the block of an at-rule.
fn block_end(text: &str) -> usize {
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_by_tag_class_and_id() {
        let mut styles = Styles::default();
        styles.add("/* x */ td { color: WHITE } .gone, #g { display:none !important } @media print { .a { display: none } } td.b{visibility:hidden}");
        let of = |name: &str, key: &str, value: &str| styles.of(name, &[(key.to_owned(), value.to_owned())]);
        assert_eq!(of("td", "id", "x").colour.as_deref(), Some("#ffffff"));
        assert_eq!(of("p", "class", "b gone").display, Some(Display::Gone));
        assert_eq!(of("p", "id", "g").display, Some(Display::Gone));
        assert_eq!(of("p", "class", "a").display, None);
        assert_eq!(of("td", "class", "b").visible, Some(false));
        assert_eq!(of("p", "class", "b").visible, None);
    }

    #[test]
    fn displays_and_colours() {
        for (text, display) in [
            ("display: table", Display::Table),
            ("display:table-row", Display::Row),
            ("display:table-cell;", Display::Cell),
            ("display:grid; grid-template-columns: repeat(4, 1fr)", Display::Grid(4)),
            ("grid-template-columns: 1fr 2fr; display: grid", Display::Grid(2)),
            ("display:flex", Display::Other),
        ] {
            assert_eq!(declarations(text).display, Some(display), "{text}");
        }
        for (value, written) in [("rgb(255, 255, 255)", "#ffffff"), ("#1a2", "#11aa22"), ("red", "#ff0000")] {
            assert_eq!(colour(value), written);
        }
    }
}
