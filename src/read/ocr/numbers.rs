//! Numbers that are looked at a second time and closer.
//!
//! Where a digit is repeated and both share their steps of output, one of them is lost, and as surely seen as any other. That
//! happens in long lines, which are shown pressed together, and with narrow digits in short ones; there it shows, since there
//! are more digits in ink than were read. Such a run of digits is cut out, with a character on either side that tells how
//! large they are, and shown wide; what is read then counts.

use super::picture::Picture;
use super::recognise::Seen;
use super::sights::Strip;
use std::ops::Range;

/// Darker than this is ink.
const INK: u8 = 150;

/// A run of digits in a line.
pub struct Number {
    /// The line's number.
    line: usize,
    /// Its characters among those of the line.
    run: Range<usize>,
    /// What is shown of the line.
    pub strip: Strip,
}

/// The runs of digits that are looked at again.
pub fn find(picture: &Picture, strips: &[Strip], seen: &[Vec<Seen>]) -> Vec<Number> {
    let mut numbers = Vec::new();
    for (line, (strip, seen)) in strips.iter().zip(seen).enumerate() {
        // The white before a character, counted so that the white after the last one has a number too.
        let white = |index: usize| white_before(picture, strip, seen, index);
        let mut end = 0;
        for run in seen.chunk_by(|a, b| is_numeric(a.char) == is_numeric(b.char)) {
            let first = end;
            end += run.len();
            if has_digits(run) && (strip.is_long() || blots(picture, strip, white(first), white(end)) != run.len()) {
                let (x0, x1) = (white(first.saturating_sub(1)), white((end + 1).min(seen.len())));
                numbers.push(Number { line, run: first..end, strip: Strip { x0, x1, ..*strip } });
            }
        }
    }
    numbers
}

impl Number {
    /// Puts the number that was seen on looking closer in the place of the run. Its neighbours are not numeric, so the longest
    /// run is the number, wherever its first and last digit were seen before.
    pub fn replace(&self, strips: &[Strip], seen: &mut [Vec<Seen>], closely: &[Seen]) {
        let runs = closely.split(|seen| !is_numeric(seen.char)).filter(|run| has_digits(run));
        let Some(number) = runs.rev().max_by_key(|run| run.len()) else { return };
        // Of two looks at the same the surer one counts.
        let before = &seen[self.line][self.run.clone()];
        let same = before.iter().map(|seen| seen.char).eq(number.iter().map(|seen| seen.char));
        if same && least(before) >= least(number) {
            return;
        }
        let line = &strips[self.line];
        let along = |seen: &Seen| ((self.strip.column(seen.along) - line.x0) / (line.x1 - line.x0)).clamp(0.0, 1.0);
        seen[self.line].splice(self.run.clone(), number.iter().map(|seen| Seen { along: along(seen), ..*seen }));
    }
}

/// How sure the least sure of some characters is.
fn least(seen: &[Seen]) -> f32 {
    seen.iter().map(|seen| seen.confidence).fold(1.0, f32::min)
}

/// The column of white between a character and the one before it, or the strip's edge: between their middles the column with
/// the least ink, of equal ones that nearest to halfway.
fn white_before(picture: &Picture, strip: &Strip, seen: &[Seen], index: usize) -> f32 {
    if index == 0 {
        return strip.x0;
    }
    let middle = |seen: &Seen| strip.column(seen.along);
    let (before, Some(after)) = (middle(&seen[index - 1]), seen.get(index).map(middle)) else {
        return strip.x1;
    };
    let halfway = (before + after) / 2.0;
    let columns = (before.max(0.0) as usize + 1)..(after.max(0.0) as usize).min(picture.width);
    let ink = |x: usize| column(picture, strip, x).map(|grey| u64::from(255 - grey)).sum::<u64>();
    let weighed = columns.map(|x| (ink(x), (x as f32 - halfway).abs(), x));
    let whitest = weighed.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    whitest.map_or(halfway, |(_, _, x)| x as f32 + 0.5)
}

/// How many blots of ink with white between them stand side by side from a column to another.
fn blots(picture: &Picture, strip: &Strip, from: f32, to: f32) -> usize {
    let columns = (from.max(0.0) as usize)..(to.max(0.0) as usize).min(picture.width);
    let mut inked = false;
    let mut count = 0;
    for x in columns {
        let ink = column(picture, strip, x).any(|grey| grey < INK);
        count += usize::from(ink && !inked);
        inked = ink;
    }
    count
}

/// The greys of a strip in a column.
fn column<'a>(picture: &'a Picture, strip: &Strip, x: usize) -> impl Iterator<Item = u8> + 'a {
    let rows = (strip.y0.max(0.0) as usize)..(strip.y1.max(0.0) as usize).min(picture.height);
    rows.map(move |y| picture.row(y)[x])
}

/// Whether there is a digit among some characters.
fn has_digits(seen: &[Seen]) -> bool {
    seen.iter().any(|seen| seen.char.is_ascii_digit())
}

/// What numbers are made of.
fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '，' | '．' | '％')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars of ink, 4 pixels wide, at columns of a picture of 20 rows.
    fn bars(columns: &[usize]) -> Picture {
        let mut picture = Picture { width: 200, height: 20, pixels: vec![255; 200 * 20] };
        for (x, y) in columns.iter().flat_map(|x| (*x..x + 4).flat_map(|x| (3..17).map(move |y| (x, y)))) {
            picture.pixels[y * 200 + x] = 0;
        }
        picture
    }

    /// Characters whose middles are at columns of a strip of a width.
    fn seen(text: &str, columns: &[usize], width: f32) -> Vec<Seen> {
        let seen = |(char, x): (char, &usize)| Seen { char, along: (*x as f32 + 2.0) / width, confidence: 0.99 };
        text.chars().zip(columns).map(seen).collect()
    }

    fn text(seen: &[Seen]) -> String {
        seen.iter().map(|seen| seen.char).collect()
    }

    #[test]
    fn a_short_number_is_looked_at_again_where_more_is_in_ink_than_was_read() {
        let strip = Strip { x0: 0.0, y0: 0.0, x1: 80.0, y1: 20.0 };
        let picture = bars(&[10, 20, 30, 40]);
        assert!(find(&picture, &[strip], &[seen("2011", &[10, 20, 30, 40], 80.0)]).is_empty());
        let lost = [seen("201", &[10, 20, 35], 80.0)];
        let found = find(&picture, &[strip], &lost);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].run, 0..3);
        assert!(find(&picture, &[strip], &[seen("某某某", &[10, 20, 35], 80.0)]).is_empty(), "no digits");
    }

    #[test]
    fn a_number_in_a_long_line_is_cut_out_with_its_neighbours_and_what_is_then_seen_of_it_counts() {
        let strip = Strip { x0: 0.0, y0: 0.0, x1: 200.0, y1: 20.0 };
        let at = [10, 30, 50, 60, 80, 100];
        let picture = bars(&[10, 30, 50, 60, 70, 80, 100]);
        let mut line = [seen("不少12户数", &at, 200.0)];
        let numbers = find(&picture, &[strip], &line);
        let [number] = numbers.as_slice() else { panic!("{} numbers", numbers.len()) };
        let cut = number.strip;
        assert!((14.0..30.0).contains(&cut.x0) && (84.0..100.0).contains(&cut.x1), "{cut:?}");
        let closely = |text: &str| seen(text, &[10, 20, 30, 40, 50], cut.x1 - cut.x0);
        number.replace(&[strip], &mut line, &closely("少户"));
        assert_eq!(text(&line[0]), "不少12户数", "nothing better was seen");
        number.replace(&[strip], &mut line, &closely("少122户"));
        assert_eq!(text(&line[0]), "不少122户数");
        assert!(line[0].windows(2).all(|pair| pair[0].along < pair[1].along), "in order along the line");
    }
}
