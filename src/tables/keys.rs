//! The columns that name what the rows of a list or of a block of indicators are about.

use super::flow::{Cell, Table};
use super::shape;

/// Headers of the columns that name what a row is about; the first that a table has decides.
static KEY_COLUMNS: [&[&str]; 2] =
    [&["三级指标", "指标名称", "指标内容", "三级指标名称"], &["项目名称", "项目支出名称", "名称"]];

/// The header of the column that names what a row is about.
pub fn header(above: &Table) -> Option<&Cell> {
    let mut cells = above.cells.iter().rev();
    cells
        .find(|cell| names_indicators(cell))
        .or_else(|| above.cells.iter().rev().find(|cell| names_projects(above, cell)))
}

/// The header of the column that names what the rows below are about, where it begins in a row.
pub fn header_in(table: &Table, row: usize) -> Option<&Cell> {
    let project = table.row(row).find(|cell| names_projects(table, cell));
    project.or_else(|| table.row(row).find(|cell| names_indicators(cell)))
}

fn names_indicators(cell: &Cell) -> bool {
    KEY_COLUMNS[0].contains(&cell.text.trim_start_matches('★'))
}

/// Whether a cell is the header of a column of projects: 项目名称 may be a label beside its value instead.
pub fn names_projects(table: &Table, cell: &Cell) -> bool {
    let beside = |other: &&Cell| other.column != cell.column && !other.text.is_empty();
    KEY_COLUMNS[1].contains(&cell.text.trim_start_matches('★'))
        && table.row(cell.row).filter(beside).count() >= 2
        && table.row(cell.row).filter(beside).any(|other| heads_list(&other.text))
}

/// The header of another column of a list of projects.
fn heads_list(text: &str) -> bool {
    const ENDINGS: [&str; 5] = ["目标", "预算", "预算数", "金额", "内容"];
    let text = text.split(['(', '（']).next().unwrap_or_default().trim_end();
    shape::is_level_label(text) || ENDINGS.iter().any(|ending| text.ends_with(ending))
}
