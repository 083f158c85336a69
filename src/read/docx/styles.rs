//! The styles of a Word document, each with what it inherits. Source: ECMA-376 Part 1, 17.7.

use super::look::{Ground, Look, ground, is_on};
use crate::error::Error;
use crate::read::office::{Node, walk};
use std::collections::HashMap;

/// Styles are based on one another no deeper than this.
const DEEPEST: usize = 24;

/// All styles.
#[derive(Default)]
pub(super) struct Styles {
    /// What every run has that no style says otherwise of.
    pub(super) defaults: Look,
    styles: HashMap<String, Style>,
    paragraph: Option<String>,
    table: Option<String>,
}

/// One style.
#[derive(Clone, Default)]
pub(super) struct Style {
    /// What it gives runs.
    pub(super) look: Look,
    /// The shading of its paragraphs or cells.
    pub(super) ground: Option<Ground>,
    /// Whether some cells of its tables are shaded: a header row, every other row.
    pub(super) shades_some: bool,
    based_on: Option<String>,
}

impl Styles {
    /// Reads the part of the styles.
    pub(super) fn read(xml: &str, part: &str) -> Result<Styles, Error> {
        let mut styles = Styles::default();
        let (mut id, mut style) = (String::new(), Style::default());
        let (mut in_style, mut in_run, mut conditional, mut changed) = (false, 0_u32, 0_u32, 0_u32);
        walk(xml, part, |node| match node {
            Node::Start(tag) => {
                let name = tag.name();
                match name {
                    "rPrChange" | "pPrChange" => changed += 1,
                    _ if changed > 0 => {}
                    "style" => {
                        (in_style, id, style) = (true, tag.attribute("styleId").unwrap_or_default(), Style::default());
                        let default = tag.attribute("default").is_some_and(|value| value == "1" || value == "true");
                        match tag.attribute("type").as_deref() {
                            Some("paragraph") if default => styles.paragraph = Some(id.clone()),
                            Some("table") if default => styles.table = Some(id.clone()),
                            _ => {}
                        }
                    }
                    "tblStylePr" => conditional += 1,
                    "rPr" => in_run += 1,
                    "basedOn" => style.based_on = tag.attribute("val"),
                    "shd" if in_style && in_run == 0 => {
                        let own = ground(&tag);
                        if conditional > 0 {
                            style.shades_some |= own.is_some();
                        } else {
                            style.ground = own.or(style.ground);
                        }
                    }
                    _ if in_run > 0 && in_style && conditional == 0 => style.look.take(name, &tag),
                    _ if in_run > 0 && !in_style => styles.defaults.take(name, &tag),
                    _ => {}
                }
            }
            Node::End(name) => match name {
                "rPrChange" | "pPrChange" => changed = changed.saturating_sub(1),
                "style" => {
                    in_style = false;
                    styles.styles.insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                "tblStylePr" => conditional = conditional.saturating_sub(1),
                "rPr" => in_run = in_run.saturating_sub(1),
                _ if in_style => style.look.leave(name),
                _ => styles.defaults.leave(name),
            },
            Node::Text(_) => {}
        })?;
        styles.inherit();
        Ok(styles)
    }

    /// Gives each style what it inherits.
    fn inherit(&mut self) {
        let whole = |id: &String| {
            let mut whole = self.styles[id].clone();
            for base in std::iter::successors(self.based_on(id), |id| self.based_on(id)).take(DEEPEST) {
                let base = &self.styles[base];
                whole.look = whole.look.over(&base.look);
                whole.ground = whole.ground.or(base.ground);
                whole.shades_some |= base.shades_some;
            }
            (id.clone(), whole)
        };
        self.styles = self.styles.keys().map(whole).collect();
    }

    fn based_on(&self, id: &str) -> Option<&str> {
        let base = self.styles.get(id)?.based_on.as_deref()?;
        self.styles.contains_key(base).then_some(base)
    }

    /// A style by its id.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// The style of a paragraph: the one it names, else the default one.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.get(id)).or_else(|| self.get(self.paragraph.as_deref()?))
    }

    /// The style of a table: the one it names, else the default one.
    pub(super) fn of_table(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.get(id)).or_else(|| self.get(self.table.as_deref()?))
    }
}

/// Whether headers of even pages are others, by the part of the settings.
pub(super) fn has_even_headers(settings: &str, part: &str) -> Result<bool, Error> {
    let mut even = false;
    walk(settings, part, |node| {
        if let Node::Start(tag) = node
            && tag.name() == "evenAndOddHeaders"
        {
            even = is_on(&tag);
        }
    })?;
    Ok(even)
}
