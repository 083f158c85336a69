//! Lists of words, looked for in texts by their first characters.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A list that is put in order when it is first used.
pub(crate) type Lazy = LazyLock<Lexicon>;

/// Words in the order of a list. A text is gone through once, however many there are: hardly a character of a text begins a
/// word.
pub(crate) struct Lexicon(FxHashMap<char, Vec<(usize, &'static str)>>);

impl Lexicon {
    /// The words of a list, none of which is blank.
    pub(crate) fn new(words: &[&'static str]) -> Self {
        let mut by_first: FxHashMap<char, Vec<(usize, &'static str)>> = FxHashMap::default();
        for (place, word) in words.iter().enumerate() {
            by_first.entry(word.chars().next().expect("a word")).or_default().push((place, word));
        }
        Lexicon(by_first)
    }

    /// The words that a text begins with, with their places in the list.
    fn beginning<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (usize, &'static str)> + 'w {
        let words = text.chars().next().and_then(|first| self.0.get(&first));
        words.into_iter().flatten().copied().filter(|(_, word)| text.starts_with(word))
    }

    /// The longest word that a text begins with.
    pub(crate) fn longest(&self, text: &str) -> Option<&'static str> {
        self.beginning(text).map(|(_, word)| word).max_by_key(|word| word.len())
    }

    /// Of the words that stand in a text anywhere, the first of the list.
    pub(crate) fn first_within(&self, text: &str) -> Option<&'static str> {
        let found = text.char_indices().flat_map(|(at, _)| self.beginning(&text[at..]));
        found.min_by_key(|(place, _)| *place).map(|(_, word)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_the_order_of_the_list_or_by_length() {
        let lexicon = Lexicon::new(&["投诉率", "投诉", "误差率", "误差", "率"]);
        assert_eq!(lexicon.first_within("误差率与投诉率"), Some("投诉率"));
        assert_eq!(lexicon.first_within("误差与投诉"), Some("投诉"));
        assert_eq!(lexicon.first_within("满意度"), None);
        assert_eq!(lexicon.longest("误差率"), Some("误差率"));
        assert_eq!(lexicon.longest("误差"), Some("误差"));
        assert_eq!(lexicon.longest("有误差"), None);
        assert_eq!(lexicon.longest(""), None);
    }
}
