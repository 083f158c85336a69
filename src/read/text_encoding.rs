//! Which encoding a text file is in: UTF-8, UTF-16 or GB18030 (of which GBK and GB2312 are parts).

use crate::error::Error;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// Decodes a text file. A byte order mark decides; without one, valid UTF-8 is UTF-8, regular zero bytes mean UTF-16, and what
/// then decodes without error is GB18030.
pub fn decode(bytes: &[u8]) -> Result<String, Error> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest).map_err(|offset| Error::Encoding { offset: offset + 3 });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok(UTF_16LE.decode_without_bom_handling(rest).0.into_owned());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok(UTF_16BE.decode_without_bom_handling(rest).0.into_owned());
    }
    if let Some(little) = looks_like_utf16(bytes) {
        let encoding = if little { UTF_16LE } else { UTF_16BE };
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let offset = match utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(offset) => offset,
    };
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(Error::Encoding { offset }),
    }
}

/// UTF-8, where a last character cut off by a truncated download is dropped; otherwise the offset of the first bad byte.
fn utf8(bytes: &[u8]) -> Result<String, usize> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) if error.error_len().is_none() => {
            Ok(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
        }
        Err(error) => Err(error.valid_up_to()),
    }
}

/// Whether zero bytes stand regularly at odd offsets (little endian: `Some(true)`) or at even ones.
fn looks_like_utf16(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Chinese text has few ASCII characters, but line ends, tabs and digits are always there; text in UTF-8 or GB18030 has no zero byte.
    let enough = sample.len() / 64;
    if odd > enough && even == 0 {
        Some(true)
    } else if even > enough && odd == 0 {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(decode(&bytes).ok().as_deref(), Some(TEXT));
        }
    }

    #[test]
    fn bytes_of_no_encoding_are_an_error_with_their_offset() {
        assert!(matches!(decode(b"abc\xff\xff\xffdef"), Err(Error::Encoding { offset: 3 })));
    }

    #[test]
    fn a_character_cut_off_at_the_end_is_dropped() {
        let bytes = "项目".as_bytes();
        assert_eq!(decode(&bytes[..5]).ok().as_deref(), Some("项"));
    }
}
