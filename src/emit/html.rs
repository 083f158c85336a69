//! `report.html`: the report that people look at. One file without network access: what was found beside a facsimile of the
//! page on which the evidence is highlighted.
//!
//! The file is written from front to end as documents are done: the frame (style and an empty body), for each document
//! blocks of JSON that nothing parses until the document is opened, the index, and the script that draws it all. What a browser
//! cannot hold is left out by the rules of `Room`, and the report says so.
//!
//! Published text is hostile. It reaches the file as JSON without any `<`, the script puts it on the page as text and never
//! as markup, and the content security policy runs no script but the one with the right hash and lets nothing load.

mod entry;
mod pages;
mod part;
mod policy;
mod projects;
mod room;

pub use part::Part;

use super::json;
use crate::audit::{Check, Finding, registry};
use crate::wording::Lang;
use room::Room;
use serde::Serialize;
use std::io::{self, Write};

pub(super) const STYLE: &str = include_str!("html/report.css");
const BODY: &str = include_str!("html/body.html");

/// The script, in the order in which its parts build on each other.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("html/words.js"),
    include_str!("html/dom.js"),
    include_str!("html/data.js"),
    include_str!("html/charts.js"),
    include_str!("html/facsimile.js"),
    include_str!("html/findings.js"),
    include_str!("html/forms.js"),
    include_str!("html/checks.js"),
    include_str!("html/document.js"),
    include_str!("html/search.js"),
    include_str!("html/index.js"),
    include_str!("html/frame.js"),
    include_str!("html/app.js"),
);

/// A report in the making.
#[derive(Debug)]
pub struct Report {
    lang: Lang,
    /// Number of documents so far.
    documents: usize,
    room: Room,
}

impl Report {
    /// Begins a report: everything before the first document.
    ///
    /// # Errors
    /// The writer's.
    pub fn begin(lang: Lang, out: &mut impl Write) -> io::Result<Self> {
        let title = lang.pick("绩效公开文件核对报告", "Report on budget-performance disclosures");
        out.write_all(frame(title, lang, &style(), &script()).as_bytes())?;
        Ok(Report { lang, documents: 0, room: Room::default() })
    }

    /// Appends a document; its [`entry`](Part::entry) comes at the end.
    ///
    /// # Errors
    /// The writer's.
    pub fn append(&mut self, part: &Part, out: &mut impl Write) -> io::Result<()> {
        self.documents += 1;
        let number = self.documents;
        let kept = self.room.take(part);
        for (kind, text) in [("findings", kept.findings), ("forms", kept.forms), ("pages", kept.pages)] {
            if !text.is_empty() {
                writeln!(out, "<script type=\"application/json\" id=\"{kind}-{number}\">{text}</script>")?;
            }
        }
        Ok(())
    }

    /// A finding of holding the documents against each other, as it stands in the report; `None` where there is no room.
    pub fn across(&mut self, finding: &Finding) -> Option<String> {
        let text = without_markup(json::across(finding)?);
        self.room.take_across(&text).then_some(text)
    }

    /// Ends the report: the findings across documents that were taken, with commas between them, what became of these checks,
    /// the entries of all documents, with commas as well, and the script.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish<W: Write>(
        self,
        across: impl FnOnce(&mut W) -> io::Result<()>,
        checks: &[Check],
        entries: impl FnOnce(&mut W) -> io::Result<()>,
        out: &mut W,
    ) -> io::Result<()> {
        let head = in_script(&Head {
            version: env!("CARGO_PKG_VERSION"),
            lang: self.lang.pick("zh", "en"),
            rules: registry().iter().copied().map(Rule::of).collect(),
            left_out: self.room.left_out(),
        });
        write!(
            out,
            "<script type=\"application/json\" id=\"run\">{head}</script>\n<script type=\"application/json\" id=\"across\">{{\"findings\":["
        )?;
        across(out)?;
        let checks = without_markup(json::checks(checks));
        write!(out, "],\"checks\":{checks}}}</script>\n<script type=\"application/json\" id=\"index\">[")?;
        entries(out)?;
        write!(out, "\n]</script>\n<script>{}</script>\n</body>\n</html>\n", script())
    }
}

/// Everything of a page before its data: its title, what it may load and run (nothing but the style and the script given), and
/// the body that the script fills.
pub(super) fn frame(title: &str, lang: Lang, style: &str, script: &str) -> String {
    let language = lang.pick("zh-CN", "en");
    let policy = policy::content_security(style, script);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n{BODY}"
    )
}

/// What the script knows of the whole run.
#[derive(Serialize)]
struct Head {
    version: &'static str,
    lang: &'static str,
    rules: Vec<Rule>,
    left_out: room::LeftOut,
}

/// An audit rule with its documentation; each text in Chinese and English.
#[derive(Serialize)]
struct Rule {
    id: &'static str,
    name: [&'static str; 2],
    checks: [&'static str; 2],
    matters: [&'static str; 2],
    advice: [&'static str; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<[&'static str; 2]>,
}

impl Rule {
    fn of(rule: &crate::audit::Rule) -> Self {
        let both = |text: crate::audit::rule::Text| [text.zh, text.en];
        let told = &rule.explanation;
        Rule {
            id: rule.id,
            name: both(rule.name),
            checks: both(told.checks),
            matters: both(told.matters),
            advice: both(told.advice),
            source: told.source.map(both),
        }
    }
}

fn style() -> String {
    format!("\n{STYLE}")
}

fn script() -> String {
    format!("\n{SCRIPT}")
}

/// A value as JSON that may stand inside a script element: no `<`, so no end tag and no comment.
pub(super) fn in_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("the report's types serialise, and a String takes every byte");
    without_markup(json)
}

/// JSON without `<`, which stands in its strings alone.
fn without_markup(json: String) -> String {
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_script_element_cannot_end_it() {
        let hostile = "</script><img src=x onerror=alert(1)><!--";
        let text = in_script(&hostile);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), hostile);
    }

    #[test]
    fn an_empty_report_is_whole() {
        let mut out = Vec::new();
        let report = Report::begin(Lang::En, &mut out).expect("a Vec takes every byte");
        report.finish(|_| Ok(()), &[], |_| Ok(()), &mut out).expect("a Vec takes every byte");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.starts_with("<!doctype html>") && text.ends_with("</html>\n"));
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--") && !STYLE.contains("</style"));
    }
}
