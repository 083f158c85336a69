//! What is found in a document besides its paragraphs and tables.

use super::table::Item;
use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Markup};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{Ink, InkKind, InkOutcome};
use crate::wording::Wording;

/// Text left out, pictures and files, and notices.
#[derive(Default)]
pub(super) struct Found {
    pub(super) excluded: Vec<Excluded>,
    pub(super) ink: Vec<Ink>,
    pub(super) notices: Vec<Notice>,
    unknown: Option<(usize, Place)>,
}

impl Found {
    /// Something besides characters. Decoration of one kind is counted together, and so are comments.
    pub(super) fn ink(&mut self, kind: InkKind, outcome: InkOutcome, name: Option<String>, place: Place) {
        let together = outcome == InkOutcome::Decoration || kind == InkKind::Annotation;
        if together && let Some(known) = self.ink.iter_mut().find(|ink| ink.kind == kind && ink.outcome == outcome) {
            known.count += 1;
            return;
        }
        self.ink.push(Ink { kind, outcome, count: 1, name, place });
    }

    /// A comment, whose text stands beside the page.
    pub(super) fn comments(&mut self, place: Place) {
        self.ink(InkKind::Annotation, InkOutcome::Unread, None, place);
    }

    /// Characters that nothing tells.
    pub(super) fn unknown(&mut self, count: usize, place: Place) {
        match &mut self.unknown {
            Some((known, _)) => *known += count,
            None => self.unknown = Some((count, place)),
        }
    }

    /// Takes over a document that is shown within this one; its lines are numbered after those before it. Returns what it holds and
    /// its last line.
    pub(super) fn take(&mut self, document: Document, line: u32) -> (Vec<Item>, u32) {
        let mut last = line;
        let mut renumber = |place: &mut Place| {
            place.page = 1;
            place.line = Some(line.saturating_add(place.line.unwrap_or(1)));
            last = last.max(place.line.unwrap_or(0));
        };
        let mut items = Vec::new();
        if let Content::Flow(flow) = document.content {
            for block in flow {
                items.push(match block {
                    Markup::Line { text, mut place } => {
                        renumber(&mut place);
                        Item::Text { text, place, repairs: Vec::new() }
                    }
                    Markup::Table(mut table) => {
                        table.rows.iter_mut().flatten().for_each(|cell| renumber(&mut cell.place));
                        Item::Table(table)
                    }
                });
            }
        }
        self.excluded.extend(document.excluded.into_iter().map(|mut one| {
            renumber(&mut one.place);
            one
        }));
        self.ink.extend(document.ink.into_iter().map(|mut one| {
            renumber(&mut one.place);
            one
        }));
        self.notices.extend(document.notices.into_iter().map(|mut one| {
            one.place.iter_mut().for_each(&mut renumber);
            one
        }));
        (items, last)
    }

    /// What was read of a part beside the body; nothing, and a notice, where it is damaged.
    pub(super) fn unless_damaged<T: Default>(&mut self, read: Result<T, Error>) -> Result<T, Error> {
        match read {
            Err(error @ Error::Damaged { .. }) => {
                let message = Wording::new(
                    format!("文件的一个部分已损坏，未读取：{error}"),
                    format!("a part of the file is damaged and was not read: {error}"),
                );
                self.notices.push(Notice { stage: Stage::Read, code: "part-damaged", message, place: None });
                Ok(T::default())
            }
            other => other,
        }
    }

    /// Leaves out what a part holds that is not shown.
    pub(super) fn hide(&mut self, items: Vec<Item>) {
        for item in items {
            let (text, place) = match item {
                Item::Text { text, place, .. } => (text, place),
                Item::Table(table) => {
                    let place = table.rows.iter().flatten().next().map(|cell| cell.place.clone()).unwrap_or_default();
                    let texts = table.rows.into_iter().flatten().map(|cell| cell.text).filter(|text| !text.is_empty());
                    (texts.collect::<Vec<_>>().join("\n"), place)
                }
            };
            if !text.trim().is_empty() {
                self.excluded.push(Excluded { reason: Reason::Hidden, text, place });
            }
        }
    }

    /// All of it.
    pub(super) fn into_parts(self) -> (Vec<Excluded>, Vec<Ink>, Vec<Notice>) {
        let mut notices = self.notices;
        if let Some((count, place)) = self.unknown {
            let message = Wording::new(
                format!("{count} 个符号在其字体中没有已知的对应字符，记为 U+FFFD"),
                format!("{count} signs have no known character in their font; kept as U+FFFD"),
            );
            notices.push(Notice { stage: Stage::Read, code: "nameless-glyphs", message, place: Some(place) });
        }
        (self.excluded, self.ink, notices)
    }
}
