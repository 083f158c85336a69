//! One page → its tables and the lines outside them, in reading order.

use super::flow::{Cell, Line, Table};
use super::grid::Grid;
use super::settings::{SNAP, TAB};
use super::{across, boxes, edges, fill, grid, marks, parts, spans, text, unruled};
use crate::geometry::Rect;
use crate::place::Place;
use crate::read::document::{Axis, Direction, Page, Ruling, Scan};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::pieces::{self, Piece};
use crate::read::tiles;

/// A table of one page, with what continuation over pages needs to know of its geometry.
#[derive(Clone, Debug)]
pub struct PageTable {
    /// The table.
    pub table: Table,
    /// Its column boundaries.
    pub xs: Vec<f32>,
    /// Its row boundaries.
    pub ys: Vec<f32>,
    /// For each column boundary from where to where it may stand; empty where lines tell them.
    pub room: Vec<(f32, f32)>,
}

impl PageTable {
    /// The area of the table.
    pub fn area(&self) -> Rect {
        Rect::new(self.xs[0], self.ys[0], self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1])
    }

    /// Whether lines tell its sides: where there are none, they do not.
    pub fn has_sides(&self) -> bool {
        self.room.first().is_none_or(|side| side.0 >= side.1)
    }

    /// For each column boundary from where to where it may stand.
    pub fn rooms(&self) -> Vec<(f32, f32)> {
        match self.room.is_empty() {
            true => self.xs.iter().map(|x| (*x, *x)).collect(),
            false => self.room.clone(),
        }
    }
}

/// A piece of a page in reading order.
#[derive(Clone, Debug)]
pub enum PageBlock {
    /// A line outside every table.
    Line(Line),
    /// A table.
    Table(PageTable),
}

/// What was found on a page.
#[derive(Clone, Debug)]
pub struct PageFlow {
    /// Page number.
    pub number: u32,
    /// Page height.
    pub height: f32,
    /// Page width.
    pub width: f32,
    /// Lines and tables, top to bottom.
    pub blocks: Vec<PageBlock>,
    /// Non-blank characters of the page.
    pub characters: u64,
    /// Text of watermarks: oblique, or so large that the page's own text runs over it.
    pub watermark: u64,
    /// Marks beside values, and watermarks in tiles.
    pub excluded: Vec<Excluded>,
}

/// Finds the tables of a page and puts every character into a cell, a line, the watermark count or what is left out.
pub fn read(page: &Page) -> PageFlow {
    let all = pieces::cut(&page.glyphs);
    let characters = all.iter().map(|piece| u64::from(piece.characters)).sum();
    let stamped = pieces::stamped(&all);
    let is_mark =
        |piece: &Piece| piece.direction == Direction::Oblique || stamped.is_some_and(|size| piece.size >= size);
    let (large, mut upright): (Vec<Piece>, Vec<Piece>) =
        if all.iter().any(is_mark) { all.into_iter().partition(is_mark) } else { (Vec::new(), all) };
    let watermark = large.iter().map(|piece| u64::from(piece.characters)).sum();
    let mut excluded = Vec::new();
    // Tiles lie over what is printed.
    let tiles = if page.overlaps == Some(false) { Vec::new() } else { tiles::find(&page.glyphs, &upright) };
    if !tiles.is_empty() {
        let mut is_tile = tiles.into_iter();
        upright.retain(|piece| {
            let stays = is_tile.next() != Some(true);
            if !stays {
                excluded.push(left_out(page, piece, Reason::Stamp));
            }
            stays
        });
    }

    let horizontals = edges::join(&page.rulings, Axis::Horizontal);
    let verticals = edges::join(&page.rulings, Axis::Vertical);
    let mut grids: Vec<Grid> = boxes::join(grid::find(&horizontals, &verticals)).into_iter().filter(is_table).collect();
    let areas: Vec<Rect> = grids.iter().map(Grid::area).collect();
    let inside_any = |piece: &Piece| areas.iter().any(|area| area.contains(piece.rect.center()));
    let beside: Vec<Piece> = upright.iter().filter(|piece| !inside_any(piece)).copied().collect();
    grids.extend(without_verticals(page, &beside, &horizontals, &areas));
    let merged: Vec<_> = grids.iter().map(spans::find).collect();
    let ruled: Vec<fill::Ruled<'_>> =
        grids.iter().zip(&merged).map(|(grid, (_, owner))| fill::Ruled { grid, owner, area: grid.area() }).collect();

    let (mut homes, mut outside) = (Vec::with_capacity(upright.len()), Vec::new());
    let targets = fill::assign(&page.glyphs, &upright, &ruled);
    // A recogniser does not tell sizes so surely.
    let signs = if page.scan == Scan::Read { Vec::new() } else { marks::find(&page.glyphs, &upright, &targets) };
    let mut marked = Vec::new();
    for sign in &signs {
        if sign.is_part {
            upright[sign.piece].baseline = upright[sign.host].baseline;
        } else {
            excluded.push(left_out(page, &upright[sign.piece], Reason::Mark));
            marked.push((targets[sign.piece], shown(page, &upright[sign.piece])));
        }
    }
    let mut notes = signs.iter().filter(|sign| !sign.is_part).map(|sign| sign.piece).peekable();
    for (index, target) in targets.into_iter().enumerate() {
        if notes.next_if_eq(&index).is_some() {
            continue;
        }
        match target {
            Some(home) => homes.push((home, index)),
            None => outside.push(upright[index]),
        }
    }
    homes.sort_unstable();
    let inside: Vec<Piece> = homes.iter().map(|(_, index)| upright[*index]).collect();
    let of = |home| {
        let end = homes.partition_point(|(other, _)| *other <= home);
        &inside[homes.partition_point(|(other, _)| *other < home)..end]
    };
    let mut blocks: Vec<(f32, f32, PageBlock)> = Vec::new();
    for (index, (grid, (spans, _))) in grids.iter().zip(&merged).enumerate() {
        let mut table = table(page, grid, spans, |span| of((index, span)));
        for (target, mark) in &marked {
            if let Some((grid, span)) = target
                && *grid == index
                && let Some(cell) = table.table.cells.get_mut(*span)
            {
                cell.repairs.push(marks::repair(mark));
            }
        }
        for cell in &mut table.table.cells {
            excluded.extend(marks::take_off(cell));
        }
        let area = grid.area();
        blocks.push((area.y0, area.x0, PageBlock::Table(table)));
    }
    for line in text::lines(&page.glyphs, &outside, TAB) {
        let place = Place::on_page(page.number, line.rect).read_with(line.confidence);
        let block = PageBlock::Line(Line { text: line.text, place, size: line.size, characters: line.characters });
        blocks.push((line.rect.y0, line.rect.x0, block));
    }
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    PageFlow {
        number: page.number,
        height: page.height,
        width: page.width,
        blocks: blocks.into_iter().map(|(_, _, block)| block).collect(),
        characters,
        watermark,
        excluded,
    }
}

fn shown(page: &Page, piece: &Piece) -> String {
    let shown = page.glyphs[piece.first..piece.last].iter().filter(|glyph| !pieces::is_blank(glyph));
    shown.map(|glyph| glyph.char.unwrap_or('\u{fffd}')).collect()
}

fn left_out(page: &Page, piece: &Piece, reason: Reason) -> Excluded {
    Excluded { reason, text: shown(page, piece), place: Place::on_page(page.number, piece.rect) }
}

/// The tables that text outside all ruled ones makes with rules across, or without any.
fn without_verticals(page: &Page, beside: &[Piece], horizontals: &[Ruling], taken: &[Rect]) -> Vec<Grid> {
    let texts = parts::parts(&page.glyphs, beside);
    let touches = |rule: &Ruling, area: &Rect| {
        (area.y0 - SNAP..=area.y1 + SNAP).contains(&rule.at) && rule.to > area.x0 && rule.from < area.x1
    };
    let is_free = |rule: &&Ruling| !taken.iter().any(|area| touches(rule, area));
    let free: Vec<Ruling> = horizontals.iter().filter(is_free).copied().collect();
    let titles = parts::titles(&texts);
    let mut grids = across::find(&page.glyphs, beside, (&texts, &titles), &page.rulings, &free);
    if grids.is_empty() {
        grids.extend(unruled::find(&texts, &titles));
    }
    grids
}

/// A single box is a frame around text, not a table.
fn is_table(grid: &Grid) -> bool {
    grid.rows() * grid.columns() > 1
}

/// The table of a grid, whose spans hold the pieces that `of` gives for them.
fn table<'p>(page: &Page, grid: &Grid, spans: &[spans::Span], of: impl Fn(usize) -> &'p [Piece]) -> PageTable {
    let cells = spans
        .iter()
        .enumerate()
        .map(|(index, span)| {
            let area = fill::span_area(grid, span);
            let lines = text::lines(&page.glyphs, of(index), f32::MAX);
            Cell {
                row: span.row,
                column: span.column,
                row_span: span.rows,
                column_span: span.columns,
                characters: lines.iter().map(|line| line.characters).sum(),
                place: Place::on_page(page.number, area)
                    .read_with(lines.iter().filter_map(|line| line.confidence).min()),
                room: room(&lines, &area),
                reach: lines
                    .iter()
                    .map(|line| (line.rect.x0, line.rect.x1))
                    .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
                repairs: Vec::new(),
                text: text::join(lines, &area),
            }
        })
        .collect();
    let mut table = PageTable {
        table: Table {
            rows: grid.rows(),
            columns: grid.columns(),
            cells,
            pages: vec![page.number],
            seams: Vec::new(),
            aligned: true,
            by_text: false,
            abreast: false,
            spans: true,
        },
        xs: grid.xs.clone(),
        ys: grid.ys.clone(),
        room: grid.room().to_vec(),
    };
    // Text of neighbouring columns is not told apart as surely in a scan, where no line parts them.
    table.table.by_text = !table.has_sides() || (page.scan == Scan::Read && !table.room.is_empty());
    table
}

/// The free height of a cell above and below its lines, in ems.
fn room(lines: &[text::TextLine], area: &Rect) -> (f32, f32) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return (0.0, 0.0) };
    let ems = |height: f32, size: f32| if size > 0.0 { height / size } else { 0.0 };
    (ems(first.rect.y0 - area.y0, first.size), ems(area.y1 - last.rect.y1, last.size))
}
