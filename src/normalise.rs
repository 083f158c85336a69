//! [`Flow`] → [`Disclosure`]: what the forms say.
//!
//! A document's tables are grouped into forms (`regions`), a dump's cells moved to their columns (`realign`), and each form is
//! read from top to bottom (`assemble`): labels with what is filled in beside them, and blocks of columns under a head
//! (`header`). Which word means what is data (`templates/*.toml`). Every character is counted once: placed in a field, furniture,
//! or unplaced.

mod assemble;
mod budget;
pub mod disclosure;
pub mod division;
mod header;
mod heading;
mod indicators;
mod inline;
pub(crate) mod label;
pub(crate) mod lexicon;
mod lists;
mod misread;
mod parsing;
mod pattern;
mod realign;
mod regions;
pub mod scoring;
mod seams;
mod shape;
mod sheet;
pub mod templates;
mod unread;
pub mod values;
mod vocabulary;

use crate::normalise::assemble::Builder;
use crate::normalise::disclosure::{Coverage, Disclosure, Field, Form, FormKind, Indicator, Unplaced};
use crate::normalise::division::Division;
use crate::normalise::parsing::Rules;
use crate::normalise::regions::{Passed, Region};
use crate::normalise::sheet::{Sheet, SheetCell};
use crate::normalise::templates::Catalogue;
use crate::normalise::vocabulary::Vocabulary;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::exclusion;
use crate::spare::Spare;
use crate::tables::flow::Flow;
use crate::wording::Wording;
use std::sync::{Mutex, PoisonError};

/// Makes sense of a document's lines and tables with the built-in templates.
pub fn normalise(flow: &Flow) -> Disclosure {
    normalise_with(flow, Catalogue::built_in(), &Spare::default())
}

/// The same with a catalogue of templates, the forms shared out among threads that are to spare.
pub fn normalise_with(flow: &Flow, catalogue: &Catalogue, spare: &Spare) -> Disclosure {
    let regions = regions::find(flow, catalogue.vocabulary());
    let mut coverage = Coverage {
        characters: flow.characters,
        furniture: flow.furniture + regions.outside,
        excluded: exclusion::characters(&flow.excluded),
        ..Coverage::default()
    };
    let passed: Vec<Notice> = regions.passed.iter().map(not_a_form).chain(unread::tables(&regions)).collect();
    let regions: Vec<Mutex<Region>> = regions.forms.into_iter().map(Mutex::new).collect();
    let found = spare.share(regions.len(), &mut Rules::default(), Rules::default, |rules, number| {
        // Each is locked once.
        read(&mut regions[number].lock().unwrap_or_else(PoisonError::into_inner), catalogue, rules)
    });
    let mut disclosure = Disclosure::default();
    for (mut forms, notices, found) in found {
        disclosure.forms.append(&mut forms);
        disclosure.notices.extend(notices);
        coverage.placed += found.placed;
        coverage.furniture += found.furniture;
        coverage.unplaced += found.unplaced;
    }
    disclosure.notices.extend(passed);
    number(&mut disclosure.forms);
    debug_assert_eq!(
        coverage.characters,
        coverage.placed + coverage.furniture + coverage.unplaced + coverage.excluded,
        "every character is counted once"
    );
    disclosure.coverage = coverage;
    disclosure
}

/// The forms of a region by their template, what there is to be said of them, and what became of the region's characters.
fn read(region: &mut Region, catalogue: &Catalogue, rules: &Rules) -> (Vec<Form>, Vec<Notice>, Coverage) {
    let template = catalogue.recognise(region);
    let words = template.words().unwrap_or(catalogue.vocabulary());
    region.settle(words);
    let (mut notices, mut coverage) = (Vec::new(), Coverage::default());
    let mut forms = forms(region, (words, rules), &mut coverage);
    for form in &mut forms {
        form.template = template.name().to_owned();
        form.margin = template.margin;
        if template.name().is_empty() {
            notices.push(unknown(form));
        }
        if region.sheet.by_text {
            form.by_text = true;
            notices.push(unruled(form));
        }
        notices.extend(repeated(form, &region.sheet));
        notices.extend(shifted(form));
        notices.extend(unread::notices(form));
    }
    (forms, notices, coverage)
}

/// The forms of a region: one, or one per project of a list.
fn forms(region: &mut Region, (words, rules): (&Vocabulary, &Rules), coverage: &mut Coverage) -> Vec<Form> {
    let mut common = Form::default();
    let above: u64 = region.lines.iter().map(|line| line.characters).sum();
    // Counted with the form that they stand directly above.
    heading::read(words, &region.shared, &mut common);
    let placed = heading::read(words, &region.lines, &mut common).min(above);
    coverage.placed += placed;
    coverage.furniture += above - placed;
    let mut from = 0;
    if let Some(cell) = region.title {
        let printed = &region.sheet.cells[cell];
        let (text, place) = (printed.text.clone(), printed.place.clone());
        if let Some(title) = heading::title(words, &text) {
            heading::set_title(&mut common, title, &place);
            region.sheet.place_part(cell, title);
            if let Some(rest) = text.split(['\t', '\n']).find(|part| !part.contains(title)) {
                heading::set_year(&mut common, rest, &place);
            }
            region.sheet.place(cell);
            from = usize::from(region.sheet.begun(0).len() == 1);
        }
    }
    let to = region.sheet.rows.len();
    let sheet = &mut region.sheet;
    misread::correct(sheet, words);
    seams::join_labels(sheet, words);
    let mut builder = Builder::new(words, rules, sheet, common);
    let list = builder.read(from, to);
    let form = builder.finish();
    let mut forms = match list {
        Some((row, head)) => lists::read((words, rules), sheet, &form, row, &head),
        None => vec![form],
    };
    if forms.is_empty() {
        forms.push(Form::default());
    }
    let unit = unit_in_labels(sheet, words).or_else(|| unit_in_block_label(sheet, words));
    let mut rest = unplaced(sheet, coverage);
    let (place, pages) = extent(sheet);
    for form in &mut forms {
        form.place = place.clone();
        form.pages.clone_from(&pages);
        let evaluated = form.indicators.iter().any(|indicator| indicator.score.is_some() || indicator.actual.is_some());
        form.kind = Some(heading::kind(words, form, evaluated));
        if let Some(period) = form.period.clone() {
            heading::set_year(form, period.text.as_deref().unwrap_or_default(), &period.place);
        }
        if form.currency_unit.as_ref().is_none_or(|field| field.text.is_none()) {
            form.currency_unit = unit.clone().or(form.currency_unit.take());
        }
        finish(form);
    }
    for scrap in &region.scraps {
        coverage.unplaced += scrap.characters;
        rest.push(Unplaced { text: scrap.text.clone(), place: scrap.place.clone() });
    }
    if let Some(form) = forms.first_mut() {
        form.unplaced.append(&mut rest);
    }
    forms
}

/// The money unit that a label of the budget block declares: 年度预算申请（万元）.
fn unit_in_labels(sheet: &Sheet, words: &Vocabulary) -> Option<Field> {
    sheet.cells.iter().find_map(|cell| {
        let full = cell.label.full.as_ref()?;
        let unit = ["万元", "亿元", "元"].into_iter().find(|unit| {
            full.strip_suffix(unit).is_some_and(|rest| rest.is_empty() || cell.label.bare.len() < full.len())
        })?;
        let money = words.budget(&cell.label).is_some()
            || words.is_section(&cell.label)
            || words.task(&cell.label).is_some()
            || words.phase(&cell.label).is_some();
        money.then(|| Field {
            label: label::published(&cell.text),
            text: Some(unit.to_owned()),
            place: cell.place.clone(),
            repairs: Vec::new(),
        })
    })
}

/// The money unit in the label of a block of amounts, whatever the label is called: 资金需求（万元） beside 年度金额.
fn unit_in_block_label(sheet: &mut Sheet, words: &Vocabulary) -> Option<Field> {
    let found = (0..sheet.rows.len()).find_map(|row| {
        let begun = sheet.begun(row);
        let (&first, beside) = begun.split_first()?;
        let unit = unit_in_brackets(&sheet.cells[first].text)?;
        let heads = |&cell: &usize| {
            let other = &sheet.cells[cell];
            words.budget(&other.label).is_some() || inline::is_amount(words, &other.text)
        };
        beside.first().is_some_and(heads).then_some((first, unit))
    });
    let (cell, unit) = found?;
    sheet.furnish(cell);
    Some(Field {
        label: label::published(&sheet.cells[cell].text),
        text: Some(unit.to_owned()),
        place: sheet.cells[cell].place.clone(),
        repairs: Vec::new(),
    })
}

/// （万元）, （单位：元） anywhere in a label.
fn unit_in_brackets(text: &str) -> Option<&'static str> {
    const LONGEST: usize = 40;
    let units = ["万元", "亿元", "千元", "元"];
    let bracketed = text.split(['（', '(']).skip(1).filter_map(|rest| rest.split(['）', ')']).next());
    let mut inner =
        bracketed.map(|inner| inner.trim().trim_start_matches("单位").trim_start_matches(['：', ':']).trim());
    (text.chars().count() <= LONGEST)
        .then(|| inner.find_map(|inner| units.into_iter().find(|unit| *unit == inner)))
        .flatten()
}

/// What no rule gave a field; counts all of the sheet's characters.
fn unplaced(sheet: &Sheet, coverage: &mut Coverage) -> Vec<Unplaced> {
    let mut rest = Vec::new();
    for cell in &sheet.cells {
        let (placed, furniture, open) = cell.account();
        coverage.placed += placed;
        coverage.furniture += furniture;
        coverage.unplaced += open;
        if open > 0 {
            rest.push(Unplaced { text: cell.text.clone(), place: cell.place.clone() });
        }
    }
    rest
}

/// Where a form stands: on its first page, its further pages as parts; and the pages.
fn extent(sheet: &Sheet) -> (Place, Vec<u32>) {
    let mut cells = sheet.cells.iter();
    let Some(first) = cells.next() else { return (Place::default(), Vec::new()) };
    let mut place = first.place.clone();
    for cell in cells {
        place.extend(&cell.place);
    }
    let mut pages: Vec<u32> = std::iter::once(place.page).chain(place.continued.iter().map(|part| part.page)).collect();
    pages.sort_unstable();
    pages.dedup();
    (place, pages)
}

/// What can only be told once the whole form is read.
fn finish(form: &mut Form) {
    let names = [&form.department, &form.reporting_unit, &form.implementing_unit, &form.title];
    form.division = names.iter().find_map(|name| Division::of(name.as_ref()?.text.as_deref()?));
    // A total of the whole term is the form's only total where no other is printed.
    if !form.budget.iter().any(|entry| entry.role.item == "total") {
        for entry in &mut form.budget {
            if let Some(item) = entry.role.item.strip_prefix("period.") {
                entry.role.item = item.to_owned();
            }
        }
    }
    let sections: std::collections::BTreeSet<_> = form.indicators.iter().map(|indicator| &indicator.section).collect();
    if sections.len() < 2 {
        for indicator in &mut form.indicators {
            indicator.section = None;
        }
    }
}

/// The notice of rows that a dump shifted against the others of their form.
fn shifted(form: &Form) -> Option<Notice> {
    let is_shifted = |row: &&Indicator| row.repairs.iter().any(|repair| repair.contains(realign::SHIFTED));
    let rows: Vec<&Indicator> = form.indicators.iter().filter(is_shifted).collect();
    let first = rows.first()?;
    let (count, name) = (rows.len(), &first.level3);
    let named = [&form.project, &form.title].into_iter().flatten().find_map(|field| field.text.as_deref());
    let named = named.unwrap_or("（无标题）");
    let message = Wording::new(
        format!("{named}：{count} 行与其他行错位（首行「{name}」），已按表头归位"),
        format!(
            "{named}: {count} rows are shifted against the others (the first is 「{name}」); their cells were put under their columns"
        ),
    );
    Some(Notice { stage: Stage::Normalise, code: "row-shifted", message, place: Some(first.place.clone()) })
}

/// The notice of merged cells that a form of text printed once for each column.
fn repeated(form: &Form, sheet: &Sheet) -> Option<Notice> {
    let is_repeated = |cell: &&SheetCell| cell.repairs.iter().any(|repair| repair == sheet::REPEATED);
    let cells: Vec<&SheetCell> = sheet.cells.iter().filter(is_repeated).collect();
    let first = cells.first()?;
    let (title, count) = (title(form), cells.len());
    let message = Wording::new(
        format!("《{title}》没有合并单元格信息，{count} 处相邻的相同文字已作一个合并单元格读取"),
        format!("《{title}》 tells no merged cells; equal neighbours were read as one merged cell in {count} places"),
    );
    Some(Notice { stage: Stage::Normalise, code: "cells-repeated", message, place: Some(first.place.clone()) })
}

/// Numbers forms and indicators in order of appearance.
fn number(forms: &mut [Form]) {
    for (index, form) in forms.iter_mut().enumerate() {
        form.id = format!("t{:02}", index + 1);
        for (at, indicator) in form.indicators.iter_mut().enumerate() {
            indicator.id = format!("{}.i{:02}", form.id, at + 1);
        }
    }
}

fn unruled(form: &Form) -> Notice {
    let title = title(form);
    Notice {
        stage: Stage::Normalise,
        code: "form-without-rulings",
        message: Wording::new(
            format!("《{title}》缺少框线，行列由文字位置推定，请对照原页"),
            format!(
                "《{title}》 lacks ruling lines; its rows and columns were told by where the text stands: compare the page"
            ),
        ),
        place: Some(form.place.clone()),
    }
}

fn title(form: &Form) -> &str {
    form.title.as_ref().and_then(|title| title.text.as_deref()).unwrap_or("（无标题）")
}

/// A table that is not read though its title is that of a form.
fn not_a_form(table: &Passed) -> Notice {
    let Passed { title, place, characters } = table;
    Notice {
        stage: Stage::Normalise,
        code: "not-a-form",
        message: Wording::new(
            format!("《{title}》下的表格没有绩效表的栏目，未读取，共 {characters} 个字符"),
            format!(
                "the table below 《{title}》 has no columns or labels of a performance form; its {characters} characters were not read"
            ),
        ),
        place: Some(place.clone()),
    }
}

fn unknown(form: &mut Form) -> Notice {
    if form.title.is_none() {
        form.kind = Some(FormKind::Other);
    }
    let title = title(form);
    Notice {
        stage: Stage::Normalise,
        code: "unknown-form",
        message: Wording::new(
            format!("没有模板与《{title}》相符，已按通用规则读取"),
            format!("no template fits 《{title}》; it was read by the general rules"),
        ),
        place: Some(form.place.clone()),
    }
}
