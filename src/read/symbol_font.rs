//! Fonts whose characters have no Unicode of their own: Symbol, Wingdings, Webdings. Files keep them as codes from 0x20 to 0xFF, or as
//! the private-use characters U+F020 to U+F0FF.
//!
//! Symbol after Adobe's Symbol encoding; the others after the equivalents that Unicode 7.0 gave their signs, as far as disclosures
//! use them: ticks, boxes, circled numbers, arrows, bullets.

/// The private-use characters that stand for codes of such a font.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xF020..=0xF0FF;

/// Codes 0x20 to 0x7E of Symbol.
const SYMBOL_LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~";
/// Codes 0xA0 to 0xFE of Symbol; U+FFFD where it has a sign that Unicode lacks.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{fffd}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// Runs of codes of Wingdings: the first code, and the signs from there on.
const WINGDINGS: &[(u32, &str)] = &[
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x36, "⌛"),
    (0x3E, "✇✍"),
    (0x41, "✌"),
    (0x45, "☜☞☝☟"),
    (0x4A, "☺"),
    (0x4C, "☹"),
    (0x4E, "☠"),
    (0x51, "✈☼"),
    (0x54, "❄"),
    (0x56, "✞"),
    (0x58, "✠✡☪☯"),
    (0x5D, "☸♈♉♊♋♌♍♎♏♐♑♒♓"),
    (0x6C, "●"),
    (0x6E, "■□"),
    (0x71, "❑❒⬧⧫◆❖⬥⌧"),
    (0x7A, "⌘"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•"),
    (0xA1, "○"),
    (0xA7, "▪□"),
    (0xAB, "★"),
    (0xB5, "✪✰"),
    (0xD5, "⌫⌦"),
    (0xD8, "➢"),
    (0xDF, "←→↑↓↖↗↙↘"),
    (0xE7, "←→↑↓↖↗↙↘⇦⇨⇧⇩"),
    (0xFB, "✗✔☒☑"),
];
/// The same of Wingdings 2.
const WINGDINGS_2: &[(u32, &str)] =
    &[(0x4F, "✗✓☒☑☒☒"), (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x97, "•"), (0x9F, "■"), (0xA2, "■□")];
/// The same of Webdings.
const WEBDINGS: &[(u32, &str)] = &[(0x33, "◀▶▲▼"), (0x61, "✔"), (0x63, "□"), (0x67, "■"), (0x6E, "●"), (0x72, "✖")];

/// Codes that mean one sign whatever symbol font they are of, for text whose font nothing names: Symbol's signs of comparison and
/// calculation, digits and punctuation, and the ticks and boxes that Symbol does not have there.
const OF_ANY: &[(u32, &str)] = &[
    (0x20, " !"),
    (0x25, "%"),
    (0x28, "()"),
    (0x2B, "+,−./0123456789:;<=>?"),
    (0xA3, "≤"),
    (0xA5, "∞"),
    (0xB0, "°±"),
    (0xB3, "≥×"),
    (0xB7, "•÷≠"),
    (0xBB, "≈"),
    (0xFC, "✔"),
    (0xFE, "☑"),
];

/// Whether a font is one of those whose codes are signs of its own.
pub(crate) fn is_symbol_font(name: &str) -> bool {
    table(name).is_some()
}

/// The character that a code of a font stands for; private-use characters count as the code they hold. `None` where the font is none
/// of these, or its sign is not known.
pub(crate) fn character(font: &str, code: u32) -> Option<char> {
    let code = if PRIVATE.contains(&code) { code - 0xF000 } else { code };
    match table(font)? {
        Table::Symbol => symbol(code),
        Table::Runs(runs) => of_runs(runs, code),
    }
}

/// The character that a private-use character stands for where its font is not known, or is no symbol font; `None` where that
/// depends on the font.
pub(crate) fn private_use(character: char) -> Option<char> {
    let code = u32::from(character);
    PRIVATE.contains(&code).then(|| of_runs(OF_ANY, code - 0xF000)).flatten()
}

/// Whether a character is one of those that symbol fonts are kept as.
pub(crate) fn is_private_use(character: char) -> bool {
    PRIVATE.contains(&u32::from(character))
}

enum Table {
    Symbol,
    Runs(&'static [(u32, &'static str)]),
}

/// By the name of a font, subset prefixes (`ABCDEF+`) and styles (`,Bold`, `-Regular`, `MT`) apart.
fn table(name: &str) -> Option<Table> {
    let name = name.rsplit_once('+').map_or(name, |(_, name)| name);
    let name = name.split([',', '-']).next().unwrap_or(name);
    let mut name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    name.make_ascii_lowercase();
    match name.as_str() {
        "symbol" | "symbolmt" | "standardsymbolsps" => Some(Table::Symbol),
        "wingdings" | "wingdingsregular" => Some(Table::Runs(WINGDINGS)),
        "wingdings2" => Some(Table::Runs(WINGDINGS_2)),
        "webdings" => Some(Table::Runs(WEBDINGS)),
        "wingdings3" => Some(Table::Runs(&[])),
        _ => None,
    }
}

fn symbol(code: u32) -> Option<char> {
    let known = match code {
        0x20..=0x7E => SYMBOL_LOW.chars().nth((code - 0x20) as usize),
        0xA0..=0xFE => SYMBOL_HIGH.chars().nth((code - 0xA0) as usize),
        _ => None,
    };
    known.filter(|&c| c != '\u{fffd}')
}

fn of_runs(runs: &[(u32, &str)], code: u32) -> Option<char> {
    let last = runs.partition_point(|(first, _)| *first <= code).checked_sub(1)?;
    let (first, signs) = runs[last];
    signs.chars().nth((code - first) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_private_use_characters_are_the_signs_that_are_seen() {
        for (font, code, sign) in [
            ("Symbol", 0xF0B3, Some('≥')),
            ("symbol", 0xB3, Some('≥')),
            ("ABCDEF+SymbolMT", 0xF0A3, Some('≤')),
            ("Symbol", 0xF035, Some('5')),
            ("Symbol", 0x6D, Some('μ')),
            ("Symbol", 0xB9, Some('≠')),
            ("Symbol", 0xD6, Some('√')),
            ("Symbol", 0xF0, None),
            ("Symbol", 0xFE, Some('⎭')),
            ("Wingdings", 0xF0FE, Some('☑')),
            ("Wingdings-Regular", 0xFC, Some('✔')),
            ("Wingdings", 0x81, Some('①')),
            ("Wingdings", 0xE0, Some('→')),
            ("Wingdings", 0xFF, None),
            ("Wingdings 2", 0x52, Some('☑')),
            ("Wingdings 2", 0xA3, Some('□')),
            ("Webdings", 0x61, Some('✔')),
            ("Wingdings 3", 0x61, None),
            ("SimSun", 0xB3, None),
        ] {
            assert_eq!(character(font, code), sign, "{font} {code:x}");
        }
        assert_eq!(private_use('\u{f0b3}'), Some('≥'));
        assert_eq!(private_use('\u{f039}'), Some('9'));
        assert_eq!(private_use('\u{f06f}'), None, "□ of Wingdings or ο of Symbol");
        assert_eq!(private_use('≥'), None);
    }

    #[test]
    fn runs_are_ascending_and_do_not_overlap() {
        for runs in [WINGDINGS, WINGDINGS_2, WEBDINGS, OF_ANY] {
            for pair in runs.windows(2) {
                assert!(pair[0].0 + pair[0].1.chars().count() as u32 <= pair[1].0, "{:x}", pair[1].0);
            }
        }
        assert_eq!((SYMBOL_LOW.chars().count(), SYMBOL_HIGH.chars().count()), (0x5F, 0x5F));
    }
}
