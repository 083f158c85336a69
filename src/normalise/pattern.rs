//! Patterns of labels, in which `*` stands for any text.

use memchr::memmem::Finder;
use serde::Deserialize;

/// A pattern, taken apart once since every label of a document may be held against it.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Pattern {
    /// What stands before the first star; everything, where there is none.
    first: String,
    /// What stands between stars.
    middles: Vec<Finder<'static>>,
    /// What stands behind the last star.
    last: Option<String>,
}

impl From<String> for Pattern {
    fn from(pattern: String) -> Self {
        let mut parts = pattern.split('*').map(str::to_owned);
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back();
        let middles = parts.map(|part| Finder::new(part.as_bytes()).into_owned()).collect();
        Pattern { first, middles, last }
    }
}

impl Pattern {
    /// Whether a text fits.
    pub(super) fn fits(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix(self.first.as_str()) else { return false };
        let mut rest = rest.as_bytes();
        for middle in &self.middles {
            let Some(at) = middle.find(rest) else { return false };
            rest = &rest[at + middle.needle().len()..];
        }
        self.last.as_ref().map_or(rest.is_empty(), |last| rest.ends_with(last.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (text, pattern, fits) in [
            ("未完成的原因说明", "*未完成*原因*", true),
            ("原因未完成", "*未完成*原因*", false),
            ("年度指标值", "*指标值", true),
            ("指标值说明", "*指标值", false),
            ("中央主管部门", "中央*主管部门*", true),
            ("指标值", "*指标值", true),
            ("金额", "金额", true),
            ("金额合计", "金额", false),
        ] {
            assert_eq!(Pattern::from(pattern.to_owned()).fits(text), fits, "{text} {pattern}");
        }
    }
}
