//! The account of what covers a page besides characters: pictures, outlines, form fields, annotations, layers, attachments. Each is
//! read, is decoration, or was not read, and then a notice tells its place.

use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::wording::Wording;
use serde::Serialize;

/// What covers a part of a page, or stands in a document beside its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InkKind {
    /// Lines of tables and of text.
    Rulings,
    /// Filled areas.
    Fills,
    /// A picture.
    Picture,
    /// Shapes that are no lines: text drawn as outlines, drawings, seals.
    Outlines,
    /// A field of a form that is filled in.
    FormField,
    /// An annotation: a comment, a stamp.
    Annotation,
    /// Content of a layer that is off.
    Layer,
    /// A file within the document: an attachment, an embedded workbook.
    Attachment,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InkOutcome {
    /// What it says is read.
    Read,
    /// It says nothing: a border, a logo, a background.
    Decoration,
    /// It may say something, and was not read.
    Unread,
}

/// Something on a page besides characters, or several of one kind and outcome that are told together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ink {
    /// What it is.
    pub kind: InkKind,
    /// What became of it.
    pub outcome: InkOutcome,
    /// How many are told together.
    pub count: u32,
    /// Its name, where it has one: of a file, of a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is.
    pub place: Place,
}

impl InkKind {
    /// The code of the notice that says it was not read.
    pub fn code(self) -> &'static str {
        match self {
            InkKind::Rulings => "rulings-unread",
            InkKind::Fills => "fills-unread",
            InkKind::Picture => "picture-unread",
            InkKind::Outlines => "outlines-unread",
            InkKind::FormField => "form-field-unread",
            InkKind::Annotation => "annotation-unread",
            InkKind::Layer => "layer-unread",
            InkKind::Attachment => "attachment-unread",
        }
    }

    fn wording(self) -> (&'static str, &'static str) {
        match self {
            InkKind::Rulings => ("线条", "lines"),
            InkKind::Fills => ("色块", "filled areas"),
            InkKind::Picture => ("图片中可能有文字或表格", "a picture that may hold text or a table"),
            InkKind::Outlines => ("图形中可能有以轮廓绘出的文字", "outlines that may be text"),
            InkKind::FormField => ("表单域", "a form field"),
            InkKind::Annotation => ("批注或图章", "an annotation"),
            InkKind::Layer => ("已关闭的图层", "a layer that is off"),
            InkKind::Attachment => ("附件或嵌入的文件", "a file within the document"),
        }
    }
}

/// A notice for each thing that was not read.
pub fn notices(ink: &[Ink]) -> Vec<Notice> {
    let unread = ink.iter().filter(|one| one.outcome == InkOutcome::Unread);
    let notice = |one: &Ink| {
        let (zh, en) = one.kind.wording();
        let name = one.name.as_deref().map_or(String::new(), |name| format!("「{name}」"));
        let count = one.count;
        let message = Wording::new(
            format!("未读取：{zh}{name}（{count} 处）"),
            format!("not read: {en}{}{name} ({count})", if name.is_empty() { "" } else { " " }),
        );
        Notice { stage: Stage::Read, code: one.kind.code(), message, place: Some(one.place.clone()) }
    };
    unread.map(notice).collect()
}
