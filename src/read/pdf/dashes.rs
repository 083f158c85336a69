//! Dashed and dotted lines that were drawn piece by piece, put together again.

use crate::read::document::{Axis, Ruling};

/// Pieces of one line differ in position by no more than this (points).
const SAME_LINE: f32 = 0.3;
/// The widest gap between two pieces (points).
const MAX_GAP: f32 = 3.0;
/// Pieces follow each other in equal steps, but for rounding (points).
const ROUNDING: f32 = 0.5;
/// Pieces that begin and end closer together than this are one, drawn twice (points).
const TWICE: f32 = 0.1;
/// Fewer pieces, or a shorter line, are a drawing, such as the strokes of a sign (pieces; points).
const MIN_PIECES: usize = 6;
const MIN_LINE: f32 = 12.0;

/// Adds the lines that pieces make up.
pub(super) fn join(mut pieces: Vec<Ruling>, lines: &mut Vec<Ruling>) {
    if pieces.len() < MIN_PIECES {
        return;
    }
    pieces.sort_unstable_by(|a, b| {
        let axes = (a.axis == Axis::Vertical).cmp(&(b.axis == Axis::Vertical));
        axes.then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)).then(a.to.total_cmp(&b.to))
    });
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let same = |piece: &Ruling| piece.axis == first.axis && piece.at - first.at <= SAME_LINE;
        let (line, after) = rest.split_at_mut(rest.partition_point(same));
        rest = after;
        line.sort_unstable_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
        let mut kept = 0;
        for index in 0..line.len() {
            // Cells side by side may both draw the border between them.
            let again = |piece: &Ruling| (line[index].from - piece.from).max(line[index].to - piece.to) < TWICE;
            if kept == 0 || !again(&line[kept - 1]) {
                line[kept] = line[index];
                kept += 1;
            }
        }
        let mut rest = &line[..kept];
        while !rest.is_empty() {
            let near = |pair: &[Ruling]| pair[1].from - pair[0].to <= MAX_GAP;
            let (group, after) = rest.split_at(1 + rest.windows(2).take_while(|pair| near(pair)).count());
            rest = after;
            join_group(group, lines);
        }
    }
}

/// Adds the lines of pieces that follow each other closely: one, where nearly all stand in equal steps. Where lines cross, and
/// where the border of one cell ends and that of the next begins, the step is another or a dot of another kind stands.
fn join_group(group: &[Ruling], lines: &mut Vec<Ruling>) {
    let before = lines.len();
    let (mut even, mut rest) = (0, group);
    while !rest.is_empty() {
        let (pieces, after) = rest.split_at(evenly_spaced(rest));
        rest = after;
        if let Some(line) = whole(pieces) {
            even += pieces.len();
            lines.push(line);
        }
    }
    if lines.len() > before && even * 5 >= group.len() * 4 {
        lines.truncate(before);
        lines.extend(whole(group));
    }
}

/// How many pieces at the beginning follow each other in equal steps; at least one.
fn evenly_spaced(pieces: &[Ruling]) -> usize {
    let [first, second, ..] = pieces else { return pieces.len() };
    let step = second.from - first.from;
    let follows = |pair: &[Ruling]| (pair[1].from - pair[0].from - step).abs() <= ROUNDING;
    1 + pieces.windows(2).take_while(|pair| follows(pair)).count()
}

fn whole(pieces: &[Ruling]) -> Option<Ruling> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let to = last.to.max(first.to);
    let line = pieces.len() >= MIN_PIECES && to - first.from >= MIN_LINE;
    line.then_some(Ruling { to, ..*first })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(at: f32, from: f32, length: f32) -> Ruling {
        Ruling { axis: Axis::Horizontal, at, from, to: from + length, width: 0.5 }
    }

    #[test]
    fn equal_steps_are_a_line_and_other_pieces_are_not() {
        let mut lines = Vec::new();
        let dashes = (0..20).map(|index| piece(50.0, 100.0 + 3.0 * index as f32, 1.5));
        let drawing = [0.0, 1.0, 5.0, 7.5, 8.0, 12.0, 30.0].map(|from| piece(70.0, 100.0 + from, 1.0));
        let ellipsis = (0..4).map(|index| piece(90.0, 100.0 + 4.0 * index as f32, 1.5));
        join(dashes.chain(drawing).chain(ellipsis).collect(), &mut lines);
        assert_eq!(lines, [Ruling { to: 158.5, ..piece(50.0, 100.0, 1.5) }]);
    }

    #[test]
    fn a_line_goes_on_where_another_crosses_it() {
        let mut lines = Vec::new();
        // A dot at each crossing, and a step of its own to either side of it; the second border is drawn twice.
        let border = |from: f32| (0..10).map(move |index| piece(50.0, from + 2.0 * index as f32, 1.0));
        let crossings = [99.2, 121.4, 143.6].map(|from| piece(50.0, from, 0.5));
        join(border(101.0).chain(border(123.0)).chain(border(123.0)).chain(crossings).collect(), &mut lines);
        assert_eq!(lines, [Ruling { to: 144.1, ..piece(50.0, 99.2, 1.0) }]);
    }
}
