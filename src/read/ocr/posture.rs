//! Scans that lie on their side or stand on their head: a page whose characters are read with doubt throughout is tried the other
//! ways round, and what is read most surely counts.

use super::picture::Picture;
use super::recognise::Seen;
use super::sights::Strip;

/// Fewer characters tell nothing.
const FEW: usize = 20;
/// On a page that stands upright characters are read more surely than this in the mean, those of a bad copy too; and most of
/// them stand in lines, where one that lies on its side falls into single characters.
const UPRIGHT: f32 = 0.75;
const IN_LINES: f32 = 0.5;
/// So many characters make a line.
const LINE: usize = 3;
/// Another way round is right where it is read more surely by this much.
pub const CLEARLY: f32 = 0.1;
/// So many lines tell which way round a page is.
const SAMPLE: usize = 16;

/// Whether the page may lie the wrong way round.
pub fn is_doubtful(seen: &[Vec<Seen>]) -> bool {
    let count: usize = seen.iter().map(Vec::len).sum();
    let whole: f32 = seen.iter().flatten().map(|seen| seen.confidence).sum();
    count >= FEW && (whole / (count as f32) < UPRIGHT || sureness(seen) < IN_LINES)
}

/// How surely characters were read in lines: their mean sureness, 0 to 1, those outside of lines counting nothing.
pub fn sureness(seen: &[Vec<Seen>]) -> f32 {
    let count: usize = seen.iter().map(Vec::len).sum();
    let lines = seen.iter().filter(|line| line.len() >= LINE).flatten();
    lines.map(|seen| seen.confidence).sum::<f32>() / count.max(1) as f32
}

/// Some of the longest lines.
pub fn sample(strips: &[Strip]) -> Vec<Strip> {
    let mut sorted = strips.to_vec();
    sorted.sort_by(|a, b| {
        b.proportional().total_cmp(&a.proportional()).then(a.y0.total_cmp(&b.y0)).then(a.x0.total_cmp(&b.x0))
    });
    sorted.truncate(SAMPLE);
    sorted
}

/// The picture turned clockwise by so many quarters.
pub fn turned(picture: &Picture, quarters: u8) -> Picture {
    let (width, height) = (picture.width, picture.height);
    let mut pixels = Vec::with_capacity(picture.pixels.len());
    match quarters % 4 {
        1 => (0..width).for_each(|x| pixels.extend((0..height).rev().map(|y| picture.row(y)[x]))),
        2 => pixels.extend(picture.pixels.iter().rev()),
        3 => (0..width).rev().for_each(|x| pixels.extend((0..height).map(|y| picture.row(y)[x]))),
        _ => pixels.clone_from(&picture.pixels),
    }
    if quarters % 2 == 1 {
        return Picture { width: height, height: width, pixels };
    }
    Picture { width, height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_read_with_doubt_or_in_single_characters_may_lie_on_its_side() {
        let line = |count: usize, confidence: f32| vec![Seen { char: '表', along: 0.5, confidence }; count];
        assert!(!is_doubtful(&[line(12, 0.95), line(8, 0.8), line(1, 0.4)]));
        assert!(is_doubtful(&[line(12, 0.6), line(8, 0.5)]));
        assert!(is_doubtful(&vec![line(1, 0.9); 30]));
        assert!(!is_doubtful(&vec![line(1, 0.9); 10]), "too few to tell");
    }

    #[test]
    fn quarters_add_up() {
        let picture = Picture { width: 3, height: 2, pixels: vec![1, 2, 3, 4, 5, 6] };
        let once = turned(&picture, 1);
        assert_eq!((once.width, once.height, once.pixels.as_slice()), (2, 3, [4, 1, 5, 2, 6, 3].as_slice()));
        assert_eq!(turned(&once, 1).pixels, turned(&picture, 2).pixels);
        assert_eq!(turned(&once, 3).pixels, picture.pixels);
        assert_eq!(turned(&turned(&picture, 2), 1).pixels, turned(&picture, 3).pixels);
    }
}
