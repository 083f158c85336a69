//! The glyphs of a page by how far down they stand, so that few are looked at where something is drawn.

use super::apart::heart;
use crate::read::document::Glyph;

/// The height of a band in points: about a line of text.
const BAND: f32 = 16.0;
/// A page has no more bands; what stands lower is in the last.
const MOST: usize = 1024;

/// Glyphs by the band in which their middle lies.
pub(super) struct Rows {
    /// Where each band begins in `order`; one more than there are bands.
    begins: Vec<u32>,
    order: Vec<u32>,
}

impl Rows {
    pub(super) fn of(glyphs: &[Glyph]) -> Rows {
        let bands: Vec<usize> = glyphs.iter().map(|glyph| band(heart(glyph).y)).collect();
        let count = bands.iter().max().map_or(1, |last| last + 1);
        let mut begins = vec![0_u32; count + 1];
        bands.iter().for_each(|band| begins[band + 1] += 1);
        for index in 1..begins.len() {
            begins[index] += begins[index - 1];
        }
        let mut next = begins.clone();
        let mut order = vec![0_u32; glyphs.len()];
        for (index, band) in (0_u32..).zip(&bands) {
            order[next[*band] as usize] = index;
            next[*band] += 1;
        }
        Rows { begins, order }
    }

    /// Glyphs of the fullest band.
    pub(super) fn fullest(&self) -> u32 {
        self.begins.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0)
    }

    /// The glyphs whose middle may lie between two heights.
    pub(super) fn between(&self, top: f32, bottom: f32) -> impl Iterator<Item = usize> + '_ {
        let last = self.begins.len() - 1;
        let (first, end) = (band(top).min(last), (band(bottom) + 1).min(last));
        let range = self.begins[first] as usize..self.begins[end.max(first)] as usize;
        self.order[range].iter().map(|index| *index as usize)
    }
}

fn band(y: f32) -> usize {
    ((y / BAND).max(0.0) as usize).min(MOST - 1)
}
