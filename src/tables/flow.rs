//! What the table finder makes: the document as lines and tables in reading order, furniture taken out.

use crate::notice::Notice;
use crate::place::Place;
use crate::read::exclusion::Excluded;

/// A document as lines and tables in reading order; continued tables are one table.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Lines and tables in reading order.
    pub blocks: Vec<Block>,
    /// Whether its pages are the sheets of a workbook: nothing goes on from one to the next.
    pub by_sheet: bool,
    /// Non-blank characters set aside as page furniture (page numbers, running headers, watermarks, repeated table headers).
    pub furniture: u64,
    /// Text that stands in no value, with the reason: what the reader left out and what the table finder did.
    pub excluded: Vec<Excluded>,
    /// Non-blank characters of the document, wherever they went; those left out are among them.
    pub characters: u64,
    /// What could not be settled.
    pub notices: Vec<Notice>,
}

/// A line of text or a table.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line of text outside any table.
    Line(Line),
    /// A table.
    Table(Table),
}

impl Block {
    /// Number of non-blank characters in it.
    pub fn characters(&self) -> u64 {
        match self {
            Block::Line(line) => line.characters,
            Block::Table(table) => table.cells.iter().map(|cell| cell.characters).sum(),
        }
    }
}

/// A line of text outside any table.
#[derive(Clone, Debug)]
pub struct Line {
    /// The text; parts that stand far apart on the line are separated by a tab.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Largest font size on the line in points; 0 for text forms.
    pub size: f32,
    /// Non-blank characters of the source that went into the line.
    pub characters: u64,
}

/// A table, over one or more pages.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// Cells by row, then column; merged cells stand once, at their top left.
    pub cells: Vec<Cell>,
    /// The pages it stands on, ascending.
    pub pages: Vec<u32>,
    /// Rows that begin on a new page (index of the first row there): a row just before a seam may be torn, its rest
    /// standing in the row at the seam.
    pub seams: Vec<usize>,
    /// Whether column positions can be trusted; false for text dumps that drop or shift leading cells.
    pub aligned: bool,
    /// Whether its rows and columns are told by where the text stands, more than by lines: not every row may be read as one.
    pub by_text: bool,
    /// Whether it stands beside the table before it, below the same lines.
    pub abreast: bool,
    /// Whether merged cells are known as such; false for forms of text that have no spans, where a merged cell may be printed once for
    /// each column that it covers.
    pub spans: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows it spans, at least 1.
    pub row_span: usize,
    /// Columns it spans, at least 1.
    pub column_span: usize,
    /// The text, wrapped lines joined; `\n` between paragraphs.
    pub text: String,
    /// Non-blank characters of the source that went into the cell.
    pub characters: u64,
    /// Where it stands.
    pub place: Place,
    /// Free height above and below its text, in ems; zero where nothing tells.
    pub room: (f32, f32),
    /// From where to where (points) its text stands across; `None` where nothing tells.
    pub reach: Option<(f32, f32)>,
    /// What was done on the way, in English, such as `joined across pages 2-3`.
    pub repairs: Vec<String>,
}

impl Table {
    /// The cell that covers a row and a column, merged cells included.
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }

    /// The cells that begin in a row, left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let first = self.cells.partition_point(|cell| cell.row < row);
        self.cells[first..].iter().take_while(move |cell| cell.row == row)
    }

    /// The texts of the cells that begin in a row, left to right.
    pub fn texts(&self, row: usize) -> impl Iterator<Item = &str> {
        self.row(row).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Takes the first rows away, which no cell reaches out of; the characters that went.
    pub(super) fn drop_first(&mut self, rows: usize) -> u64 {
        let dropped = self.cells.iter().filter(|cell| cell.row < rows).map(|cell| cell.characters).sum();
        self.cells.retain(|cell| cell.row >= rows);
        self.cells.iter_mut().for_each(|cell| cell.row -= rows);
        self.rows -= rows;
        dropped
    }
}
