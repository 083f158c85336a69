//! Where a passage stands, in SARIF's words.

use crate::audit::Evidence;
use crate::wording::Lang;
use serde_json::{Value, json};
use std::fmt::Write;

/// What the passages of one finding have in common.
pub struct Locator<'a> {
    /// The document, unless the passage names another.
    pub document: &'a str,
    /// The language of words.
    pub lang: Lang,
}

/// The place of a passage.
pub fn location(evidence: &Evidence, locator: &Locator) -> Value {
    let place = &evidence.place;
    let document = evidence.source.as_deref().unwrap_or(locator.document);
    let mut physical = json!({
        "artifactLocation": {"uri": uri(document)},
        "properties": {"page": place.page, "rect": place.rect, "continued": place.continued},
    });
    if let Some(line) = place.line.filter(|line| *line > 0) {
        physical["region"] = json!({"startLine": line, "snippet": {"text": evidence.quote}});
    }
    let page = place.page;
    let page = locator.lang.pick(format!("第 {page} 页"), format!("p. {page}"));
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{
            "name": evidence.field,
            "fullyQualifiedName": format!("{}/{}", evidence.table, evidence.field),
            "kind": "member",
        }],
        "message": {"text": format!("{page} {}", evidence.quote)},
    })
}

/// A document's name as a relative URI reference: everything but unreserved characters and `/` is escaped (RFC 3986).
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => write!(uri, "%{byte:02X}").expect("a String takes every character"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uri_references() {
        assert_eq!(uri("a/b c.pdf"), "a/b%20c.pdf");
        assert_eq!(uri("表.pdf"), "%E8%A1%A8.pdf");
    }
}
