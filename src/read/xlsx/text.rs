//! The texts of cells: runs of rich text, and what of them shows. Source: ECMA-376 Part 1, 18.4.

use super::styles::{Font, Style};
use crate::error::Error;
use crate::read::exclusion::Reason;
use crate::read::office::{Node, walk};
use crate::read::raised::{self, Becomes};
use regex::Regex;
use std::sync::LazyLock;

/// A run of one font; none of its own where it has the cell's.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) font: Option<Font>,
}

/// Collects the runs of a text. Phonetic readings (`rPh`) are no part of it.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) runs: Vec<Run>,
    in_text: bool,
    in_font: bool,
    phonetic: bool,
}

impl Collector {
    pub(super) fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Start(tag) => match tag.name() {
                "r" => self.runs.push(Run::default()),
                "t" => self.in_text = true,
                "rPh" => self.phonetic = true,
                "rPr" => {
                    self.in_font = true;
                    if let Some(run) = self.runs.last_mut() {
                        run.font = Some(Font::default());
                    }
                }
                _ if self.in_font => {
                    if let Some(font) = self.runs.last_mut().and_then(|run| run.font.as_mut()) {
                        font.take(tag);
                    }
                }
                _ => {}
            },
            Node::End("t") => self.in_text = false,
            Node::End("rPh") => self.phonetic = false,
            Node::End("rPr") => self.in_font = false,
            Node::Text(text) if self.in_text && !self.phonetic => {
                if self.runs.is_empty() {
                    self.runs.push(Run::default());
                }
                if let Some(run) = self.runs.last_mut() {
                    run.text.push_str(text);
                }
            }
            _ => {}
        }
    }
}

/// The texts that cells refer to.
pub(super) fn shared(xml: &str) -> Result<Vec<Vec<Run>>, Error> {
    let mut strings = Vec::new();
    let mut collector = Collector::default();
    walk(xml, "xl/sharedStrings.xml", |node| match node {
        Node::Start(tag) if tag.name() == "si" => collector = Collector::default(),
        Node::End("si") => strings.push(std::mem::take(&mut collector.runs)),
        node => collector.take(&node),
    })?;
    Ok(strings)
}

/// What a cell shows, and what of it does not.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) repairs: Vec<String>,
    pub(super) left_out: Vec<(Reason, String)>,
}

/// Puts the runs of a cell together.
pub(super) fn show(runs: &[Run], style: &Style) -> Shown {
    let mut shown = Shown::default();
    let mut runs = runs.iter().peekable();
    while let Some(run) = runs.next() {
        let font = run.font.as_ref().unwrap_or(&style.font);
        let mut text = unescape(&run.text);
        if font.struck || style.swallows(font) {
            let reason = if font.struck { Reason::Struck } else { Reason::Hidden };
            match shown.left_out.last_mut() {
                Some((known, left_out)) if *known == reason => left_out.push_str(&text),
                _ => shown.left_out.push((reason, text)),
            }
            continue;
        }
        // A cell that is small as a whole has nothing that stands beside the line.
        let Some(height) = run.font.as_ref().and_then(|font| font.height) else {
            shown.text.push_str(&text);
            continue;
        };
        while let Some(next) = runs.next_if(|next| next.font.as_ref() == run.font.as_ref()) {
            text.push_str(&unescape(&next.text));
        }
        let behind = runs.peek().map_or("", |next| next.text.as_str());
        match raised::tell(&text, height, &shown.text, behind) {
            Becomes::Text(text) => shown.text.push_str(&text),
            Becomes::Mark => {
                let mark = text.trim().to_owned();
                shown.repairs.push(format!("mark kept apart: {mark}"));
                shown.left_out.push((Reason::Mark, mark));
            }
        }
    }
    shown.text = shown.text.trim().to_owned();
    shown.left_out.retain(|(_, text)| !text.trim().is_empty());
    shown
}

/// `_x000D_` stands for the character of that number; control characters but line breaks are none.
pub(super) fn unescape(text: &str) -> String {
    static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new("_x([0-9A-Fa-f]{4})_").expect("a constant pattern"));
    let character = |captures: &regex::Captures<'_>| {
        let found = u32::from_str_radix(&captures[1], 16).ok().and_then(char::from_u32);
        found.filter(|c| !c.is_control() || *c == '\n').map_or_else(String::new, String::from)
    };
    ESCAPE.replace_all(text, character).into_owned()
}
