//! Which encoding a text file is in: UTF-8, UTF-16, GB18030 (of which GBK and GB2312 are parts) or Big5.
//!
//! The bytes decide, not what the file says of itself. A few bytes that fit no character are U+FFFD, and a notice tells their lines.

use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::folding;
use crate::wording::Wording;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// As it is seen, every line ended by `\n`.
    pub text: String,
    /// Lines with bytes that fit no character.
    pub notices: Vec<Notice>,
}

/// Damaged lines that are told one by one.
const TOLD: usize = 20;
/// How much of a text is looked at for zero bytes.
const SAMPLE: usize = 65_536;
/// A damaged byte in so many characters is the most that a text may have and still be one.
const SOUND: usize = 20;

/// Decodes a text file. A byte order mark decides; without one, what reads as UTF-16 with zero bytes in it is that, valid UTF-8 is
/// UTF-8, and the rest is the encoding that leaves the fewest bytes over.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    let marked = [(&b"\xef\xbb\xbf"[..], UTF_8), (b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)];
    let known = marked.iter().find_map(|(mark, encoding)| bytes.strip_prefix(*mark).map(|rest| (rest, *encoding)));
    let (rest, encoding) = match known {
        Some(known) => known,
        None => (bytes, utf16(bytes).map_or_else(|| of_bytes(bytes), Ok)?),
    };
    let text = encoding.decode_without_bom_handling(rest).0;
    let mut decoded = decoded(&text);
    if encoding == GB18030 && rest.iter().filter(|&&byte| byte == 0xff).count() == text.matches('\u{fffd}').count() {
        decoded.text = without_strays(&decoded.text);
    }
    Ok(decoded)
}

/// The text without signs of damage between two characters of writing. Only where each is the byte 0xFF, which is part of no character
/// of GBK, so that none is lost; beside a digit or a sign it stays, for a value that is damaged must not look whole.
fn without_strays(text: &str) -> String {
    let writing =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{3001}'..='\u{9fff}' | '，' | '；' | '：' | '（' | '）'));
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let stray = c == '\u{fffd}' && writing(out.chars().next_back()) && writing(chars.peek().copied());
        if !stray {
            out.push(c);
        }
    }
    out
}

fn decoded(text: &str) -> Decoded {
    let text = folding::text(text);
    let damaged: Vec<(u32, usize)> = (1..)
        .zip(text.split('\n'))
        .map(|(number, line)| (number, line.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let notice = |(line, count): &(u32, usize)| Notice {
        stage: Stage::Read,
        code: "encoding-damage",
        message: Wording::new(
            format!("第 {line} 行有 {count} 处字节无法解码"),
            format!("line {line} has {count} bytes that fit no character"),
        ),
        place: Some(Place::at_line(1, *line)),
    };
    let mut notices: Vec<Notice> = damaged.iter().take(TOLD).map(notice).collect();
    if let Some(rest) = damaged.get(TOLD..).filter(|rest| !rest.is_empty()) {
        notices.push(Notice {
            message: Wording::new(
                format!("另有 {} 行含无法解码的字节", rest.len()),
                format!("{} more lines have bytes that fit no character", rest.len()),
            ),
            ..notice(&rest[0])
        });
    }
    Decoded { text, notices }
}

/// The encoding of bytes that are no UTF-16.
fn of_bytes(bytes: &[u8]) -> Result<&'static Encoding, Error> {
    let Err(error) = std::str::from_utf8(bytes) else { return Ok(UTF_8) };
    let bad = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let all = text.chars().filter(|c| !c.is_ascii()).count();
        (text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count(), all, text.chars().count())
    };
    // Chinese in another encoding is hardly ever valid UTF-8 by chance.
    let (utf8, seen, _) = bad(UTF_8);
    if utf8 * SOUND <= seen || (error.error_len().is_none() && utf8 == 1) {
        return Ok(UTF_8);
    }
    let (gbk, _, length) = bad(GB18030);
    let encoding = if looks_like_big5(bytes) && bad(BIG5).0 <= gbk { BIG5 } else { GB18030 };
    if bad(encoding).0 * SOUND > length {
        return Err(Error::Encoding { offset: error.valid_up_to() });
    }
    Ok(encoding)
}

/// Whether pairs of bytes are as in Big5: often with a second byte below 0xA1, which hardly a common character has in GBK, and a
/// first one of the common characters.
fn looks_like_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low, mut common) = (0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        if first < 0x81 {
            at += 1;
            continue;
        }
        let Some(&second) = bytes.get(at + 1) else { break };
        pairs += 1;
        low += usize::from((0x40..0x7f).contains(&second));
        common += usize::from((0xa1..=0xc6).contains(&first));
        at += 2;
    }
    pairs > 0 && low * 6 > pairs && common * 20 > pairs * 17
}

/// UTF-16 without a byte order mark, where zero bytes stand in a file and one order of bytes makes text of it.
pub(crate) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    // A few bytes are text in any order.
    if sample.len() < 16 || !sample.contains(&0) {
        return None;
    }
    let share = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let likely = |c: &char| {
            matches!(c, '\t' | '\n' | '\r' | '\u{c}' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{27ff}')
                || matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ffe5}')
        };
        // A blank, a line end or a digit is in every text, and a byte the wrong way round makes none.
        let plain = text.chars().any(|c| c.is_ascii_graphic() || matches!(c, '\n' | '\r' | '\t' | ' '));
        if plain { text.chars().filter(likely).count() * 100 / text.chars().count().max(1) } else { 0 }
    };
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    match (little.max(big) >= 90, little >= big) {
        (true, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        (false, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).map(|decoded| decoded.text).unwrap_or_default()
    }

    const TEXT: &str = "项目名称\t法律援助\n金额\t18 万元\n";

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16 = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let with_mark = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for bytes in [
            TEXT.as_bytes().to_vec(),
            with_mark(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()),
            with_mark(b"\xff\xfe", utf16(false)),
            with_mark(b"\xfe\xff", utf16(true)),
            utf16(false),
            utf16(true),
            GB18030.encode(TEXT).0.into_owned(),
        ] {
            assert_eq!(text(&bytes), TEXT);
        }
    }

    #[test]
    fn bytes_of_no_encoding_are_an_error_with_their_offset() {
        assert!(matches!(decode(b"abc\xff\xff\xffdef"), Err(Error::Encoding { offset: 3 })));
    }

    #[test]
    fn a_character_cut_off_at_the_end_is_told() {
        let bytes = "项目".as_bytes();
        assert_eq!(text(&bytes[..5]), "项\u{fffd}");
    }

    #[test]
    fn a_bad_byte_leaves_the_rest_right_and_is_told() {
        let long = "一级指标\t二级指标\n维护泵站数量\t≥24座\n供水保障能力有效提升持续完善\n服务对象满意度指标";
        for encoded in [GB18030.encode(long).0.into_owned(), long.as_bytes().to_vec()] {
            let second = encoded.iter().position(|&byte| byte == b'\n').unwrap_or(0) + 1;
            let bytes = [&encoded[..second], b"\xff", &encoded[second..]].concat();
            let Ok(found) = decode(&bytes) else { panic!("decoded") };
            assert_eq!(found.text.replace('\u{fffd}', ""), long);
            assert_eq!(found.notices[0].place, Some(Place::at_line(1, 2)));
        }
        let traditional = "項目支出績效目標表\n項目名稱\t智慧水務平臺運行維護\n主管部門\t青禾縣水務局";
        assert_eq!(text(&BIG5.encode(traditional).0), traditional);
        let little: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&little), long, "U+4E00 has a zero byte of its own");
    }
}
