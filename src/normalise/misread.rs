//! Recognised labels that are one character away from a known one: a recogniser takes 益 for 盖, a form does not. The level-1
//! and level-2 names and the column heads are a closed vocabulary; everything else stays as it was read.

use super::label::Label;
use super::sheet::Sheet;
use super::vocabulary::Vocabulary;

/// Labels read more surely than this (hundredths) are what is printed, be it wrong.
const SURE: u8 = 90;
/// What the name of a level ends with.
const SUFFIX: &str = "指标";
/// Shorter labels are too near one another.
const SHORTEST: usize = 4;

/// Corrects labels, with a repair on each.
pub(super) fn correct(sheet: &mut Sheet, words: &Vocabulary) {
    let doubtful = |confidence: Option<u8>| confidence.is_some_and(|confidence| confidence < SURE);
    for cell in sheet.cells.iter_mut().filter(|cell| doubtful(cell.place.confidence)) {
        let bare = &cell.label.bare;
        let known = words.is_closed(bare) || bare.strip_suffix(SUFFIX).is_some_and(|stem| words.is_closed(stem));
        if cell.label.full.is_some() || known {
            continue;
        }
        let Some(term) = nearest(&cell.label.bare, words) else { continue };
        cell.repairs.push(format!("recognised as {}, taken for {term}", cell.text.replace('\n', "")));
        cell.label = Label::of(&term);
        cell.text = term;
    }
}

/// The one known term that differs in a single character: a name of level 2 before others.
fn nearest(read: &str, words: &Vocabulary) -> Option<String> {
    if read.chars().count() < SHORTEST {
        return None;
    }
    let differs_once = |term: &String| {
        let pairs = || term.chars().zip(read.chars());
        term.chars().count() == read.chars().count() && pairs().filter(|(a, b)| a != b).count() == 1
    };
    let near = |terms: Vec<&String>, suffix: &str| -> Vec<String> {
        terms.into_iter().map(|term| format!("{term}{suffix}")).filter(differs_once).collect()
    };
    let [level2, level1, columns] = words.closed_terms();
    // Without 指标 a name of a level may as well be that of an indicator (社区满意度 is not 社会满意度).
    let is_level = read.ends_with(SUFFIX);
    let mut found = if is_level { near(level2, SUFFIX) } else { Vec::new() };
    if found.is_empty() {
        found = near(columns, "");
        if is_level {
            found.extend(near(level1, SUFFIX));
        }
        found.sort();
        found.dedup();
    }
    let [term] = found.as_slice() else { return None };
    Some(term.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::templates::Catalogue;
    use crate::place::Place;
    use crate::tables::flow::{Cell, Table};

    /// A table of one row whose cells were read with a confidence.
    fn sheet(cells: &[(&str, Option<u8>)]) -> Sheet {
        let cells = cells.iter().enumerate().map(|(column, (text, sure))| Cell {
            column,
            row_span: 1,
            column_span: 1,
            text: (*text).to_owned(),
            place: Place::default().read_with(*sure),
            ..Cell::default()
        });
        let table = Table { rows: 1, columns: cells.len(), cells: cells.collect(), ..Table::default() };
        let mut sheet = Sheet::default();
        sheet.append(&table, 0..1, Catalogue::built_in().vocabulary());
        sheet
    }

    #[test]
    fn a_label_read_with_doubt_becomes_the_term_and_numbers_stay() {
        let words = Catalogue::built_in().vocabulary();
        let mut read = sheet(&[
            ("社会效盖指标", Some(70)),
            ("社会效盖指标", Some(99)),
            ("社会效盖指标", None),
            ("教量指标", Some(70)),
            ("时敦指标", Some(70)),
            ("工级指标", Some(70)),
            ("社区满意度", Some(70)),
            ("1168", Some(40)),
            ("生活垃圾", Some(40)),
        ]);
        correct(&mut read, words);
        let texts: Vec<&str> = read.cells.iter().map(|cell| cell.text.as_str()).collect();
        // 教量 may be 数量 or 质量, 工级 may be 一级 or 二级.
        let meant = [
            "社会效益指标",
            "社会效盖指标",
            "社会效盖指标",
            "教量指标",
            "时效指标",
            "工级指标",
            "社区满意度",
            "1168",
            "生活垃圾",
        ];
        assert_eq!(texts, meant);
        assert_eq!(read.cells[0].repairs, ["recognised as 社会效盖指标, taken for 社会效益指标"]);
        assert_eq!(read.cells.iter().filter(|cell| !cell.repairs.is_empty()).count(), 2);
    }
}
