//! The attributes of a tag.

use crate::read::inline_markup;

/// The attributes of a tag, in order: names in lower case, values with their character references resolved.
pub(super) fn parse(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        if rest.is_empty() || found.len() >= MAX {
            return found;
        }
        // A lone `=` is skipped, or nothing would be taken.
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (raw, behind) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            inline_markup::references(raw, &mut value);
            rest = behind;
        }
        if !name.is_empty() {
            found.push((name, value));
        }
    }
}

/// More attributes than any tag has.
const MAX: usize = 256;

/// The value of an attribute.
pub(super) fn get<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_names_and_references() {
        let found = parse(" A=1 b='x y' checked c=\"&ge;5\"/ = d");
        let pairs: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs[..4], [("a", "1"), ("b", "x y"), ("checked", ""), ("c", "≥5")]);
    }
}
