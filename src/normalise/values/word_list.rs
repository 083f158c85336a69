//! Lists of words to be found anywhere in a text, indexed by their first character.

/// Words by first character, sorted.
pub(super) struct WordList(Vec<(char, Vec<&'static str>)>);

impl WordList {
    /// A list from words between white space.
    pub(super) fn new(words: &'static str) -> Self {
        let mut list: Vec<(char, Vec<&'static str>)> = Vec::new();
        for word in words.split_whitespace() {
            let Some(first) = word.chars().next() else { continue };
            match list.binary_search_by_key(&first, |(c, _)| *c) {
                Ok(at) => list[at].1.push(word),
                Err(at) => list.insert(at, (first, vec![word])),
            }
        }
        WordList(list)
    }

    /// Whether any of the words stands anywhere in the text.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            let found = self.0.binary_search_by_key(&c, |(first, _)| *first);
            found.is_ok_and(|index| self.0[index].1.iter().any(|word| text[at..].starts_with(word)))
        })
    }
}
