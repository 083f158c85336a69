//! What the readers make: pages of glyphs and rulings (PDF), or a flow of lines and marked-up tables (text forms).

use crate::geometry::{Point, Rect};
use crate::notice::Notice;
use crate::place::Place;
use crate::read::exclusion::Excluded;
use crate::read::ink::Ink;

/// One source document as read, before any table is looked for.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file format.
    pub format: Format,
    /// Number of pages; text files without page breaks have 1.
    pub page_count: u32,
    /// What the document holds.
    pub content: Content,
    /// Whether the characters come from the file or are missing (scans).
    pub text_layer: TextLayer,
    /// Text that stands in no value, with the reason; it is no part of `content`.
    pub excluded: Vec<Excluded>,
    /// What covers the pages besides characters, and what became of it.
    pub ink: Vec<Ink>,
    /// What the reader could not settle.
    pub notices: Vec<Notice>,
}

/// The file formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A text dump: tabs between cells, form feeds or blank runs between pages, stray `<p>` tags.
    Text,
    /// Markdown with pipe tables.
    Markdown,
    /// HTML with `<table>`.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
}

/// Where the characters of a document come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextLayer {
    /// Every page with content has characters.
    Digital,
    /// Pages are images without characters.
    Scanned,
    /// Some pages have characters, some are images.
    Mixed,
    /// Neither characters nor images.
    None,
}

/// What a document holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Laid-out pages: characters and rulings with positions.
    Pages(Vec<Page>),
    /// Text forms: lines and tables in reading order.
    Flow(Vec<Markup>),
}

/// One laid-out page, upright, in points from the top left.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Page number, from 1.
    pub number: u32,
    /// Width in points after rotation.
    pub width: f32,
    /// Height in points after rotation.
    pub height: f32,
    /// The characters that are visible on the page, in drawing order.
    pub glyphs: Vec<Glyph>,
    /// The lines that are visible on the page, in drawing order.
    pub rulings: Vec<Ruling>,
    /// The images on the page.
    pub images: Vec<Rect>,
    /// The page as a picture, where a reader has one: scans, whose characters were recognised from it.
    pub picture: Option<Picture>,
    /// Characters drawn in invisible mode (Tr 3) or wholly transparent: the text layer that a scanner's software lays over its
    /// image. What they say is a machine's guess at what the image shows, so they are no part of `glyphs`.
    pub invisible: Vec<Glyph>,
    /// Characters in the file that do not show: off the page, clipped away, drawn a second time for fake bold.
    pub hidden_characters: u32,
    /// Whether text may stand on other text; `None` where the reader did not look.
    pub overlaps: Option<bool>,
    /// Whether the page is an image of one, and whether it was read.
    pub scan: Scan,
}

/// Whether a page is an image of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scan {
    /// It is not: the file holds its characters.
    #[default]
    No,
    /// It is, and its characters are not known.
    Unread,
    /// It is, and its characters were recognised.
    Read,
}

/// A page as a picture that fills it, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// One visible character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The character; `None` where nothing in the file tells which one it is.
    pub char: Option<char>,
    /// Start of the glyph on its baseline.
    pub origin: Point,
    /// Advance width by nominal height: x from origin to origin + advance, y from baseline − 0.88 em to baseline + 0.12 em
    /// (font metrics lie; see `pdf-engines`), for upright text; turned accordingly otherwise.
    pub rect: Rect,
    /// Font size in points on the page.
    pub size: f32,
    /// The direction of writing.
    pub direction: Direction,
    /// The text-showing operation that drew it, counted per page: characters of one operation belong together.
    pub run: u32,
    /// How surely a recogniser read it, in hundredths; `None` where the file itself tells.
    pub confidence: Option<u8>,
}

/// The direction of writing of a glyph on the upright page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    #[default]
    Right,
    /// Top to bottom (vertical writing, or text turned by 90°).
    Down,
    /// Bottom to top.
    Up,
    /// Upside down.
    Left,
    /// Any other angle: watermarks.
    Oblique,
}

/// A horizontal or vertical line on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruling {
    /// Whether it runs across or down the page.
    pub axis: Axis,
    /// y of a horizontal ruling, x of a vertical one (its middle).
    pub at: f32,
    /// Start: smaller x, or smaller y.
    pub from: f32,
    /// End: larger x, or larger y.
    pub to: f32,
    /// Line width in points.
    pub width: f32,
}

/// The axis of a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Runs across the page.
    Horizontal,
    /// Runs down the page.
    Vertical,
}

/// A piece of a text form, in reading order.
#[derive(Clone, Debug)]
pub enum Markup {
    /// A line of text outside any table.
    Line {
        /// The text, without line end.
        text: String,
        /// Its place.
        place: Place,
    },
    /// A table.
    Table(MarkupTable),
}

/// A table of a text form.
#[derive(Clone, Debug, Default)]
pub struct MarkupTable {
    /// Rows of cells as written.
    pub rows: Vec<Vec<MarkupCell>>,
    /// Whether column positions can be trusted: true for HTML and Markdown, false for text dumps that drop leading cells.
    pub aligned: bool,
}

/// A cell of a table of a text form.
#[derive(Clone, Debug, Default)]
pub struct MarkupCell {
    /// The text; `\n` between paragraphs.
    pub text: String,
    /// Rows it spans, at least 1.
    pub row_span: u32,
    /// Columns it spans, at least 1.
    pub col_span: u32,
    /// Its place.
    pub place: Place,
    /// What was done on the way, in English, such as `mark kept apart: ①`.
    pub repairs: Vec<String>,
}
