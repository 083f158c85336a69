//! A page of a PDF → a grey picture, with red marks taken out: seals lie over text, and their colour tells them from it.

use super::picture::Picture;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pixels to a point: 200 to the inch. Finer pictures read no better, and every tolerance is in pixels of this size.
pub const SCALE: f32 = 200.0 / 72.0;
/// A longer side is drawn smaller (pixels).
const LONGEST: f32 = 4800.0;
/// A pixel whose red stands this far above green and blue belongs to a red mark.
const RED: u8 = 40;

/// A page as drawn.
pub struct Drawn {
    /// Its pixels.
    pub picture: Picture,
    /// Pixels to a point.
    pub scale: f32,
    /// Share of pixels that belonged to red marks.
    pub red: f32,
}

/// Draws a page.
pub fn draw(page: &Page<'_>) -> Drawn {
    let (width, height) = page.render_dimensions();
    let scale = SCALE.min(LONGEST / width.max(height).max(1.0));
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let pixmap = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let mut red = 0_usize;
    let pixels: Vec<u8> = pixmap
        .data_as_u8_slice()
        .chunks_exact(4)
        .map(|rgba| {
            let (r, g, b) = (rgba[0], rgba[1], rgba[2]);
            if r > g.max(b).saturating_add(RED) {
                red += 1;
                // What is black under a red mark has no red either.
                return r;
            }
            ((u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29) >> 8) as u8
        })
        .collect();
    let red = red as f32 / pixels.len().max(1) as f32;
    let picture = Picture { width: usize::from(pixmap.width()), height: usize::from(pixmap.height()), pixels };
    Drawn { picture, scale, red }
}
