//! Specks that are no part of a character: dust on the glass, traces of a copier.

use super::ink::Blot;

/// A blot no larger than this is a speck or a dot (in line heights, and in pixels).
const SMALL: f32 = 0.2;
const SMALLEST: f32 = 5.0;
/// A dot stands this near to a character (in line heights): that of a colon of full width, in the middle of its square.
const NEAR: f32 = 0.6;
/// Dots of a row stand this near to one another (in line heights).
const ROW: f32 = 0.45;
/// A full stop or a decimal point stands this near to what is before it, and this near to the line's foot (in line heights).
const STOP: f32 = 0.35;
const FOOT: f32 = 0.2;
/// So many dots and nothing else are a line of dots.
const DOTS: usize = 3;

/// The blots of a region that are characters or stand by some.
pub fn without(blots: &[Blot], usual: f32) -> Vec<Blot> {
    let mut kept: Vec<bool> = blots.iter().map(|blot| !is_small(blot, usual)).collect();
    loop {
        let next = (0..blots.len()).filter(|index| !kept[*index]).find(|index| {
            let blot = &blots[*index];
            (0..blots.len()).any(|other| {
                let reach = if is_small(&blots[other], usual) { ROW } else { NEAR } * usual;
                kept[other] && aside(blot, &blots[other]) <= reach && over(blot, &blots[other]) <= 0.5 * usual
            })
        });
        match next {
            Some(index) => kept[index] = true,
            None => break,
        }
    }
    blots.iter().zip(kept).filter_map(|(blot, kept)| kept.then_some(*blot)).collect()
}

/// Whether a row of blots is nothing but a speck or two.
pub fn is_dust(row: &[Blot], usual: f32) -> bool {
    row.len() < DOTS && row.iter().all(|blot| is_small(blot, usual))
}

/// A line without single specks at its ends; no line of characters begins with a dot, and a dot at its end stands at its foot.
pub fn trimmed(line: &[Blot], usual: f32) -> Vec<Blot> {
    let mut line = line.to_vec();
    line.sort_by_key(|blot| (blot.x0, blot.y0));
    while let Some((first, rest)) = line.split_first() {
        if !is_speck(first, usual)
            || rest.is_empty()
            || rest.iter().any(|blot| is_small(blot, usual) && aside(first, blot) <= STOP * usual)
        {
            break;
        }
        line.remove(0);
    }
    line.sort_by_key(|blot| (blot.x1, blot.y0));
    while let Some((last, rest)) = line.split_last() {
        let foot = rest.iter().filter(|blot| !is_small(blot, usual)).map(|blot| blot.y1).max();
        let Some(foot) = foot.filter(|_| is_speck(last, usual)) else { break };
        let paired = rest.iter().any(|blot| is_small(blot, usual) && aside(last, blot) <= STOP * usual);
        let gap = rest.iter().map(|blot| aside(last, blot)).fold(f32::MAX, f32::min);
        let stop = gap <= STOP * usual && (last.y1 as f32 - foot as f32).abs() <= FOOT * usual;
        if paired || stop {
            break;
        }
        line.pop();
    }
    line
}

fn is_small(blot: &Blot, usual: f32) -> bool {
    (blot.width().max(blot.height()) as f32) <= (SMALL * usual).max(SMALLEST)
}

/// Small and round: a piece of a faint stroke is longer than wide.
fn is_speck(blot: &Blot, usual: f32) -> bool {
    let (less, more) = (blot.width().min(blot.height()), blot.width().max(blot.height()));
    is_small(blot, usual) && less >= 2 && 2 * less > more
}

/// The white between two blots across, and down.
fn aside(a: &Blot, b: &Blot) -> f32 {
    (a.x0.max(b.x0) as f32 - a.x1.min(b.x1) as f32).max(0.0)
}

fn over(a: &Blot, b: &Blot) -> f32 {
    (a.y0.max(b.y0) as f32 - a.y1.min(b.y1) as f32).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blot(x0: usize, y0: usize, width: usize, height: usize) -> Blot {
        Blot { x0, y0, x1: x0 + width, y1: y0 + height, pixels: (width * height) as u32 }
    }

    #[test]
    fn a_speck_apart_is_dust_and_a_decimal_point_is_not() {
        let number = [blot(100, 50, 14, 26), blot(117, 72, 4, 4), blot(124, 50, 14, 26)];
        let speck = blot(300, 60, 4, 4);
        let kept = without(&[number.as_slice(), &[speck]].concat(), 28.0);
        assert_eq!(kept, number);
        assert_eq!(trimmed(&number, 28.0), number);
        assert!(is_dust(&[speck], 28.0));
    }

    #[test]
    fn specks_at_the_ends_of_a_line_go_and_a_full_stop_stays() {
        let text = [blot(100, 50, 26, 26), blot(130, 50, 26, 26)];
        let (before, above, stop) = (blot(90, 60, 4, 4), blot(160, 52, 4, 4), blot(160, 71, 4, 4));
        assert_eq!(trimmed(&[before, text[0], text[1]], 28.0), text);
        assert_eq!(trimmed(&[text[0], text[1], above], 28.0), text);
        assert_eq!(trimmed(&[text[0], text[1], stop], 28.0), [text[0], text[1], stop]);
        // A colon is two dots.
        let colon = [text[0], text[1], blot(160, 56, 4, 4), blot(160, 70, 4, 4)];
        assert_eq!(trimmed(&colon, 28.0).len(), 4);
    }
}
