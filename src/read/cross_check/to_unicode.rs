//! ToUnicode CMaps: character codes → characters. Written for this extractor alone, so that a fault of the first reader's
//! parser shows.

use std::collections::HashMap;

/// Longest destination of one code (ligatures, sequences).
const MAX_CHARACTERS: usize = 8;
/// Codes one CMap may name: more than the 65,536 of two-byte codes only in hostile files.
const MAX_CODES: usize = 1 << 17;

/// A parsed ToUnicode CMap.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    codes: HashMap<u32, String>,
    ranges: Vec<(u32, u32, u32)>,
}

#[derive(Debug, PartialEq)]
enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(String),
}

impl ToUnicode {
    /// Parses `bfchar` and `bfrange` sections and passes over everything else.
    pub(super) fn parse(data: &[u8]) -> ToUnicode {
        let mut map = ToUnicode::default();
        let mut tokens = tokens(data);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(word) if word == "beginbfchar" => map.characters(&mut tokens),
                Token::Word(word) if word == "beginbfrange" => map.ranges(&mut tokens),
                _ => {}
            }
        }
        map
    }

    fn characters(&mut self, tokens: &mut impl Iterator<Item = Token>) {
        // One token at a time: the word that ends a section must not swallow the one that begins the next.
        while let Some(Token::Hex(code)) = tokens.next() {
            let Some(Token::Hex(text)) = tokens.next() else { return };
            self.put(number(&code), &text);
        }
    }

    fn ranges(&mut self, tokens: &mut impl Iterator<Item = Token>) {
        while let Some(Token::Hex(low)) = tokens.next() {
            let Some(Token::Hex(high)) = tokens.next() else { return };
            let (low, high) = (number(&low), number(&high));
            match tokens.next() {
                Some(Token::Hex(first)) if first.len() <= 2 => self.ranges.push((low, high, number(&first))),
                Some(Token::Hex(first)) => {
                    for code in low..=high.min(low.saturating_add(0xff)) {
                        let mut text = first.clone();
                        if let Some(last) = text.last_mut() {
                            *last = last.wrapping_add((code - low) as u8);
                        }
                        self.put(code, &text);
                    }
                }
                Some(Token::Open) => {
                    let mut code = low;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        if code <= high {
                            self.put(code, &text);
                        }
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn put(&mut self, code: u32, utf16: &[u8]) {
        let units = utf16.chunks(2).map(|pair| match *pair {
            [high, low] => u16::from_be_bytes([high, low]),
            [only] => u16::from(only),
            _ => 0,
        });
        let text: String = char::decode_utf16(units).flatten().take(MAX_CHARACTERS).collect();
        if self.codes.len() < MAX_CODES {
            self.codes.insert(code, text);
        }
    }

    /// The characters of a code.
    pub(super) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.codes.get(&code) {
            return Some(text.clone());
        }
        let range = self.ranges.iter().find(|(low, high, _)| (*low..=*high).contains(&code))?;
        char::from_u32(range.2.checked_add(code - range.0)?).map(String::from)
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn tokens(data: &[u8]) -> impl Iterator<Item = Token> + '_ {
    let mut rest = data;
    std::iter::from_fn(move || {
        loop {
            let (&first, after) = rest.split_first()?;
            match first {
                b'%' => {
                    let end = after.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(after.len());
                    rest = &after[end..];
                }
                b'<' if after.first() == Some(&b'<') => rest = &after[1..],
                b'<' => {
                    let end = after.iter().position(|b| *b == b'>')?;
                    let digits: Vec<u8> =
                        after[..end].iter().filter_map(|b| Some((*b as char).to_digit(16)? as u8)).collect();
                    rest = &after[end + 1..];
                    let byte = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
                    return Some(Token::Hex(digits.chunks(2).map(byte).collect()));
                }
                b'[' | b']' => {
                    rest = after;
                    return Some(if first == b'[' { Token::Open } else { Token::Close });
                }
                b if b.is_ascii_alphanumeric() => {
                    let end = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    let word = String::from_utf8_lossy(&rest[..end]).into_owned();
                    rest = &rest[end..];
                    return Some(Token::Word(word));
                }
                _ => rest = after,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_arrays() {
        let map = ToUnicode::parse(
            b"1 beginbfchar <0001><7EE9> % a comment\n<0002> <00660069> endbfchar \
              2 beginbfrange <10> <12> <4E00> <20><21>[<6548><76EE>] endbfrange",
        );
        assert_eq!(map.get(1).as_deref(), Some("绩"));
        assert_eq!(map.get(2).as_deref(), Some("fi"));
        assert_eq!(map.get(0x12).as_deref(), Some("丂"));
        assert_eq!(map.get(0x21).as_deref(), Some("目"));
        assert_eq!(map.get(0x22), None);
    }

    #[test]
    fn surrogates_and_a_range_over_everything() {
        let map = ToUnicode::parse(b"beginbfrange <00000000> <ffffffff> <0041> endbfrange beginbfchar <05><D840DC0B>");
        assert_eq!(map.get(2).as_deref(), Some("C"));
        assert_eq!(map.get(5).as_deref(), Some("𠀋"));
        assert_eq!(map.get(u32::MAX), None);
    }
}
