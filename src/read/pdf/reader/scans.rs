//! Pages that are images of pages: recognised, or told as unread.

use super::Reader;
use crate::error::Error;
use crate::read::document::{Page, Scan};
use crate::read::layer;
use crate::read::ocr::{self, Failure, Models};
use crate::read::pdf::{guarded, pictures};
use crate::wording::Wording;
use hayro_syntax::page::Page as HayroPage;

/// Lines on which a text layer differs that are told one by one.
const MOST_TOLD: usize = 5;

impl<'a> Reader<'a, '_> {
    pub(super) fn unread(&mut self, page: u32, invisible: usize) {
        let layer = if invisible > 0 {
            (
                format!("，另有{invisible}个不可见字符（OCR 文字层，未采用）"),
                format!(", with an invisible text layer of {invisible} characters that is not used"),
            )
        } else {
            (String::new(), String::new())
        };
        self.notice(
            page,
            "scanned-page",
            Wording::new(
                format!("第{page}页是扫描图像，没有可读文字{}；安装识别模型（jixiao models install）后可读", layer.0),
                format!(
                    "page {page} is a scanned image without readable characters{}; install the models that read it (jixiao models install)",
                    layer.1
                ),
            ),
        );
    }

    /// Reads a scanned page by what it looks like.
    pub(super) fn recognise(
        &mut self,
        source: &HayroPage<'a>,
        page: &mut Page,
        models: &Models,
    ) -> Result<bool, Error> {
        let number = page.number;
        self.has_waited = true;
        if !pictures::are_bearable(source) {
            let most = pictures::MOST / 1_000_000;
            self.notice(
                number,
                "scanned-page",
                Wording::new(
                    format!("第{number}页是扫描图像，图像过大（超过{most}百万像素，或解压后远超其声明的尺寸），未读取"),
                    format!(
                        "page {number} is a scanned image that is too large to be read (more than {most} million pixels, or more data than it declares)"
                    ),
                ),
            );
            return Ok(false);
        }
        self.deadline += self.limits.scan_time;
        let read = match guarded(number, || {
            ocr::read(source, page, models, &mut self.memory, self.deadline, self.limits.time)
        })? {
            Ok(read) => read,
            Err(Failure::Document(error)) => return Err(error),
            Err(Failure::Models(cause)) => {
                self.notice(
                    number,
                    "scanned-page",
                    Wording::new(
                        format!("第{number}页是扫描图像，识别模型无法使用，未能读取（{cause}）"),
                        format!("page {number} is a scanned image, and the models to read it cannot be used ({cause})"),
                    ),
                );
                return Ok(false);
            }
        };
        let (mut zh, mut en) = (String::new(), String::new());
        if read.turned != 0 {
            zh.push_str(&format!("；图像横置或倒置，已顺时针转{}°，位置按转正后的页面标注", read.turned));
            en.push_str(&format!(
                "; it does not stand upright and was turned clockwise by {}°, and places are given on the turned page",
                read.turned
            ));
        }
        if read.askew != 0.0 {
            zh.push_str(&format!("；图像偏斜{:.2}°，已扶正，位置按扶正后的页面标注", read.askew));
            en.push_str(&format!(
                "; it lies askew by {:.2}°, and places are given on the straightened page",
                read.askew
            ));
        }
        if read.red {
            zh.push_str("；红色印章等已按颜色滤除");
            en.push_str("; red marks such as seals were taken out by their colour");
        }
        let scan = page.scan == Scan::Unread;
        page.scan = Scan::Read;
        let what = match scan {
            true => ("是扫描图像", "is a scanned image"),
            false => ("的字体不含所示为何字符", "has fonts that do not tell their characters"),
        };
        self.notice(
            number,
            "recognised-page",
            Wording::new(
                format!("第{number}页{}，文字由识别得出{zh}", what.0),
                format!("page {number} {}; its characters were recognised{en}", what.1),
            ),
        );
        // The layer of a page that was turned is not where its characters are seen now.
        if read.turned == 0 {
            self.compare(page);
        }
        Ok(true)
    }

    /// Takes away from the page before what was read as a whole on this one.
    pub(super) fn take_joined(&mut self, before: Option<&mut Page>) {
        let joined = std::mem::take(&mut self.memory.joined);
        let Some(before) = before.filter(|_| !joined.is_empty()) else { return };
        before.glyphs.retain(|glyph| !joined.contains(&glyph.run));
        let (number, count) = (before.number, joined.len());
        self.notice(
            number,
            "line-torn",
            Wording::new(
                format!("第{number}页页末有{count}行文字被分页切断，已与次页所余半行拼合识别，位置标在次页"),
                format!(
                    "the foot of page {number} cuts through {count} lines of text; put together with their lower halves they were read on the next page"
                ),
            ),
        );
    }

    /// Says where the invisible text layer of a scan has other numbers or signs than are seen.
    fn compare(&mut self, page: &Page) {
        let differences = layer::differences(&page.glyphs, &page.invisible);
        let number = page.number;
        if differences.is_empty() {
            return;
        }
        let list = |open: &str, close: &str, between: &str, of: &str| {
            let told = differences.iter().take(MOST_TOLD);
            let told: Vec<String> =
                told.map(|d| format!("{open}{}{close}{of}{open}{}{close}", d.seen, d.layer)).collect();
            told.join(between)
        };
        let count = differences.len();
        self.notice(
            number,
            "layer-differs",
            Wording::new(
                format!("第{number}页文字层有{count}行的数字或符号与所见不同，以所见为准：{}", list("「", "」", "，", "，文字层作")),
                format!(
                    "page {number}: the text layer has other numbers or signs than are seen on {count} lines; what is seen counts: {}",
                    list("「", "」", ", ", " for which the layer has "),
                ),
            ),
        );
    }
}
