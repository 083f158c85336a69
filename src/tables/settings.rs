//! Every tolerance of the table finder, in points unless stated otherwise.

/// Parallel rulings nearer than this are one line (double lines, borders drawn by both neighbours).
pub const SNAP: f32 = 3.0;
/// Collinear pieces are joined over gaps up to this.
pub const GAP: f32 = 3.0;
/// A ruling that ends this near another one touches it (overshoot and shortfall at corners).
pub const TOUCH: f32 = 3.0;
/// A boundary between two grid cells counts as drawn if this share of its length is.
pub const DRAWN: f32 = 0.6;
/// Horizontal rulings that reach beyond the outermost vertical one by this much imply an undrawn outer border.
pub const OPEN_SIDE: f32 = 8.0;
/// Vertical rulings that reach beyond the outermost horizontal one by this much imply a cell left open (page break).
pub const OPEN_END: f32 = 5.0;
/// A gap wider than this many ems between two characters stands for a space.
pub const SPACE: f32 = 0.22;
/// Parts of an outside line that stand further apart than this many ems are separated by a tab.
pub const TAB: f32 = 1.5;
/// A line that ends this many ems before the right limit of its cell ended on purpose: a paragraph.
pub const SHORT_LINE: f32 = 1.6;
/// Lines whose left and right margins differ by less than this many ems are centred.
pub const CENTRED: f32 = 1.2;
/// The share of the page height at its top and bottom where page numbers and running headers stand.
pub const MARGIN_ZONE: f32 = 0.11;
/// A running header or footer stands on at least this many pages.
pub const RUNNING_PAGES: usize = 3;
/// Column boundaries of two pages this near are the same column.
pub const SAME_COLUMN: f32 = 5.0;
/// A grid of more cells than this is a drawing: graph paper, hatching, a chart. Long lists have some ten thousand on a page.
pub const MAX_CELLS: usize = 100_000;
/// The most grids of a page that are looked at, those of the most cells: thousands of boxes are a drawing.
pub const MAX_GRIDS: usize = 1_000;
