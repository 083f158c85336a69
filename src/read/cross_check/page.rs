//! What a page dictionary says, with what it inherits: area, rotation, resources, content streams, annotations.

use crate::geometry::Rect;
use kurbo::Affine;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Levels of the page tree that are climbed for inherited entries.
const MAX_CLIMB: usize = 64;
/// Annotations looked at on one page.
const MAX_ANNOTATIONS: usize = 1_000;
/// A4 in points, for pages without a usable box.
const A4: [f64; 4] = [0.0, 0.0, 595.276, 841.89];
/// Annotation flags: hidden, no view (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1 | 1 << 5;

/// A page's dictionary and that of its ancestors.
pub(super) struct PageObject<'d> {
    document: &'d Document,
    chain: Vec<&'d Dictionary>,
}

impl<'d> PageObject<'d> {
    pub(super) fn new(document: &'d Document, id: ObjectId) -> Self {
        let mut chain = Vec::new();
        let mut next = document.get_dictionary(id).ok();
        while let Some(node) = next.filter(|_| chain.len() < MAX_CLIMB) {
            chain.push(node);
            next = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
        }
        PageObject { document, chain }
    }

    fn inherited(&self, key: &[u8]) -> Option<&'d Object> {
        self.chain.iter().find_map(|node| node.get_deref(key, self.document).ok())
    }

    /// The page's resources.
    pub(super) fn resources(&self) -> Option<&'d Dictionary> {
        self.inherited(b"Resources").and_then(|resources| resources.as_dict().ok())
    }

    /// User space → the upright page, from the top left; and the page's area there.
    pub(super) fn to_page(&self) -> (Affine, Rect) {
        let media = self.inherited(b"MediaBox").and_then(|area| numbers::<4>(self.document, area)).unwrap_or(A4);
        let crop = self.inherited(b"CropBox").and_then(|area| numbers::<4>(self.document, area)).unwrap_or(media);
        let [media, crop] = [media, crop].map(|[a, b, c, d]| kurbo::Rect::new(a, b, c, d).abs());
        let mut area = crop.intersect(media);
        if area.width() < 1e-4 || area.height() < 1e-4 {
            area = kurbo::Rect::new(crop.x0, crop.y0, crop.x0 + A4[2], crop.y0 + A4[3]);
        }
        let (width, height) = (area.width(), area.height());
        let turn = self.inherited(b"Rotate").and_then(|turn| turn.as_float().ok()).unwrap_or(0.0) as i64;
        let (turned, width, height) = match turn.rem_euclid(360) {
            90 => (Affine::new([0.0, 1.0, 1.0, 0.0, 0.0, 0.0]), height, width),
            180 => (Affine::new([-1.0, 0.0, 0.0, 1.0, width, 0.0]), width, height),
            270 => (Affine::new([0.0, -1.0, -1.0, 0.0, height, width]), height, width),
            _ => (Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height]), width, height),
        };
        (turned * Affine::translate((-area.x0, -area.y0)), Rect::new(0.0, 0.0, width as f32, height as f32))
    }

    /// The page's content streams, in order.
    pub(super) fn contents(&self) -> Vec<&'d Stream> {
        let contents = self.chain.first().and_then(|page| page.get_deref(b"Contents", self.document).ok());
        match contents {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => {
                let parts = parts.iter().filter_map(|part| self.document.dereference(part).ok());
                parts.filter_map(|(_, part)| part.as_stream().ok()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The appearance of each annotation that shows, with the transform that puts it into its rectangle (12.5.5).
    pub(super) fn appearances(&self) -> Vec<(&'d Stream, Affine)> {
        let annotations = self.chain.first().and_then(|page| page.get_deref(b"Annots", self.document).ok());
        let annotations = annotations.and_then(|annotations| annotations.as_array().ok());
        annotations.into_iter().flatten().take(MAX_ANNOTATIONS).filter_map(|one| self.appearance(one)).collect()
    }

    fn appearance(&self, annotation: &'d Object) -> Option<(&'d Stream, Affine)> {
        let document = self.document;
        let annotation = document.dereference(annotation).ok()?.1.as_dict().ok()?;
        let flags = annotation.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
        let appearances = annotation.get_deref(b"AP", document).and_then(Object::as_dict).ok()?;
        let form = match appearances.get_deref(b"N", document).ok()? {
            Object::Stream(form) => form,
            Object::Dictionary(states) => {
                let state = annotation.get_deref(b"AS", document).and_then(Object::as_name).unwrap_or(b"Off");
                states.get_deref(state, document).and_then(Object::as_stream).ok()?
            }
            _ => return None,
        };
        let rect = numbers::<4>(document, annotation.get_deref(b"Rect", document).ok()?)?;
        let rect = kurbo::Rect::new(rect[0], rect[1], rect[2], rect[3]).abs();
        let bbox = numbers::<4>(document, form.dict.get_deref(b"BBox", document).ok()?)?;
        let bbox = matrix(document, &form.dict)
            .transform_rect_bbox(kurbo::Rect::new(bbox[0], bbox[1], bbox[2], bbox[3]).abs());
        let (x, y) = (rect.width() / bbox.width(), rect.height() / bbox.height());
        let fit = Affine::new([x, 0.0, 0.0, y, rect.x0 - x * bbox.x0, rect.y0 - y * bbox.y0]);
        (flags & HIDDEN == 0 && fit.is_finite()).then_some((form, fit))
    }
}

/// The matrix of a form XObject.
pub(super) fn matrix(document: &Document, form: &Dictionary) -> Affine {
    let matrix = form.get_deref(b"Matrix", document).ok().and_then(|matrix| numbers::<6>(document, matrix));
    matrix.map_or(Affine::IDENTITY, Affine::new)
}

/// An array of numbers, references resolved.
pub(super) fn numbers<const N: usize>(document: &Document, array: &Object) -> Option<[f64; N]> {
    let array = array.as_array().ok().filter(|array| array.len() >= N)?;
    let mut numbers = [0.0; N];
    for (number, object) in numbers.iter_mut().zip(array) {
        *number = f64::from(document.dereference(object).ok()?.1.as_float().ok()?);
    }
    Some(numbers)
}
