//! Findings that one misread character would explain: on a recognised page they are a reason to look at the page, not the
//! publisher's fault.

use crate::audit::finding::{Evidence, Finding, Severity};
use crate::wording::Wording;
use rust_decimal::Decimal;

/// Digits that a recogniser takes for one another.
const ALIKE: &[(char, char)] = &[
    ('8', '3'),
    ('1', '7'),
    ('0', '6'),
    ('0', '8'),
    ('5', '6'),
    ('6', '8'),
    ('3', '5'),
    ('8', '9'),
    ('0', '9'),
    ('2', '7'),
];
/// A passage read less surely than this (hundredths) may be misread in ways that nobody can list.
const DOUBTFUL: u8 = 75;
/// The characters of a passage read more surely than this (hundredths) are those that are printed; but a decimal point that
/// was not seen, or one of two equal digits, leaves no trace.
const SURE: u8 = 97;

/// Rules that add up the rows of a form: a row that was not read, or two read as one, changes the sum.
const SUMS: &[&str] = &["W-TOTAL-90", "W-TOTAL-100", "W-PEER", "W-L1", "W-L1-LABEL", "SE-TOTAL"];

/// Rules, by the beginnings of their ids, that go over the rows of a form or over its blocks: a row that is not read, two read as
/// one, or a label beside the wrong row changes what they see.
const OVER_ROWS: &[&str] = &["BUD-", "W-", "STR-", "SE-TOTAL", "X-DEPT-", "X-NARR", "X-COSTSUM"];

/// What a misreading would have done.
enum Reading {
    /// One passage is read wrongly: the passage, and what would settle the matter.
    Passage { read: String, instead: Option<String> },
    /// A row is missing from a sum.
    Row,
    /// Something is printed where a number was looked for, and it was not read as one.
    Cell,
}

/// Turns findings that rest on recognised passages, and that one plausible misreading explains, into notes for the reader.
pub(super) fn temper(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| finding.severity != Severity::Info) {
        let Some(reading) = reading(finding) else { continue };
        finding.severity = Severity::Info;
        let note = match &reading {
            Reading::Passage { read, instead: Some(instead) } => Wording::new(
                format!("请核对原页：文字由图像识别，「{read}」若实为「{instead}」则无此问题"),
                format!(
                    "check the page: it was recognised from an image, and 「{read}」 read as 「{instead}」 would settle this"
                ),
            ),
            Reading::Passage { read, instead: None } => Wording::new(
                format!("请核对原页：「{read}」由图像识别得出，把握不大"),
                format!("check the page: 「{read}」 was recognised from an image and is doubtful"),
            ),
            Reading::Cell => Wording::new(
                "请核对原页：格内有字迹，由图像识别，未能读作数字",
                "check the page: something is printed in the cell, and it was not recognised as a number",
            ),
            Reading::Row => Wording::new(
                "请核对原页：本表由图像识别，漏读一行或两行并作一行也会如此",
                "check the page: the form was recognised from an image, and a row not read, or two read as one, would do the same",
            ),
        };
        add_note(finding, note);
    }
}

/// Turns findings on forms that lack ruling lines into notes for the reader, where two rows read as one, or one as two, would
/// explain them. `unruled` are the forms' ids.
pub(super) fn temper_unruled(findings: &mut [Finding], unruled: &[&str]) {
    let is_explained = |finding: &&mut Finding| {
        // On a scan, words of neighbouring columns may stand in one value as well.
        let recognised = finding.evidence.iter().any(|evidence| evidence.place.confidence.is_some());
        recognised || OVER_ROWS.iter().any(|begin| finding.rule.starts_with(begin))
    };
    let is_unruled = |finding: &&mut Finding| finding.tables.iter().any(|id| unruled.contains(&id.as_str()));
    let grave = findings.iter_mut().filter(|finding| finding.severity != Severity::Info);
    for finding in grave.filter(is_unruled).filter(is_explained) {
        finding.severity = Severity::Info;
        let note = Wording::new(
            "请核对原页：表格缺少框线，行列由文字位置推定",
            "check the page: the form lacks ruling lines, and its rows and columns were told by where the text stands",
        );
        add_note(finding, note);
    }
}

/// Puts a note before what is known to explain a finding.
pub(super) fn add_note(finding: &mut Finding, note: Wording) {
    finding.explanation = Some(match finding.explanation.take() {
        Some(known) => Wording::new(format!("{}；{}", note.zh, known.zh), format!("{}; {}", note.en, known.en)),
        None => note,
    });
}

/// The misreading that explains a finding.
fn reading(finding: &Finding) -> Option<Reading> {
    let recognised: Vec<&Evidence> =
        finding.evidence.iter().filter(|evidence| evidence.place.confidence.is_some()).collect();
    let numbers = || {
        recognised.iter().flat_map(|evidence| {
            let sure = evidence.place.confidence.is_some_and(|confidence| confidence > SURE);
            numbers(&evidence.quote).map(move |number| (number, sure))
        })
    };
    if let Some(gap) = finding.difference {
        for (number, sure) in numbers() {
            let Ok(value) = number.parse::<Decimal>() else { continue };
            let settles =
                |other: &String| other.parse::<Decimal>().is_ok_and(|other| (other - value).abs() == gap.abs());
            if let Some(instead) = variants(number, sure).into_iter().find(settles) {
                return Some(Reading::Passage { read: number.to_owned(), instead: Some(instead) });
            }
        }
    } else if let (Some(expected), Some(found)) = (&finding.expected, &finding.found) {
        for (number, sure) in numbers() {
            let other = match (numbers_equal(found, number), numbers_equal(expected, number)) {
                (true, _) => expected,
                (false, true) => found,
                (false, false) => continue,
            };
            let settles = |variant: &String| numbers_equal(other, variant);
            if let Some(instead) = variants(number, sure).into_iter().find(settles) {
                return Some(Reading::Passage { read: number.to_owned(), instead: Some(instead) });
            }
        }
    }
    // A blank cell of a recognised page has no character, and so nothing that was read more or less surely.
    if recognised.iter().any(|evidence| evidence.quote.is_empty()) {
        return Some(Reading::Cell);
    }
    if SUMS.contains(&finding.rule) && !recognised.is_empty() {
        return Some(Reading::Row);
    }
    let doubtful = recognised.iter().find(|evidence| evidence.place.confidence.is_some_and(|sure| sure < DOUBTFUL))?;
    Some(Reading::Passage { read: doubtful.quote.clone(), instead: None })
}

fn numbers_equal(text: &str, number: &str) -> bool {
    numbers(text).any(|printed| match (printed.parse::<Decimal>(), number.parse::<Decimal>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    })
}

/// The numbers printed in a passage, with a point before them that may be a speck; one at their end is a stop.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|part| part.trim_end_matches('.'))
        .filter(|part| !part.is_empty() && part.len() < 20)
}

/// What a number may be if one character of it was misread: a digit for one that looks like it, ≥ for a 2 before it, a
/// decimal point lost, a digit read twice, one of two equal digits lost, a speck before it for a point. What was lost leaves no
/// trace in how surely the others were read; of digits that are sure that is left, and the speck.
fn variants(number: &str, sure: bool) -> Vec<String> {
    let digits: Vec<char> = number.chars().collect();
    let mut found = Vec::new();
    if !number.contains('.') {
        found.extend((1..digits.len()).map(|at| format!("{}.{}", &number[..at], &number[at..])));
    }
    for (at, digit) in digits.iter().enumerate() {
        // No number begins with two noughts.
        if digit.is_ascii_digit() && (at == 0 && *digit != '0' || at > 0 && digits[at - 1] != *digit) {
            found.push(format!("{}{digit}{}", &number[..at], &number[at..]));
        }
    }
    found.extend(number.strip_prefix('.').map(str::to_owned));
    if sure {
        return found;
    }
    for (at, digit) in digits.iter().enumerate() {
        for (a, b) in ALIKE {
            let other = if digit == a { b } else { a };
            if digit == a || digit == b {
                let mut changed = digits.clone();
                changed[at] = *other;
                found.push(changed.iter().collect());
            }
        }
        if at > 0 && digits[at - 1] == *digit {
            found.push([&digits[..at], &digits[at + 1..]].concat().iter().collect());
        }
    }
    if let Some(rest) = number.strip_prefix('2').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        found.push(rest.to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_makes_a_variant() {
        for (read, meant) in
            [("1057.61", "1057.67"), ("295", "95"), ("1168", "11.68"), ("1100", "100"), ("38", "33"), ("100", "1000")]
        {
            assert!(variants(read, false).iter().any(|variant| variant == meant), "{read} {meant}");
        }
        assert!(!variants("2115.3", false).iter().any(|variant| variant == "2131.3"));
        assert_eq!(variants("1168", true), ["1.168", "11.68", "116.8", "11168", "11668", "11688"]);
    }

    /// What becomes of a finding whose passages were read so surely.
    fn tempered(gap: Option<&str>, expected: &str, found: &str, passages: &[(&str, Option<u8>)]) -> Option<String> {
        let evidence = passages.iter().map(|(quote, sure)| Evidence {
            source: None,
            table: "t01".into(),
            field: "budget.total".into(),
            quote: (*quote).into(),
            place: crate::place::Place::default().read_with(*sure),
        });
        let mut findings = [Finding {
            rule: "BUD-TOTAL-SRC",
            variant: "",
            severity: Severity::Error,
            group: None,
            tables: vec!["t01".into()],
            args: Vec::new(),
            expected: Some(expected.into()),
            found: Some(found.into()),
            difference: gap.map(|gap| gap.parse().expect("a number")),
            explanation: None,
            evidence: evidence.collect(),
            origin: None,
            subject: String::new(),
        }];
        temper(&mut findings);
        let [finding] = findings;
        (finding.severity == Severity::Info).then(|| finding.explanation.expect("a note").en)
    }

    #[test]
    fn a_plausible_misreading_makes_a_note_and_a_sure_reading_stays_a_finding() {
        let told = tempered(Some("5"), "33", "38", &[("资金总额：38", Some(90))]).expect("tempered");
        assert!(told.contains("「38」 read as 「33」"), "{told}");
        assert_eq!(tempered(Some("5"), "33", "38", &[("资金总额：38", Some(99))]), None);
        assert_eq!(tempered(Some("5"), "33", "38", &[("资金总额：38", None)]), None, "a digital page");
        // A lost point, or one of two equal digits, leaves no trace in how surely the digits were read.
        assert!(tempered(Some("1156.32"), "11.68", "1168", &[("1168", Some(99))]).is_some());
        assert!(tempered(Some("-900"), "1000", "100", &[("100", Some(99))]).is_some());
        assert!(tempered(Some("-16"), "2131.3", "2115.3", &[("资金总额：2115.3", Some(90))]).is_none());
        assert!(tempered(Some("-16"), "2131.3", "2115.3", &[("资金总额：2115.3", Some(60))]).is_some());
        // A speck before a number reads as a point.
        assert!(tempered(None, "100%", ".100%", &[("100%以上", Some(99)), (".100%", Some(99))]).is_some());
        assert!(tempered(None, ".100%", "100%以上", &[("100%以上", Some(99)), (".100%", Some(99))]).is_some());
        assert!(tempered(None, "100%", "1.100%", &[("100%以上", Some(99)), ("1.100%", Some(99))]).is_none());
        // Something stands in the cell that was looked for a number, or nothing does.
        assert!(tempered(None, "10", "", &[("群众满意度", Some(99)), ("", Some(99))]).is_some());
        assert_eq!(tempered(None, "10", "", &[("群众满意度", Some(99)), ("", None)]), None);
        // A number that is in neither of the two statements explains nothing.
        assert_eq!(tempered(None, "0%", "大于0", &[("大于0得满分，共计20分", Some(90))]), None);
        assert!(tempered(None, "98%", "96%", &[("96%", Some(90)), ("98%", Some(99))]).is_some());
    }

    #[test]
    fn numbers_are_cut_out_of_a_passage() {
        assert_eq!(numbers("≥98.5%，共 3 项.").collect::<Vec<_>>(), ["98.5", "3"]);
    }
}
