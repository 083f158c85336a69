//! `compare.md`: the comparison to read, the first rows of each table.

use super::table::Table;
use crate::wording::Lang;

/// Rows of each table that the page shows; the CSV files have all.
const SHOWN: usize = 30;
/// Characters of a cell that the page shows.
const LONGEST: usize = 60;

/// The page.
pub fn page(tables: &[Table], lang: Lang) -> String {
    let mut out = String::from(lang.pick("# 部门与年度比较\n", "# Bureaus and years compared\n"));
    for table in tables {
        let (zh, en) = table.title;
        out.push_str(&format!("\n## {}\n\n", lang.pick(zh, en)));
        if table.rows.is_empty() {
            out.push_str(lang.pick("无。\n", "None.\n"));
            continue;
        }
        out.push_str(&format!(
            "| {} |\n|{}\n",
            table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(" | "),
            "---|".repeat(table.columns.len())
        ));
        for row in table.rows.iter().take(SHOWN) {
            out.push_str(&format!("| {} |\n", row.iter().map(|cell| cell_of(cell)).collect::<Vec<_>>().join(" | ")));
        }
        let (rows, name) = (table.rows.len(), table.name);
        if rows > SHOWN {
            out.push_str(&lang.pick(
                format!("\n共 {rows} 行，其余见 `{name}.csv`。\n"),
                format!("\n{rows} rows; the others are in `{name}.csv`.\n"),
            ));
        }
    }
    out
}

/// A cell on one line, without what Markdown would take for a cell's end.
fn cell_of(cell: &str) -> String {
    let plain = cell.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}
