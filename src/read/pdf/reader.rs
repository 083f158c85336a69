//! One page after the other: glyphs and rulings of its content, or characters recognised in its picture.

mod scans;

use super::apart::Apart;
use super::cmaps::Predefined;
use super::device::{PageDevice, Spent};
use super::unmapped::{DocumentFonts, Unmapped};
use super::{annotations, colours, guarded, overprint, panic_text, streams, substitute, typed};
use crate::error::Error;
use crate::notice::{Notice, Stage};
use crate::place::Place;
use crate::read::document::{Glyph, Page, Scan, TextLayer};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::ink::{Ink, InkKind, InkOutcome};
use crate::read::limits::Limits;
use crate::read::ocr::{Memory, Models};
use crate::read::{twice, upright};
use crate::wording::Wording;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent, WarningSinkFn, interpret,
    interpret_page,
};
use hayro_syntax::content::TypedIter;
use hayro_syntax::page::Page as HayroPage;
use kurbo::Affine;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// A page whose images cover at least this share of it, and that shows fewer characters than `FEW_CHARACTERS`, is a scan.
const SCAN_COVER: f32 = 0.5;
const FEW_CHARACTERS: usize = 16;
/// The longest side of a page in points (200 inches, the limit of Acrobat; ISO 32000-1, annex C).
const MAX_SIDE: f32 = 14_400.0;

/// Reads pages one after the other.
pub(super) struct Reader<'a, 'l> {
    cache: InterpreterCache<'a>,
    cmaps: Arc<Predefined>,
    unmapped: Unmapped<'l>,
    deadline: Instant,
    limits: &'l Limits,
    models: Option<&'l Models>,
    pub(super) notices: Vec<Notice>,
    pub(super) layers: Layers,
    /// Text that was left out, and what covers the pages besides characters.
    pub(super) excluded: Vec<Excluded>,
    pub(super) ink: Vec<Ink>,
    /// What the page before, where it was recognised, left for this one.
    memory: Memory,
    /// Whether pages are read before it is their turn.
    ahead: bool,
    /// Whether a page was met that has to wait for its turn.
    waits: bool,
    /// Whether one was recognised in its turn.
    pub(super) has_waited: bool,
    /// Room for the glyphs of a page while it is read.
    room: Vec<Glyph>,
}

/// A page that is to be read.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'p, 'a> {
    /// From 1.
    pub(super) number: u32,
    pub(super) page: &'p HayroPage<'a>,
    /// Colour spaces in place of its own ([`colours`]).
    pub(super) colours: Option<&'a str>,
}

/// What was read ahead.
pub(super) struct Ahead {
    pages: Vec<Page>,
    notices: Vec<Notice>,
    layers: Layers,
    excluded: Vec<Excluded>,
    ink: Vec<Ink>,
}

impl<'a, 'l> Reader<'a, 'l> {
    pub(super) fn new(
        fonts: &'l DocumentFonts<'l>,
        limits: &'l Limits,
        models: Option<&'l Models>,
        deadline: Instant,
    ) -> Self {
        Reader {
            cache: InterpreterCache::new(),
            cmaps: Arc::default(),
            unmapped: Unmapped::new(fonts),
            deadline,
            limits,
            models,
            notices: Vec::new(),
            layers: Layers::default(),
            excluded: Vec::new(),
            ink: Vec::new(),
            memory: Memory::default(),
            ahead: false,
            waits: false,
            has_waited: false,
            room: Vec::new(),
        }
    }

    /// Reads pages in their turn: `read` has all before them.
    pub(super) fn pages(&mut self, leaves: &[Leaf<'_, 'a>], read: &mut Vec<Page>) -> Result<(), Error> {
        for leaf in leaves {
            if Instant::now() > self.deadline {
                return Err(Error::Timeout { page: leaf.number, limit: self.limits.time });
            }
            let page = self.page(leaf)?;
            self.take_joined(read.last_mut());
            read.push(page);
            if self.waits {
                break;
            }
        }
        Ok(())
    }

    /// Reads pages before it is their turn; `None` where one has to wait for that: a scanned page may begin with half a line of
    /// the one before it ([`Memory`]), and moves the deadline.
    pub(super) fn ahead(&mut self, leaves: &[Leaf<'_, 'a>]) -> Option<Result<Ahead, Error>> {
        let (notices, layers) = (std::mem::take(&mut self.notices), std::mem::take(&mut self.layers));
        let (excluded, ink) = (std::mem::take(&mut self.excluded), std::mem::take(&mut self.ink));
        let mut pages = Vec::with_capacity(leaves.len());
        self.ahead = true;
        let outcome = self.pages(leaves, &mut pages);
        self.ahead = false;
        let notices = std::mem::replace(&mut self.notices, notices);
        let layers = std::mem::replace(&mut self.layers, layers);
        let excluded = std::mem::replace(&mut self.excluded, excluded);
        let ink = std::mem::replace(&mut self.ink, ink);
        let waits = std::mem::take(&mut self.waits);
        (!waits).then(|| outcome.map(|()| Ahead { pages, notices, layers, excluded, ink }))
    }

    /// Takes up pages that were read ahead: none of them leaves anything for the next one.
    pub(super) fn take(&mut self, ahead: Ahead, read: &mut Vec<Page>) {
        read.extend(ahead.pages);
        self.notices.extend(ahead.notices);
        self.excluded.extend(ahead.excluded);
        self.ink.extend(ahead.ink);
        self.layers.add(&ahead.layers);
        self.memory = Memory::default();
    }

    fn page(&mut self, leaf: &Leaf<'_, 'a>) -> Result<Page, Error> {
        let Leaf { number, page, colours } = *leaf;
        let told = self.notices.len();
        let (mut width, mut height) = page.render_dimensions();
        let mut transform = Affine::new(page.initial_transform(true).as_coeffs());
        if width.max(height) > MAX_SIDE || !transform.is_finite() {
            (width, height) = (MAX_SIDE, MAX_SIDE);
            transform = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, f64::from(MAX_SIDE)]);
            self.notice(
                number,
                "page-size",
                Wording::new(
                    format!("第{number}页的页面尺寸不合常理，按{MAX_SIDE}磅见方读取"),
                    format!("page {number}: its size makes no sense; read as a square of {MAX_SIDE} points"),
                ),
            );
        }
        let blank = Page { number, width, height, glyphs: std::mem::take(&mut self.room), ..Page::default() };
        let bounds = kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        self.unmapped.turn_to(number as usize - 1);
        let mut device = PageDevice::new(blank, &mut self.unmapped, self.limits.operations, self.deadline);
        let cmaps = Arc::clone(&self.cmaps);
        let fonts_missing = Arc::new(AtomicBool::new(false));
        let missing = Arc::clone(&fonts_missing);
        let warnings: WarningSinkFn = Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont) {
                missing.store(true, Ordering::Relaxed);
            }
        });
        // The content is decoded here and not by hayro, which would keep every page's until the document is done.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let content = streams::content(page, number, self.limits)?;
            let settings = InterpreterSettings {
                render_content: RenderContent::ANNOTATIONS,
                cmap_resolver: Arc::new(move |name| cmaps.find(name)),
                font_resolver: Arc::new(substitute::find),
                warning_sink: warnings,
            };
            let mut context = Context::new(transform, bounds, &self.cache, page.xref(), settings);
            let resources = colours::replaced(page.resources(), colours);
            interpret(TypedIter::new(&content), &resources, &mut context, &mut device);
            device.begin_annotations();
            interpret_page(page, &mut context, &mut device);
            Ok::<(), Error>(())
        }));
        let folded = device.folded;
        let (vertical, beyond) = (device.vertical, device.beyond);
        let source = page;
        let mut notes = guarded(number, || annotations::read(source, number, transform)).unwrap_or_default();
        let (mut page, apart, drawn) = device.finish(&notes.marks);
        if beyond && self.cmaps.is_partial() {
            // Fonts were loaded with less than the whole map: all of them anew, and the page.
            self.cmaps.complete();
            self.cache = InterpreterCache::new();
            self.notices.truncate(told);
            return self.page(leaf);
        }
        match outcome {
            Ok(done) => done?,
            Err(panic) => match panic.downcast_ref::<Spent>() {
                Some(Spent::Time) => return Err(Error::Timeout { page: number, limit: self.limits.time }),
                Some(Spent::Operations) => {
                    let limit = format!("{} drawing operations", self.limits.operations);
                    return Err(Error::Limit { page: number, limit, option: "--max-operations" });
                }
                None => self.notice(
                    number,
                    "page-interrupted",
                    Wording::new(
                        format!("第{number}页的内容流中断，其后内容未能读取（{}）", panic_text(&*panic)),
                        format!(
                            "the content of page {number} broke off; what follows it could not be read ({})",
                            panic_text(&*panic)
                        ),
                    ),
                ),
            },
        }
        notes.ink.extend(typed::set(&mut page, &notes.typed, drawn.page_runs));
        page.hidden_characters += twice::drop_repeated(&mut page.glyphs, overprint::texts);
        let mut nameless = page.glyphs.iter().filter(|glyph| glyph.char.is_none()).count() as u32;
        let mut excluded = apart.texts(number);
        excluded.append(&mut notes.excluded);
        let mut ink = drawn.account(&page);
        ink.append(&mut notes.ink);
        let places = excluded.iter_mut().map(|one| &mut one.place).chain(ink.iter_mut().map(|one| &mut one.place));
        if upright::turn(&mut page, !vertical, places.filter_map(|place| place.rect.as_mut())) {
            self.notice(
                number,
                "page-turned",
                Wording::new(
                    format!("第{number}页文字横卧，已转正后读取；位置按转正后的页面标注"),
                    format!("page {number}: its text lies on its side; turned before reading, and places are given on the turned page"),
                ),
            );
        }
        self.classify(&mut page);
        if page.scan == Scan::No && !page.invisible.is_empty() {
            // The layer of a scan is a guess at what is seen; elsewhere it is text that does not show.
            let mut hidden = Apart::default();
            page.invisible.iter().for_each(|glyph| hidden.push(Reason::Hidden, *glyph));
            excluded.extend(hidden.texts(number));
        }
        let models = self.models.filter(|_| page.scan == Scan::Unread || is_nameless(&page, nameless));
        if self.ahead {
            self.waits |= models.is_some();
        } else if let Some(models) = models
            && self.recognise(source, &mut page, models)?
        {
            nameless = 0;
        } else {
            self.memory = Memory::default();
        }
        match page.scan {
            Scan::No => {}
            // What was recognised is read from its pictures; what was not has a notice of its own.
            Scan::Read => {
                ink.iter_mut().filter(|one| one.kind == InkKind::Picture).for_each(|one| one.outcome = InkOutcome::Read)
            }
            Scan::Unread => ink.retain(|one| one.kind != InkKind::Picture),
        }
        if fonts_missing.load(Ordering::Relaxed) {
            self.notice(
                number,
                "font-unreadable",
                Wording::new(
                    format!("第{number}页有无法读取的字体，以其书写的文字可能缺失或有误"),
                    format!("page {number}: a font cannot be read; text that is set in it may be missing or wrong"),
                ),
            );
        }
        if drawn.crowded {
            self.notice(number, "page-crowded", Wording::new(
                format!("第{number}页同一处内容过多，未判断哪些文字被遮盖、删去或叠印"),
                format!("page {number}: so much is drawn in one place that it was not told which text is covered, struck or printed over"),
            ));
        }
        if nameless > 0 {
            let nameless_glyphs = page.glyphs.iter().filter(|glyph| glyph.char.is_none()).map(|glyph| glyph.rect);
            let place = Place { page: number, rect: nameless_glyphs.reduce(|a, b| a.union(&b)), ..Place::default() };
            self.notice_at(
                place,
                "nameless-glyphs",
                Wording::new(
                    format!("第{number}页有{nameless}个字形在文件中没有对应字符，记为 U+FFFD"),
                    format!("page {number}: {nameless} glyphs have no character anywhere in the file; kept as U+FFFD"),
                ),
            );
        }
        if folded > 0 {
            self.notice(number, "radicals-folded", Wording::new(
                format!("第{number}页文字层有{folded}个部首码位，已还原为所见汉字"),
                format!("page {number}: {folded} radical code points in the text layer read as the ideographs that are seen"),
            ));
        }
        self.excluded.append(&mut excluded);
        self.ink.append(&mut ink);
        // The page keeps no more room than it needs, and the next one is not read into a list that grows.
        let glyphs = page.glyphs.clone();
        self.room = std::mem::replace(&mut page.glyphs, glyphs);
        self.room.clear();
        Ok(page)
    }

    fn classify(&mut self, page: &mut Page) {
        let count =
            |glyphs: &[Glyph]| glyphs.iter().filter(|glyph| glyph.char.is_none_or(|c| !c.is_whitespace())).count();
        let (characters, invisible) = (count(&page.glyphs), count(&page.invisible));
        let whole = page.width * page.height;
        let covered: f32 = page.images.iter().map(|image| image.width() * image.height()).sum();
        if characters < FEW_CHARACTERS && whole > 0.0 && covered >= SCAN_COVER * whole {
            self.layers.scanned += 1;
            page.scan = Scan::Unread;
            if self.models.is_none() {
                self.unread(page.number, invisible);
            }
        } else if characters > 0 {
            self.layers.digital += 1;
        }
    }

    fn notice(&mut self, page: u32, code: &'static str, message: Wording) {
        self.notice_at(Place { page, ..Place::default() }, code, message);
    }

    fn notice_at(&mut self, place: Place, code: &'static str, message: Wording) {
        self.notices.push(Notice { stage: Stage::Read, code, message, place: Some(place) });
    }
}

/// Whether the file does not tell most of a page's characters: they have to be recognised like those of a scan.
fn is_nameless(page: &Page, nameless: u32) -> bool {
    nameless as usize >= FEW_CHARACTERS && 2 * nameless as usize >= page.glyphs.len()
}

/// Pages by kind.
#[derive(Default)]
pub(super) struct Layers {
    digital: u32,
    scanned: u32,
}

impl Layers {
    fn add(&mut self, other: &Layers) {
        self.digital += other.digital;
        self.scanned += other.scanned;
    }

    pub(super) fn sum(&self) -> TextLayer {
        match (self.digital, self.scanned) {
            (0, 0) => TextLayer::None,
            (_, 0) => TextLayer::Digital,
            (0, _) => TextLayer::Scanned,
            _ => TextLayer::Mixed,
        }
    }
}
