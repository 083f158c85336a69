//! Dashed and dotted lines that were drawn piece by piece, put together again.

use crate::read::document::{Axis, Ruling};

/// Pieces of one line differ in position by no more than this (points).
const SAME_LINE: f32 = 0.3;
/// The widest gap between two pieces (points).
const MAX_GAP: f32 = 3.0;
/// Pieces follow each other in equal steps, but for rounding (points).
const ROUNDING: f32 = 0.5;
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
        let mut chain = &*line;
        while !chain.is_empty() {
            let (pieces, after) = chain.split_at(evenly_spaced(chain));
            lines.extend(whole(pieces));
            chain = after;
        }
    }
}

/// How many pieces at the beginning follow each other in equal steps; at least one.
fn evenly_spaced(pieces: &[Ruling]) -> usize {
    let [first, second, ..] = pieces else { return pieces.len() };
    let step = second.from - first.from;
    let follows = |pair: &[Ruling]| {
        pair[1].from - pair[0].to <= MAX_GAP && (pair[1].from - pair[0].from - step).abs() <= ROUNDING
    };
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
}
