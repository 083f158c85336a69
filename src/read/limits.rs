//! What one document may cost.

use std::time::Duration;

/// Limits on one document, so that no file brings a batch down. The defaults are far above what disclosures need: a dense
/// page draws some thousand characters and lines from a hundred kilobytes of content.
///
/// Time is looked at between drawing operations and between pages. A single operation may take as long as it takes to decode
/// the largest stream allowed, and a hostile file can keep the interpreter busy without drawing anything, so whoever needs
/// a strict bound runs the conversion on a thread of its own and stops waiting for it
/// ([`batch::crew`](crate::batch::crew)).
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wall-clock time for reading one document.
    pub time: Duration,
    /// Wall-clock time that each scanned page adds to [`Limits::time`] where scans are read.
    pub scan_time: Duration,
    /// Drawing operations on one page (characters, lines, images; a form counts several).
    pub operations: u64,
    /// Decoded bytes of one page's content streams.
    pub content_bytes: u64,
    /// Decoded bytes of all streams of the document that are not images: fonts, character maps, forms, object streams.
    pub decoded_bytes: u64,
    /// Pages of one document.
    pub pages: usize,
    /// Bytes of one input file.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            time: Duration::from_secs(30),
            scan_time: Duration::from_secs(10),
            operations: 5_000_000,
            content_bytes: 64 << 20,
            decoded_bytes: 1 << 30,
            pages: 20_000,
            file_bytes: 1 << 30,
        }
    }
}

impl Limits {
    /// Decoded bytes of one form, object stream or cross-reference stream: a share of [`Limits::decoded_bytes`]. Forms nest
    /// 50 deep, and all that are open stay in memory; an entry of 3 bytes of a cross-reference stream takes more than 40.
    pub fn part_bytes(&self) -> u64 {
        self.decoded_bytes / 64
    }

    /// Decoded bytes of any other stream: a font program, a character map.
    pub fn stream_bytes(&self) -> u64 {
        self.decoded_bytes / 4
    }
}
