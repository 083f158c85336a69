//! Elements that hold properties, no text.

/// What the properties that are read are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Run,
    /// The mark of a paragraph.
    Mark,
    Paragraph,
    Table,
    Row,
    Cell,
    /// A content control.
    Control,
    /// The data of a legacy form field.
    Form,
    Section,
    /// Properties as they were before a tracked change, and those that tell nothing.
    Passed,
}

impl Zone {
    /// The zone that an element opens within another.
    pub(super) fn of(name: &str, within: Option<&Zone>) -> Option<Zone> {
        let zone = match name {
            "rPr" if within == Some(&Zone::Paragraph) => Zone::Mark,
            "rPr" if matches!(within, Some(Zone::Control)) => Zone::Passed,
            "rPr" => Zone::Run,
            "pPr" => Zone::Paragraph,
            "tblPr" | "tblPrEx" => Zone::Table,
            "trPr" => Zone::Row,
            "tcPr" => Zone::Cell,
            "sdtPr" => Zone::Control,
            "ffData" => Zone::Form,
            "sectPr" => Zone::Section,
            "rPrChange" | "pPrChange" | "tblPrChange" | "tblPrExChange" | "trPrChange" | "tcPrChange"
            | "sectPrChange" | "rubyPr" | "sdtEndPr" => Zone::Passed,
            _ => return None,
        };
        Some(if within == Some(&Zone::Passed) { Zone::Passed } else { zone })
    }

    /// Whether an element of this name that ends is the one that opened the zone.
    pub(super) fn ends_with(self, name: &str) -> bool {
        Zone::of(name, None).is_some()
    }
}
