//! Raw rulings → long lines: pieces joined, doubles merged.

use super::settings::{GAP, SNAP};
use crate::read::document::{Axis, Ruling};

/// Joins collinear rulings of one axis; the result is sorted by position, then by start.
pub fn join(rulings: &[Ruling], axis: Axis) -> Vec<Ruling> {
    let mut lines: Vec<Ruling> = rulings.iter().filter(|ruling| ruling.axis == axis).copied().collect();
    lines.sort_unstable_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)).then(a.to.total_cmp(&b.to)));
    let mut joined: Vec<Ruling> = Vec::new();
    let mut begin = 0;
    while begin < lines.len() {
        // A cluster holds lines within SNAP of its first one, so that a ladder of close lines does not collapse into one.
        let first = lines[begin].at;
        let end = begin + lines[begin..].partition_point(|line| line.at - first <= SNAP);
        join_cluster(&mut lines[begin..end], &mut joined);
        begin = end;
    }
    joined
}

fn join_cluster(cluster: &mut [Ruling], joined: &mut Vec<Ruling>) {
    // The longest pieces are the real line; a stray stub must not pull it aside.
    let total: f32 = cluster.iter().map(|line| line.to - line.from).sum();
    let at = if total > 0.0 {
        cluster.iter().map(|line| line.at * (line.to - line.from)).sum::<f32>() / total
    } else {
        cluster[0].at
    };
    cluster.sort_unstable_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let mut current: Option<Ruling> = None;
    for line in cluster.iter() {
        match &mut current {
            Some(open) if line.from <= open.to + GAP => {
                open.to = open.to.max(line.to);
                open.width = open.width.max(line.width);
            }
            _ => {
                joined.extend(current.take());
                current = Some(Ruling { at, ..*line });
            }
        }
    }
    joined.extend(current);
}
