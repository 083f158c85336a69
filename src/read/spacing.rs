//! Layout-made spaces: which ones a published text loses when its lines are joined.
//!
//! Chinese is written without spaces, so a space beside a Han character, a digit or a sign is an artefact of the layout
//! (`有效保 障`, `98 %`, `完成 2 次`). A space between two Latin words is part of the text, and so is one between two numbers.

/// The text without layout-made spaces; paragraph breaks (`\n`) stay, blank paragraphs go.
pub fn close(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let start = out.len();
        close_line(line, &mut out, start);
        if out.len() > start {
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A line outside any table: as [`close`], but parts that stand far apart (`填报单位：…      单位：万元`) are separated by a tab.
pub fn line(text: &str) -> String {
    let mut parts: Vec<String> = vec![String::new()];
    let mut run = 0;
    for c in text.trim().chars() {
        if is_blank(c) {
            // An ideographic space is as wide as two ordinary ones.
            run += if c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        if run >= FAR_APART {
            parts.push(String::new());
        } else if run > 0
            && let Some(part) = parts.last_mut()
        {
            part.push(' ');
        }
        run = 0;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let closed: Vec<String> = parts.iter().map(|part| close(part)).filter(|part| !part.is_empty()).collect();
    closed.join("\t")
}

/// Number of spaces between two parts of a line from which on they stand apart.
const FAR_APART: usize = 4;

/// One line: every run of blanks is dropped, or becomes one space between two Latin words or two numbers.
fn close_line(line: &str, out: &mut String, start: usize) {
    let mut blank = false;
    for c in line.chars() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if blank && out.len() > start && out.chars().next_back().is_some_and(|before| keeps_space(before, c)) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
}

/// Whether a character is blank: white space, or one of the invisible characters that PDF producers and web pages leave.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Number of non-blank characters, the unit of the conservation count.
pub fn count(text: &str) -> u64 {
    text.chars().filter(|&c| !is_blank(c)).count() as u64
}

/// Whether a space between two characters is part of the text.
pub fn keeps_space(before: char, after: char) -> bool {
    let word = |c: char| c.is_ascii_alphabetic();
    let latin = |c: char| c.is_ascii_graphic();
    (word(before) && latin(after))
        || (latin(before) && word(after))
        || (before.is_ascii_digit() && after.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_go_beside_han_digits_and_signs_and_stay_between_latin_words() {
        for (raw, closed) in [
            ("指标 值及 单位", "指标值及单位"),
            ("有效保 障", "有效保障"),
            ("98 %", "98%"),
            ("完成 2 次", "完成2次"),
            ("2022 年", "2022年"),
            ("Microsoft  Office 软件", "Microsoft Office软件"),
            ("≥ 90 %", "≥90%"),
            ("一、 \u{3000}甲\n\n 乙 ", "一、甲\n乙"),
            ("", ""),
        ] {
            assert_eq!(close(raw), closed, "{raw:?}");
        }
    }
}
