//! Text strings: UTF-16 with a mark, UTF-8 with a mark, else PDFDocEncoding (ISO 32000-2, 7.9.2.2).

/// The characters of PDFDocEncoding from 0x80 to 0x9F and 0x18 to 0x1F (annex D.3); the others are Latin-1's.
const HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{fffd}";
const LOW: &str = "˘ˇˆ˙˝˛˚˜";

/// The text of a string's bytes. Chinese writers put GBK where the mark is missing: it is taken for that where it can only be that.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        _ => crate::read::gbk::decode(bytes).map_or_else(
            || bytes.iter().map(|byte| latin(*byte)).collect(),
            |characters| characters.into_iter().map(|(character, _)| character).collect(),
        ),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    // A language may be named between two escapes.
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.skip(1).step_by(2).collect::<String>()
}

fn latin(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW.chars().nth(usize::from(byte - 0x18)).unwrap_or('\u{fffd}'),
        0x80..=0x9F => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        0xA0 => '€',
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_by_their_marks() {
        assert_eq!(decode(b"186.5"), "186.5");
        assert_eq!(decode(b"\xFE\xFF\x22\x65\x00\x39"), "≥9");
        assert_eq!(decode(b"\xFF\xFE\x65\x22"), "≥");
        assert_eq!(decode("\u{feff}绩效".as_bytes()), "绩效");
        assert_eq!(decode(b"\x8413"), "—13");
        assert_eq!(decode(b"\xFE\xFF\x00\x1b\x00z\x00h\x00\x1b\x00A"), "A");
    }
}
