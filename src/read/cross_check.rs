//! A second, independent extractor: which characters stand on each page according to lopdf and a small text interpreter.
//! Where the two readers disagree, one of them is wrong, and a notice says where. This folder is the only place that names
//! lopdf.
//!
//! It knows no clip paths and no optional content, so what it alone sees is judged by the number of characters that the
//! first reader counted as hidden.

mod font;
mod interpreter;
mod page;
mod program;
pub mod rebuild;
mod to_unicode;

use crate::error::Error;
use crate::geometry::{Point, Rect};
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Content, Document, Scan};
use crate::read::limits::Limits;
use crate::wording::Wording;
use interpreter::Interpreter;
use lopdf::{LoadOptions, Object};
use std::collections::BTreeMap;
use std::time::Instant;

/// How many differing characters a notice quotes.
const QUOTED: usize = 24;

/// The characters of one page as the second extractor reads them.
#[derive(Clone, Debug, Default)]
pub struct PageCharacters {
    /// Page number, from 1.
    pub page: u32,
    /// Non-blank characters within the page's area, with the start of each on its baseline, in drawing order.
    /// A glyph that nothing in the file names is U+FFFD.
    pub characters: Vec<(char, Point)>,
    /// Characters off the page or in invisible mode.
    pub hidden: u32,
    /// Why the page was not read to its end, if it was not.
    pub interrupted: Option<String>,
}

/// How the two readers agree on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageAgreement {
    /// Page number, from 1.
    pub page: u32,
    /// Characters both read.
    pub agreed: usize,
    /// Characters only the first reader read, sorted.
    pub only_first: String,
    /// Characters only the second reader read, sorted, beyond those the first counted as hidden.
    pub only_second: String,
}

/// Reads the characters of every page of a PDF with the second extractor.
///
/// # Errors
/// [`Error::Damaged`] where lopdf cannot open the file, [`Error::Password`] and [`Error::WrongPassword`] for encryption,
/// [`Error::Limit`] and [`Error::Timeout`] where a limit is reached.
pub fn read(bytes: &[u8], limits: &Limits, password: Option<&str>) -> Result<Vec<PageCharacters>, Error> {
    let deadline = Instant::now() + limits.time;
    let document = load(bytes, limits, password)?;
    let mut interpreter = Interpreter::new(&document, limits, deadline);
    let mut pages = Vec::new();
    for (number, id) in (1u32..).zip(document.page_iter()) {
        if pages.len() == limits.pages {
            return Err(Error::Limit { page: 0, limit: format!("{} pages", limits.pages), option: "--max-pages" });
        }
        if Instant::now() > deadline {
            return Err(Error::Timeout { page: number, limit: limits.time });
        }
        pages.push(interpreter.page(number, id));
    }
    Ok(pages)
}

fn load(bytes: &[u8], limits: &Limits, password: Option<&str>) -> Result<lopdf::Document, Error> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: Some(limits.content_bytes as usize),
        ..LoadOptions::default()
    };
    let document = lopdf::Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword if password.is_some() => Error::WrongPassword,
        lopdf::Error::InvalidPassword => Error::Password,
        error => Error::Damaged { format: "PDF", cause: error.to_string() },
    })?;
    match document.trailer.get(b"Encrypt") {
        Ok(Object::Null) | Err(_) => Ok(document),
        Ok(_) if document.objects.is_empty() => Err(Error::Password),
        Ok(_) => Ok(document),
    }
}

/// Compares what the two readers read, page by page. Pages that only one of them found are left out.
pub fn compare(document: &Document, second: &[PageCharacters]) -> Vec<PageAgreement> {
    let Content::Pages(pages) = &document.content else { return Vec::new() };
    // What was recognised from an image is not in the file for the second reader to find.
    let told = pages.iter().zip(second).filter(|(first, _)| first.scan != Scan::Read);
    let compared = told.map(|(first, second)| {
        let named = first.glyphs.iter().map(|glyph| glyph.char.unwrap_or(char::REPLACEMENT_CHARACTER));
        let mut count: BTreeMap<char, i64> = BTreeMap::new();
        named.filter(|c| !c.is_whitespace()).for_each(|c| *count.entry(c).or_default() += 1);
        let first_count: i64 = count.values().sum();
        second.characters.iter().for_each(|(c, _)| *count.entry(*c).or_default() -= 1);
        let repeated = |c: char, times: i64| std::iter::repeat_n(c, usize::try_from(times).unwrap_or(0));
        let only_first: String = count.iter().flat_map(|(&c, &more)| repeated(c, more)).collect();
        let only_second: String = count.iter().flat_map(|(&c, &more)| repeated(c, -more)).collect();
        let explained = only_second.chars().count() <= first.hidden_characters as usize;
        PageAgreement {
            page: first.number,
            agreed: first_count as usize - only_first.chars().count(),
            only_first,
            only_second: if explained { String::new() } else { only_second },
        }
    });
    compared.collect()
}

/// Reads the document a second time and says where the two readers disagree; one notice a page.
pub fn notices(document: &Document, bytes: &[u8], limits: &Limits, password: Option<&str>) -> Vec<Notice> {
    let second = match read(bytes, limits, password) {
        Ok(second) => second,
        Err(error) => {
            return vec![notice(None, format!("第二读取程序未能读取本文件，未作比对：{error}"), {
                format!("not compared: the second reader could not read the file: {error}")
            })];
        }
    };
    let mut notices = Vec::new();
    if second.len() != document.page_count as usize {
        let (first, second) = (document.page_count, second.len());
        notices.push(notice(
            None,
            format!("两个读取程序读到的页数不同：{first}页与{second}页"),
            format!("the two readers found {first} and {second} pages"),
        ));
    }
    let interrupted = second.iter().filter_map(|page| Some((page.page, page.interrupted.as_ref()?)));
    notices.extend(interrupted.map(|(page, cause)| {
        notice(Some(page), format!("第{page}页的第二次读取中断：{cause}"), {
            format!("page {page}: the second reading broke off: {cause}")
        })
    }));
    let differing = compare(document, &second);
    notices.extend(differing.iter().filter(|page| !page.agrees()).map(PageAgreement::notice));
    notices
}

impl PageAgreement {
    /// Whether the two readers read the same characters.
    pub fn agrees(&self) -> bool {
        self.only_first.is_empty() && self.only_second.is_empty()
    }

    fn notice(&self) -> Notice {
        let count = |text: &str| text.chars().count();
        let quote = |text: &str| text.chars().take(QUOTED).collect::<String>();
        let (first, second) = (count(&self.only_first), count(&self.only_second));
        notice(
            Some(self.page),
            format!(
                "第{}页：两个读取程序不一致，相同{}字；仅第一个读到{first}字「{}」，仅第二个读到{second}字「{}」",
                self.page,
                self.agreed,
                quote(&self.only_first),
                quote(&self.only_second)
            ),
            format!(
                "page {}: the two readers disagree; {} characters are the same, {first} were read by the first only \
                 ({}), {second} by the second only ({})",
                self.page,
                self.agreed,
                quote(&self.only_first),
                quote(&self.only_second)
            ),
        )
    }
}

fn notice(page: Option<u32>, zh: String, en: String) -> Notice {
    let place = page.map(|page| Place { page, ..Place::default() });
    Notice { stage: Stage::Read, code: "cross-check", message: Wording::new(zh, en), place }
}

/// Whether a character stands within the page's area.
fn on_page(area: &Rect, middle: Point) -> bool {
    area.contains(middle)
}
