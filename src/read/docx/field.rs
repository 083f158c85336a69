//! Fields: what an instruction shows. Most keep their last result as text; check boxes, drop-down lists, signs drawn over one another
//! (`EQ`) and single signs (`SYMBOL`) are only told by their instruction. Source: ECMA-376 Part 1, 17.16.

use super::paragraph::UNKNOWN;
use crate::read::office::Tag;
use crate::read::symbol_font;

/// An instruction is read so far.
const LONGEST: usize = 4096;

/// Fields that show something; without a kept result, what they show is not known.
const SHOWN: [&str; 22] = [
    "=",
    "ASK",
    "AUTOTEXT",
    "COMPARE",
    "DATABASE",
    "DOCPROPERTY",
    "DOCVARIABLE",
    "EQ",
    "FILLIN",
    "FORMULA",
    "GLOSSARY",
    "IF",
    "INCLUDE",
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "LINK",
    "MERGEFIELD",
    "QUOTE",
    "REF",
    "STYLEREF",
    "SYMBOL",
    "FORMTEXT",
];

/// A field that is open.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its instruction is over, and its result follows.
    pub(super) in_result: bool,
    /// Whether any result was kept.
    pub(super) has_result: bool,
    form: Form,
}

/// The data of a legacy form field.
#[derive(Default)]
struct Form {
    is_box: bool,
    default: Option<String>,
    checked: Option<bool>,
    is_list: bool,
    chosen: Option<usize>,
    entries: Vec<String>,
}

/// What a field without a result shows.
#[derive(Debug, PartialEq)]
pub(super) enum Shows {
    /// Nothing.
    Nothing,
    /// This text.
    Text(String),
    /// Something that is not known; the name of the field.
    Unknown(String),
}

impl Field {
    /// Adds to the instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if self.instruction.len() + text.len() <= LONGEST {
            self.instruction.push_str(text);
        }
    }

    /// Takes an element of the data of a form field.
    pub(super) fn take(&mut self, name: &str, tag: &Tag<'_>) {
        let value = || tag.attribute("val");
        let form = &mut self.form;
        match name {
            "checkBox" => form.is_box = true,
            "ddList" => form.is_list = true,
            "checked" => form.checked = Some(super::look::is_on(tag)),
            "default" => form.default = value(),
            "result" => form.chosen = value().and_then(|value| value.parse().ok()),
            "listEntry" => form.entries.extend(value()),
            _ => {}
        }
    }

    /// What it shows beyond the result that was kept.
    pub(super) fn shows(&self) -> Shows {
        let words: Vec<&str> = self.instruction.split_whitespace().collect();
        let name = words.first().map_or(String::new(), |name| name.to_ascii_uppercase());
        let form = &self.form;
        if form.is_box || name == "FORMCHECKBOX" {
            let default = form.default.as_deref().is_some_and(|value| matches!(value, "1" | "true" | "on"));
            let sign = if form.checked.unwrap_or(default) { "☑" } else { "☐" };
            return Shows::Text(sign.to_owned());
        }
        if self.has_result {
            return Shows::Nothing;
        }
        if form.is_list {
            let default = form.default.as_deref().and_then(|value| value.parse().ok());
            let chosen = form.chosen.or(default).unwrap_or(0);
            return form.entries.get(chosen).map_or(Shows::Nothing, |entry| Shows::Text(entry.clone()));
        }
        let known = match name.as_str() {
            "EQ" => drawn_over(&self.instruction),
            "SYMBOL" => symbol(&words[1..]),
            // A text field that nobody filled in.
            "FORMTEXT" => return Shows::Nothing,
            _ => None,
        };
        match known {
            Some(text) => Shows::Text(text),
            None if name.starts_with('=') || SHOWN.contains(&name.as_str()) => Shows::Unknown(name),
            None => Shows::Nothing,
        }
    }
}

/// `EQ \o\ac(○,1)` is ①, `EQ \o\ac(□,√)` is ☑: Word's way to put a character into a circle or a box.
fn drawn_over(instruction: &str) -> Option<String> {
    let compact: String = instruction.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = compact.to_lowercase();
    let start = lower.find("\\o\\ac(").map(|at| at + 6).or_else(|| lower.find("\\o(").map(|at| at + 3))?;
    // Lower case may differ in length; a position that is none of the text's has no answer.
    let inner = compact.get(start..)?;
    let inner = &inner[..inner.rfind(')')?];
    let (outer, inner) = inner.split_once([',', '，', ';'])?;
    // `\s\up 11(○),1` sets one of them higher.
    let bare = |part: &str| {
        let part = part.rsplit_once('(').map_or(part, |(_, last)| last);
        part.trim_matches(['(', ')', ' ']).to_owned()
    };
    let (outer, inner) = (bare(outer), bare(inner));
    Some(match (outer.as_str(), inner.as_str()) {
        ("○" | "〇" | "O" | "◯", number) => number
            .parse::<u32>()
            .ok()
            .and_then(|number| match number {
                0 => Some('⓪'),
                1..=20 => char::from_u32(0x245F + number),
                21..=35 => char::from_u32(0x3251 + number - 21),
                _ => None,
            })
            .map_or(inner, String::from),
        ("□" | "☐" | "口", "√" | "✓" | "✔" | "v" | "V") => "☑".to_owned(),
        ("□" | "☐" | "口", "×" | "✕" | "✗" | "x" | "X") => "☒".to_owned(),
        ("□" | "☐" | "口" | "△" | "◇", _) => inner,
        _ => return None,
    })
}

/// `SYMBOL 179 \f "Symbol"` is ≥.
fn symbol(words: &[&str]) -> Option<String> {
    let code = words.first()?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let of = words.iter().position(|word| word.eq_ignore_ascii_case("\\f")).and_then(|at| words.get(at + 1..));
    let font = of.map(|words| words.join(" ")).unwrap_or_default();
    let font = font.trim_start_matches('"').split('"').next().unwrap_or_default().to_owned();
    if symbol_font::is_symbol_font(&font) {
        return Some(symbol_font::character(&font, code).unwrap_or(UNKNOWN).to_string());
    }
    let unicode = words.iter().any(|word| word.eq_ignore_ascii_case("\\u")) || code < 0x80;
    unicode.then(|| char::from_u32(code)).flatten().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(instruction: &str) -> Shows {
        let mut field = Field::default();
        field.instruct(instruction);
        field.shows()
    }

    #[test]
    fn fields_without_a_result_show_what_their_instruction_says() {
        let text = |text: &str| Shows::Text(text.to_owned());
        for (instruction, expected) in [
            (" eq \\o\\ac(○,1) ", text("①")),
            (" EQ \\o\\ac(○,12)", text("⑫")),
            (" eq \\o\\ac(□,√) ", text("☑")),
            (" eq \\o\\ac(□,×) ", text("☒")),
            (" EQ \\f(1,2) ", Shows::Unknown("EQ".into())),
            (" SYMBOL 179 \\f \"Symbol\" \\s 12 ", text("≥")),
            (" SYMBOL 0xFE \\f \"Wingdings\" ", text("☑")),
            (" SYMBOL 82 \\f \"Wingdings 2\" ", text("☑")),
            (" FORMCHECKBOX ", text("☐")),
            (" FORMTEXT ", Shows::Nothing),
            (" XE \"x\" ", Shows::Nothing),
            (" =SUM(ABOVE) ", Shows::Unknown("=SUM(ABOVE)".into())),
            (" MERGEFIELD 金额 ", Shows::Unknown("MERGEFIELD".into())),
            ("", Shows::Nothing),
        ] {
            assert_eq!(shows(instruction), expected, "{instruction}");
        }
    }
}
