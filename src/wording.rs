//! A sentence in the two languages jixiao speaks.

/// The language of reports and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, the default of reports.
    #[default]
    Zh,
    /// English.
    En,
}

/// One sentence in Chinese and in English; terms of the form stay Chinese in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The Chinese sentence.
    pub zh: String,
    /// The English sentence.
    pub en: String,
}

impl Wording {
    /// A sentence from its two versions.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Wording { zh: zh.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Lang {
    /// The one of two that is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
