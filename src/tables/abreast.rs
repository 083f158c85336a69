//! Forms that stand side by side in one table of a text form (HTML, a sheet, a word processor's table): each becomes a table.

use super::flow::{Cell, Table};
use super::shape;
use crate::read::spacing;

/// More forms do not stand side by side.
const MOST: usize = 4;

/// The tables of the forms that stand side by side in a table, from left to right; the table itself where there is one form.
///
/// They are told by a head of indicators that all parts have alike, labels alike beside one another in every row above it, and no
/// cell that reaches from one part into the next. A form whose one head has the indicators of a year and of a term side by side has
/// rows above it that reach over both.
pub fn part(table: Table) -> Vec<Table> {
    let found =
        (2..=MOST).find(|&parts| table.columns.is_multiple_of(parts) && are_forms(&table, table.columns / parts));
    let Some(parts) = found else { return vec![table] };
    let width = table.columns / parts;
    let mut tables: Vec<Table> =
        (0..parts).map(|at| Table { columns: width, cells: Vec::new(), abreast: at > 0, ..table.clone() }).collect();
    for cell in table.cells {
        let at = cell.column / width;
        tables[at].cells.push(Cell { column: cell.column - at * width, ..cell });
    }
    tables
}

/// Whether each `width` columns of a table are a form.
fn are_forms(table: &Table, width: usize) -> bool {
    if width < 3 || table.cells.iter().any(|cell| cell.column / width != (cell.column + cell.column_span - 1) / width) {
        return false;
    }
    let mut rows: Vec<Vec<&Cell>> = vec![Vec::new(); table.rows];
    for cell in &table.cells {
        rows[cell.row].push(cell);
    }
    let Some(head) = rows.iter().position(|row| is_head(row, width)) else { return false };
    head > 0 && rows[..head].iter().all(|row| has_labels_alike(row, table.columns / width, width))
}

/// Whether a row is the head of indicators in each part alike.
fn is_head(row: &[&Cell], width: usize) -> bool {
    let own = |at: usize| row.iter().filter(move |cell| cell.column / width == at);
    let texts = |at: usize| own(at).map(|cell| (cell.column % width, bare(&cell.text))).collect::<Vec<_>>();
    let first = texts(0);
    let levels = own(0).filter(|cell| shape::is_indicator_header(&bare(&cell.text))).count();
    let last = row.iter().map(|cell| cell.column / width).max().unwrap_or(0);
    levels >= 2 && last > 0 && (1..=last).all(|at| texts(at) == first)
}

/// Whether a row begins with the same label in each part.
fn has_labels_alike(row: &[&Cell], parts: usize, width: usize) -> bool {
    let label = |at: usize| row.iter().find(|cell| cell.column == at * width).map(|cell| bare(&cell.text));
    let first = label(0).filter(|text| !text.is_empty());
    first.is_some() && (1..parts).all(|at| label(at) == first)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !spacing::is_blank(*c)).collect()
}

#[cfg(test)]
mod tests {
    use crate::read::html;
    use crate::tables::flow::Block;
    use crate::tables::markup;

    fn texts(rows: &[&str]) -> Vec<Vec<String>> {
        let row = |row: &&str| {
            format!("<tr><td>{}</td></tr>", row.replace('|', "</td><td>").replace("<td>>", "<td colspan=2>"))
        };
        let page = format!("<table>{}</table>", rows.iter().map(row).collect::<String>());
        let Ok(document) = html::read(page.as_bytes()) else { return Vec::new() };
        let tables = markup::flow(&document).blocks.into_iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.cells.into_iter().map(|cell| cell.text).collect()),
            Block::Line(_) => None,
        });
        tables.collect()
    }

    #[test]
    fn forms_side_by_side_are_parted() {
        let found = texts(&[
            "项目名称|>甲|项目名称|>乙",
            "一级指标|三级指标|指标值|一级指标|三级指标|指标值",
            "产出指标|人数|50人|产出指标|册数|800册",
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], ["项目名称", "甲", "一级指标", "三级指标", "指标值", "产出指标", "人数", "50人"]);
        assert_eq!(found[1], ["项目名称", "乙", "一级指标", "三级指标", "指标值", "产出指标", "册数", "800册"]);
    }

    #[test]
    fn one_form_stays_whole() {
        let head = "一级指标|三级指标|指标值|一级指标|三级指标|指标值";
        let row = "产出指标|人数|50人|产出指标|册数|800册";
        for above in ["项目名称|>甲|主管部门|>乙", "项目名称|>甲|>乙|丙"] {
            assert_eq!(texts(&[above, head, row]).len(), 1, "{above}");
        }
        assert_eq!(texts(&[head, row]).len(), 1);
    }
}
