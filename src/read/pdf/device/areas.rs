//! Areas that are painted: fills, thick strokes, pictures, and what they cover.

use super::PageDevice;
use crate::geometry::Rect;
use crate::read::pdf::lines::{self, Filled, rectangles_of_fill, segments_of_stroke};
use crate::read::pdf::paint::{Ink, Tint};
use hayro_interpret::{Image, ImageDrawProps};
use hayro_syntax::object::dict::keys;
use kurbo::{BezPath, Shape};

/// Rectangles of one path that are looked at as one.
const MOST_AREAS: usize = 64;

impl PageDevice<'_, '_> {
    /// Whether a paint hides what lies below it, where it is now.
    fn hides(&self, tint: &Tint) -> bool {
        tint.opaque && self.clips.last().is_some_and(|(_, exact)| *exact) && self.groups.iter().all(|opaque| *opaque)
    }

    fn cover(&mut self, area: &Rect, image: bool) {
        if let Some(visible) = self.clip().and_then(|clip| clip.intersection(area)) {
            self.covers.add(visible, self.run, image);
        }
    }

    pub(super) fn draw_fill(&mut self, path: &BezPath, to_page: kurbo::Affine, tint: Tint) {
        let (mut areas, mut shaped) = (Vec::new(), false);
        rectangles_of_fill(path, to_page, |filled| match filled {
            Filled::Line(ruling) => self.draw_line(ruling, tint.ink),
            Filled::Area(area, exact) => {
                self.fills.add(area, tint);
                shaped |= !exact;
                areas.push(area);
            }
            Filled::Shape => shaped = true,
        });
        if shaped {
            self.shape(path, to_page, tint, 0.0);
        } else if !areas.is_empty() && areas.len() <= MOST_AREAS && self.run > 0 && self.hides(&tint) {
            // Areas within each other are a frame.
            let apart = |(index, area): (usize, &Rect)| areas[..index].iter().all(|a| a.intersection(area).is_none());
            if areas.iter().enumerate().all(apart) {
                areas.iter().for_each(|area| self.cover(area, false));
            }
        }
    }

    /// Notes a shape that is neither a line nor a rectangle.
    fn shape(&mut self, path: &BezPath, to_page: kurbo::Affine, tint: Tint, grow: f32) {
        if tint.ink != Ink::Colour {
            return;
        }
        let Some(bounds) = lines::bounds(path, to_page) else { return };
        let Rect { x0, y0, x1, y1 } = bounds;
        let area = Rect { x0: x0 - grow, y0: y0 - grow, x1: x1 + grow, y1: y1 + grow };
        let Some(visible) = self.clip().and_then(|clip| clip.intersection(&area)) else { return };
        if area.width() > lines::MAX_WIDTH && area.height() > lines::MAX_WIDTH {
            self.fills.add_shape(area);
        }
        self.stamps.add(tint.rgb, visible, true);
        if grow == 0.0 {
            self.drawn.add_outline(visible, path.elements().len());
        }
    }

    pub(super) fn draw_stroke(&mut self, path: &BezPath, to_page: kurbo::Affine, tint: Tint, line_width: f32) {
        segments_of_stroke(path, to_page, line_width, |ruling| self.draw_line(ruling, tint.ink));
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let width = line_width * (a * d - b * c).abs().sqrt() as f32;
        let elements = path.elements();
        if width > lines::MAX_WIDTH {
            self.shape(path, to_page, tint, width / 2.0);
            if let [kurbo::PathEl::MoveTo(from), kurbo::PathEl::LineTo(to)] = *elements
                && self.run > 0
                && self.hides(&tint)
                && let Some(bar) = lines::bar(to_page * from, to_page * to, width)
            {
                self.cover(&bar, false);
            }
        } else if elements.len() > 4 && tint.is_vivid() {
            let round = elements.iter().any(|element| matches!(element, kurbo::PathEl::CurveTo(..)));
            if let Some(bounds) = lines::bounds(path, to_page) {
                self.stamps.add(tint.rgb, bounds, round);
            }
        }
    }

    /// Notes a picture; a thin one is a line.
    pub(super) fn draw_picture(&mut self, image: &Image<'_, '_>, props: &ImageDrawProps<'_>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let corners = (props.transform * kurbo::Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        let rect = Rect::new(corners.x0 as f32, corners.y0 as f32, corners.x1 as f32, corners.y1 as f32);
        if let Some(ruling) = lines::thin_rectangle(&rect) {
            self.add_ruling(ruling); // a line drawn as an image
        } else if let Some(visible) = self.clip().and_then(|clip| clip.intersection(&rect)) {
            self.page.images.push(visible);
            self.fills.add_shape(visible);
            let whole = match image {
                Image::Raster(raster) => {
                    let dict = raster.stream().dict();
                    ![keys::SMASK, keys::MASK, keys::SMASK_IN_DATA].iter().any(|key| dict.contains_key(*key))
                }
                Image::Stencil(_) => false,
            };
            let straight = {
                let [a, b, c, d, ..] = props.transform.as_coeffs();
                (a == 0.0 && d == 0.0) || (b == 0.0 && c == 0.0)
            };
            if whole && straight && self.run > 0 && self.hides(&Tint::PAPER) {
                self.covers.add(visible, self.run, true);
            }
        }
    }
}
