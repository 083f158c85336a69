//! Text forms → [`Flow`]: spans resolved, and the parts that a dump's page breaks tore off put back.

use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable};
use crate::read::exclusion::{self, Excluded, Reason};
use crate::read::{raised, spacing};
use crate::tables::abreast;
use crate::tables::flow::{Block, Cell, Flow, Line, Table};

/// More columns than any form has; what lies beyond is cut off from absurd spans.
const MAX_COLUMNS: usize = 1024;

/// The lines and tables of a text form. A document of laid-out pages gives an empty flow.
pub fn flow(document: &Document) -> Flow {
    let mut flow = Flow { by_sheet: document.format == Format::Xlsx, ..Flow::default() };
    let Content::Flow(blocks) = &document.content else { return flow };
    for block in blocks {
        let told = flow.excluded.len();
        match block {
            Markup::Line { text, place } => {
                flow.characters += spacing::count(text);
                if is_page_number(text) {
                    flow.furniture += spacing::count(text);
                    continue;
                }
                flow.blocks.push(Block::Line(Line {
                    text: text.clone(),
                    place: place.clone(),
                    size: 0.0,
                    characters: spacing::count(text),
                }));
            }
            Markup::Table(markup) => {
                let mut table = table(markup);
                flow.excluded.extend(marks(&mut table));
                flow.characters += exclusion::characters(&flow.excluded[told..]);
                // A dump has none at all; an HTML table within Markdown may.
                table.spans |= !matches!(document.format, Format::Text | Format::Markdown);
                flow.characters += table.cells.iter().map(|cell| cell.characters).sum::<u64>();
                flow.blocks.extend(abreast::part(table).into_iter().map(Block::Table));
            }
        }
    }
    if !flow.by_sheet {
        flow.blocks = rejoin(std::mem::take(&mut flow.blocks));
    }
    flow
}

/// Cells at their rows and columns, after the rules of HTML tables.
fn table(markup: &MarkupTable) -> Table {
    let mut table = Table { rows: markup.rows.len(), aligned: markup.aligned, ..Table::default() };
    // For each column, the first row that no span from above covers.
    let mut free_from: Vec<usize> = Vec::new();
    for (row, cells) in markup.rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while free_from.get(column).is_some_and(|&free| free > row) {
                column += 1;
            }
            if column >= MAX_COLUMNS {
                // Beyond any real table: kept as text of the last cell, so that nothing is lost.
                spill(&mut table, cell);
                continue;
            }
            let row_span = (cell.row_span.max(1) as usize).min(table.rows - row);
            let mut column_span = (cell.col_span.max(1) as usize).min(MAX_COLUMNS - column);
            // A span never runs over a cell that hangs down from above.
            let clear = (1..column_span).find(|&at| free_from.get(column + at).is_some_and(|&free| free > row));
            column_span = clear.unwrap_or(column_span);
            let end = column + column_span;
            if free_from.len() < end {
                free_from.resize(end, 0);
            }
            free_from[column..end].fill(row + row_span);
            table.cells.push(Cell {
                row,
                column,
                row_span,
                column_span,
                text: cell.text.clone(),
                characters: spacing::count(&cell.text),
                place: cell.place.clone(),
                repairs: cell.repairs.clone(),
                ..Cell::default()
            });
            table.columns = table.columns.max(end);
            column = end;
        }
    }
    table.pages = pages(&table.cells);
    table.spans = table.cells.iter().any(|cell| cell.row_span > 1 || cell.column_span > 1);
    table
}

/// Takes the note marks off the ends of values.
fn marks(table: &mut Table) -> Vec<Excluded> {
    let mut found = Vec::new();
    for cell in &mut table.cells {
        let Some((value, mark)) = raised::trailing(&cell.text) else { continue };
        let (value, mark) = (value.trim_end().to_owned(), mark.to_owned());
        cell.repairs.push(format!("mark kept apart: {mark}"));
        cell.characters = spacing::count(&value);
        cell.text = value;
        found.push(Excluded { reason: Reason::Mark, text: mark, place: cell.place.clone() });
    }
    found
}

fn spill(table: &mut Table, cell: &MarkupCell) {
    if let Some(last) = table.cells.last_mut() {
        append(last, &cell.text, &cell.place);
    }
}

fn pages(cells: &[Cell]) -> Vec<u32> {
    let mut pages: Vec<u32> = cells.iter().map(|cell| cell.place.page).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// Adds text to a cell: directly where the cell's sentence is unfinished, else as a paragraph of its own.
fn append(cell: &mut Cell, text: &str, place: &Place) {
    if text.is_empty() {
        return;
    }
    if !cell.text.is_empty() && is_finished(&cell.text) {
        cell.text.push('\n');
    }
    cell.text.push_str(text);
    cell.characters += spacing::count(text);
    cell.place.extend(place);
}

/// Whether a text ends as a sentence or a paragraph does.
pub fn is_finished(text: &str) -> bool {
    text.trim_end().chars().next_back().is_none_or(|c| {
        matches!(c, '。' | '！' | '？' | '；' | '：' | '…' | '.' | '!' | '?' | ';' | ':' | '”' | '）' | ')')
    })
}

/// Puts the parts of dumped tables back together: a table whose first row begins with an empty cell, or one before which the last
/// cell's sentence is unfinished, continues the table before it, and the lines in between are paragraphs of that table's last cell.
fn rejoin(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Index in `out` of the last dumped table, as long as only lines that could be its prose follow it.
    let mut open: Option<usize> = None;
    for block in blocks {
        match block {
            Block::Line(line) => {
                if begins_anew(&line.text) {
                    open = None;
                }
                out.push(Block::Line(line));
            }
            Block::Table(table) if table.aligned => {
                open = None;
                out.push(Block::Table(table));
            }
            Block::Table(table) => {
                let at = out.len();
                if let Some(first) = open
                    && continues(&out[first], &table)
                {
                    let lines = out.split_off(first + 1);
                    if let Some(Block::Table(before)) = out.last_mut() {
                        join(before, lines, table);
                    }
                    continue;
                }
                out.push(Block::Table(table));
                open = Some(at);
            }
        }
    }
    out
}

fn continues(before: &Block, table: &Table) -> bool {
    let Block::Table(before) = before else { return false };
    // A blank table has no cell to which the lines in between could belong.
    let Some(last) = before.cells.iter().rev().find(|cell| !cell.text.is_empty()) else { return false };
    let blank_start = table.cells.first().is_some_and(|cell| cell.text.is_empty());
    blank_start || !is_sentence_end(&last.text)
}

/// Whether a long text ends without the end of a sentence; short texts (names, numbers, labels) say nothing.
fn is_sentence_end(text: &str) -> bool {
    text.chars().count() < 30 || is_finished(text)
}

fn join(before: &mut Table, lines: Vec<Block>, table: Table) {
    let last = before.cells.iter().rposition(|cell| !cell.text.is_empty());
    for block in lines {
        if let (Block::Line(line), Some(last)) = (block, last) {
            append(&mut before.cells[last], &line.text, &line.place);
            let repair = "lines at a page break joined";
            if before.cells[last].repairs.last().is_none_or(|known| known != repair) {
                before.cells[last].repairs.push(repair.to_owned());
            }
        }
    }
    let offset = before.rows;
    before.seams.push(offset);
    before.seams.extend(table.seams.iter().map(|seam| seam + offset));
    before.rows += table.rows;
    before.columns = before.columns.max(table.columns);
    before.cells.extend(table.cells.into_iter().map(|cell| Cell { row: cell.row + offset, ..cell }));
    before.pages.extend(table.pages);
    before.pages.sort_unstable();
    before.pages.dedup();
}

/// Whether a line begins something new: the title of a table, or what stands between a title and its table.
fn begins_anew(text: &str) -> bool {
    let text = text.trim();
    let short = text.chars().count() <= 40;
    short
        && (text.ends_with('表')
            || text.ends_with("表）")
            || ["填报单位", "填报部门", "单位：", "单位:", "附件", "附表"].iter().any(|start| text.starts_with(start))
            || (text.starts_with(['（', '(']) && text.contains('年') && text.chars().count() <= 14))
}

/// Whether a line is only a page number: `3`, `— 3 —`, `第 3 页 共 20 页`.
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.chars().filter(|c| !c.is_ascii_digit() && !spacing::is_blank(*c));
    (1..=8).contains(&digits) && rest.clone().count() <= 8 && rest.clone().all(|c| "—-–－第页共,，/、·".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{html, text_dump};

    fn tables(document: Result<Document, crate::error::Error>) -> Vec<Table> {
        let Ok(document) = document else { return Vec::new() };
        flow(&document)
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(table),
                Block::Line(_) => None,
            })
            .collect()
    }

    #[test]
    fn spans_push_cells_to_the_right() {
        let found = tables(html::read(
            "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td rowspan=9>d</td></tr></table>"
                .as_bytes(),
        ));
        let at: Vec<_> =
            found[0].cells.iter().map(|c| (c.text.as_str(), c.row, c.column, c.row_span, c.column_span)).collect();
        assert_eq!(at, [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)]);
        assert_eq!((found[0].rows, found[0].columns), (2, 3));
    }

    #[test]
    fn a_cell_torn_over_pages_is_one_again() {
        let found = tables(text_dump::read(
            "职责\t负责全市各项工作的统筹协调和督促检查，负责落实各项政策措施，负责对\t\n\n重大决策进行审查。\n\n（二）队伍建\n\n\t设。\t\n\n2022 年目标表\n\n名称\t甲\n"
                .as_bytes(),
        ));
        assert_eq!(found.len(), 2);
        assert!(found[0].cells[1].text.ends_with("负责对重大决策进行审查。\n（二）队伍建"));
        assert_eq!((found[0].rows, found[0].seams.as_slice()), (2, [1].as_slice()));
    }

    #[test]
    fn absurd_spans_end() {
        let row = "<tr><td colspan=1000 rowspan=1000>x</td><td colspan=1000>y</td></tr>".repeat(50);
        let found = tables(html::read(format!("<table>{row}</table>").as_bytes()));
        assert!(found[0].columns <= MAX_COLUMNS);
        assert_eq!(found[0].cells.iter().map(|cell| cell.characters).sum::<u64>(), 100);
    }
}
