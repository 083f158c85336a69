//! Recognised labels that are one character away from a known one: a recogniser takes 数 for 教, a form does not. The level-1
//! and level-2 names and the column heads are a closed vocabulary; everything else stays as it was read.

use super::label::Label;
use super::sheet::Sheet;
use super::vocabulary::Vocabulary;

/// Labels read more surely than this (hundredths) are what is printed, be it wrong.
const SURE: u8 = 90;
/// Shorter labels are too near one another.
const SHORTEST: usize = 4;

/// Corrects labels, with a repair on each.
pub(super) fn correct(sheet: &mut Sheet, words: &Vocabulary) {
    let doubtful = |confidence: Option<u8>| confidence.is_some_and(|confidence| confidence < SURE);
    for cell in sheet.cells.iter_mut().filter(|cell| doubtful(cell.place.confidence)) {
        if cell.label.full.is_some() || words.is_closed(&cell.label.bare) {
            continue;
        }
        let Some(term) = nearest(&cell.label.bare, words) else { continue };
        cell.repairs.push(format!("recognised as {}, taken for {term}", cell.text.replace('\n', "")));
        cell.label = Label::of(&term);
        cell.text = term;
    }
}

/// The one known term that differs in a single character.
fn nearest(read: &str, words: &Vocabulary) -> Option<String> {
    let length = read.chars().count();
    if length < SHORTEST {
        return None;
    }
    let differs_once = |term: &&String| {
        term.chars().count() == length && term.chars().zip(read.chars()).filter(|(a, b)| a != b).count() == 1
    };
    let mut near = words.closed_terms().filter(differs_once);
    let first = near.next()?;
    near.all(|other| other == first).then(|| first.clone())
}
