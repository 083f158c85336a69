//! Columns of a place: page and rectangle.

use super::Cell;
use crate::place::Place;
use rust_decimal::Decimal;

/// The page.
pub fn page(place: &Place) -> Cell<'static> {
    if place.page == 0 { Cell::Blank } else { Cell::integer(place.page) }
}

/// One edge of the rectangle on that page: 0 to 3 for x0, y0, x1, y1; blank for text files.
pub fn edge(place: &Place, edge: usize) -> Cell<'static> {
    place.rect.map_or(Cell::Blank, |rect| Cell::Coordinate(rect.rounded()[edge]))
}

/// The line in a text file.
pub fn line(place: &Place) -> Cell<'static> {
    place.line.map_or(Cell::Blank, Cell::integer)
}

/// How surely it was recognised; blank where the file itself tells.
pub fn confidence(place: &Place) -> Cell<'static> {
    Cell::decimal(place.confidence.map(|hundredths| Decimal::new(hundredths.into(), 2)))
}
