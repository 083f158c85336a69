//! The dataset as one Excel workbook: the flat rows on sheets with Chinese headings, frozen and with filters; numbers are
//! numbers that show their printed digits, codes are text; a finding links to the row it is about.
//!
//! Rows go to disk as they come (the library's constant-memory mode), so a long run needs no more memory than a short one.

mod layout;
mod sheets;

pub use sheets::Sheets;

use super::rows::Cell;
use crate::wording::Lang;
use layout::Layout;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use std::io::{Seek, Write};

/// Rows of a sheet, the heading included.
const ROWS: u32 = 1_048_576;
/// Characters of a cell.
const CHARACTERS: usize = 32_767;
/// Links of a sheet.
const LINKS: u32 = 65_530;
/// Digits that a spreadsheet's numbers keep; longer ones become text.
const DIGITS: usize = 15;
/// Decimals that have a format of their own.
const DECIMALS: usize = 8;

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    layouts: [Layout; layout::SHEETS],
    /// The next free row of each sheet.
    next: [u32; layout::SHEETS],
    links: u32,
    left_out: u64,
    /// Number formats by decimals.
    formats: Vec<Format>,
    lang: Lang,
}

impl Book {
    /// A workbook with headings.
    ///
    /// # Errors
    /// The library's: a temporary file cannot be made.
    pub fn begin(lang: Lang) -> Result<Self, XlsxError> {
        let layouts = Layout::all();
        let mut workbook = Workbook::new();
        // The same input gives the same bytes: the library would take the clock.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
        let head = head();
        for layout in &layouts {
            let sheet = workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(layout.name(lang))?;
            sheet.set_freeze_panes(1, 1)?;
            for (number, column) in (0..).zip(layout.columns) {
                sheet.set_column_width(number, layout::width(column))?;
                sheet.write_string_with_format(0, number, layout::heading(column, lang), &head)?;
            }
        }
        let formats = (0..=DECIMALS).map(|decimals| {
            let picture = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
            Format::new().set_num_format(picture)
        });
        let formats = formats.collect();
        Ok(Book { workbook, layouts, next: [1; layout::SHEETS], links: 0, left_out: 0, formats, lang })
    }

    /// Appends the rows of one document.
    ///
    /// # Errors
    /// The library's.
    pub fn append(&mut self, sheets: &Sheets) -> Result<(), XlsxError> {
        // Where the forms and indicators of this document come to stand, for the findings' links.
        let mut rows_of: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        for (sheet, ids) in [(layout::TABLES, &sheets.tables), (layout::INDICATORS, &sheets.indicators)] {
            for (row, id) in (self.next[sheet]..ROWS).zip(ids) {
                rows_of.insert(id, (sheet, row));
            }
        }
        for (number, rows) in sheets.rows.iter().enumerate() {
            for (position, cells) in rows.iter().enumerate() {
                if self.next[number] >= ROWS {
                    self.left_out += 1;
                    continue;
                }
                let row = self.next[number];
                let sheet = self.workbook.worksheet_from_index(number)?;
                for (column, cell) in (0..).zip(cells) {
                    put(sheet, row, column, cell, &self.formats)?;
                }
                if number == layout::FINDINGS {
                    let about = sheets.about.get(position).and_then(|id| rows_of.get_key_value(id.as_str()));
                    if let Some((id, (target, line))) = about.filter(|_| self.links < LINKS) {
                        let name = self.layouts[*target].name(self.lang);
                        let link = Url::new(format!("internal:'{name}'!A{}", line + 1)).set_text(*id);
                        sheet.write_url(row, self.layouts[number].link(), link)?;
                        self.links += 1;
                    }
                }
                self.next[number] += 1;
            }
        }
        Ok(())
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// The library's, and the writer's.
    pub fn finish(mut self, writer: impl Write + Seek + Send) -> Result<(), XlsxError> {
        for (number, layout) in self.layouts.iter().enumerate() {
            let last = u16::try_from(layout.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
            self.workbook.worksheet_from_index(number)?.autofilter(0, 0, self.next[number] - 1, last)?;
        }
        self.about()?;
        self.workbook.save_to_writer(writer)
    }

    /// The last sheet: what the columns are called in the other files, and what to know.
    fn about(&mut self) -> Result<(), XlsxError> {
        let (lang, head) = (self.lang, head());
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(lang.pick("说明", "about"))?;
        for (column, width) in [(0, 16.0), (1, 24.0), (2, 28.0), (3, 60.0)] {
            sheet.set_column_width(column, width)?;
        }
        let mut row = 0;
        for text in notes(lang) {
            sheet.write_string(row, 0, text)?;
            row += 1;
        }
        if self.left_out > 0 {
            let text = lang.pick(
                format!("超出工作表行数上限，未列出 {} 行；CSV 中齐全。", self.left_out),
                format!("{} rows beyond what a sheet holds are left out; the CSVs have them all.", self.left_out),
            );
            sheet.write_string(row, 0, text)?;
            row += 1;
        }
        row += 1;
        let headings = lang.pick(["工作表", "列", "CSV 列名"], ["sheet", "heading", "column in the CSV"]);
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(row, column, heading, &head)?;
        }
        for layout in &self.layouts {
            for column in layout.columns {
                row += 1;
                sheet.write_string(row, 0, layout.name(lang))?;
                sheet.write_string(row, 1, layout::heading(column, lang))?;
                sheet.write_string(row, 2, column.name)?;
            }
        }
        Ok(())
    }
}

/// What to know of the workbook.
fn notes(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        [
            "由 jixiao 从公开的绩效文件生成。",
            "「错误」指文件自相矛盾，「警告」值得核实，「提示」仅供参考；「问题」表的表号可跳转到所指的行。",
            "数值按印出的位数显示；超过 15 位有效数字的以文本保存。坐标单位为 PDF 点，原点在页面左上角。",
            "评分标准有多处扣分时只列第一处，问题有多处依据时只列第一处；JSON 中齐全。",
        ],
        [
            "Made by jixiao from published performance disclosures.",
            "An error is a document contradicting itself, a warning deserves a look, the rest is for information; the form's id on the findings sheet leads to the row it is about.",
            "Numbers show their printed digits; those of more than 15 digits are text. Coordinates are PDF points from the top left.",
            "Of several deductions of a scoring rule, and of several passages of a finding, the first is listed; the JSON has all.",
        ],
    )
}

fn head() -> Format {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    head.set_background_color(0x00DD_E7F0).set_border_bottom(FormatBorder::Thin)
}

/// Writes one cell.
fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &[Format]) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, fitting(text))?),
        // Counts and years are far below what a spreadsheet's numbers hold.
        Cell::Integer(number) => drop(sheet.write_number(row, column, *number as f64)?),
        Cell::Coordinate(number) => drop(sheet.write_number(row, column, *number)?),
        Cell::Decimal(number) => match exact(*number) {
            Some((value, decimals)) => drop(sheet.write_number_with_format(row, column, value, &formats[decimals])?),
            None => drop(sheet.write_string(row, column, number.to_string())?),
        },
    }
    Ok(())
}

/// A decimal as a spreadsheet's number with its decimals, where it keeps every digit.
fn exact(number: Decimal) -> Option<(f64, usize)> {
    let decimals = usize::try_from(number.scale()).ok().filter(|decimals| *decimals <= DECIMALS)?;
    let digits = number.mantissa().unsigned_abs().to_string().len();
    (digits <= DIGITS).then(|| number.to_f64()).flatten().map(|value| (value, decimals))
}

/// Text that a cell holds; what is cut is whole in the other files.
fn fitting(text: &str) -> String {
    // The limit counts UTF-16 units; no character takes more than two.
    if text.len() <= CHARACTERS {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < CHARACTERS
    });
    let mut kept: String = kept.collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_or_become_text() {
        let of = |text: &str| exact(text.parse().expect("a decimal"));
        assert_eq!(of("2115.30"), Some((2115.3, 2)));
        assert_eq!(of("-0.5"), Some((-0.5, 1)));
        assert_eq!(of("1234567890123456"), None);
        assert_eq!(of("0.123456789"), None);
    }

    #[test]
    fn text_is_cut_to_what_a_cell_holds() {
        assert_eq!(fitting("短"), "短");
        let long = fitting(&"长".repeat(CHARACTERS + 5));
        assert_eq!((long.chars().count(), long.ends_with('…')), (CHARACTERS, true));
    }
}
