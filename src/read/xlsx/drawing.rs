//! What lies over a sheet: pictures, charts, text boxes, embedded files, comments. Source: ECMA-376 Part 1, 20.5.

use crate::error::Error;
use crate::place::Place;
use crate::read::ink::{Ink, InkKind, InkOutcome};
use crate::read::office::{Node, Office, walk};

/// A picture that covers fewer rows or columns holds no form: a logo, a seal, a signature.
const FORM_ROWS: f64 = 6.0;
const FORM_COLUMNS: f64 = 3.0;
/// English metric units to a row and a column of the usual size.
const ROW: f64 = 190_500.0;
const COLUMN: f64 = 609_600.0;

/// Text over a sheet: its row from 0, and whether it shows.
pub(super) struct Box {
    pub(super) row: u32,
    pub(super) text: String,
    pub(super) shown: bool,
}

/// What lies over a sheet.
#[derive(Default)]
pub(super) struct Over {
    pub(super) ink: Vec<Ink>,
    pub(super) boxes: Vec<Box>,
}

/// An anchor that is open.
#[derive(Default)]
struct Anchor {
    /// Columns and rows: from, to.
    corners: [[f64; 2]; 2],
    /// Columns and rows by its size.
    size: [f64; 2],
    pictures: u32,
    name: Option<String>,
    hidden: bool,
    text: String,
}

/// Reads what the parts that a sheet refers to lay over it.
pub(super) fn read(office: &mut Office<'_>, part: &str, page: u32) -> Result<Over, Error> {
    let mut over = Over::default();
    let mut links: Vec<(String, String)> =
        office.relationships(part)?.into_values().map(|link| (link.kind, link.target)).collect();
    links.sort_unstable();
    links.dedup();
    let ink = |kind, outcome, count, name| Ink { kind, outcome, count, name, place: Place::at_line(page, 1) };
    for (kind, target) in links {
        let name = target.rsplit('/').next().map(str::to_owned);
        match kind.as_str() {
            "drawing" => match drawing(office, &target, page, &mut over) {
                Err(Error::Damaged { .. }) => {
                    over.ink.push(ink(InkKind::Picture, InkOutcome::Unread, 1, name));
                }
                done => done?,
            },
            "package" | "oleObject" => over.ink.push(ink(InkKind::Attachment, InkOutcome::Unread, 1, name)),
            "image" => over.ink.push(ink(InkKind::Picture, InkOutcome::Decoration, 1, None)),
            "ctrlProp" => over.ink.push(ink(InkKind::FormField, InkOutcome::Unread, 1, None)),
            "comments" => {
                let mut count = 0;
                let xml = office.part(&target)?.unwrap_or_default();
                let read = walk(&xml, &target, |node| {
                    count += u32::from(matches!(node, Node::Start(tag) if tag.name() == "comment"))
                });
                if count > 0 || read.is_err() {
                    over.ink.push(ink(InkKind::Annotation, InkOutcome::Unread, count.max(1), None));
                }
            }
            _ => {}
        }
    }
    Ok(over)
}

fn drawing(office: &mut Office<'_>, part: &str, page: u32, over: &mut Over) -> Result<(), Error> {
    let Some(xml) = office.part(part)? else { return Ok(()) };
    let mut anchor = Anchor::default();
    // Which corner is open, and which of its numbers.
    let (mut corner, mut number, mut in_text) = (None, None, false);
    // What a program that knows a newer form shows is there a second time for the others.
    let mut fallback = false;
    walk(&xml, part, |node| match node {
        Node::Start(tag) => match tag.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => anchor = Anchor::default(),
            "Fallback" => fallback = true,
            "from" => corner = Some(0),
            "to" => corner = Some(1),
            "col" => number = Some(0),
            "row" => number = Some(1),
            "ext" => {
                let side = |name, unit: f64| Some(tag.attribute(name)?.parse::<f64>().ok()? / unit);
                if let Some((columns, rows)) = side("cx", COLUMN).zip(side("cy", ROW)) {
                    anchor.size = [anchor.size[0].max(columns), anchor.size[1].max(rows)];
                }
            }
            "cNvPr" => {
                anchor.hidden |= tag.attribute("hidden").is_some_and(|value| value == "1" || value == "true");
                anchor.name = anchor.name.take().or_else(|| tag.attribute("name"));
            }
            "pic" | "graphicFrame" if !fallback => anchor.pictures += 1,
            "t" => in_text = !fallback,
            _ => {}
        },
        Node::End(name) => match name {
            "from" | "to" => corner = None,
            "col" | "row" => number = None,
            "Fallback" => fallback = false,
            "t" => in_text = false,
            "p" if !anchor.text.is_empty() => anchor.text.push('\n'),
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => over.take(std::mem::take(&mut anchor), page),
            _ => {}
        },
        Node::Text(text) if in_text => anchor.text.push_str(text),
        Node::Text(text) => {
            if let Some((corner, number)) = corner.zip(number) {
                anchor.corners[corner][number] = text.trim().parse().unwrap_or(0.0);
            }
        }
    })
}

impl Over {
    fn take(&mut self, anchor: Anchor, page: u32) {
        let [from, to] = anchor.corners;
        let row = from[1].clamp(0.0, 1_048_575.0) as u32;
        let boxes = anchor.text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.boxes.extend(boxes.map(|line| Box { row, text: line.to_owned(), shown: !anchor.hidden }));
        if anchor.pictures == 0 {
            return;
        }
        let columns = (to[0] - from[0]).max(anchor.size[0]);
        let rows = (to[1] - from[1]).max(anchor.size[1]);
        let large = columns >= FORM_COLUMNS && rows >= FORM_ROWS && !anchor.hidden;
        let outcome = if large { InkOutcome::Unread } else { InkOutcome::Decoration };
        let place = Place::at_line(page, row + 1);
        self.ink.push(Ink { kind: InkKind::Picture, outcome, count: anchor.pictures, name: anchor.name, place });
    }
}
