//! Where a value stands in its source document.

use crate::geometry::Rect;
use serde::{Serialize, Serializer};

/// Where something stands in the source: a page and a rectangle of a PDF, or a line of a text file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Page number, from 1. Text files without page breaks are one page.
    pub page: u32,
    /// The rectangle on that page; `None` for text files.
    pub rect: Option<Rect>,
    /// Line number in a text file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Further parts, where a cell is cut by a page break: `(page, rectangle)`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub continued: Vec<Part>,
    /// How surely what stands here was read, in hundredths: the least sure of its characters. Only where it was recognised
    /// from an image.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_decimal")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub confidence: Option<u8>,
}

/// `0.97`: hundredths as a decimal string, like every number of the outputs.
fn as_decimal<S: Serializer>(hundredths: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
    hundredths.map(decimal).serialize(serializer)
}

/// Hundredths as a decimal.
pub fn decimal(hundredths: u8) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A further part of a place on another page (or lower on the same page).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// Page number, from 1.
    pub page: u32,
    /// The rectangle on that page; `None` for text files.
    pub rect: Option<Rect>,
}

impl Place {
    /// A rectangle on a page.
    pub fn on_page(page: u32, rect: Rect) -> Self {
        Place { page, rect: Some(rect), ..Place::default() }
    }

    /// A line of a text file.
    pub fn at_line(page: u32, line: u32) -> Self {
        Place { page, line: Some(line), ..Place::default() }
    }

    /// The same place, read as surely as this.
    pub fn read_with(self, confidence: Option<u8>) -> Self {
        Place { confidence, ..self }
    }

    /// Adds another place: widens the rectangle on the same page, or is kept as a further part.
    pub fn extend(&mut self, other: &Place) {
        self.confidence = match (self.confidence, other.confidence) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.add_part(other.page, other.rect);
        for part in &other.continued {
            self.add_part(part.page, part.rect);
        }
    }

    fn add_part(&mut self, page: u32, rect: Option<Rect>) {
        if page == self.page {
            self.rect = union(self.rect, rect);
        } else if let Some(part) = self.continued.iter_mut().find(|part| part.page == page) {
            part.rect = union(part.rect, rect);
        } else {
            self.continued.push(Part { page, rect });
        }
    }

    /// The last page the place reaches.
    pub fn last_page(&self) -> u32 {
        self.continued.last().map_or(self.page, |part| part.page)
    }
}

fn union(a: Option<Rect>, b: Option<Rect>) -> Option<Rect> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.union(&b)),
        (a, b) => a.or(b),
    }
}
