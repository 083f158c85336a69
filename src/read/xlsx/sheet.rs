//! The cells of a sheet, as they are written.

use super::formula::{self, Operand};
use super::reference::{Hidden, Range, position, range};
use super::styles::Style;
use super::text::{Collector, Run, Shown, show};
use crate::error::Error;
use crate::read::exclusion::Reason;
use crate::read::office::{Node, Tag, walk};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// Stands in place of a formula's result that the file does not hold: as Excel shows a number that it cannot show.
pub(super) const UNRECKONED: &str = "####";

/// A cell that holds something; rows and columns from 0.
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) repairs: Vec<String>,
    /// Whether it is a formula without a result.
    pub(super) unreckoned: bool,
    /// Whether its result was reckoned here, since the file holds none.
    pub(super) reckoned: bool,
}

/// What cells refer to.
pub(super) struct Book {
    pub(super) strings: Vec<Vec<Run>>,
    pub(super) styles: Vec<Style>,
    pub(super) from_1904: bool,
    /// Bytes that the cells' texts may take: many cells may refer to one long text.
    pub(super) limit: u64,
}

/// One sheet.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<Cell>,
    pub(super) merges: Vec<Range>,
    pub(super) hidden_rows: Hidden,
    pub(super) hidden_columns: Hidden,
    /// What of the cells does not show as a value: its row, why, and the text.
    pub(super) left_out: Vec<(u32, Reason, String)>,
    /// Bytes of all texts.
    pub(super) size: u64,
    /// What formulas may ask for.
    operands: FxHashMap<(u32, u32), Operand>,
    /// Formulas without a result: the index of their cell, the formula, and the style.
    formulas: Vec<(usize, String, usize)>,
}

/// Rounds in which formulas without results are reckoned that ask for each other.
const ROUNDS: usize = 8;
/// More formulas without results than any form has.
const MOST_FORMULAS: usize = 2_000;

/// The cell that is open.
#[derive(Default)]
struct Open {
    at: (u32, u32),
    kind: String,
    style: usize,
    value: String,
    /// A formula's text; `None` where the cell has none.
    formula: Option<String>,
    rich: Collector,
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.parse().ok()
}

/// A switch that is on, or a size of nothing.
fn is_hidden(tag: &Tag<'_>, size: &str) -> bool {
    tag.attribute("hidden").is_some_and(|value| value == "1" || value == "true")
        || tag.attribute(size).is_some_and(|value| value.parse::<f64>().is_ok_and(|size| size == 0.0))
}

impl Sheet {
    pub(super) fn read(xml: &str, part: &str, book: &Book) -> Result<Sheet, Error> {
        let mut sheet = Sheet::default();
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        let (mut row, mut column, mut in_value, mut in_formula, mut zero_height) = (0_u32, 0_u32, false, false, false);
        let mut open: Option<Open> = None;
        walk(xml, part, |node| {
            if let Some(cell) = &mut open {
                cell.rich.take(&node);
            }
            match node {
                Node::Start(tag) => match tag.name() {
                    "sheetFormatPr" => {
                        zero_height = tag.attribute("zeroHeight").is_some_and(|value| value == "1" || value == "true");
                    }
                    "col" if is_hidden(&tag, "width") => {
                        if let (Some(first), Some(last)) = (number(&tag, "min"), number(&tag, "max")) {
                            columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                        }
                    }
                    "row" => {
                        row = number(&tag, "r").unwrap_or(row.saturating_add(1));
                        column = 0;
                        if is_hidden(&tag, "ht") || (zero_height && tag.attribute("ht").is_none()) {
                            rows.push((row.saturating_sub(1), row.saturating_sub(1)));
                        }
                    }
                    "c" => {
                        let own = tag.attribute("r").and_then(|reference| position(&reference));
                        let at = own.unwrap_or((row.saturating_sub(1), column));
                        column = at.1.saturating_add(1);
                        let kind = tag.attribute("t").unwrap_or_default();
                        let style = number(&tag, "s").unwrap_or(0) as usize;
                        open = Some(Open { at, kind, style, ..Open::default() });
                    }
                    "f" => {
                        in_formula = true;
                        if let Some(cell) = &mut open {
                            cell.formula = Some(String::new());
                        }
                    }
                    "v" => in_value = true,
                    "mergeCell" => sheet.merges.extend(tag.attribute("ref").and_then(|text| range(&text))),
                    _ => {}
                },
                Node::End("v") => in_value = false,
                Node::End("f") => in_formula = false,
                Node::Text(text) if in_formula => {
                    if let Some(formula) = open.as_mut().and_then(|cell| cell.formula.as_mut()) {
                        formula.push_str(text);
                    }
                }
                Node::End("c") => {
                    if let Some(cell) = open.take() {
                        sheet.put(cell, book);
                    }
                }
                Node::Text(text) if in_value => {
                    if let Some(cell) = &mut open {
                        cell.value.push_str(text);
                    }
                }
                _ => {}
            }
        })?;
        if sheet.size > book.limit {
            let limit = format!("{} unpacked bytes", book.limit);
            return Err(Error::Limit { page: 0, limit, option: "--max-content" });
        }
        sheet.reckon(book);
        sheet.hidden_rows = Hidden::of(rows);
        sheet.hidden_columns = Hidden::of(columns);
        Ok(sheet)
    }

    /// Reckons the formulas whose results the file does not hold, as far as they are sums and the like of cells of the sheet.
    fn reckon(&mut self, book: &Book) {
        let general = Style::default();
        let mut open = std::mem::take(&mut self.formulas);
        open.truncate(MOST_FORMULAS);
        for _ in 0..ROUNDS {
            let before = open.len();
            open.retain(|(index, text, style)| {
                let operand = |row, column| self.operands.get(&(row, column)).copied().unwrap_or(Operand::Blank);
                let Some(number) = formula::result(text, &operand) else { return true };
                let style = book.styles.get(*style).unwrap_or(&general);
                let cell = &mut self.cells[*index];
                cell.text = style.format.show(&number.normalize().to_string(), book.from_1904);
                (cell.unreckoned, cell.reckoned) = (false, true);
                cell.repairs.push(format!("reckoned, as the file holds no result: ={}", text.trim_start_matches('=')));
                self.operands.insert((cell.row, cell.column), Operand::Number(number));
                false
            });
            if open.len() == before {
                break;
            }
        }
        self.operands = FxHashMap::default();
    }

    /// Takes a cell that is whole.
    fn put(&mut self, cell: Open, book: &Book) {
        if self.size > book.limit {
            return;
        }
        let general = Style::default();
        let style = book.styles.get(cell.style).unwrap_or(&general);
        let (row, column) = cell.at;
        let plain = |text: String| vec![Run { text, font: None }];
        let (runs, is_text) = match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse::<usize>().ok();
                (index.and_then(|index| book.strings.get(index)).cloned().unwrap_or_default(), true)
            }
            "inlineStr" => (cell.rich.runs, true),
            "str" => (plain(cell.value), true),
            // A formula that no program has reckoned: what it shows is not known, and is neither zero nor blank.
            _ if cell.formula.is_some() && cell.value.trim().is_empty() => {
                let text = UNRECKONED.to_owned();
                self.operands.insert(cell.at, Operand::Unknown);
                self.formulas.push((self.cells.len(), cell.formula.unwrap_or_default(), cell.style));
                self.cells.push(Cell { row, column, text, repairs: Vec::new(), unreckoned: true, reckoned: false });
                return;
            }
            "e" => (plain(cell.value), false),
            "b" => match cell.value.trim() {
                "" => return,
                value => (plain(if value == "1" { "TRUE" } else { "FALSE" }.to_owned()), false),
            },
            _ => {
                let stored = cell.value.trim();
                let number = stored.parse().ok().or_else(|| Decimal::from_scientific(stored).ok());
                self.operands.insert(cell.at, number.map_or(Operand::Blank, Operand::Number));
                let text = style.format.show(&cell.value, book.from_1904);
                if text.is_empty() && !cell.value.trim().is_empty() {
                    self.left_out.push((row, Reason::Hidden, cell.value.trim().to_owned()));
                }
                (plain(text), false)
            }
        };
        if is_text {
            self.operands.insert(cell.at, Operand::Text);
        }
        let Shown { text, repairs, left_out } = show(&runs, style);
        self.size += runs.iter().map(|run| run.text.len() as u64).sum::<u64>();
        self.left_out.extend(left_out.into_iter().map(|(reason, text)| (row, reason, text)));
        if is_text && style.format.hides_text() && !text.is_empty() {
            self.left_out.push((row, Reason::Hidden, text));
        } else if !text.is_empty() {
            self.cells.push(Cell { row, column, text, repairs, unreckoned: false, reckoned: false });
        }
    }
}
