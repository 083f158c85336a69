//! What one document may cost.

use std::time::Duration;

/// Limits on one document, so that no file brings a batch down. The defaults hold for any honest disclosure.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wall-clock time for reading one document.
    pub time: Duration,
    /// Drawing operations on one page (characters, lines, images).
    pub operations: u64,
    /// Decoded bytes of one page's content streams.
    pub content_bytes: u64,
    /// Pages of one document.
    pub pages: usize,
    /// Bytes of one input file.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            time: Duration::from_secs(30),
            operations: 5_000_000,
            content_bytes: 256 << 20,
            pages: 20_000,
            file_bytes: 1 << 30,
        }
    }
}
