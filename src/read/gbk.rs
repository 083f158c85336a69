//! Simple fonts whose strings hold GBK bytes, two codes a character, as old Chinese drivers wrote them: the font is a Chinese one
//! that is not embedded, its encoding claims WinAnsi, and every viewer that believes it shows mojibake.

use encoding_rs::GBK;

/// Chinese fonts of Windows and macOS by the beginning of their PostScript names, lower case.
const CHINESE_FONTS: &[&str] = &[
    "simsun",
    "nsimsun",
    "simhei",
    "simkai",
    "simfang",
    "simli",
    "simyou",
    "fangsong",
    "kaiti",
    "lisu",
    "youyuan",
    "dengxian",
    "microsoftyahei",
    "microsoft yahei",
    "stsong",
    "stheiti",
    "stkaiti",
    "stfangsong",
    "stzhongsong",
    "stxihei",
    "fz",
    "hyb",
    "founder",
];

/// Whether a base font's name is that of a Chinese font: written in GBK bytes, or known.
pub(crate) fn names_chinese_font(name: &[u8]) -> bool {
    if name.iter().any(|byte| *byte >= 0x81) {
        return decode(name).is_some();
    }
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    CHINESE_FONTS.iter().any(|font| name.starts_with(font))
}

/// The character of two bytes.
pub(crate) fn pair(lead: u8, trail: u8) -> Option<char> {
    if !(0x81..=0xfe).contains(&lead) || !(0x40..=0xfe).contains(&trail) {
        return None;
    }
    let bytes = [lead, trail];
    let text = GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut characters = text.chars();
    characters.next().filter(|c| characters.next().is_none() && !('\u{e000}'..='\u{f8ff}').contains(c))
}

/// The characters of a string with the number of bytes of each, if it is GBK through and through and the better part of it, or a
/// pair of the older GB 2312, is Chinese: `25°C` is no GBK, though its last two bytes are a pair.
pub(crate) fn decode(bytes: &[u8]) -> Option<Vec<(char, usize)>> {
    let mut characters = Vec::with_capacity(bytes.len());
    let (mut pairs, mut certain) = (0, false);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        if first.is_ascii() {
            characters.push((char::from(*first), 1));
            rest = after;
        } else {
            let [trail, after @ ..] = after else { return None };
            characters.push((pair(*first, *trail)?, 2));
            certain |= *first >= 0xa1 && *trail >= 0xa1;
            pairs += 1;
            rest = after;
        }
    }
    (certain || 2 * pairs > characters.len()).then_some(characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        decode(bytes).map(|characters| characters.into_iter().map(|(c, _)| c).collect())
    }

    #[test]
    fn gbk_is_told_from_latin() {
        assert_eq!(text(b"\xbc\xa8\xd0\xa72022\xc4\xea").as_deref(), Some("绩效2022年"));
        assert_eq!(text(b"\xe9\x46").as_deref(), Some("镕"));
        assert_eq!(text(b"25\xb0C"), None);
        assert_eq!(text(b"caf\xe9 noir"), None);
        assert_eq!(text(b"\xbc"), None);
    }

    #[test]
    fn fonts_are_known_by_their_names() {
        assert!(names_chinese_font(b"\xcb\xce\xcc\xe5"));
        assert!(names_chinese_font(b"\xb7\xc2\xcb\xce_GB2312"));
        assert!(names_chinese_font(b"SimSun,Bold"));
        assert!(!names_chinese_font(b"Helvetica"));
        assert!(!names_chinese_font(b"Caf\xe9"));
    }
}
