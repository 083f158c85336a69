//! Text of the source that stands in no value, for a reason: hidden, deleted, struck, covered, a mark beside a value, a stamp over it.
//!
//! What an eye does not see on the page is not read as a value; what it sees but what is no part of the value (a footnote mark)
//! is kept beside it. Nothing of it is lost: each piece keeps its text, its place and its reason, and is counted in
//! `coverage.excluded`.

use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::spacing;
use crate::wording::Wording;
use serde::Serialize;

/// Why a text stands in no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The source says that it does not show: `vanish`, `display:none`, a hidden row, column or sheet, an unselected option, a
    /// layer that is off, the colour of the paper.
    Hidden,
    /// Deleted by a tracked change.
    Deleted,
    /// Struck through.
    Struck,
    /// Something opaque, or other text, is drawn over it.
    Covered,
    /// Outside the page or cut off by a clip.
    Clipped,
    /// A footnote mark, a reading aid (ruby): small signs beside a value that are no part of it.
    Mark,
    /// A stamp, a seal or a watermark over the page.
    Stamp,
}

impl Reason {
    /// The code of the notice that tells of it.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Hidden => "text-hidden",
            Reason::Deleted => "text-deleted",
            Reason::Struck => "text-struck",
            Reason::Covered => "text-covered",
            Reason::Clipped => "text-clipped",
            Reason::Mark => "marks",
            Reason::Stamp => "text-stamped",
        }
    }

    fn wording(self) -> (&'static str, &'static str) {
        match self {
            Reason::Hidden => ("文字在页面上不显示，未作为内容读取", "text that does not show was not read as a value"),
            Reason::Deleted => {
                ("修订中已删除的文字，未作为内容读取", "text deleted by a tracked change was not read as a value")
            }
            Reason::Struck => ("加了删除线的文字，未作为内容读取", "text struck through was not read as a value"),
            Reason::Covered => {
                ("被遮盖的文字，未作为内容读取", "text that something is drawn over was not read as a value")
            }
            Reason::Clipped => {
                ("页面之外或被裁去的文字，未作为内容读取", "text off the page or clipped away was not read as a value")
            }
            Reason::Mark => (
                "数值旁的注号，与数值分开保存",
                "marks beside values, such as footnote numbers, were kept apart from them",
            ),
            Reason::Stamp => {
                ("印章或水印的文字，未作为内容读取", "text of a stamp, seal or watermark was not read as a value")
            }
        }
    }
}

/// A text that stands in no value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Excluded {
    /// Why.
    pub reason: Reason,
    /// The text; `U+FFFD` for a character that nothing tells.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Excluded {
    /// Its non-blank characters.
    pub fn characters(&self) -> u64 {
        spacing::count(&self.text)
    }
}

/// The non-blank characters of several.
pub fn characters(all: &[Excluded]) -> u64 {
    all.iter().map(Excluded::characters).sum()
}

/// Notices of one reason that are given one by one; what goes beyond is told in one more. All stand in `excluded`.
const ONE_BY_ONE: usize = 20;
/// Characters of a text that its notice quotes.
const QUOTED: usize = 40;

/// What is told of texts left out: each by itself with its place, marks in one notice.
pub fn notices(all: &[Excluded]) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut reasons: Vec<Reason> = all.iter().map(|one| one.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        let of_it: Vec<&Excluded> = all.iter().filter(|one| one.reason == reason && one.characters() > 0).collect();
        let single = if reason == Reason::Mark { 0 } else { ONE_BY_ONE.min(of_it.len()) };
        let (zh, en) = reason.wording();
        notices.extend(of_it[..single].iter().map(|one| {
            let quoted = quoted(&one.text);
            let message = Wording::new(format!("{zh}：「{quoted}」"), format!("{en}: 「{quoted}」"));
            Notice { stage: Stage::Read, code: reason.code(), message, place: Some(one.place.clone()) }
        }));
        let rest = &of_it[single..];
        let Some(first) = rest.first() else { continue };
        let (count, quoted) = (rest.len(), quoted(&first.text));
        let message = Wording::new(
            format!("{zh}：共 {count} 处，首处「{quoted}」"),
            format!("{en}: {count} places, the first is 「{quoted}」"),
        );
        notices.push(Notice { stage: Stage::Read, code: reason.code(), message, place: Some(first.place.clone()) });
    }
    notices
}

fn quoted(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]).replace('\n', " "),
        None => text.replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excluded(reason: Reason, text: &str, line: u32) -> Excluded {
        Excluded { reason, text: text.to_owned(), place: Place::at_line(1, line) }
    }

    #[test]
    fn each_text_left_out_is_told_at_its_place_and_marks_together() {
        let mut all = vec![excluded(Reason::Mark, "①", 1), excluded(Reason::Mark, "②", 2)];
        all.push(excluded(Reason::Hidden, "草稿 100", 3));
        all.extend((0..30).map(|line| excluded(Reason::Struck, "12", line)));
        let told: Vec<_> = notices(&all).into_iter().map(|notice| notice.code).collect();
        assert_eq!(told.iter().filter(|code| **code == "marks").count(), 1);
        assert_eq!(told.iter().filter(|code| **code == "text-hidden").count(), 1);
        assert_eq!(told.iter().filter(|code| **code == "text-struck").count(), 21);
        assert_eq!(characters(&all), 2 + 5 + 60);
    }
}
