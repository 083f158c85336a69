//! Excel workbooks (.xlsx): each sheet's leading lines and its table. Numbers are read from the stored digits and their number
//! format, never through a float. Source: ECMA-376 Part 1, 18.3 and 18.8.30–31.

use super::number_format::NumberFormat;
use super::office::{Kind, Node, Office, walk};
use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Format, Markup, MarkupCell, MarkupTable, TextLayer};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::limits::Limits;
use crate::wording::Wording;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Rows and columns beyond these hold no form.
const MAX_ROWS: u32 = 100_000;
const MAX_COLUMNS: u32 = 1_000;

/// Rows above the table: 填报单位：…　单位：万元.
static ABOVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"填报|(?:金额)?单位[：:]|编制(?:单位|部门)|^附件").expect("a constant pattern"));

/// Reads a workbook; each visible sheet is a page, each row a line of it.
///
/// # Errors
/// [`Error::Damaged`] where the container or its XML is broken, [`Error::Limit`] where it unpacks to too much.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut office = Office::open(bytes, limits.content_bytes)?;
    let Some(main) = office.main_part()?.filter(|main| main.kind == Kind::Excel) else {
        return Err(Error::Damaged { format: "Excel workbook", cause: "it has no workbook".into() });
    };
    let workbook = office.part(&main.name)?.unwrap_or_default();
    let links = office.relationships(&main.name)?;
    let named = |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.target.clone());
    let strings = named("sharedStrings").unwrap_or_else(|| "xl/sharedStrings.xml".to_owned());
    let styles = named("styles").unwrap_or_else(|| "xl/styles.xml".to_owned());
    let strings = shared_strings(&office.part(&strings)?.unwrap_or_default())?;
    let formats = number_formats(&office.part(&styles)?.unwrap_or_default())?;
    let mut flow = Vec::new();
    let mut pages = 0;
    let (mut excluded, mut notices) = (Vec::new(), Vec::new());
    let from_1904 = counts_from_1904(&workbook)?;
    for id in visible_sheets(&workbook)? {
        let Some(link) = links.get(&id) else { continue };
        let Some(xml) = office.part(&link.target)? else { continue };
        pages += 1;
        let sheet = Sheet::read(&xml, &link.target, &strings, &formats, from_1904)?;
        excluded.extend(sheet.hidden.iter().map(|(row, text)| Excluded {
            reason: Reason::Hidden,
            text: text.clone(),
            place: Place::at_line(pages, row + 1),
        }));
        notices.extend(sheet.unreckoned.iter().map(|row| unreckoned(Place::at_line(pages, row + 1))));
        sheet.into_flow(pages, &mut flow);
    }
    let text_layer = if flow.is_empty() { TextLayer::None } else { TextLayer::Digital };
    Ok(Document {
        format: Format::Xlsx,
        page_count: pages.max(1),
        content: Content::Flow(flow),
        text_layer,
        excluded,
        ink: Vec::new(),
        notices,
    })
}

/// Stands in place of a formula's result that the file does not hold: as Excel shows a number that it cannot show.
const UNRECKONED: &str = "####";

fn unreckoned(place: Place) -> Notice {
    let message = Wording::new(
        "公式没有保存计算结果，数值未知（记作“####”），请在 Excel 中打开并保存后再转换",
        "a formula has no saved result, its value is not known (kept as ####): open and save the workbook in Excel first",
    );
    Notice { stage: Stage::Read, code: "formula-without-result", message, place: Some(place) }
}

/// Whether the workbook counts days from 1904.
fn counts_from_1904(workbook: &str) -> Result<bool, Error> {
    let mut found = false;
    walk(workbook, "xl/workbook.xml", |node| {
        if let Node::Start(tag) = node
            && tag.name() == "workbookPr"
        {
            found |= tag.attribute("date1904").is_some_and(|value| value == "1" || value == "true");
        }
    })?;
    Ok(found)
}

/// `_x000D_` stands for the character of that number; control characters but line breaks are none.
fn unescape(text: &str) -> String {
    static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new("_x([0-9A-Fa-f]{4})_").expect("a constant pattern"));
    let character = |captures: &regex::Captures<'_>| {
        let found = u32::from_str_radix(&captures[1], 16).ok().and_then(char::from_u32);
        found.filter(|c| !c.is_control() || *c == '\n').map_or_else(String::new, String::from)
    };
    ESCAPE.replace_all(text, character).into_owned()
}

fn visible_sheets(workbook: &str) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    walk(workbook, "xl/workbook.xml", |node| {
        if let Node::Start(tag) = node
            && tag.name() == "sheet"
            && tag.attribute("state").is_none_or(|state| state == "visible")
        {
            ids.extend(tag.attribute("id"));
        }
    })?;
    Ok(ids)
}

/// The texts that cells refer to; phonetic readings are no part of them.
fn shared_strings(xml: &str) -> Result<Vec<String>, Error> {
    let mut strings = Vec::new();
    let (mut in_text, mut phonetic) = (false, false);
    walk(xml, "xl/sharedStrings.xml", |node| match node {
        Node::Start(tag) => match tag.name() {
            "si" => strings.push(String::new()),
            "t" => in_text = true,
            "rPh" => phonetic = true,
            _ => {}
        },
        Node::End("t") => in_text = false,
        Node::End("rPh") => phonetic = false,
        Node::Text(text) if in_text && !phonetic => {
            if let Some(string) = strings.last_mut() {
                string.push_str(text);
            }
        }
        _ => {}
    })?;
    Ok(strings)
}

/// The number format of each cell style.
fn number_formats(xml: &str) -> Result<Vec<NumberFormat>, Error> {
    let mut custom: HashMap<u32, String> = HashMap::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut in_cell_styles = false;
    walk(xml, "xl/styles.xml", |node| match node {
        Node::Start(tag) => match tag.name() {
            "numFmt" => {
                if let (Some(id), Some(code)) = (number(tag.attribute("numFmtId")), tag.attribute("formatCode")) {
                    custom.insert(id, code);
                }
            }
            "cellXfs" => in_cell_styles = true,
            "xf" if in_cell_styles => styles.push(number(tag.attribute("numFmtId")).unwrap_or(0)),
            _ => {}
        },
        Node::End("cellXfs") => in_cell_styles = false,
        _ => {}
    })?;
    Ok(styles.into_iter().map(|id| NumberFormat::of(id, custom.get(&id).map(String::as_str))).collect())
}

fn number(value: Option<String>) -> Option<u32> {
    value?.parse().ok()
}

/// The cells of one sheet.
#[derive(Default)]
struct Sheet {
    /// (row, column) from 0 → text, in the order of the file.
    cells: Vec<(u32, u32, String)>,
    /// Merged ranges: first row, first column, last row, last column.
    merges: Vec<[u32; 4]>,
    /// Rows and what their cells hold that their number format hides.
    hidden: Vec<(u32, String)>,
    /// Rows of formulas without a result.
    unreckoned: Vec<u32>,
}

impl Sheet {
    fn read(
        xml: &str,
        part: &str,
        strings: &[String],
        formats: &[NumberFormat],
        from_1904: bool,
    ) -> Result<Sheet, Error> {
        let mut sheet = Sheet::default();
        let mut at = (0, 0);
        let (mut kind, mut style, mut value, mut in_value) = (String::new(), 0, String::new(), false);
        let (mut row, mut column, mut formula) = (0, 0, false);
        let general = NumberFormat::default();
        walk(xml, part, |node| match node {
            Node::Start(tag) => match tag.name() {
                "row" => {
                    row = number(tag.attribute("r")).map_or(row + 1, |row| row);
                    column = 0;
                }
                "c" => {
                    at = tag
                        .attribute("r")
                        .and_then(|reference| position(&reference))
                        .unwrap_or((row.saturating_sub(1), column));
                    column = at.1 + 1;
                    kind = tag.attribute("t").unwrap_or_default();
                    style = number(tag.attribute("s")).unwrap_or(0) as usize;
                    value.clear();
                    formula = false;
                }
                "f" => formula = true,
                "v" | "t" => in_value = true,
                "mergeCell" => sheet.merges.extend(tag.attribute("ref").and_then(|range| merged(&range))),
                _ => {}
            },
            Node::End("v" | "t") => in_value = false,
            Node::End("c") if at.0 < MAX_ROWS && at.1 < MAX_COLUMNS => {
                let text = match kind.as_str() {
                    "s" => {
                        value.parse::<usize>().ok().and_then(|index| strings.get(index)).cloned().unwrap_or_default()
                    }
                    "inlineStr" | "str" | "e" => value.clone(),
                    "b" => {
                        if value == "1" {
                            "TRUE".into()
                        } else {
                            "FALSE".into()
                        }
                    }
                    // A formula that no program has reckoned: what it shows is not known, and is neither zero nor blank.
                    _ if formula && value.trim().is_empty() => UNRECKONED.into(),
                    _ => formats.get(style).unwrap_or(&general).show(&value, from_1904),
                };
                // What the format hides is text of the file all the same.
                if text.is_empty() && kind != "s" && !value.trim().is_empty() {
                    sheet.hidden.push((at.0, value.trim().to_owned()));
                }
                if text == UNRECKONED {
                    sheet.unreckoned.push(at.0);
                }
                let text = unescape(&text);
                let text = text.trim();
                if !text.is_empty() {
                    sheet.cells.push((at.0, at.1, text.to_string()));
                }
            }
            Node::Text(text) if in_value => value.push_str(text),
            _ => {}
        })?;
        Ok(sheet)
    }

    fn into_flow(mut self, page: u32, flow: &mut Vec<Markup>) {
        self.cells.sort_by_key(|cell| (cell.0, cell.1));
        let Some(last_row) = self.cells.last().map(|cell| cell.0) else { return };
        let last_column = self.cells.iter().map(|cell| cell.1).max().unwrap_or(0);
        let merges: HashMap<(u32, u32), [u32; 4]> =
            self.merges.iter().map(|range| ((range[0], range[1]), *range)).collect();
        let covered: std::collections::HashSet<(u32, u32)> = self
            .merges
            .iter()
            .flat_map(|range| {
                let [top, left, bottom, right] = *range;
                (top..=bottom.min(last_row)).flat_map(move |row| (left..=right.min(last_column)).map(move |c| (row, c)))
            })
            .filter(|at| !merges.contains_key(at))
            .collect();
        let mut texts: HashMap<(u32, u32), String> =
            self.cells.iter().map(|(row, column, text)| ((*row, *column), text.clone())).collect();
        let mut row = 0;
        while row <= last_row {
            let first = self.cells.partition_point(|cell| cell.0 < row);
            let own: Vec<&(u32, u32, String)> = self.cells[first..].iter().take_while(|cell| cell.0 == row).collect();
            let above = own.len() <= 1 || (own.len() <= 3 && own.iter().any(|cell| ABOVE.is_match(&cell.2)));
            if !above {
                break;
            }
            if !own.is_empty() {
                let text = own.iter().map(|cell| cell.2.replace('\n', "")).collect::<Vec<_>>().join("\t");
                flow.push(Markup::Line { text, place: Place::at_line(page, row + 1) });
            }
            row += 1;
        }
        let mut rows = Vec::new();
        for row in row..=last_row {
            let mut cells = Vec::new();
            for column in 0..=last_column {
                if covered.contains(&(row, column)) {
                    continue;
                }
                let [_, _, bottom, right] = merges.get(&(row, column)).copied().unwrap_or([row, column, row, column]);
                cells.push(MarkupCell {
                    text: texts.remove(&(row, column)).unwrap_or_default(),
                    row_span: bottom.min(last_row) - row + 1,
                    col_span: right.min(last_column) - column + 1,
                    place: Place::at_line(page, row + 1),
                    repairs: Vec::new(),
                });
            }
            rows.push(cells);
        }
        if !rows.is_empty() {
            flow.push(Markup::Table(MarkupTable { rows, aligned: true }));
        }
    }
}

/// `B5` → (4, 1).
fn position(reference: &str) -> Option<(u32, u32)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(split);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)).flatten()
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

fn merged(range: &str) -> Option<[u32; 4]> {
    let (from, to) = range.split_once(':')?;
    let (from, to) = (position(from)?, position(to)?);
    (from.0 <= to.0 && from.1 <= to.1 && to.0 < MAX_ROWS && to.1 < MAX_COLUMNS).then_some([from.0, from.1, to.0, to.1])
}
