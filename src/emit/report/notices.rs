//! jixiao's own doubts: what it could not settle when reading. They are no statement about the publisher.

use super::{both, put, words};
use crate::convert::Conversion;
use crate::notice::Notice;
use crate::place::Place;
use crate::wording::Lang;
use std::collections::BTreeSet;

/// Notices of one kind that are listed one by one; more of them become one line with their pages.
const APART: usize = 3;

/// All notices of a document.
pub fn list(out: &mut String, conversion: &Conversion, lang: Lang) {
    let unplaced: Vec<_> = conversion.disclosure.forms.iter().flat_map(|form| &form.unplaced).collect();
    if conversion.notices.is_empty() && unplaced.is_empty() {
        return;
    }
    out.push_str(lang.pick(
        "\n### 读取说明\n\n以下是读取时的疑点，不是对发布单位的意见。\n\n",
        "\n### Notes on reading\n\nDoubts of the reader, not statements about the publisher.\n\n",
    ));
    for notices in by_code(&conversion.notices) {
        let (code, message) = (notices[0].code, words::plain(notices[0].message.get(lang)));
        if notices.len() > APART {
            let count = notices.len();
            let pages: BTreeSet<u32> =
                notices.iter().filter_map(|notice| notice.place.as_ref()).map(|place| place.page).collect();
            let pages = words::pages(&pages.into_iter().collect::<Vec<_>>());
            both(
                out,
                lang,
                format_args!("- {message}，此类共 {count} 处（第 {pages} 页） `{code}`\n"),
                format_args!("- {message}; {count} of the kind (pp. {pages}) `{code}`\n"),
            );
            continue;
        }
        for notice in notices {
            let message = words::plain(notice.message.get(lang));
            put(out, format_args!("- {}{message} `{code}`\n", at(notice.place.as_ref(), lang)));
        }
    }
    for text in unplaced {
        let (at, quote) = (at(Some(&text.place), lang), words::quote(&text.text));
        put(
            out,
            format_args!("- {at}{}{quote} `unplaced`\n", lang.pick("未能归位的文字", "text that found no field ")),
        );
    }
}

/// Notices of one code together, in the order in which each first comes.
fn by_code(notices: &[Notice]) -> Vec<Vec<&Notice>> {
    let mut groups: Vec<Vec<&Notice>> = Vec::new();
    for notice in notices {
        match groups.iter_mut().find(|group| group[0].code == notice.code) {
            Some(group) => group.push(notice),
            None => groups.push(vec![notice]),
        }
    }
    groups
}

fn at(place: Option<&Place>, lang: Lang) -> String {
    place.map_or(String::new(), |place| format!("{}{}", words::place(place, lang), lang.pick("：", ": ")))
}
