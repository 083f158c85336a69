//! Signs of comparison by their outlines, where nothing in the file names them: an angle, and a bar below it that lies level or
//! along its lower arm. No letter and no ideograph is drawn so; whatever differs from it has no character.

use kurbo::{BezPath, PathEl, Point, Rect, flatten};

/// How finely curves are resolved (units of 1000 to the em).
const FINENESS: f64 = 2.0;
/// Lines of an outline beyond which it is no sign of this kind.
const MOST: usize = 200;
/// Where an angle is looked at, from its open side to its point (shares of its width).
const ARMS: [f64; 4] = [0.12, 0.3, 0.5, 0.68];
/// An arm is at most this thick, and the two mirror each other within this (shares of the height).
const THICK: f64 = 0.34;
const MIRROR: f64 = 0.09;

/// The sign of comparison that an outline draws.
pub(super) fn sign(outline: &BezPath) -> Option<char> {
    let contours = contours(outline)?;
    let [a, b] = &contours[..] else { return None };
    // y grows upwards.
    let (angle, bar) = if a.bounds.center().y > b.bounds.center().y { (a, b) } else { (b, a) };
    let greater = angle.opens_left()?;
    (angle.bounds.width() >= 0.6 * angle.bounds.height() && bar.underlines(angle)).then_some(if greater {
        '≥'
    } else {
        '≤'
    })
}

struct Contour {
    lines: Vec<(Point, Point)>,
    bounds: Rect,
}

fn contours(outline: &BezPath) -> Option<Vec<Contour>> {
    let mut contours: Vec<Vec<(Point, Point)>> = Vec::new();
    let (mut start, mut last, mut count) = (Point::ZERO, Point::ZERO, 0);
    flatten(outline, FINENESS, |element| {
        let next = match element {
            PathEl::MoveTo(p) => {
                contours.push(Vec::new());
                (start, last) = (p, p);
                return;
            }
            PathEl::LineTo(p) => p,
            _ => start,
        };
        count += 1;
        if let Some(contour) = contours.last_mut().filter(|_| count <= MOST) {
            contour.push((last, next));
        }
        last = next;
    });
    let closed = contours.into_iter().filter(|lines| lines.len() > 2).map(|mut lines| {
        let (first, last) = (lines[0].0, lines[lines.len() - 1].1);
        lines.push((last, first));
        let bounds = lines.iter().fold(Rect::from_points(first, last), |bounds, line| bounds.union_pt(line.1));
        Contour { lines, bounds }
    });
    (count <= MOST).then(|| closed.collect())
}

impl Contour {
    /// Where the contour is filled on a line down through it, from below.
    fn filled_at(&self, x: f64) -> Vec<(f64, f64)> {
        let crosses = |(a, b): &(Point, Point)| (a.x <= x) != (b.x <= x);
        let height = |(a, b): &(Point, Point)| a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
        let mut heights: Vec<f64> = self.lines.iter().filter(|line| crosses(line)).map(height).collect();
        heights.sort_by(f64::total_cmp);
        heights.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// Whether it is an angle that opens to the left, or to the right; `None` where it is none.
    fn opens_left(&self) -> Option<bool> {
        [true, false].into_iter().find(|left| self.is_angle(*left))
    }

    fn is_angle(&self, opens_left: bool) -> bool {
        let Rect { x0, x1, .. } = self.bounds;
        let (height, middle) = (self.bounds.height(), self.bounds.center().y);
        let at = |share: f64| if opens_left { x0 + share * (x1 - x0) } else { x1 - share * (x1 - x0) };
        let mut apart = f64::INFINITY;
        for share in ARMS {
            let [low, high] = self.filled_at(at(share))[..] else { return false };
            let (below, above) = (middle - (low.0 + low.1) / 2.0, (high.0 + high.1) / 2.0 - middle);
            let thick = (low.1 - low.0).max(high.1 - high.0) > THICK * height;
            if thick || (below - above).abs() > MIRROR * height || below + above >= apart {
                return false;
            }
            // An arm is straight: it nears the middle as it nears the point.
            let expected = (1.0 - share) * height;
            if (below + above - expected).abs() > 0.25 * height {
                return false;
            }
            apart = below + above;
        }
        let [tip] = self.filled_at(at(0.97))[..] else { return false };
        ((tip.0 + tip.1) / 2.0 - middle).abs() <= MIRROR * height
    }

    /// Whether it is a bar below an angle, level or along its lower arm.
    fn underlines(&self, angle: &Contour) -> bool {
        let Rect { x0, x1, .. } = self.bounds;
        let mut middles = Vec::new();
        for share in [0.1, 0.3, 0.5, 0.7, 0.9] {
            let x = x0 + share * (x1 - x0);
            let [(low, high)] = self.filled_at(x)[..] else { return false };
            let above = angle.filled_at(x).first().map_or(f64::INFINITY, |arm| arm.0);
            if high - low > 0.3 * angle.bounds.height() || high >= above {
                return false;
            }
            middles.push((low + high) / 2.0);
        }
        let slope = middles[4] - middles[0];
        let straight = middles.iter().zip([0.0, 0.25, 0.5, 0.75, 1.0]);
        let is_straight = straight
            .map(|(middle, share)| (middle - middles[0] - share * slope).abs())
            .all(|off| off < 0.05 * (x1 - x0));
        let width = angle.bounds.width();
        let slants = slope.abs() / (0.8 * (x1 - x0));
        let arm = angle.bounds.height() / 2.0 / width;
        is_straight && (x1 - x0 - width).abs() <= 0.2 * width && (slants < 0.06 || (slants - arm).abs() < 0.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(contours: &[&[(f64, f64)]]) -> BezPath {
        let mut path = BezPath::new();
        for contour in contours {
            path.move_to(contour[0]);
            contour[1..].iter().for_each(|point| path.line_to(*point));
            path.close_path();
        }
        path
    }

    /// `≥` as a sans face draws it, and as a Song face does, with a bar along its lower arm.
    const LEVEL: [&[(f64, f64)]; 2] = [
        &[(217., 1016.), (217., 1192.), (1499., 825.), (1499., 655.), (217., 287.), (217., 465.), (1178., 739.)],
        &[(1499., 170.), (1499., 0.), (217., 0.), (217., 170.)],
    ];
    const SLANTED: [&[(f64, f64)]; 2] = [
        &[(860., 343.), (168., -11.), (168., -54.), (860., 300.)],
        &[(860., 511.), (168., 851.), (168., 808.), (817., 489.), (168., 157.), (168., 114.), (860., 468.)],
    ];

    fn mirrored(contours: &[&[(f64, f64)]]) -> BezPath {
        kurbo::Affine::FLIP_X * path(contours)
    }

    #[test]
    fn comparisons_are_told_by_their_outlines() {
        assert_eq!(sign(&path(&LEVEL)), Some('≥'));
        assert_eq!(sign(&path(&SLANTED)), Some('≥'));
        assert_eq!(sign(&mirrored(&LEVEL)), Some('≤'));
        assert_eq!(sign(&mirrored(&SLANTED)), Some('≤'));
    }

    #[test]
    fn what_is_drawn_otherwise_has_no_character() {
        assert_eq!(sign(&path(&LEVEL[..1])), None, "an angle alone");
        assert_eq!(sign(&path(&LEVEL[1..])), None, "a bar alone");
        let equals: [&[(f64, f64)]; 2] = [
            &[(0., 100.), (500., 100.), (500., 150.), (0., 150.)],
            &[(0., 300.), (500., 300.), (500., 350.), (0., 350.)],
        ];
        assert_eq!(sign(&path(&equals)), None);
        let underlined_two: [&[(f64, f64)]; 2] =
            [&[(0., 200.), (400., 800.), (0., 800.), (0., 700.), (300., 700.), (0., 300.)], LEVEL[1]];
        assert_eq!(sign(&path(&underlined_two)), None);
        assert_eq!(sign(&BezPath::new()), None);
    }
}
