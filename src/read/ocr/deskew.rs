//! How far a scan lies askew, and the picture turned upright.

use super::picture::Picture;

/// Scans lie askew by less than this (degrees).
const MOST: f32 = 4.0;
/// Less than this makes no difference (degrees): two pixels over a page's width.
const LEAST: f32 = 0.04;
/// Darker than this is ink.
const INK: u8 = 150;

/// The angle by which the picture has to be turned anticlockwise, in degrees.
///
/// Rows of text and ruling lines make the sum of each pixel row uneven; it is most uneven where they lie level.
pub fn angle(picture: &Picture) -> f32 {
    let small = picture.halved();
    let mut points: Vec<(f32, f32)> = Vec::new();
    for y in 0..small.height {
        for (x, &pixel) in small.row(y).iter().enumerate() {
            // Every third column is enough, another third in each row.
            if pixel < INK && (x + y) % 3 == 0 {
                points.push((x as f32 - small.width as f32 / 2.0, y as f32));
            }
        }
    }
    let stride = (points.len() / 60_000).max(1);
    let points: Vec<(f32, f32)> = points.into_iter().step_by(stride).collect();
    if points.len() < 500 {
        return 0.0;
    }
    let mut counts = Vec::new();
    let mut best = |from: f32, steps: i32, step: f32| {
        let angles = (-steps..=steps).map(|index| from + index as f32 * step);
        let scored = angles.map(|angle| (unevenness(&points, small.height, angle, &mut counts), angle));
        // Of equal ones the smaller angle.
        scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.abs().total_cmp(&a.1.abs()))).map_or(from, |(_, angle)| angle)
    };
    let coarse = best(0.0, (MOST / 0.2) as i32, 0.2);
    let fine = best(coarse, 4, 0.05);
    let angle = best(fine, 3, 0.015);
    if angle.abs() < LEAST { 0.0 } else { angle }
}

fn unevenness(points: &[(f32, f32)], height: usize, degrees: f32, counts: &mut Vec<u64>) -> u64 {
    let slope = degrees.to_radians().tan();
    let margin = 64;
    counts.clear();
    counts.resize(height + 2 * margin, 0);
    for &(x, y) in points {
        let row = y - x * slope + margin as f32;
        if row >= 0.0
            && let Some(count) = counts.get_mut(row as usize)
        {
            *count += 1;
        }
    }
    counts.windows(2).map(|pair| pair[0].abs_diff(pair[1]).pow(2)).sum()
}

/// The picture turned anticlockwise about its middle by an angle in degrees.
pub fn turned(picture: &Picture, degrees: f32) -> Picture {
    if degrees == 0.0 {
        return picture.clone();
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (picture.width as f32 / 2.0, picture.height as f32 / 2.0);
    let mut pixels = Vec::with_capacity(picture.pixels.len());
    for y in 0..picture.height {
        let down = y as f32 - middle_y;
        for x in 0..picture.width {
            let across = x as f32 - middle_x;
            let (from_x, from_y) = (middle_x + across * cos - down * sin, middle_y + across * sin + down * cos);
            pixels.push((picture.at(from_x, from_y) + 0.5) as u8);
        }
    }
    Picture { width: picture.width, height: picture.height, pixels }
}
