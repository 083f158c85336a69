//! One section of a number format and what it makes of a number.

use super::date;
use rust_decimal::{Decimal, RoundingStrategy};

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Literal(String),
    /// `0`, `#`, `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// The number as General shows it.
    General,
    /// `yyyy`, `m`, `hh`: the letter and how often.
    Date(char, usize),
    /// `[h]`.
    Elapsed(char),
    HalfDay,
    /// Scientific or a fraction: the number is shown by its digits.
    Other,
}

/// `[>=100]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    sign: String,
    bound: Decimal,
}

impl Condition {
    pub(super) fn holds(&self, number: Decimal) -> bool {
        match self.sign.as_str() {
            ">" => number > self.bound,
            "<" => number < self.bound,
            ">=" => number >= self.bound,
            "<=" => number <= self.bound,
            "=" => number == self.bound,
            _ => number != self.bound,
        }
    }
}

/// One section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    tokens: Vec<Token>,
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut out = vec![Section::default()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let Some(section) = out.last_mut() else { break };
        if let Some(word) = ["G/通用格式", "General", "GENERAL"].into_iter().find(|word| rest.starts_with(word)) {
            section.tokens.push(Token::General);
            rest = &rest[word.len()..];
            continue;
        }
        if let Some(word) = ["上午/下午", "AM/PM", "am/pm", "A/P"].into_iter().find(|word| rest.starts_with(word)) {
            section.tokens.push(Token::HalfDay);
            rest = &rest[word.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => {
                let (text, after) = rest.split_once('"').unwrap_or((rest, ""));
                section.literal(text);
                rest = after;
            }
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                section.bracket(inside);
                rest = after;
            }
            '\\' | '!' => {
                let end = rest.chars().next().map_or(0, char::len_utf8);
                section.literal(&rest[..end]);
                rest = &rest[end..];
            }
            // A blank as wide as a character, or a character that fills the cell: no text.
            '_' | '*' => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
            ';' => out.push(Section::default()),
            '0' | '#' | '?' => section.tokens.push(Token::Digit(c)),
            '.' => section.tokens.push(Token::Point),
            ',' => section.tokens.push(Token::Comma),
            '%' => section.tokens.push(Token::Percent),
            '@' => section.tokens.push(Token::General),
            'E' | 'e' if rest.starts_with(['+', '-']) => section.tokens.push(Token::Other),
            '/' if section.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => {
                section.tokens.push(Token::Other)
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'e' => {
                let letter = c.to_ascii_lowercase();
                let more = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&letter)).count();
                rest = &rest[more..];
                section.tokens.push(Token::Date(letter, more + 1));
            }
            other => section.literal(other.encode_utf8(&mut [0; 4])),
        }
    }
    out
}

impl Section {
    fn literal(&mut self, text: &str) {
        self.tokens.push(Token::Literal(text.to_owned()));
    }

    /// A condition, a currency sign, an elapsed time; a colour or a locale is nothing.
    fn bracket(&mut self, inside: &str) {
        if let Some(sign) = inside.strip_prefix('$') {
            self.literal(sign.split('-').next().unwrap_or_default());
        } else if let Some(end) = inside.find(|c: char| !"<>=".contains(c)).filter(|&end| end > 0) {
            let bound = inside[end..].trim().parse().ok();
            self.condition = bound.map(|bound| Condition { sign: inside[..end].to_owned(), bound });
        } else if let Some(letter) = inside.chars().next()
            && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter))
            && "hmsHMS".contains(letter)
        {
            self.tokens.push(Token::Elapsed(letter.to_ascii_lowercase()));
        }
    }

    /// What is shown of a number; `None` where its digits are.
    pub(super) fn show(&self, number: Decimal, from_1904: bool) -> Option<String> {
        let has = |wanted: fn(&Token) -> bool| self.tokens.iter().any(wanted);
        if has(|token| matches!(token, Token::Other)) {
            return None;
        }
        if has(|token| matches!(token, Token::Date(..) | Token::Elapsed(_))) {
            return date::show(&self.tokens, number, from_1904);
        }
        let mut number = number;
        for token in &self.tokens {
            if *token == Token::Percent {
                number = number.checked_mul(Decimal::ONE_HUNDRED)?;
            }
        }
        let last = self.tokens.iter().rposition(|token| matches!(token, Token::Digit(_)));
        // Commas after the last digit divide by a thousand each.
        if let Some(last) = last {
            for _ in self.tokens[last + 1..].iter().take_while(|token| **token == Token::Comma) {
                number = number.checked_div(Decimal::ONE_THOUSAND)?;
            }
        }
        let point = self.tokens.iter().position(|token| *token == Token::Point).unwrap_or(self.tokens.len());
        let digits = |range: &[Token]| {
            range
                .iter()
                .filter_map(|token| if let Token::Digit(c) = token { Some(*c) } else { None })
                .collect::<Vec<_>>()
        };
        let (whole, decimals) = (digits(&self.tokens[..point]), digits(self.tokens.get(point..).unwrap_or_default()));
        let rounded = number.round_dp_with_strategy(decimals.len() as u32, RoundingStrategy::MidpointAwayFromZero);
        let sign = if number.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
        let mut text = rounded.abs();
        text.rescale(decimals.len() as u32);
        let text = text.to_string();
        let (before, after) = text.split_once('.').unwrap_or((&text, ""));
        let needed = whole.iter().filter(|c| **c == '0').count();
        let before = format!("{:0>needed$}", if before == "0" { "" } else { before });
        let shown_decimals = decimals.len()
            - decimals
                .iter()
                .rev()
                .zip(after.bytes().rev())
                .take_while(|(c, digit)| **c != '0' && *digit == b'0')
                .count();
        let mut out = String::from(if has(|token| matches!(token, Token::Digit(_))) { sign } else { "" });
        let (mut seen, mut seen_decimals) = (0, 0);
        let mut characters = before.chars();
        let mut left = before.chars().count();
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Literal(text) => out.push_str(text),
                Token::General => out.push_str(&number.normalize().to_string()),
                Token::Percent => out.push('%'),
                // The first digit takes all that the further ones leave.
                Token::Digit(_) if at < point => {
                    seen += 1;
                    let remain = whole.len() - seen;
                    let take = left.saturating_sub(remain);
                    out.extend(characters.by_ref().take(take));
                    left -= take;
                }
                Token::Digit(_) => {
                    if seen_decimals < shown_decimals {
                        out.push_str(&after[seen_decimals..=seen_decimals]);
                    }
                    seen_decimals += 1;
                }
                Token::Point if shown_decimals > 0 => out.push('.'),
                _ => {}
            }
        }
        Some(out)
    }
}
