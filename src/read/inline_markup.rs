//! Stray HTML inside text cells: `<p …>`, `<br>`, `<span>`, character references.

use super::exclusion::Reason;
use super::folding;
use super::raised::{self, Becomes, Height};

/// What a tag means for the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Ends a paragraph: `<p>`, `<br>`, `<div>`, `<li>`, headings.
    Break,
    /// Leaves no trace: `<span>`, `<b>` …
    Inline,
}

/// What a tag of this name means; `None` for names that are no HTML, so that `<60分` stays text.
pub(super) fn tag(name: &str) -> Option<Tag> {
    const BREAKS: [&str; 24] = [
        "p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "tbody", "thead",
        "tfoot", "tr", "td", "th", "section", "article", "center", "caption",
    ];
    const INLINES: [&str; 22] = [
        "span", "b", "strong", "i", "em", "u", "s", "a", "font", "sup", "sub", "small", "big", "o:p", "ins", "del",
        "img", "label", "strike", "ruby", "rt", "rp",
    ];
    let name = name.to_ascii_lowercase();
    if BREAKS.contains(&name.as_str()) {
        Some(Tag::Break)
    } else if INLINES.contains(&name.as_str()) {
        Some(Tag::Inline)
    } else {
        None
    }
}

/// The text of a cell without tags: paragraphs and breaks become `\n`, character references their characters.
pub(super) fn strip(text: &str) -> String {
    strip_apart(text, &mut Vec::new())
}

/// The same, with what does not show, is struck or is a mark put aside.
pub(super) fn strip_apart(text: &str, apart: &mut Vec<(Reason, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    // The element whose text is looked at by itself: its name, and where its text begins.
    let mut aside: Option<(String, usize)> = None;
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        references(&rest[..open], &mut out);
        let tail = &rest[open..];
        if let Some(comment) = tail.strip_prefix("<!--") {
            let end = comment.find("-->").unwrap_or(comment.len());
            apart.push((Reason::Hidden, comment[..end].trim().to_owned()));
            rest = comment.get(end + 3..).unwrap_or("");
            continue;
        }
        match tag_at(tail) {
            Some((kind, length)) => {
                let raw = &tail[1..length - 1];
                let closes = raw.strip_prefix('/').map(|name| name.trim().to_ascii_lowercase());
                match (closes, &aside) {
                    (Some(name), Some((open, from))) if name == *open => {
                        settle(&mut out, *from, &name, &tail[length..], apart);
                        aside = None;
                    }
                    (None, None) => aside = special(raw).map(|name| (name, out.len())),
                    _ => {}
                }
                if kind == Tag::Break {
                    out.push('\n');
                }
                rest = &tail[length..];
            }
            None => {
                out.push('<');
                rest = &tail[1..];
            }
        }
    }
    references(rest, &mut out);
    out
}

/// The name of an element whose text may be no part of the value.
fn special(tag: &str) -> Option<String> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?.to_ascii_lowercase();
    let style: String = tag.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let looks = ["display:none", "visibility:hidden", "line-through"].iter().any(|look| style.contains(look));
    let apart = matches!(name.as_str(), "del" | "s" | "strike" | "sup" | "sub" | "rt" | "rp") || looks;
    (apart && !tag.ends_with('/')).then_some(name)
}

/// What the text of such an element becomes.
fn settle(out: &mut String, from: usize, name: &str, after: &str, apart: &mut Vec<(Reason, String)>) {
    let text = out.split_off(from);
    let height = match name {
        "sup" => Height::Raised,
        "sub" => Height::Lowered,
        _ => {
            let reason = match name {
                "del" | "s" | "strike" => Reason::Struck,
                "rt" | "rp" => Reason::Mark,
                _ => Reason::Hidden,
            };
            return apart.push((reason, text));
        }
    };
    match raised::tell(&text, height, out, after) {
        Becomes::Text(text) => out.push_str(&text),
        Becomes::Mark => apart.push((Reason::Mark, text.trim().to_owned())),
    }
}

/// The tag that begins at a `<`, with its length; `None` where it is no tag.
fn tag_at(text: &str) -> Option<(Tag, usize)> {
    // Tags in dumps carry a style attribute at most; a `<` without `>` nearby is a comparison sign.
    let limit = text.char_indices().take(400).find(|&(_, c)| c == '>').map(|(at, _)| at)?;
    let inner = text[1..limit].trim_start_matches('/');
    let name: &str = inner.split(|c: char| c.is_whitespace() || c == '/').next()?;
    Some((tag(name)?, limit + 1))
}

/// Appends text with its character references resolved.
pub(super) fn references(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|&(_, c)| c == ';').map(|(at, _)| at);
        match end.and_then(|end| reference(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.extend(folding::shown(c));
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

/// The character that a reference such as `nbsp` or `#x4e00` names.
fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "times" => '×',
        "divide" => '÷',
        "ge" => '≥',
        "le" => '≤',
        "ne" => '≠',
        "plusmn" => '±',
        "permil" => '‰',
        "deg" => '°',
        "yen" => '¥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_comparison_signs_stay() {
        for (raw, stripped) in [
            ("<p style=\"text-indent: 2em;\">甲</p> <p>乙</p>", "\n甲\n \n乙\n"),
            ("甲<br/>乙", "甲\n乙"),
            ("得分<60分不得分>", "得分<60分不得分>"),
            (">0%", ">0%"),
            ("<5%", "<5%"),
            ("A&amp;B &ge;90%&nbsp;&#20803;", "A&B ≥90%\u{a0}元"),
            ("R&D", "R&D"),
        ] {
            assert_eq!(strip(raw), stripped);
        }
    }
}
