//! The columns that name what the rows of a list or of a block of indicators are about.

use super::flow::{Cell, Table};
use super::shape;

/// Headers of the column that names the indicators.
const INDICATORS: [&str; 4] = ["三级指标", "指标名称", "指标内容", "三级指标名称"];
/// Headers of the column that names the projects.
const PROJECTS: [&str; 3] = ["项目名称", "项目支出名称", "名称"];

/// The header of the column that names what a row is about: of the indicators, else of the projects.
pub fn header(above: &Table) -> Option<&Cell> {
    let cells = || above.cells.iter().rev();
    cells().find(|cell| names_indicators(cell)).or_else(|| cells().find(|cell| names_projects(above, cell)))
}

/// The header of the column that names what the rows below are about, where it begins in a row.
pub fn header_in(table: &Table, row: usize) -> Option<&Cell> {
    let project = table.row(row).find(|cell| names_projects(table, cell));
    project.or_else(|| table.row(row).find(|cell| names_indicators(cell)))
}

fn names_indicators(cell: &Cell) -> bool {
    INDICATORS.contains(&cell.text.trim_start_matches('★'))
}

/// Whether a cell is the header of a column of projects: 项目名称 may be a label beside its value instead.
pub fn names_projects(table: &Table, cell: &Cell) -> bool {
    let beside = |other: &&Cell| other.column != cell.column && !other.text.is_empty();
    PROJECTS.contains(&cell.text.trim_start_matches('★'))
        && table.row(cell.row).filter(beside).count() >= 2
        && table.row(cell.row).filter(beside).any(|other| heads_list(&other.text))
}

/// The header of another column of a list of projects.
fn heads_list(text: &str) -> bool {
    const ENDINGS: [&str; 5] = ["目标", "预算", "预算数", "金额", "内容"];
    let text = text.split(['(', '（']).next().unwrap_or_default().trim_end();
    shape::is_level_label(text) || ENDINGS.iter().any(|ending| text.ends_with(ending))
}
