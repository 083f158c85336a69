//! An element that is open, and what it means for the text within.

use super::attributes::get;
use super::styles::{Display, Look};
use crate::read::exclusion::Reason;
use crate::read::inline_markup::{self, Tag};
use crate::read::raised::Height;

/// What an element is of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    None,
    Table,
    Group,
    Row,
    Cell,
}

/// An open element; what shows and how is inherited from the one around it.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub role: Role,
    /// Whether it begins and ends lines.
    pub block: bool,
    /// Why its text is no value.
    pub reason: Option<Reason>,
    /// Whether it has no place on the page either.
    pub gone: bool,
    /// The reason is `visibility`, which an element within may lift.
    unseen: bool,
    pub height: Option<Height>,
    colour: Option<String>,
    background: Option<String>,
    /// Columns of the grid that it is.
    pub columns: usize,
    /// Whether text was left out of it already.
    pub told: bool,
    /// Tables that are open within it when it has begun.
    pub depth: usize,
}

impl Element {
    pub(super) fn within(outer: Option<&Element>, name: &str, attributes: &[(String, String)], look: &Look) -> Self {
        let mut element = Element {
            name: name.to_owned(),
            block: inline_markup::tag(name) == Some(Tag::Break),
            colour: look.colour.clone().or(outer.and_then(|outer| outer.colour.clone())),
            background: look.background.clone().or(outer.and_then(|outer| outer.background.clone())),
            height: look.height.or(outer.and_then(|outer| outer.height)),
            ..Element::default()
        };
        if let Some(Display::Grid(columns)) = look.display {
            element.columns = columns;
        }
        if let Some(outer) = outer {
            (element.reason, element.gone, element.unseen) = (outer.reason, outer.gone, outer.unseen);
        }
        if element.unseen && look.visible == Some(true) {
            (element.reason, element.unseen) = (None, false);
        }
        if element.reason.is_none() {
            element.reason = element.own_reason(attributes, look);
            element.unseen = element.reason.is_some() && look.visible == Some(false);
        }
        element.gone |= look.display == Some(Display::Gone);
        element
    }

    fn own_reason(&self, attributes: &[(String, String)], look: &Look) -> Option<Reason> {
        let changed = look.colour.is_some() || look.background.is_some();
        let paper = self.background.as_deref().filter(|colour| *colour != "transparent").unwrap_or("#ffffff");
        let ink = self.colour.as_deref().unwrap_or("#000000");
        if look.display == Some(Display::Gone)
            || look.visible == Some(false)
            || look.faded
            || (changed && (ink == paper || ink == "transparent"))
        {
            return Some(Reason::Hidden);
        }
        if matches!(self.name.as_str(), "rt" | "rp") {
            return Some(Reason::Mark);
        }
        if look.struck == Some(true) {
            return Some(Reason::Struck);
        }
        let named = |attribute: &str| {
            get(attributes, attribute)
                .is_some_and(|value| value.to_ascii_lowercase().contains("watermark") || value.contains("水印"))
        };
        (look.overlay == 3 || named("class") || named("id")).then_some(Reason::Stamp)
    }
}

impl Role {
    /// What an element is of a table, by its tag, its style or the names of its classes.
    pub(super) fn of(name: &str, attributes: &[(String, String)], look: &Look, outer: Option<&Element>) -> Role {
        match name {
            "table" | "dl" => return Role::Table,
            "tbody" | "thead" | "tfoot" => return Role::Group,
            "tr" => return Role::Row,
            "td" | "th" | "dt" | "dd" => return Role::Cell,
            _ => {}
        }
        match look.display {
            Some(Display::Table | Display::Grid(2..)) => return Role::Table,
            Some(Display::Row) => return Role::Row,
            Some(Display::Cell) => return Role::Cell,
            _ => {}
        }
        let outer_role = outer.map_or(Role::None, |outer| outer.role);
        if outer_role == Role::Table && outer.is_some_and(|outer| outer.columns > 1) {
            return Role::Cell;
        }
        if !matches!(name, "div" | "span" | "ul" | "li" | "section" | "p") {
            return Role::None;
        }
        let classes = get(attributes, "class").unwrap_or_default().to_ascii_lowercase();
        let role = get(attributes, "role").unwrap_or_default();
        let is = |words: &[&str]| {
            words.contains(&role)
                || classes.split_whitespace().any(|class| {
                    let last = class.rsplit(['-', '_']).next().unwrap_or(class);
                    words.contains(&last)
                })
        };
        if outer_role == Role::Row {
            let column = classes.split_whitespace().any(|class| class.starts_with("col-"));
            return if column || is(&["td", "th", "cell", "col", "column", "gridcell", "columnheader", "rowheader"]) {
                Role::Cell
            } else {
                Role::None
            };
        }
        if is(&["tr", "row"]) {
            Role::Row
        } else if is(&["table", "tbl", "grid"]) {
            Role::Table
        } else {
            Role::None
        }
    }
}

/// Whether an element never has an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "img" | "hr" | "meta" | "link" | "col" | "base" | "wbr" | "embed" | "source" | "area" | "param"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::styles::Styles;

    #[test]
    fn reasons_that_text_is_no_value() {
        for (name, style, reason) in [
            ("p", "", None),
            ("p", "display:none", Some(Reason::Hidden)),
            ("p", "color:#fff", Some(Reason::Hidden)),
            ("p", "color:#fff;background:#000", None),
            ("del", "", Some(Reason::Struck)),
            ("div", "position:fixed;opacity:0.2", Some(Reason::Stamp)),
        ] {
            let attributes = [("style".to_owned(), style.to_owned())];
            let look = Styles::default().of(name, &attributes);
            assert_eq!(Element::within(None, name, &attributes, &look).reason, reason, "{name} {style}");
        }
    }

    #[test]
    fn roles_by_tag_and_class() {
        let of = |name: &str, class: &str, outer: Role| {
            let outer = Element { role: outer, ..Element::default() };
            Role::of(name, &[("class".to_owned(), class.to_owned())], &Look::default(), Some(&outer))
        };
        assert_eq!(of("td", "", Role::Row), Role::Cell);
        assert_eq!(of("div", "x-table", Role::None), Role::Table);
        assert_eq!(of("div", "row", Role::None), Role::Row);
        assert_eq!(of("div", "col-4", Role::Row), Role::Cell);
        assert_eq!(of("div", "col-4", Role::None), Role::None);
        assert_eq!(of("b", "row", Role::None), Role::None);
    }
}
