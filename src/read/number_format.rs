//! How Excel shows a stored number: 0.9 under `0%` is 90%, 24 under `"≥"0"座"` is ≥24座. Exact, on decimals. Thousands separators
//! are left out. Source: ECMA-376 Part 1, 18.8.30–31.

mod date;
mod section;

use rust_decimal::Decimal;
use section::{Section, sections};

/// Excel keeps 15 significant digits; what a file stores beyond them is the dust of binary fractions.
const SIGNIFICANT_DIGITS: u32 = 15;

/// A number format: its sections for positive, negative, zero and text values, or those of its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
    /// Whether its fourth section, that of texts, is empty, as in `;;;`.
    hides_text: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        NumberFormat { sections: sections("General"), hides_text: false }
    }
}

impl NumberFormat {
    /// The format of an id: built-in, as Chinese Excel has them, or a custom code.
    pub(crate) fn of(id: u32, code: Option<&str>) -> Self {
        let code = code.unwrap_or_else(|| built_in(id));
        let sections = sections(code);
        let hides_text = sections.len() >= 4 && code.trim_end().ends_with(';');
        NumberFormat { sections, hides_text }
    }

    /// Whether a text of a cell does not show.
    pub(crate) fn hides_text(&self) -> bool {
        self.hides_text
    }

    /// The text that Excel shows for a stored value, empty where the format hides it; a value that is no number stays as it is.
    pub(crate) fn show(&self, stored: &str, from_1904: bool) -> String {
        let parsed = stored.parse::<Decimal>().or_else(|_| Decimal::from_scientific(stored));
        let Ok(number) = parsed else { return stored.to_owned() };
        let number = number.round_sf(SIGNIFICANT_DIGITS).unwrap_or(number).normalize();
        let Some((section, own_sign)) = self.section(number) else { return number.to_string() };
        section.show(if own_sign { number.abs() } else { number }, from_1904).unwrap_or_else(|| number.to_string())
    }

    /// The section that a number is shown by, and whether it stands for the sign itself.
    fn section(&self, number: Decimal) -> Option<(&Section, bool)> {
        let numeric = &self.sections[..self.sections.len().min(3)];
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&Section| section.condition.as_ref().is_none_or(|condition| condition.holds(number));
            return numeric.iter().find(holds).map(|section| (section, false));
        }
        match numeric {
            [_, negative, ..] if number.is_sign_negative() && !number.is_zero() => Some((negative, true)),
            [_, _, zero] if number.is_zero() => Some((zero, true)),
            [positive, ..] => Some((positive, false)),
            [] => None,
        }
    }
}

/// The codes of the built-in ids. A date in the system's order (14) is shown as ISO 8601 has it.
fn built_in(id: u32) -> &'static str {
    match id {
        1 | 3 | 37 | 38 | 41 | 42 => "0",
        2 | 4 | 39 | 40 | 43 | 44 => "0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 15 | 30 => "yyyy-mm-dd",
        22 => "yyyy-mm-dd h:mm",
        16 => "m-d",
        17 => "yyyy-mm",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_excel_shows_them() {
        let cases = [
            (NumberFormat::of(9, None), "0.9", "90%"),
            (NumberFormat::of(9, None), "0.0900000762939453", "9%"),
            (NumberFormat::of(0, None), "0.90000000000000002", "0.9"),
            (NumberFormat::of(4, None), "2107.3", "2107.30"),
            (NumberFormat::of(14, None), "61", "1900-03-01"),
            (NumberFormat::of(31, None), "44926", "2022年12月31日"),
            (NumberFormat::of(57, None), "45597", "2024年11月"),
            (NumberFormat::of(21, None), "0.75", "18:00:00"),
            (NumberFormat::of(0, None), "1.5E-2", "0.015"),
            (NumberFormat::of(0, None), "无", "无"),
        ];
        for (format, stored, shown) in cases {
            assert_eq!(format.show(stored, false), shown, "{format:?} {stored}");
        }
    }

    #[test]
    fn codes_show_signs_units_scales_and_sections() {
        let cases = [
            ("#,##0.00_ ", "16", "16.00"),
            ("0.0%", "0.985", "98.5%"),
            ("[Red]0\"件\"", "550", "550件"),
            ("\"≥\"0\"座\"", "24", "≥24座"),
            ("0!.0,\"万元\"", "1865000", "186.5万元"),
            ("0\\.0,", "1865000", "186.5"),
            ("0.0,", "1500", "1.5"),
            ("#,##0,,", "12500000", "13"),
            ("G/通用格式\"台\"", "136.5", "136.5台"),
            ("General\"台\"", "136", "136台"),
            ("\"有效提升\"", "1", "有效提升"),
            (";;;", "5", ""),
            ("0;;", "-5", ""),
            ("0;;\"无\"", "0", "无"),
            ("0;(0)", "-5", "(5)"),
            ("[>=100]\"多\";[<10]\"少\";0", "150", "多"),
            ("[>=100]\"多\";[<10]\"少\";0", "50", "50"),
            ("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "0", "-"),
            ("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "1234.5", "1234.50"),
            ("[$¥-804]#,##0.00", "12.5", "¥12.50"),
            ("yyyy\"年\"m\"月\"d\"日\";@", "45626", "2024年11月30日"),
            ("[$-804]yyyy\"年\"m\"月\"", "45597", "2024年11月"),
            ("h:mm", "0.354166666666667", "8:30"),
            ("[h]:mm", "1.5", "36:00"),
            ("0", "2.5", "3"),
            ("0.##", "1.25", "1.25"),
            ("000", "7", "007"),
            ("# ?/?", "0.5", "0.5"),
        ];
        for (code, stored, shown) in cases {
            assert_eq!(NumberFormat::of(164, Some(code)).show(stored, false), shown, "{code} {stored}");
        }
        assert_eq!(NumberFormat::of(14, None).show("0", true), "1904-01-01");
    }
}
