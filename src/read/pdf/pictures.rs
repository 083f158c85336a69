//! The pictures of a page, measured before a page that is recognised is drawn: a few bytes can unfold to gigabytes.

use super::streams::filters;
use crate::read::preflight::fits;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Stream};
use hayro_syntax::{Filter, page::Page};

/// Pixels of all pictures of a page: A3 at 600 dots to the inch has 70 million.
pub(super) const MOST: u64 = 150_000_000;
/// Decoded bytes of a pixel: four components of eight bits, and some to spare for rows that are padded.
const PIXEL: u64 = 5;
/// How deep forms are looked into, and how many pictures and forms.
const DEEPEST: usize = 8;
const OBJECTS: usize = 2_000;

/// Whether the pictures of a page stay within [`MOST`] pixels, and none unfolds to more than it says it has.
pub(super) fn are_bearable(page: &Page<'_>) -> bool {
    let mut measure = Measure { pixels: 0, objects: 0 };
    measure.look(&page.resources().x_objects, 0)
}

struct Measure {
    pixels: u64,
    objects: usize,
}

impl Measure {
    fn look(&mut self, x_objects: &Dict<'_>, depth: usize) -> bool {
        for name in x_objects.keys() {
            self.objects += 1;
            if depth == DEEPEST || self.objects > OBJECTS {
                return false;
            }
            let Some(stream) = x_objects.get::<Stream<'_>>(name) else { continue };
            let dict = stream.dict();
            if dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() == Some(keys::IMAGE) {
                let side = |key: &[u8]| u64::from(dict.get::<u32>(key).unwrap_or(0));
                let said = side(keys::WIDTH).saturating_mul(side(keys::HEIGHT));
                let pixels = said.max(jpeg_pixels(&stream).unwrap_or(0));
                self.pixels = self.pixels.saturating_add(pixels);
                let unfolds = filters(&stream).is_some_and(|filters| {
                    !fits(&stream.raw_data(), &filters, pixels.saturating_mul(PIXEL).saturating_add(1 << 20))
                });
                if self.pixels > MOST || unfolds {
                    return false;
                }
            } else if let Some(resources) = dict.get::<Dict<'_>>(keys::RESOURCES)
                && let Some(nested) = resources.get::<Dict<'_>>(keys::XOBJECT)
                && !self.look(&nested, depth + 1)
            {
                return false;
            }
        }
        true
    }
}

/// The pixels that the frame header of a JPEG (ITU-T T.81, B.2.2) has, whatever the dictionary says.
fn jpeg_pixels(stream: &Stream<'_>) -> Option<u64> {
    (stream.filters().as_slice() == [Filter::DctDecode]).then(|| frame(&stream.raw_data())).flatten()
}

fn frame(data: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u16::from_be_bytes([*data.get(at)?, *data.get(at + 1)?])));
    let mut at = 2;
    loop {
        let (mark, kind) = (*data.get(at)?, *data.get(at + 1)?);
        if mark != 0xFF || kind == 0xDA {
            return None;
        }
        if matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC) {
            return Some(number(at + 5)? * number(at + 7)?);
        }
        at += 2 + number(at + 2)?.max(2) as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_header_says_how_large_a_jpeg_is() {
        let header = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0xFF, 0xFF, 0x80, 0, 1, 1, 0x11, 0];
        assert_eq!(frame(&header), Some(65_535 * 32_768));
        assert_eq!(frame(&header[..12]), None);
        assert_eq!(frame(b"no image"), None);
    }
}
